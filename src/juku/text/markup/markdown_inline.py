"""Marks of Markdown within a line: links, images, code, emphasis, escapes.

What renderers show is text and what they do not is cut out. Of an image nothing is text: the words
that stand for it are not printed, and a caption stands beside it. ``**`` is left to layout.

Each kind of mark is looked for in what the kinds before it left, which mask what they took; so a
star in code or in an address is no emphasis. Emphasis is where CommonMark has it.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from juku.text.markup.markdown_cuts import MASK, Cut

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from collections.abc import Set as AbstractSet

_ANY = re.compile(r"[\\`\[*_~]")
_PUNCTUATION = re.escape("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_LITERAL = re.compile(
    rf"\\(?:[{_PUNCTUATION}]|$)|(?<!`)(?P<ticks>`+)(?!`)(.+?)(?<!`)(?P=ticks)(?!`)"
)
_WORDS = r"(?P<words>(?>(?:[^\[\]]++|\[[^\[\]]*\])*))"
_IMAGE = re.compile(rf"!\[{_WORDS}\](?:\((?>(?:[^()]++|\([^()]*\))*)\)|\[[^\[\]]*\])")
_TARGET = r"(?:<[^<>]*>|(?>(?:[^\s()]++|\([^\s()]*\))*))"
_TITLE = r"""(?:"[^"]*"|'[^']*'|“[^”]*”)\s*+"""
# Blanks are taken whole: what could give some of them back would be tried for each of them.
_LINK = re.compile(
    rf"\[{_WORDS}\](?:"
    rf"\(\s*+(?:(?P<to>{_TARGET})\s*+(?:(?<=\s){_TITLE})?\)|(?<=\s){_TITLE}\))"
    r"|\[(?P<label>[^\[\]]*)\])"
)
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_ADDRESS = re.compile(r"[/.#:?=%]|^<?>?$")
"""Some sign of an address; words in brackets behind words in brackets are no link."""
_BOLD = re.compile(r"(?<!\w)__(?=[^\s_])(?:[^_]|_(?!_))*?(?<=[^\s_])__(?!\w)")
_TRIPLE = re.compile(r"(?<!\*)\*\*\*(?=[^\s*])[^*]+(?<=[^\s*])\*\*\*(?!\*)")
_STRUCK = re.compile(r"(?<!~)~~(?=[^\s~])[^~]+(?<=[^\s~])~~(?!~)")
_LOW = re.compile(r"(?<!\w)_(?=[^\s_])[^_]*(?<=[^\s_])_(?!\w)")
_STARS = re.compile(r"(?<!\*)\*(?=[^\s*])[^*]*(?<=[^\s*])\*(?!\*)")
_NO_STAR = re.compile(r"(?:.|^)\*S{0,2}T[\u3400-\u9fff]|[0-9]\*[0-9]")
"""``*ST康美``, a firm that the exchange warns of, and a product."""


def cuts(line: str, at: int, labels: AbstractSet[str]) -> Iterator[Cut]:
    """The marks in ``line``, which begins at code point ``at`` of the page.

    ``labels`` are the names under which the page gives addresses.
    """
    if _ANY.search(line) is None:
        return
    looked_for: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Cut]]], ...] = (
        (_LITERAL, _literal),
        (_IMAGE, _image),
        (_FOOTNOTE, _footnote),
        (_LINK, lambda match: _link(match, labels)),
        (_BOLD, _bold),
        (_TRIPLE, _inner_stars),
        (_STRUCK, lambda match: _around(match, 2)),
        (_LOW, lambda match: _around(match, 1)),
        (_STARS, _stars),
    )
    for pattern, read in looked_for:
        found: list[Cut] = []
        left = []
        last = 0
        match = pattern.search(line)
        while match is not None:
            new = read(match)
            found += new
            left += [line[last : match.start()], _left(match, new)]
            last = match.end() if new else match.start() + 1
            if not new:
                left[-1] = left[-1][:1]
            match = pattern.search(line, last)
        line = "".join([*left, line[last:]])
        for cut in found:
            yield cut._replace(start=cut.start + at, end=cut.end + at)


def _left(match: re.Match[str], new: Iterable[Cut]) -> str:
    """What is looked at further of a match: its characters, less those that were cut out."""
    if match.re is _LITERAL:
        return MASK * len(match[0])
    characters = list(match[0])
    for cut in new:
        start, end = cut.start - match.start(), cut.end - match.start()
        characters[start:end] = MASK * (end - start)
    return "".join(characters)


def _literal(match: re.Match[str]) -> list[Cut]:
    start, end = match.span()
    if match["ticks"] is None:
        return [Cut(start, start + 1, "escape-mark")]
    return _ends(start, end, len(match["ticks"]), "code-mark")


def _image(match: re.Match[str]) -> list[Cut]:
    return [Cut(*match.span(), "image-mark")]


def _footnote(match: re.Match[str]) -> list[Cut]:
    return [Cut(*match.span(), "footnote-mark")]


def _link(match: re.Match[str], labels: AbstractSet[str]) -> list[Cut]:
    start, end = match.span()
    if match["label"] is not None:
        if (match["label"] or match["words"]).casefold() not in labels:
            return []
    elif not _ADDRESS.search(match["to"] or ""):
        return []
    if not match["words"].strip(MASK + " "):
        return [Cut(start, end, "link-mark")]
    return [Cut(start, start + 1, "link-mark"), Cut(match.end("words"), end, "link-mark")]


def _ends(start: int, end: int, size: int, rule: str, sign: str = "") -> list[Cut]:
    return [Cut(start, start + size, rule, sign), Cut(end - size, end, rule, sign)]


def _around(match: re.Match[str], size: int) -> list[Cut]:
    return _ends(*match.span(), size, "emphasis-mark")


def _bold(match: re.Match[str]) -> list[Cut]:
    shown = match[0][2].isprintable() and match[0][-3].isprintable()
    return _ends(*match.span(), 2, "bold-mark", "**") if shown else []


def _inner_stars(match: re.Match[str]) -> list[Cut]:
    """Of three stars the inner one, so that two are left, which layout reads."""
    return _ends(match.start() + 2, match.end() - 2, 1, "emphasis-mark")


def _stars(match: re.Match[str]) -> list[Cut]:
    start, end = match.span()
    line = match.string
    if any(_NO_STAR.match(line, max(0, star - 1)) for star in (start, end - 1)):
        return []
    opens = not _is_sign(line[start + 1]) or _is_edge(line[start - 1 : start])
    closes = not _is_sign(line[end - 2]) or _is_edge(line[end : end + 1])
    return _around(match, 1) if opens and closes else []


def _is_edge(character: str) -> bool:
    return not character or character.isspace() or _is_sign(character)


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"
