"""How strongly two words go together: measures over two-by-two tables of counts.

All take a ``Contingency``, whose cells are arrays of one shape, and return an array of that shape.
Notation as in Evert, S. (2008), "Corpora and collocations", in *Corpus Linguistics. An
International Handbook*, ch. 58, sect. 4: O are observed, E expected counts, R rows, C columns::

                 collocate   other tokens
    near node      O11          O12         R1
    elsewhere      O21          O22         R2
                   C1           C2          N

A measure that is undefined for a count of 0 gives minus infinity, or nan, rather than a made-up
number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contingency:
    """Two-by-two tables, one for each place of the arrays."""

    o11: Floats
    o12: Floats
    o21: Floats
    o22: Floats

    @classmethod
    def of(cls, o11: ArrayLike, o12: ArrayLike, o21: ArrayLike, o22: ArrayLike) -> Contingency:
        """From the four observed counts; they are broadcast to one shape."""
        cells = np.broadcast_arrays(*(np.asarray(o, np.float64) for o in (o11, o12, o21, o22)))
        return cls(*cells)

    @classmethod
    def from_frequencies(
        cls, f: ArrayLike, f1: ArrayLike, f2: ArrayLike, n: ArrayLike
    ) -> Contingency:
        """From the joint count ``f``, row sum ``f1``, column sum ``f2`` and total ``n``.

        >>> Contingency.from_frequencies(8, 15828, 4675, 14307668).o22
        array(14287173.)
        """
        f, f1, f2, n = (np.asarray(x, np.float64) for x in (f, f1, f2, n))
        return cls.of(f, f1 - f, f2 - f, n - f1 - f2 + f)

    @property
    def r1(self) -> Floats:
        """O11 + O12."""
        return self.o11 + self.o12

    @property
    def r2(self) -> Floats:
        """O21 + O22."""
        return self.o21 + self.o22

    @property
    def c1(self) -> Floats:
        """O11 + O21."""
        return self.o11 + self.o21

    @property
    def c2(self) -> Floats:
        """O12 + O22."""
        return self.o12 + self.o22

    @property
    def n(self) -> Floats:
        """All four."""
        return self.o11 + self.o12 + self.o21 + self.o22

    @property
    def e11(self) -> Floats:
        """R1·C1 / N, what O11 would be if rows and columns were independent."""
        return self.r1 * self.c1 / self.n

    @property
    def e12(self) -> Floats:
        """R1·C2 / N."""
        return self.r1 * self.c2 / self.n

    @property
    def e21(self) -> Floats:
        """R2·C1 / N."""
        return self.r2 * self.c1 / self.n

    @property
    def e22(self) -> Floats:
        """R2·C2 / N."""
        return self.r2 * self.c2 / self.n

    def columns(self) -> dict[str, Floats]:
        """O11…E22 by name, as the tables of results carry them."""
        names = ("o11", "o12", "o21", "o22", "r1", "r2", "c1", "c2", "n")
        expected = ("e11", "e12", "e21", "e22")
        return {name.upper(): getattr(self, name) for name in names + expected}


def _undefined() -> np.errstate:
    """Where a measure is undefined for some counts, infinity or nan says so, and no warning."""
    return np.errstate(divide="ignore", invalid="ignore")


def surprise(observed: Floats, expected: Floats) -> Floats:
    """``O·ln(O/E)``, which is 0 where O is 0."""
    held = observed > 0
    ratio = np.divide(observed, expected, out=np.ones_like(observed), where=held & (expected > 0))
    return observed * np.log(ratio)


def log_likelihood(t: Contingency) -> Floats:
    """G² = 2·Σ O·ln(O/E) over the four cells.

    Dunning, T. (1993), "Accurate methods for the statistics of surprise and coincidence",
    *Computational Linguistics* 19(1), 61-74; 3.84 is the 5 % point, 10.83 the 0.1 % point.

    >>> the_swiss = Contingency.of(110, 2442, 111, 29114)
    >>> round(float(log_likelihood(the_swiss)), 2)
    270.72
    """
    cells = ((t.o11, t.e11), (t.o12, t.e12), (t.o21, t.e21), (t.o22, t.e22))
    total: Floats = np.sum([surprise(o, e) for o, e in cells], axis=0)
    # Cells that agree exactly cancel to a rounding error on either side of zero.
    return 2 * np.maximum(total, 0.0)


def signed_log_likelihood(t: Contingency) -> Floats:
    """G² with the sign of O11 − E11, so that repulsion sorts below independence."""
    return np.sign(t.o11 - t.e11) * log_likelihood(t)


def simple_log_likelihood(t: Contingency) -> Floats:
    """2·(O11·ln(O11/E11) − (O11 − E11)), from the first cell only.

    Evert (2008), sect. 4.2.
    """
    return 2 * (surprise(t.o11, t.e11) - (t.o11 - t.e11))


def chi_squared(t: Contingency) -> Floats:
    """Pearson's X² = N·(O11·O22 − O12·O21)² / (R1·R2·C1·C2), without Yates' correction.

    Manning, C. & Schütze, H. (1999), *Foundations of Statistical NLP*, (5.7).
    """
    with _undefined():
        return t.n * (t.o11 * t.o22 - t.o12 * t.o21) ** 2 / (t.r1 * t.r2 * t.c1 * t.c2)


def mutual_information(t: Contingency) -> Floats:
    """MI = log₂(O11/E11), in bits; high for rare pairs.

    Church, K. & Hanks, P. (1990), "Word association norms, mutual information, and
    lexicography", *Computational Linguistics* 16(1), 22-29.

    >>> round(float(mutual_information(Contingency.from_frequencies(20, 42, 20, 14307668))), 2)
    18.38
    """
    with _undefined():
        return np.log2(t.o11 / t.e11)


def mutual_information_cubed(t: Contingency) -> Floats:
    """MI³ = log₂(O11³/E11), which favours frequent pairs.

    Daille, B. (1994), *Approche mixte pour l'extraction automatique de terminologie*.
    """
    with _undefined():
        return np.log2(t.o11**3 / t.e11)


def local_mutual_information(t: Contingency) -> Floats:
    """O11·log₂(O11/E11); Evert (2008), sect. 4.2 ("local-MI")."""
    bits: Floats = surprise(t.o11, t.e11) / np.log(2)
    return bits


def t_score(t: Contingency) -> Floats:
    """(O11 − E11)/√O11.

    Church, K., Gale, W., Hanks, P. & Hindle, D. (1991), "Using statistics in lexical analysis".

    >>> round(float(t_score(Contingency.from_frequencies(8, 15828, 4675, 14307668))), 4)
    0.9999
    """
    with _undefined():
        return (t.o11 - t.e11) / np.sqrt(t.o11)


def z_score(t: Contingency) -> Floats:
    """(O11 − E11)/√E11; Evert (2008), sect. 4.2, after Berry-Rogghe (1973)."""
    with _undefined():
        return (t.o11 - t.e11) / np.sqrt(t.e11)


def dice(t: Contingency) -> Floats:
    """2·O11/(R1 + C1), from 0 to 1."""
    with _undefined():
        return 2 * t.o11 / (t.r1 + t.c1)


def log_dice(t: Contingency) -> Floats:
    """14 + log₂(2·O11/(R1 + C1)); at most 14, one more is twice as typical, N plays no part.

    Rychlý, P. (2008), "A lexicographer-friendly association score", *RASLAN 2008*, 6-9.

    >>> float(log_dice(Contingency.of(5, 0, 0, 995)))
    14.0
    """
    with _undefined():
        return 14 + np.log2(dice(t))


def minimum_sensitivity(t: Contingency) -> Floats:
    """min(O11/R1, O11/C1); Pedersen, T. & Bruce, R. (1996)."""
    with _undefined():
        return np.minimum(t.o11 / t.r1, t.o11 / t.c1)


def delta_p_collocate(t: Contingency) -> Floats:
    """ΔP(collocate | node) = O11/R1 − O21/R2: how much the node tells about the collocate.

    Gries, S. Th. (2013), "50-something years of work on collocations", *IJCL* 18(1), 137-166.

    >>> of_course = Contingency.of(5610, 168938, 2257, 10233063)
    >>> round(float(delta_p_collocate(of_course)), 3), round(float(delta_p_node(of_course)), 3)
    (0.032, 0.697)
    """
    with _undefined():  # where all tokens are near, none tells what is elsewhere
        return t.o11 / t.r1 - t.o21 / t.r2


def delta_p_node(t: Contingency) -> Floats:
    """ΔP(node | collocate) = O11/C1 − O12/C2: how much the collocate tells about the node.

    Gries (2013), as above.
    """
    with _undefined():  # where there is no other value
        return t.o11 / t.c1 - t.o12 / t.c2


def log_odds_ratio(t: Contingency) -> Floats:
    """log₂(O11·O22 / (O12·O21)); infinite where a cell is 0."""
    with _undefined():
        return np.log2(t.o11) + np.log2(t.o22) - np.log2(t.o12) - np.log2(t.o21)


MEASURES: dict[str, Callable[[Contingency], Floats]] = {
    "g2": signed_log_likelihood,
    "log_dice": log_dice,
    "mi": mutual_information,
    "mi3": mutual_information_cubed,
    "local_mi": local_mutual_information,
    "t": t_score,
    "z": z_score,
    "chi2": chi_squared,
    "simple_ll": simple_log_likelihood,
    "dice": dice,
    "min_sensitivity": minimum_sensitivity,
    "delta_p_collocate": delta_p_collocate,
    "delta_p_node": delta_p_node,
    "log_odds_ratio": log_odds_ratio,
}
"""Name of a column → its measure; the order is that of the columns."""
