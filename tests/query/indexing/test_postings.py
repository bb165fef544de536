"""Postings are every position of every key, however the keys are cut into chunks."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from juku.query.indexing.postings import PostingsBuilder


@given(st.lists(st.lists(st.integers(0, 5), max_size=8), max_size=6))
def test_postings_are_every_position_of_every_key(chunks):
    with tempfile.TemporaryDirectory() as folder:
        builder = PostingsBuilder(Path(folder) / "scratch")
        base = 0
        for chunk in chunks:
            builder.add(np.array(chunk, np.uint32), np.arange(len(chunk), dtype=np.uint32), base)
            base += len(chunk)
        keys, counts = builder.totals()
        starts = np.cumsum(counts) - counts
        out = np.zeros(base, np.int32)
        builder.deal(keys, starts, out)
    whole = [key for chunk in chunks for key in chunk]
    assert keys.tolist() == sorted(set(whole))
    for key, start, count in zip(keys, starts, counts, strict=True):
        expected = [at for at, one in enumerate(whole) if one == key]
        assert out[start : start + count].tolist() == expected
