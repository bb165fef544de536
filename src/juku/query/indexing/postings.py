"""Postings: for each key the sorted positions where it stands, made in bounded memory.

Keys come in chunks. Each chunk is sorted by itself and put aside on disk with the counts of its
keys; when all have come, the counts say where each key's run begins, and the chunks are dealt out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


class PostingsBuilder:
    """Gathers (key, position) chunk by chunk and deals the positions out by key."""

    def __init__(self, scratch: Path) -> None:
        self._path = scratch
        self._file = scratch.open("wb")
        self._runs: list[tuple[NDArray[np.uint32], NDArray[np.int64], int]] = []

    def add(self, keys: NDArray[np.uint32], positions: NDArray[np.uint32], base: int) -> None:
        """A chunk: ``keys[i]`` stands at ``base + positions[i]``; positions are ascending."""
        if len(keys) == 0:
            return
        packed = keys.astype(np.uint64) << _SHIFT
        packed |= positions
        packed.sort()
        ordered = (packed >> _SHIFT).astype(np.uint32)
        (packed & _LOW).astype(np.uint32).tofile(self._file)
        heads = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        counts = np.diff(np.append(heads, len(ordered)))
        self._runs.append((ordered[heads], counts, base))

    def totals(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """Distinct keys, ascending, and how often each came."""
        self._file.close()
        if not self._runs:
            return np.zeros(0, np.uint32), np.zeros(0, np.int64)
        keys, inverse = np.unique(np.concatenate([r[0] for r in self._runs]), return_inverse=True)
        counts = np.zeros(len(keys), np.int64)
        np.add.at(counts, inverse, np.concatenate([r[1] for r in self._runs]))
        return keys, counts

    def deal(self, keys: NDArray[np.uint32], starts: NDArray[np.int64], out: NDArray[Any]) -> None:
        """Fill ``out``: the run of ``keys[i]`` begins at ``starts[i]``."""
        cursor = starts.copy()
        read = 0
        for run_keys, counts, base in self._runs:
            total = int(counts.sum())
            chunk = np.fromfile(self._path, np.uint32, total, offset=4 * read)
            read += total
            where = np.searchsorted(keys, run_keys)
            begin = np.cumsum(counts) - counts
            target = np.repeat(cursor[where] - begin, counts) + np.arange(total)
            out[target] = chunk.astype(np.int64) + base
            cursor[where] += counts
        self._path.unlink()
