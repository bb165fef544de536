"""The recorded scores of the readings are what the cases give, and reach what was asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_recorded_scores_are_those_of_the_cases_and_reach_the_targets(tmp_path):
    fresh = tmp_path / "readings.json"
    command = [sys.executable, "scripts/evaluate_readings.py", "--write", "--output", str(fresh)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    scores = json.loads(fresh.read_text())
    recorded = json.loads((ROOT / "docs/measurements/readings.json").read_text())
    assert scores == recorded, "run scripts/evaluate_readings.py --write"
    aside = {subject: parts["set-aside"] for subject, parts in scores.items()}
    assert aside["quotes"]["f1"] >= 0.97
    assert aside["quotes"]["speaker_accuracy"] >= 0.90
    assert aside["quantities"]["f1"] >= 0.95
    assert aside["dates"]["f1"] >= 0.95
