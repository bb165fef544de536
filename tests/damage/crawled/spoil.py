"""Damages stories as a page does: column breaks, repeats, strayed headlines, mixed stories."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crawled import signs
from crawled.press import Piece
from crawled.stories import COLUMNS, Story

if TYPE_CHECKING:
    from random import Random

ENDS = "。！？…”’』」；：—"
NO_START = "。，、；：！？”’）》】』」…—%％·,.)~～"
NO_END = "“‘（《【『「(·—"


@dataclass(frozen=True)
class Level:
    """How often each damage befalls a page."""

    breaks: float
    """Share of paragraphs that a column breaks."""
    several: float
    """Share of these that are broken more than once."""
    repeats: tuple[int, int]
    stray: float
    """Chance that a headline stands below the first paragraphs of its story."""
    mixed: float
    """Chance that a story is printed inside the one before it."""
    column: float
    no_credit: float
    furniture: tuple[int, int]


LEVELS = {
    "none": Level(0, 0, (0, 0), 0, 0, 0.25, 0.3, (0, 3)),
    "light": Level(0.08, 0.1, (0, 2), 0.15, 0, 0.25, 0.3, (0, 3)),
    "heavy": Level(0.3, 0.3, (2, 5), 0.4, 0.5, 0.4, 0.5, (2, 7)),
}


def page(draw: Random, stories: list[Story], level: Level, *, plain: bool) -> list[Piece]:
    """The pieces of a page in the order of print; ``plain`` pages date every story."""
    made = []
    for number, story in enumerate(stories):
        pieces = _broken(draw, _dressed(draw, story, number, level, dated=plain), story, level)
        made.append(_strayed(draw, pieces, story, level))
    out = _mixed(draw, made, level)
    for _ in range(draw.randint(*level.repeats)):
        out = _repeated(draw, out)
    return _furnished(draw, out, level)


def _seams(text: str, start: int) -> list[int]:
    """Where a column may end: not at a stop, in a number or a word of Latin letters."""
    return [
        at
        for at in range(start + 5, len(text) - 4)
        if text[at - 1] not in ENDS + NO_END
        and text[at] not in NO_START
        and not re.match(r"[A-Za-z0-9. ][A-Za-z0-9.% ]|.\s|\s.", text[at - 1 : at + 1])
    ]


def _dressed(draw: Random, story: Story, number: int, level: Level, *, dated: bool) -> list[Piece]:
    """The pieces of a story in order; it learns its label and its bylines."""
    if draw.random() < level.column:
        story.column = draw.choice(COLUMNS)
    if dated or draw.random() < 0.7:
        story.dateline = signs.dateline(draw)
    if draw.random() > level.no_credit:
        story.credit = signs.credit(draw)
    pieces = [Piece(story.column, "column", number)] if story.column else []
    pieces.append(Piece(story.title, "title", number))
    if story.subtitle:
        pieces.append(Piece(story.subtitle, "subtitle", number))
    for place, text in enumerate(story.paragraphs):
        if place in story.headings:
            pieces.append(Piece(story.headings[place], "heading", number))
        lead = story.dateline.printed + story.dateline.after if not place else ""
        pieces.append(Piece(lead + text, "paragraph", number, place))
    return _credited(draw, pieces, story, number)


def _credited(draw: Random, pieces: list[Piece], story: Story, number: int) -> list[Piece]:
    """With the credit behind the last paragraph or on a line of its own."""
    if story.credit.printed:
        last = pieces[-1]
        if story.credit.printed[0] in "（([【" and draw.random() < 0.6:
            pieces[-1] = replace(last, text=last.text + story.credit.printed)
        else:
            pieces.append(Piece(story.credit.printed, "credit", number))
    return pieces


def _broken(draw: Random, pieces: list[Piece], story: Story, level: Level) -> list[Piece]:
    """Paragraphs cut where a column ended."""
    out = []
    for piece in pieces:
        if piece.kind != "paragraph" or draw.random() > level.breaks:
            out.append(piece)
            continue
        start = len(story.dateline.printed) if not piece.paragraph else 0
        places = _seams(piece.text, start)
        if piece.text.endswith(story.credit.printed or "\0"):
            places = [at for at in places if at < len(piece.text) - len(story.credit.printed) - 4]
        several = draw.randint(2, 3) if draw.random() < level.several else 1
        cuts: list[int] = []
        for at in draw.sample(places, min(len(places), 3 * several)):
            if len(cuts) < several and all(abs(at - other) > 7 for other in cuts):
                cuts.append(at)
        edges = [0, *sorted(cuts), len(piece.text)]
        out += [
            replace(piece, text=piece.text[a:b], part=part)
            for part, (a, b) in enumerate(itertools.pairwise(edges))
        ]
    return out


def _strayed(draw: Random, pieces: list[Piece], story: Story, level: Level) -> list[Piece]:
    """The headline somewhere below its first paragraphs."""
    if draw.random() > level.stray or not (story.dateline.printed or story.column):
        return pieces
    heads = [p for p in pieces if p.kind in ("title", "subtitle")]
    rest = [p for p in pieces if p.kind not in ("title", "subtitle")]
    body = [at for at, p in enumerate(rest) if p.kind == "paragraph"]
    whole = [at for at in body[:4] if at + 1 < len(rest) and not rest[at + 1].part]
    if not whole:
        return pieces
    after = draw.choice(whole) + 1
    return rest[:after] + heads + rest[after:]


def _mixed(draw: Random, stories: list[list[Piece]], level: Level) -> list[Piece]:
    """Stories one after another, or one inside another."""
    out: list[Piece] = []
    while stories:
        first = stories.pop(0)
        if not stories or draw.random() > level.mixed:
            out += first
            continue
        second = stories.pop(0)
        ends = [
            at
            for at in range(3, len(first) - 2)
            if first[at].kind == first[at - 1].kind == "paragraph"
        ]
        open_ends = [at for at in ends if first[at].part]
        if not ends:
            out += first + second
            continue
        at = draw.choice(open_ends or ends)
        head, tail = first[:at], first[at:]
        if not open_ends or draw.random() < 0.4:
            turn, back = signs.turned(draw)
            head = [*head, Piece(turn, "furniture")]
            tail = [Piece(back, "furniture"), *tail]
        halves = [a for a in range(4, len(second) - 1) if second[a].part]
        if halves and draw.random() < 0.4:
            cut = draw.choice(halves)
            out += head + second[:cut] + tail + second[cut:]
        else:
            out += head + second + tail
    return out


def _repeated(draw: Random, pieces: list[Piece]) -> list[Piece]:
    """A run of paragraphs printed again further down, its first perhaps in part."""
    body = [at for at, piece in enumerate(pieces) if _is_undated(piece)]
    if len(body) < 6:
        return pieces
    run = [draw.choice(body[:-3])]
    while len(run) < draw.randint(1, 3) and run[-1] + 1 < len(pieces):
        if pieces[run[-1] + 1].kind != "paragraph":
            break
        run.append(run[-1] + 1)
    copies = _in_part(draw, [replace(pieces[at], kind="repeat") for at in run])
    at = _place(draw, pieces, run[-1] + 1)
    short = sum(len(copy.text) for copy in copies) < 18 or len(copies[-1].text) < 8
    return pieces if short or at is None else pieces[:at] + copies + pieces[at:]


def _is_undated(piece: Piece) -> bool:
    return piece.kind == "paragraph" and not piece.text.startswith(("新华社", "本报", "【"))


def _in_part(draw: Random, copies: list[Piece]) -> list[Piece]:
    """The first copy less its beginning, or a lone one less its end, or all as they are."""
    shape, text = draw.random(), copies[0].text
    if shape < 0.45 and len(text) > 24:
        tail = text[draw.randint(8, len(text) - 8) :].lstrip(" 　" + NO_START)
        return [replace(copies[0], text=tail), *copies[1:]]
    places = _seams(text, 14) if 0.45 <= shape < 0.6 and len(copies) == 1 else []
    return [replace(copies[0], text=text[: draw.choice(places)])] if places else copies


def _place(draw: Random, pieces: list[Piece], first: int) -> int | None:
    """Where a repeat goes, not far below: between halves if it can, or between paragraphs."""
    near = range(first, min(first + 24, len(pieces)))
    halves = [at for at in near if pieces[at].part and pieces[at].kind == pieces[at - 1].kind]
    if halves and draw.random() < 0.6:
        return draw.choice(halves)
    rest = [
        at
        for at in near
        if pieces[at - 1].kind == "paragraph" and pieces[at].kind in ("paragraph", "heading")
    ]
    return draw.choice(rest) if rest else None


def _furnished(draw: Random, pieces: list[Piece], level: Level) -> list[Piece]:
    """Lines of the page at its edges, between stories and between halves."""
    for _ in range(draw.randint(*level.furniture)):
        line = Piece(signs.furniture(draw), "furniture")
        ends = [
            at
            for at in range(1, len(pieces))
            if pieces[at].kind in ("title", "column") or pieces[at].part
        ]
        at = draw.choice(ends) if ends and draw.random() < 0.5 else draw.choice((0, len(pieces)))
        if at and pieces[at - 1].kind == "furniture":
            continue
        if 0 < at < len(pieces) and pieces[at].kind == "title" and pieces[at - 1].kind == "column":
            continue
        pieces = [*pieces[:at], line, *pieces[at:]]
    return pieces
