"""Surnames, of which ``schema/surnames.json`` says which reader believes them.

A byline names persons on purpose, so that hardly a character that is a surname misleads. In prose
a name stands among words: characters that are mostly words are believed there only where a title
or a verb stands beside them. A token that an engine left alone before a name is a surname that was
cut off only if it is hardly anything else.
"""

from __future__ import annotations

from juku.text.vocabulary.word_tables import lists

_TABLE = lists("surnames")
_EVERYWHERE, _DOUBLE = frozenset(_TABLE["everywhere"]), frozenset(_TABLE["double"])

IN_BYLINES = _EVERYWHERE.union(
    _TABLE["bylines_and_prose"],
    _TABLE["bylines_and_titled"],
    _TABLE["bylines_and_words"],
    _TABLE["bylines"],
)
"""Characters with which a name in a byline begins."""
RARE = frozenset((*_TABLE["rare"], *_TABLE["rare_and_prose"]))
"""Others with which some do: believed only where a byline says that a person is named."""
IN_PROSE = _EVERYWHERE.union(_TABLE["bylines_and_prose"], _TABLE["prose"], _TABLE["rare_and_prose"])
"""Characters with which a name in running text begins."""
TITLED = frozenset(_TABLE["bylines_and_titled"])
"""Others that begin a name there right behind an office."""
IN_WORDS = _EVERYWHERE.union(_TABLE["bylines_and_words"], _DOUBLE, _TABLE["double_words"])
"""Surnames, of one character or two, that an engine cuts off the given name."""
COMPOUND = _DOUBLE.union(_TABLE["double_prose"], _TABLE["japanese"])
"""Surnames of two characters, Chinese and Japanese, in bylines and running text."""
COMPOUND_IN_BYLINES = COMPOUND.union(_TABLE["double_words"], _TABLE["double_bylines"])
"""Those with which a name in a byline begins."""
