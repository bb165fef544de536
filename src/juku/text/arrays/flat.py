"""Sequences that are arrays inside: parts of one text, values from a small table, lists of spans.

A batch has hundreds of thousands of tokens. As Python objects they cost more than cutting the
text did; so a segmenter gives their places and codes, and a string is made when one is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, TypeVar, overload

import numpy as np

from juku import compiled
from juku.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import ModuleType

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

T = TypeVar("T")

_KERNEL = compiled.kernel("utf8")


class _Listlike(Sequence[T]):
    """Equal to any sequence of the same items."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # as for a list

    def __repr__(self) -> str:
        return repr(list(self))


class Slices(_Listlike[str]):
    """Parts of a text, in order, none over another.

    >>> Slices("在 上海", np.array([0, 2]), np.array([1, 4]))
    ['在', '上海']
    """

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: Ints, ends: Ints) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Slices: ...
    def __getitem__(self, place: int | slice) -> str | Slices:
        if isinstance(place, slice):
            return Slices(self.text, self.starts[place], self.ends[place])
        return self.text[self.starts[place] : self.ends[place]]

    def __iter__(self) -> Iterator[str]:
        text = self.text
        return (
            text[start:end]
            for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True)
        )

    def take(self, places: Ints) -> Slices:
        """Those at some places.

        >>> Slices("在上海", np.array([0, 1]), np.array([1, 3])).take(np.array([1]))
        ['上海']
        """
        return Slices(self.text, self.starts.take(places), self.ends.take(places))

    def utf8(self) -> tuple[NDArray[np.int32], bytes]:
        """The parts' bytes one after another, and where each begins (and the last ends).

        >>> Slices("在 上海", np.array([0, 2]), np.array([1, 4])).utf8()[0].tolist()
        [0, 3, 9]
        """
        return _utf8(self) if _KERNEL is None else _utf8_by_kernel(_KERNEL, self)


def _utf8_by_kernel(kernel: ModuleType, parts: Slices) -> tuple[NDArray[np.int32], bytes]:
    starts, ends = (np.ascontiguousarray(each, np.int64) for each in (parts.starts, parts.ends))
    offsets, raw = kernel.slices(parts.text, starts, ends)
    return np.frombuffer(offsets, np.int32), raw


def _utf8(parts: Slices) -> tuple[NDArray[np.int32], bytes]:
    raw = np.frombuffer(parts.text.encode(), np.uint8)
    # Every byte but a continuation begins a character.
    place = np.append(np.flatnonzero((raw & 0xC0) != 0x80), len(raw))
    starts, ends = place.take(parts.starts), place.take(parts.ends)
    left, right = np.append(0, ends), np.append(starts, len(raw))
    gaps = np.flatnonzero(left < right)
    kept = np.delete(raw, ranges(left[gaps], right[gaps]))
    offsets = np.zeros(len(starts) + 1, np.int32)
    np.cumsum(ends - starts, out=offsets[1:])
    return offsets, kept.tobytes()


class Coded(_Listlike[T]):
    """Values from a small table, a code each; a value may stand in the table twice.

    >>> Coded.of(["n", "v", "n"]).codes.tolist()
    [0, 1, 0]
    """

    __slots__ = ("codes", "table")

    def __init__(self, codes: NDArray[np.int32], table: Sequence[T]) -> None:
        self.codes = codes
        self.table = table

    @classmethod
    def of(cls, values: Iterable[T]) -> Coded[T]:
        """``values`` with a table made of them; one that has a table already is itself."""
        if isinstance(values, cls):
            return values
        none: Coded[T] = Coded(np.zeros(0, np.int32), ())
        return none.add(values)

    @classmethod
    def joined(cls, parts: Iterable[Coded[T]]) -> Coded[T]:
        """Those of all parts, one after another, with one table.

        >>> Coded.joined([Coded.of(["n", "v"]), Coded.of(["v", "n"])])
        ['n', 'v', 'v', 'n']
        """
        code: dict[T, int] = {}
        codes = [np.zeros(0, np.int32)]
        for part in parts:
            own = [code.setdefault(value, len(code)) for value in part.table]
            codes.append(np.array(own, np.int32).take(part.codes))
        return cls(np.concatenate(codes), [*code])

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Coded[T]: ...
    def __getitem__(self, place: int | slice) -> T | Coded[T]:
        if isinstance(place, slice):
            return Coded(self.codes[place], self.table)
        return self.table[int(self.codes[place])]

    def __iter__(self) -> Iterator[T]:
        table = self.table
        return iter([table[code] for code in self.codes.tolist()])

    def take(self, places: Ints | NDArray[np.bool_]) -> Coded[T]:
        """Those at some places.

        >>> Coded.of(["n", "v"]).take(np.array([1, 1, 0]))
        ['v', 'v', 'n']
        """
        return Coded(self.codes[places], self.table)

    def add(self, values: Iterable[T]) -> Coded[T]:
        """These and ``values`` behind them.

        >>> Coded.of(["n", "v"]).add(["v", "p"]).codes.tolist()
        [0, 1, 1, 2]
        """
        table = list(self.table)
        code = {value: n for n, value in enumerate(table)}
        put = []
        for value in values:
            if value not in code:
                code[value] = len(table)
                table.append(value)
            put.append(code[value])
        return Coded(np.concatenate((self.codes, np.array(put, np.int32))), table)


class Spans(_Listlike[list[Span]]):
    """A list of spans a text, those of all texts in one row.

    >>> Spans(np.array([0, 2, 2]), np.array([0, 4]), np.array([4, 7]))
    [[Span(start=0, end=4), Span(start=4, end=7)], []]
    """

    __slots__ = ("ends", "offsets", "starts")

    def __init__(self, offsets: Ints, starts: Ints, ends: Ints) -> None:
        """``offsets`` say where the spans of each text begin, and where the last end."""
        self.offsets = offsets
        self.starts = starts
        self.ends = ends

    @classmethod
    def of(cls, lists: Sequence[Sequence[Span]]) -> Spans:
        """``lists`` as arrays."""
        counts = np.fromiter(map(len, lists), np.int64, len(lists))
        flat = chain.from_iterable(chain.from_iterable(lists))
        pairs = np.fromiter(flat, np.int64, 2 * int(counts.sum())).reshape(-1, 2)
        return cls(offsets_of(counts), pairs[:, 0], pairs[:, 1])

    @classmethod
    def merged(cls, which: NDArray[np.bool_], these: Spans, others: Spans) -> Spans:
        """Lists of two kinds as one row: in order, ``these`` where ``which`` says so.

        >>> one, two = Spans.of([[Span(0, 1)], []]), Spans.of([[Span(5, 9)]])
        >>> list(map(len, Spans.merged(np.array([True, False, True]), one, two)))
        [1, 1, 0]
        """
        counts = np.zeros(len(which), np.int64)
        counts[which], counts[~which] = np.diff(these.offsets), np.diff(others.offsets)
        of_these = np.repeat(which, counts)
        places = np.empty((2, len(of_these)), np.int64)
        places[:, of_these] = these.starts, these.ends
        places[:, ~of_these] = others.starts, others.ends
        return cls(offsets_of(counts), *places)

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, place: int) -> list[Span]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[list[Span]]: ...
    def __getitem__(self, place: int | slice) -> list[Span] | Sequence[list[Span]]:
        if isinstance(place, slice):
            return list(self)[place]
        at = range(len(self))[place]
        its = slice(self.offsets[at], self.offsets[at + 1])
        return list(map(Span, self.starts[its].tolist(), self.ends[its].tolist()))

    def __iter__(self) -> Iterator[list[Span]]:
        spans = map(Span, self.starts.tolist(), self.ends.tolist())
        return (list(islice(spans, count)) for count in self.counts.tolist())

    @property
    def counts(self) -> Ints:
        """How many each text has."""
        return np.diff(self.offsets)

    @property
    def pairs(self) -> Ints:
        """All in one row, as rows of a start and an end."""
        return np.stack((self.starts, self.ends), axis=1)


def offsets_of(sizes: Ints) -> Ints:
    """Where each begins of things that follow each other, and where the last ends.

    >>> offsets_of(np.array([2, 0, 3])).tolist()
    [0, 2, 2, 5]
    """
    offsets = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return offsets


def ranges(starts: Ints, ends: Ints) -> Ints:
    """Every number from each start to before its end.

    >>> ranges(np.array([2, 7]), np.array([4, 8])).tolist()
    [2, 3, 7]
    """
    sizes = ends - starts
    return np.repeat(ends - np.cumsum(sizes), sizes) + np.arange(int(sizes.sum()))


def begins_of(texts: Sequence[str]) -> NDArray[np.int64]:
    """Where each text begins in all, joined with a character between; one past that, at the end.

    >>> begins_of(["上海", "", "好"]).tolist()
    [0, 3, 4, 6]
    """
    begins = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1, out=begins[1:])
    return begins
