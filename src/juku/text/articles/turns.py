"""Articles side by side that were read row by row: their paragraphs stand by turns, A B C A B C.

Several headlines stand each above one paragraph, or above some of which the last is broken, and
below the last headline stand all others. Row by row the next paragraph is of the next article,
until one of them has no more. Whether they stand so, the telling words say: the paragraphs share
them with the articles that the turns give them to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from juku.text.mending import telling
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line

_MOST = 4
"""Articles side by side."""
_LONGEST = 40
"""Paragraphs below the first ones that are looked at."""
_MISSED, _AGAIN = 2.0, 3.0
"""What it takes away that an article has no paragraph in a row, or two of them in a row."""
_SURE = 8.0
"""How much more by turns than one behind the other paragraphs must tell of what was told before."""
_SURE_CROSSED = -4.0
"""The same on a page that shows by the halves of paragraphs that it was read row by row."""
_WAYS = 24
"""Ways to give paragraphs to articles that are followed at once."""


class _Beside(NamedTuple):
    """Articles that stand side by side, perhaps."""

    heads: list[Line]
    first: list[str]
    """Of each the headline with the first paragraph."""
    others: list[tuple[Line, str]]
    """The paragraphs below those."""


class _Way(NamedTuple):
    """One way to give the paragraphs so far to the articles."""

    told: float
    given: tuple[int, ...]
    words: tuple[Mapping[str, float], ...]
    """The telling words of each article so far."""


def by_turns(flow: Sequence[Line], style: Style, rests: Mapping[Line, Line]) -> dict[int, Line]:
    """The headline of each paragraph, by its number, that stands where its turn is.

    ``rests`` are those of broken paragraphs; where halves of two cross, the page was read by rows.
    """
    found: dict[int, Line] = {}
    heads = [place for place, line in enumerate(flow) if style.is_title(line)]
    if len(heads) < 2:
        return found
    lone: list[tuple[Line, str]] = []
    by_rows = _cross(rests)
    least = _SURE_CROSSED if by_rows else _SURE
    ends = set(rests.values())
    for place, end in zip(heads, [*heads[1:], len(flow)], strict=True):
        texts = _texts(flow[place + 1 : end], rests, ends)
        if lone and len(texts) > 2:
            found |= _told(lone[-_MOST + 1 :], flow[place], texts, least)
        if (
            texts
            and flow[end - 1] is texts[-1][0]
            and (len(texts) == 1 or (by_rows and flow[end - 1] in rests))
        ):
            said = "".join(text for _, text in texts)
            lone.append((flow[place], flow[place].text + said))
        elif place + 1 < end:
            lone.clear()
    return found


def _cross(rests: Mapping[Line, Line]) -> bool:
    """Whether the halves of two paragraphs stand one after the other, and then their rests."""
    spans = sorted((half.number, rest.number) for half, rest in rests.items())
    return any(
        half < other < rest < end
        for place, (half, rest) in enumerate(spans)
        for other, end in spans[place + 1 :]
    )


def _texts(
    below: Sequence[Line], rests: Mapping[Line, Line], ends: AbstractSet[Line]
) -> list[tuple[Line, str]]:
    """The paragraphs below a headline, mended, up to what is none.

    There are none if one of them is broken and its rest is not known.
    """
    texts: list[tuple[Line, str]] = []
    for line in below:
        if line.kind != "paragraph" or (texts and line.dateline is not None):
            if texts:
                break
        elif line not in ends:
            rest = rests.get(line)
            text = line.text if rest is None else line.text + rest.text
            if not text or not is_final(text):
                return []
            texts.append((line, text))
    return texts


def _told(
    lone: list[tuple[Line, str]], head: Line, texts: list[tuple[Line, str]], least: float
) -> dict[int, Line]:
    """The paragraphs by turns of the articles above and of that of ``head``, if they stand so."""
    best: tuple[float, dict[int, Line]] = (least, {})
    for count in range(1, len(lone) + 1):
        beside = _Beside(
            [one for one, _ in lone[-count:]] + [head],
            [text for _, text in lone[-count:]] + [head.text + texts[0][1]],
            texts[1 : _LONGEST + 1],
        )
        if len(beside.others) < len(beside.heads):
            continue
        way = _best(beside)
        gain = way.told - _in_place(beside)
        if gain > best[0] and set(way.given) == set(range(len(beside.heads))):
            best = (
                gain,
                {
                    line.number: beside.heads[own]
                    for (line, _), own in zip(beside.others, way.given, strict=True)
                },
            )
    return best[1]


def _best(beside: _Beside) -> _Way:
    """The way by turns of which most is told."""
    count = len(beside.heads)
    ways = [_Way(0.0, (), tuple(map(telling.words, beside.first)))]
    for _, text in beside.others:
        own = telling.words(text)
        ways = [
            _with(way, turn, own, _cost(way, turn, count)) for way in ways for turn in range(count)
        ]
        ways = sorted(ways, key=lambda way: (-way.told, way.given))[:_WAYS]
    return ways[0]


def _cost(way: _Way, turn: int, count: int) -> float:
    """What it takes away that a paragraph stands where it does, behind those so far."""
    last = way.given[-1] if way.given else count - 1
    missed = (turn - last - 1) % count
    return _AGAIN if missed == count - 1 else _MISSED * missed


def _with(way: _Way, turn: int, own: Mapping[str, float], cost: float) -> _Way:
    known = way.words[turn]
    told = telling.shared(own, known)
    words = tuple({**one, **own} if place == turn else one for place, one in enumerate(way.words))
    return _Way(way.told + told - cost, (*way.given, turn), words)


def _in_place(beside: _Beside) -> float:
    """How much is told if all are of the article that they stand in."""
    known = dict(telling.words(beside.first[-1]))
    told = 0.0
    for _, text in beside.others:
        own = telling.words(text)
        told += telling.shared(own, known)
        known.update(own)
    return told
