"""A paragraph split into sentences, as a reader would.

What ends a sentence: 。！？, their half-width and ASCII forms, and an ellipsis (…… or ......) that
nothing carries on: no comma, no 等, nor, behind a list, what sums it up (样样都有). Marks that
follow each other are one end; closing quotation marks and brackets and a reference such as [1] stay
with their sentence. A full stop does not end one after an abbreviation or an initial (Mr. X, U.S.),
in a number, a version or an address (3.5, v2.0).
Sentences inside a quotation are split too. There is no stack of open marks, so that one that is
never closed can swallow nothing.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from juku.records import Span
from juku.text.arrays.flat import Spans, offsets_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from re import Match

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

_CLOSE = "”’」』）)〕】》〉﹂﹄)\\]}＂＇\"'"
_QUOTED = '”」﹂＂"'
"""What closes a quotation, whichever marks it is printed with."""
_HAN = "\u3400-\u9fff"
_GOES_ON = "，、；：，:,;:）)》〉」』”’％%"
"""What carries a sentence on after any end, perhaps behind blanks."""
_SIGNS = "。！？｡!?….．"
_NOT_BEHIND_SURE = rf"[{_SIGNS}{_CLOSE}\[\s{_GOES_ON}]"
_SURE_END = rf"(?<=[。！？])(?!{_NOT_BEHIND_SURE})()"
"""A mark alone, before what neither belongs to it nor carries the sentence on: group 1."""
_ANY_END = (
    # A run of marks; a lone full stop only where white space, a Chinese character, an opening
    # mark or the end of the text follows.
    r"(?:(?<=[。！？｡!?…])|(?<=\.)\.{2,}"
    rf"|(?<=\.)(?<!\.\.)(?=[{_CLOSE}\s{_HAN}“‘「『（(【《]|$)|(?<=．)(?=[{_CLOSE}]*(?:\s|$)))"
    rf"[。！？｡!?….]*[{_CLOSE}]*(?:\[[^\[\]\n]{{1,12}}\])*"
)
_END = re.compile(rf"[{_SIGNS}](?:{_SURE_END}|{_ANY_END})")
_CARRIED_ON = re.compile(rf"[ \t]*[{_GOES_ON}]")
_CARRIED_BY_WORD = re.compile(r"[ \t]*(?:的(?![确士])|等(?![到待候])|之类|一类)")
"""After an ellipsis or a closing mark: so does it here."""
_LONGEST_ITEM = 13
"""Characters of the last of a list, with the mark before it."""
_LISTED = re.compile("、[^，。！？；：、]+$")
"""Ends a list."""
_SUMMED_UP = re.compile(
    "[ \\t]*(?:(?:样样|樣樣|件件|个个|個個|种种|種種)(?:都|皆|俱全|具备|具備|不缺)"
    "|应有尽有|應有盡有|一应俱全|一應俱全|琳琅满目|琳瑯滿目|琳琅滿目|数不胜数|數不勝數|不一而足"
    "|[都皆均](?!市)|全都|无不|無不|无一|無一)"
)
"""After the ellipsis of a list: says something of all of it, and carries the sentence on."""
_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z])(?:[A-Za-z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|St|Jr|Sr|No|Nos|Vol|vs|pp|"
    r"Mt|Ft|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Hon|Rev|Fig|Eq|al|cf|ca|approx|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec)$"
)
_COMPANY = re.compile(r"(?:^|[^A-Za-z])(?:Inc|Ltd|Co|Corp|etc|Jr|Sr)$")
_SURE = frozenset("。！？")
_MARK, _SURE_MARK, _NOT_BEHIND, _BLANK, _QUOTE_ENDS, _NOT_BEHIND_QUOTE, _POINT, _AFTER_POINT = (
    np.uint8(1 << n) for n in range(8)
)
_LAST = np.uint32(0xFFFF)
"""Stands for every code point beyond it; none of them is a mark or a blank."""


def split(text: str) -> list[Span]:
    """The sentences of one paragraph, in order, without the white space around them.

    >>> text = "“你去吗？”他问。3.5万人去了……等等。"
    >>> [span.of(text) for span in split(text)]
    ['“你去吗？”', '他问。', '3.5万人去了……等等。']
    """
    spans: list[Span] = []
    start, limit, odd, counted = 0, len(text), False, 0
    straight = '"' in text
    for found in _END.finditer(text):
        end = found.end()
        if end <= start:
            continue
        if found.lastindex:
            while text[start].isspace():
                start += 1
            spans.append(Span(start, end))
            start = end
            continue
        if straight:
            end = _before_opening(text, found, odd ^ (text.count('"', counted, found.start()) & 1))
            odd ^= bool(text.count('"', counted, end) & 1)
            counted = end
        if end == limit or _ends(text, found, end):
            _add(text, start, end, spans)
            start = end
    if start < limit:
        _add(text, start, limit, spans)
    return spans


def split_all(texts: Sequence[str]) -> Spans:
    """What ``split`` gives for each text.

    Most paragraphs have no marks but such as end a sentence for sure, alone or before the end of
    a quotation, or points within a number or an address, and no white space around them. These are
    cut all at once.

    >>> split_all(["他去了。我来。", "3.5万人去了"])
    [[Span(start=0, end=4), Span(start=4, end=7)], [Span(start=0, end=7)]]
    """
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    # Behind each stands a line feed, and one more at the end, for what is asked of the next two.
    ends = np.cumsum(sizes + 1) - 1
    begins = ends - sizes
    signs = _signs().take(_codes("\n".join([*texts, "", ""])), mode="clip")
    marks = np.flatnonzero(signs & _MARK != 0)
    marks = marks[(signs[marks] & _POINT == 0) | (signs[marks + 1] & _AFTER_POINT == 0)]
    of = np.searchsorted(ends, marks)
    quoted = signs[marks + 1] & _QUOTE_ENDS != 0
    stops = marks + 1 + quoted
    carried = signs[stops] & np.where(quoted, _NOT_BEHIND_QUOTE, _NOT_BEHIND) != 0
    plain = (sizes > 0) & ((signs[begins] | signs[ends - 1]) & _BLANK == 0)
    plain[of[(carried & (stops < ends[of])) | (signs[marks] & _SURE_MARK == 0)]] = False
    others = Spans.of(list(map(split, compress(texts, (~plain).tolist()))))
    return Spans.merged(plain, _cut(stops[plain[of]], begins[plain], ends[plain]), others)


def _cut(stops: Ints, begins: Ints, ends: Ints) -> Spans:
    """The sentences of plain texts that start and end at such places of all, and stop at such."""
    is_stop = np.zeros(ends.max(initial=0) + 1, np.bool_)
    is_stop[stops] = is_stop[ends] = True
    stops = np.flatnonzero(is_stop)
    of = np.searchsorted(ends, stops)
    starts = np.concatenate((begins[of[:1]], stops[:-1]))
    first = np.flatnonzero(np.diff(of, prepend=-1))
    starts[first] = begins[of[first]]
    counts = np.bincount(of, minlength=len(ends))
    return Spans(offsets_of(counts), starts - begins[of], stops - begins[of])


def _codes(text: str) -> NDArray[np.uint16]:
    """The code point of each character, or ``_LAST`` for those beyond it, which few texts have."""
    codes: NDArray[np.uint16] = np.frombuffer(text.encode("utf-16-le"), "<u2")
    if len(codes) != len(text):
        every = np.frombuffer(text.encode("utf-32-le"), "<u4")
        codes = np.minimum(every, _LAST).astype(np.uint16)
    return codes


@cache
def _signs() -> NDArray[np.uint8]:
    """Of each code point up to ``_LAST``, what its character is to ``split_all``."""
    every = "".join(map(chr, range(int(_LAST) + 1)))
    made = np.zeros(len(every), np.uint8)
    for sign, pattern in (
        (_MARK, f"[{_SIGNS}]"),
        (_SURE_MARK, f"[{''.join(sorted(_SURE))}]"),
        (_NOT_BEHIND, _NOT_BEHIND_SURE),
        (_BLANK, r"\s"),
        (_QUOTE_ENDS, "[”」﹂＂]"),
        (_NOT_BEHIND_QUOTE, rf"{_NOT_BEHIND_SURE}|[的等之一]"),
        (_POINT, r"\."),
        # Before these no full stop ends a sentence: 3.5, v2.0, a.com.
        (_AFTER_POINT, "[0-9A-Za-z]"),
    ):
        made[[found.start() for found in re.finditer(pattern, every)]] |= sign
    return made


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    piece = text[start:end].lstrip()
    start = end - len(piece)
    end = start + len(piece.rstrip())
    if start < end:
        spans.append(Span(start, end))


def _before_opening(text: str, found: Match[str], odd: bool | int) -> int:
    """The end of the match, or the straight quotation mark in it that opens the next quotation."""
    end = found.end()
    at = text.find('"', found.start(), end)
    while at >= 0:
        if not odd:
            return at
        odd = False
        at = text.find('"', at + 1, end)
    return end


def _ends(text: str, found: Match[str], end: int) -> bool:
    """Whether the marks found end a sentence, with more text after them."""
    first = text[found.start()]
    if "》" in text[found.start() : end] and text[end - 1] not in _QUOTED:
        return False
    if _CARRIED_ON.match(text, end):
        return False
    if first in _SURE and end - found.start() == 1:
        return True
    if first == "." and end - found.start() < 3 and not text.startswith("...", found.start()):
        return _full_stop_ends(text, found.start(), end)
    if first in "!?" and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
        return False
    return not (_CARRIED_BY_WORD.match(text, end) or _is_summed_up(text, found.start(), end))


def _is_summed_up(text: str, ellipsis: int, end: int) -> bool:
    """Whether an ellipsis ends a list that its sentence goes on to sum up: 笔、墨……样样都有."""
    if _SUMMED_UP.match(text, end) is None:
        return False
    return _LISTED.search(text, max(0, ellipsis - _LONGEST_ITEM), ellipsis) is not None


def _full_stop_ends(text: str, dot: int, end: int) -> bool:
    before = text[max(0, dot - 12) : dot]
    if not before or before[-1].isspace() or (before[-1].isdecimal() and _is_list_number(before)):
        return False
    rest = text[end : end + 8].lstrip()
    if _ABBREVIATION.search(before) and not _is_han(before[-1]):
        return False
    if _COMPANY.search(before):
        return bool(rest) and rest[0].isupper()
    return not rest[:1].islower()


def _is_list_number(before: str) -> bool:
    """A number that stands alone before its full stop: the 1. of a list."""
    number = before.rstrip("0123456789.")
    return not number or number[-1].isspace() or number[-1] in "。！？；;"


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
