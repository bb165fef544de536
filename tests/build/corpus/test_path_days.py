"""Days in the paths of files, and pages that are added with them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from juku.build import entering, incoming
from juku.build.corpus import manifest, path_days
from juku.errors import EvidenceError

CASES = json.loads((Path(__file__).parents[2] / "cases/paths/days.json").read_text("utf-8"))


@pytest.fixture
def by_path(source):
    """What is said of pages whose days their paths say."""
    return replace(source, published=incoming.BY_PATH, published_evidence=None)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["path"])
def test_the_days_that_a_path_names(case):
    days = {day.isoformat(): written for day, written in path_days.named(case["path"]).items()}
    assert days == case["days"]


def test_each_page_has_the_day_of_its_path_and_the_evidence_says_so(empty, tmp_path, by_path, lay):
    received = lay(tmp_path / "2023-01-01", "2024/11/04/p1.txt", "2024年11月5日/p2.txt")
    added = entering.add(empty, [received], by_path)
    assert [(str(entry.published), entry.published_evidence) for entry in added.entries] == [
        ("2024-11-04", "inferred: from 2024/11/04 in the path of the file"),
        ("2024-11-05", "inferred: from 2024年11月5日 in the path of the file"),
    ]
    assert [entry.id for entry in added.entries] == ["2024_11_04_p1", "2024年11月5日_p2"]
    assert not manifest.inspect(empty)[1]
    assert len(entering.add(empty, [received], by_path).there) == 2


def test_evidence_that_is_given_is_kept(empty, tmp_path, by_path, lay):
    said = replace(by_path, published_evidence="stated: the scanner named the folders")
    added = entering.add(empty, [lay(tmp_path / "in", "20241104.txt")], said)
    assert added.entries[0].published_evidence == said.published_evidence


def test_paths_without_one_day_are_all_named_and_nothing_is_added(empty, tmp_path, by_path, lay):
    received = lay(tmp_path / "in", "20241104.txt", "b.txt", "2024-11-04/20241105.txt", "c/d.txt")
    before = (empty / "manifest.jsonl").read_bytes()
    with pytest.raises(EvidenceError) as refused:
        entering.add(empty, [received], by_path)
    said = [
        line.removeprefix(f"{received}/").split(";")[0] for line in str(refused.value).split("\n")
    ]
    assert said == [
        "2024-11-04/20241105.txt: has several days in its path, 2024-11-04 and 20241105",
        "b.txt: has no day in b.txt",
        "c/d.txt: has no day in c/d.txt",
    ]
    assert (empty / "manifest.jsonl").read_bytes() == before
    assert list((empty / "pages").iterdir()) == []


def test_what_stands_above_the_folder_that_is_named_says_nothing(empty, tmp_path, by_path, lay):
    received = lay(tmp_path / "2024-11-04", "p1.txt")
    for page in (received, received / "p1.txt"):
        with pytest.raises(EvidenceError, match=r"p1\.txt: has no day in p1\.txt; name a folder"):
            entering.add(empty, [page], by_path)


def test_pages_whose_paths_name_another_day_than_the_one_given_are_told(
    empty, tmp_path, source, lay
):
    received = lay(tmp_path / "in", "2024-11-04.txt", "2024-11-05.txt", "20241106/20241107.txt")
    added = entering.add(empty, [received], source)
    assert {entry.published.isoformat() for entry in added.entries} == {"2024-11-04"}
    assert added.other_days == ("2024-11-05.txt",)
