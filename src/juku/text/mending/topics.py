"""Whether two stretches of text tell the same story: what pairs of characters they share."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from math import fsum, log
from typing import TYPE_CHECKING

from juku.text.vocabulary.surnames import IN_PROSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_COMMON = frozenset(
    "的了在是和与及对把被将从向为于以而并或也都就这那他她它们我你个一不有人说上下中到会要能可年月日时后前来去其此所但如果因之等表示"
    "，。、“”：；！？（）《》‘’—… \u3000\n()\"',.:;!?-"
)
_LEAST = 25
"""Pairs that each side must have, or nothing can be said."""
SAME = 0.05
"""Share of the smaller side's pairs. On news stories 3 paragraphs a side, some 4 of 100 neighbours
of one story share less, and 8 of 100 pairs of different stories share more."""
ENOUGH = 600
"""Characters of a paragraph that are looked at."""
ECHO = 0.3
"""Share of its pairs of characters that a headline has in common with the text that it heads."""
DECIMALS = 6
"""Of what a pair or a word tells: more than matter, and fewer than logarithms may differ in."""


def pairs(text: str) -> set[str]:
    """The neighbouring characters of ``text``, less those that stand in any text.

    >>> sorted(pairs("进博会的进博故事"))
    ['博故', '故事', '进博']
    """
    return {a + b for a, b in itertools.pairwise(text) if a not in _COMMON and b not in _COMMON}


def shared(left: str, right: str) -> float | None:
    """Share of the smaller side's pairs that the other has too; None where there are too few."""
    one, other = pairs(left), pairs(right)
    least = min(len(one), len(other))
    return len(one & other) / least if least >= _LEAST else None


_NAME = f"[{''.join(sorted(IN_PROSE))}][\u3400-\u9fff]{{2}}"
"""A name of three characters."""
_BARE_SPEAKER = re.compile(
    rf"(?:^|[，。；：！？”」])({_NAME})"
    r"(?:[说說](?=[，：。])|(?:表示|介[绍紹]|告[诉訴]|坦言|[认認][为為]|回[忆憶]|感慨|解[释釋])(?=[，：记記]))"
)


def bare_speakers(text: str) -> set[str]:
    """Names of three characters that speak without a word of who they are: they were named before.

    >>> bare_speakers("“天冷了。”何桂兰说，“苇子硬了。”馆长周明远说，快了。")
    {'何桂兰'}
    """
    return set(_BARE_SPEAKER.findall(text))


_INTRODUCED = re.compile(rf"(?=([\u3400-\u9fff][长長员員师師任记記理授士人席官生手工匠家]{_NAME}))")


def introduced(text: str) -> set[str]:
    """Persons with the end of what they are: who is introduced was not named before.

    >>> introduced("馆长周明远站在门口，周明远说，快了。")
    {'馆长周明远'}
    """
    return set(_INTRODUCED.findall(text))


def echoed(headline: str, body: str) -> float:
    """Share of a headline's pairs that a body has too."""
    return next(echoes(headline, (body,)))


def all_echoed(headlines: Iterable[str], body: str) -> list[float]:
    """The same of each of several headlines; what the body has is looked for once."""
    there = pairs(body)
    said = map(pairs, headlines)
    return [len(own & there) / len(own) if own else 0.0 for own in said]


def echoes(headline: str, bodies: Iterable[str]) -> Iterator[float]:
    """The same of each of several bodies."""
    said = pairs(headline)
    for body in bodies:
        yield len(said & pairs(body)) / len(said) if said else 0.0


def weights(texts: Sequence[str]) -> dict[str, float]:
    """How much each pair says: the more, the fewer of the texts have it.

    Rounded, for the last bit of a logarithm is another on another machine, and where two stories
    fit equally well a last bit decides.

    >>> weights(["进博会开幕", "进博会闭幕"])["开幕"] > weights(["进博会", "进博会"])["进博"]
    True
    """
    seen = Counter(pair for text in texts for pair in pairs(text))
    said = {count: round(log(len(texts) / count), DECIMALS) for count in set(seen.values())}
    return {pair: said[count] for pair, count in seen.items()}


def told(left: str, right: str, given: Mapping[str, float]) -> float:
    """Share of what the smaller side's pairs say that the other says too."""
    one, other = pairs(left), pairs(right)
    least = min(_sum(one, given), _sum(other, given))
    return _sum(one & other, given) / least if least else 0.0


def _sum(said: set[str], given: Mapping[str, float]) -> float:
    """What pairs say together, rounded once: a set has another order in every process."""
    return fsum(given.get(pair, 0.0) for pair in said)
