"""Measure how well reprints are found: made articles with known copies at several levels of edits.

Articles are made of clauses of the first corpus and, where it is at hand, of ntrex-zh-news.tsv.
A copy has the given share of its characters changed in one of four ways, a quarter each:
characters here and there, words here and there, whole sentences, the end cut off. A copy of a
copy is not made. A copy is of its original's day or of one of the six after; of one day the order
is mixed. What is found where days say nothing, so that any copy may come before its original, is
measured beside it. Results go to a JSON file that the docs take their table from.

  python scripts/measure_reprints.py --ntrex gold/ntrex-zh-news.tsv --json reprints.json
"""

from __future__ import annotations

import math
import random
import re
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

import measuring
from juku import contract, store
from juku.build.running import reprints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

FIRST = Path(__file__).parents[1] / "corpus" / "pages"
LEVELS = (0.05, 0.10, 0.15, 0.20, 0.30, 0.40)
WAYS = ("characters", "words", "sentences", "cut")
SHARE_OF_COPIES = 0.3
SHARD = 2000


def clauses(ntrex: Path | None) -> list[str]:
    """Runs between marks, of 4 to 20 characters."""
    text = "".join(path.read_text("utf-8") for path in sorted(FIRST.glob("*.txt")))
    if ntrex is not None:
        text += ntrex.read_text("utf-8")
    found = re.findall(r"[\u4e00-\u9fff]{4,20}", text)
    return list(dict.fromkeys(found))


def article(pool: list[str], rng: random.Random) -> list[str]:
    """Sentences of one to four clauses."""
    length = min(max(600 * math.exp(rng.gauss(0, 0.7)), 80), 8000)
    made: list[str] = []
    while sum(map(len, made)) < length:
        made.append("，".join(rng.choices(pool, k=rng.randrange(1, 5))) + "。")
    return made


def copy(parts: list[str], level: float, way: str, pool: list[str], rng: random.Random) -> str:
    """The article with ``level`` of its characters changed."""
    text = "".join(parts)
    if way == "cut":
        return text[: round(len(text) * (1 - level))]
    if way == "sentences":
        left = level * len(text)
        kept = list(parts)
        for place in rng.sample(range(len(parts)), len(parts)):
            if left < len(kept[place]) / 2:
                break
            left -= len(kept[place])
            kept[place] = rng.choice(pool) + "。" if rng.random() < 0.5 else ""
        return "".join(kept)
    step = 1 if way == "characters" else 2
    signs = list(text)
    for place in range(0, len(signs), step):
        if rng.random() < level:
            signs[place : place + step] = [rng.choice(rng.choice(pool)) for _ in range(step)]
    return "".join(signs)


def corpus(count: int, seed: int, pool: list[str]) -> Iterator[tuple[str, int, str]]:
    """Texts in a mixed order, each with the number of its story and how it was made."""
    rng = random.Random(seed)
    rows: list[tuple[str, int, str]] = []
    while len(rows) < count:
        story = len(rows)
        parts = article(pool, rng)
        rows.append(("".join(parts), story, "original"))
        if rng.random() < SHARE_OF_COPIES:
            for _ in range(rng.randrange(1, 4)):
                level, way = rng.choice(LEVELS), rng.choice(WAYS)
                rows.append((copy(parts, level, way, pool, rng), story, f"{level:.2f} {way}"))
    rng.shuffle(rows)
    yield from rows


def days(rows: list[tuple[str, int, str]], seed: int) -> NDArray[np.int32]:
    """A day for each row: a story's, and for its copies up to six more."""
    rng = random.Random(seed)
    return np.array(
        [story % 3650 + (kind != "original" and rng.randrange(7)) for _, story, kind in rows],
        np.int32,
    )


def shard(rows: list[tuple[str, int, str]], folder: Path, number: int) -> tuple[Path, Path]:
    """An articles shard that has texts alone, and its sketches."""
    columns: dict[str, Any] = {}
    for field in contract.schema("articles"):
        empty: Any = [] if pa.types.is_list(field.type) else None
        if not field.nullable and not pa.types.is_list(field.type):
            empty = "" if pa.types.is_string(field.type) else 0
        columns[field.name] = pa.array([empty] * len(rows), field.type)
    columns["text"] = pa.array([row[0] for row in rows])
    table = pa.table(columns)
    paths = folder / f"{number:05d}.parquet", folder / f"{number:05d}.npz"
    store.write(table, "articles", paths[0])
    paths[1].write_bytes(reprints.sketches(table))
    return paths


def score(rows: list[tuple[str, int, str]], found: np.ndarray) -> dict[str, Any]:
    """Precision of pairs that were linked, recall of copies by level and way.

    A copy counts as found when it is linked with the original of its story, whichever of the two
    is the earlier.
    """
    story = [row[1] for row in rows]
    linked = np.flatnonzero(found >= 0).tolist()
    right = sum(story[place] == story[found[place]] for place in linked)
    head = [int(found[place]) if found[place] >= 0 else place for place in range(len(rows))]
    original = {row[1]: head[place] for place, row in enumerate(rows) if row[2] == "original"}
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for place, (_, number, kind) in enumerate(rows):
        if kind == "original":
            continue
        for name in (kind, kind.split()[0], "all up to 0.20" if kind < "0.21" else "all over 0.20"):
            total[name] += 1
            hit[name] += head[place] == original[number]
    return {
        "articles": len(rows),
        "copies": total["all up to 0.20"] + total["all over 0.20"],
        "precision": round(right / max(len(linked), 1), 5),
        "recall": {name: round(hit[name] / total[name], 4) for name in sorted(total)},
    }


def main() -> None:
    """Make, find, score."""
    parser = measuring.parser(__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    pool = clauses(args.ntrex)
    rows = list(corpus(args.articles, args.seed, pool))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.process_time()
        shards = [
            shard(rows[start : start + SHARD], folder, number)
            for number, start in enumerate(range(0, len(rows), SHARD))
        ]
        sketched = time.process_time()
        made = reprints.Corpus([one for one, _ in shards], [two for _, two in shards], folder)
        found = reprints.earliest(made, days(rows, args.seed))
        ended = time.process_time()
        mixed = reprints.earliest(made, np.zeros(len(rows), np.int32))
    result = score(rows, found)
    result["recall in any order"] = score(rows, mixed)["recall"]["all up to 0.20"]
    result["characters"] = sum(len(row[0]) for row in rows)
    result["seconds"] = {
        "shards and sketches": round(sketched - started, 1),
        "finding": round(ended - sketched, 1),
    }
    result["resident_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    measuring.report(result, args.json)


if __name__ == "__main__":
    main()
