"""Loader: segment a corpus; prints each sentence's id and its words, blanks between.

python scripts/segment.py corpus [--segmenter jieba]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from juku.build.rows.kit import DEFAULT_SEGMENTER, Options
from juku.build.walk import sentences
from juku.errors import JukuError


def main() -> None:
    """Read the arguments, segment, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--segmenter", default=DEFAULT_SEGMENTER)
    args = parser.parse_args()
    try:
        for row in sentences(args.corpus, Options(segmenter=args.segmenter)):
            print(row["sentence_id"], " ".join(row["tokens"]), sep="\t")
    except JukuError as error:
        sys.exit(f"segment: {error}")


if __name__ == "__main__":
    main()
