"""The query language: CQP's, as docs/query.md describes it, read into `juku.query.ast`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken, VisitError

from juku.errors import QueryError
from juku.query import ast
from juku.query.messages import QueryMessage, misread

UNITS = {
    "s": "sentence",
    "sentence": "sentence",
    "p": "paragraph",
    "paragraph": "paragraph",
    "article": "article",
    "text": "article",
}
"""What a structure may be called → the unit."""

MAX_REPEAT = 500
"""No repeat may ask for more; a pattern would unfold to as many states."""

GRAMMAR = r"""
start: [STRATEGY] choice clause*

clause: "within" UNIT_END              -> within_unit
      | "!" "within" UNIT_END          -> not_within_unit
      | "within" choice                -> within
      | "!" "within" choice            -> not_within
      | "containing" choice            -> containing
      | "!" "containing" choice        -> not_containing
      | "::" condition                 -> constraint

choice: sequence ("|" sequence)*
sequence: repeat+
?repeat: atom
       | repeat QUANTIFIER             -> repeated
?atom: token
     | LABEL token                     -> labelled
     | "@" token                       -> target
     | "(" choice ")"
     | TAG                             -> boundary
     | "chars" "(" [NAME "="] STRING ")" -> chars

token: "[" "]"                         -> anything
     | "[" formula "]"                 -> bracket
     | value                           -> bare

?formula: conjunction ("|" conjunction)*   -> either
?conjunction: negation ("&" negation)*     -> both
?negation: test
         | "!" negation                -> negated
         | "(" formula ")"
test: NAME EQUALS value
value: STRING [FLAGS]

?condition: all_of ("|" all_of)*       -> either
?all_of: denied ("&" denied)*          -> both
?denied: comparison
       | "!" denied                    -> negated
       | "(" condition ")"
comparison: operand (EQUALS | ORDER) operand
?operand: NAME "." NAME                -> reference
        | value                        -> literal
        | NUMBER                       -> number

STRATEGY: /\(\?\s*\w+\s*\)/
LABEL: /[A-Za-z_][A-Za-z0-9_]*\s*:(?!:)/
NAME: /[A-Za-z_][A-Za-z0-9_]*/
UNIT_END.2: /(s|sentence|p|paragraph|article|text)(?![A-Za-z0-9_]|\s*:(?!:))/
TAG: /<\/?[A-Za-z_][A-Za-z0-9_]*\/?>/
STRING: /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/s
FLAGS: /%[A-Za-z]+/
QUANTIFIER: /[?*+]|\{\s*\d*\s*(?:,\s*\d*\s*)?\}/
EQUALS: "!==" | "==" | "!=" | "="
ORDER: "<=" | ">=" | "<" | ">"
NUMBER: /-?\d+(?:\.\d+)?/
%import common.WS
%ignore WS
"""

CHARACTERS = r"""
start: choice
choice: sequence ("|" sequence)*
sequence: repeat+
?repeat: item
       | item RANGE                    -> counted
?item: ANY                             -> any_sign
     | GAP                             -> gap
     | CLASS                           -> sign_class
     | SIGN                            -> sign
     | "(" choice ")"

ANY: "?"
GAP: "*"
CLASS: /\[\^?(?:[^\]\\]|\\.)+\]/s
SIGN: /\\.|[^\\?*()|\[\]{}\s]/s
RANGE: /\{\s*\d+\s*(?:,\s*\d+\s*)?\}/
%import common.WS
%ignore WS
"""

GAP_SIGNS = 10
"""What ``*`` passes over in a character pattern, at the most."""


@cache
def _lark(grammar: str = GRAMMAR) -> Lark:
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=True)


@lru_cache(maxsize=256)
def parse(text: str) -> ast.Query:
    """The query that ``text`` says.

    >>> parse('"人民" []{0,3} "城市" within s').filters[0].other
    'sentence'

    Raises:
        QueryError: with line, column, what was expected and what to do.
    """
    if not text.strip():
        raise QueryError('query: is empty; write a pattern such as "改革" or [upos="NOUN"]')
    query: ast.Query = _read(GRAMMAR, text, _Reader(text))
    return query


@lru_cache(maxsize=256)
def parse_chars(text: str) -> ast.Node:
    """The pattern of characters that ``text`` says, as tokens of one character each.

    Raises:
        QueryError: with line, column, what was expected and what to do.
    """
    if not text.strip():
        raise QueryError("query: has no characters; write some, such as 说汉语")
    node: ast.Node = _read(CHARACTERS, text, _SignReader(text))
    return node


def _read(grammar: str, text: str, reader: Transformer[Token, Any]) -> Any:
    try:
        tree = _lark(grammar).parse(text)
    except UnexpectedInput:
        raise _misread(grammar, text) from None
    try:
        return reader.transform(tree)
    except VisitError as error:
        raise error.orig_exc from None


def _misread(grammar: str, text: str) -> QueryMessage:
    """The message for a text that the grammar refuses: read it again, sign by sign."""
    parser = _lark(grammar).parse_interactive(text)
    try:
        parser.exhaust_lexer()
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        return misread(text, at, text[at], parser.accepts())
    except UnexpectedToken as error:
        return misread(text, error.token.start_pos or 0, str(error.token), _accepted(error))
    return misread(text, len(text.rstrip()), "", parser.accepts())


def _accepted(error: UnexpectedToken) -> set[str]:
    parser = error.interactive_parser
    return set(parser.accepts()) if parser is not None else set(error.expected)


@v_args(inline=True)
class _Reader(Transformer[Token, Any]):
    """Makes the nodes; every method is named after a rule."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def _refuse(self, at: int, fact: str, remedy: str) -> QueryMessage:
        return QueryMessage(self._text, at, fact, remedy)

    def start(self, strategy: Token | None, node: ast.Node, *clauses: Any) -> ast.Query:
        filters = tuple(c for c in clauses if isinstance(c, ast.Filter))
        rest = [c for c in clauses if not isinstance(c, ast.Filter)]
        if len(rest) > 1:
            at = rest[1][1]
            raise self._refuse(at, "there is a second `::`", "join the two conditions by &")
        constraint = rest[0][0] if rest else None
        return ast.Query(self._text, node, self._strategy(strategy), filters, constraint)

    def _strategy(self, token: Token | None) -> str | None:
        if token is None:
            return None
        name = token[2:-1].strip()
        known = ("standard", "shortest", "longest", "traditional")
        if name not in known:
            at = (token.start_pos or 0) + 2
            raise self._refuse(at, f"there is no strategy {name!r}", f"use {_any(known)}")
        return name

    # what stands after the pattern

    def within_unit(self, unit: Token) -> ast.Filter:
        return ast.Filter(False, False, UNITS[unit], unit.start_pos or 0)

    def not_within_unit(self, unit: Token) -> ast.Filter:
        return ast.Filter(False, True, UNITS[unit], unit.start_pos or 0)

    def within(self, node: ast.Node) -> ast.Filter:
        return ast.Filter(False, False, node, 0)

    def not_within(self, node: ast.Node) -> ast.Filter:
        return ast.Filter(False, True, node, 0)

    def containing(self, node: ast.Node) -> ast.Filter:
        return ast.Filter(True, False, node, 0)

    def not_containing(self, node: ast.Node) -> ast.Filter:
        return ast.Filter(True, True, node, 0)

    @v_args(inline=True, meta=True)
    def constraint(self, meta: Any, condition: ast.Formula) -> tuple[ast.Formula, int]:
        return condition, meta.start_pos

    # the pattern

    def choice(self, *parts: ast.Node) -> ast.Node:
        return parts[0] if len(parts) == 1 else ast.Choice(parts)

    def sequence(self, *parts: ast.Node) -> ast.Node:
        return parts[0] if len(parts) == 1 else ast.Sequence(parts)

    def repeated(self, part: ast.Node, quantifier: Token) -> ast.Node:
        low, high = _range(self._text, quantifier)
        return ast.Repeat(part, low, high, quantifier.start_pos or 0)

    def labelled(self, label: Token, token: ast.Token) -> ast.Token:
        name = label[:-1].strip()
        if name in {"match", "matchend"}:
            fact = f"{name!r} names the match itself"
            raise self._refuse(label.start_pos or 0, fact, "choose another label")
        return ast.Token(token.formula, name, label.start_pos or 0)

    def target(self, token: ast.Token) -> ast.Token:
        return ast.Token(token.formula, "target", token.at)

    def boundary(self, tag: Token) -> ast.Node:
        name, at = tag.strip("</>"), tag.start_pos or 0
        if name not in UNITS:
            raise self._refuse(at, f"there is no structure {name!r}", "use <s>, <p> or <article>")
        unit = UNITS[name]
        if not tag.endswith("/>"):
            return ast.Boundary(unit, at)
        inside = ast.Repeat(ast.Token(ast.ALWAYS, None, at), 1, None, at)
        return ast.Sequence((ast.Boundary(unit, at), inside, ast.Boundary(unit, at)))

    def chars(self, attribute: Token | None, string: Token) -> ast.Chars:
        name = "word" if attribute is None else str(attribute)
        at = (attribute or string).start_pos or 0
        if name not in {"word", "hans"}:
            raise self._refuse(at, f"characters have no attribute {name!r}", "use word or hans")
        return ast.Chars(_unquote(string), name, at)

    @v_args(inline=True, meta=True)
    def anything(self, meta: Any) -> ast.Token:
        return ast.Token(ast.ALWAYS, None, meta.start_pos)

    @v_args(inline=True, meta=True)
    def bracket(self, meta: Any, formula: ast.Formula) -> ast.Token:
        return ast.Token(formula, None, meta.start_pos)

    def bare(self, value: ast.Literal) -> ast.Token:
        return ast.Token(ast.Test("word", value.value, value.flags, value.at), None, value.at)

    # conditions

    def either(self, *parts: ast.Formula) -> ast.Formula:
        return parts[0] if len(parts) == 1 else ast.Or(parts)

    def both(self, *parts: ast.Formula) -> ast.Formula:
        return parts[0] if len(parts) == 1 else ast.And(parts)

    def negated(self, part: ast.Formula) -> ast.Formula:
        return ast.Not(part)

    def test(self, name: Token, op: Token, value: ast.Literal) -> ast.Formula:
        from juku.query.derived import ATTRIBUTES

        if name not in ATTRIBUTES:
            at = name.start_pos or 0
            raise self._refuse(
                at, f"there is no attribute {str(name)!r}", f"use {_any(ATTRIBUTES)}"
            )
        flags = value.flags + ("l" if op.endswith("==") else "")
        found = ast.Test(str(name), value.value, flags, value.at)
        return ast.Not(found) if op.startswith("!") else found

    def value(self, string: Token, flags: Token | None) -> ast.Literal:
        letters = "" if flags is None else flags[1:]
        for place, letter in enumerate(letters, 1):
            if letter not in "cdl":
                at = ((flags.start_pos if flags is not None else 0) or 0) + place
                raise self._refuse(at, f"there is no flag {letter!r}", "use %c, %d or %l")
        return ast.Literal(_unquote(string), letters, string.start_pos or 0)

    def comparison(
        self, left: ast.Ref | ast.Literal, op: Token, right: ast.Ref | ast.Literal
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

    def reference(self, label: Token, attribute: Token) -> ast.Ref:
        return ast.Ref(str(label), str(attribute), label.start_pos or 0)

    def literal(self, value: ast.Literal) -> ast.Literal:
        return value

    def number(self, number: Token) -> ast.Literal:
        return ast.Literal(str(number), "l", number.start_pos or 0)


_SIMPLE: dict[str, tuple[int, int | None]] = {"?": (0, 1), "*": (0, None), "+": (1, None)}


def _range(text: str, token: Token) -> tuple[int, int | None]:
    """The bounds of a repeat."""
    if token in _SIMPLE:
        return _SIMPLE[token]
    at = token.start_pos or 0
    first, comma, second = (part.strip() for part in token[1:-1].partition(","))
    if not first and not second:
        remedy = "write {2}, {2,5}, {2,} or {,5}"
        raise QueryMessage(text, at, "the repeat has no number", remedy)
    low = int(first or 0)
    high = (int(second) if second else None) if comma else low
    if high is not None and high < low:
        fact = f"the repeat ends at {high}, before {low}"
        raise QueryMessage(text, at, fact, f"write {{{high},{low}}}")
    if max(low, high or 0) > MAX_REPEAT:
        fact = f"the repeat counts to {max(low, high or 0)}, more than {MAX_REPEAT}"
        raise QueryMessage(text, at, fact, "use a smaller bound")
    return low, high


@v_args(inline=True)
class _SignReader(Transformer[Token, Any]):
    """Makes the nodes of a character pattern."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def start(self, node: ast.Node) -> ast.Node:
        return node

    def choice(self, *parts: ast.Node) -> ast.Node:
        return parts[0] if len(parts) == 1 else ast.Choice(parts)

    def sequence(self, *parts: ast.Node) -> ast.Node:
        return parts[0] if len(parts) == 1 else ast.Sequence(parts)

    def counted(self, part: ast.Node, bounds: Token) -> ast.Repeat:
        low, high = _range(self._text, bounds)
        return ast.Repeat(part, low, high, bounds.start_pos or 0)

    def any_sign(self, sign: Token) -> ast.Token:
        return ast.Token(ast.Sign(frozenset(), negated=True), None, sign.start_pos or 0)

    def gap(self, sign: Token) -> ast.Repeat:
        return ast.Repeat(self.any_sign(sign), 0, GAP_SIGNS, sign.start_pos or 0)

    def sign(self, sign: Token) -> ast.Token:
        return ast.Token(ast.Sign(frozenset(sign[-1])), None, sign.start_pos or 0)

    def sign_class(self, token: Token) -> ast.Token:
        inside, negated = token[1:-1], token[1] == "^"
        signs = frozenset(_CLASS_SIGN.findall(inside[1:] if negated else inside))
        signs = frozenset(sign[-1] for sign in signs)
        return ast.Token(ast.Sign(signs, negated=negated), None, token.start_pos or 0)


_CLASS_SIGN = re.compile(r"\\.|[^\\]", re.DOTALL)


def _unquote(string: Token) -> str:
    """The inside of a quoted string; a backslash before the quotation mark goes."""
    return string[1:-1].replace("\\" + string[0], string[0])


def _any(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + f" or {names[-1]}"
