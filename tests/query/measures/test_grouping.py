"""Hits that have the same row of values have the same code."""

from __future__ import annotations

import numpy as np
import pytest

from juku.query.measures.grouping import distinct_rows


@pytest.fixture
def corpus(open_made, release_writer):
    """Sentences of three words, some alike for long, and one of a thousand, which none is like."""
    drawn = np.random.default_rng(5)
    lines = [drawn.choice(list("甲乙丙"), drawn.integers(1, 7)).tolist() for _ in range(300)]
    lines += [
        ["甲"] * 8 + drawn.choice(list("甲乙"), drawn.integers(0, 4)).tolist() for _ in range(40)
    ]
    lines.append(["甲", "丁"] * 500)
    told = [" ".join(f"{word}/n/NOUN" for word in line) for line in lines]
    return open_made([release_writer.Story(told)])


def test_codes_are_those_of_the_sorted_rows(corpus):
    hits = corpus.find("<s/>")
    ids = corpus.ids("word", np.arange(corpus.n_tokens))
    spans = zip(hits.start.tolist(), hits.end.tolist(), strict=True)
    rows = [tuple(ids[start:end].tolist()) for start, end in spans]
    ranks = {row: rank for rank, row in enumerate(sorted(set(rows)))}

    codes, first = distinct_rows(corpus, hits, "word")

    assert codes.tolist() == [ranks[row] for row in rows]
    assert first.tolist() == [rows.index(row) for row in ranks]


def test_no_hit_has_no_code(corpus):
    codes, first = distinct_rows(corpus, corpus.find('"戊"'), "word")

    assert codes.tolist() == first.tolist() == []


def test_a_long_hit_is_read_only_as_far_as_it_is_like_another(corpus, monkeypatch):
    read, ids = [], type(corpus).ids
    hits = corpus.find("<s/>")
    monkeypatch.setattr(
        type(corpus), "ids", lambda index, *what: read.append(what) or ids(index, *what)
    )

    distinct_rows(corpus, hits, "word")

    assert len(read) <= 12
