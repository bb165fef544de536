"""Many spans, parts of texts and hashes at once, as arrays."""
