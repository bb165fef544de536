"""A cluster that cannot be, or that is lost, is told of in one error, with what to do."""

from __future__ import annotations

import time

import pytest

from juku.build.running import cluster, pipeline
from juku.build.running.cluster import Cluster
from juku.errors import BuildError


def test_slurm_is_refused_where_there_is_no_slurm(monkeypatch, tmp_path):
    pytest.importorskip("dask_jobqueue")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuildError, match="there is no `sbatch` here; run it where jobs"):
        next(Cluster(1, None, slurm=True).run(str, [0]))


@pytest.fixture
def local(tmp_path, monkeypatch):
    """A scheduler with one worker, as somebody else started it."""
    distributed = pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    monkeypatch.chdir(tmp_path)
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as own:
        yield own


def test_a_scheduler_that_is_lost_is_told_of_with_what_to_do(local):
    receipts = Cluster(1, local.scheduler_address).run(time.sleep, [0, 600])
    assert next(receipts) is None
    local.close()
    with pytest.raises(BuildError, match=r"tcp://.*: the scheduler was lost \(.*it goes on from"):
        next(receipts)


def test_a_build_whose_workers_are_all_gone_does_not_wait_without_end(local, monkeypatch):
    receipts = Cluster(1, local.scheduler_address).run(time.sleep, [0, 600])
    assert next(receipts) is None
    monkeypatch.setattr(cluster, "WAIT", 1)
    local.scale(0)
    with pytest.raises(BuildError, match=r"tcp://.*: no worker came in 1 s; start one with"):
        next(receipts)


def test_a_worker_without_the_code_is_refused_by_its_address(killers, local, settings, tmp_path):
    root = tmp_path / "lacking"
    pipeline.prepare(settings, root)
    receipts = Cluster(1, local.scheduler_address).run(killers.Lacking(settings, root), [0])
    with pytest.raises(BuildError, match=r"worker tcp://\S+ cannot do .*No module named 'juku'\);"):
        next(receipts)
