"""Whose a credit is: of the text above it, of the headline above it, or of the text below it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.blocks import headlines
from juku.text.blocks.headlines import LONGEST_TITLE
from juku.text.bylines import bare_names, byline
from juku.text.bylines.byline_signs import BRACKETS
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.tables import spelt_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.blocks.lines import Line

_OF_PAPER = re.compile(spelt_out("[记記]者|[讯訊]|[电電]|[编編][译譯辑輯]|整理|[来來]源"))
_TOOK_PART = re.compile("参与|整理|[编編]译|策划|统筹")
_OF_AUTHOR = re.compile(spelt_out("作者|整理"))
_ON_DAY = re.compile(r"\s*[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$")
"""Behind the body that gave a notice out, the day on which it did."""


def signs(flow: Sequence[Line], at: int) -> bool:
    """Whether a credit stands above the text that it is of: no headline follows, but prose."""
    if at + 1 >= len(flow) or flow[at].kind != "credit":
        return False
    then = flow[at + 1]
    if then.kind != "paragraph" or then.dateline is not None:
        return False
    return not headlines.is_headline(then, LONGEST_TITLE)


def is_authors(line: Line) -> bool:
    """Whether a line is one of authors as they stand under headlines, without brackets."""
    return line.kind == "credit" and line.text[0] not in BRACKETS and line.text[-1] not in "电電"


def is_readers(line: Line) -> bool:
    """Whether a credit names a writer who is no reporter, as below a letter to a paper."""
    said = byline.read(None, (line.text,))
    return _OF_PAPER.search(line.text) is None and not (said.agencies or said.photographers)


def is_of_another(flow: Sequence[Line], at: int) -> bool:
    """Whether a credit behind another names who wrote what stands below, whose headline is lost."""
    if at + 1 >= len(flow) or flow[at - 1].kind != "credit" or flow[at].kind != "credit":
        return False
    then = flow[at + 1]
    if then.dateline is None and not signs(flow, at):
        return False
    said, before = (byline.read(None, (line.text,)) for line in (flow[at], flow[at - 1]))
    if not said.reporters or said.photographers or names_helpers(flow[at]):
        return False
    return bool(before.reporters) or flow[at].text[0] not in BRACKETS


def names_helpers(line: Line) -> bool:
    """Whether a credit names those who had a part in what others wrote."""
    return _TOOK_PART.search(line.text) is not None


def is_told_of_author(line: Line) -> bool:
    """Whether a credit tells who its author is, whose name stands elsewhere."""
    return _OF_AUTHOR.search(line.text) is not None


def is_issuers(line: Line) -> bool:
    """Whether a line names the body that gave a notice out, perhaps with the day."""
    return bare_names.is_body(_ON_DAY.sub("", fold(line.text)))
