"""Build one made corpus in every way there is and compare the bytes of all shards.

serial; two processes; Dask with two workers; Dask with a worker killed (-9) in the middle; sixteen
shares of an array in random order, one of them run twice, two at a time; a build of two processes
killed (-9) with all its processes at five random moments and started again; and with nothing
compiled. The tests do the same on a small corpus; this is for a large one.

  python scripts/measure_same_bytes.py --characters 20000000 --json docs/measurements/bytes.json
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import measuring
from juku.compiled import SWITCH


def hashes(out: Path) -> dict[str, str]:
    """The SHA-256 of every shard."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.glob("*/*.parquet"))
    }


def killed(corpus: Path, out: Path, rng: random.Random, seconds: float, *options: str) -> int:
    """Kill a worker once in the middle of a build; how many were killed."""
    process = subprocess.Popen(measuring.build(corpus, out, *options), stderr=subprocess.DEVNULL)
    time.sleep(seconds * rng.uniform(0.3, 0.6))
    workers = [pid for pid in measuring.tree(process.pid) if pid != process.pid and _is_worker(pid)]
    if workers:
        os.kill(rng.choice(workers), signal.SIGKILL)
    if process.wait():
        raise SystemExit(f"{' '.join(options)}: the build did not survive a killed worker")
    return min(len(workers), 1)


def interrupted(corpus: Path, out: Path, rng: random.Random, seconds: float) -> int:
    """Kill a build with all its processes five times, then let it end; how often it was killed."""
    stops = 0
    while True:
        process = subprocess.Popen(
            measuring.build(corpus, out, "--workers", "2"),
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )
        try:
            process.wait(seconds * rng.uniform(0.05, 0.15) if stops < 5 else None)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            stops += 1
            if out.exists():
                raise SystemExit("a killed build left a release under its name") from None
        else:
            return stops


def array(corpus: Path, out: Path, rng: random.Random) -> None:
    """Sixteen shares in random order, one twice, two at a time; then the end."""
    shares = [*range(1, 17), rng.randrange(1, 17)]
    rng.shuffle(shares)

    def run(share: int) -> None:
        options = ("--task", str(share), "--of", "16")
        subprocess.run(
            measuring.build(corpus, out, *options), check=True, stdout=subprocess.DEVNULL
        )

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, shares))
    subprocess.run(measuring.build(corpus, out, "--finish"), check=True)


def _is_worker(pid: int) -> bool:
    """A process with the build's tools in memory, and not one that only looks after others."""
    line = Path(f"/proc/{pid}/cmdline").read_bytes()
    made = b"multiprocessing.forkserver" in line or b"spawn_main" in line
    return made and not measuring.children(pid)


def main() -> None:
    """Build in every way and compare."""
    parser = measuring.parser(__doc__)
    parser.add_argument("--characters", type=int, default=20_000_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    folder = Path(tempfile.mkdtemp())
    try:
        corpus = folder / "corpus"
        measuring.make(corpus, args.characters, args.ntrex)
        found = ways(corpus, folder, rng)
    finally:
        shutil.rmtree(folder)
    measuring.report(found, args.json)
    if not all(row["same"] for row in found["ways"]):
        raise SystemExit("the bytes differ")


def ways(corpus: Path, folder: Path, rng: random.Random) -> dict[str, object]:
    """Every way, with whether its bytes are those of the serial build."""
    rows = []
    names = ("serial", "two processes", "two processes, one killed", "Dask", "Dask, one killed",
             "array", "interrupted", "nothing compiled")  # fmt: skip
    expected: dict[str, str] = {}
    seconds = 0.0
    for name in names:
        out = folder / "juku-1.0.0"
        started = time.monotonic()
        note = 0
        match name:
            case "serial" | "two processes" | "Dask":
                options = {"serial": (), "two processes": ("--workers", "2")}.get(
                    name, ("--workers", "2", "--backend", "dask")
                )
                subprocess.run(measuring.build(corpus, out, *options), check=True)
            case "two processes, one killed":
                note = killed(corpus, out, rng, seconds, "--workers", "2")
            case "Dask, one killed":
                note = killed(corpus, out, rng, seconds, "--workers", "2", "--backend", "dask")
            case "array":
                array(corpus, out, rng)
            case "interrupted":
                note = interrupted(corpus, out, rng, seconds)
            case "nothing compiled":
                plain = {**os.environ, SWITCH: "0"}
                subprocess.run(measuring.build(corpus, out), check=True, env=plain)
        seconds = seconds or time.monotonic() - started
        made = hashes(out)
        expected = expected or made
        rows.append(
            {"way": name, "same": made == expected, "kills": note, "shards": len(made),
             "seconds": round(time.monotonic() - started, 1)}
        )  # fmt: skip
        print(rows[-1], flush=True)
        shutil.rmtree(out)
    return {"ways": rows}


if __name__ == "__main__":
    main()
