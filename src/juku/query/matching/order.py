"""What needs the order of words, and is refused of a release that keeps none (``--text shuffled``).

There the words of a sentence are sorted. Which words a sentence has, with which tags, and which
sentences follow each other is as it was printed; what stands beside, before or first is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.errors import QueryError
from juku.query.language import ast
from juku.query.language.derived import ATTRIBUTES
from juku.query.matching import planning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juku.query.indexing.index import Index

WHY = "needs the order of words, which this release does not keep (--text shuffled)"


def need(index: Index, what: str, remedy: str) -> None:
    """Refuse ``what`` of a release whose words are in no order.

    Raises:
        QueryError: it is one; ``remedy`` says what can be asked instead.
    """
    if not index.ordered:
        raise QueryError(f"{what}: {WHY}; {remedy}")


def check_pattern(index: Index, query: ast.Query) -> None:
    """Refuse a pattern of more than one token, of a bound of a unit, or of characters.

    Whole units, and units that contain a token, can be told.

    Raises:
        QueryError: naming what can be asked instead.
    """
    if index.ordered:
        return
    if not all(map(_is_orderless, [query.node, *_others(query.filters)])):
        raise QueryError(
            f"pattern: {WHY}; ask for one token, or for sentences with several, as "
            '<s/> containing "…" containing "…"'
        )
    if isinstance(query.node, ast.Unit) and asks_of_tokens(query.constraint):
        raise QueryError(
            f"pattern: what its first or last token is {WHY}; "
            "ask for units that contain a token, or by columns"
        )


def _others(filters: Iterable[ast.Filter]) -> Iterator[ast.Node]:
    """The patterns that matches are to lie in or to contain, and those that these are to."""
    for one in filters:
        if isinstance(one.other, ast.Chosen):
            yield from _others(one.other.filters)
        elif not isinstance(one.other, str):
            yield one.other


def _is_orderless(node: ast.Node) -> bool:
    if isinstance(node, (ast.Unit, ast.Token)):
        return True
    if isinstance(node, ast.Choice):
        return all(map(_is_orderless, node.parts))
    if isinstance(node, ast.Sequence):
        return len(node.parts) == 1 and _is_orderless(node.parts[0])
    if isinstance(node, ast.Repeat):
        return planning.longest(node) == 1 and _is_orderless(node.part)
    return False


def asks_of_tokens(formula: ast.Formula | None) -> bool:
    """Whether a condition looks at what tokens are, and not at columns alone."""
    if isinstance(formula, (ast.And, ast.Or)):
        return any(map(asks_of_tokens, formula.parts))
    if isinstance(formula, ast.Not):
        return asks_of_tokens(formula.part)
    return isinstance(formula, ast.Compare) and formula.left.attribute in ATTRIBUTES


def check_window(index: Index, whole: bool, longest: int, *, distances: bool) -> None:
    """Refuse a window that is not the ``whole`` of a sentence, and distances in it.

    Raises:
        QueryError: it is one, and the release keeps no order; a sentence goes on for ``longest``
            tokens beside a hit at the most.
    """
    if index.ordered:
        return
    if distances:
        raise QueryError(f"distances: a distance {WHY}; leave them out")
    if not whole:
        raise QueryError(
            f"window: a part of a sentence {WHY}; "
            f"give --left {longest} --right {longest}, which is the whole of any sentence"
        )
