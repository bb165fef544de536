"""Prints the pieces of a page in the way of some paper or some site."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

MARKS = (
    ("# {}", "## {}", "**{}**"),
    ("# {}", "## {}", "**{}**"),
    ("# {}", "## {}", "## {}"),
    ("## {}", "### {}", "**{}**"),
    ("# {}", "{}", "### {}"),
    ("**{}**", "**{}**", "**{}**"),
    ("# {}", "## {}", "{}"),
    ("# {}", "{}", "{}"),
    ("{}", "{}", "{}"),
    ("{}", "{}", "**{}**"),
)
"""How headlines, subtitles and headings are marked."""


@dataclass(frozen=True)
class Piece:
    """A line of the page, before it is wrapped."""

    text: str
    kind: str
    story: int = -1
    paragraph: int = -1
    part: int = 0
    """Which piece of its paragraph."""


@dataclass(frozen=True)
class Style:
    """How a page prints its lines."""

    title: str
    subtitle: str
    heading: str
    column: str
    indent: str
    between: str
    width: int
    """Characters of a line; 0 where a paragraph is one line."""
    end: str


def style(draw: Random) -> Style:
    """Some paper's way."""
    title, subtitle, heading = draw.choice(MARKS)
    column = "{}" if title == "{}" else draw.choice(("**{}**", "【{}】", "{}"))
    tight = draw.random()
    indent = draw.choice(("", "", "　　", "　　"))
    between = "\n\n" if not indent or draw.random() < 0.5 else "\n"
    if not indent and tight < 0.15:
        between = "\n"
    width = draw.randint(16, 40) if indent and draw.random() < 0.2 else 0
    end = draw.choice(("\n", "\n", "\r\n"))
    return Style(title, subtitle, heading, column, indent, between, width, end)


def printed(draw: Random, pieces: list[Piece], how: Style) -> tuple[str, list[int]]:
    """The page, and where each piece begins on it."""
    text = ""
    starts = []
    for number, piece in enumerate(pieces):
        if number:
            apart = piece.kind in ("title", "column") and len(how.between) == 1
            text += ("\n\n" if apart else how.between).replace("\n", how.end)
        opens = piece.part == 0 or (not how.width and draw.random() < 0.3)
        starts.append(len(text))
        text += _line(piece, how, opens=opens)
    return text + how.end, starts


def _line(piece: Piece, how: Style, *, opens: bool) -> str:
    if piece.kind in ("title", "subtitle", "heading", "column"):
        mark: str = getattr(how, piece.kind)
        lead = how.indent if piece.kind == "heading" and mark == "{}" else ""
        return lead + mark.format(piece.text)
    if piece.kind == "furniture":
        return piece.text
    line = (how.indent if opens else "") + piece.text
    if not how.width:
        return line
    return how.end.join(line[at : at + how.width] for at in range(0, len(line), how.width))
