"""The evidence and what is known of it: manifest, curation, about.json."""
