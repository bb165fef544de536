"""Time the query engine on a made corpus, beside DuckDB and polars, and write what was measured.

    python scripts/benchmark_query.py --tokens 20000000 --json docs/measurements/query.json

The corpus is made, not copied (`made_tokens.py`). Everything runs in one process with one thread;
"warm" is the median of several runs after a first.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

import made_tokens
import measuring
from juku.query.doors import open_questions
from juku.query.opening import open_corpus

if TYPE_CHECKING:
    from collections.abc import Callable

QUERIES = {
    "发展": ('"发展"', 16.0),
    "采煤": ('"采煤"', 6.0),
    "人民 群众": ('"人民" "群众"', 11.0),
    "人民 []{0,3} 城市": ('"人民" []{0,3} "城市"', 9.0),
    "a n n": ('[xpos="a"] [xpos="n"] [xpos="n"]', 78.0),
    'word=".*化"': ('[word=".*化"]', 37.0),
    "v u? n+": ('[xpos="v"] [xpos="u"]? [xpos="n"]+', 412.0),
    "n []{0,5} 的 []{0,5} n": ('[xpos="n"] []{0,5} "的" []{0,5} [xpos="n"]', 908.0),
    "v []{0,4} 采煤": ('[xpos="v"] []{0,4} "采煤"', 10.0),
    "a:n []{0,3} b:n, a.word=b.word": (
        'a:[xpos="n"] []{0,3} b:[xpos="n"] :: a.word = b.word', 869.0,
    ),
}  # fmt: skip
"""Name → pattern, and the time in milliseconds of the frontier column."""


def timed(work: Callable[[], Any], repeats: int) -> dict[str, Any]:
    """First, median and best wall time, and median processor time, in milliseconds."""
    walls, cpus, first, result = [], [], 0.0, None
    for run in range(repeats + 1):
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        cpus.append(1e3 * (time.process_time() - cpu))
        walls.append(1e3 * (time.perf_counter() - wall))
        if run == 0:
            first = walls[0]
    return {
        "first_ms": round(first, 2),
        "median_ms": round(statistics.median(walls[1:]), 2),
        "best_ms": round(min(walls[1:]), 2),
        "cpu_ms": round(statistics.median(cpus[1:]), 2),
        "hits": len(result) if result is not None and hasattr(result, "__len__") else None,
    }


def time_queries(corpus: Any, repeats: int) -> dict[str, Any]:
    """The table's queries, over sentence ends as CQP does and within sentences."""
    found = {}
    for name, (pattern, frontier) in QUERIES.items():
        found[name] = timed(lambda p=pattern: corpus.find(p), repeats) | {
            "frontier_ms": frontier,
            "within_s": timed(lambda p=pattern: corpus.find(p, within="s"), repeats),
        }
    return found


def time_measures(location: Path, cache: Path, repeats: int) -> dict[str, Any]:
    """Concordance, collocates, frequency list and characters, each from the question on."""
    asked = open_questions(location, cache=cache)
    works: dict[str, tuple[Callable[[], Any], float | None]] = {
        "KWIC, 50 lines of 发展": (lambda: asked.find('"发展"').part(0, 50), 5.0),
        "KWIC, 50 lines of 发展, drawn": (
            lambda: asked.find('"发展"', sample=50).part(0, 50),
            None,
        ),
        "的": (lambda: asked.corpus.find('"的"'), 2.0),
        "collocates of 改革, ±5": (lambda: asked.collocates('"改革"'), 20.0),
        "word frequency list, first 100": (lambda: asked.words(limit=100), None),
        "characters 说汉语": (lambda: asked.corpus.find_chars("说汉语"), None),
        "characters 人民群": (lambda: asked.corpus.find_chars("人民群"), None),
        "characters 人*群众": (lambda: asked.corpus.find_chars("人*群众"), None),
    }
    return {
        name: timed(work, repeats) | {"target_ms": target} for name, (work, target) in works.items()
    }


DUCKDB = {
    "发展": "len(list_filter(tokens, lambda x: x = '发展'))",
    "采煤": "len(list_filter(tokens, lambda x: x = '采煤'))",
    "人民 群众": "len(list_filter(range(1, len(tokens)), lambda i: tokens[i] = '人民' "
    "AND tokens[i + 1] = '群众'))",
    "a n n": "len(list_filter(range(1, len(xpos) - 1), lambda i: xpos[i] = 'a' "
    "AND xpos[i + 1] = 'n' AND xpos[i + 2] = 'n'))",
    'word=".*化"': "len(list_filter(tokens, lambda x: ends_with(x, '化')))",
}
"""Of those queries that SQL can say without a table of its own, the count of a sentence."""


def time_duckdb(location: Path, repeats: int) -> dict[str, Any]:
    """DuckDB on the Parquet, one thread; matches do not leave the sentence."""
    connection = duckdb.connect(config={"threads": 1})
    source = f"read_parquet('{location}/data/*.parquet')"
    found = {}
    for name, expression in DUCKDB.items():
        sql = f"SELECT sum({expression}) FROM {source}"  # noqa: S608  # our own constants
        hits = int(connection.execute(sql).fetchone()[0])
        found[name] = timed(lambda s=sql: connection.execute(s).fetchone(), repeats) | {
            "hits": hits
        }
    return found


def time_polars(location: Path, repeats: int) -> dict[str, Any]:
    """All tokens in memory as categories of polars; matches do not leave the sentence."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    import polars as pl  # noqa: PLC0415  # it reads the variable when it is imported

    frame = (
        pl.read_parquet(f"{location}/data/*.parquet", columns=["tokens", "xpos"])
        .with_row_index("sentence")
        .explode("tokens", "xpos")
        .with_columns(pl.col("tokens").cast(pl.Categorical), pl.col("xpos").cast(pl.Categorical))
    )
    word, tag, here = pl.col("tokens"), pl.col("xpos"), pl.col("sentence")

    def ahead(column: Any, distance: int, value: str) -> Any:
        inside = here.shift(-distance) == here
        return (column.shift(-distance) == value) & inside

    conditions = {
        "发展": word == "发展",
        "采煤": word == "采煤",
        "人民 群众": (word == "人民") & ahead(word, 1, "群众"),
        "a n n": (tag == "a") & ahead(tag, 1, "n") & ahead(tag, 2, "n"),
        'word=".*化"': word.cast(pl.String).str.ends_with("化"),
    }
    found = {}
    for name, condition in conditions.items():
        hits = frame.select(condition.sum()).item()
        found[name] = timed(lambda c=condition: frame.select(c.arg_true()), repeats) | {
            "hits": hits
        }
    return found


COLD = """
import json, sys, time
begun = time.perf_counter()
import numpy, pyarrow, pyarrow.compute, pyarrow.parquet, lark, opencc
imported, cpu = time.perf_counter(), time.process_time()
if len(sys.argv) > 1:
    from juku.query.opening import open_corpus
    hits = len(open_corpus(sys.argv[1], cache=sys.argv[2]).find(sys.argv[3]))
done = time.perf_counter()
print(json.dumps([1e3 * (imported - begun), 1e3 * (done - imported),
                  1e3 * (time.process_time() - cpu)]))
"""


def time_cold(location: Path, cache: Path, repeats: int) -> dict[str, Any]:
    """A fresh process: the imports of the libraries, and from there to the first answer."""
    found = {}
    for name in ("发展", "a n n", "v []{0,4} 采煤"):
        runs = []
        for _ in range(repeats):
            command = [sys.executable, "-c", COLD, str(location), str(cache), QUERIES[name][0]]
            output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
            runs.append(json.loads(output))
        imports, answer, cpu = (statistics.median(column) for column in zip(*runs, strict=True))
        found[name] = {
            "imports_ms": round(imports, 1),
            "first_answer_ms": round(answer, 1),
            "first_answer_cpu_ms": round(cpu, 1),
            "target_ms": 150.0,
        }
    return found


def time_build(location: Path, cache: Path, repeats: int) -> dict[str, Any]:
    """The index made from Parquet, and how large it is."""
    walls, cpus = [], []
    for _ in range(repeats):
        shutil.rmtree(cache, ignore_errors=True)
        wall, cpu = time.perf_counter(), time.process_time()
        corpus = open_corpus(location, cache=cache)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    parquet = sum(file.stat().st_size for file in (location / "data").glob("*.parquet"))
    return {
        "median_s": round(statistics.median(walls), 2),
        "best_s": round(min(walls), 2),
        "cpu_s": round(statistics.median(cpus), 2),
        "target_s": 10.0,
        "bytes": corpus.size,
        "bytes_a_token": round(corpus.size / corpus.n_tokens, 2),
        "target_bytes_a_token": 20.0,
        "parquet_bytes": parquet,
    }


LARGE = """
import json, resource, sys, time
from juku.query.corpus import Corpus
from pathlib import Path
def memory():
    status = dict(l.split(":", 1) for l in open("/proc/self/status") if ":" in l)
    return {k: int(status[k].split()[0]) // 1024 for k in ("RssAnon", "RssFile", "VmHWM")}
corpus = Corpus(Path(sys.argv[1]), Path(sys.argv[1]))
found = {}
for name, pattern in json.loads(sys.argv[2]).items():
    begun = time.perf_counter()
    hits = len(corpus.find(pattern))
    found[name] = {"ms": round(1e3 * (time.perf_counter() - begun), 1), "hits": hits} | memory()
print(json.dumps({"tokens": corpus.n_tokens, "index_mib": corpus.size >> 20, "queries": found}))
"""


def time_large(index: Path) -> dict[str, Any]:
    """A fresh process on a large index, with the memory it holds after each query in MiB."""
    names = ("采煤", "发展", "人民 群众", "v []{0,4} 采煤", "a n n")
    patterns = {name: QUERIES[name][0] for name in names} | {"chars 人民群": 'chars("人民群")'}
    command = [sys.executable, "-c", LARGE, str(index), json.dumps(patterns)]
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, Any] = json.loads(output)
    return found


def versions() -> dict[str, str]:
    """What the figures depend on."""
    names = ("juku", "numpy", "pyarrow", "duckdb", "polars", "lark")
    return {name: version(name) for name in names} | {"python": platform.python_version()}


def main() -> None:
    """Make the corpus, time everything, and write the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tokens", type=int, default=20_000_000)
    parser.add_argument("--types", type=int, default=200_000, help="words of the lexicon")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--builds", type=int, default=3, help="how often the index is built")
    parser.add_argument("--work", type=Path, help="keep the made corpus there")
    parser.add_argument("--large", type=Path, help="an index of a larger corpus, asked as well")
    parser.add_argument("--json", type=Path, help="write the figures there")
    args = parser.parse_args()
    work = args.work or Path(tempfile.mkdtemp(prefix="juku-benchmark-"))
    corpus_at, cache = work / f"made-{args.tokens}-{args.seed}", work / "cache"
    if not corpus_at.exists():
        made_tokens.make_corpus(corpus_at, args.tokens, args.seed, args.types)
    measuring.report(measure(corpus_at, cache, args), args.json)
    if args.work is None:
        shutil.rmtree(work)


def measure(corpus_at: Path, cache: Path, args: argparse.Namespace) -> dict[str, Any]:
    """Every figure, in one run."""
    build = time_build(corpus_at, cache, args.builds)
    corpus = open_corpus(corpus_at, cache=cache)
    queries = time_queries(corpus, args.repeats)
    duckdb, polars = time_duckdb(corpus_at, 3), time_polars(corpus_at, args.repeats)
    for peer, rows in (("duckdb", duckdb), ("polars", polars)):
        for name, row in rows.items():
            ours = queries[name]["within_s"]
            if row["hits"] != ours["hits"]:
                raise SystemExit(f"{name}: {peer} counts {row['hits']}, juku {ours['hits']}")
            row["times_juku"] = round(row["cpu_ms"] / max(ours["cpu_ms"], 0.01), 1)
    figures = {
        "tokens": corpus.n_tokens,
        "sentences": corpus.n_sentences,
        "seed": args.seed,
        "machine": {"cores": os.cpu_count(), "load": [round(x, 2) for x in os.getloadavg()]},
        "versions": versions(),
        "build": build,
        "queries": queries,
        "measures": time_measures(corpus_at, cache, args.repeats),
        "cold": time_cold(corpus_at, cache, min(5, args.repeats)),
        "duckdb": duckdb,
        "polars": polars,
    }
    return figures | ({"large": time_large(args.large)} if args.large else {})


if __name__ == "__main__":
    main()
