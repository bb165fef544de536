"""A sentence is replayed from its page, and the replay is compared with what is stored."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku import store
from juku.errors import EvidenceError, ReleaseError
from juku.release import explain

STAGES = [
    "evidence", "decoding", "layout", "mending", "sentences", "normal form", "script",
    "words and tags", "readings",
]  # fmt: skip


def rows(root):
    return store.read(root, "sentences").to_pylist()


def test_a_joined_sentence_shows_every_stage_and_is_as_stored(mini_release, mini_corpus):
    row = max(rows(mini_release), key=lambda r: len(r["source_start"]))
    found = explain.explain(mini_release, row["sentence_id"], mini_corpus)
    assert [stage.name for stage in found.stages] == STAGES
    assert found.differs == {}
    mended = next(stage for stage in found.stages if stage.name == "mending")
    assert "".join(line.split(" ", 1)[1] for line in mended.lines) == row["text"]
    assert "Every column is as it is stored" in found.text()


def test_a_vote_that_is_alone_is_one_vote(mini_release, mini_corpus):
    row = min(rows(mini_release), key=lambda r: min(r["boundary_votes"]))
    assert min(row["boundary_votes"]) == 1
    found = explain.explain(mini_release, row["sentence_id"], mini_corpus).text()
    assert found.count(", 1 boundary vote\n") == row["boundary_votes"].count(1)


@pytest.mark.parametrize("place", [0, -1])
def test_the_first_and_the_last_sentence_replay(mini_release, mini_corpus, place):
    row = rows(mini_release)[place]
    found = explain.explain(mini_release, row["sentence_id"], mini_corpus)
    assert found.differs == {}
    words = next(stage for stage in found.stages if stage.name == "words and tags")
    assert len(words.lines) == len(row["tokens"])


def test_a_stored_value_that_the_page_does_not_give_is_shown(mini_release, mini_corpus, tmp_path):
    root = shutil.copytree(mini_release, tmp_path / "release")
    path = store.shards(root, "sentences")[0]
    table = pq.read_table(path)
    changed = table.to_pylist()
    changed[2]["upos"][0] = "X"
    pq.write_table(pa.Table.from_pylist(changed, schema=table.schema), path)
    name = changed[2]["sentence_id"]
    found = explain.explain(root, name, mini_corpus)
    assert set(found.differs) == {"upos"}
    assert found.differs["upos"][0][0] == "X"
    command = [sys.executable, "-m", "juku.cli", "explain", str(root), name]
    done = subprocess.run(
        [*command, "--corpus", str(mini_corpus)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "upos differs:" in done.stdout


def test_where_there_is_no_corpus_the_option_that_names_one_is_told(mini_release, tmp_path):
    name = rows(mini_release)[0]["sentence_id"]
    with pytest.raises(EvidenceError, match="corpus: is no corpus; name by --corpus that of"):
        explain.explain(mini_release, name, tmp_path / "corpus")


def test_a_sentence_that_is_not_there_is_named(mini_release, mini_corpus):
    remedy = "`juku sql .* 'FROM sentences SELECT sentence_id'` lists what it has"
    with pytest.raises(ReleaseError, match=f"has no sentence_id 'nobody'; {remedy}"):
        explain.explain(mini_release, "nobody", mini_corpus)
