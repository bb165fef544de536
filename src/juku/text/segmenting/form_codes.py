"""A number for each form that was met, found for all forms of a batch at once.

A dictionary answers one form at a time, and each answer waits for the memory that it lies in.
Most tokens have one to three characters, which make one number of 64 bits that is the form's own;
such numbers are looked up together. The dictionary is asked for what is left.
"""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from juku.text.arrays import hashing
from juku.text.arrays.flat import Slices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

UNKNOWN = -1
"""The number of a form that was not met."""

_GROWTH = 2
"""How many times as many forms are met, until the short ones are indexed anew."""

_BITS = 21
"""Of a code point; one more than it is 1 to 0x110000, so that 0 is no character."""

_CHARACTER = np.uint64((1 << _BITS) - 1)

_LONG = np.uint64(1 << 63)
"""In the key of a form of more than three characters, and in no other."""


class FormCodes:
    """Forms met, each with a number.

    >>> met = FormCodes({"在": 1, "上海": 2})
    >>> met.find(Slices("在上海办", np.array([0, 1, 3]), np.array([1, 3, 4]))).tolist()
    [1, 2, -1]
    """

    def __init__(self, codes: Mapping[str, int]) -> None:
        self._codes = dict(codes)
        self._read()

    def __len__(self) -> int:
        return len(self._codes)

    def __contains__(self, form: str) -> bool:
        return form in self._codes

    def add(self, codes: Mapping[str, int]) -> None:
        """Keep the numbers of forms; a form that was met keeps the one that it has."""
        for form, code in codes.items():
            self._codes.setdefault(form, code)
        if len(self._codes) > _GROWTH * self._read_of:
            self._read()

    def find(self, forms: Slices) -> NDArray[np.int32]:
        """The number of each form, `UNKNOWN` for one that was not met."""
        keys = _keys(forms)
        codes = self._numbers.take(self._index.find(keys))
        left = np.flatnonzero(codes == UNKNOWN)
        if self._read_of == len(self._codes):
            left = left[keys.take(left) >= _LONG]
        found = map(self._codes.get, forms.take(left), repeat(UNKNOWN))
        codes[left] = np.fromiter(found, np.int32, len(left))
        return codes

    def _read(self) -> None:
        """Index the short forms that are known now."""
        self._read_of = len(self._codes)
        lengths = np.fromiter(map(len, self._codes), np.int64, len(self._codes))
        ends = np.cumsum(lengths)
        keys = _keys(Slices("".join(self._codes), ends - lengths, ends))
        short = keys < _LONG
        numbers = np.fromiter(self._codes.values(), np.int32, len(self._codes))
        self._index = hashing.HashIndex(keys[short])
        self._numbers = np.concatenate((np.array([UNKNOWN], np.int32), numbers[short]))


def distinct(forms: Slices) -> set[str]:
    """Each form once.

    >>> distinct(Slices("在上海在", np.array([0, 1, 3]), np.array([1, 3, 4]))) == {"在", "上海"}
    True
    """
    keys = _keys(forms)
    # Sorting numbers is quicker than making a string of each; and they tell the string.
    short = hashing.distinct(keys[keys < _LONG])
    codes = [(short >> np.uint64(_BITS * place) & _CHARACTER).tolist() for place in range(3)]
    made = {
        "".join([chr(code - 1) for code in three if code]) for three in zip(*codes, strict=True)
    }
    return made.union(forms.take(np.flatnonzero(keys >= _LONG)))


def _keys(forms: Slices) -> NDArray[np.uint64]:
    """A number of each form that no other has, unless both have more than three characters."""
    # Behind the last form there are two characters to be looked at, and taken for none.
    text = np.frombuffer(f"{forms.text}\0\0".encode("utf-32-le"), np.uint32)
    lengths = forms.ends - forms.starts
    keys = (text.take(forms.starts) + np.uint32(1)).astype(np.uint64)
    for place in (1, 2):
        one = (text.take(forms.starts + place) + np.uint32(1)) * (lengths > place)
        keys |= one.astype(np.uint64) << np.uint64(_BITS * place)
    keys[lengths > 3] |= _LONG
    return keys
