"""Words that a pattern writes out, and their characters wherever words begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.query.language import ast
from juku.query.language.grammar import parse
from juku.query.matching.automaton import MAX_STATES
from juku.query.matching.predicates import is_literal

if TYPE_CHECKING:
    from collections.abc import Iterator


def written_out(pattern: str) -> str | None:
    """The characters of a pattern that is words written out and nothing else; no white space.

    >>> written_out('"说" "汉语" within s')
    '说汉语'
    >>> written_out('"说.*"') is None, written_out('" "') is None
    (True, True)

    Raises:
        QueryError: the pattern cannot be read.
    """
    query = parse(pattern)
    plain = all(isinstance(one.other, str) and not one.negated for one in query.filters)
    words = list(_words(query.node))
    if query.constraint is not None or not plain or None in words:
        return None
    return "".join("".join(filter(None, words)).split()) or None


def _words(node: ast.Node) -> Iterator[str | None]:
    """The word that each token of ``node`` has to be; None for a part that may be several."""
    for part in node.parts if isinstance(node, ast.Sequence) else (node,):
        test = part.formula if isinstance(part, ast.Token) else None
        if isinstance(test, ast.Test) and test.attribute == "word" and is_literal(test):
            yield test.value
        else:
            yield None


def can_be_found(text: str) -> bool:
    """Whether a pattern of characters can find ``text``, which may be empty or too long for one.

    >>> can_be_found("说汉语"), can_be_found(" "), can_be_found("说" * 5000)
    (True, False, False)
    """
    return 0 < len("".join(text.split())) <= MAX_STATES


def as_characters(text: str) -> str:
    r"""The pattern of characters that finds ``text`` itself, white space left out.

    >>> as_characters("有 (三)?")
    '有\\(三\\)\\?'
    """
    return "".join(f"\\{char}" if char in r"\?*()|[]{}" else char for char in "".join(text.split()))
