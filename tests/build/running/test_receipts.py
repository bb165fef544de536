"""A receipt proves a task only of its own plan, and only while all that it names is there."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest

from juku.build.reading import plan
from juku.build.reading.plan import Plan
from juku.build.reading.readers import Failure
from juku.build.reading.workdir import Workdir
from juku.build.running.receipts import Receipt, proved
from juku.rowhash import RowHash

TASK = 2
PLAN = Plan("a" * 64, {"juku": "1"}, (1, 1, 1))
SHARDS = {"data/一.parquet": b"one", "articles/a": b"", ".state/figures/a.json": b"{}"}


@pytest.fixture
def receipt(tmp_path):
    """That of a task whose files are there."""
    workdir = Workdir(tmp_path)
    workdir.make()
    for path, data in SHARDS.items():
        (tmp_path / path).write_bytes(data)
    files = {path: hashlib.sha256(data).hexdigest() for path, data in SHARDS.items()}
    return Receipt(
        TASK,
        PLAN.fingerprint,
        {"blocks": RowHash("blocks", ("a", "b"), 3, (1 << 256) - 1)},
        files,
        (Failure("pages/一.txt", "ValueError: \u2028"),),
    )


def keep(receipt, tmp_path, task=TASK):
    """Keep a receipt, or bytes in its place."""
    file = Workdir(tmp_path).of_task("receipts", task)
    file.write_bytes(receipt if isinstance(receipt, bytes) else receipt.to_json())


def test_a_receipt_whose_files_are_all_there_proves_its_task(receipt, tmp_path):
    keep(receipt, tmp_path)
    assert proved(Workdir(tmp_path), PLAN, TASK) == receipt
    assert proved(Workdir(tmp_path), PLAN, TASK - 1) is None


@pytest.mark.parametrize("path", SHARDS)
def test_one_file_that_is_gone_or_another_proves_nothing(receipt, tmp_path, path):
    keep(receipt, tmp_path)
    file = tmp_path / path
    file.write_bytes(SHARDS[path] + b"x")
    assert proved(Workdir(tmp_path), PLAN, TASK) is None
    file.unlink()
    assert proved(Workdir(tmp_path), PLAN, TASK) is None
    file.write_bytes(SHARDS[path])
    assert proved(Workdir(tmp_path), PLAN, TASK) == receipt


def test_a_receipt_of_another_plan_or_task_proves_nothing(receipt, tmp_path):
    workdir = Workdir(tmp_path)
    keep(receipt, tmp_path)
    assert proved(workdir, dataclasses.replace(PLAN, fingerprint="b" * 64), TASK) is None
    keep(receipt, tmp_path, TASK - 1)
    assert proved(workdir, PLAN, TASK - 1) is None


DAMAGED = {
    "nothing": lambda _: b"",
    "half of it": lambda row: json.dumps(row).encode()[:40],
    "no object": lambda _: b"[]",
    "a number": lambda _: b"3",
    "lists without end": lambda _: b"[" * 100_000,
    "bytes of another encoding": lambda _: b"\xff\xfe{",
    "a name more": lambda row: json.dumps(row | {"more": 1}).encode(),
    "no files": lambda row: json.dumps({k: v for k, v in row.items() if k != "files"}).encode(),
    "no tables": lambda row: json.dumps({k: v for k, v in row.items() if k != "tables"}).encode(),
    "files in a list": lambda row: json.dumps(row | {"files": list(row["files"])}).encode(),
    "tables in a list": lambda row: json.dumps(row | {"tables": []}).encode(),
    "a sum that is none": lambda row: json.dumps(
        row | {"tables": {"blocks": row["tables"]["blocks"] | {"total": "x"}}}
    ).encode(),
    "a failure that says less": lambda row: json.dumps(row | {"failures": [{}]}).encode(),
    "a failure that is none": lambda row: json.dumps(row | {"failures": [1]}).encode(),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_receipt_that_cannot_be_read_proves_nothing(receipt, tmp_path, damage):
    keep(DAMAGED[damage](json.loads(receipt.to_json())), tmp_path)
    assert proved(Workdir(tmp_path), PLAN, TASK) is None


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"3", b"{}", b"[" * 100_000, b'{"fingerprint": "a", "versions": {}}']
)
def test_a_plan_that_cannot_be_read_is_none(tmp_path, raw):
    workdir = Workdir(tmp_path)
    workdir.make()
    workdir.plan.write_bytes(raw)
    assert plan.load(workdir) is None
