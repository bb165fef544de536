"""Characters that foreign names are written with: ``schema/transliteration.json`` by reader.

Prose shows by a title or a verb, and by several of them in a row, that a name is meant. The parts
of a name with a middle dot are put together token by token, where a frequent word (大, 得) that is
also such a character would be taken into the name.
"""

from __future__ import annotations

from juku.text.vocabulary.tables import by_last
from juku.text.vocabulary.word_tables import lists

_TABLE = lists("transliteration")

IN_PROSE = frozenset((*_TABLE["everywhere"], *_TABLE["prose"]))
"""Those of foreign names in running text."""
PARTS = by_last(word for word in _TABLE["parts"] if not IN_PROSE.issuperset(word))
"""Parts of names in running text with characters that are none of those, by their last one."""
IN_WORDS = frozenset((*_TABLE["everywhere"], *_TABLE["words"]))
"""Those of the tokens around the middle dot of a name."""
