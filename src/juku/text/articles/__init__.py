"""The lines of a page given to their articles."""
