"""A release as vertical text for the Corpus Workbench, with a registry entry.

``cwb-encode -x -s -B -c utf8 -f corpus.vrt -P xpos -P upos -S text:0+id+publisher+… `` reads it;
the registry entry repeats the line with all its attributes. Also Sketch Engine's tools read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from juku.query.exports.stories import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juku.query.exports.stories import Story

POSITIONAL = ("xpos", "upos")
STRUCTURES = {
    "text": ("id", "publisher", "published", "year", "month", "place", "title", "source", "rights"),
    "p": ("n", "role"),
    "s": ("id",),
}
"""Structure → its attributes."""


def lines(stories: Iterator[Story]) -> Iterator[str]:
    """The file, piece by piece: a token a line, form, xpos, upos between tabs."""
    for story in stories:
        day = story.published.isoformat()
        days = (day, day[:4], day[:7])
        told = (story.place or "", story.title or "", story.source, story.rights or "")
        yield _open("text", (story.article_id, story.publisher, *days, *told))
        for paragraph, role, run in story.paragraphs():
            yield _open("p", (str(paragraph), role))
            for sentence in run:
                yield _open("s", (sentence.sentence_id,))
                for token in sentence.tokens:
                    columns = (token.form, token.xpos or "_", token.upos or "_")
                    yield "\t".join(escape(_held(column)) for column in columns) + "\n"
                yield "</s>\n"
            yield "</p>\n"
        yield "</text>\n"


def _open(structure: str, values: tuple[str, ...]) -> str:
    names = STRUCTURES[structure]
    told = " ".join(f"{n}={quoteattr(_flat(v))}" for n, v in zip(names, values, strict=True))
    return f"<{structure} {told}>\n"


def _flat(value: str) -> str:
    return " ".join(_held(value).split())


def _held(value: str) -> str:
    """``value`` without what would end its cell; NUL ends a text for the Workbench."""
    return one_line(value).replace("\0", "\ufffd")


def corpus_id(name: str) -> str:
    """A corpus name as CWB allows it.

    >>> corpus_id("juku-1.0.0"), corpus_id("2024 新闻")
    ('juku-1_0_0', 'c2024')
    """
    plain = re.sub(r"[^a-z0-9_-]+", "_", name.lower()).strip("_-")
    return plain if plain[:1].isalpha() else f"c{plain}"


def registry(name: str, title: str, data: Path) -> str:
    """A registry entry: put it into the registry folder under the corpus' id.

    Args:
        name: of the release.
        title: what a person calls the corpus.
        data: the folder that ``cwb-encode -d`` is given.
    """
    own = corpus_id(name)
    quoted = title.replace('"', "'")  # a quotation mark ends the name
    structures = [(s, [f"{s}_{a}" for a in names]) for s, names in STRUCTURES.items()]
    declared = " ".join(f"-S {s}:0+{'+'.join(names)}" for s, names in STRUCTURES.items())
    encode = f"cwb-encode -x -s -B -c utf8 -d {data} -f {own}.vrt -P xpos -P upos {declared}"
    body = [
        f"## {encode}",
        f"## cwb-makeall -V {own.upper()}",
        f'NAME "{quoted}"',
        f"ID {own}",
        f"HOME {data}",
        '##:: charset = "utf8"',
        '##:: language = "zh"',
        "ATTRIBUTE word",
        *(f"ATTRIBUTE {attribute}" for attribute in POSITIONAL),
    ]
    for structure, attributes in structures:
        body += [f"STRUCTURE {structure}", *(f"STRUCTURE {a} # [annotations]" for a in attributes)]
    return "\n".join(body) + "\n"
