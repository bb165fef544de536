"""Nodes of `juku.query.ast` are made of the rules of the grammar of character patterns."""

# What a method makes, the rule of its name says.
# ruff: noqa: D102
from __future__ import annotations

import re
from typing import Any

from juku.query import ast
from juku.query.shaping import bounds

Word = Any
"""A terminal of the grammar: a ``str`` that has ``start_pos``."""

GAP_SIGNS = 10
"""What ``*`` passes over in a character pattern, at the most."""

_CLASS_SIGN = re.compile(r"\\.|[^\\]", re.DOTALL)


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
        signs = frozenset(_CLASS_SIGN.findall(inside[1:] if negated else inside))
        signs = frozenset(sign[-1] for sign in signs)
        return ast.Token(ast.Sign(signs, negated=negated), None, token.start_pos or 0)
