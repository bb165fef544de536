"""Nodes of `juku.query.language.ast` are made of the rules of the query language's grammar."""

# What a method makes, the rule of its name says.
# ruff: noqa: D102
from __future__ import annotations

from typing import Any

from juku.query.language import ast
from juku.query.language.derived import ATTRIBUTES
from juku.query.language.messages import PatternError

Word = Any
"""A terminal of the grammar: a ``str`` that has ``start_pos``."""

UNITS = {
    "s": "sentence",
    "sentence": "sentence",
    "p": "paragraph",
    "paragraph": "paragraph",
    "article": "article",
    "text": "article",
}
"""What a structure may be called → the unit."""

_ELSEWHERE = {
    **dict.fromkeys(("pos", "tag", "upostag", "xpostag"), "upos or xpos"),
    **dict.fromkeys(("lemma", "lempos", "lemma_lc"), "word: Chinese words have one form"),
    **dict.fromkeys(("lc", "word_lc"), 'word, and ignore case as in "5g"%c'),
    **dict.fromkeys(("simp", "simplified", "trad", "traditional"), "hans or hant"),
}
"""What other corpora call an attribute → what there is here."""

MAX_REPEAT = 500
"""No repeat may ask for more; a pattern would unfold to as many states."""


class QueryShaper:
    """Makes the nodes of a query; every method is named after a rule."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0
        """Where the rule that is being made begins."""

    def _refuse(self, at: int, fact: str, remedy: str) -> PatternError:
        return PatternError(self._text, at, fact, remedy)

    def start(self, strategy: Word | None, node: ast.Node, *clauses: Any) -> ast.Query:
        filters = tuple(c for c in clauses if isinstance(c, ast.Filter))
        rest = [c for c in clauses if not isinstance(c, ast.Filter)]
        if len(rest) > 1:
            at = rest[1][1]
            raise self._refuse(at, "there is a second `::`", "join the two conditions by &")
        constraint = rest[0][0] if rest else None
        return ast.Query(self._text, node, self._strategy(strategy), filters, constraint)

    def _strategy(self, token: Word | None) -> str | None:
        if token is None:
            return None
        name = str(token[2:-1]).strip()
        known = ("standard", "shortest", "longest", "traditional")
        if name not in known:
            at = (token.start_pos or 0) + 2
            remedy = 'write %c after a value, as "改革"%c' if name == "i" else f"use {_any(known)}"
            raise self._refuse(at, f"there is no strategy {name!r}", remedy)
        return name

    # what stands after the pattern

    def within_unit(self, unit: Word) -> ast.Filter:
        return ast.Filter(
            containing=False, negated=False, other=UNITS[unit], at=unit.start_pos or 0
        )

    def not_within_unit(self, unit: Word) -> ast.Filter:
        return ast.Filter(containing=False, negated=True, other=UNITS[unit], at=unit.start_pos or 0)

    def chosen(self, node: ast.Node, *filters: ast.Filter) -> ast.Chosen:
        if not isinstance(node, ast.Unit):
            fact = "within and containing choose whole units inside brackets, not other patterns"
            raise self._refuse(self.at, fact, 'write a unit first, as (<s/> containing "改革")')
        return ast.Chosen(node, filters)

    def within(self, node: ast.Node | ast.Chosen) -> ast.Filter:
        return ast.Filter(containing=False, negated=False, other=node, at=0)

    def not_within(self, node: ast.Node | ast.Chosen) -> ast.Filter:
        return ast.Filter(containing=False, negated=True, other=node, at=0)

    def containing(self, node: ast.Node | ast.Chosen) -> ast.Filter:
        return ast.Filter(containing=True, negated=False, other=node, at=0)

    def not_containing(self, node: ast.Node | ast.Chosen) -> ast.Filter:
        return ast.Filter(containing=True, negated=True, other=node, at=0)

    def constraint(self, condition: ast.Formula) -> tuple[ast.Formula, int]:
        return condition, self.at

    # the pattern

    def choice(self, *parts: ast.Node) -> ast.Node:
        return parts[0] if len(parts) == 1 else ast.Choice(parts)

    def sequence(self, *parts: ast.Node) -> ast.Node:
        return parts[0] if len(parts) == 1 else ast.Sequence(parts)

    def repeated(self, part: ast.Node, quantifier: Word) -> ast.Node:
        at = quantifier.start_pos or 0
        if quantifier == "?" and self._text[:at].rstrip().endswith(("?", "*", "+", "}")):
            fact = "a repeat may be left out, where other languages would have its shortest match"
            remedy = "take ? out, for the shortest is found anyway, or put the repeat in brackets"
            raise self._refuse(at, fact, remedy)
        low, high = bounds(self._text, quantifier)
        return ast.Repeat(part, low, high, quantifier.start_pos or 0)

    def labelled(self, label: Word, token: ast.Token) -> ast.Token:
        name = label[:-1].strip()
        if name in {"match", "matchend"}:
            fact = f"{name!r} names the match itself"
            raise self._refuse(label.start_pos or 0, fact, "choose another label")
        return ast.Token(token.formula, name, label.start_pos or 0)

    def target(self, token: ast.Token) -> ast.Token:
        return ast.Token(token.formula, "target", token.at)

    def boundary(self, tag: Word) -> ast.Node:
        name, at = tag.strip("</>"), tag.start_pos or 0
        if name not in UNITS:
            remedy = 'use <s>, <p> or <article>, or ask for a column, as :: match.role = "title"'
            raise self._refuse(at, f"there is no structure {name!r}", remedy)
        unit = UNITS[name]
        return ast.Unit(unit, at) if tag.endswith("/>") else ast.Boundary(unit, at)

    def chars(self, attribute: Word | None, string: Word) -> ast.Chars:
        name = "word" if attribute is None else str(attribute)
        at = (attribute or string).start_pos or 0
        if name not in {"word", "hans"}:
            raise self._refuse(at, f"characters have no attribute {name!r}", "use word or hans")
        return ast.Chars(_unquote(string), name, at)

    def anything(self) -> ast.Token:
        return ast.Token(ast.ALWAYS, None, self.at)

    def bracket(self, formula: ast.Formula) -> ast.Token:
        return ast.Token(formula, None, self.at)

    def bare(self, value: ast.Literal) -> ast.Token:
        return ast.Token(ast.Test("word", value.value, value.flags, value.at), None, value.at)

    # conditions

    def either(self, *parts: ast.Formula) -> ast.Formula:
        return parts[0] if len(parts) == 1 else ast.Or(parts)

    def both(self, *parts: ast.Formula) -> ast.Formula:
        return parts[0] if len(parts) == 1 else ast.And(parts)

    def negated(self, part: ast.Formula) -> ast.Formula:
        return ast.Not(part)

    def test(self, name: Word, op: Word, value: ast.Literal) -> ast.Formula:
        if name not in ATTRIBUTES:
            at = name.start_pos or 0
            other = _ELSEWHERE.get(name.casefold())
            remedy = f"use {other or _any(ATTRIBUTES)}"
            raise self._refuse(at, f"there is no attribute {str(name)!r}", remedy)
        flags = value.flags + ("l" if op.endswith("==") else "")
        found = ast.Test(str(name), value.value, flags, value.at)
        return ast.Not(found) if op.startswith("!") else found

    def value(self, string: Word, flags: Word | None) -> ast.Literal:
        letters = "" if flags is None else flags[1:]
        for place, letter in enumerate(letters, 1):
            if letter not in "cdl":
                at = ((flags.start_pos if flags is not None else 0) or 0) + place
                raise self._refuse(at, f"there is no flag {letter!r}", "use %c, %d or %l")
        return ast.Literal(_unquote(string), letters, string.start_pos or 0)

    def comparison(
        self, left: ast.Ref | ast.Literal, op: Word, right: ast.Ref | ast.Literal
    ) -> ast.Compare:
        if isinstance(left, ast.Literal):
            fact = "a comparison begins with a value"
            raise self._refuse(
                left.at, fact, 'write label.attribute first: match.published >= "2024"'
            )
        sign = str(op).lstrip("!").replace("==", "=")
        if op.endswith("==") and isinstance(right, ast.Literal):
            right = ast.Literal(right.value, right.flags + "l", right.at)
        return ast.Compare(left, sign, right, op.startswith("!"))

    def reference(self, label: Word, attribute: Word) -> ast.Ref:
        return ast.Ref(str(label), str(attribute), label.start_pos or 0)

    def literal(self, value: ast.Literal) -> ast.Literal:
        return value

    def number(self, number: Word) -> ast.Literal:
        return ast.Literal(str(number), "l", number.start_pos or 0)


_SIMPLE: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def bounds(text: str, token: Word) -> tuple[int, int | None]:
    """The bounds of a repeat."""
    if token in _SIMPLE:
        return _SIMPLE[token]
    at = token.start_pos or 0
    first, comma, second = (part.strip() for part in token[1:-1].partition(","))
    if not first and not second:
        remedy = "write {2}, {2,5}, {2,} or {,5}"
        raise PatternError(text, at, "the repeat has no number", remedy)
    low = _count(text, at, first or "0")
    high = (_count(text, at, second) if second else None) if comma else low
    if high is not None and high < low:
        fact = f"the repeat ends at {high}, before {low}"
        raise PatternError(text, at, fact, f"write {{{high},{low}}}")
    if max(low, high or 0) > MAX_REPEAT:
        fact = f"the repeat counts to {max(low, high or 0)}, more than {MAX_REPEAT}"
        raise PatternError(text, at, fact, "use a smaller bound")
    return low, high


def _count(text: str, at: int, digits: str) -> int:
    """The number of ``digits``, of which Python reads no more than a few thousand."""
    digits = digits.lstrip("0") or "0"
    if len(digits) > _DIGITS:
        fact = f"the repeat counts to a number of {len(digits):,} digits, more than {MAX_REPEAT}"
        raise PatternError(text, at, fact, "use a smaller bound")
    return int(digits)


_DIGITS = 18
"""Of a number that a message can show."""


def _unquote(string: Word) -> str:
    """The inside of a quoted string; a backslash before the quotation mark goes."""
    return str(string[1:-1]).replace("\\" + string[0], string[0])


def _any(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + f" or {names[-1]}"
