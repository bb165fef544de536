"""Lines that a page prints a second time, whole or in part, told from what was meant to return.

Every line is looked up by itself, by its last and by its first characters, so that the work grows
with the page and not with its square.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from juku.text.mending import above_copies, headlines_again, shown
from juku.text.vocabulary.marks import is_final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams

_KEY = 6
"""Characters at its end or beginning by which a line is looked up; shorter ones are no parts."""
_APART = 8
"""Lines within which both halves of a broken paragraph are looked for."""
_HIGHEST = 3
"""Lines of the highest headline between a half and a copy."""
_CANDIDATES = 4
"""How many earlier lines with the same key are compared."""
_UNMEANT = 30
"""Characters from which a line that returns was not meant to: longer than slogans and refrains."""
_FIRST_SENTENCE = 16
"""Characters of a sentence that begins two paragraphs, and is one of them, by no chance."""
_SENTENCE = 20
"""Characters of a sentence that no refrain has."""
_TORN = 10
"""The same for the last part of a line, cut where nothing in it pauses."""
_CLAUSE = 12
"""The same, cut behind a comma: a saying that returns stands behind a colon or a stop."""
_PAUSES = "。！？，、；：…“”‘’（）()《》!?,;:—｡ 　"


@dataclass(slots=True)
class _Index:
    whole: dict[str, int] = field(default_factory=dict)
    tails: dict[str, list[int]] = field(default_factory=dict)
    heads: dict[str, list[int]] = field(default_factory=dict)
    headlines: dict[str, int] = field(default_factory=dict)
    """Marked ones, of articles and of sections."""
    printed: list[str] = field(default_factory=list)
    """Every line with its dateline."""
    ends: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Of each copy that is a first part, or goes on behind one: of which line, and up to where."""
    broken: list[tuple[list[int], str]] = field(default_factory=list)
    """The lines of each paragraph that its second printing shows to be one, and its text."""

    def add(self, number: int, text: str) -> None:
        self.whole.setdefault(text, number)
        if len(text) >= _KEY:
            self.tails.setdefault(text[-_KEY:], []).append(number)
            self.heads.setdefault(text[:_KEY], []).append(number)


@dataclass(slots=True)
class _Copy:
    """What a line may print again."""

    of: int
    rule: str
    sure: bool
    """By itself long or torn enough."""


def find(lines: Sequence[Line], seams: Seams) -> None:
    """Set ``repeat_of`` and ``rule`` of the lines that are printed a second time.

    Where such a line shows what carries on an earlier one, that learns its ``rest``.
    """
    if _all_differ(lines):
        return
    printed = [line.printed(seams.page) for line in lines]
    rests = shown.seams(lines, printed)
    broken = [(chain, "".join(printed[one] for one in chain)) for chain in shown.chains(rests)]
    copies = _candidates(lines, seams, _Index(printed=printed, broken=broken))
    run: list[int] = []
    before: Line | None = None
    for line in lines:
        if line.kind == "furniture" or line.forced is not None:
            continue
        if line.number in copies or (run and _goes_along(lines, copies, run[-1], line)):
            run.append(line.number)
            continue
        _settle(lines, copies, run, before, line, seams)
        run = []
        before = line
    _settle(lines, copies, run, before, None, seams)
    for half, rest in rests.items():
        if not (lines[half].aside or lines[rest].aside):
            lines[half].rest = rest


def _all_differ(lines: Sequence[Line]) -> bool:
    """No two paragraphs begin or end alike, so that none can be printed again, whole or in part.

    And none is a marked headline printed again, nor is a headline.
    """
    texts = [line.text for line in lines if line.kind == "paragraph"]
    if not (
        len({text[:_KEY] for text in texts}) == len({text[-_KEY:] for text in texts}) == len(texts)
    ):
        return False
    marked = [line.text for line in lines if line.kind == "heading"]
    return len({*marked, *texts}) == len(marked) + len(texts)


def _candidates(lines: Sequence[Line], seams: Seams, index: _Index) -> dict[int, _Copy]:
    copies: dict[int, _Copy] = {}
    for line in lines:
        if (headline := _of_headline(index, line)) is not None:
            copies[line.number] = headline
            continue
        if line.kind != "paragraph" or (line.forced and line.forced.kind == "repeat"):
            continue
        text = index.printed[line.number]
        copy = _of_text(index, line, text) if line.forced is None else None
        if copy is None:
            index.add(line.number, line.text)
            if line.dateline:
                index.add(line.number, text)
            continue
        if copy.rule in ("repeat-head", "repeat-part"):
            begins = index.ends[line.number - 1][1] if copy.rule == "repeat-part" else 0
            index.ends[line.number] = copy.of, begins + len(text)
        copy.sure = (
            copy.sure
            or _is_half(lines, copy, line, seams)
            or _is_torn(index.printed[copy.of], text, seams)
        )
        copies[line.number] = copy
    return copies


def _of_text(index: _Index, line: Line, text: str) -> _Copy | None:
    """What a paragraph prints again, with its dateline or without it."""
    copy = _of_broken(index, line.number, text) or _earlier(index, text)
    copy = copy or (_earlier(index, line.text) if line.dateline else None)
    return copy or _next_part(index, line.number, text)


def _of_headline(index: _Index, line: Line) -> _Copy | None:
    """A marked headline or heading printed again, marked or not: what it parts must show it.

    Nothing needs to if it is as long as a paragraph and a sentence: such a one is in bold.
    """
    if line.forced is not None or line.dateline is not None or len(line.text) < _KEY:
        return None
    long = len(line.text) >= _UNMEANT and is_final(line.text)
    number = index.headlines.get(line.text)
    if line.kind == "heading":
        number = index.whole.get(line.text) if number is None and long else number
        index.headlines.setdefault(line.text, line.number)
    elif line.kind != "paragraph":
        return None
    return None if number is None else _Copy(number, "repeat-whole", long)


def _earlier(index: _Index, text: str) -> _Copy | None:
    number = index.whole.get(text)
    if number is not None:
        return _Copy(number, "repeat-whole", len(text) >= _UNMEANT)
    if len(text) < _KEY:
        return None
    for number in index.tails.get(text[-_KEY:], ())[-_CANDIDATES:]:
        copy = _as_tail(index.printed, number, text)
        if copy and (copy.sure or is_final(text)):
            return copy
    for number in index.heads.get(text[:_KEY], ())[-_CANDIDATES:]:
        copy = _as_head(index.printed, number, text)
        if copy:
            return copy
    return None


def _next_part(index: _Index, number: int, text: str) -> _Copy | None:
    """What stands in an earlier line behind the part of it that the line above prints again."""
    of, end = index.ends.get(number - 1, (0, 0))
    if not end or not index.printed[of].startswith(text, end):
        return None
    return _Copy(of, "repeat-part", len(text) >= _SENTENCE)


def _of_broken(index: _Index, number: int, text: str) -> _Copy | None:
    """A line that prints the seam of an earlier paragraph again, which a break parted."""
    for chain, whole in index.broken:
        if number <= chain[0] or number in chain or not _is_end(whole, text):
            continue
        begins = len(whole) - len(text) if whole.endswith(text) else 0
        of = next(one for one in reversed(list(_starts(index, chain))) if one[1] <= begins)
        if begins + len(text) > of[1] + len(index.printed[of[0]]):
            rule = "whole" if text == whole else "tail" if begins else "head"
            return _Copy(of[0], f"repeat-{rule}", len(text) >= _SENTENCE)
    return None


def _is_end(whole: str, text: str) -> bool:
    return whole.endswith(text) or whole.startswith(text)


def _starts(index: _Index, chain: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph, each with where in it that begins."""
    at = 0
    for one in chain:
        yield one, at
        at += len(index.printed[one])


def _is_half(lines: Sequence[Line], copy: _Copy, line: Line, seams: Seams) -> bool:
    """Whether it prints the second half of a sentence again, which no refrain is."""
    if not copy.of or len(line.text) < _SENTENCE or not is_final(line.text):
        return False
    before, first = lines[copy.of - 1], lines[copy.of]
    whole = before.kind == first.kind == "paragraph" and not is_final(before.text)
    return whole and (
        seams.torn(before.text, first.text)
        or (len(before.text) >= _UNMEANT and seams.carries_on(before.text, first.text))
    )


def _is_torn(earlier: str, text: str, seams: Seams) -> bool:
    """Whether it ends an earlier line from the midst of a word, or begins one up to there."""
    if len(text) >= len(earlier):
        return False
    if is_final(text):
        return earlier.endswith(text) and seams.torn(earlier[: -len(text)], text)
    return earlier.startswith(text) and seams.torn(text, earlier[len(text) :])


def _as_tail(printed: Sequence[str], number: int, text: str) -> _Copy | None:
    """The last part of an earlier line, or of an earlier paragraph that a break parted."""
    earlier = printed[number]
    if earlier.endswith(text):
        cut = earlier[-len(text) - 1]
        torn = cut not in _PAUSES or cut == "、" or not is_final(text)
        least = _TORN if torn else _CLAUSE if cut == "，" else _UNMEANT
        return _Copy(number, "repeat-tail", len(text) >= least)
    if text.endswith(earlier) and len(text) - len(earlier) >= 2:
        rest = text[: -len(earlier)]
        for first in range(number - 1, max(-1, number - _APART), -1):
            if printed[first].endswith(rest):
                whole = len(printed[first]) == len(rest)
                rule = "repeat-whole" if whole else "repeat-tail"
                return _Copy(first, rule, len(text) >= _UNMEANT)
    return None


def _as_head(printed: Sequence[str], number: int, text: str) -> _Copy | None:
    """The first part of an earlier line, long or broken off where it says nothing whole."""
    earlier = printed[number]
    if is_final(text) and len(text) >= _TORN and len(text) < len(earlier):
        sure = len(text) >= _FIRST_SENTENCE
        return _Copy(number, "repeat-head", sure) if earlier.startswith(text) else None
    if is_final(text) or len(text) < _TORN:
        return None
    if len(text) >= len(earlier) or not earlier.startswith(text):
        return None
    torn = earlier[len(text)] not in _PAUSES
    if torn or len(text) >= _SENTENCE:
        return _Copy(number, "repeat-head", torn and len(text) >= 2 * _TORN)
    return None


def _goes_along(lines: Sequence[Line], copies: dict[int, _Copy], last: int, line: Line) -> bool:
    """A heading or a credit printed again with the paragraph before it."""
    if line.kind not in ("heading", "credit") or last not in copies:
        return False
    source = copies[last].of + 1
    same = source < len(lines) and lines[source].kind == line.kind
    if same and lines[source].text == line.text and source != line.number:
        copies[line.number] = _Copy(source, "repeat-whole", sure=False)
        return True
    return False


def _settle(
    lines: Sequence[Line],
    copies: dict[int, _Copy],
    run: Sequence[int],
    before: Line | None,
    after: Line | None,
    seams: Seams,
) -> None:
    """Set a run of copies aside if one is sure, or if it lies between two halves."""
    if not run:
        return
    sure = any(copies[number].sure for number in run) or _in_order(lines, copies, run, seams)
    if len(run) == 1 and not sure:
        first = copies[run[0]].of
        whole = copies[run[0]].rule == "repeat-whole"
        sure = headlines_again.heads_nothing(lines, first, run[0], after) or (
            whole and headlines_again.is_one(lines, first, run[0])
        )
    if sure or _between(lines, run, before, after, seams):
        for number in run:
            lines[number].aside = True
            lines[number].repeat_of = copies[number].of
            lines[number].rule = copies[number].rule
        above_copies.set_aside(lines, run[0])


def _in_order(
    lines: Sequence[Line], copies: dict[int, _Copy], run: Sequence[int], seams: Seams
) -> bool:
    """Several copies of lines that followed each other: prose that a layout printed again."""
    run = [number for number in run if lines[number].kind != "credit"]
    sources = [copies[number].of for number in run]
    follow = all(one + 1 == other for one, other in pairwise(sources))
    lengths = [len(lines[number].text) for number in run]
    prose = all(
        is_final(lines[one].text) or seams.reads_on(lines[one].text, lines[other].text)
        for one, other in pairwise(run)
    )
    return (
        len(run) > 1 and follow and prose and sum(lengths) >= _UNMEANT and max(lengths) >= _SENTENCE
    )


def _between(
    lines: Sequence[Line],
    run: Sequence[int],
    before: Line | None,
    after: Line | None,
    seams: Seams,
) -> bool:
    before = _above_headlines(lines, before)
    if before is None or after is None or len(before.text) < _TORN:
        return False
    if before.kind != "paragraph" or after.kind != "paragraph" or len(after.text) < 2:
        return False
    last = lines[run[-1]].text
    if is_final(before.text):
        return False
    if not is_final(last):
        if last == before.text:
            return seams.torn(last, after.text) and seams.carries_on(last, after.text)
        nearer = seams.affinity(before.text, after.text) > seams.affinity(last, after.text)
        return nearer and seams.surely(before.text, after.text)
    return seams.carries_on(before.text, after.text)


def _above_headlines(lines: Sequence[Line], line: Line | None) -> Line | None:
    """The line itself, or that above it which a headline of so many lines parts from its rest."""
    for _ in range(_HIGHEST):
        if line is None or line.kind != "heading" or not line.number:
            break
        line = lines[line.number - 1]
    return line
