"""The tour of docs/asking.md runs as it stands; docs/measures.md explains every measure."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest

from juku.query.measures import association, comparison, dispersion

ROOT = Path(__file__).parents[2]
TOUR = ROOT / "docs" / "asking.md"


def test_the_tour_prints_what_it_says(tmp_path, monkeypatch):
    pytest.importorskip("duckdb")
    pytest.importorskip("matplotlib")
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))
    place = tmp_path / "desk"
    place.mkdir()
    monkeypatch.chdir(place)
    text = TOUR.read_text("utf-8")
    (script, out) = re.search(r"`python (scripts/\w+\.py) (\S+)` writes it", text).groups()
    command = [sys.executable, str(ROOT / script), out]
    subprocess.run(command, check=True)
    again = subprocess.run(command, capture_output=True, text=True, check=False)
    assert again.stderr == f"tour: {out}: is there already; name a new folder\n"
    examples = "\n".join(re.findall(r"```pycon\n(.*?)```", text, re.DOTALL))
    tour = doctest.DocTestParser().get_doctest(examples, {}, TOUR.name, str(TOUR), 0)
    said: list[str] = []
    outcome = doctest.DocTestRunner().run(tour, out=said.append)
    assert outcome.attempted > 20
    assert outcome.failed == 0, "".join(said)


@pytest.mark.parametrize(
    "name",
    [*association.MEASURES, *comparison.ORDERS, *dispersion.MEASURES, "range"],
)
def test_every_measure_is_explained(name):
    text = (ROOT / "docs" / "measures.md").read_text("utf-8")
    assert f"`{name}`" in text
