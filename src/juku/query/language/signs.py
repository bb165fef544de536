"""Nodes of `juku.query.language.ast` are made of the rules of the grammar of character patterns."""

# What a method makes, the rule of its name says.
# ruff: noqa: D102
from __future__ import annotations

import re
from typing import Any

from juku.query.language import ast
from juku.query.language.messages import PatternError
from juku.query.language.shaping import bounds

Word = Any
"""A terminal of the grammar: a ``str`` that has ``start_pos``."""

GAP_SIGNS = 10
"""What ``*`` passes over in a character pattern, at the most."""

_SURROGATES = frozenset(map(chr, range(0xD800, 0xE000)))
"""Halves of characters, which a range may run over and no text holds."""

_CLASS_PART = re.compile(r"(\\.|[^\\])(?:-(\\.|[^\\]))?", re.DOTALL)
"""A sign of a class, or two with a hyphen between them."""


class SignShaper:
    """Makes the nodes of a character pattern."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0
        """Where the rule that is being made begins."""

    def start(self, node: ast.Node) -> ast.Node:
        return node

    def choice(self, *parts: ast.Node) -> ast.Node:
        return parts[0] if len(parts) == 1 else ast.Choice(parts)

    def sequence(self, *parts: ast.Node) -> ast.Node:
        return parts[0] if len(parts) == 1 else ast.Sequence(parts)

    def counted(self, part: ast.Node, repeat: Word) -> ast.Repeat:
        low, high = bounds(self._text, repeat)
        return ast.Repeat(part, low, high, repeat.start_pos or 0)

    def any_sign(self, sign: Word) -> ast.Token:
        return ast.Token(ast.Sign(frozenset(), negated=True), None, sign.start_pos or 0)

    def gap(self, sign: Word) -> ast.Repeat:
        return ast.Repeat(self.any_sign(sign), 0, GAP_SIGNS, sign.start_pos or 0)

    def sign(self, sign: Word) -> ast.Token:
        return ast.Token(ast.Sign(frozenset(sign[-1])), None, sign.start_pos or 0)

    def sign_class(self, token: Word) -> ast.Token:
        inside, negated = token[1:-1], token[1] == "^"
        signs = self._class_signs(inside[1:] if negated else inside, token.start_pos or 0)
        return ast.Token(ast.Sign(signs, negated=negated), None, token.start_pos or 0)

    def _class_signs(self, inside: str, at: int) -> frozenset[str]:
        """The characters of ``甲乙丙`` or ``一-龥``; a hyphen at an end is itself."""
        spans = []
        for part in _CLASS_PART.finditer(inside):
            first, last = part[1][-1], (part[2] or part[1])[-1]
            if last < first:
                fact = f"the range {first}-{last} ends before it begins"
                raise PatternError(self._text, at, fact, f"write {last}-{first}")
            spans.append((ord(first), ord(last) + 1))
        return frozenset(_points(spans) - _SURROGATES)


def _points(spans: list[tuple[int, int]]) -> set[str]:
    """The characters that lie in spans of code points, each looked at once."""
    found: set[str] = set()
    done = 0
    for begin, end in sorted(spans):
        found.update(map(chr, range(max(begin, done), end)))
        done = max(done, end)
    return found
