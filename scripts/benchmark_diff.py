"""How long `juku diff` takes, and how much memory: two large releases made of real rows.

    python scripts/benchmark_diff.py dist/juku-1.0.0 --rows 1000000 --folder bench

The rows of the given release are repeated under new ids and with a number in their text.  The
second release differs in known ways, and the report must say exactly these.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract, store
from juku.release import identity

SHARD = 250_000
SENTENCES_AN_ARTICLE = 15


def main() -> None:
    """Make both releases, compare them in a process of its own, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=0)
    args = parser.parse_args()
    roots = [args.folder / f"{name}-{args.rows}" for name in ("before", "after")]
    for root, changed in zip(roots, (False, True), strict=True):
        if not root.exists():
            # In a process of its own: a child inherits the memory mark of what it is forked from.
            with ProcessPoolExecutor(max_workers=1) as pool:
                pool.submit(make, args.release, root, args.rows, changed=changed).result()
    command = [sys.executable, "-m", "juku.cli", "diff", *map(str, roots), "--json"]
    started = time.perf_counter()
    done = subprocess.run(
        [*command, "--workers", str(args.workers)], capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    classes = json.loads(done.stdout)["classes"]
    expected = {"added": args.rows // 1000, "removed": args.rows // 1000,
                "retagged": args.rows // 100 - args.rows // 1000}  # fmt: skip
    if classes != expected:
        sys.exit(f"reported {classes}, made {expected}")
    print(
        f"{args.rows:,} against {args.rows:,} sentences: {seconds:.0f} s "
        f"({used.ru_utime + used.ru_stime:.0f} s of processor time), largest process "
        f"{used.ru_maxrss / 1024:,.0f} MB; {classes}"
    )


def make(source: Path, root: Path, rows: int, *, changed: bool) -> None:
    """A release of ``rows`` sentences; of every 1000, ``changed`` replaces one and retags nine."""
    base = store.read(source, "sentences").combine_chunks()
    count = -(-rows // SHARD)
    for name in contract.TABLES:
        (root / store.FOLDERS[name]).mkdir(parents=True)
    for name in ("articles", "blocks"):
        target = root / store.FOLDERS[name] / store.shard_name(0, 1)
        store.write(store.read(source, name), name, target)
    for shard in range(count):
        numbers = np.arange(shard * SHARD, min(rows, (shard + 1) * SHARD))
        table = sentences(base, numbers, changed=changed)
        store.write(table, "sentences", root / "data" / store.shard_name(shard, count))
    hashes = dict.fromkeys(contract.TABLES, "0" * 64)
    record = {
        "name": "bench", "version": "2.0.0" if changed else "1.0.0",
        "identity": identity.identity(hashes),
        "tables": {name: {"rows": 0, "row_hash": hashes[name]} for name in hashes},
    }  # fmt: skip
    (root / "provenance.json").write_text(json.dumps(record), "utf-8")


def sentences(base: pa.Table, numbers: np.ndarray, *, changed: bool) -> pa.Table:
    """Rows of ``base`` over and over, each with a text and an id of its own."""
    table = base.take(pa.array(numbers % base.num_rows))
    words = pa.array(numbers).cast(pa.string())
    if changed:
        words = pc.if_else(
            pa.array(numbers % 1000 == 0), pc.binary_join_element_wise(words, "新", ""), words
        )
    articles = pc.binary_join_element_wise(
        "demo-20241104-", pa.array(numbers // SENTENCES_AN_ARTICLE).cast(pa.string()), ""
    )
    places = pa.array(numbers % SENTENCES_AN_ARTICLE + 1)
    columns = {
        "text": pc.binary_join_element_wise(table["text"], words, ""),
        "article_id": articles,
        "sentence_id": pc.binary_join_element_wise(articles, places.cast(pa.string()), "."),
        "ordinal": places.cast(pa.int32()),
    }
    if changed:
        columns["upos"] = retagged(table["upos"].combine_chunks(), numbers)
    for name, values in columns.items():
        at = table.column_names.index(name)
        table = table.set_column(at, table.schema.field(name), values)
    return table


def retagged(tags: pa.ListArray, numbers: np.ndarray) -> pa.ListArray:
    """The first tag of every hundredth row becomes another."""
    items = np.array(tags.flatten().to_pylist(), object)
    offsets = tags.offsets.to_numpy() - tags.offsets[0].as_py()
    filled = np.diff(offsets) > 0
    items[offsets[:-1][(numbers % 100 == 0) & filled]] = "CHANGED"
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(items, pa.string()))


if __name__ == "__main__":
    main()
