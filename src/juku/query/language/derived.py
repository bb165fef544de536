"""Attributes that follow from a word's form: norm, hans, hant.

They are maps over the types of the lexicon, so that a corpus of any length stores them once.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STORED = ("word", "xpos", "upos")
"""Attributes with a value a token."""

DERIVED = ("norm", "hans", "hant")
"""Attributes with a value a word type."""

ATTRIBUTES = STORED + DERIVED

_SIGNS = re.compile(r"[\\.^$*+?{}\[\]|()]")


def derive(attribute: str, words: Sequence[str]) -> list[str]:
    """The value of a derived attribute for each word.

    >>> derive("norm", ["５Ｇ", "时代"])
    ['5G', '时代']
    """
    from juku.text.forms import script, width

    if attribute == "norm":
        return [width.apply(word, width.edits(word)) for word in words]
    convert = script.hans if attribute == "hans" else script.hant
    return list(convert(words))


def fold_value(attribute: str, value: str, *, literal: bool = False) -> str:
    r"""A value from a query, brought to the form that a derived attribute has.

    Unless it is ``literal``, it is a regular expression: what stands between two of its signs is
    folded together, as a word is, and what becomes one of its signs is taken literally.

    >>> fold_value("norm", "５Ｇ.*"), fold_value("norm", "——|………"), fold_value("norm", "３．５")
    ('5G.*', '——|……', '3\\.5')
    >>> fold_value("norm", "３．５", literal=True), fold_value("norm", r"\Q３．５\E.*")
    ('3.5', '\\Q3.5\\E.*')
    """
    if attribute not in DERIVED:
        return value
    if literal or attribute != "norm":
        return derive(attribute, [value])[0]
    return "".join(map(_fold_piece, _PIECES.findall(value)))


_PIECES = re.compile(
    rf"\\Q.*?(?:\\E|\Z)|\\.|\[(?:\\.|[^\\\]])*\]|(?:(?!{_SIGNS.pattern}).)+|.", re.DOTALL
)
"""A quotation, an escaped sign, a set of characters, what stands between signs, or a sign."""


def _fold_piece(piece: str) -> str:
    if piece.startswith(r"\Q"):
        return derive("norm", [piece])[0]
    if len(piece) > 1 and piece[0] == "[":  # of a set each character stands alone
        return f"[{''.join(map(_fold_piece, piece[1:-1]))}]"
    if _SIGNS.fullmatch(piece):
        return piece
    kept = piece.removeprefix("\\")
    new = derive("norm", [kept])[0]
    return piece if new == kept else _SIGNS.sub(r"\\\g<0>", new)


def versions() -> dict[str, str]:
    """What the derived values depend on."""
    from juku.text.forms import conversion

    return {name: str(value) for name, value in sorted(conversion.versions().items())}
