"""Every error that juku raises on purpose.

::

    JukuError                 a person can mend it; shown without a traceback
    ├── EvidenceError         corpus: manifest, pages, curation
    ├── ContractError         a table or file does not say what schema/ says
    ├── SegmenterError        a segmenter is unknown, not installed, or broke the token law
    ├── BuildError            a build cannot start, go on, or finish
    │   └── VersionError      a version number does not fit the rows
    ├── QueryError            a pattern cannot be read or is refused
    │   └── LimitError        a query went over its limit of time or memory
    └── ReleaseError          a release is not what it claims, or cannot be published

A message reads ``where: fact; remedy``. ``Findings`` gathers all offenders before one is raised.
"""

from __future__ import annotations

from dataclasses import dataclass, field

TYPE_CHECKING = False  # importing ``typing`` for it takes longer than all else here
if TYPE_CHECKING:
    from collections.abc import Sequence


class JukuError(Exception):
    """Something that the reader of the message can mend."""


class EvidenceError(JukuError):
    """The corpus is not what its manifest says, or a curation row does not fit."""


class ContractError(JukuError):
    """A table or file does not have the shape that the contract gives it."""


class SegmenterError(JukuError):
    """A segmenter is unknown, is not installed, or returned tokens that are not slices."""


class BuildError(JukuError):
    """A build cannot start, go on, or finish."""


class VersionError(BuildError):
    """A version number is malformed, is taken, or does not fit the rows.

    Attributes:
        proposal: the number that fits, where it is known.
    """

    def __init__(self, message: str, proposal: str | None = None) -> None:
        super().__init__(message)
        self.proposal = proposal


class QueryError(JukuError):
    """A query cannot be understood or answered."""


class LimitError(QueryError):
    """A query would need more time or memory than it was given."""


class ReleaseError(JukuError):
    """A release is not what it claims to be, or could not be published."""


_ESCAPED = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0))}
_ESCAPED |= {0x09: "\\t", 0x0A: "\\n", 0x0D: "\\r", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def one_line(name: str) -> str:
    r"""A name as a message has it: signs that end a line or steer a terminal are escaped.

    >>> one_line("a\nb.txt")
    'a\\nb.txt'
    """
    return name.translate(_ESCAPED)


def so_many(count: int, things: str) -> str:
    """A number of things as a message has it; ``things`` is the word for several, with an s.

    >>> so_many(1, "articles"), so_many(2_000, "articles")
    ('1 article', '2,000 articles')
    """
    return f"{count:,} {things.removesuffix('s') if count == 1 else things}"


_SHOWN = 80
"""Characters of a value that a message repeats."""


def quoted(value: object) -> str:
    """A value as a message repeats it: text in quotation marks, and cut where it is very long.

    >>> quoted("x" * 3), len(quoted("x" * 100_000)), len(quoted(["x"] * 100_000))
    ("'xxx'", 83, 81)
    """
    if isinstance(value, str):
        return repr(value if len(value) <= _SHOWN else value[:_SHOWN] + "…")
    shown = repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"


def one_of(name: str, known: Sequence[str]) -> str:
    """The remedy for a name that there is not: those that there are, and which it looks like.

    >>> one_of("publsher", ["article_id", "publisher"])
    'use one of article_id, publisher; did you mean publisher?'
    >>> one_of("foo", ["article_id", "publisher"])
    'use one of article_id, publisher'
    """
    from difflib import get_close_matches  # for one who erred; it takes a while to import

    near = get_close_matches(name[:_SHOWN], known, n=1, cutoff=0.7)
    meant = f"; did you mean {near[0]}?" if near else ""
    return f"use one of {', '.join(known)}{meant}"


@dataclass
class Findings:
    """Messages gathered in order, so that all offenders are named at once.

    >>> found = Findings()
    >>> found.add("manifest.jsonl:3: sha256", "is not 64 hex digits", "run `juku add` again")
    >>> found.messages
    ['manifest.jsonl:3: sha256: is not 64 hex digits; run `juku add` again']
    """

    messages: list[str] = field(default_factory=list)

    def add(self, where: str, fact: str, remedy: str) -> None:
        """Note one offender."""
        self.messages.append(f"{one_line(where)}: {fact}; {remedy}")

    def __bool__(self) -> bool:
        return bool(self.messages)

    def raise_as(self, kind: type[JukuError]) -> None:
        """Raise ``kind`` with every message, a line each, if there is any."""
        if self.messages:
            raise kind("\n".join(self.messages))
