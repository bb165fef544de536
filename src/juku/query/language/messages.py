"""Messages about a query: the place, what was expected there, and what to do."""

from __future__ import annotations

import re
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
    "RANGE": "a repeat, as {2} or {0,5}",
    "COLON": ":",
    "$END": "the end of the query",
}
"""Terminal of the grammar → how a reader knows it."""

_PATTERN_STARTS = frozenset({"LSQB", "STRING", "LPAR", "LABEL", "TAG", "CHARS", "AT"})

_SIGN_STARTS = frozenset({"SIGN", "CLASS", "ANY", "GAP", "LPAR"})

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
    "<>": "write != for <>",
    "and": "write & for and",
    "or": "write | for or",
    "not": "write ! for not",
    "in": 'write = and the values with | between them, as publisher = "甲报|乙报"',
    **dict.fromkeys(
        ("like", "contains", "matches"), 'write = and a regular expression, as title = ".*改革.*"'
    ),
    "between": 'write >= and <=, as published >= "2024-01" & published <= "2024-03"',
    "is": 'write title = ".+" for a value that is there, and !(title = ".+") for one that is not',
}

OTHER_WORDS = frozenset(filter(str.isalpha, _OTHER_SIGNS))
"""What another language writes for a sign of this one."""


_AHEAD = "write the tokens themselves: nothing looks ahead of a match, or behind it"

_BOUNDS = "write <s> before the first token, or </s> after the last"

_VALUED = "put the whole value between quotation marks"

_LIST = re.compile(r"\$|RE\s*\(")
"""How the Corpus Workbench names a list of words."""

_LISTED = 'write the values of a list with | between them, as "改革|开放"'

_BESIDE = "write tokens that follow each other without a sign"

_FLAGGED = 'write flags together behind the value that they are of, as "改革"%cd'

_OTHER_WAYS = {
    re.compile(r"(?:mu|meet)\b", re.IGNORECASE): (
        'write "改革" []{0,5} "发展", or ask `juku collocates`'
    ),
    re.compile(r"union\b", re.IGNORECASE): "write | between the patterns",
    re.compile(r"\d+\s*:"): "begin the label with a letter, as a:",
    re.compile(r"<\w+\s*(?:\w+\s*)?!?="): (
        'write what holds of the text after ::, as :: match.publisher = "新华社"'
    ),
    re.compile(r"</?[a-z]+\b(?!\s*/?>)"): "close the sign of a boundary, as <s> or </s>",
    re.compile(r"[a-z]+\s*!?=\s*[\"']"): 'put conditions between brackets, as [word="改革"]',
    re.compile(r"\?\s*(?:<?[=!])|\[:"): _AHEAD,
    re.compile(r'!\s*[\["\']'): 'write what a token is not as [word!="改革"] or [!(…)]',
    _LIST: _LISTED,
    re.compile(r"/"): 'write values as a regular expression, as "改.*" or "改革|开放"',
    re.compile(r"&"): (
        'join conditions on one token in its brackets, as [word="改革" & upos="NOUN"]; '
        "write tokens that follow each other without a sign"
    ),
    re.compile(
        r"\.[.\s\d*\"'\[]"
    ): 'write the tokens one after the other, as "改革" []{0,3} "发展"',
    re.compile(r"[-^_].*->|->"): "ask for words near each other: how they depend is not kept",
    re.compile(r";"): "leave the semicolon out",
    re.compile(r"[,，、]"): _BESIDE,
    re.compile(r"%"): _FLAGGED,
    re.compile(r"#"): "leave comments out",
    re.compile(r"\?\s*\w+\s*\)"): "write one strategy, before the pattern, as (?longest)",
    re.compile(r"::"): "write a pattern before the condition, as [] for any token",
    re.compile(r"(?:s|p|sentence|paragraph|article|text)\b(?!\s*:)"): (
        "write a whole unit as <s/>, <p/> or <article/>"
    ),
    re.compile(r"\d+\s+\w+\b"): "name one unit, as s, and bound what is between as []{0,5}",
    re.compile(r"(?:lbound|rbound|lbound_of|rbound_of)\s*\("): _BOUNDS,
    re.compile(
        r"(?:expand|cut|set|show|sort|reduce|group|count|tabulate|cat|dump)\b(?!\s*=)|[A-Z]\w*\s*="
    ): ("give what CQP has commands for as options: --context, --limit, --sample, --sort, --save"),
    re.compile(
        r"chars\s*\("
    ): "leave the label out: it names one token, and chars(…) may be several",
}
"""What the Corpus Workbench or Sketch Engine has where a token stands → how it is asked here."""


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
    """The line of ``text`` that holds the place, and a caret under it; of a long line a part.

    A wide character is answered by a wide blank, so that the caret stands right in a terminal.

    >>> pointer("a" * 900, 700).index("^") - pointer("a" * 900, 700).index("…")
    186
    """
    begin = text.rfind("\n", 0, at) + 1
    line = text[begin:].split("\n", 1)[0]
    first, last = max(at - begin - _SHOWN, 0), at - begin + _SHOWN
    before = "…" * (first > 0) + line[first : at - begin]
    shown = before + line[at - begin : last] + "…" * (last < len(line))
    blanks = "".join("\u3000" if _wide(sign) else " " for sign in before)
    return f"  {shown}\n  {blanks}^"


_SHOWN = 60
"""Signs of a line that are shown on each side of a place."""


def misread(text: str, at: int, found: str, expected: Iterable[str]) -> PatternError:
    """The message for a sign that cannot stand where it does."""
    names = frozenset(expected)
    what = f"found {found!r}" if found else "the query ends"
    return PatternError(
        text, at, f"{what} where {_list(names)} can stand", _remedy(text, at, found, names)
    )


def _list(expected: frozenset[str]) -> str:
    words, names = [], set(expected)
    if names >= _PATTERN_STARTS:
        words.append('a token, as "改革" or [upos="NOUN"]')
        names -= _PATTERN_STARTS | {"STRATEGY"}
    if names >= _SIGN_STARTS:
        words.append("a character, ?, * or […]")
        names -= _SIGN_STARTS
    words += [EXPECTED.get(name, name) for name in sorted(names, key=_rank)]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _rank(name: str) -> int:
    return list(EXPECTED).index(name) if name in EXPECTED else len(EXPECTED)


def _remedy(text: str, at: int, found: str, names: frozenset[str]) -> str:
    """What to do about ``found`` at a place where one of ``names`` can stand."""
    sign, following = text[at : at + 1], text[at + len(found) : at + len(found) + 1]
    if not found:
        return _VALUED if names == {"DOT"} else _close(text)
    for wide in ("" if sign == "，" else sign, following):
        if wide in _WIDE_SIGNS:
            return f"write the ASCII sign {_WIDE_SIGNS[wide]}"
    if found in {'"', "'"}:
        return f"close the quotation mark {found}"
    for other, remedy in _OTHER_SIGNS.items():
        near = {found, text[max(at - 1, 0) : at + 1], text[at : at + 2], _before(text, at)}
        if other in map(str.casefold, near):
            return remedy
    if re.search(r"[=<>]\s*(?:\w+\s*|match\.)\Z", text[:at]):  # `where` puts match. before names
        return _VALUED
    other = _other_way(text, at, names) or _in_condition(text, at, found, names)
    return other or _by_place(text, sign, names)


def _other_way(text: str, at: int, names: frozenset[str]) -> str:
    """What to write for a token's place that other query languages fill otherwise, or nothing."""
    ways = (way for other, way in _OTHER_WAYS.items() if other.match(text, at))
    return next(ways, "") if names & {"LSQB", "WITHIN"} else ""


def _in_condition(text: str, at: int, found: str, names: frozenset[str]) -> str:
    """What to write for something that cannot stand in a condition, or nothing."""
    closing = names >= {"AMPERSAND", "RSQB"}
    asked = (
        (names == {"DOT"} and found in "-+*/", _NO_SUMS),
        (names == {"DOT"} and found == "(", _NO_CALLS),
        (names == {"DOT"}, f"write match.{_before(text, at)}"),
        (closing and (found.isidentifier() or found in ",，"), "join the conditions by & or |"),
        (closing and found == "::", "write & for ::, or :: behind the last bracket"),
        (found == "(" and _before(text, at) in {"lbound", "rbound"}, _BOUNDS),
        (found in {":", "::"} and "BANG" in names, _AHEAD),
        (names == {"STRING"} and _LIST.match(text, at), _LISTED),
        (names == {"STRING"} and re.match(r"\w+\.\w+", text[at:]), _LABELS),
        (
            names == {"LSQB", "STRING"} and found != "chars",
            "put a label before one token, as a:[…]",
        ),
        ("RPAR" in names and found in {"within", "containing"}, _OF_ALL),
    )
    return next((remedy for holds, remedy in asked if holds), "")


_NO_SUMS = "bound what is between two tokens as []{0,5}: there is no arithmetic"

_NO_CALLS = "compare an attribute of a label with a value: there are no functions"

_LABELS = "compare labels after ::, as :: a.word = b.word"

_OF_ALL = "take the brackets out, for this is asked of the whole pattern"


def _before(text: str, at: int) -> str:
    """The word before a place."""
    return "".join(re.findall(r"(\w+)\s*\Z", text[:at]))


def _by_place(text: str, sign: str, names: frozenset[str]) -> str:
    if "EQUALS" in names:
        name = "match.published" if "ORDER" in names else "word"
        return f'compare with a value, as {name} = "…"'
    if sign in "?*+{":
        unfinished = sign == "{" and names & {"QUANTIFIER", "RANGE"}
        numbers = "write a repeat with whole numbers, as {2} or {0,5}"
        return numbers if unfinished else "put something to repeat before it"
    if "UNIT_END" in names:
        return "name a unit, s, p or article, or write a pattern"
    quoted = "STRING" in names and ("LSQB" not in names or sign.isalnum() or _wide(sign))
    if quoted or names == {"EQUAL"}:  # a bare word, also in chars(…)
        return "put words and values between quotation marks"
    if sign == "[" and text.count("[") > text.count("]"):
        return "close the bracket ["
    named = sign in {'"', "'"}
    other = f"take {sign!r} out or see docs/query.md"
    return 'name the attribute of the value, as word="改革"' if named else other


def _close(text: str) -> str:
    """What an unfinished query lacks: a bracket that is open, or another token."""
    for opening, closing in (("[", "]"), ("(", ")")):
        if text.count(opening) > text.count(closing):
            return f"close the bracket {opening}"
    return "finish the query"


def _wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
