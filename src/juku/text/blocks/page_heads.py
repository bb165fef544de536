"""Lines that are known for a page's by what stands beside them.

A day alone, or the name of a section alone, could be anything; at the very top of a page, beside
the other and above a headline, they are its head. The paper's own name, the number of the page and
what the weather will be are a page's anywhere beside a line that says the day or the page; the
name also where it returns, and the weather where it parts a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from juku.text.blocks import ears, mastheads
from juku.text.vocabulary.folding import fold
from juku.text.vocabulary.marks import DASHES, is_final, is_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juku.text.blocks.layout import Piece

_RULE = "furniture-date"
_RELATED = re.compile("(?:相关|延伸|推荐|[热最]新?)(?:阅读|新闻|报道|文章|推荐)")
_SECTION = re.compile("[\u3400-\u9fff]{2,6}|[\u3400-\u9fff](?:[ \u3000]+[\u3400-\u9fff]){1,5}")
"""A name, perhaps set wide: 永 丰 报."""
_SECTIONS = re.compile(rf"{mastheads.SECTION}(?:\s*[·•／/]\s*{mastheads.SECTION})+")
"""Several names, which are no label of an article: 要闻·综合."""
_HIGHEST = 4
"""Lines of the highest head."""
_LONGEST_TITLE = 40
_OF_PAGE = frozenset((_RULE, "furniture-page-number"))
_NUMBER = re.compile("[A-Z]?[0-9]{1,3}")
_COLONS = ("：", ":")
_DEGREES = re.compile("[℃度]|°C")
_DEGREES_SIGN = re.compile("[℃度°]")
"""One of them is in what ``_DEGREES`` finds, be it folded or not."""
_PAPER_ENDS = frozenset("报報版")
"""With one of which the name of a paper ends: 华夏日报 电子版."""
_LONG = 10
"""Characters of a half above a line of weather that parts a sentence, at least."""


def settle(pieces: Sequence[Piece]) -> None:
    """Tell the ledger which lines are a page's head, or stand beside one, wherever that is."""
    printed = [piece for piece in pieces if piece.text]
    _settle_top(printed)
    # Of running text only a short line can be of a page, and most lines are longer.
    others = [
        piece
        for piece in printed
        if piece.rule != "running-text" or len(piece.text) <= _LONGEST_TITLE
    ]
    if any(map(_tells, others)):
        _settle_beside(printed)
    if any(piece.rule == "furniture-notice" for piece in others):
        _settle_related(printed)


def _tells(piece: Piece) -> bool:
    """Whether a piece may be the first that is known for a page's, or tell that another is.

    It says the day or the page, or the weather, or it may be the name of a paper.
    """
    if piece.rule in _OF_PAGE:
        return True
    if piece.kind != "paragraph" or len(piece.text) > _LONGEST_TITLE:
        return False
    return piece.text[-1] in _PAPER_ENDS or _DEGREES_SIGN.search(piece.text) is not None


def _settle_top(pieces: Sequence[Piece]) -> None:
    printed = list(islice(pieces, _HIGHEST + 2))
    head: list[Piece] = []
    for piece in printed[:_HIGHEST]:
        if not (piece.kind == "furniture" or _may_be(piece)):
            break
        head.append(piece)
    # What stands below the day may be the label or the headline of an article.
    while head and not (_says_day(head[-1]) or (len(head) > 1 and _says_sections(head[-1]))):
        head.pop()
    if not head or not _is_headline(printed[len(head) :]):
        return
    for piece in head:
        if piece.kind != "furniture":
            _make_furniture(piece)


def _settle_related(printed: Sequence[Piece]) -> None:
    """The headlines of other articles, as items below 相关阅读."""
    related = False
    for piece in printed:
        if piece.rule == "furniture-notice":
            related = _RELATED.search(fold(piece.text)) is not None
        elif related:
            text = piece.text
            related = len(text) <= _LONGEST_TITLE and is_item(text) and not is_final(text)
            if related and piece.kind == "paragraph":
                piece.kind, piece.rule = "furniture", "furniture-related"


def _make_furniture(piece: Piece) -> None:
    piece.kind, piece.rule = "furniture", _RULE


def _settle_beside(printed: Sequence[Piece]) -> None:
    """The same of lines anywhere, in two passes: what is known for a page's tells its neighbour."""
    lines = Counter(piece.line for piece in printed)
    alone = [
        (at, piece)
        for at, piece in enumerate(printed)
        if piece.kind == "paragraph"
        and lines[piece.line] == 1
        and len(piece.text) <= _LONGEST_TITLE
    ]
    names = Counter(piece.text for _, piece in alone if mastheads.is_paper(fold(piece.text)))
    others = "\n".join(piece.text for piece in printed if piece.kind == "furniture")
    listed = {piece.text for at, piece in alone if piece.text in names and _is_listed(printed, at)}
    known = {name for name, times in names.items() if times > 1 or name in others} - listed
    for at, piece in [*alone, *reversed(alone)]:
        if piece.kind == "paragraph" and (piece.text in known or _is_beside(printed, at)):
            _make_furniture(piece)


def _is_beside(printed: Sequence[Piece], at: int) -> bool:
    """Whether a line may be a page's, and what stands right above or below it says that it is."""
    line = fold(printed[at].text)
    above = printed[at - 1] if at else None
    below = printed[at + 1] if at + 1 < len(printed) else None
    beside = [fold(one.text) for one in (above, below) if one is not None and one.rule in _OF_PAGE]
    if not beside:
        # Lines of a poem say what the sky is like (昨夜大雪), but seldom how warm it will be.
        told = _DEGREES.search(line) is not None
        return told and _parts_halves(above, below) and ears.is_ear(line)
    if ears.is_ear(line):
        return True
    if _NUMBER.fullmatch(line):
        # One number of a table does not make the next one a page's, nor one name of a list.
        return any(_NUMBER.fullmatch(one) is None for one in beside)
    return mastheads.is_paper(line) and not all(map(mastheads.is_paper, beside))


def _is_listed(printed: Sequence[Piece], at: int) -> bool:
    """Whether the name of a paper stands in a list: beside another's, or below a colon."""
    beside = printed[max(at - 1, 0) : at + 2]
    if at and printed[at - 1].text.endswith(_COLONS):
        return True
    return any(
        one.text != printed[at].text
        and one.kind == "paragraph"
        and mastheads.is_paper(fold(one.text))
        for one in beside
    )


def _parts_halves(above: Piece | None, below: Piece | None) -> bool:
    """Whether a line stands between two paragraphs of which the first is open."""
    if above is None or below is None or above.kind != "paragraph" or below.kind != "paragraph":
        return False
    return (
        len(above.text) >= _LONG and not is_final(above.text) and not ears.is_ear(fold(above.text))
    )


def _may_be(piece: Piece) -> bool:
    if piece.kind != "paragraph":
        return False
    named = _SECTION.fullmatch(piece.text) is not None or _says_sections(piece)
    return named or mastheads.is_one(fold(piece.text)) or _says_day(piece)


def _says_sections(piece: Piece) -> bool:
    return _SECTIONS.fullmatch(fold(piece.text)) is not None


def _says_day(piece: Piece) -> bool:
    if piece.rule == _RULE:
        return True
    line = fold(piece.text)
    return mastheads.is_day(line) or mastheads.is_top(line)


def _is_headline(below: Sequence[Piece]) -> bool:
    """Whether a headline stands first below, marked or by its looks, and text behind it.

    Who wrote the article may stand there, whose headline is lost.
    """
    if len(below) < 2:
        return False
    first = below[0]
    if first.kind in ("heading", "credit"):
        return True
    if first.kind != "paragraph" or len(first.text) > _LONGEST_TITLE:
        return False
    dashed = first.text.startswith(DASHES)
    return dashed or not (is_final(first.text) or is_item(first.text))
