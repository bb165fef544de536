"""The native tags of jieba, and what Universal part of speech each stands for.

Two tables in `schema/`: ``tags.json`` documents every native tag and maps it; ``forms.json`` has
the words whose Universal tag is not what their native tag says (是 is v, and AUX). jieba gives a
form one tag whatever its context, so that the two tables together are one map from form to tag.
The tag x (marks, symbols, unknown words) is decided by the word's first character.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from juku import data

UPOS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
)
"""Universal Dependencies 2: the seventeen parts of speech."""

OTHER = "x"
"""The native tag of whatever has no other."""


@dataclass(frozen=True, slots=True)
class NativeTag:
    """One row of the native tagset."""

    tag: str
    chinese: str
    name: str
    description: str
    examples: tuple[str, ...]
    upos: str


@cache
def native() -> dict[str, NativeTag]:
    """Every native tag that jieba's dictionary, its rules or its model can give."""
    rows = _table("tags")["tags"]
    return {row["tag"]: NativeTag(**{**row, "examples": tuple(row["examples"])}) for row in rows}


@cache
def forms() -> dict[str, str]:
    """Words whose Universal tag is not their native tag's."""
    return dict(_table("forms")["forms"])


def fallback() -> str:
    """The Universal tag of a native tag that no table has."""
    return str(_table("tags")["fallback"])


def upos(xpos: str, word: str) -> str:
    """The Universal tag of ``word`` with the native tag ``xpos``.

    >>> upos("v", "是"), upos("v", "说"), upos("x", "，"), upos("x", "％"), upos("?", "说")
    ('AUX', 'VERB', 'PUNCT', 'SYM', 'X')
    """
    if xpos == OTHER:
        return upos_of_other(word[:1])
    found = native().get(xpos)
    return forms().get(word) or (found.upos if found else fallback())


@cache
def upos_of_other(character: str) -> str:
    """The Universal tag of a word tagged x that begins with ``character``.

    Marks that Unicode calls symbols but print as signs of a number or a unit are SYM, and so
    are the full-width and half-width percent signs.
    """
    if character in {"%", "％", "‰"}:
        return "SYM"
    category = unicodedata.category(character) if character else "Cn"
    if category == "Lo":
        return str(_table("tags")["unknown_han"])
    return {"P": "PUNCT", "S": "SYM", "N": "NUM"}.get(category[0], fallback())


@cache
def _table(name: str) -> dict[str, Any]:
    table: dict[str, Any] = data.load(name)
    return table


@cache
def digest() -> str:
    """Twelve hex digits of the SHA-256 of both tables."""
    tables = b"".join(
        files("juku.schema").joinpath(name).read_bytes() for name in ("tags.json", "forms.json")
    )
    return hashlib.sha256(tables).hexdigest()[:12]
