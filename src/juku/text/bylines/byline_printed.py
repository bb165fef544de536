"""What a byline says, in its own characters: it is read folded, and told as printed."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juku.records import Byline

_BLANKS = re.compile(r"\s+")


def as_printed(said: Byline, folded: str, printed: str) -> Byline:
    """``said``, which was read in ``folded``, with the names as ``printed`` has them.

    >>> from juku.records import Byline
    >>> as_printed(Byline(reporters=("张三",)), "记者 张三", "記者 張三").reporters
    ('張三',)
    """
    if folded == printed:
        return said

    def back(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_slice(name, folded, printed) for name in names)

    return replace(
        said,
        agencies=back(said.agencies),
        places=back(said.places),
        reporters=back(said.reporters),
        photographers=back(said.photographers),
    )


def _slice(name: str, folded: str, printed: str) -> str:
    """The characters of a name; one of two characters may be printed with a blank in it."""
    at = folded.find(name)
    if at >= 0:
        return printed[at : at + len(name)]
    spread = re.search(r"\s*".join(map(re.escape, name)), folded)
    return _BLANKS.sub("", printed[spread.start() : spread.end()]) if spread else name
