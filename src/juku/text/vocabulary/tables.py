"""Tables of words: written as lines of text, matched as one regular expression."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_CHARACTERS = re.compile(r"\[(.+?)\]|(.)")
"""A class of characters, or one by itself."""


def words(lines: str) -> list[str]:
    """The words of a table written with spaces between them.

    >>> words("个 名 位")
    ['个', '名', '位']
    """
    return lines.split()


def spelt_out(words: str) -> str:
    """A regular expression of words with classes in them as one without.

    It is for a search: where all that may be found begins with a plain character, `re` passes over
    what begins nothing; one class at the beginning of a word makes the search take five times as
    long.

    >>> spelt_out("[记記]者|评论员")
    '记者|記者|评论员'
    """
    spelt = (product(*map("".join, _CHARACTERS.findall(word))) for word in words.split("|"))
    return "|".join("".join(word) for each in spelt for word in each)


def pattern(table: Iterable[str]) -> str:
    """A regular expression that matches the longest of the words, as a tree of first characters.

    >>> pattern(["个", "个月", "米"])
    '(?:个(?:月)?|米)'
    """
    tree: dict[str, list[str]] = {}
    for word in dict.fromkeys(table):
        tree.setdefault(word[:1], []).append(word[1:])
    ends = "" in tree
    tree.pop("", None)
    branches = [re.escape(c) + (pattern(rest) if any(rest) else "") for c, rest in tree.items()]
    return "" if not branches else f"(?:{'|'.join(branches)})" + ("?" if ends else "")


def by_last(table: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words by their last character, longest first: few are left to try at the end of a text.

    >>> by_last(["省政府", "市", "政府"])
    {'府': ('省政府', '政府'), '市': ('市',)}
    """
    found: dict[str, list[str]] = {}
    for word in sorted(table, key=lambda word: (-len(word), word)):
        found.setdefault(word[-1], []).append(word)
    return {last: tuple(words) for last, words in found.items()}
