"""The query language, CQP's as docs/query.md describes it, and the patterns of characters."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from lark import Lark, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from juku.errors import QueryError
from juku.query.language.messages import PatternError, misread
from juku.query.language.shaping import QueryShaper
from juku.query.language.signs import SignShaper

if TYPE_CHECKING:
    from juku.query.language import ast

MAX_DEPTH = 200
"""Rules may stand in each other so deep; a bracket takes two."""

GRAMMAR = r"""
start: [STRATEGY] choice clause*

?clause: filter
       | "::" condition                -> constraint

filter: "within" UNIT_END              -> within_unit
      | "!" "within" UNIT_END          -> not_within_unit
      | "within" other                 -> within
      | "!" "within" other             -> not_within
      | "containing" other             -> containing
      | "!" "containing" other         -> not_containing

?other: choice
      | "(" choice filter+ ")"         -> chosen

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
    query: ast.Query = _shape(_read(GRAMMAR, text), QueryShaper(text), text)
    return query


@lru_cache(maxsize=256)
def parse_chars(text: str) -> ast.Node:
    """The pattern of characters that ``text`` says, as tokens of one character each.

    Raises:
        QueryError: with line, column, what was expected and what to do.
    """
    if not text.strip():
        raise QueryError("query: has no characters; write some, such as 说汉语")
    node: ast.Node = _shape(_read(CHARACTERS, text), SignShaper(text), text)
    return node


@cache
def _lark(grammar: str) -> Lark:
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=True)


def _read(grammar: str, text: str) -> Tree[Any]:
    try:
        return _lark(grammar).parse(text)
    except UnexpectedInput:
        raise _misread(grammar, text) from None


def _shape(tree: Any, shaper: Any, text: str, depth: int = 0) -> Any:
    """What ``shaper``'s methods, named after the rules, make of a tree, from the leaves up."""
    if not isinstance(tree, Tree):
        return tree
    if depth > MAX_DEPTH:
        fact = "brackets stand in each other too deep"
        raise PatternError(text, tree.meta.start_pos, fact, "take some out")
    parts = [_shape(child, shaper, text, depth + 1) for child in tree.children]
    shaper.at = getattr(tree.meta, "start_pos", 0)
    return getattr(shaper, tree.data)(*parts)


def _misread(grammar: str, text: str) -> PatternError:
    """The message for a text that the grammar refuses: read it again, sign by sign."""
    parser: Any = _lark(grammar).parse_interactive(text)
    try:
        parser.exhaust_lexer()
    except UnexpectedCharacters as error:
        at = error.pos_in_stream or 0
        return misread(text, at, text[at], parser.accepts())
    except UnexpectedToken as error:
        return misread(text, error.token.start_pos or 0, str(error.token), parser.accepts())
    return misread(text, len(text.rstrip()), "", parser.accepts())
