"""Halves of paragraphs and their rests, wrapped lines, repeats: what belongs together."""
