"""Every rule that a corpus can break, with the exact message that its curator reads.

A folder is a rule: ``corpus/`` breaks it and ``message.txt`` is what `juku build` prints.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from juku.cli import main

CASES = sorted(p for p in (Path(__file__).parent / "invalid").iterdir() if p.is_dir())


@pytest.mark.parametrize("case", CASES, ids=lambda p: p.name)
def test_the_message_is_exact_and_nothing_is_left(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case)

    status = main(["build", "corpus", "--out", str(tmp_path / "out"), "--version", "1.0.0"])

    printed = capsys.readouterr()
    wanted = case / "message.txt"
    if os.environ.get("JUKU_WRITE_GOLDEN"):
        wanted.write_text(printed.err, "utf-8")
    assert printed.err == wanted.read_text("utf-8"), "JUKU_WRITE_GOLDEN=1 pytest writes it anew"
    assert status == 1
    assert "Traceback" not in printed.err
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_may_not_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    main(["new", str(tmp_path / "c")])
    page = tmp_path / "a.txt"
    page.write_text("正文。", "utf-8")
    main(["add", str(tmp_path / "c"), str(page), "--publisher", "p", "--date", "2024-11-04"])
    (tmp_path / "c" / "pages" / "a.txt").chmod(0)

    assert main(["validate", str(tmp_path / "c")]) == 1
    assert "cannot be read" in capsys.readouterr().out


FILES = [
    *("manifest.jsonl", "about.json"),
    *(f"curation/{name}" for name in ("columns.tsv", "corrections.tsv", "lexicon.tsv")),
    *(f"curation/{name}" for name in ("takedowns.tsv", "removed.tsv")),
]


@pytest.mark.parametrize("name", FILES)
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], not_waiting: None
) -> None:
    main(["new", str(tmp_path / "c")])
    page, there = tmp_path / "a.txt", tmp_path / "c" / name
    page.write_text("正文。", "utf-8")
    main(["add", str(tmp_path / "c"), str(page), "--publisher", "p", "--date", "2024-11-04"])
    there.unlink(missing_ok=True)
    os.mkfifo(there)
    capsys.readouterr()

    assert main(["validate", str(tmp_path / "c")]) == 1
    told = "cannot be read (Is a pipe or a device, not a file)"
    assert f"{there}: {told}" in capsys.readouterr().out
    out = ["--out", str(tmp_path / "out"), "--version", "1.0.0"]
    assert main(["build", str(tmp_path / "c"), *out]) == 1
    assert f"{there}: {told}" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "c"]
