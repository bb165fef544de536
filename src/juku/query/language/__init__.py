"""The query language: its grammar, its shape once it is read, and its messages."""
