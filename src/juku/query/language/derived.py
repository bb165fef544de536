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


def fold_value(attribute: str, value: str) -> str:
    """A value from a query, brought to the form that a derived attribute has.

    A sign that becomes one of the signs of regular expressions is taken literally.

    >>> fold_value("norm", "５Ｇ.*")
    '5G.*'
    """
    if attribute not in DERIVED:
        return value
    if attribute != "norm":
        return derive(attribute, [value])[0]
    folded = (derive("norm", [sign])[0] for sign in value)
    return "".join(
        re.escape(new) if new != old and _SIGNS.search(new) else new
        for old, new in zip(value, folded, strict=True)
    )


def versions() -> dict[str, str]:
    """What the derived values depend on."""
    from juku.text.forms import conversion

    return {name: str(value) for name, value in sorted(conversion.versions().items())}
