"""What the scripts that measure share: the made corpus, the build, its processes, the report."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent


def parser(doc: str | None) -> argparse.ArgumentParser:
    """What every script takes that measures a made corpus; ``doc`` is what the script says."""
    made = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--ntrex", type=Path, help="ntrex-zh-news.tsv")
    made.add_argument("--json", type=Path, help="where the report is written, besides printed")
    return made


def make(corpus: Path, characters: int, ntrex: Path | None) -> None:
    """Make a corpus of so many characters in the folder ``corpus``."""
    command = [sys.executable, HERE / "make_corpus.py", corpus, "--characters", str(characters)]
    subprocess.run([*command, *(["--ntrex", ntrex] if ntrex else [])], check=True)


def archive(corpus: Path) -> Path:
    """The one file of a made corpus."""
    return next((corpus / "pages").iterdir())


def characters(lines: Iterable[str | bytes]) -> int:
    """How many characters of text the records have that the lines of an archive hold."""
    records = map(json.loads, lines)
    return sum(len(record["headline"]) + len(record["content"]) for record in records)


def build(corpus: Path, out: Path, *options: str, segmenter: str = "rjieba") -> list[str]:
    """The command that builds with jieba's words, or those of another engine."""
    command = [sys.executable, "-m", "juku.cli", "build", str(corpus), "--out", str(out)]
    return [*command, "--version", "1.0.0", "--segmenter", segmenter, *options]


def children(pid: int) -> list[int]:
    """The processes that a process has started; none for one that has gone."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return found


def tree(pid: int) -> list[int]:
    """A process and all that it and its children have started."""
    return [pid, *(one for child in children(pid) for one in tree(child))]


def report(found: dict[str, Any], path: Path | None) -> None:
    """Print what was found, and write it to a file of JSON where one is named."""
    text = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    print(text)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
