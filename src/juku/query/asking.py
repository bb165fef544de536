"""What all questions share: which part of a corpus is asked, and what is told of the question."""

from __future__ import annotations

import functools
import inspect
from pathlib import Path
from typing import (
    TYPE_CHECKING,
    Any,
    Concatenate,
    ParamSpec,
    TypedDict,
    TypeVar,
    Unpack,
    cast,
)

from juku.arguments import checked
from juku.errors import QueryError
from juku.query.answers import tables
from juku.query.answers.frames import About
from juku.query.answers.results import Rows
from juku.query.corpus import DEFAULT_LIMITS
from juku.query.matching.limits import Budget, Limits, check_minimum, check_rows, listing
from juku.query.measures import frequency, intervals, selection

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from juku.query.corpus import Corpus, Strategy
    from juku.query.matching.hits import Hits
    from juku.query.measures.selection import Selection

    P = ParamSpec("P")
    Q = TypeVar("Q", bound="Asking")
    Answer = tuple[pa.Table, dict[str, Any]]


class Part(TypedDict, total=False):
    """Which part of the corpus is asked."""

    where: str | None
    """Only what this holds of, as after ``::`` in a pattern, for instance
    ``published >= "2024-01-01" & publisher = "demo"`` or ``role = "title"``."""
    once_per_story: bool
    """Leave out articles that reprint an earlier one (``reprint_of``)."""


class Bounded(Part, total=False):
    """Which part of the corpus is asked, and what that may cost."""

    seconds: float | None
    """The most time that the question may take; None lifts it."""
    megabytes: int
    """The most working memory that it may take."""


class Scope(Bounded, total=False):
    """How a pattern is read, which part of the corpus is asked, and what that may cost."""

    chars: bool
    """The pattern is a string of characters, found wherever words begin and end."""
    strategy: Strategy | None
    """``standard``, ``shortest``, ``longest`` or ``traditional``; see `Corpus.find`."""
    within: str | None
    """A match lies in one ``sentence``, ``paragraph`` or ``article``."""
    either_script: bool
    """With ``chars``: find simplified and traditional characters alike."""


SHARED: dict[str, dict[str, Any]] = {
    "part": {"where": None, "once_per_story": False},
    "scope": {
        "chars": False,
        "strategy": None,
        "within": None,
        "either_script": False,
        "where": None,
        "once_per_story": False,
    },
}
"""Name of the parameter that gathers shared options → the options with their defaults."""


PARTED = 25
"""Bytes of work a hit to know whether it is in a part."""


COSTS = frozenset({"seconds", "megabytes"})
"""Options that do not change an answer, so that no citation needs them."""


def question(
    method: Callable[Concatenate[Q, P], Answer],
) -> Callable[Concatenate[Q, P], Rows]:
    """A method whose rows are returned together with what was asked."""

    @checked("QueryError")
    @functools.wraps(method)
    def ask(self: Q, /, *args: P.args, **kwargs: P.kwargs) -> Rows:
        check_rows(cast("int | None", kwargs.get("limit")))
        check_minimum(cast("int", kwargs.get("minimum", 0)))
        table, figures = method(self, *args, **kwargs)
        return Rows(self.about(method, args, kwargs, figures), table)

    return ask


class Asking:
    """A corpus, the parts of it that are asked, and what is told of an answer."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        """The index itself: streams, lexicons, postings, and `find` for bare positions."""

    def __repr__(self) -> str:
        return repr(self.corpus)

    def about(
        self,
        method: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        figures: dict[str, Any],
    ) -> About:
        """What is told of a question and its answer."""
        options, short = _asked(method, args, kwargs)
        return About(
            question=method.__name__,
            options=options,
            release=self.corpus.name,
            version=self.corpus.version,
            identity=self.corpus.release["identity"] or self.corpus.identity,
            tokens=self.corpus.n_tokens,
            figures=figures,
            asked=short,
        )

    @checked("QueryError")
    def part(self, where: str | None = None, *, once_per_story: bool = False) -> Selection:
        """The part of the corpus that `Part` describes."""
        chosen = selection.where(self.corpus, where)
        return chosen & selection.originals(self.corpus) if once_per_story else chosen

    def _listed(
        self,
        name: str,
        *,
        seconds: float | None = DEFAULT_LIMITS.seconds,
        megabytes: int = DEFAULT_LIMITS.memory >> 20,
        **part: Unpack[Part],
    ) -> tuple[Selection, Budget]:
        """That part, and the account of the question ``name``, which is about all its tokens."""
        budget = Budget(Limits(seconds, megabytes << 20), listing(name))
        chosen = self.part(**part)
        budget.check()
        return chosen, budget

    @checked("QueryError")
    def hits(self, pattern: str, **scope: Unpack[Scope]) -> tuple[Selection, Hits]:
        """That part, and the hits in it of a pattern read as `Scope` says."""
        chosen, hits, _ = self._search(pattern, **scope)
        return chosen, hits

    def _search(
        self,
        pattern: str,
        *,
        chars: bool = False,
        strategy: Strategy | None = None,
        within: str | None = None,
        either_script: bool = False,
        seconds: float | None = DEFAULT_LIMITS.seconds,
        megabytes: int = DEFAULT_LIMITS.memory >> 20,
        **part: Unpack[Part],
    ) -> tuple[Selection, Hits, Budget]:
        """The same, and the account on which what is counted of the hits is put as well."""
        from juku.query.matching.characters import find_chars
        from juku.query.matching.searching import find

        budget = Budget(Limits(seconds, megabytes << 20))
        chosen = self.part(**part)
        if chars and (strategy is not None or within is not None):
            raise QueryError("chars: a string has no strategy and no within; leave them out")
        if either_script and not chars:
            raise QueryError('either_script: is for chars; in CQL write [hans="…"]')
        with budget.lent():
            if chars:
                attribute = "hans" if either_script else "word"
                hits = find_chars(
                    self.corpus, pattern, attribute=attribute, limit=None, limits=budget
                )
            else:
                hits = find(
                    self.corpus,
                    pattern,
                    strategy=strategy,
                    within=within,
                    limit=None,
                    limits=budget,
                )
            budget.check(0 if chosen.mask is None else PARTED * len(hits))
            hits = chosen.keep(hits)
        budget.hold(hits.nbytes)
        return chosen, hits, budget


def _asked(
    method: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[dict[str, Any], str]:
    """All options with their values, and in short those that were not left at their default."""
    signature = inspect.signature(inspect.unwrap(method))
    bound = signature.bind(None, *args, **kwargs)
    bound.apply_defaults()
    options: dict[str, Any] = {}
    short = [method.__name__]
    for name, value in list(bound.arguments.items())[1:]:
        default = signature.parameters[name].default
        kept = SHARED.get(name)
        for key, given in [(name, value)] if kept is None else (kept | value).items():
            if key in COSTS:
                continue
            options[key] = plain = _plain(given)
            if default is inspect.Parameter.empty and key == name:
                short.append(tables.show(plain))
            elif plain is not None and plain is not False and plain != _plain(default):
                short.append(f"{key}={tables.show(plain)}")
    return options, " ".join(short)


def _plain(value: Any) -> Any:
    """An argument as JSON can hold it."""
    if isinstance(value, Asking):
        return str(value.corpus.source)
    if isinstance(value, Path):
        return str(value)
    return list(value) if isinstance(value, (tuple, list)) else value


def names(given: Sequence[str]) -> list[str]:
    """One name or several; a string may hold several between commas."""
    if isinstance(given, str):
        return [name.strip() for name in given.split(",") if name.strip()]
    return list(given)


def figures_of(hits: Hits, chosen: Selection) -> dict[str, Any]:
    """What belongs to the hits as a whole; rates per million tokens.

    Strings of characters can be found more often than there are tokens; then the hits are no share
    of them, and have no interval.
    """
    size = chosen.tokens
    low, high = intervals.rate(len(hits), size)
    rate = len(hits) / size * frequency.MILLION if size else None
    between = [round(float(low), 6), round(float(high), 6)] if size and size >= len(hits) else None
    return {"hits": len(hits), "size": size, "per_million": rate, "interval": between}
