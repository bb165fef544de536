"""Loader: tag a corpus; prints a word a line with its own and its universal tag.

python scripts/tag.py corpus [--segmenter ud]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from juku.build.rows.kit import DEFAULT_SEGMENTER, Options
from juku.build.walk import sentences
from juku.errors import JukuError


def main() -> None:
    """Read the arguments, tag, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--segmenter", default=DEFAULT_SEGMENTER)
    args = parser.parse_args()
    try:
        for row in sentences(args.corpus, Options(segmenter=args.segmenter)):
            print(f"# {row['sentence_id']}")
            for word, xpos, upos in zip(row["tokens"], row["xpos"], row["upos"], strict=True):
                print(word, xpos or "_", upos, sep="\t")
            print()
    except JukuError as error:
        sys.exit(f"tag: {error}")


if __name__ == "__main__":
    main()
