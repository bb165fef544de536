"""In how many articles something stands, which one text that repeats it does not raise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from juku.query.matching.limits import FREE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.query.indexing.index import Index
    from juku.query.matching.limits import Budget

BLOCK = 1 << 20
"""Places that are looked at together, and as many more as end their article."""


def in_articles(
    index: Index,
    positions: NDArray[np.int64],
    codes: NDArray[np.int64],
    different: int,
    budget: Budget = FREE,
) -> NDArray[np.int64]:
    """For each number below ``different``, the articles in which it stands.

    Args:
        index: the corpus.
        positions: of tokens, ascending.
        codes: what stands at each of them; -1 for what is not counted.
        different: how many numbers there are.
        budget: asked before each block.

    Raises:
        LimitError: the budget is spent.
    """
    article = index.unit_of("article", positions)
    found, begin = np.zeros(different, np.int64), 0
    while begin < len(positions):
        budget.check()
        end = min(begin + BLOCK, len(positions))
        end = int(np.searchsorted(article, article[end - 1], "right"))  # no article is cut in two
        kept = codes[begin:end] >= 0
        place = article[begin:end][kept] - article[begin]
        span = int(article[end - 1] - article[begin]) + 1
        pairs = np.unique(codes[begin:end][kept] * span + place)
        found += np.bincount(pairs // span, minlength=different)
        begin = end
    return found
