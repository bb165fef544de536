"""The benchmark runs, and its peers count the same hits as juku on what they can express."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "benchmark_query.py"


def test_duckdb_and_polars_count_the_same_hits(tmp_path):
    pytest.importorskip("duckdb")
    pytest.importorskip("polars")
    figures = tmp_path / "query.json"
    options = ["--tokens", "60000", "--types", "3000", "--repeats", "1", "--builds", "1"]
    command = [
        sys.executable,
        str(SCRIPT),
        *options,
        "--work",
        str(tmp_path),
        "--json",
        str(figures),
    ]
    # The script stops with a message where a peer counts other hits.
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(figures.read_text("utf-8"))
    assert found["build"]["bytes"] > 0
    assert found["queries"]["a n n"]["hits"] > 0
    assert set(found["duckdb"]) == set(found["polars"])
    assert found["queries"]["人民 群众"]["hits"] >= found["duckdb"]["人民 群众"]["hits"] > 0
