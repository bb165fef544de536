"""New words from a corpus itself, ranked for a person to accept or refuse.

Every run of Han characters is a candidate. What speaks for one being a word:

frequency  how often it occurs;
cohesion   that its parts seldom meet by chance: the least, over the ways of cutting it in two, of
           log2( p(whole) / (p(left) p(right)) ), pointwise mutual information;
branching  that it stands freely: the entropy, in bits, of the character before it and of the one
           behind it, and of the two the lesser.

Only candidates that the segmenter mostly cuts in pieces are proposed, and none that begins or ends
with a function word by itself. Frequency, cohesion and branching multiply to the score. The
method is that of Huang and Powers (2003, branching entropy) and of Church and Hanks (1990, mutual
information); counting is by n-grams that grow only where the shorter ones are frequent, so that
arrays shrink as lengths grow.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from juku.errors import EvidenceError
from juku.text.arrays.flat import begins_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.text.segmenting.tokens import Segmenter

    Ints = NDArray[np.integer[Any]]

FUNCTION = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
"""Universal tags of words that neither begin nor end a new word."""

_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Limits:
    """What a candidate must reach to be proposed."""

    count: int = 4
    length: int = 7
    """Characters, at most."""
    cohesion: float = 4.0
    branching: float = 0.8
    apart: float = 0.5
    """Share of occurrences that are now cut in pieces, at least."""

    def __post_init__(self) -> None:
        """Refuse limits that nothing, or every run of characters, would reach.

        Raises:
            EvidenceError: naming the limit.
        """
        for name, least in (("count", 1), ("length", 2)):
            if (given := getattr(self, name)) < least:
                raise EvidenceError(f"{name}: is {given}; give {least} or more")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A run of characters that may be a word."""

    word: str
    count: int
    cohesion: float
    branching: float
    score: float
    cut: str
    """How its first occurrence is cut now, pieces that go beyond it included."""
    contexts: tuple[str, ...]


class _Grams(NamedTuple):
    """Frequent n-grams of one length: where they occur, sorted, and which each is."""

    places: Ints
    number: Ints
    counts: Ints
    """How often the n-gram of each number occurs."""

    def count_at(self, places: Ints) -> Ints:
        """How often what occurs at ``places`` occurs anywhere."""
        return self.counts[self.number[np.searchsorted(self.places, places)]]


class _Cut(NamedTuple):
    """How the text is cut now: a place for each character and one for the end."""

    boundary: NDArray[np.bool_]
    lone: NDArray[np.bool_]
    """Whether a function word of one character stands here."""


def suggest(
    texts: Sequence[str], segmenter: Segmenter, limits: Limits | None = None
) -> list[Candidate]:
    """Candidates for the lexicon, best first; ties in order of the text."""
    limits = limits or Limits()
    text = "\n".join(texts)
    codes = np.frombuffer(text.encode("utf-32-le"), "<i4")
    if not len(codes):
        return []
    cut = _cut(texts, segmenter)
    levels = [_letters(codes)]
    found: list[tuple[int, int, float, float]] = []
    for length in range(2, limits.length + 1):
        levels.append(_grow(levels[-1], levels[0], length, limits.count))
        if not len(levels[-1].places):
            break
        found += _accepted(levels, codes, cut, limits)
    return _ranked(found, levels, text, cut)


def _letters(codes: Ints) -> _Grams:
    """Han characters by themselves."""
    han = ((codes >= 0x3400) & (codes <= 0x9FFF)) | (codes >= 0x20000)
    places = np.flatnonzero(han)
    return _numbered(places, codes[places])


def _numbered(places: Ints, keys: Ints) -> _Grams:
    """What occurs at ``places``, equal keys being the same; in half the memory of wide integers."""
    _, number, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return _Grams(places.astype(np.int32), number.astype(np.int32), counts)


def _grow(shorter: _Grams, letters: _Grams, length: int, least: int) -> _Grams:
    """N-grams one character longer, those that occur ``least`` times."""
    frequent = shorter.counts[shorter.number] >= least
    places, number = shorter.places[frequent], shorter.number[frequent]
    behind = places + length - 1
    at = np.searchsorted(letters.places, behind)
    at[at == len(letters.places)] = 0
    goes_on = letters.places[at] == behind if len(letters.places) else at > 0
    places, number, at = places[goes_on], number[goes_on], at[goes_on]
    keys = number.astype(np.int64) * len(letters.counts) + letters.number[at]
    grown = _numbered(places, keys)
    kept = grown.counts[grown.number] >= least
    return _Grams(grown.places[kept], grown.number[kept], grown.counts)


def _accepted(
    levels: list[_Grams], codes: Ints, cut: _Cut, limits: Limits
) -> list[tuple[int, int, float, float]]:
    """Place, length, cohesion and branching of the n-grams of the last level that pass."""
    grams, length = levels[-1], len(levels)
    ends = grams.places + length
    inside = np.concatenate(([0], np.cumsum(cut.boundary)))
    in_pieces = inside[ends] - inside[grams.places + 1] > 0
    numbers, first = np.unique(grams.number, return_index=True)
    counts = grams.counts[numbers]
    apart = np.bincount(grams.number, in_pieces, len(grams.counts))[numbers] / counts
    lone = cut.lone[grams.places[first]] | cut.lone[ends[first] - 1]
    open_ = np.flatnonzero((apart >= limits.apart) & ~lone)
    cohesion = _cohesion(levels, grams.places[first[open_]])
    padded = np.append(codes, codes.dtype.type(0))
    before = np.where(grams.places > 0, padded[grams.places - 1], 0)
    branching = np.minimum(_entropy(grams, before), _entropy(grams, padded[ends]))[numbers[open_]]
    good = np.flatnonzero((cohesion >= limits.cohesion) & (branching >= limits.branching))
    return [
        (int(grams.places[first[open_[i]]]), length, float(cohesion[i]), float(branching[i]))
        for i in good.tolist()
    ]


def _cohesion(levels: list[_Grams], places: Ints) -> NDArray[np.float64]:
    """Pointwise mutual information of what occurs at ``places``, at its weakest joint."""
    length, total = len(levels), len(levels[0].places)
    whole = levels[-1].count_at(places) / total
    worst = np.full(len(places), np.inf)
    for joint in range(1, length):
        left = levels[joint - 1].count_at(places) / total
        right = levels[length - joint - 1].count_at(places + joint) / total
        worst = np.minimum(worst, np.log2(whole / (left * right)))
    return worst


def _entropy(grams: _Grams, neighbours: Ints) -> NDArray[np.float64]:
    """For each n-gram's number, the entropy of its neighbours in bits."""
    highest = int(neighbours.max()) + 1
    keys = grams.number.astype(np.int64) * highest + neighbours
    keys, times = np.unique(keys, return_counts=True)
    owner = keys // highest
    share = times / grams.counts[owner]
    bits = np.zeros(len(grams.counts))
    np.add.at(bits, owner, -share * np.log2(share))
    return bits


def _cut(texts: Sequence[str], segmenter: Segmenter) -> _Cut:
    """Boundaries and lone function words of all texts, a character between each two."""
    boundary, lone = [], []
    for at in range(0, len(texts), _BATCH):
        batch = texts[at : at + _BATCH]
        begins = begins_of(batch)
        tokens = segmenter.segment(batch)
        starts = np.repeat(begins[:-1], np.diff(tokens.offsets)) + tokens.starts
        lengths = tokens.lengths()
        marks = np.zeros(int(begins[-1]) + 1, np.bool_)
        marks[starts] = marks[starts + lengths] = True
        single = np.zeros(int(begins[-1]), np.bool_)
        function = np.fromiter((tag in FUNCTION for tag in tokens.upos), np.bool_, len(tokens))
        single[starts[function & (lengths == 1)]] = True
        boundary.append(marks[:-1])
        lone.append(single)
    ends = [np.ones(1, np.bool_)]
    return _Cut(np.concatenate(boundary + ends), np.concatenate(lone))


def _ranked(
    found: list[tuple[int, int, float, float]], levels: list[_Grams], text: str, cut: _Cut
) -> list[Candidate]:
    candidates = []
    for place, length, cohesion, branching in found:
        grams = levels[length - 1]
        number = grams.number[np.searchsorted(grams.places, place)]
        count = int(grams.counts[number])
        candidates.append(
            Candidate(
                text[place : place + length],
                count,
                cohesion,
                branching,
                float(np.log2(count)) * cohesion * branching,
                _pieces(text, place, length, cut),
                _contexts(text, grams.places[grams.number == number][:3].tolist(), length),
            )
        )
    return sorted(candidates, key=lambda each: -each.score)


def _pieces(text: str, place: int, length: int, cut: _Cut) -> str:
    """The tokens that overlap ``length`` characters at ``place``, a bar between."""
    start, end = place, place + length
    while not cut.boundary[start]:
        start -= 1
    while not cut.boundary[end]:
        end += 1
    marks = [at for at in range(start, end + 1) if cut.boundary[at]]
    return "|".join(text[a:b] for a, b in pairwise(marks))


def _contexts(text: str, places: list[int], length: int, width: int = 8) -> tuple[str, ...]:
    """What stands around each place, on its own line of the text."""
    found = []
    for place in places:
        start = max(text.rfind("\n", 0, place) + 1, place - width)
        stop = text.find("\n", place)
        end = min(len(text) if stop < 0 else stop, place + length + width)
        word = text[place : place + length]
        found.append(f"{text[start:place]}[{word}]{text[place + length : end]}")
    return tuple(found)
