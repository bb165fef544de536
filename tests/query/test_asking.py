"""The tour of docs/asking.md runs as it stands; docs/measures.md explains every measure."""

from __future__ import annotations

import datetime as dt
import doctest
import json
import re
from pathlib import Path

import pytest

from juku.query.measures import association, comparison, dispersion
from juku.release import checksums

ROOT = Path(__file__).parents[2]
TOUR = ROOT / "docs" / "asking.md"


@pytest.fixture
def made_newspaper(make_release):
    cases = json.loads((ROOT / "tests" / "cases" / "asking" / "news.json").read_text("utf-8"))
    articles = cases["articles"]
    names = [
        f"{a['publisher']}-{a['published'].replace('-', '')}-0000000{i}"
        for i, a in enumerate(articles)
    ]
    stories = []
    for name, article in zip(names, articles, strict=True):
        lines = [
            make_release.Line(
                line["tokens"],
                line.get("paragraph", 1),
                line.get("role", "body"),
                votes=line.get("votes", [3] * len(line["tokens"].split())),
            )
            for line in article["lines"]
        ]
        columns = {
            "publisher": article["publisher"],
            "published": dt.date.fromisoformat(article["published"]),
            "title": article["title"],
            "reprint_of": names[article["reprint_of"]] if "reprint_of" in article else None,
        }
        stories.append(make_release.Story(lines, name, columns))
    path = make_release(stories)
    told = {"name": "news", "version": "1.0.0", "identity": "f" * 64}
    (path / "provenance.json").write_text(json.dumps(told), "utf-8")
    checksums.write(path)
    return path


def test_the_tour_prints_what_it_says(made_newspaper, tmp_path, monkeypatch):
    pytest.importorskip("duckdb")
    pytest.importorskip("matplotlib")
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))
    place = tmp_path / "desk"
    (place / "dist").mkdir(parents=True)
    (place / "dist" / "news-1.0.0").symlink_to(made_newspaper)
    monkeypatch.chdir(place)
    examples = "\n".join(re.findall(r"```pycon\n(.*?)```", TOUR.read_text("utf-8"), re.DOTALL))
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
