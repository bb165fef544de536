"""How unusual a character is at the end of a given name: 张丽|用手, and not 张丽用|手.

The characters are in ``schema/given.json``: those that begin words more often than they end names.
"""

from __future__ import annotations

from functools import cache

from juku import data

_LEVELS = {"seldom": 0.4, "hardly": 0.9}
"""What is taken off a name that ends in a character of the level."""


def unusual(character: str) -> float:
    """What speaks against a name of three characters that ends in ``character``.

    >>> unusual("用"), unusual("伟")
    (0.9, 0.0)
    """
    return _taken().get(character, 0.0)


@cache
def _taken() -> dict[str, float]:
    table = data.load("given")
    return {character: taken for level, taken in _LEVELS.items() for character in table[level]}
