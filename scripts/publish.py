"""Loader: build this project's corpus, check it, and publish it to the Hub.

python scripts/publish.py OWNER/NAME [--endpoint URL] [--dry-run]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from juku import __version__
from juku.cli import main as juku

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Run the three commands of a release, stopping at the first that fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", help="OWNER/NAME on the Hub")
    parser.add_argument("--endpoint", help="another Hub than the public one")
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    args = parser.parse_args()
    out = str(ROOT / "dist" / f"juku-{__version__}")
    options = ["--endpoint", args.endpoint] if args.endpoint else []
    options += ["--dry-run"] if args.dry_run else []
    build = ["build", str(ROOT / "corpus"), "--out", out, "--version", __version__]
    return (
        juku([*build, "--datasheet", str(ROOT / "DATASHEET.md")])
        or juku(["validate", out, "--corpus", str(ROOT / "corpus")])
        or juku(["publish", out, args.repository, *options])
    )


if __name__ == "__main__":
    sys.exit(main())
