"""The words that tell which story a paragraph is of: how rare they are, and which story has them.

Words of everyday tell nothing, and every story has them; a name, a trade or a thing that few texts
have and this one has twice tells much. How rare a word is, jieba's dictionary says.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import fsum, inf, log
from types import MappingProxyType
from typing import TYPE_CHECKING

from juku.text.forms import conversion
from juku.text.mending.topics import DECIMALS
from juku.text.mending.words_met import TOTAL
from juku.text.vocabulary.jieba_dictionary import frequency, tagged

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

_EVERYDAY = 8.0
"""How much rarer than one word of all a word must be to tell anything, by natural logarithms."""
_AGAINST = 2.0
"""How many times more what the story at hand alone has counts against another."""
_HAN = re.compile("[\u3400-\u9fff]")
_FORMAL = frozenset("mqdpcurfxt")
"""First letters of the tags of words that tell nothing by themselves."""


@lru_cache(maxsize=1024)
def words(text: str) -> Mapping[str, float]:
    """The telling words of a text, each with how much it tells.

    >>> made = words("林权证发到了竹农手里，大家都笑了。")
    >>> sorted(made, key=lambda word: -made[word])[:2]
    ['竹农', '林权证']
    """
    made: dict[str, float] = {}
    for word, tag in tagged(conversion.simplified(text), guess=True):
        if len(word) > 1 and word not in made and tag[0] not in _FORMAL and _HAN.search(word):
            told = round(TOTAL - log(frequency(word)) - _EVERYDAY, DECIMALS)
            if told > 0:
                made[word] = told
    return MappingProxyType(made)  # it is remembered, and who asks may not change it


def of_all(texts: Iterable[str]) -> dict[str, float]:
    """The telling words of several texts."""
    made: dict[str, float] = {}
    for text in texts:
        made.update(words(text))
    return made


def leans(
    text: str, there: Mapping[str, float], here: Mapping[str, float], most: float = inf
) -> float:
    """How much more of what ``there`` alone tells than of what ``here`` alone tells is in a text.

    What ``here`` alone tells counts twice: a text is rather left where it stands. One word counts
    for ``most`` at most.
    """
    gain = 0.0
    for word, told in words(text).items():
        if word in there:
            gain += 0.0 if word in here else min(told, most)
        elif word in here:
            gain -= _AGAINST * told
    return gain


def shared(own: Mapping[str, float], known: Container[str]) -> float:
    """How much the words ``own`` of a text tell that are known."""
    return fsum(told for word, told in own.items() if word in known)


def parting(
    texts: Sequence[str], before: Mapping[str, float], after: Mapping[str, float]
) -> list[float]:
    """How well each way to part ``texts`` is told: the first 0, 1 and so on of ``before``.

    The others are weighed with ``after`` and with those above them.
    """
    return [
        fsum(_met(texts[:place], before)) + fsum(_met(texts[place:], after))
        for place in range(len(texts) + 1)
    ]


def _met(texts: Sequence[str], known: Mapping[str, float]) -> list[float]:
    """How much of each text is told in those before it too."""
    seen: set[str] = set()
    made: list[float] = []
    for text in texts:
        own = words(text)
        made.append(fsum(told for word, told in own.items() if word in known or word in seen))
        seen.update(own)
    return made
