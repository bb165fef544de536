"""Words: the engines, what is joined in whatever they cut, the curated lexicon, and votes."""
