"""numpy arrays and text as Arrow has them, without a copy.

``pa.array`` and ``pa.scalar`` import pandas wherever that is installed, which takes longer than
most questions; these make the buffers themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def text(value: str, kind: pa.DataType | None = None) -> pa.Scalar:
    """A string, or with ``kind`` a large one.

    >>> text("甲").as_py(), str(text("甲", pa.large_string()).type)
    ('甲', 'large_string')
    """
    kind = kind or pa.string()
    data = value.encode()
    offsets = np.array([0, len(data)], np.int64 if kind == pa.large_string() else np.int32)
    return pa.Array.from_buffers(kind, 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)])[0]


def numbers(indices: pa.Array) -> NDArray[np.int64]:
    """Whole numbers, -1 for null.

    >>> numbers(pa.array([5, None], pa.int32())).tolist()
    [5, -1]
    """
    if indices.null_count == 0:
        values: NDArray[np.int64] = indices.to_numpy().astype(np.int64)
        return values
    valid = indices.is_valid().to_numpy(zero_copy_only=False)
    data = np.frombuffer(indices.buffers()[1], indices.type.to_pandas_dtype())
    held = data[indices.offset : indices.offset + len(indices)].astype(np.int64)
    return np.where(valid, held, -1)


def table(columns: Mapping[str, Any]) -> pa.Table:
    """The table of some columns, each a numpy array or an Arrow one.

    >>> table({"n": np.array([1, 2]), "word": pa.array(["甲", "乙"])}).to_pylist()
    [{'n': 1, 'word': '甲'}, {'n': 2, 'word': '乙'}]
    """
    arrays = [column(c) if isinstance(c, np.ndarray) else c for c in columns.values()]
    return pa.table(arrays, names=list(columns))
