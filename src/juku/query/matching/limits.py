"""What a question may cost: seconds, bytes of working memory, tokens a match.

Patterns can be written whose work has no useful bound, and so can questions about their hits; lists
of all tokens grow with the release. Each loop of the engine, and each pass over all hits or tokens,
asks the budget before it goes on, so that such a question ends in a message instead of a machine
without memory.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juku.arguments import checked
from juku.errors import LimitError, QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one query; None lifts the bound of time."""

    seconds: float | None = 60.0
    memory: int = 2 << 30
    """Bytes of hits and of working arrays, the mapped index not counted."""
    match_tokens: int = 500
    """No match is longer, as under CQP's hard boundary, but by the whole units in it."""

    def __post_init__(self) -> None:
        """Refuse bounds that no query can keep to.

        Raises:
            QueryError: naming the first.
        """
        _check(seconds=self.seconds, memory=self.memory, match_tokens=self.match_tokens)


@checked("QueryError")
def _check(*, seconds: float | None, memory: int, match_tokens: int) -> None:
    if seconds is not None and not seconds >= 0:
        raise QueryError(f"seconds: {seconds:g} is not 0 or more; give the most time")
    if memory < 0:
        raise QueryError(f"megabytes: {memory >> 20} is less than 0; give the most memory")
    if match_tokens < 1:
        raise QueryError(f"match_tokens: {match_tokens} is less than 1; give the longest match")


def check_rows(limit: int | None, name: str = "limit") -> None:
    """Refuse a number of rows, or hits, that is less than none; ``name`` is that of the option.

    Raises:
        QueryError: ``limit`` is negative.
    """
    if limit is not None and limit < 0:
        raise QueryError(f"{name}: {limit} is less than 0; give the number of rows, or no {name}")


def check_minimum(minimum: int) -> None:
    """Refuse a lowest count that no count can be below.

    Raises:
        QueryError: ``minimum`` is negative.
    """
    if minimum < 0:
        raise QueryError(f"minimum: {minimum} is less than 0; give the lowest count to be listed")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message calls the question that goes over a limit, and how it could cost less."""

    name: str
    quicker: str
    smaller: str


QUERY = Asked(
    "query",
    "make the pattern more specific, bound its repeats, add `within s`",
    "make the pattern more specific, give `limit`",
)


def listing(name: str) -> Asked:
    """A question about all tokens of a part, such as ``words``."""
    return Asked(name, "ask of a smaller part (`where`)", "ask of a smaller part (`where`)")


class Budget:
    """The account of one running question: a list, or a query and what is counted of its hits."""

    def __init__(self, limits: Limits, asked: Asked = QUERY) -> None:
        self.limits = limits
        self._asked = asked
        self._begun = time.monotonic()
        self._held = 0

    @classmethod
    def of(cls, limits: Limits | Budget) -> Budget:
        """The account of a search that stands by itself, or the one that it is put on."""
        return cls(limits) if isinstance(limits, Limits) else limits

    def check(self, working: int = 0) -> None:
        """Go on only if there is time, and ``working`` bytes more than those held fit.

        Raises:
            LimitError: naming the limit and how to raise it.
        """
        allowed = self.limits.seconds
        if allowed is not None and time.monotonic() - self._begun > allowed:
            raise LimitError(
                f"{self._asked.name}: did not end within {allowed:g} s; {self._asked.quicker}, or "
                "raise the limit of time"
            )
        if self._held + working > self.limits.memory:
            raise LimitError(
                f"{self._asked.name}: needs more than {self.limits.memory / 2**20:.0f} MiB; "
                f"{self._asked.smaller}, or raise the limit of memory"
            )

    def hold(self, size: int) -> None:
        """Count ``size`` bytes that stay until the query ends.

        Raises:
            LimitError: they do not fit.
        """
        self._held += size
        self.check()

    @contextmanager
    def lent(self) -> Iterator[None]:
        """What is held inside is given back at the end."""
        held = self._held
        try:
            yield
        finally:
            self._held = held


FREE = Budget(Limits(seconds=None, memory=1 << 62))
"""The account of work that nobody bounds."""
