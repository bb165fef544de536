"""Loader: normalise a corpus; prints each sentence's normal form, and the edits that made it.

python scripts/normalise.py corpus
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from juku.build.rows.kit import Options
from juku.build.walk import sentences
from juku.errors import JukuError


def main() -> None:
    """Read the arguments, normalise, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    args = parser.parse_args()
    try:
        for row in sentences(args.corpus, Options(votes=False)):
            columns = (row[f"edit_{part}"] for part in ("start", "end", "to", "rule"))
            edits = [
                f"{rule} {row['text'][start:end]}→{to}"
                for start, end, to, rule in zip(*columns, strict=True)
            ]
            print(row["sentence_id"], row["text_norm"], "; ".join(edits), sep="\t")
    except JukuError as error:
        sys.exit(f"normalise: {error}")


if __name__ == "__main__":
    main()
