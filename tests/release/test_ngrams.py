"""Sequences of tokens are counted as by a dictionary of all of them, however little is held."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from juku.release import ngrams

TOKENS = ["我", "们", "a b", "a", "b", "b\tc", "b c", "\U00020000", "。"]
SENTENCES = st.lists(st.lists(st.sampled_from(TOKENS), max_size=9), max_size=30)


def shards(folder, sentences, files=2):
    folder.mkdir(exist_ok=True)
    made = []
    for number in range(files):
        path = folder / f"{number}.parquet"
        rows = sentences[number::files]
        table = {
            "tokens": pa.array(rows, pa.list_(pa.string())),
            "article_id": pa.array([str(len(row) % 3) for row in rows], pa.string()),
            "source": pa.array(["x"] * len(rows), pa.string()),
        }
        pq.write_table(pa.table(table), path)
        made.append(path)
    return made


def oracle(sentences, least):
    counts = Counter()
    for tokens in sentences:
        clean = [token.replace("\t", " ").replace("\n", " ") for token in tokens]
        counts.update(
            tuple(clean[start : start + n])
            for n in range(1, ngrams.LONGEST + 1)
            for start in range(len(clean) - n + 1)
        )
    often = [(len(gram), " ".join(gram), n) for gram, n in counts.items() if n >= least]
    ordered = sorted(often, key=lambda line: (line[0], -line[2], line[1]))
    return "n\ttokens\tcount\n" + "".join(f"{n}\t{gram}\t{count}\n" for n, gram, count in ordered)


def everything(batch):
    return np.ones(len(batch), bool)


@given(sentences=SENTENCES, held=st.sampled_from([1, 3, 1000]), lines=st.sampled_from([1, 4, 1000]))
@example(sentences=[], held=1, lines=1)
@example(sentences=[["我", "们", "我"] * 20, ["们"] * 7], held=1, lines=1)
@settings(max_examples=150, deadline=None)
def test_the_lines_are_those_of_a_dictionary(sentences, held, lines, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ngrams")
    out = folder / "ngrams.tsv"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ngrams, "HELD", held)
        patched.setattr(ngrams, "_LINES", lines)
        ngrams.write(out, shards(folder / "data", sentences), everything)
    assert out.read_text("utf-8") == oracle(sentences, ngrams.OFTEN)
    assert sorted(path.name for path in folder.iterdir()) == ["data", "ngrams.tsv"]


def test_only_the_rows_that_are_asked_for_count(tmp_path):
    sentences = [["我", "们"], ["我", "们", "。"]] * 6
    paths = shards(tmp_path / "data", sentences, 3)
    kept = "2"
    ngrams.write(
        tmp_path / "n.tsv",
        paths,
        lambda batch: np.array([name == kept for name in batch["article_id"].to_pylist()]),
    )
    assert (tmp_path / "n.tsv").read_text("utf-8") == oracle(sentences[::2], ngrams.OFTEN)


@given(
    parts=st.lists(st.lists(st.integers(0, 40), max_size=60), max_size=12),
    held=st.integers(1, 50),
    least=st.integers(1, 4),
)
@settings(max_examples=200, deadline=None)
def test_a_tally_is_a_counter_and_holds_no_more_than_it_may(parts, held, least, tmp_path_factory):
    tally = ngrams.Tally(tmp_path_factory.mktemp("tally") / "2", held)
    for part in parts:
        tally.add(np.array(part, np.int64))
        assert sum(len(one.numbers) for one in tally._parts) <= held
    counts = Counter(number for part in parts for number in part)
    found = tally.often(least)
    wanted = {number: count for number, count in counts.items() if count >= least}
    assert dict(zip(*(column.tolist() for column in found), strict=True)) == wanted
    assert found.numbers.tolist() == sorted(wanted)


def test_what_an_earlier_run_left_aside_is_in_no_ones_way(tmp_path):
    aside = tmp_path / ".n.tsv.aside"
    (aside / "2").mkdir(parents=True)
    (aside / "2" / "0-numbers.npy").write_bytes(b"x")
    ngrams.write(tmp_path / "n.tsv", shards(tmp_path / "data", [["我"] * 6]), everything)
    assert not aside.exists()
