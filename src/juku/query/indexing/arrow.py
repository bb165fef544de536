"""numpy arrays and text as Arrow has them, without a copy.

``pa.array``, ``pa.scalar`` and ``to_numpy`` import pandas wherever that is installed, which takes
longer than most questions; these go by the buffers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


def column(values: NDArray[Any], absent: NDArray[np.bool_] | None = None) -> pa.Array:
    """The column of ``values``; null where ``absent``.

    >>> column(np.array([3, 4]), np.array([False, True])).to_pylist()
    [3, None]
    """
    if values.dtype == bool:
        kind, data = pa.bool_(), np.packbits(values, bitorder="little")
    else:
        kind, data = pa.from_numpy_dtype(values.dtype), np.ascontiguousarray(values)
    valid = None if absent is None else pa.py_buffer(np.packbits(~absent, bitorder="little"))
    return pa.Array.from_buffers(kind, len(values), [valid, pa.py_buffer(data)])


def texts(values: Sequence[str], kind: pa.DataType | None = None) -> pa.Array:
    """A column of strings, or with ``kind`` of large ones.

    >>> texts(["甲", "", "乙丙"]).to_pylist()
    ['甲', '', '乙丙']
    """
    kind = kind or pa.string()
    data = [value.encode() for value in values]
    ends = np.cumsum([0, *map(len, data)])
    offsets = ends.astype(np.int64 if kind == pa.large_string() else np.int32)
    return pa.Array.from_buffers(
        kind, len(data), [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(data))]
    )


def text(value: str, kind: pa.DataType | None = None) -> pa.Scalar:
    """A string, or with ``kind`` a large one.

    >>> text("甲").as_py(), str(text("甲", pa.large_string()).type)
    ('甲', 'large_string')
    """
    return texts([value], kind)[0]


def numbers(values: pa.Array | pa.ChunkedArray) -> NDArray[np.int64]:
    """Whole numbers as numpy has them, -1 for null.

    >>> numbers(pa.array([5, None], pa.int32())).tolist()
    [5, -1]
    """
    whole = _whole(values)
    data = np.frombuffer(whole.buffers()[1] or b"", np.dtype(str(whole.type)))
    held = data[whole.offset : whole.offset + len(whole)].astype(np.int64)
    return np.where(truth(whole.is_valid()), held, -1) if whole.null_count else held


def truth(values: pa.Array | pa.ChunkedArray) -> NDArray[np.bool_]:
    """Truth values without null as numpy has them.

    >>> truth(pa.array([True, False, True])[1:]).tolist()
    [False, True]
    """
    whole = _whole(values)
    bits = np.frombuffer(whole.buffers()[1] or b"", np.uint8)
    count = whole.offset + len(whole)
    return np.unpackbits(bits, count=count, bitorder="little")[whole.offset :].astype(bool)


def coded(values: pa.Array | pa.ChunkedArray) -> tuple[pa.Array, NDArray[np.int64]]:
    """The different values without null, and for each value its number among them, -1 for null.

    >>> different, numbers = coded(pa.array(["乙", None, "甲", "乙"]))
    >>> different.to_pylist(), numbers.tolist()
    (['乙', '甲'], [0, -1, 1, 0])
    """
    made = _whole(values).dictionary_encode()
    return made.dictionary, numbers(made.indices)


def sums(codes: NDArray[np.int64], counts: NDArray[np.int64], different: int) -> NDArray[np.int64]:
    """For each number below ``different`` the sum of the counts whose code it is.

    Arrow's own ``group_by`` imports pandas. Exact below 2**53.

    >>> sums(np.array([0, 2, 0]), np.array([5, 1, 2]), 3).tolist()
    [7, 0, 1]
    """
    return np.bincount(codes, weights=counts, minlength=different).astype(np.int64)


def _whole(values: pa.Array | pa.ChunkedArray) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def table(columns: Mapping[str, Any]) -> pa.Table:
    """The table of some columns, each a numpy array or an Arrow one.

    >>> table({"n": np.array([1, 2]), "word": pa.array(["甲", "乙"])}).to_pylist()
    [{'n': 1, 'word': '甲'}, {'n': 2, 'word': '乙'}]
    """
    arrays = [column(c) if isinstance(c, np.ndarray) else c for c in columns.values()]
    return pa.table(arrays, names=list(columns))
