"""A small corpus of several tasks, and the hashes of what a build leaves."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from juku.build import entering, incoming
from juku.build.corpus import evidence
from juku.build.reading import plan
from juku.build.rows.kit import Options
from juku.build.running.settings import Settings

HERE = Path(__file__).parent
SENTENCES = (
    "第七届展会于十一月五日开幕。",
    "来自一百五十二个国家的客商参加了这次展会！",
    "“我们每年都来，”李明说，“这里像家一样。”",
    "全年完成投资８４００万元，增长5.2％。",
    "他在台北、上海两地工作了二十年，发表論文三十篇。",
)


def story(number):
    """A headline and paragraphs that no other story has."""
    lines = [f"# 第{number}号新闻：城市发展"]
    for place in range(6):
        picked = [SENTENCES[(number + place + k) % len(SENTENCES)] for k in range(3)]
        lines.append(f"编号{number}之{place}。" + "".join(picked))
    return "\n".join(lines)


def record(number):
    """The same as a record of an archive."""
    title, _, text = story(number).removeprefix("# ").partition("\n")
    return {"headline": title, "content": text, "pub_time": f"2024-11-{number % 28 + 1:02d}"}


@pytest.fixture
def source():
    """What the manifest says of pages that tests add."""
    return incoming.Source("demo", "2024-11-04", "stated: for tests", "© demo")


@pytest.fixture
def archive_source():
    """What the manifest says of archives that tests add."""
    fields = "title=headline,text=content,date=pub_time"
    return incoming.Source("demo", "2024-11-04", "stated: for tests", "© demo", map=fields)


@pytest.fixture
def empty(tmp_path):
    """A corpus without a page."""
    evidence.new(tmp_path / "corpus")
    return tmp_path / "corpus"


@pytest.fixture
def listed():
    """A function: corpus → the paths of its manifest's lines."""

    def paths(corpus):
        lines = (corpus / "manifest.jsonl").read_text("utf-8").splitlines()
        return [json.loads(line)["path"] for line in lines]

    return paths


@pytest.fixture
def corpus(tmp_path, monkeypatch, empty, source, archive_source):
    """Eight pages, two of the same text, and an archive of twenty records: some ten tasks."""
    monkeypatch.setattr(plan, "TARGET", 2500)
    pages = []
    for number in range(8):
        pages.append(tmp_path / f"page{number}.txt")
        pages[-1].write_text(story(number % 7) + "\n" * (number // 7), "utf-8")
    lines = [json.dumps(record(number), ensure_ascii=False) for number in range(20, 40)]
    archive = tmp_path / "archive.jsonl"
    archive.write_text("\n".join(lines) + "\n", "utf-8")
    entering.add(empty, pages, source)
    entering.add(empty, [archive], archive_source)
    return empty


@pytest.fixture
def lay():
    """A function: folder, names → files of these names below it, each with its own for text."""

    def laid(folder, *names):
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{name}。", "utf-8")
        return folder

    return laid


@pytest.fixture
def damaged():
    """A function: corpus, id of an archive → its bytes break off in the midst, as it was received.

    `juku add` would not take it; it may have come in another way, or with an older version.
    """

    def broken_off(root, name):
        manifest = root / "manifest.jsonl"
        rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
        row = next(row for row in rows if row["id"] == name)
        path = root / row["path"]
        path.write_bytes(path.read_bytes()[:-12])
        row["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        manifest.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

    return broken_off


@pytest.fixture
def settings(corpus):
    """A build of the small corpus in this process."""
    return Settings(corpus=corpus, options=Options("rjieba", votes=False))


@pytest.fixture
def hashes():
    """A function: folder of a build → path of each shard → SHA-256 of its bytes."""

    def hashed(root):
        paths = sorted(root.glob("*/*.parquet"))
        return {
            path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in paths
        }

    return hashed


@pytest.fixture
def killers(monkeypatch):
    """The module of jobs that kill their worker, which workers can import too."""
    monkeypatch.syspath_prepend(str(HERE))
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    import killers

    return killers
