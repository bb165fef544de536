"""A release whose files are not those of its SHA256SUMS answers nothing under its name."""

from __future__ import annotations

import shutil

import pyarrow.parquet as pq
import pytest

import juku
from juku import store
from juku.cli import main
from juku.errors import QueryError
from juku.release import checksums

SHARD = "train-00000-of-00001.parquet"


def shorter(root):
    path = root / "data" / SHARD
    pq.write_table(pq.read_table(path).slice(0, 3), path)


DAMAGE = {
    "articles missing": (
        lambda r: (r / "articles" / SHARD).unlink(),
        f"articles/{SHARD}: is listed in SHA256SUMS but is not there",
    ),
    "articles missing with their folder": (
        lambda r: shutil.rmtree(r / "articles"),
        f"articles/{SHARD}: is listed in SHA256SUMS but is not there",
    ),
    "ledger missing": (
        lambda r: (r / "blocks" / SHARD).unlink(),
        f"blocks/{SHARD}: is listed in SHA256SUMS but is not there",
    ),
    "sentences changed": (
        shorter,
        f"data/{SHARD}: its bytes are not those that SHA256SUMS lists",
    ),
    "a shard too many": (
        lambda r: shutil.copyfile(r / "data" / SHARD, r / "data" / "train-1.parquet"),
        "data/train-1.parquet: is not listed in SHA256SUMS",
    ),
    "sums that list nothing": (
        lambda r: (r / "SHA256SUMS").write_bytes(b""),
        f"articles/{SHARD}: is not listed in SHA256SUMS",
    ),
    "no sums": (lambda r: (r / "SHA256SUMS").unlink(), "SHA256SUMS: is not there"),
}
ASKED = {
    "find": ["RELEASE", "的", "--chars"],
    "count": ["RELEASE", "[]"],
    "words": ["RELEASE"],
    "keyness": ["RELEASE", "--reference", "RELEASE"],
    "describe": ["RELEASE"],
    "sql": ["RELEASE", "SELECT count(*) AS n FROM sentences"],
    "index": ["RELEASE", "--out", "OUT/index"],
    "diff": ["RELEASE", "RELEASE"],
    **{f"export {form}": ["RELEASE", form, "OUT/x.vrt"] for form in ("conllu", "tei", "text")},
    "export vertical": ["RELEASE", "vertical", "OUT/x.vrt"],
    "cite": ["RELEASE", "NAME"],
}


@pytest.mark.parametrize("case", DAMAGE)
@pytest.mark.parametrize("question", ASKED)
def test_a_damaged_release_is_refused_by_every_question_and_nothing_is_written(
    mini_release, tmp_path, capsys, question, case
):
    if question == "sql":
        pytest.importorskip("duckdb")
    damage, fact = DAMAGE[case]
    root, out = shutil.copytree(mini_release, tmp_path / "release"), tmp_path / "out"
    out.mkdir()
    damage(root)
    name = store.read(mini_release, "articles")["article_id"][0].as_py()
    words = [
        word.replace("RELEASE", str(root)).replace("OUT", str(out)).replace("NAME", name)
        for word in ASKED[question]
    ]

    assert main([question.split()[0], *words]) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"juku: {root}/{fact}; ")
    assert list(out.iterdir()) == []


def test_all_files_that_differ_are_named_at_once(mini_release, tmp_path):
    root = shutil.copytree(mini_release, tmp_path / "release")
    for case, (damage, _) in DAMAGE.items():
        if case not in {"articles missing", "sums that list nothing", "no sums"}:
            damage(root)
    with pytest.raises(QueryError) as caught:
        juku.open(root)
    assert len(str(caught.value).split("\n")) == 4


def test_bytes_are_read_once_and_their_sums_kept(mini_release, tmp_path, monkeypatch):
    from juku.query import overview
    from juku.query.indexing import digests

    root = shutil.copytree(mini_release, tmp_path / "release")
    overview.overview(root)
    monkeypatch.setattr(digests, "file_sha256", lambda path: pytest.fail(f"{path} is read again"))
    overview.overview(root)


@pytest.mark.parametrize(
    "change",
    [lambda r: (r / "provenance.json").unlink(), checksums.write],
    ids=["a folder that claims to be no release", "sums that fit"],
)
def test_what_claims_nothing_else_is_asked(mini_release, tmp_path, change):
    root = shutil.copytree(mini_release, tmp_path / "release")
    shorter(root)
    shutil.rmtree(root / "articles")
    change(root)
    assert juku.open(root).corpus.n_sentences == 3


def test_its_sentences_can_be_asked_as_parquet_of_ones_own(mini_release, tmp_path):
    root = shutil.copytree(mini_release, tmp_path / "release")
    shorter(root)
    corpus = juku.open(root / "data").corpus
    assert (corpus.n_sentences, corpus.release["identity"]) == (3, None)


@pytest.mark.parametrize("damage", ["articles", "blocks"])
def test_show_of_a_release_without_a_table_is_refused(mini_release, tmp_path, capsys, damage):
    root = shutil.copytree(mini_release, tmp_path / "release")
    name = store.read(root, "sentences")["sentence_id"][0].as_py()
    shutil.rmtree(root / damage)
    assert main(["show", str(root), name]) == 1
    assert f"has no {damage}/*.parquet" in capsys.readouterr().err
