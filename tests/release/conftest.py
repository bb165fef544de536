"""A small release made of rows that are written out here, so that every count is known."""

from __future__ import annotations

import datetime as dt
import hashlib
import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from juku import contract, store
from juku.release import checksums, identity

ARTICLES = {
    ("demo", dt.date(2024, 11, 4)): ["合作共赢创未来。金秋意浓，东方有约。", "发展是硬道理！"],
    ("demo", dt.date(2024, 11, 5)): ["展会开幕了。观众很多。大家都说好。"],
    ("other", dt.date(2024, 11, 5)): ["另一份报纸的话。"],
}
"""Publisher and day → texts, a page each; a sentence ends at 。 or ！."""


def rows(articles=None):
    """The rows of the three tables, as lists of dictionaries."""
    tables = {name: [] for name in contract.TABLES}
    for number, ((publisher, day), texts) in enumerate((articles or ARTICLES).items(), 1):
        source, at = f"pages/{number:04d}.txt", 0
        page = "\n".join(texts)
        digest = hashlib.sha256(page.encode()).hexdigest()
        for ordinal, text in enumerate(texts, 1):
            article = _article(publisher, day, source, digest, ordinal, text, at)
            made = _sentences(article, text, at)
            article["n_sentences"] = len(made)
            article["n_tokens"] = sum(len(row["tokens"]) for row in made)
            tables["articles"].append(article)
            tables["sentences"] += made
            tables["blocks"].append(_block(source, at, at + len(text), article["article_id"]))
            at += len(text)
            if ordinal < len(texts):
                tables["blocks"].append(_block(source, at, at + 1, None))
                at += 1
    return tables


def _row(table, **values):
    """A row with every column of the contract; what is not given is empty."""
    row = {}
    for field in contract.table(table).fields:
        empty = None if field.nullable else [] if field.type.startswith("list") else ""
        row[field.name] = values.pop(
            field.name, 1 if field.type == "int32" and empty == "" else empty
        )
    assert not values, f"not in the contract: {values}"
    return row


def _article(publisher, day, source, digest, ordinal, text, at):
    name = f"{publisher}-{day:%Y%m%d}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
    return _row(
        "articles", article_id=name, ordinal=ordinal, publisher=publisher, published=day,
        published_evidence="stated: printed on the page", text=text, paragraph_start=[0],
        n_paragraphs=1, n_characters=len(text), source=source, source_sha256=digest,
        source_start=[at], source_end=[at + len(text)], reporters=["张三"],
        rights="© the publisher; all rights reserved",
    )  # fmt: skip


def _sentences(article, text, at):
    made, start = [], 0
    for place, char in enumerate(text, 1):
        if char not in "。！":
            continue
        part = text[start:place]
        made.append(
            _row(
                "sentences", sentence_id=f"{article['article_id']}.{len(made) + 1:04d}",
                article_id=article["article_id"], ordinal=len(made) + 1, paragraph=1, role="body",
                text=part, text_norm=part, text_hans=part, text_hant=part, tokens=list(part),
                token_start=list(range(len(part))), boundary_votes=[2] * len(part),
                xpos=["x"] * len(part), upos=["NOUN"] * (len(part) - 1) + ["PUNCT"],
                source=article["source"], source_sha256=article["source_sha256"],
                source_start=[at + start], source_end=[at + place],
                publisher=article["publisher"], published=article["published"],
            )
        )  # fmt: skip
        start = place
    return made


def _block(source, start, end, article):
    kind = "paragraph" if article else "blank"
    return _row(
        "blocks", block_id=f"{source}@{start}", source=source, start=start, end=end, kind=kind,
        rule=f"plain-{kind}", encoding="utf-8", article_id=article,
        paragraph=1 if article else None,
    )  # fmt: skip


def write_tables(root, tables, shards=1):
    """Write rows as a release's Parquet, in ``shards`` files a table."""
    for name, made in tables.items():
        folder = root / store.FOLDERS[name]
        folder.mkdir(parents=True, exist_ok=True)
        table = pa.Table.from_pylist(made, schema=contract.schema(name))
        step = -(-max(table.num_rows, 1) // shards)
        for index in range(shards):
            part = table.slice(index * step, step)
            store.write(part, name, folder / store.shard_name(index, shards))


CARD = """---
license: other
configs:
{configs}---
# {name} {version}
"""


def write_release(root, version="1.0.0", tables=None, name="demo", shards=1):
    """A release directory of ``tables`` (by default ``rows()``) at ``root``."""
    root.mkdir(parents=True)
    write_tables(root, tables or rows(), shards)
    hashes = identity.of_release(root)
    configs = "".join(
        f"- config_name: {table}\n  version: {version}\n"
        + ("  default: true\n" if table == "sentences" else "")
        + f"  data_files:\n  - split: train\n    path: {store.FOLDERS[table]}/train-*.parquet\n"
        for table in contract.TABLES
    )
    (root / "README.md").write_text(CARD.format(configs=configs, name=name, version=version))
    provenance = {
        "name": name,
        "version": version,
        "identity": identity.identity({t: h.hex for t, h in hashes.items()}),
        "tables": {t: {"rows": h.rows, "row_hash": h.hex} for t, h in hashes.items()},
    }
    (root / "provenance.json").write_text(json.dumps(provenance, ensure_ascii=False, indent=1))
    checksums.write(root)
    return root


@pytest.fixture
def release(tmp_path):
    """One release of the rows above."""
    return write_release(tmp_path / "demo-1.0.0")


@pytest.fixture(scope="session")
def make():
    """The functions of this file, for tests that make several releases."""
    from types import SimpleNamespace

    return SimpleNamespace(rows=rows, write_tables=write_tables, write_release=write_release)


@pytest.fixture(scope="session")
def git():
    """Run git in a folder, with a name of its own and no user configuration."""

    def run(folder, *arguments):
        names = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        return subprocess.run(
            ["git", "-C", str(folder), *names, *arguments],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    return run


def _hub_module():
    """tests/release/hub_server.py, loaded by its path: test folders are no packages."""
    if "juku_test_hub" not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            "juku_test_hub", Path(__file__).with_name("hub_server.py")
        )
        module = sys.modules["juku_test_hub"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["juku_test_hub"]


@pytest.fixture
def hub(monkeypatch):
    """A running server that speaks the Hub's routes; the real client's Xet is off."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    with _hub_module().Hub() as server:
        monkeypatch.setenv("HF_TOKEN", _hub_module().TOKEN)
        monkeypatch.setenv("HF_HUB_DISABLE_XET", "1")
        yield server
