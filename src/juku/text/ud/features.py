"""What is known of each character before a weight is looked at.

A template gives every place of a text one key; the weights of a key count for the places at
``offsets`` from it, so that one lookup serves a whole window.

========== ==================================================================================
char       the character itself, for two places on either side
pair, gap  two characters, side by side and with one between
triple     three characters
kinds      the kinds (Han, digit, Latin, …) of five characters
same       which of the four neighbours the character repeats
match      longest dictionary word that starts, ends, and lies over here
tag_start  part of speech and length of the longest word that starts here, tag_end that ends
freq       how frequent those two words are
cut        the dictionary segmenter's cut (begin, middle, end, single) at five places
word       its word's part of speech and length, and the place in it
cross      its cut at three places with ``match``
cut_char   its cut at three places with the character
cut_word   its word, at each place in it
========== ==================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from juku.text.ud.dictionary import LENGTHS, N_TAGS
from juku.text.ud.fold import N_KINDS
from juku.text.ud.trie import hashes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.text.ud.dictionary import Matches

    Ints = NDArray[np.int64]
    Keys = NDArray[np.uint64]
    AnyKeys = Ints | Keys


Scalar = TypeVar("Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Template:
    """A family of keys: ``size`` keys from 0 on, or any 64-bit keys where it is 0."""

    name: str
    offsets: tuple[int, ...]
    size: int = 0


TEMPLATES = (
    Template("char", (-2, -1, 0, 1, 2)),
    Template("pair", (-1, 0, 1, 2)),
    Template("gap", (1,)),
    Template("triple", (0, 1, 2)),
    Template("kinds", (0,), N_KINDS**5),
    Template("same", (0,), 16),
    Template("match", (-1, 0, 1), LENGTHS**3),
    Template("tag_start", (0,), N_TAGS * LENGTHS),
    Template("tag_end", (0, 1), N_TAGS * LENGTHS),
    Template("freq", (0,), 256),
    Template("cut", (0,), 4**5),
    Template("word", (-1, 0, 1), N_TAGS * 16),
    Template("cross", (0,), 4**3 * LENGTHS**3),
    Template("cut_char", (0,)),
    Template("cut_word", (0,)),
)


def shifted(values: NDArray[Scalar], by: int) -> NDArray[Scalar]:
    """``values`` as seen ``by`` places further on, with 0 beyond either end."""
    out = np.zeros_like(values)
    if by >= 0:
        out[: max(len(values) - by, 0)] = values[by:]
    else:
        out[-by:] = values[:by]
    return out


def keys(
    shape: NDArray[np.uint32],
    kind: NDArray[np.uint8],
    lengths: Ints,
    found: Matches,
) -> list[AnyKeys]:
    """One array of keys a template of :data:`TEMPLATES`, each as long as the text.

    ``lengths`` are those of the rough words, which tile the text; the keys of templates without
    a ``size`` are never 0.
    """
    starts = np.cumsum(lengths) - lengths
    label = labels(lengths, starts)
    cuts = [shifted(label, by) for by in (-2, -1, 0, 1, 2)]
    match = _mixed([found.start, found.end, found.over], LENGTHS)
    place = label * 4 + np.repeat(np.minimum(lengths, 4) - 1, lengths)
    small = [
        _mixed([shifted(kind, by).astype(np.int64) for by in (-2, -1, 0, 1, 2)], N_KINDS),
        _mixed([(shifted(shape, by) == shape).astype(np.int64) for by in (-2, -1, 1, 2)], 2),
        match,
        found.start_tag * LENGTHS + found.start,
        found.end_tag * LENGTHS + found.end,
        found.start_freq * 16 + found.end_freq,
        _mixed(cuts, 4),
        np.repeat(found.own[starts], lengths) * 16 + place,
        _mixed(cuts[1:4], 4) * LENGTHS**3 + match,
    ]
    word = np.repeat(hashes(shape, starts, lengths), lengths)
    return [*_character_keys(shape), *small, *_cut_keys(shape, word, label, _mixed(cuts[1:4], 4))]


def labels(lengths: Ints, starts: Ints) -> Ints:
    """Each character's place in its word: 0 begin, 1 middle, 2 end, 3 single."""
    label = np.ones(int(lengths.sum()), np.int64)
    label[starts + lengths - 1] = 2
    label[starts] = 0
    label[starts[lengths == 1]] = 3
    return label


def _character_keys(shape: NDArray[np.uint32]) -> list[Keys]:
    here = shape.astype(np.uint64)
    next_, second = shifted(here, 1), shifted(here, 2)
    one, b21, b42 = np.uint64(1), np.uint64(21), np.uint64(42)
    return [
        here + one,
        (here << b21 | next_) + one,
        (here << b21 | second) + one,
        (here << b42 | next_ << b21 | second) + one,
    ]


def _cut_keys(shape: NDArray[np.uint32], word: Keys, label: Ints, three: Ints) -> list[Keys]:
    here = shape.astype(np.uint64)
    return [
        (here << np.uint64(6) | three.astype(np.uint64)) + np.uint64(1),
        (word << np.uint64(2) | label.astype(np.uint64)) | np.uint64(1 << 63),
    ]


def _mixed(parts: list[Ints], base: int) -> Ints:
    """Several small numbers as one."""
    out = parts[0]
    for part in parts[1:]:
        out = out * base + part
    return out
