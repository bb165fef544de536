"""Sketches made by the kernel, against the same in numpy."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from juku.text.arrays import shingles

KERNEL = shingles._KERNEL
needs_kernel = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built")

HOSTILE = st.text(
    st.sampled_from(
        "甲乙丙丁戊，。a1²٣Ⅷ \r\n\0é\u4dff\u4e00\u9fa5\u9fa6\u9fff𠀀😀\ud800\udc00\U0010ffff"
    ),
    max_size=80,
)
ANY = st.text(max_size=40) | HOSTILE | st.text(st.characters(max_codepoint=0xFF), max_size=40)


def assert_alike(texts):
    made, expected = shingles.sketch(texts), shingles._sketch_in_parts(texts)
    for name in ("bands", "bins", "sizes"):
        one, other = getattr(made, name), getattr(expected, name)
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


@needs_kernel
@given(st.lists(ANY, max_size=8))
@example([])
@example([""])
@example(["甲乙", "", "甲", "乙丙丁"])
def test_the_kernel_sketches_any_text_as_numpy_does(texts):
    assert_alike(texts)


@needs_kernel
def test_the_kernel_sketches_long_texts_and_many_as_numpy_does():
    rng = random.Random(5)
    signs = [chr(point) for point in range(0x4E00, 0x9000, 7)] + ["，", "\n", "𠀀"]
    texts = ["".join(rng.choices(signs, k=rng.randrange(900))) for _ in range(700)]
    assert_alike([*texts, "".join(rng.choices(signs, k=100_000)), "甲" * 50_000])


@needs_kernel
@given(ANY)
def test_the_kernel_hashes_the_shingles_of_any_text_as_numpy_does(text):
    codes = np.array([ord(c) for c in text if c.isalnum()], np.uint32)
    expected = shingles._keys(codes) if len(codes) > 2 else []
    assert np.frombuffer(KERNEL.hashes(text), np.uint64).tolist() == list(expected)


@given(ANY)
def test_the_different_shingles_are_sorted_hashes_of_plain_runs_of_three(text):
    kept = "".join(c for c in text if c.isalnum())
    runs = {kept[at : at + 3] for at in range(len(kept) - 2)}
    own = shingles.shingles(text)
    assert len(own) == len(runs)
    assert np.all(own[1:] > own[:-1])
    assert all(shingles.shingles(run)[0] in own for run in runs)


def test_without_the_kernel_shingles_are_the_same(monkeypatch):
    text = "第3号新闻，城市发展之𠀀\ud800甲乙丙。"
    made = shingles.shingles(text)
    monkeypatch.setattr(shingles, "_KERNEL", None)
    assert shingles.shingles(text).tolist() == made.tolist()


@needs_kernel
def test_the_kernel_refuses_what_is_no_text_and_arrays_without_room():
    bands, bins, sizes = (
        np.zeros((shingles.BANDS, 1), np.uint32),
        np.zeros((1, shingles.BINS), np.uint8),
        np.zeros(1, np.int32),
    )
    with pytest.raises(TypeError, match="a text is a str"):
        KERNEL.sketch([b"x"], bands, bins, sizes)
    with pytest.raises(TypeError, match="a text is a str"):
        KERNEL.hashes(b"x")
    for arrays in ((bands[1:], bins, sizes), (bands, bins[:0], sizes), (bands, bins, sizes[:0])):
        with pytest.raises(ValueError, match="no room"):
            KERNEL.sketch(["甲乙丙"], *arrays)
