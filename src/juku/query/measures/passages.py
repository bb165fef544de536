"""Text of spans of positions, many at once: as printed, or token by token; and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.query.indexing import arrays, arrow
from juku.query.measures.grouping import joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.query.indexing.index import Index

    Positions = NDArray[np.int64]


def printed(index: Index, start: Positions, end: Positions) -> pa.Array:
    """Each span as printed, white space inside it included."""
    lengths = np.maximum(end - start, 0)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    positions = np.repeat(start - offsets[:-1], lengths) + np.arange(int(offsets[-1]))
    words = index.values("word", positions)
    nothing = arrow.text("", words.type)
    first = np.zeros(len(positions), bool)
    first[offsets[:-1][lengths > 0]] = True
    before = spaces_before(index, np.where(first, -1, positions))
    if before is not None:
        words = pc.binary_join_element_wise(before.cast(words.type), words, nothing)
    lists = pa.LargeListArray.from_arrays(arrow.column(offsets), words)
    return pc.binary_join(lists, nothing).cast(pa.string())


def spaces_before(index: Index, positions: Positions) -> pa.Array | None:
    """The white space before each token, empty for -1; None where the corpus has none at all."""
    at, spaces, _ = _spaces(index)
    if len(at) == 0:
        return None
    row = np.minimum(np.searchsorted(at, positions), len(at) - 1)
    return spaces.take(arrow.column(row, at[row] != positions)).fill_null(arrow.text(""))


def around(
    index: Index, first: Positions, hits: tuple[Positions, Positions], last: Positions
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """The text from ``first`` to each hit, the hit, and from it to ``last``, as printed.

    White space next to the hit belongs to its context.
    """
    start, end = hits
    left, right = printed(index, first, start), printed(index, end, last)
    before = spaces_before(index, np.where(first < start, start, -1))
    after = spaces_before(index, np.where(end < last, end, -1))
    if before is not None and after is not None:
        left = pc.binary_join_element_wise(left, before, arrow.text(""))
        right = pc.binary_join_element_wise(after, right, arrow.text(""))
    return left, printed(index, start, end), right


def segmented(index: Index, start: Positions, end: Positions) -> pa.Array:
    """Each span with a blank between its tokens."""
    return joined(index, "word", start, end)


def offsets_in_sentence(index: Index, positions: Positions) -> Positions:
    """Where in its sentence's ``text`` each token starts, in code points."""
    bounds = index.bounds("sentence")
    first = bounds[index.unit_of("sentence", positions)]
    return first_characters(index, first, positions)


def first_characters(index: Index, first: Positions, last: Positions) -> Positions:
    """Code points from before the token ``first`` and its white space to the token ``last``."""
    last = np.maximum(last, first)
    begin, end = _runs(first, last)
    offsets = np.concatenate(([0], np.cumsum(end - begin)))
    positions = np.repeat(begin - offsets[:-1], end - begin) + np.arange(int(offsets[-1]))
    sizes = index.word_lengths[index.ids("word", positions)]
    summed = np.concatenate(([0], np.cumsum(sizes)))
    run = np.searchsorted(begin, first, "right") - 1
    before = first - begin[run] + offsets[run]
    at, _, widths = _spaces(index)
    spaces = np.concatenate(([0], np.cumsum(widths)))
    gaps = spaces[np.searchsorted(at, last, "right")] - spaces[np.searchsorted(at, first, "left")]
    total: Positions = summed[before + last - first] - summed[before] + gaps
    return total


def _runs(start: Positions, end: Positions) -> tuple[Positions, Positions]:
    """The stretches that spans cover together, none of which touches another.

    A token before many hits of one sentence is so looked at once.
    """
    order = np.argsort(start, kind="stable")
    begin, furthest = start[order], np.maximum.accumulate(end[order])
    fresh = np.append(True, begin[1:] > furthest[:-1])[: len(begin)]
    return begin[fresh], furthest[np.append(fresh[1:], True)[: len(begin)]]


def printed_characters(index: Index, first: Positions, last: Positions) -> Positions:
    """Code points between the starts of two tokens, as `printed` has them from ``first`` on."""
    before_first = first_characters(index, first, first)
    return first_characters(index, first, last) - before_first


_KEPT: WeakKeyDictionary[Index, tuple[Positions, pa.Array, Positions]] = WeakKeyDictionary()


def _spaces(index: Index) -> tuple[Positions, pa.Array, Positions]:
    """Positions that have white space before them, that space, and its length."""
    if index not in _KEPT:
        table = arrays.load_table(index.path, "gaps")
        table = table.filter(pc.invert(table["after"])).sort_by("position").combine_chunks()
        spaces = table["space"].combine_chunks()
        widths = arrow.numbers(pc.utf8_length(spaces))
        _KEPT[index] = (arrow.numbers(table["position"]), spaces, widths)
    return _KEPT[index]
