"""Messages about a query: the place, what was expected there, and what to do."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from juku.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterable

EXPECTED = {
    "LSQB": "[",
    "RSQB": "]",
    "LPAR": "(",
    "RPAR": ")",
    "VBAR": "|",
    "AMPERSAND": "&",
    "BANG": "!",
    "AT": "@",
    "EQUAL": "=",
    "DOT": ".",
    "WITHIN": "within",
    "CONTAINING": "containing",
    "CHARS": "chars(…)",
    "__ANON_0": "::",
    "STRING": 'a value in quotation marks, as "改革"',
    "NAME": "a name, as word or match",
    "UNIT_END": "s, p or article",
    "LABEL": "a label, as a:",
    "TAG": "<s>, <p> or <article>",
    "QUANTIFIER": "a repeat, as ? * + or {0,3}",
    "FLAGS": "%c, %d or %l",
    "EQUALS": "= or !=",
    "ORDER": "<, >, <= or >=",
    "NUMBER": "a number",
    "STRATEGY": "(?longest)",
    "$END": "the end of the query",
}
"""Terminal of the grammar → how a reader knows it."""

_PATTERN_STARTS = frozenset({"LSQB", "STRING", "LPAR", "LABEL", "TAG", "CHARS", "AT"})

_WIDE_SIGNS = {
    **dict.fromkeys("“”「」『』〝〞＂‘’", '"'),
    "［": "[",
    "］": "]",
    "【": "[",
    "】": "]",
    "（": "(",
    "）": ")",
    "｛": "{",
    "｝": "}",
    "＝": "=",
    "！": "!",
    "＆": "&",
    "｜": "|",
    "？": "?",
    "＊": "*",
    "＋": "+",
    "，": ",",
    "：": ":",
    "＜": "<",
    "＞": ">",
    "。": ".",
    "％": "%",
    "＠": "@",
}
"""Signs of a Chinese keyboard → the sign of the language that they stand for."""

_OTHER_SIGNS = {
    "&&": "write a single &",
    "||": "write a single |",
    "and": "write & for and",
    "or": "write | for or",
    "not": "write ! for not",
}


class PatternError(QueryError):
    """A query that cannot be understood, with the place."""

    def __init__(self, text: str, at: int, fact: str, remedy: str) -> None:
        line, column = position(text, at)
        self.line, self.column = line, column
        super().__init__(
            f"query: line {line}, column {column}: {fact}; {remedy}\n{pointer(text, at)}"
        )


def position(text: str, at: int) -> tuple[int, int]:
    r"""Line and column, both from 1, of a place in ``text``.

    >>> position('"a"\n"b', 5)
    (2, 2)
    """
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def pointer(text: str, at: int) -> str:
    """The line of ``text`` that holds the place, and a caret under it.

    A wide character is answered by a wide blank, so that the caret stands right in a terminal.
    """
    begin = text.rfind("\n", 0, at) + 1
    line = text[begin:].split("\n", 1)[0]
    blanks = "".join("\u3000" if _wide(sign) else " " for sign in text[begin:at])
    return f"  {line}\n  {blanks}^"


def misread(text: str, at: int, found: str, expected: Iterable[str]) -> PatternError:
    """The message for a sign that cannot stand where it does."""
    names = set(expected)
    what = f"found {found!r}" if found else "the query ends"
    return PatternError(
        text, at, f"{what} where {_list(names)} can stand", _remedy(text, at, found, names)
    )


def _list(names: set[str]) -> str:
    words = []
    if names >= _PATTERN_STARTS:
        words.append('a token, as "改革" or [upos="NOUN"]')
        names -= _PATTERN_STARTS | {"STRATEGY"}
    words += [EXPECTED.get(name, name) for name in sorted(names, key=_rank)]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _rank(name: str) -> int:
    return list(EXPECTED).index(name) if name in EXPECTED else len(EXPECTED)


def _remedy(text: str, at: int, found: str, names: set[str]) -> str:
    sign = text[at : at + 1]
    if sign in _WIDE_SIGNS:
        return f"write the ASCII sign {_WIDE_SIGNS[sign]}"
    if not found:
        return _close(text)
    if sign in {'"', "'"}:
        return f"close the quotation mark {sign}"
    other = next(
        (o for o in _OTHER_SIGNS if text.startswith(o, at) or text[at - 1 : at + 1] == o), ""
    )
    quoted = "STRING" in names and ("LSQB" not in names or sign.isalnum() or _wide(sign))
    return _OTHER_SIGNS.get(other) or (
        "put words and values between quotation marks"
        if quoted
        else f"take {sign!r} out or see docs/query.md"
    )


def _close(text: str) -> str:
    """What an unfinished query lacks: a bracket that is open, or another token."""
    for opening, closing in (("[", "]"), ("(", ")")):
        if text.count(opening) > text.count(closing):
            return f"close the bracket {opening}"
    return "finish the query"


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
