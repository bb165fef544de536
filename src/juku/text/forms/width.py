"""The normal form of a text: width and punctuation folded, by edits that can be replayed.

Full-width letters, digits and signs become ASCII, and ASCII marks between Han characters become
full-width, which is how either is printed in standard Chinese. What only a reader can decide, such
as which half of a pair an ASCII quotation mark is, stays as printed.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from juku import compiled
from juku.text.arrays.flat import Slices, begins_of, offsets_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import ModuleType

    from numpy.typing import NDArray

    Match = tuple[int, int, str]
    """What a rule found: start, end, and the rule's name."""

_KERNEL = compiled.kernel("width")

_SPACE = "\t-\r\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_QUOTES = {"「": "“", "」": "”", "『": "‘", "』": "’", "﹁": "“", "﹂": "”", "﹃": "‘", "﹄": "’"}
_MARKS = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？", "(": "（", ")": "）"}
_MARK_SIGNS = "".join(re.escape(mark) for mark in _MARKS)
_FIXED = {"space": " ", "invisible": "", "dots": "……", "dash": "——", "middot": "·"}
_DASH = "[-－—―─]"
_MIDDOTS = "‧•・･⋅∙"
_COMPAT = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_SIGNS = _QUOTES | _MARKS
_INVISIBLE = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"  # controls that are no white space
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f"
)
_WIDE = (
    "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff02-\uff07\uff0a\uff0b\uff0d-\uff0f"
    "\uff1c-\uff1e\uff20\uff3b-\uff40\uff5b-\uff5e\uff61-\uff64\uff66-\uff9f\uffe0-\uffe6"
)

RULES: dict[str, str] = {
    "width": "a full-width letter, digit or sign becomes ASCII; a half-width kana full-width",
    "space": "a white-space character other than U+0020 becomes U+0020",
    "invisible": "a control, zero-width, direction or variation mark is taken out",
    "dots": "three or more points, or six of them, become ……",
    "dash": "two or more dashes, of whatever kinds, become ——",
    "middot": "a look-alike of the middle dot becomes ·",
    "quote": "a corner bracket becomes the quotation mark of its level",
    "mark": "an ASCII mark next to a Han character becomes full-width",
    "compat": "a compatibility ideograph or radical becomes the unified one",
}
"""Each rule of ``edit_rule`` and what it does."""

_PATTERN = re.compile(
    rf"(?P<space>[{_SPACE}])"
    rf"|(?P<invisible>[{_INVISIBLE}]+)"
    r"|(?P<dots>[.．]{3,}|。{3,}|(?<!…)…(?!…)|…{3,}|⋯+)"
    rf"|(?P<dash>(?!——(?!{_DASH})){_DASH}{{2,}}|(?<!{_DASH})[—―](?!{_DASH}))"
    rf"|(?P<width>(?:(?!－{_DASH}|[.．]{{3}})[{_WIDE}])+)"
    rf"|(?P<middot>[{_MIDDOTS}])"
    rf"|(?P<quote>[{''.join(_QUOTES)}])"
    rf"|(?P<mark>(?<=[{_HAN}])[{_MARK_SIGNS}]|[{_MARK_SIGNS}](?=[{_HAN}]))"
    rf"|(?P<compat>[{_COMPAT}])"
)
_NAMES = tuple(_PATTERN.groupindex)

_ANY = re.compile(
    rf"[{_SPACE}{_INVISIBLE}.…⋯\-—―─{_WIDE}{_MIDDOTS}{''.join(_QUOTES)}{_MARK_SIGNS}{_COMPAT}]"
)
"""Some character that an edit may begin with: most texts have few, and one set is quick."""

_SETS = (
    _SPACE,
    _INVISIBLE,
    ".．",
    "。",
    "…",
    "⋯",
    _DASH[1:-1],
    "—―",
    "—",
    "－",
    _WIDE,
    _MIDDOTS,
    "".join(_QUOTES),
    "".join(_MARKS),
    _COMPAT,
    _HAN,
)
"""What the pattern asks of a character, in the order in which the kernel has it."""


class Edit(NamedTuple):
    """Code points ``start`` to ``end`` of the text as printed become ``to``, by ``rule``."""

    start: int
    end: int
    to: str
    rule: str


@dataclass(frozen=True, slots=True)
class Normal:
    """The normal forms of a batch of texts, and the edits that make them, one text after another.

    Those of text ``i`` are ``offsets[i]`` to ``offsets[i + 1]``; places are of its own text.
    """

    texts: Sequence[str]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    to: list[str]
    rule: list[str]
    offsets: NDArray[np.int64]


def edits(text: str) -> list[Edit]:
    """What makes the normal form of ``text``: edits in order that do not overlap.

    >>> edits("５Ｇ时代, 来了")
    [Edit(start=0, end=2, to='5G', rule='width'), Edit(start=4, end=5, to='，', rule='mark')]
    """
    matches = _matches(text) if _KERNEL is None else _matches_by_kernel(_KERNEL, text)
    found = []
    for start, end, rule in matches:
        printed = text[start:end]
        to = _replacement(rule, printed)
        if to != printed:
            found.append(Edit(start, end, to, rule))
    return found


def normal(texts: Sequence[str]) -> Normal:
    """The normal forms of ``texts``: what ``edits`` and ``apply`` give for each.

    >>> normal(["５Ｇ", "来了", "好!"]).texts
    ['5G', '来了', '好！']
    """
    # A blank is in no rule and no neighbour that a rule asks for, so texts stay apart.
    joined, begins = " ".join(texts), begins_of(texts)
    found = edits(joined)
    start = np.fromiter((edit.start for edit in found), np.int64, len(found))
    end = np.fromiter((edit.end for edit in found), np.int64, len(found))
    to, rule = [edit.to for edit in found], [edit.rule for edit in found]
    offsets = np.searchsorted(start, begins)
    gained = offsets_of(np.fromiter(map(len, to), np.int64, len(to)) - (end - start))[offsets]
    made = begins + gained
    own = np.repeat(begins[:-1], np.diff(offsets))
    normal_texts = Slices(apply(joined, found), made[:-1], made[1:] - 1)
    return Normal(normal_texts, start - own, end - own, to, rule, offsets)


def _matches(text: str) -> Iterator[Match]:
    """What ``_PATTERN`` finds, tried only where one of the characters stands that it begins with.

    The full stop, with which most sentences end, is left out of these unless three are in a row.
    """
    if "。。。" in text:
        yield from map(_match, _PATTERN.finditer(text))
        return
    place = 0
    while (first := _ANY.search(text, place)) is not None:
        match = _PATTERN.match(text, first.start())
        place = first.end() if match is None else match.end()
        if match is not None:
            yield _match(match)


def _match(found: re.Match[str]) -> Match:
    return *found.span(), found.lastgroup or ""


def _matches_by_kernel(kernel: ModuleType, text: str) -> Iterator[Match]:
    return ((start, end, _NAMES[rule]) for start, end, rule in kernel.find(text, _sets()))


@cache
def _sets() -> NDArray[np.uint16]:
    """Of each code point, a bit for each of ``_SETS`` that it is in."""
    table = np.zeros(sys.maxunicode + 1, np.uint16)
    for number, characters in enumerate(_SETS):
        for first, last, one in re.findall(r"(?s)(.)-(.)|(.)", characters):
            table[ord(first or one) : ord(last or one) + 1] |= np.uint16(1 << number)
    return table


def _replacement(rule: str, printed: str) -> str:
    if rule in _FIXED:
        return _FIXED[rule]
    if rule in {"quote", "mark"}:
        return _SIGNS[printed]
    return unicodedata.normalize("NFKC", printed)


def apply(text: str, changes: Sequence[Edit]) -> str:
    """``text`` with ``changes`` made, which is its normal form.

    >>> apply("５Ｇ时代", edits("５Ｇ时代"))
    '5G时代'
    """
    parts, done = [], 0
    for edit in changes:
        parts += [text[done : edit.start], edit.to]
        done = edit.end
    return "".join([*parts, text[done:]])
