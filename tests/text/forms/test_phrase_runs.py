"""The runs of a text that a phrase could decide: whole, in order, and no others."""

from __future__ import annotations

import numpy as np
import pytest

from juku.text.forms import phrase_runs


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("发", []),
        ("头发", ["头发"]),
        ("他说，头发。", ["头发"]),
        ("上海举办", []),
        ("上\n发\n后，", []),
        ("理发，面条", ["理发", "面条"]),
        ("上\U0001f600海", ["上\U0001f600海"]),
        ("，\uf928，\uf928", ["，\uf928，\uf928"]),
    ],
)
def test_runs(text, found):
    known = np.array([min(ord(each), phrase_runs.BEYOND) for each in text], np.uint32)
    starts, ends = phrase_runs.runs("s2t", known)
    assert [text[start:end] for start, end in zip(starts, ends, strict=True)] == found
