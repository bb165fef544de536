"""Simplified and traditional forms by OpenCC, with what the conversion could not know flagged.

The configurations are OpenCC's plain ``t2s`` and ``s2t``: they change characters, never the words
of a region. Texts go through in one call for a whole batch, joined by line feeds; no dictionary
entry has a line feed in it, so the forms are those of each text by itself.

A character with several candidates (发 → 發, 髮) is *ambiguous* where no phrase of OpenCC's
decides (头发 → 頭髮 does). `conversion` tells which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from juku.text.arrays.flat import Slices, begins_of
from juku.text.forms import conversion
from juku.text.forms.conversion import TO_SIMPLIFIED, TO_TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_HAN_RUN = re.compile("[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


@dataclass(frozen=True, slots=True)
class Forms:
    """Both forms of a batch of texts, and where a conversion is one to many."""

    hans: Sequence[str]
    hant: Sequence[str]
    ambiguous: NDArray[np.int32]
    """Code points of each text, in order, one text after another."""
    offsets: NDArray[np.int64]
    """``ambiguous[offsets[i]:offsets[i + 1]]`` are those of text ``i``."""


def hans(texts: Sequence[str]) -> list[str]:
    """Each text in simplified characters.

    >>> hans(["頭髮發展", "著名"])
    ['头发发展', '著名']
    """
    return _convert(TO_SIMPLIFIED, texts)


def hant(texts: Sequence[str]) -> list[str]:
    """Each text in traditional characters.

    >>> hant(["头发发展"])
    ['頭髮發展']
    """
    return _convert(TO_TRADITIONAL, texts)


def ambiguous(text: str) -> list[int]:
    """Code points of ``text`` whose conversion is one to many and decided by no phrase.

    >>> ambiguous("头发发展，发我")
    [5]
    """
    return [int(place) for place in forms([text]).ambiguous]


def forms(texts: Sequence[str]) -> Forms:
    """Both forms and the ambiguous characters, in one call of OpenCC a form."""
    joined, begins = "\n".join(texts), begins_of(texts)
    both, places = [], []
    for config in (TO_SIMPLIFIED, TO_TRADITIONAL):
        converted, marked = conversion.marked(config, joined)
        if len(converted) != len(joined):
            return _one_by_one(texts)
        both.append(Slices(converted, begins[:-1], begins[1:] - 1))
        places.append(marked)
    flags = np.sort(np.concatenate(places), kind="stable")  # two rows in order are merged
    flags = flags[np.diff(flags, prepend=-1) > 0]
    offsets = np.searchsorted(flags, begins)
    local = flags - np.repeat(begins[:-1], np.diff(offsets))
    return Forms(both[0], both[1], local.astype(np.int32), offsets)


def lost(texts: Sequence[str]) -> int:
    """How many characters of ``texts`` are others after going to traditional and back.

    Counted on the simplified forms; a text whose length changes on the way counts in full.

    >>> lost(["乾隆皇帝", "什么"])
    0
    """
    simplified = hans(texts)
    back = hans(hant(simplified))
    return sum(
        len(text)
        if len(text) != len(returned)
        else sum(one != other for one, other in zip(text, returned, strict=True))
        for text, returned in zip(simplified, back, strict=True)
        if text != returned
    )


def simplified_for_segmenting(
    texts: Sequence[str],
) -> tuple[list[str], list[NDArray[np.int32] | None]]:
    """Each text in simplified characters, and the way back to the text as printed.

    A text that is simplified already is returned as the same object. The way back is None where
    the lengths are equal; else it has, for each code point of the simplified text and for its
    end, the code point of the text as printed.
    """
    simplified = hans(texts)
    maps: list[NDArray[np.int32] | None] = [None] * len(texts)
    for i, text in enumerate(texts):
        if simplified[i] is not text and len(simplified[i]) != len(text):
            simplified[i], maps[i] = _by_runs(text)
    return simplified, maps


def _convert(config: str, texts: Sequence[str]) -> list[str]:
    joined = "\n".join(texts)
    converted, _ = conversion.marked(config, joined)
    return list(texts) if converted == joined else _split(converted, texts)


def _split(converted: str, texts: Sequence[str]) -> list[str]:
    """The converted batch by text; a text that did not change is the same object again."""
    parts = converted.split("\n")
    if len(parts) != len(texts):
        parts = _regroup(parts, texts)
    return [text if part == text else part for part, text in zip(parts, texts, strict=True)]


def _regroup(parts: list[str], texts: Sequence[str]) -> list[str]:
    """Parts of texts that have line feeds of their own, put together again."""
    grouped, at = [], 0
    for text in texts:
        lines = text.count("\n") + 1
        grouped.append("\n".join(parts[at : at + lines]))
        at += lines
    return grouped


def _by_runs(text: str) -> tuple[str, NDArray[np.int32]]:
    """A text whose length changes, converted a run of Han at a time, and the way back.

    Where a run's length changes, its characters are matched from its start and the rest of the
    longer side goes to the end, so that a boundary stays at most that far from its place.
    """
    pieces, back, at = [], [], 0
    for match in _HAN_RUN.finditer(text):
        between = text[at : match.start()]
        run = conversion.converter(TO_SIMPLIFIED).convert(match[0])
        pieces += [between, run]
        back.append(np.arange(at, match.start()))
        back.append(np.minimum(np.arange(len(run)) + match.start(), match.end()))
        at = match.end()
    pieces.append(text[at:])
    back.append(np.arange(at, len(text) + 1))
    return "".join(pieces), np.concatenate(back).astype(np.int32)


def _one_by_one(texts: Sequence[str]) -> Forms:
    """The forms when some conversion changes a length: no place can be told for such a text."""
    each = []
    for text in texts:
        places: set[int] = set()
        for config in (TO_SIMPLIFIED, TO_TRADITIONAL):
            converted, marked = conversion.marked(config, text)
            places.update(marked.tolist() if len(converted) == len(text) else ())
        each.append(sorted(places))
    return Forms(
        hans(texts),
        hant(texts),
        np.array([place for places in each for place in places], np.int32),
        np.cumsum([0, *map(len, each)]).astype(np.int64),
    )
