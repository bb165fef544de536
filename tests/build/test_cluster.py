"""A cluster that cannot be is refused at once, with what to do."""

from __future__ import annotations

import pytest

from juku.build.cluster import Cluster
from juku.errors import BuildError


def test_slurm_is_refused_where_there_is_no_slurm(monkeypatch, tmp_path):
    pytest.importorskip("dask_jobqueue")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BuildError, match="there is no `sbatch` here; run it where jobs"):
        next(Cluster(1, None, slurm=True).run(str, [0]))
