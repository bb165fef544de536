"""What the kernel finds keys in: small slots, and records that begin with their key.

A lookup there looks at one slot of four bytes, and at a record only if bits of the key's hash in
the slot agree; where keys by the million are looked up, that is what takes time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from juku import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Parts = tuple[Any, ...]

KERNEL = compiled.kernel("ud")
"""Cuts and tags a batch in one pass; `cutting` and `tagging` say with numpy what it does."""


def slots(keys: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """Slots for distinct keys, at most half of them taken.

    Raises:
        RuntimeError: there is no kernel, which is what fills them and looks in them.
    """
    if KERNEL is None:
        raise RuntimeError("slots are the kernel's, which was not built")
    made = np.zeros(1 << max(4, (2 * len(keys)).bit_length()), np.uint32)
    KERNEL.index(np.ascontiguousarray(keys), made)
    return made


def trie(keys: NDArray[np.uint64], numbers: NDArray[np.uint64]) -> Parts:
    """Records of a hash and its number, and their slots."""
    return np.stack([keys, numbers], axis=1), slots(keys)
