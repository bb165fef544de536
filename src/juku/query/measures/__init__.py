"""What is counted and computed of hits, words and parts of a corpus."""
