"""Confidence intervals and tail probabilities for counts and shares."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from juku.errors import QueryError

Floats = NDArray[np.float64]
Interval = tuple[Floats, Floats]


def z_quantile(confidence: float) -> float:
    """The two-sided point of the normal distribution: 1.96 for 0.95.

    >>> round(z_quantile(0.95), 4)
    1.96

    Raises:
        QueryError: ``confidence`` is no share between 0 and 1.
    """
    from statistics import NormalDist

    if not 0 < confidence < 1:
        raise QueryError(f"confidence: {confidence} is not between 0 and 1; give such as 0.95")
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(successes: ArrayLike, trials: ArrayLike, confidence: float = 0.95) -> Interval:
    """Score interval for a share, good also near 0 and 1 and for few trials; nan for no trials.

    Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference",
    *JASA* 22, 209-212.

    >>> low, high = wilson(81, 263)
    >>> round(float(low), 4), round(float(high), 4)
    (0.2553, 0.3662)
    """
    x, n = np.asarray(successes, np.float64), np.asarray(trials, np.float64)
    z = z_quantile(confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = x / n
        centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    # None and all are bounds themselves, which the two sums miss by their last digits.
    low = np.where(x == 0, share, np.maximum(centre - half, 0.0))
    return low, np.where(x == n, share, np.minimum(centre + half, 1.0))


def rate(count: ArrayLike, size: ArrayLike, per: float = 1e6, confidence: float = 0.95) -> Interval:
    """Wilson's interval for ``count`` of ``size`` tokens, as so many ``per`` tokens."""
    low, high = wilson(count, size, confidence)
    return low * per, high * per


def newcombe(
    x1: ArrayLike, n1: ArrayLike, x2: ArrayLike, n2: ArrayLike, confidence: float = 0.95
) -> Interval:
    """Interval for the difference of two independent shares, from two Wilson intervals.

    Newcombe, R. G. (1998), "Interval estimation for the difference between independent
    proportions", *Statistics in Medicine* 17, 873-890, method 10.

    >>> low, high = newcombe(56, 70, 48, 80)
    >>> round(float(low), 4), round(float(high), 4)
    (0.0524, 0.3339)
    """
    p1 = np.asarray(x1, np.float64) / np.asarray(n1, np.float64)
    p2 = np.asarray(x2, np.float64) / np.asarray(n2, np.float64)
    low1, high1 = wilson(x1, n1, confidence)
    low2, high2 = wilson(x2, n2, confidence)
    low = p1 - p2 - np.hypot(p1 - low1, high2 - p2)
    return low, p1 - p2 + np.hypot(high1 - p1, p2 - low2)


def chi_squared_tail(statistic: ArrayLike) -> Floats:
    """The chance that χ² with one degree of freedom is at least ``statistic``.

    >>> round(float(chi_squared_tail(3.841458820694124)), 6)
    0.05
    """
    from scipy import special

    tail: Floats = special.chdtrc(1, np.abs(np.asarray(statistic, np.float64)))
    return tail
