"""Alternatives that look at one stream become one test, before a pattern is planned.

A list that somebody writes out, as ``[word="甲" | word="乙" | …]`` or ``"甲" | "乙" | …``, may have
many thousands of words. As so many tests they would each be compared with all the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.query.language import ast
from juku.query.matching.predicates import stream_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence


def joined(node: ast.Node) -> ast.Node:
    """A pattern with the same matches, in which alternatives of one token are one token.

    >>> from juku.query.language.grammar import parse
    >>> len(joined(parse('"甲" | "乙" | [word="丙" & upos="X"]').node).formula.parts)
    2
    """
    if isinstance(node, ast.Token):
        return ast.Token(simplified(node.formula), node.label, node.at)
    if isinstance(node, ast.Sequence):
        return ast.Sequence(tuple(map(joined, node.parts)))
    if isinstance(node, ast.Repeat):
        return ast.Repeat(joined(node.part), node.low, node.high, node.at)
    return _choice(node) if isinstance(node, ast.Choice) else node


def _choice(node: ast.Choice) -> ast.Node:
    """Tokens of one label stand where the first did: labels are compared in their order."""
    alike: dict[Hashable, list[ast.Node]] = {}
    for place, part in enumerate(_ways(node)):
        key = (part.label,) if isinstance(part, ast.Token) else place
        alike.setdefault(key, []).append(part)
    parts = tuple(map(_one_token, alike.values()))
    return parts[0] if len(parts) == 1 else ast.Choice(parts)


def _ways(node: ast.Choice) -> Iterator[ast.Node]:
    for part in node.parts:
        if isinstance(part, ast.Choice):
            yield from _ways(part)
        else:
            yield joined(part)


def _one_token(parts: list[ast.Node]) -> ast.Node:
    tokens = [part for part in parts if isinstance(part, ast.Token)]
    if len(parts) == 1:
        return parts[0]
    either = ast.Or(tuple(token.formula for token in tokens))
    return ast.Token(simplified(either), tokens[0].label, tokens[0].at)


def simplified(formula: ast.Formula) -> ast.Formula:
    """A formula that holds of the same tokens, with fewer tests.

    >>> name = lambda value: ast.Test("word", value, "", 0)
    >>> simplified(ast.And((ast.Not(name("甲")), ast.Not(name("乙"))))).part == ast.AnyOf(
    ...     (name("甲"), name("乙"))
    ... )
    True
    """
    if isinstance(formula, ast.Not):
        return ast.Not(simplified(formula.part))
    if isinstance(formula, ast.Or):
        return _either(_parts(formula))
    if isinstance(formula, ast.And):
        parts = list(_parts(formula))
        denied = [part.part for part in parts if isinstance(part, ast.Not)]
        if len(denied) > 1:
            rest = [part for part in parts if not isinstance(part, ast.Not)]
            parts = [*rest, ast.Not(simplified(ast.Or(tuple(denied))))]
        return _one(ast.And, parts)
    return formula


def _parts(formula: ast.And | ast.Or) -> Iterator[ast.Formula]:
    """The parts, each simplified; those of a part that joins in the same way are parts too."""
    kind = type(formula)
    for part in map(simplified, formula.parts):
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def _either(parts: Iterable[ast.Formula]) -> ast.Formula:
    """Tests of one stream are joined, and those of words beside which the same is asked."""
    alike: dict[tuple[str, tuple[ast.Formula, ...]], dict[ast.Test, None]] = {}
    for part in parts:
        tests, stream, rest = _split(part)
        alike.setdefault((stream, rest), {}).update(dict.fromkeys(tests))
    return _one(ast.Or, [_beside(list(tests), rest) for (_, rest), tests in alike.items()])


def _split(part: ast.Formula) -> tuple[tuple[ast.Test, ...], str, tuple[ast.Formula, ...]]:
    """The tests in ``part`` that others may join, their stream, and what is asked beside them."""
    parts = part.parts if isinstance(part, ast.And) else (part,)
    for place, one in enumerate(parts):
        if not isinstance(one, (ast.Test, ast.AnyOf)):
            continue
        tests = one.tests if isinstance(one, ast.AnyOf) else (one,)
        stream = stream_of(tests[0])
        if stream == "word" or len(parts) == 1:
            return tests, stream, (*parts[:place], *parts[place + 1 :])
    return (), "", (part,)


def _beside(tests: list[ast.Test], rest: tuple[ast.Formula, ...]) -> ast.Formula:
    either = [ast.AnyOf(tuple(tests))] if len(tests) > 1 else tests
    return _one(ast.And, [*either, *rest])


def _one(kind: type[ast.And | ast.Or], parts: Sequence[ast.Formula]) -> ast.Formula:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))
