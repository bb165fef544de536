"""The heads of articles that several short lines make: label, headline, subtitle, who wrote it.

On a page that marks anything a heading of a section stands alone. Where a marked line stands among
others that are no sentences, with a label above or who wrote the article below, an article begins;
and which line is what in it is told by all of them together.
"""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from juku.text.articles import labels, placed_labels
from juku.text.blocks import headlines, signatures
from juku.text.blocks.headlines import LONGEST_TITLE
from juku.text.bylines import bare_names
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.marks import DASHES, is_final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from juku.text.articles.displaced import Part
    from juku.text.blocks.headlines import Style
    from juku.text.blocks.lines import Line
    from juku.text.mending.seams import Seams

_MOST = 5
"""Lines of a head."""
_PEN_NAME = 3
"""Characters of a pen name, which may be any word."""


class Head(NamedTuple):
    """What a line is in the head of its article."""

    part: Part
    rule: str
    first: bool
    """The article begins with the line."""


class OfPage(NamedTuple):
    """What is known of the page."""

    style: Style
    seams: Seams
    known: Callable[[Line], bool]
    """Which lines are labels anyway."""
    early: AbstractSet[int]
    """Numbers of the headlines that were printed above the end of the article before."""


def find(flow: Sequence[Line], listed: AbstractSet[int], page: OfPage) -> dict[int, Head]:
    """The heads of the page, by the numbers of their lines; ``listed`` are those of lists."""
    style = page.style
    if style.plain_titles:
        return {}
    found: dict[int, Head] = {}
    for start, end in _runs(flow, listed):
        if style.bold_titles or not style.is_title(flow[start]):
            found |= _read(flow[start:end], flow[end], page)
        else:
            found |= _below(flow[start:end], flow[end], page)
    return found


def _runs(flow: Sequence[Line], listed: AbstractSet[int]) -> Iterator[tuple[int, int]]:
    """Where lines that are no sentences stand together, between paragraphs."""
    listed = listed - _signed_lists(flow, listed)
    start = 0
    for at, line in enumerate(flow):
        if _may_head(line) and line.number not in listed:
            continue
        while start < at and flow[start].kind == "credit":
            start += 1  # it closes the article above
        text = line.kind in ("dateline", "paragraph")
        if text and 1 < at - start <= _MOST and _may_begin(flow, start):
            yield start, at
        start = at + 1


def _signed_lists(flow: Sequence[Line], listed: AbstractSet[int]) -> set[int]:
    """Numbers of the lines that are listed with an author below them, as a head without marks."""
    found = set[int]()
    for of_list, group in groupby(flow, lambda line: line.number in listed):
        lines = list(islice(group, _MOST + 1)) if of_list else []
        if 2 < len(lines) <= _MOST and _is_author(lines[-1]):
            found.update(line.number for line in lines)
    return found


def _may_head(line: Line) -> bool:
    if line.forced is not None or line.dateline is not None:
        return False
    if line.kind == "credit":
        return signatures.is_authors(line)
    if line.kind == "heading":
        numbered = headlines.is_numbered(line.text) or headlines.is_section_number(line.text)
        return not numbered and len(line.text) <= LONGEST_TITLE
    return line.kind == "paragraph" and headlines.is_headline(line)


def _may_begin(flow: Sequence[Line], start: int) -> bool:
    """Whether nothing stands above, or what ends an article or is broken by another."""
    above = flow[start - 1] if start else None
    if above is None or above.kind == "credit" or is_final(above.text):
        return True
    return above.kind == "paragraph" and not headlines.is_headline(above, LONGEST_TITLE)


def _read(lines: Sequence[Line], text: Line, page: OfPage) -> dict[int, Head]:
    """What each line is of a run above ``text`` that heads an article; nothing of other runs."""
    signed, end = _signed(lines)
    said, authors = lines[:signed], lines[signed:end]
    over = _is_label(said[0], page) or _is_shorter(said, page.style)
    dated = text.is_dated() or said[0].number in page.early
    under = not over and (
        _is_label(said[-1], page) or (_is_short_below(said) and (bool(authors) or dated))
    )
    titles = said[over : len(said) - under]
    if over and not authors and _is_pen_name(titles, text, page.seams):
        titles, authors = titles[:-1], titles[-1:]
    if not (authors or under):
        titles = _less_unmarked(titles)  # each may be the half of a paragraph
    # A label of its own kind is no headline, and over a headline that is lost it has a mark.
    if any(map(page.known, titles)) or not (titles or (authors and said[0].level)):
        return {}
    if any(line.level for line in said):
        heads = over or bool(authors) or (under and dated)
    else:
        longer = under and len(titles[0].text) > 2 * len(said[-1].text)
        heads = ((over or under) and bool(authors)) or (longer and text.is_dated())
    if not heads or (said[0].level == 0 and page.seams.surely(said[0].text, text.text)):
        return {}
    label = said[:1] if over else said[-1:] if under else ()
    told = _parts(label, titles, authors, page.style)
    return {number: Head(*told[number], number == lines[0].number) for number in told}


def _below(lines: Sequence[Line], text: Line, page: OfPage) -> dict[int, Head]:
    """The label without a mark below a headline, and who wrote; marks tell the lines above."""
    marked = _less_unmarked(lines)
    tail = lines[len(marked) :]
    if not tail or not all(line.level for line in marked):
        return {}
    label, *authors = tail
    if not _is_label(label, page) or not all(map(_is_author, authors)):
        return {}
    if page.seams.surely(tail[-1].text, text.text):
        return {}
    found = {label.number: Head("column", "column-by-place", first=False)}
    credit = Head("credit", "credit-under-headline", first=False)
    return found | {line.number: credit for line in authors}


def _less_unmarked(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines without the last that have no mark."""
    count = len(lines)
    while count and not lines[count - 1].level:
        count -= 1
    return lines[:count]


def _signed(lines: Sequence[Line]) -> tuple[int, int]:
    """From where to where lines name who wrote the article; halves of its text may stand below."""
    end = len(lines)
    while end > 1 and not (lines[end - 1].level or _is_author(lines[end - 1])):
        end -= 1
    start = end
    # Above who wrote it a marked line is the headline, though a name may look like it: 杨梅雨.
    while (
        start > 1 and _is_author(lines[start - 1]) and not (lines[start - 1].level and start < end)
    ):
        start -= 1
    return (start, end) if start < end else (len(lines), len(lines))


def _is_pen_name(titles: Sequence[Line], text: Line, seams: Seams) -> bool:
    """Whether the last of several lines below a label names an author as nobody is called."""
    *others, last = titles
    if last.level or not any(line.level for line in others):
        return False
    short = len(last.text) <= _PEN_NAME and labels.is_bare(last.text)
    return short and not (text.is_dated() or seams.surely(last.text, text.text))


def _is_author(line: Line) -> bool:
    if line.kind == "credit":
        return True
    return bool(bare_names.alone(line.text) or bare_names.placed(fold(line.text)))


def _is_label(line: Line, page: OfPage) -> bool:
    """Whether a line may be a label: a few characters with no mark, or with none of headlines."""
    if page.known(line) or line.number in page.early:
        return line.number not in page.early
    if labels.is_of_work(line.text):
        return False
    if line.level:
        return placed_labels.may_be(line, page.style) and not bare_names.alone(line.text)
    return line.kind == "paragraph" and labels.is_short(line)


def _is_shorter(said: Sequence[Line], style: Style) -> bool:
    """Whether a few characters in bold stand over a headline in bold, where all are."""
    if not style.bold_titles or len(said) < 2:
        return False
    alike = said[0].level == said[1].level > 0
    return alike and labels.is_short(said[0]) and len(said[1].text) > 2 * len(said[0].text)


def _is_short_below(said: Sequence[Line]) -> bool:
    """Whether a few characters in bold stand below a line of more than twice their length."""
    *others, last = said
    if not (last.level and labels.is_short(last)) or labels.is_of_work(last.text):
        return False
    return any(len(line.text) > 2 * len(last.text) for line in others)


def _main(titles: Sequence[Line], style: Style) -> Line | None:
    """The headline: the line marked as such, or that above a subtitle with dashes, or the first."""
    said = [line for line in titles if not line.text.startswith(DASHES)]
    marked = [line for line in said if style.is_title(line)]
    dashed = len(said) < len(titles)
    return next(iter(marked or (said[-1:] if dashed else said)), None)


def _parts(
    label: Sequence[Line], titles: Sequence[Line], authors: Sequence[Line], style: Style
) -> dict[int, tuple[Part, str]]:
    """The part of each line of a head, and the rule that tells it."""
    main = _main(titles, style)
    found: dict[int, tuple[Part, str]] = {}
    for line in titles:
        if line is main:
            found[line.number] = "title", "headline-marked" if line.level else "headline-plain"
        elif main is not None and main.number not in found:
            found[line.number] = "subtitle", "subtitle-over-headline"
        else:
            rule = "subtitle-under-headline" if line.level else "subtitle-plain"
            found[line.number] = "subtitle", rule
    found |= dict.fromkeys((line.number for line in label), ("column", "column-by-place"))
    found |= dict.fromkeys((line.number for line in authors), ("credit", "credit-under-headline"))
    return found
