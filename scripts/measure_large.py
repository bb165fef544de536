"""Build one large JSONL made by repetition, stopped twice on the way, and watch its memory.

A made corpus of ten million characters is repeated until its one file has the bytes asked for. The
build is interrupted (Ctrl-C) when a quarter of its tasks have receipts, gone on with, killed (-9)
with all its processes at three quarters, and gone on with to its end. Resident memory is that of
all processes together, shared pages counted once (PSS), and that of the largest one.

  python scripts/measure_large.py --ntrex gold/ntrex-zh-news.tsv --json docs/measurements/large.json
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measuring
from juku.build.reading.plan import TARGET

if TYPE_CHECKING:
    import argparse

MADE = 10_000_000
"""Characters that are made before they are repeated."""


@dataclass
class Leg:
    """One start of the build, up to its end or to where it was stopped."""

    ended: str
    receipts_before: int
    receipts_after: int
    """Tasks that were done and proved; none are kept when the release is whole."""
    seconds: float
    largest_mb: int
    """Resident memory of the largest process, at the most."""
    together_mb: int
    """Of all its processes, at the most, shared pages once."""


def make(folder: Path, size: int, ntrex: Path | None) -> tuple[Path, int]:
    """A corpus whose archive has at least ``size`` bytes, and its characters."""
    corpus = folder / "corpus"
    measuring.make(corpus, MADE, ntrex)
    path = measuring.archive(corpus)
    once = path.read_bytes()
    times = -(-size // len(once))
    digest = hashlib.sha256()
    with path.open("wb") as stream:
        for _ in range(times):
            stream.write(once)
            digest.update(once)
    manifest = corpus / "manifest.jsonl"
    row = json.loads(manifest.read_text("utf-8"))
    row["sha256"] = digest.hexdigest()
    manifest.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    return corpus, times * measuring.characters(once.splitlines())


def run(command: list[str], state: Path, stop: tuple[int, signal.Signals] | None) -> Leg:
    """Start the build; stop it when so many tasks are done."""
    before, started = _receipts(state), time.monotonic()
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE)
    largest = together = 0
    while process.poll() is None:
        sizes = [_memory(pid) for pid in measuring.tree(process.pid)]
        largest = max(largest, *(rss for rss, _ in sizes), 0)
        together = max(together, sum(pss for _, pss in sizes))
        if stop is not None and _receipts(state) >= stop[0]:
            if stop[1] == signal.SIGKILL:
                os.killpg(process.pid, stop[1])
            else:
                process.send_signal(stop[1])
            process.wait(timeout=60)
        time.sleep(0.5)
    said = "" if process.stderr is None else process.stderr.read().decode()
    if stop is None and process.returncode:
        raise SystemExit(f"the build failed: {said[-2000:]}")
    if stop is not None and process.returncode == 0:
        raise SystemExit("the build ended before it was stopped; ask for more --bytes")
    ended = "finished" if stop is None else f"{stop[1].name}, status {process.returncode}"
    seconds = round(time.monotonic() - started, 1)
    return Leg(ended, before, _receipts(state), seconds, largest >> 10, together >> 10)


def _receipts(state: Path) -> int:
    return sum(not path.name.startswith(".") for path in (state / "receipts").glob("*"))


def _memory(pid: int) -> tuple[int, int]:
    """Resident and proportional kilobytes of a process, zero for one that has gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return 0, 0
    fields = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    return fields["Rss"], fields["Pss"]


def result(args: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The legs of the build and what came of it."""
    corpus, characters = make(folder, args.bytes, args.ntrex)
    size = measuring.archive(corpus).stat().st_size
    out = folder / "large-1.0.0"
    command = measuring.build(corpus, out, "--workers", str(args.workers))
    state = out.with_name(f".{out.name}.building") / ".state"
    tasks = -(-size // TARGET)
    stops = ((tasks // 4, signal.SIGINT), (3 * tasks // 4, signal.SIGKILL), None)
    legs = []
    for stop in stops:
        legs.append(run(command, state, stop))
        print(legs[-1], file=sys.stderr, flush=True)
        if stop is not None and out.exists():
            raise SystemExit("a stopped build left a release under its name")
    shards = sorted(out.glob("*/*.parquet"))
    return {
        "bytes": size,
        "characters": characters,
        "workers": args.workers,
        "legs": [asdict(leg) for leg in legs],
        "shards": len(shards),
        "parquet_bytes": sum(path.stat().st_size for path in shards),
    }


def main() -> None:
    """Build, stop, go on, and write what was seen."""
    parser = measuring.parser(__doc__)
    parser.add_argument("--bytes", type=int, default=2_000_000_000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument(
        "--folder", type=Path, help="where there is room for it, and for the release"
    )
    args = parser.parse_args()
    # A shell that starts this in the background has Ctrl-C ignored, and so would the build have.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = Path(tempfile.mkdtemp(dir=args.folder))
    try:
        found = result(args, folder)
    finally:
        shutil.rmtree(folder)
    measuring.report(found, args.json)


if __name__ == "__main__":
    main()
