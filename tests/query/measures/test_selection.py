"""Each story once: an original, or the earliest that is left of its reprints."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

import juku
from juku import contract, store

STORIES = [
    ("甲", 3, None),
    ("乙", 9, "甲"),
    ("丙", 5, "甲"),
    ("丁", 5, "甲"),
    ("戊", 1, None),
    ("己", 2, "戊"),
]
"""Name, day and original of each article; its only word is its name."""


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ("", "甲戊"),
        ("甲", "丙戊"),
        ("甲丙", "丁戊"),
        ("甲丙丁乙", "戊"),
        ("乙己", "甲戊"),
        ("甲戊", "丙己"),
    ],
)
def test_a_story_whose_original_was_taken_down_is_counted_by_its_earliest_reprint(
    make_release, monkeypatch, tmp_path, gone, left
):
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))
    made = [
        make_release.Story([name], name, {"published": dt.date(2024, 1, day), "reprint_of": first})
        for name, day, first in STORIES
    ]
    root = make_release(made)
    (shard,) = store.shards(root, "sentences")
    rows = store.read_file(shard).to_pylist()
    for row in rows:
        if row["article_id"] in gone:
            row |= {"text": "", "tokens": [None]}
    store.write(pa.Table.from_pylist(rows, contract.schema("sentences")), "sentences", shard)

    news = juku.open(root)
    found = news.words(once_per_story=True)

    assert sorted(found.column("word")) == sorted(left)
    assert found.about.figures["size"] == len(left)
    news.export("text", tmp_path / "out.txt", once_per_story=True)
    assert set((tmp_path / "out.txt").read_text("utf-8").split()) == set(left)
