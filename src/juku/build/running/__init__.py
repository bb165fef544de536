"""Tasks run: shards, receipts, backends, what is made up when all are done."""
