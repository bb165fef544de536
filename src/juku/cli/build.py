"""Turn a corpus into a release directory that `datasets.load_dataset` opens.

The corpus is proved first; the release appears under its name only when it is whole. A build that
was stopped goes on where it was when the same command is run again.

  juku build corpus --out dist/juku-1.0.0 --version 1.0.0
  juku build corpus --out dist/juku-1.0.0 --version 1.0.0 --workers 8
  juku build corpus --out dist/juku-1.0.0 --version 1.0.0 --segmenter jieba
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    from juku.build.kit import DEFAULT_SEGMENTER

    parser.add_argument("corpus", type=Path, help="a corpus: manifest.jsonl, pages/, curation/")
    parser.add_argument("--out", type=Path, required=True, help="the release directory to make")
    parser.add_argument("--version", required=True, help="MAJOR.MINOR.PATCH")
    parser.add_argument("--segmenter", default=DEFAULT_SEGMENTER, help="default: %(default)s")
    parser.add_argument(
        "--no-joining", action="store_true", help="leave numbers, dates and names as the engine cut"
    )
    parser.add_argument(
        "--no-votes", action="store_true", help="do not count how many segmentations agree"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes; default: %(default)s")
    parser.add_argument("--datasheet", type=Path, help="a DATASHEET.md whose figures are filled in")
    parser.add_argument(
        "--strict", action="store_true", help="stop at the first page that cannot be read"
    )


def run(args: argparse.Namespace) -> int:
    """Build, and say what came of it; status 3 if pages or records were set aside."""
    from juku.build.kit import Options
    from juku.build.pipeline import Settings
    from juku.release import assemble

    options = Options(
        segmenter=args.segmenter, joining=not args.no_joining, votes=not args.no_votes
    )
    settings = Settings(
        corpus=args.corpus, options=options, workers=args.workers, strict=args.strict
    )
    built = assemble.build(settings, args.out, args.version, datasheet=args.datasheet)
    rows = ", ".join(f"{n:,} {name}" for name, n in built.rows.items())
    state = "is there already, with the same rows" if built.unchanged else "built"
    print(f"{built.path}: {state}: {rows}")
    print(f"identity {built.identity}")
    if built.failures:
        print(f"{built.path}/failures.jsonl: {built.failures} pages or records were set aside")
        return 3
    return 0
