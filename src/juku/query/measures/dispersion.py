"""How evenly a word is spread over the parts of a corpus.

All take ``counts``, the word's count in each part, and ``sizes``, the parts' sizes in tokens. The
last axis of ``counts`` is the parts; leading axes, if any, are words. A word that does not occur
has no dispersion: nan (range: 0). Worked through in Gries, S. Th. (2020), "Analyzing dispersion",
in *A Practical Handbook of Corpus Linguistics*, ch. 5.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Floats = NDArray[np.float64]


def _shares(counts: ArrayLike, sizes: ArrayLike) -> tuple[Floats, Floats]:
    """Each part's share of the word's occurrences, and of all tokens."""
    v, s = np.asarray(counts, np.float64), np.asarray(sizes, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return v / v.sum(axis=-1, keepdims=True), s / s.sum()


def range_of(counts: ArrayLike) -> NDArray[np.int64]:
    """The number of parts in which the word occurs.

    >>> int(range_of([1, 0, 3]))
    2
    """
    parts: NDArray[np.int64] = np.count_nonzero(np.asarray(counts) > 0, axis=-1)
    return parts


def dp(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Gries' deviation of proportions, ½·Σ|v/f − s|: 0 is as even as can be.

    Gries, S. Th. (2008), "Dispersions and adjusted frequencies in corpora", *IJCL* 13(4), 403-437.

    >>> round(float(dp([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])), 2)
    0.18
    """
    seen, expected = _shares(counts, sizes)
    deviation: Floats = 0.5 * np.abs(seen - expected).sum(axis=-1)
    return deviation


def dp_norm(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """DP / (1 − min s), which can reach 1.

    Lijffijt, J. & Gries, S. Th. (2012), "Correction to Stefan Th. Gries' 'Dispersions and
    adjusted frequencies in corpora'", *IJCL* 17(1), 147-149.
    """
    _, expected = _shares(counts, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled: Floats = dp(counts, sizes) / (1 - expected.min())
    return scaled


def kl_divergence(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """Σ (v/f)·log₂((v/f)/s) in bits, from the parts' sizes to the word's spread; 0 is even.

    Gries (2020), sect. 5.2; after Kullback, S. & Leibler, R. (1951).
    """
    seen, expected = _shares(counts, sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = seen * np.log2(seen / expected)
    bits: Floats = np.where(seen == 0, 0.0, terms).sum(axis=-1)
    return bits


def juilland_d(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """1 − (sd(p)/mean(p))/√(n − 1), p the word's relative frequency in each of n parts; 1 is even.

    Juilland, A. & Chang-Rodríguez, E. (1964), *Frequency Dictionary of Spanish Words*; with
    relative frequencies, so that parts may differ in size, as in Gries (2020). sd is that of a
    population. Not defined for one part.
    """
    p = np.asarray(counts, np.float64) / np.asarray(sizes, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        evenness: Floats = 1 - p.std(axis=-1) / p.mean(axis=-1) / np.sqrt(p.shape[-1] - 1)
    return evenness


def carroll_d2(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """The entropy of the relative frequencies over log₂ n; 1 is even.

    Carroll, J. B. (1970), "An alternative to Juilland's usage coefficient for lexical
    frequencies".
    """
    p = np.asarray(counts, np.float64) / np.asarray(sizes, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        q = p / p.sum(axis=-1, keepdims=True)
        terms = np.where(q == 0, 0.0, q * np.log2(q))
        entropy: Floats = -terms.sum(axis=-1) / np.log2(p.shape[-1])
    return entropy


def rosengren_s(counts: ArrayLike, sizes: ArrayLike) -> Floats:
    """(Σ √(s·v))²/f; 1 is even.

    Rosengren, I. (1971), "The quantitative concept of language and its relation to the structure
    of frequency dictionaries", adjusted for parts of different size.
    """
    v = np.asarray(counts, np.float64)
    s = np.asarray(sizes, np.float64) / np.sum(sizes)
    with np.errstate(divide="ignore", invalid="ignore"):
        evenness: Floats = np.sqrt(s * v).sum(axis=-1) ** 2 / v.sum(axis=-1)
    return evenness


MEASURES: dict[str, Callable[[ArrayLike, ArrayLike], Floats]] = {
    "dp": dp,
    "dp_norm": dp_norm,
    "juilland_d": juilland_d,
    "kl_divergence": kl_divergence,
    "carroll_d2": carroll_d2,
    "rosengren_s": rosengren_s,
}
"""Name of a column → its measure, besides ``range_of``."""
