"""How a page marks headlines and headings, and which lines could be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku.text.blocks.layout import BOLD
from juku.text.vocabulary.marks import DASHES, DAY_IN_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.blocks.lines import Line

_LONGEST = 40
LONGEST_TITLE = 48
"""Han characters of a headline where an article begins and nothing is marked."""
_MOST = 3
"""Lines that are looked at below the first of a headline."""
_LONGEST_DASHED = 60
"""Characters of a subtitle behind dashes."""
_NO_SUBTITLE = re.compile(r"[。，、；：…,;:]$|[。；]")
_SHORT = 24
"""Characters of the label of a column with the marks around it, fewer than these."""
_AROUND_LABEL = "【】〖〗［］[]〔〕■□◆●▲★| \u3000·:："
_INNER_END = re.compile(r"[！？!?].")
_NUMBERED = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|[（(][0-9]{1,2}[）)]|[0-9]{1,2}(?:[、．]|\.(?![0-9]))"
)
_LONGEST_NUMBER = 5
_SECTION_NUMBER = re.compile(
    "[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}|[Ⅰ-Ⅻ]"
)
_NO_HEADLINE = re.compile(
    r"[。，、；：…,;:—]$|。|^[，。、；：！？）》”’]|^(?:[问問答]|[记記]者|主持人)[：:]|(?:^|[：:，,])[“「][^”」]*[！？!?][”」]$"
    rf"|(?:[ \u3000\t]+[+-]?[0-9.,]+[%％]?){{2}}$|^{DAY_IN_WORDS}$"
)
"""What no headline ends with, has in it or begins with; what is all that somebody said; a row of
figures; a day that closes a letter."""


@dataclass(frozen=True, slots=True)
class Style:
    """What marks mean on one page."""

    title_level: int
    """1 to 6 where headlines have ``#``; BOLD where they are bold; 0 where nothing is marked."""
    headings_marked: bool
    indented: bool
    """Paragraphs begin with white space."""

    @property
    def bold_titles(self) -> bool:
        """No ``#`` marks the headlines, so that bold may."""
        return self.title_level == BOLD

    @property
    def plain_titles(self) -> bool:
        """Nothing is marked."""
        return self.title_level == 0

    def is_title(self, line: Line | None) -> bool:
        """Whether the line is marked as headlines of articles are."""
        return line is not None and line.level == self.title_level > 0


def is_label(text: str, columns: AbstractSet[str]) -> bool:
    """Whether a line is the label of a column, perhaps in brackets or behind a bullet.

    >>> is_label("【新华视点】", {"新华视点"}), is_label("新华视点记者", {"新华视点"})
    (True, False)
    """
    if not columns:
        return False
    return text in columns or (len(text) < _SHORT and text.strip(_AROUND_LABEL) in columns)


def style(flow: Sequence[Line], columns: AbstractSet[str]) -> Style:
    """How the page of these lines marks its headlines."""
    marked = [line for line in flow if line.level]
    levels = {line.level for line in marked if not is_label(line.text, columns)}
    level = min(levels, default=0)
    if 1 < level < BOLD and not _opens_articles(flow, level, columns):
        level = BOLD if BOLD in levels else 0
    if level == BOLD and not _opens_articles(flow, BOLD, columns):
        level = 0
    headings = any(line.level != level for line in marked) and _marks_headings(flow, level, columns)
    return Style(level, headings, _sets_in(flow))


def _sets_in(flow: Sequence[Line]) -> bool:
    """Whether most paragraphs are set in, and there are more than two."""
    indented = sum([line.kind == "paragraph" for line in flow if line.indented])
    return indented > 0 and 2 * indented > sum(line.kind == "paragraph" for line in flow) > 2


def _marks_headings(flow: Sequence[Line], level: int, columns: AbstractSet[str]) -> bool:
    """Whether lines within stories are marked, and not only what stands around headlines."""
    under = False
    for line, after in zip(flow, (*flow[1:], None), strict=False):
        title = line.level == level > 0
        over = after is not None and after.level == level > 0
        under = title or (under and line.level > 0)
        if line.level and not (under or over) and not is_label(line.text, columns):
            return True
    return False


def _opens_articles(flow: Sequence[Line], level: int, columns: AbstractSet[str]) -> bool:
    """Whether a heading of this level stands where an article begins."""
    before: Line | None = None
    for at, line in enumerate(flow):
        if line.level == level and not (before and before.kind == "heading"):
            if before is None or before.kind == "credit" or is_label(before.text, columns):
                return True
            # A headline may have several lines.
            below = next((one for one in flow[at + 1 : at + 1 + _MOST] if one.level != level), None)
            if below is not None and below.dateline:
                return True
        before = line
    return False


def is_headline(line: Line, longest: int = _LONGEST) -> bool:
    """Whether a line with no mark could be a headline by its words."""
    text = line.text
    if line.dateline is not None or not 2 <= len(text) <= 2 * longest or "。" in text:
        return False
    length = han_length(text) if longest == LONGEST_TITLE else len(text)
    return length <= longest and _NO_HEADLINE.search(text) is None


def han_length(text: str) -> int:
    """The length of a line in Han characters: one is as wide as two Latin letters.

    >>> han_length("小偷在ATM前偷走$26,750"), han_length("进博会")
    (11, 3)
    """
    return len(text) - len(text.encode("ascii", "ignore")) // 2


def is_numbered(text: str) -> bool:
    """Whether a line begins with the number of a section, as no headline of an article does.

    >>> is_numbered("一、政策持续加力"), is_numbered("（三）下一步"), is_numbered("一张蓝图绘到底")
    (True, True, False)
    """
    return _NUMBERED.match(text) is not None


def is_section_number(text: str) -> bool:
    """Whether a line is the number of a section and nothing else, as essays like to have them.

    >>> is_section_number("一"), is_section_number("（三）"), is_section_number("一张")
    (True, True, False)
    """
    return len(text) <= _LONGEST_NUMBER and _SECTION_NUMBER.fullmatch(text) is not None


def is_heading(line: Line) -> bool:
    """Whether a line with no mark could head a section: an outcry heads none."""
    text = line.text
    spoken = text[-1] == "”" and "“" not in text
    return is_headline(line) and text[-1] not in "！!" and not (spoken or _INNER_END.search(text))


def is_subtitle(line: Line, title: Line) -> bool:
    """Whether the line after a headline can only be its subtitle."""
    if line.text.startswith(DASHES):
        return line.kind == "heading" or is_dashed(line)
    return title.level < line.level < BOLD and title.level < BOLD


def is_dashed(line: Line) -> bool:
    """Whether a line without a mark has the dashes of a subtitle before it, and is no sentence."""
    text = line.text
    return (
        text.startswith(DASHES)
        and len(text) <= _LONGEST_DASHED
        and line.dateline is None
        and _NO_SUBTITLE.search(text) is None
    )


def jumps(lines: Sequence[Line]) -> tuple[set[int], set[int]]:
    """Numbers of the lines that go on elsewhere, and of those that began elsewhere.

    下转第4版 stands behind the first, 上接第1版 before the second.
    """
    turned: set[int] = set()
    back: set[int] = set()
    before: Line | None = None
    came = False
    for line in lines:
        if line.aside:
            continue
        if line.kind != "furniture":
            if came:
                back.add(line.number)
            before, came = line, False
        elif line.parts[0].rule == "furniture-jump-line":
            came = came or "接" in line.text
            if before is not None and "转" in line.text:
                turned.add(before.number)
    return turned, back
