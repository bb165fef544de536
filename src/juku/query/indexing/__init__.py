"""The index of a release: how it is made from Parquet, kept, and checked against its files."""
