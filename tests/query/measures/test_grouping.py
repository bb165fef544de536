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
    # Rows of which one is the beginning of the other, also by the word that sorts first, and two
    # that only their last word parts.
    lines += [["甲"], ["甲", "丁"], ["丁"], ["丁"] * 9, ["丁"] * 10, ["丁"] * 10]
    lines += [
        ["乙"] * 8 + list(rest) for rest in ("甲", "丙", "丙丁", "丙丁丁", "丙甲丁", "甲丁丙")
    ]
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


def beside(row, line, side, distance):
    """The token so far before or after a line's hit, in its sentence, as plain Python has it."""
    starts = row["token_start"]
    first = starts.index(line["start"])
    last = max(at for at, start in enumerate(starts) if start < line["end"])
    at = first - distance if side == "L" else last + distance
    return row["tokens"][at] if 0 <= at < len(starts) else None


@pytest.mark.parametrize("pattern", ['"改革"', '[upos="NOUN"] []', '[] "的" []{0,3}'])
@pytest.mark.parametrize("key", ["L1", "R1", "L2", "R3"])
def test_a_neighbour_is_the_token_beside_the_whole_hit(news, pattern, key):
    rows = {row["sentence_id"]: row for row in news.rows}
    lines = news.questions.find(pattern, within="sentence", columns=[key]).rows()
    assert len({line[key] for line in lines}) > 2
    for line in lines:
        row = rows[line["sentence_id"]]
        assert line[key] == beside(row, line, key[0], int(key[1]))
