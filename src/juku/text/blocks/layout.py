"""A page cut into pieces that tile it: lines and the marks on them, each with a first kind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku.text.blocks.furniture import furniture, jumped, jumps_inside
from juku.text.blocks.plain import DATELINE_SIGN, INVISIBLE, RULED, WITHIN, is_plain
from juku.text.bylines import captions, inline_authors
from juku.text.bylines.byline import dateline_end, is_credit
from juku.text.bylines.byline_signs import BRACKETS

if TYPE_CHECKING:
    from juku.records import Correction, Kind

_EDGE = re.compile(rf"[\s{INVISIBLE}]+")
_TOPIC = r"#[^\s#][^#]*#"
"""What is talked of, between two marks (#改革开放#引热议): text, though it begins a line."""
_HEADING = re.compile(rf"#{{1,6}}(?=[\s#]|$)(?:(?!(?<=\s){_TOPIC})[#\s])*")
_HASH_TIGHT = re.compile(rf"(?!{_TOPIC}|#[^#]*。[”’」』）)]*$)#{{1,6}}(?=[^\s#])")
"""A mark without a blank behind it; before a sentence one alone is the sentence's (#MeToo…。)."""
_OF_WORD = re.compile(r"(?<=[^#\s])#(?!#)")
"""A mark that ends a word (C#, #改革开放#), where one that closes a headline has a blank before."""
_RULE_LINE = re.compile(rf"[{RULED}\s]{{3,}}")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]+(?:\s+\"[^\"]*\")?\)")
_OF_PAGE = ("furniture-date", "furniture-page-number", "furniture-editor", "furniture-jump-line")
"""Rules of what a page prints in bold too, where no heading says the same."""
_JUMP = "furniture-jump-line"
_OPENS_JUMP = frozenset("（(【[［")
BOLD = 7
"""Level of a line printed in bold; 1 to 6 are those of ``#``; 0 is running text."""
LONGEST_HEADLINE = 300
"""Characters of what a mark may say to be a headline."""


@dataclass(slots=True)
class Piece:
    """A block of the ledger while it is being decided."""

    start: int
    end: int
    kind: Kind
    rule: str
    line: int
    """Number of its line, from 0."""
    level: int = 0
    text: str = ""
    """Its characters, for content; empty for markup and blanks."""
    indents: bool = False
    """A blank that sets in the line after it."""
    goes_on: bool = False
    """The second part of a byline that a wrap tore in two."""
    article: int | None = None
    paragraph: int | None = None
    forced: Correction | None = None
    """The curation row that says what it is."""
    joins: Piece | None = None
    repeat_of: Piece | None = None


def cut(text: str) -> list[Piece]:
    """The pieces of ``text``, in order, without gap or overlap."""
    pieces: list[Piece] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        content = line.strip()
        if content and (content[0] in INVISIBLE or content[-1] in INVISIBLE):
            content = _strip_invisible(content)
        if content:
            start = at
            if line[0] != content[0]:
                start += line.index(content)
                _blank(pieces, at, start, number)
                pieces[-1].indents = line[0] in " \t\u3000"
            end = start + len(content)
            if is_plain(content):
                pieces.append(Piece(start, end, "paragraph", "running-text", number, 0, content))
                at += len(line)
                if end < at:
                    pieces.append(Piece(end, at, "blank", "white-space", number))
            else:
                _cut_line(pieces, content, start, number)
                at += len(line)
                _blank(pieces, end, at, number)
        else:
            _blank(pieces, at, at + len(line), number)
            at += len(line)
    return pieces


def _strip_invisible(content: str) -> str:
    found = _EDGE.match(content)
    content = content[found.end() :] if found else content
    end = len(content)
    while end and (content[end - 1].isspace() or content[end - 1] in INVISIBLE):
        end -= 1
    return content[:end]


def _blank(pieces: list[Piece], start: int, end: int, line: int) -> None:
    if start == end:
        return
    if pieces and pieces[-1].kind == "blank":
        pieces[-1].end = end
    else:
        pieces.append(Piece(start, end, "blank", "white-space", line))


def _cut_line(pieces: list[Piece], content: str, at: int, line: int) -> None:
    first = content[0]
    if first == "#":
        found = _HEADING.match(content) or _HASH_TIGHT.match(content)
        if found:
            _cut_heading(pieces, content, at, line, found.end())
            return
    if first == "*" and _cut_bold(pieces, content, at, line):
        return
    if first == "!" and _IMAGE.fullmatch(content):
        pieces.append(Piece(at, at + len(content), "markup", "image-mark", line))
        return
    if first in RULED and _RULE_LINE.fullmatch(content):
        pieces.append(Piece(at, at + len(content), "markup", "rule-line", line))
        return
    if "**" in content:
        _cut_emphasis(pieces, content, at, line)
        return
    _cut_plain(pieces, content, at, line)


def _cut_heading(pieces: list[Piece], content: str, at: int, line: int, mark: int) -> None:
    level = content[:mark].count("#")
    end = len(content.rstrip("# \t")) if mark < len(content) else mark
    if _OF_WORD.match(content, end):
        end += 1
    pieces.append(Piece(at, at + mark, "markup", "heading-mark", line))
    inner, start = content[mark:end], at + mark
    if inner.startswith("**") and inner.endswith("**") and len(inner) > 4:
        pieces.append(Piece(start, start + 2, "markup", "bold-mark", line))
        _content(pieces, inner[2:-2], start + 2, line, level)
        pieces.append(Piece(at + end - 2, at + end, "markup", "bold-mark", line))
    elif inner:
        _content(pieces, inner, start, line, level)
    if end < len(content):
        pieces.append(Piece(at + max(end, mark), at + len(content), "markup", "heading-mark", line))


def _content(pieces: list[Piece], inner: str, at: int, line: int, level: int) -> None:
    """A headline, less white space at its edges, which goes to the ledger as blank.

    What is too long for one is text: every sentence below would have a copy of it.

    Who wrote the article may be marked as what stands under a headline is.
    """
    text = inner.strip()
    start = at + inner.index(text)
    _blank(pieces, at, start, line)
    if text:
        if 1 < level < BOLD and is_credit(text):
            pieces.append(Piece(start, start + len(text), "credit", "credit", line, 0, text))
        elif len(text) > LONGEST_HEADLINE:
            end = start + len(text)
            pieces.append(Piece(start, end, "paragraph", "running-text", line, 0, text))
        else:
            end = start + len(text)
            pieces.append(Piece(start, end, "heading", "heading-mark", line, level, text))
    _blank(pieces, start + len(text), at + len(inner), line)


def _cut_bold(pieces: list[Piece], content: str, at: int, line: int) -> bool:
    """A line that begins in bold: all of it, or its dateline."""
    if not content.startswith("**"):
        return False
    close = content.find("**", 2)
    inner = content[2:close]
    if close < 3 or not inner.strip():
        return False
    if close + 2 == len(content):
        pieces.append(Piece(at, at + 2, "markup", "bold-mark", line))
        if dateline_end(inner) == len(inner) and inner[0] not in BRACKETS:
            pieces.append(Piece(at + 2, at + close, "dateline", "dateline-bold", line, 0, inner))
        elif is_credit(inner):
            pieces.append(Piece(at + 2, at + close, "credit", "credit", line, 0, inner))
        elif (rule := furniture(inner)) in _OF_PAGE:
            pieces.append(Piece(at + 2, at + close, "furniture", rule, line, 0, inner))
        else:
            _content(pieces, inner, at + 2, line, BOLD)
        pieces.append(Piece(at + close, at + close + 2, "markup", "bold-mark", line))
        return True
    if dateline_end(inner) != len(inner) and not _are_bold_authors(inner, content[close + 2 :]):
        return False
    pieces.append(Piece(at, at + 2, "markup", "bold-mark", line))
    pieces.append(Piece(at + 2, at + close, "dateline", "dateline-bold", line, 0, inner))
    _cut_behind_bold(pieces, content, at, line, inner)
    return True


def _are_bold_authors(inner: str, rest: str) -> bool:
    """Whether what is bold at a line's beginning are authors, and text stands behind a blank."""
    return inline_authors.may_be(inner + rest) and dateline_end(inner + rest) == len(inner)


def _cut_behind_bold(pieces: list[Piece], content: str, at: int, line: int, inner: str) -> None:
    """What follows a bold dateline: a colon or reporters that are of it, and the text."""
    close = len(inner) + 2
    rest = close + 2
    if content[rest] in ":：":
        pieces.append(Piece(at + close, at + rest, "markup", "bold-mark", line))
        dateline = rest + 1
    else:
        while content[rest].isspace():
            rest += 1
        pieces.append(Piece(at + close, at + rest, "markup", "bold-mark", line))
        people = dateline_end(inner + content[rest:]) - len(inner)
        dateline = rest + people if people > 0 and content[rest] in "（(" else rest
    if dateline > rest:
        text = content[rest:dateline]
        pieces.append(Piece(at + rest, at + dateline, "dateline", "dateline", line, 0, text))
        rest = len(content) - len(content[dateline:].lstrip())
        _blank(pieces, at + dateline, at + rest, line)
    if rest < len(content):
        _cut_emphasis(pieces, content[rest:], at + rest, line)


def _cut_emphasis(pieces: list[Piece], content: str, at: int, line: int) -> None:
    """Running text in which pairs of ``**`` are taken off; one without its mate is text."""
    parts = content.split("**")
    if len(parts) % 2 == 0:
        parts[-2:] = ["**".join(parts[-2:])]
    for number, part in enumerate(parts):
        if number:
            pieces.append(Piece(at, at + 2, "markup", "bold-mark", line))
            at += 2
        if part:
            _text(pieces, part, at, line)
            at += len(part)


def _text(pieces: list[Piece], part: str, at: int, line: int) -> None:
    """Running text; a jump that stands in it is cut out, and the text goes on around it."""
    done = 0
    for start, end in jumps_inside(part):
        _running_text(pieces, part, done, start, at, line)
        said = part[start:end]
        pieces.append(Piece(at + start, at + end, "furniture", _JUMP, line, 0, said))
        done = end
    _running_text(pieces, part, done, len(part), at, line)


def _running_text(pieces: list[Piece], part: str, start: int, end: int, at: int, line: int) -> None:
    """A stretch of a text as one piece, with the blanks that a jump beside it leaves set apart."""
    if (start, end) == (0, len(part)):
        pieces.append(Piece(at, at + end, "paragraph", "running-text", line, 0, part))
        return
    text = part[start:end]
    first = start + (len(text) - len(text.lstrip()) if start else 0)
    last = end - (len(text) - len(text.rstrip()) if end < len(part) else 0)
    if first >= last:
        _blank(pieces, at + start, at + end, line)
        return
    _blank(pieces, at + start, at + first, line)
    said = part[first:last]
    pieces.append(Piece(at + first, at + last, "paragraph", "running-text", line, 0, said))
    _blank(pieces, at + last, at + end, line)


def _less_credit(content: str) -> int:
    """Where the credit or the jump line begins that ends a paragraph; its length without one."""
    opens = max(content.rfind(bracket) for bracket in "（(【〔［[")
    before = content[: max(opens, 0)].rstrip()
    if not before:
        return len(content)
    end = content[opens:]
    ends = furniture(end)
    if ends == _JUMP:
        return opens
    if before[-1] in "。！？”’…）" and (ends or is_credit(end)):
        return len(content) if captions.taken_by(content) else opens
    return len(content)


def _cut_plain(pieces: list[Piece], content: str, at: int, line: int) -> None:
    if _cut_whole(pieces, content, at, line):
        return
    lead = jumped(content) if content[0] in _OPENS_JUMP else 0
    if lead:
        _cut_whole(pieces, content[:lead], at, line)
        text = content[lead:].lstrip()
        start = at + len(content) - len(text)
        _blank(pieces, at + lead, start, line)
        content, at = text, start
    body = _less_credit(content) if content[-1] in "）)】〕］]" else len(content)
    if body == len(content):
        _cut_running(pieces, content, at, line)
        return
    text = content[:body].rstrip()
    _cut_running(pieces, text, at, line)
    _blank(pieces, at + len(text), at + body, line)
    _cut_whole(pieces, content[body:], at + body, line)


def _cut_whole(pieces: list[Piece], content: str, at: int, line: int) -> bool:
    """A line that is all furniture or all credit."""
    kind: Kind = "furniture"
    rule = furniture(content)
    if rule is None and is_credit(content):
        alone = content[0] not in BRACKETS and dateline_end(content) == len(content)
        kind = rule = "dateline" if alone else "credit"
    if rule is None:
        return False
    pieces.append(Piece(at, at + len(content), kind, rule, line, 0, content))
    return True


def _cut_running(pieces: list[Piece], content: str, at: int, line: int) -> None:
    """Running text, perhaps behind a dateline."""
    signed = content[0] == "【" or DATELINE_SIGN.search(content, 0, WITHIN)
    mark = dateline_end(content) if signed or inline_authors.may_be(content) else 0
    if not mark:
        _text(pieces, content, at, line)
        return
    pieces.append(Piece(at, at + mark, "dateline", "dateline", line, 0, content[:mark]))
    rest = content[mark:].lstrip()
    start = at + len(content) - len(rest)
    _blank(pieces, at + mark, start, line)
    if rest:
        _text(pieces, rest, start, line)
