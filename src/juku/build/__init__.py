"""From evidence to tables: manifest, stages, shards, backends, provenance."""
