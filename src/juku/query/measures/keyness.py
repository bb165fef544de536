"""How the frequency of a word differs between two corpora: tests, effect sizes and intervals.

All take ``a`` and ``b``, the word's counts in the target and in the reference, and ``c`` and ``d``,
the sizes of the two in tokens; arrays are broadcast.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from juku.query.measures import association, intervals

Floats = NDArray[np.float64]
Interval = tuple[Floats, Floats]


def _arrays(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> tuple[Floats, ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (a, b, c, d))))


def contingency(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> association.Contingency:
    """The word and all other tokens (columns) in target and reference (rows)."""
    a, b, c, d = _arrays(a, b, c, d)
    return association.Contingency.of(a, c - a, b, d - b)


def log_likelihood(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """G² = 2·(a·ln(a/E₁) + b·ln(b/E₂)), E₁ = c·(a+b)/(c+d), E₂ = d·(a+b)/(c+d).

    Rayson, P. & Garside, R. (2000), "Comparing corpora using frequency profiling", *Proceedings
    of the Workshop on Comparing Corpora*, 1-6. It leaves out the two cells of the other tokens,
    which hardly matter for a word that is rare among all; ``log_likelihood_full`` has them.
    """
    a, b, c, d = _arrays(a, b, c, d)
    total = association.surprise(a, c * (a + b) / (c + d))
    total = total + association.surprise(b, d * (a + b) / (c + d))
    return 2 * np.maximum(total, 0.0)


def log_likelihood_full(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """G² over all four cells; Dunning (1993), see ``association.log_likelihood``."""
    return association.log_likelihood(contingency(a, b, c, d))


def p_value(g2: ArrayLike) -> Floats:
    """The chance of a G² at least as large where the true frequencies are equal (χ², 1 d.f.)."""
    return intervals.chi_squared_tail(g2)


def bic(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """G² − ln(c + d): evidence against equality, corrected for size; above 10 is very strong.

    Wilson, A. (2013), "Embracing Bayes factors for key item analysis in corpus linguistics".
    """
    a, b, c, d = _arrays(a, b, c, d)
    return log_likelihood(a, b, c, d) - np.log(c + d)


def ell(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """G² / (N·ln(min E)), N = c + d: an effect size from 0 to 1.

    Johnston, J., Berry, K. & Mielke, P. (2006), "Measures of effect size for chi-squared and
    likelihood-ratio goodness-of-fit tests", *Perceptual and Motor Skills* 103, 412-414, with the
    corpus sizes for N as in Rayson's calculator; nan where the smaller E is 1 or less.
    """
    a, b, c, d = _arrays(a, b, c, d)
    smaller = np.minimum(c, d) * (a + b) / (c + d)
    base = np.where(smaller > 1, (c + d) * np.log(np.maximum(smaller, 1)), np.nan)
    effect: Floats = log_likelihood(a, b, c, d) / base
    return effect


def percent_difference(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """%DIFF = 100·(a/c − b/d)/(b/d); infinite where the reference lacks the word.

    Gabrielatos, C. & Marchi, A. (2011), "Keyness: matching metrics to definitions".

    >>> float(percent_difference(40, 20, 1000, 1000))
    100.0
    """
    return 100 * (relative_risk(a, b, c, d) - 1)


def relative_risk(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """(a/c)/(b/d): how many times as frequent in the target."""
    a, b, c, d = _arrays(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (a / c) / (b / d)


def simple_maths(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, smoothing: float = 1.0
) -> Floats:
    """(10⁶·a/c + n)/(10⁶·b/d + n), n the ``smoothing``: 1 brings up rare words, 100 common ones.

    Kilgarriff, A. (2009), "Simple maths for keywords", *Proceedings of Corpus Linguistics 2009*.

    >>> float(simple_maths(100, 20, 10**6, 10**6)), float(simple_maths(9, 0, 10**6, 10**6))
    (4.809523809523809, 10.0)
    """
    a, b, c, d = _arrays(a, b, c, d)
    ratio: Floats = (1e6 * a / c + smoothing) / (1e6 * b / d + smoothing)
    return ratio


def log_ratio(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, instead_of_zero: float = 0.5
) -> Floats:
    """log₂ of the relative risk; a count of 0 is taken as ``instead_of_zero``.

    Hardie, A. (2014), "Log Ratio: an informal introduction", CASS, Lancaster.

    >>> float(log_ratio(40, 10, 1000, 1000)), float(log_ratio(8, 0, 1000, 1000))
    (2.0, 4.0)
    """
    a, b, c, d = _arrays(a, b, c, d)
    a, b = np.where(a == 0, instead_of_zero, a), np.where(b == 0, instead_of_zero, b)
    return np.log2((a / c) / (b / d))


def log_ratio_interval(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    confidence: float = 0.95,
    instead_of_zero: float = 0.5,
) -> Interval:
    """``log_ratio`` ± z·√(1/a − 1/c + 1/b − 1/d)/ln 2.

    Katz, D. et al. (1978), "Obtaining confidence intervals for the risk ratio in cohort studies",
    *Biometrics* 34, 469-474.
    """
    a, b, c, d = _arrays(a, b, c, d)
    centre = log_ratio(a, b, c, d, instead_of_zero=instead_of_zero)
    a, b = np.where(a == 0, instead_of_zero, a), np.where(b == 0, instead_of_zero, b)
    with np.errstate(invalid="ignore"):  # more characters than tokens: no share, no interval
        spread = np.sqrt(1 / a - 1 / c + 1 / b - 1 / d) / np.log(2)
    half = intervals.z_quantile(confidence) * spread
    return centre - half, centre + half


def odds_ratio(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike) -> Floats:
    """(a/(c − a)) / (b/(d − b)); infinite where the reference lacks the word.

    Characters that are more than the tokens have no odds: nan.
    """
    a, b, c, d = _arrays(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds: Floats = np.where((a > c) | (b > d), np.nan, (a / (c - a)) / (b / (d - b)))
        return odds


def odds_ratio_interval(
    a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, *, confidence: float = 0.95
) -> Interval:
    """exp(ln OR ± z·√(1/a + 1/(c−a) + 1/b + 1/(d−b))); from 0 to infinity where a count is 0.

    Woolf, B. (1955), "On estimating the relation between blood group and disease", *Annals of
    Human Genetics* 19, 251-253.
    """
    a, b, c, d = _arrays(a, b, c, d)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.sqrt(1 / a + 1 / (c - a) + 1 / b + 1 / (d - b))
        centre = np.log(odds_ratio(a, b, c, d))
        half = intervals.z_quantile(confidence) * half
        low, high = np.exp(centre - half), np.exp(centre + half)
    open_ended = ~np.isfinite(half) & (a <= c) & (b <= d)
    return np.where(open_ended, 0.0, low), np.where(open_ended, np.inf, high)


def conservative_log_ratio(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    confidence: float = 0.95,
    comparisons: int | None = None,
) -> Floats:
    """The end of log ratio's exact interval that lies nearer to 0, or 0 if the interval holds 0.

    The interval is that of a ratio of two Poisson rates, from the beta distribution, corrected
    after Bonferroni for the number of words compared (``comparisons``, by default all given).
    Evert, S. (2022), "Measuring keyness", *Digital Humanities 2022*, 202-205.
    """
    from scipy import special

    a, b, c, d = _arrays(a, b, c, d)
    count = max(a.size, 1) if comparisons is None else comparisons
    tail = (1 - confidence) / 2 / count
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(a > 0, special.betaincinv(np.maximum(a, 1), b + 1, tail), 0.0)
        high = np.where(b > 0, special.betaincinv(a + 1, np.maximum(b, 1), 1 - tail), 1.0)
        low = np.maximum(np.log2(d / c * low / (1 - low)), 0.0)
        high = np.minimum(np.log2(d / c * high / (1 - high)), 0.0)
        nearer: Floats = np.where(a / c >= b / d, low, high)
    return nearer
