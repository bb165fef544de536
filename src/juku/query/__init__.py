"""Questions to a release: pattern language, index, measures."""
