"""Passages are slices of the text whatever white space stands in it."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juku import contract, store
from juku.query.doors import Questions
from juku.query.measures import passages
from juku.query.opening import open_corpus

WORDS = st.sampled_from(["改革", "开放", "5G", "a", "，", "𠀀"])
SPACES = st.sampled_from(["", "", "", " ", "  ", "\u3000", "\t"])
SENTENCES = st.lists(
    st.tuples(st.lists(st.tuples(SPACES, WORDS), min_size=1, max_size=7), SPACES),
    min_size=1,
    max_size=5,
)


def spaced(path, sentences):
    """Give the sentences of a release at ``path`` their white space."""
    (shard,) = store.shards(path, "sentences")
    rows = store.read_file(shard).to_pylist()
    for row, (pairs, after) in zip(rows, sentences, strict=True):
        text, starts = "", []
        for space, word in pairs:
            text += space
            starts.append(len(text))
            text += word
        row |= {"text": text + after, "token_start": starts}
    store.write(pa.Table.from_pylist(rows, schema=contract.schema("sentences")), "sentences", shard)
    return rows


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(SENTENCES, st.data())
def test_every_span_is_the_slice_between_its_tokens(make_release, sentences, data):
    story = make_release.Story([" ".join(w for _, w in pairs) for pairs, _ in sentences])
    path = make_release([story])
    rows = spaced(path, sentences)
    with tempfile.TemporaryDirectory() as cache:
        corpus = open_corpus(path, cache=Path(cache))
        row = data.draw(st.sampled_from(rows))
        base = sum(len(r["tokens"]) for r in rows[: rows.index(row)])
        first = data.draw(st.integers(0, len(row["tokens"]) - 1))
        last = data.draw(st.integers(first, len(row["tokens"]) - 1))
        start, end = np.array([base + first]), np.array([base + last + 1])
        to = row["token_start"][last] + len(row["tokens"][last])
        expected = row["text"][row["token_start"][first] : to]
        assert passages.printed(corpus, start, end).to_pylist() == [expected]
        assert passages.offsets_in_sentence(corpus, start).tolist() == [row["token_start"][first]]
        assert passages.segmented(corpus, start, end).to_pylist() == [
            " ".join(row["tokens"][first : last + 1])
        ]


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(SENTENCES)
def test_left_hit_and_right_are_the_sentence(make_release, sentences):
    """White space at the sentence's ends is not shown."""
    story = make_release.Story([" ".join(w for _, w in pairs) for pairs, _ in sentences])
    path = make_release([story])
    texts = {row["sentence_id"]: row["text"] for row in spaced(path, sentences)}
    with tempfile.TemporaryDirectory() as cache:
        questions = Questions(open_corpus(path, cache=Path(cache)))
        found = [
            *questions.find('"改革" "开放"?', width=None, context="sentence", within="sentence"),
            *questions.find("改", chars=True, width=None, context="sentence"),
        ]
    for line in found:
        text = texts[line["sentence_id"]]
        assert text[line["start"] : line["end"]] == line["hit"]
        assert line["left"] + line["hit"] + line["right"] == text.strip()
