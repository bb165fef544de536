"""The README's examples run as they stand, and print what their comments say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

README = Path(__file__).parents[1] / "README.md"
EXAMPLES = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("code", EXAMPLES, ids=lambda code: code.split("\n")[0])
def test_an_example_prints_what_it_says(
    code: str,
    first_release: Path,
    first_corpus: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "juku-1.0.0").symlink_to(first_release)
    (tmp_path / "corpus").symlink_to(first_corpus)
    monkeypatch.chdir(tmp_path)

    exec(compile(code, str(README), "exec"), {})  # noqa: S102  # our own README

    expected = re.findall(r"# → (.*)", code)
    assert expected
    assert capsys.readouterr().out.splitlines() == expected


def test_every_file_that_the_readme_names_is_there() -> None:
    links = re.findall(r"\]\(([\w./-]+)\)", README.read_text("utf-8"))

    assert [link for link in links if not (README.parent / link).exists()] == []


def test_every_command_that_the_readme_names_is_one() -> None:
    from juku.cli.commands import COMMANDS

    named = set(re.findall(r"^juku (\w+)", README.read_text("utf-8"), re.MULTILINE))

    assert named <= COMMANDS.keys()
