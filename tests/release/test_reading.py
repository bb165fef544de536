"""The recipes of docs/reading.md, each run in a fresh process against a server of ours."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import juku
from juku import remote, store
from juku.errors import ReleaseError
from juku.release import checksums, places
from juku.release import hub as hubs

DOC = (Path(__file__).parents[2] / "docs" / "reading.md").read_text("utf-8")
RECIPES = dict(re.findall(r"<!-- recipe: ([\w-]+) -->\n```python\n(.*?)```", DOC, re.DOTALL))
EXPECTED = [["demo", 6], ["other", 1]]
PRINT = """
import json
print(json.dumps([[v if isinstance(v, str) else int(v) for v in row] for row in answer]))
"""


def run(code, environment, **names):
    """``answer`` of a recipe, run in a fresh process."""
    head = "".join(f"{name} = {value!r}\n" for name, value in names.items())
    done = subprocess.run(
        [sys.executable, "-c", head + code + PRINT], env={**os.environ, **environment},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_every_recipe_gives_the_same_answer(hub, release, tmp_path):
    """One process for all recipes that read from the Hub, so that imports are paid once."""
    hubs.publish(release, "user/demo", endpoint=hub.endpoint)
    environment = hub.environment(tmp_path / "home")
    blocks = {name: code for name, code in RECIPES.items() if name != "s3"}
    code = "answers = []\n" + "".join(
        f"{code}\nanswers += [({name!r}, *row) for row in answer]\n"
        for name, code in blocks.items()
    )
    names = {"REPO": "user/demo", "TAG": "v1.0.0", "LOCAL": str(release)}
    found = run(f"{code}answer = answers", environment, **names)
    assert found == [[name, *row] for name in blocks for row in EXPECTED]
    assert len(blocks) == 12


WORDS = dict(re.findall(r"<!-- words: ([\w-]+) -->\n```python\n(.*?)```", DOC, re.DOTALL))


def test_words_are_counted_alike_by_every_tool(release, make):
    tags = {"demo": [], "other": []}
    for row in make.rows()["sentences"]:
        tags[row["publisher"]] += row["upos"]
    expected = [[paper, 2024, len(upos), upos.count("NOUN")] for paper, upos in tags.items()]
    for name in ("duckdb", "polars", "pandas"):
        assert run(WORDS[name], {}, LOCAL=str(release)) == expected, name
    assert len(WORDS) == 5


def test_each_sentence_meets_its_article_and_one_block(release, make):
    found = run(WORDS["joined"], {}, LOCAL=str(release))
    rows = sorted(make.rows()["sentences"], key=lambda row: row["sentence_id"])
    end = ["© the publisher; all rights reserved", "paragraph", "plain-paragraph"]
    assert found == [[row["sentence_id"], row["text"][:10], *end] for row in rows]


def test_quotations_are_slices_of_the_text(tmp_path, make):
    tables = make.rows()
    row = tables["sentences"][0]
    row["text"] = "𠮷说：“é好。”"
    row |= {"quote_start": [4, 4], "quote_end": [7, 6], "quote_speaker": ["𠮷", "丁"]}
    release = make.write_release(tmp_path / "demo-1.0.0", tables=tables)
    said = [[row["sentence_id"], "é好", "丁"], [row["sentence_id"], "é好。", "𠮷"]]
    assert run(WORDS["quotations"], {}, LOCAL=str(release)) == said


@pytest.fixture(scope="module")
def s3(tmp_path_factory):
    """An S3 service of moto's, with one bucket; the environment that sends clients there."""
    server = pytest.importorskip("moto.server", reason="moto[server] is not installed")
    pytest.importorskip("s3fs")
    running = server.ThreadedMotoServer(port=0)
    running.start()
    host, port = running.get_host_and_port()
    environment = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}", "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "us-east-1",
        "JUKU_CACHE": str(tmp_path_factory.mktemp("cache")),
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        import boto3

        boto3.client("s3").create_bucket(Bucket="bucket")
        yield environment
    running.stop()


def test_a_release_in_object_storage_is_sent_once_and_read_back(s3, release, tmp_path, make):
    place, where = "s3://bucket/sets", "s3://bucket/sets/demo-1.0.0"
    assert places.publish(release, place, dry_run=True).startswith("would send 6 files")
    assert places.publish(release, place) == f"sent 6 files to {where}"
    assert places.publish(release, place) == f"{where} is there; no file differs"
    other = make.write_release(tmp_path / "other", shards=2)
    with pytest.raises(ReleaseError, match="is never overwritten"):
        places.publish(other, place)
    assert run(RECIPES["s3"], s3, S3=where) == EXPECTED
    assert checksums.verify(remote.resolve(where)) == []


def test_an_upload_that_stopped_before_its_sums_goes_on(s3, release):
    import fsspec

    system = fsspec.filesystem("s3")
    system.put_file(str(release / "README.md"), "bucket/half/demo-1.0.0/README.md")
    system.pipe_file("bucket/half/demo-1.0.0/provenance.json", b"{torn")
    assert places.publish(release, "s3://bucket/half").startswith("sent 5 files")
    assert checksums.verify(remote.resolve("s3://bucket/half/demo-1.0.0")) == []


def test_bytes_that_do_not_prove_are_not_opened(s3, release):
    import fsspec

    places.publish(release, "s3://bucket/bad")
    fsspec.filesystem("s3").pipe_file("bucket/bad/demo-1.0.0/README.md", b"forged")
    cache = Path(s3["JUKU_CACHE"])
    for kept in cache.glob("demo-1.0.0-*"):
        kept.rename(kept.with_name(f"old-{kept.name}"))
    with pytest.raises(ReleaseError, match=r"README\.md: its bytes are not those of SHA256SUMS"):
        remote.resolve("s3://bucket/bad/demo-1.0.0")
    assert not list(cache.glob("demo-1.0.0-*"))


def test_juku_opens_an_address_and_finds(hub, release, tmp_path):
    hubs.publish(release, "user/demo", endpoint=hub.endpoint)
    code = (
        "import juku\nfound = juku.open('hf://datasets/user/demo@v1.0.0').find('[upos=\"PUNCT\"]')\n"
        "answer = [['hits', len(found)]]"
    )
    environment = {**hub.environment(tmp_path / "home"), "JUKU_CACHE": str(tmp_path / "cache")}
    assert run(code, environment) == [["hits", 7]]


def test_a_published_release_verifies_from_afar(hub, mini_release, tmp_path):
    hubs.publish(mini_release, "user/mini", endpoint=hub.endpoint)
    command = [sys.executable, "-m", "juku.cli", "verify", "hf://datasets/user/mini@v1.0.0"]
    done = subprocess.run(
        command, env={**os.environ, **hub.environment(tmp_path / "home")}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "is what it says, as far as that shows without its pages (--corpus " in done.stdout


def test_sums_that_lead_out_of_the_cache_are_not_followed(release, tmp_path, monkeypatch):
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))
    (release / "SHA256SUMS").write_text(f"{'0' * 64}  ../../evil\n")
    with pytest.raises(ReleaseError, match="leads out of it; do not trust it"):
        remote.resolve(f"file://{release}")
    assert not list((tmp_path / "cache").rglob("*"))


def test_resolve_names_what_is_not_there(hub, release, monkeypatch):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "ENDPOINT", hub.endpoint)
    with pytest.raises(ReleaseError, match="write hf://datasets/USER/NAME@REVISION"):
        remote.resolve("hf://user/demo")
    with pytest.raises(ReleaseError, match="is not there"):
        remote.resolve("file:///nothing/here")


PAGE = re.search(r"<!-- page: python -->\n```python\n(.*?)```", DOC, re.DOTALL)


def test_sentences_stand_at_their_places_on_pages_that_are_read_without_juku(tmp_path):
    corpus, given = tmp_path / "corpus", tmp_path / "given"
    page = "第一版的标题\r\n\r\n这是第一段，有一句话。\r\n这是第二段，也有一句话。\r\n"
    records = [
        {"head": "题", "body": ["一段话。", "又一段话。"]},
        {"head": "", "body": "无题。"},
        {"body": "也无题。"},
    ]
    given.mkdir()
    (given / "a.txt").write_bytes(page.encode("utf-16"))
    (given / "b.txt").write_bytes(page.encode("utf-8-sig"))
    (given / "c#1.txt.gz").write_bytes(gzip.compress((page * 5).encode("gb18030")))
    told = "\n\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    juku.new(corpus)
    juku.add(corpus, given, publisher="demo", date="2024-11-04")
    (tmp_path / "d.jsonl").write_bytes(told.encode("utf-8-sig"))
    fields = {"title": "head", "text": "body"}
    juku.add(corpus, tmp_path / "d.jsonl", publisher="demo", date="2024-11-04", map=fields)
    within = [{"data": record} for record in [*records, {"head": None, "body": "末。"}]]
    lines = b"\n".join(json.dumps(record).encode() for record in within)
    (tmp_path / "e.jsonl.zst").write_bytes(pa.compress(lines, "zstd", asbytes=True))
    texts = [{"data": {"head": "题", "body": [text]}} for text in ("一段话。", "又一段话。")]
    pq.write_table(pa.Table.from_pylist(texts), tmp_path / "f.parquet")
    fields = {"title": "data.head", "text": "data.body"}
    for name in ("e.jsonl.zst", "f.parquet"):
        juku.add(corpus, tmp_path / name, publisher="demo", date="2024-11-04", map=fields)
    out = juku.build(corpus, tmp_path / "demo-1.0.0", "1.0.0").path

    assert PAGE is not None
    [[rows, found]] = run(PAGE[1], {}, LOCAL=str(out), CORPUS=str(corpus))

    assert rows == found == store.read(out, "sentences").num_rows > 10
    sources = set(store.read(out, "sentences", ["source"])["source"].to_pylist())
    assert {source.partition("/")[2] for source in sources} >= {
        "a.txt",
        "b.txt",
        "d.jsonl#1",
        "d.jsonl#3",
        "d.jsonl#5",
        "e.jsonl.zst#4",
        "f.parquet#2",
    }
