"""Chinese personal names whose surname an engine cuts off: 黄|宝妹 is 黄宝妹.

Universal Dependencies has surname and given name as two words; the Chinese Treebank, jieba and
readers have one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from juku.text.arrays.flat import Coded
from juku.text.vocabulary.surnames import IN_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.segmenting.tokens import Flat

_GIVEN = re.compile("[\u3400-\u9fff]{1,2}")
_NO_GIVEN = frozenset("中美日韩朝俄英法德印欧澳加台港沪京苏金元明清唐宋隋辽")
"""Countries, cities and dynasties: after a surname they are the second of two (韩美, 宋金)."""


def pairs(flat: Flat, upos: Sequence[str]) -> list[int]:
    """The tokens that are a surname whose given name is the next token; no two overlap.

    Both are tagged as names and touch; the given name has one or two Han characters.
    """
    words = flat.words
    coded = Coded.of(upos)
    name = np.array([tag == "PROPN" for tag in coded.table], np.bool_)[coded.codes]
    both = np.flatnonzero(name[:-1] & name[1:])
    both = both[
        (words.ends[both] == words.starts[both + 1]) & (words.ends[both] - words.starts[both] <= 2)
    ]
    codes = np.frombuffer(words.text.encode("utf-32-le", "surrogatepass"), np.uint32)
    likely = both[_first_characters()[codes[words.starts[both]]]]
    found: list[int] = []
    for token in likely.tolist():
        if found and token == found[-1] + 1:
            continue
        if flat.words[token] in IN_WORDS:
            given = flat.words[token + 1]
            if _GIVEN.fullmatch(given) and given not in _NO_GIVEN:
                found.append(token)
    return found


@cache
def _first_characters() -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """By code point, whether a surname begins with it."""
    table = np.zeros(0x110000, dtype=bool)
    table[[ord(surname[0]) for surname in sorted(IN_WORDS)]] = True
    return table
