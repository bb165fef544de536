"""The same bytes from Slurm itself: an array of the command, and Dask's workers in its queue."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from juku.build.running import pipeline
from juku.release import workplace

RECIPE = Path(__file__).parent / "slurm.sh"


@pytest.fixture(scope="module")
def slurm(tmp_path_factory):
    """The environment of a Slurm of two nodes on this machine."""
    if os.getuid() != 0:
        pytest.skip("Slurm's daemons need root")
    if not all(map(shutil.which, ("apt-get", "dpkg-deb"))):
        pytest.skip("Slurm comes from Debian's packages, and this is no Debian")
    folder = tmp_path_factory.mktemp("slurm")
    command = ["bash", str(RECIPE), "start", str(folder)]
    try:
        started = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if started.returncode:
            if (folder / "slurm.conf").exists():
                pytest.fail(f"Slurm did not start: {started.stderr[-2000:]}")
            pytest.skip(f"Debian's Slurm packages cannot be had: {started.stderr[-300:]}")
        yield _environment(folder / "env")
    except subprocess.TimeoutExpired:
        pytest.skip("Debian's Slurm packages did not come in time, or it was too slow to start")
    finally:
        subprocess.run(["bash", str(RECIPE), "stop", str(folder)], check=False)


def _environment(file):
    """What sourcing ``file`` sets, over the environment of this process."""
    found = dict(os.environ)
    for line in file.read_text().splitlines():
        name, _, value = line.removeprefix("export ").partition("=")
        found[name] = re.sub(
            r"\$\{?(\w+)(?::-)?\}?", lambda match: os.environ.get(match[1], ""), value
        )
    return found


def test_an_array_of_the_command_then_finish(slurm, settings, tmp_path, hashes):
    pipeline.run(settings, tmp_path / "serial")
    out = tmp_path / "array-1.0.0"
    # The plan is this process's, whose tasks are made small for the test.
    pipeline.prepare(settings, workplace.of(out))
    command = (
        f"{sys.executable} -m juku.cli build {settings.corpus} --out {out} --version 1.0.0 "
        "--segmenter rjieba --no-votes"
    )
    options = ["--array=1-4", "--wait", "--mem=900M", f"--output={tmp_path}/array-%a.log"]
    done = subprocess.run(
        ["sbatch", *options, f"--wrap={command} --task $SLURM_ARRAY_TASK_ID --of 4"],
        env=slurm, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    logs = "".join(path.read_text() for path in sorted(tmp_path.glob("array-*.log")))
    assert done.returncode == 0, done.stderr + logs
    assert logs.count("tasks done") == 4
    subprocess.run([*command.split(), "--finish"], check=True)
    assert hashes(out) == hashes(tmp_path / "serial")


def test_workers_of_dask_in_the_queue(slurm, settings, tmp_path, hashes, monkeypatch):
    pytest.importorskip("dask_jobqueue", reason="the extra [cluster] is not installed")
    import dask

    pipeline.run(settings, tmp_path / "serial")
    for name in ("SLURM_CONF", "PATH", "LD_LIBRARY_PATH"):
        monkeypatch.setenv(name, slurm[name])
    where = str(tmp_path / "logs")
    with dask.config.set({"jobqueue.slurm.memory": "900MB", "jobqueue.slurm.log-directory": where}):
        pipeline.run(replace(settings, workers=2, backend="slurm"), tmp_path / "dask")
    assert hashes(tmp_path / "dask") == hashes(tmp_path / "serial")
    assert list((tmp_path / "logs").iterdir()), "its jobs ran"
