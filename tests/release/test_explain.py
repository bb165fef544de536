"""A sentence is replayed from its page, and the replay is compared with what is stored."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku import store
from juku.build.rows.kit import Options
from juku.build.running.settings import Settings
from juku.errors import EvidenceError, ReleaseError
from juku.release import assemble, explain

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


SHOWN = {
    "nanan-20230902-09b421eb.0002": {
        "layout": ("27:73 paragraph, by paragraph",),
        "sentences": (
            "sentence 1 of 2, 2 of its article",
            "第７號颱風「海燕」預計於９月３日登陸。",
        ),
        "normal form": (
            "1:2 '７' → '7', by width",
            "5:6 '「' → '“', by quote",
            "8:9 '」' → '”', by quote",
            "12:13 '９' → '9', by width",
            "14:15 '３' → '3', by width",
            "第7號颱風“海燕”預計於9月3日登陸。",
        ),
        "script": (
            "simplified   第７号台风「海燕」预计于９月３日登陆。",
            "traditional  第７號颱風「海燕」預計於９月３日登陸。",
            "a choice: 於",
        ),
        "readings": (
            "quantity 0:3 第７號 (value 7.0, unit 號, kind ordinal)",
            "date 12:16 ９月３日 (from 2023-09-03, to 2023-09-03, kind day)",
        ),
    },
    "linjiang-20240613-3f628c57.0006": {
        "layout": (
            "124:156 paragraph, by paragraph",
            "158:187 continuation, by continuation, joins pages/p1.txt@124",
            "250:274 repeats it, by repeat-tail: set aside",
        ),
        "mending": (
            "124:156 去年以来，临江镇投入资金1.2亿元，改造老旧小区38个，惠及居民",
            "158:165 5600多户。",
        ),
        "normal form": ("no edit",),
    },
    "linjiang-20240613-3f628c57.0007": {
        "layout": ("158:187 continuation, by continuation, joins pages/p1.txt@124",),
    },
    "linjiang-20240613-3f628c57.0001": {
        "layout": ("11:16 title, by headline-marked",),
        "sentences": ("sentence 1 of 1, 1 of its article", "老街新生记"),
        "readings": ("none",),
    },
}
"""Sentence of the small corpus → stage → what is told of it."""


@pytest.mark.parametrize("name", SHOWN)
def test_each_stage_tells_what_it_made_of_a_sentence(mini_release, mini_corpus, name):
    found = explain.explain(mini_release, name, mini_corpus)
    told = {stage.name: stage.lines for stage in found.stages}
    assert {stage: told[stage] for stage in SHOWN[name]} == SHOWN[name]
    assert found.text().startswith(f"{name}\n\n1. evidence (manifest.jsonl, SHA-256 proved)\n   ")


def test_an_engine_of_another_version_than_the_release_had_is_a_stage(
    mini_release, mini_corpus, tmp_path
):
    root = shutil.copytree(mini_release, tmp_path / "release")
    path = root / "provenance.json"
    record = json.loads(path.read_text("utf-8"))
    now = record["engines"].pop("t2s")
    path.write_text(json.dumps(record | {"engines": record["engines"] | {"x": "x-1"}}), "utf-8")
    found = explain.explain(root, rows(root)[0]["sentence_id"], mini_corpus)
    assert found.stages[-1].name == "versions"
    assert found.stages[-1].lines == (f"t2s: then absent, now {now}", "x: then x-1, now absent")


def test_a_sentence_of_an_article_with_a_number_is_as_stored(mini_corpus, tmp_path):
    """The page alone does not know that an earlier one has the same article."""
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    first = json.loads((corpus / "manifest.jsonl").read_text("utf-8").splitlines()[0])
    shutil.copy(corpus / first["path"], corpus / "pages" / "again.txt")
    with (corpus / "manifest.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(first | {"id": "again", "path": "pages/again.txt"}) + "\n")
    settings = Settings(corpus, options=Options("rjieba", votes=False))
    root = assemble.build(settings, tmp_path / "release", "1.0.0").path
    numbered = [row for row in rows(root) if row["article_id"].endswith("-2")]
    assert numbered
    found = explain.explain(root, numbered[-1]["sentence_id"], corpus)
    assert found.differs == {}


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
