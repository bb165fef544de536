"""Patterns that are compiled when they are first asked.

Those of bylines hold the table of agencies several times over. Compiling them takes long, and most
commands read no page. Others are asked on few pages alone.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


_ALL: list[Late] = []


def compile_all() -> None:
    """Compile every pattern that was made so far; for a process that others are forked from."""
    for one in _ALL:
        _ = one._compiled  # noqa: SLF001


class Late:
    """A pattern that is compiled when it is first asked.

    >>> Late("[0-9]+").findall("5日至10日")
    ['5', '10']
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        _ALL.append(self)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """As ``re.Pattern.match``."""
        return self._compiled.match

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """As ``re.Pattern.search``."""
        return self._compiled.search

    @cached_property
    def fullmatch(self) -> Callable[[str], re.Match[str] | None]:
        """As ``re.Pattern.fullmatch``."""
        return self._compiled.fullmatch

    @cached_property
    def findall(self) -> Callable[[str], list[str]]:
        """As ``re.Pattern.findall``, of a pattern without groups."""
        return self._compiled.findall

    @cached_property
    def sub(self) -> Callable[[str, str], str]:
        """As ``re.Pattern.sub``."""
        return self._compiled.sub
