"""How far a count depends on where words were cut.

``boundary_votes`` says of every token how many of the release's segmentations have a boundary at
its start. A hit whose two edges all of them have is found whichever is used; a hit that only some
have may be gone with another. The other way round, a string may stand in the text where the
release's own segmentation did not cut it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from juku.query.language import grammar
from juku.query.matching import constraints, literals
from juku.query.matching.limits import FREE
from juku.query.measures import passages
from juku.query.measures.grouping import distinct_rows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.query.corpus import Corpus
    from juku.query.indexing.index import Index
    from juku.query.matching.hits import Hits
    from juku.query.matching.limits import Budget
    from juku.query.measures.selection import Selection

MOST_STRINGS = 50
"""With more distinct strings among the hits than this, the upper figure is not taken."""


_VOTERS: WeakKeyDictionary[Index, int] = WeakKeyDictionary()


def segmentations(index: Index) -> int:
    """How many segmentations voted; all have a boundary where a sentence starts."""
    if index not in _VOTERS:
        votes, starts = index.boundary_votes, index.bounds("sentence")[:-1]
        told = np.zeros(0, np.int8) if votes is None else votes
        _VOTERS[index] = int(told[starts[starts < len(told)]].max(initial=0))
    return _VOTERS[index]


def agreed(index: Index, hits: Hits) -> NDArray[np.bool_] | None:
    """Which hits have both edges in all segmentations; None if there are no two to compare."""
    voters = segmentations(index)
    votes = index.boundary_votes
    if votes is None or voters < 2:
        return None
    edges = np.append(votes, np.int8(voters)) == voters
    edges[index.bounds("sentence")] = True
    both: NDArray[np.bool_] = edges[hits.start] & edges[hits.end]
    return both


def figures(corpus: Corpus, hits: Hits, chosen: Selection, budget: Budget = FREE) -> dict[str, Any]:
    """``agreed``, the hits that every segmentation has, and ``any_boundaries``.

    The latter counts how often the strings that were hit stand in the text, wherever words begin
    and end, where the metadata are what the pattern asks of them after ``::``; it is None where
    the hits are of more than `MOST_STRINGS` different strings, or one cannot be looked for: it is
    too long, or runs over the end of a sentence. Of a pattern without a hit that writes its words
    out it counts these. The true count, whatever one takes for a word, lies between the two. Of
    words that stand in no order neither can be told.

    Raises:
        LimitError: the budget is spent.
    """
    if not corpus.ordered or hits.char_start is not None:
        return {}
    budget.check(2 * corpus.n_tokens)
    both = agreed(corpus, hits)
    if both is None:
        return {}
    regardless = _regardless(corpus, hits, chosen, budget)
    return {"agreed": int(both.sum()), "any_boundaries": regardless}


def _regardless(corpus: Corpus, hits: Hits, chosen: Selection, budget: Budget) -> int | None:
    from juku.query.matching.characters import find_chars

    strings = _strings(corpus, hits, budget)
    if not 0 < len(strings) <= MOST_STRINGS or not all(map(literals.can_be_found, strings)):
        return None
    patterns = sorted({literals.as_characters(text) for text in strings})
    check = constraints.of_metadata(corpus, grammar.parse(hits.query))
    total = 0
    for one in patterns:
        with budget.lent():
            found = find_chars(corpus, one, attribute="word", limit=None, limits=budget)
            starts = chosen.keep(found).start
            if check is not None:
                starts = starts[check({constraints.MATCH: starts, constraints.MATCH_END: starts})]
            total += len(starts)
    return total


def _strings(corpus: Corpus, hits: Hits, budget: Budget) -> list[str]:
    """The strings that were hit; without a hit those that the pattern writes out.

    None are given where there are too many, or where a hit is no string of one sentence.
    """
    if not len(hits):
        written = literals.written_out(hits.query)
        return [written] if written else []
    first_sentence, last_sentence = (
        corpus.unit_of("sentence", edge) for edge in (hits.start, hits.end - 1)
    )
    if not np.array_equal(first_sentence, last_sentence):
        return []
    _, first = distinct_rows(corpus, hits, "word", budget)
    if len(first) > MOST_STRINGS:
        return []
    texts: list[str] = passages.printed(corpus, hits.start[first], hits.end[first]).to_pylist()
    return texts
