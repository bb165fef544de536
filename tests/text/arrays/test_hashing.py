"""Hash index, against a plain dictionary."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from juku.text.arrays.hashing import HashIndex

KEYS = st.lists(st.integers(1, 2**64 - 1), unique=True, max_size=60)


@given(KEYS, st.lists(st.integers(1, 2**64 - 1), max_size=20))
def test_an_index_finds_each_key_at_its_place_and_nothing_else(keys, others):
    index = HashIndex(np.array(keys, np.uint64))
    places = {key: place for place, key in enumerate(keys, start=1)}
    asked = [*others, *keys]
    found = index.find(np.array(asked, np.uint64)).tolist()
    assert found == [places.get(key, 0) for key in asked]


def test_an_index_resolves_keys_that_fall_on_one_slot():
    keys = np.arange(1, 5000, dtype=np.uint64) << np.uint64(40)
    assert HashIndex(keys).find(keys).tolist() == list(range(1, 5000))
