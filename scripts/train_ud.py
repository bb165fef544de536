"""Rebuild the contextual engine's model, to the same bytes, from the gold data.

python scripts/train_ud.py --gold ../shared/gold --out src/juku/text/ud
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from pathlib import Path

from juku.errors import JukuError
from juku.evaluation import card, trials
from juku.text.ud import recipe
from juku.text.ud.model import FILE


def main() -> int:
    """Parse, train, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder of the gold data")
    parser.add_argument("--out", type=Path, required=True, help="folder for model and card")
    args = parser.parse_args()
    try:
        sentences = trials.training(args.gold)
    except JukuError as error:
        print(error, file=sys.stderr)
        return 1
    data = recipe.model(sentences, recipe.jieba_entries()).to_bytes()
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / FILE).write_bytes(data)
    files = {name: (args.gold / name).read_bytes() for name in trials.TRAINING}
    (args.out / card.FILE).write_text(card.card(sentences, files, data), encoding="utf-8")
    print(hashlib.sha256(data).hexdigest(), len(data))
    return 0


if __name__ == "__main__":
    sys.exit(main())
