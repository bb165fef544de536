"""Text of spans of positions, many at once: as printed, or token by token; and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku.query import arrays
from juku.query.grouping import joined

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from juku.query.index import Index

    Positions = NDArray[np.int64]


def printed(index: Index, start: Positions, end: Positions) -> pa.Array:
    """Each span as printed, white space inside it included."""
    at, spaces, _ = _spaces(index)
    lengths = np.maximum(end - start, 0)
    offsets = np.concatenate(([0], np.cumsum(lengths)))
    positions = np.repeat(start - offsets[:-1], lengths) + np.arange(int(offsets[-1]))
    words = index.values("word", positions)
    nothing = pa.scalar("", words.type)
    if len(at):
        row = np.minimum(np.searchsorted(at, positions), len(at) - 1)
        inner = np.ones(len(positions), bool)
        inner[offsets[:-1][lengths > 0]] = False
        gap = np.where(inner & (at[row] == positions), row, -1)
        before = spaces.take(pa.array(gap, pa.int64(), mask=gap < 0)).fill_null("")
        words = pc.binary_join_element_wise(before.cast(words.type), words, nothing)
    lists = pa.LargeListArray.from_arrays(pa.array(offsets, pa.int64()), words)
    return pc.binary_join(lists, nothing).cast(pa.string())


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
    lengths = np.maximum(last - first, 0)
    before = np.cumsum(lengths) - lengths
    positions = np.repeat(first - before, lengths) + np.arange(int(lengths.sum()))
    sizes = index.word_lengths[index.ids("word", positions)]
    summed = np.concatenate(([0], np.cumsum(sizes)))
    at, _, widths = _spaces(index)
    spaces = np.concatenate(([0], np.cumsum(widths)))
    gaps = spaces[np.searchsorted(at, last, "right")] - spaces[np.searchsorted(at, first, "left")]
    total: Positions = summed[before + lengths] - summed[before] + gaps
    return total


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
        spaces = pa.array(table["space"].to_pylist(), pa.string())
        widths = pc.utf8_length(spaces).to_numpy().astype(np.int64)
        _KEPT[index] = (table["position"].to_numpy().astype(np.int64), spaces, widths)
    return _KEPT[index]
