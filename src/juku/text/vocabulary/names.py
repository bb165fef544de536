"""Names that bylines are made of: who publishes, where from, and how names of persons sound."""

from __future__ import annotations

from juku.text.vocabulary.word_tables import lists

_TABLE = lists("names")

AGENCIES = _TABLE["agencies"]
"""Agencies, papers and stations as datelines and credits name them."""
PLACES = frozenset(_TABLE["places"])
"""Places that stand behind a name (记者张三北京报道): told from names by being known."""
SOUNDS = _TABLE["sounds"]
"""Parts of Tibetan, Uyghur and Mongolian names, which have no surname to be known by."""
