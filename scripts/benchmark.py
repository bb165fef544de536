"""Measure a build against what else one would do with the same text, in one run, in turns.

Six ways of the same made corpus, each in a process of its own, held to one core or two:

  juku       the whole build: corpus proved, pages read, mended, split, segmented, tagged,
             converted, readings found, three Parquet tables written and hashed, reprints found
             and the release's documents written; with jieba's words
  ud         the same with the words that a build has unless told otherwise
  plain      as juku, with nothing compiled: as it is where there was no C compiler
  script     what a user would write: jieba.posseg, OpenCC, a regular expression, pandas
  datatrove  its reader, its jieba tokenizer, its Parquet writer (where it is installed)
  floor      rjieba's tag and OpenCC's two conversions on the bare text, and nothing else; on two
             cores, what two processes that share nothing gain on this machine

In each turn also `juku` at three sizes more; a power of the size is fitted to the medians of all
four. Then the share of each stage is taken.
Slow ways get a smaller corpus of the same make. Rates are characters a second of processor time,
which other work on the machine disturbs little; what two cores gain is taken from the clock, and
is right only on a machine that does nothing else.

  python scripts/benchmark.py --ntrex gold/ntrex-zh-news.tsv --json docs/measurements/build.json
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from operator import truediv
from pathlib import Path
from typing import Any

import measuring
from benchmark_ways import DATATROVE, FLOOR, SCRIPT, STAGES
from juku.compiled import SWITCH

CORES = sorted(os.sched_getaffinity(0))
ENGINES = {"juku": "rjieba", "ud": "ud", "plain": "rjieba"}
"""By the names of the ways that build."""
PACKAGES = ("rjieba", "jieba", "opencc", "pyarrow", "numpy", "pandas")


@dataclass(frozen=True)
class Run:
    """One way, run once."""

    way: str
    cores: int
    characters: int
    seconds: float
    cpu_seconds: float
    resident_mb: int
    """At the most, of the largest process."""
    resident_late_mb: int
    """At the most in the last third of the time: flat memory is not over that of the first two."""
    resident_early_mb: int
    parquet_bytes: int

    @property
    def rate(self) -> float:
        """Characters a second of processor time: of the clock, where the core is idle before."""
        return self.characters / self.cpu_seconds


def make(folder: Path, characters: int, ntrex: Path | None) -> tuple[Path, int]:
    """A made corpus and how many characters its records have."""
    out = folder / f"made-{characters}"
    if not out.exists():
        measuring.make(out, characters, ntrex)
    with measuring.archive(out).open(encoding="utf-8") as lines:
        return out, measuring.characters(lines)


def measure(
    way: str, cores: int, made: tuple[Path, int], code: str = "", python: str = sys.executable
) -> Run:
    """Build a corpus, or run ``code`` on it, held to so many cores; watch its memory."""
    corpus, characters = made
    with tempfile.TemporaryDirectory() as name:
        program, out = Path(name, "way.py"), Path(name, "out")
        program.write_text(code, "utf-8")
        command = [python, program, measuring.archive(corpus), out, str(cores)]
        if way in ENGINES:
            workers = ("--workers", str(cores))
            command = measuring.build(corpus, out, *workers, segmenter=ENGINES[way])
        kept = set(CORES[:cores])
        started = time.monotonic()
        process = subprocess.Popen(
            command,
            env={**os.environ, SWITCH: "0"} if way == "plain" else None,
            preexec_fn=lambda: os.sched_setaffinity(0, kept),  # noqa: PLW1509  # no threads here
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        series, usage = _watch(process)
        seconds = time.monotonic() - started
        if process.returncode:
            raise SystemExit(f"{way}: {process.stderr.read().decode()[-2000:]}")
        third = max(1, len(series) // 3)
        found = sum(path.stat().st_size for path in Path(name).rglob("*.parquet"))
        found += out.stat().st_size if out.is_file() else 0
        return Run(
            way, cores, characters, round(seconds, 2),
            round(usage.ru_utime + usage.ru_stime, 2), max(series, default=0),
            max(series[-third:], default=0), max(series[:-third], default=0), found,
        )  # fmt: skip


def _watch(process: subprocess.Popen[bytes]) -> tuple[list[int], Any]:
    """Resident megabytes of the largest process of the tree, five times a second."""
    series: list[int] = []
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return series, usage
        series.append(max(map(_resident, measuring.tree(process.pid))))
        time.sleep(0.2)


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def medians(runs: list[Run]) -> list[Run]:
    """Of the runs of each size one with the median processor time, where all have one way."""
    sizes: dict[int, list[Run]] = {}
    for run in runs:
        sizes.setdefault(run.characters, []).append(run)
    return [
        replace(
            sorted(same, key=lambda run: run.cpu_seconds)[len(same) // 2],
            cpu_seconds=round(statistics.median(run.cpu_seconds for run in same), 2),
        )
        for _, same in sorted(sizes.items())
    ]


def exponent(runs: list[Run]) -> float | None:
    """The power of the size that time grows with, by least squares on logarithms.

    Start-up is a constant, so it is taken off: the least seconds of an empty fit would be it, and
    the smallest run stands for it. None where fewer than two others took longer than that.
    """
    least = min(runs, key=lambda run: run.characters)
    rest = [run for run in runs if run.cpu_seconds > least.cpu_seconds]
    if len(rest) < 2:
        return None
    points = [
        (math.log(run.characters - least.characters), math.log(run.cpu_seconds - least.cpu_seconds))
        for run in rest
    ]
    slope, _ = statistics.linear_regression(*zip(*points, strict=True))
    return round(slope, 4)


def stages(made: tuple[Path, int]) -> dict[str, float]:
    """Share of one task's processor time that each stage takes, the clock read around its calls."""
    with tempfile.TemporaryDirectory() as name:
        command = [sys.executable, "-c", STAGES, made[0], Path(name, "out")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    spent: dict[str, float] = json.loads(done.stdout)
    total = spent.pop("all")
    shares = {label: round(seconds / total, 3) for label, seconds in spent.items()}
    shares["other"] = round(1 - sum(shares.values()), 3)
    return shares


def plot(runs: list[Run]) -> str:
    """Rates as bars, on a logarithmic scale."""
    best = {}
    for run in runs:
        best.setdefault((run.way, run.cores), []).append(run.rate)
    bars = [(f"{way}, {cores} core{'s' * (cores > 1)}", statistics.median(rates))
            for (way, cores), rates in best.items()]  # fmt: skip
    low, high = 1e4, max(rate for _, rate in bars) * 1.2
    lines = []
    for place, (label, rate) in enumerate(bars):
        width = 380 * math.log(rate / low) / math.log(high / low)
        y = 20 + 30 * place
        lines.append(
            f'<text x="150" y="{y + 14}" text-anchor="end">{label}</text>'
            f'<rect x="160" y="{y}" width="{max(width, 1):.1f}" height="20" fill="#3b6ea5"/>'
            f'<text x="{165 + width:.1f}" y="{y + 14}">{rate:,.0f}</text>'
        )
    height = 40 + 30 * len(bars)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="{height}" '
        'font-family="sans-serif" font-size="12" role="img" '
        'aria-label="characters a second, logarithmic">\n'
        + "\n".join(lines)
        + f'\n<text x="160" y="{height - 8}">characters a second (logarithmic)</text>\n</svg>\n'
    )


def result(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Everything that is measured."""
    big = make(folder, args.characters, args.ntrex)
    middling = make(folder, args.characters // 5, args.ntrex)
    small = make(folder, args.characters // 20, args.ntrex)
    turns: list[Run] = []
    grown: list[Run] = []
    others = [make(folder, size, args.ntrex) for size in args.sizes]
    for _ in range(args.turns):
        turns.append(measure("floor", 1, big, FLOOR))
        turns.append(measure("juku", 1, big))
        turns.append(measure("ud", 1, middling))
        turns.append(measure("plain", 1, middling))
        turns.append(measure("script", 1, small, SCRIPT))
        if len(CORES) > 1:
            turns.append(measure("juku", 2, big))
            turns.append(measure("floor", 2, big, FLOOR))
        if args.datatrove:
            turns.append(measure("datatrove", 1, small, DATATROVE, args.datatrove))
        grown += [measure("juku", 1, made) for made in others]

    def of(way: str, cores: int = 1) -> list[Run]:
        return [run for run in turns if (run.way, run.cores) == (way, cores)]

    def rate(way: str, cores: int = 1) -> float:
        found = [run.rate for run in of(way, cores)]
        return statistics.median(found) if found else math.nan

    def gain(way: str) -> float | None:
        clocks = [[run.seconds for run in of(way, cores)] for cores in (1, 2)]
        return round(truediv(*map(statistics.median, clocks)), 2) if len(CORES) > 1 else None

    ratios = {
        "juku to script": round(rate("juku") / rate("script"), 2),
        "juku to floor": round(rate("juku") / rate("floor"), 3),
        "juku with ud to script": round(rate("ud") / rate("script"), 2),
        "juku to itself with nothing compiled": round(rate("juku") / rate("plain"), 2),
        "two cores to one": gain("juku"),
        "the floor's two cores to one": gain("floor"),
    }
    if args.datatrove:
        ratios["juku to datatrove"] = round(rate("juku") / rate("datatrove"), 2)
    sizes = medians([*grown, *of("juku")])
    return {
        "rates": {f"{r.way} {r.cores}": round(rate(r.way, r.cores)) for r in turns},
        "ratios": ratios,
        "exponent": exponent(sizes),
        "parquet_bytes_a_character": round(
            next(r.parquet_bytes / r.characters for r in turns if r.way == "juku"), 2
        ),
        "stages": stages(big),
        "turns": [asdict(run) for run in turns],
        "sizes": [asdict(run) for run in sizes],
        "machine": {"python": platform.python_version(), "cores": len(CORES)},
        "load_before": os.getloadavg()[0],
        "packages": {name: _version(name) for name in PACKAGES},
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def main() -> None:
    """Measure and write what was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--characters", type=int, default=50_000_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10**6, 10**7, 10**8])
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--ntrex", type=Path)
    parser.add_argument("--datatrove", help="a Python that has datatrove, spacy and jieba")
    parser.add_argument("--folder", type=Path, help="where made corpora are kept between runs")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    try:
        found = result(args, folder)
    finally:
        if args.folder is None:
            shutil.rmtree(folder)
    measuring.report(found, args.json)
    if args.json:
        runs = [Run(**row) for row in found["turns"]]
        args.json.with_suffix(".svg").write_text(plot(runs), "utf-8")


if __name__ == "__main__":
    main()
