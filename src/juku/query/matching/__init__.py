"""Patterns found in a corpus: planned, run as automata, within limits."""
