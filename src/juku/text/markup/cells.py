"""What the cells of a table hold: sentences, which are read, or data, which are not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SENTENCE = re.compile(r"[。！？；]|.{12}，.{6}")
"""What sentences have and entries of a table have not."""
_LONGEST = 100
"""Characters of an entry; a poem or a list of names in one cell is the article."""


def hold_sentences(cells: Iterable[str]) -> bool:
    """Whether most of the characters of a table stand in cells that have sentences.

    Of a table of figures the sentences would be none that anyone wrote; a table that only sets an
    article in columns is the article.

    >>> hold_sentences(["金牌", "银牌", "12"]), hold_sentences(["首页", "船到了。今年雨水好。"])
    (False, True)
    """
    sizes = {True: 0, False: 0}
    for cell in cells:
        is_text = len(cell) > _LONGEST or _SENTENCE.search(cell) is not None
        sizes[is_text] += len(cell.strip())
    return sizes[True] > sizes[False]
