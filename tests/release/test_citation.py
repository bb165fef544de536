"""A release, an article and a sentence are cited the same in words, in BibTeX and in documents."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku import store
from juku.build.corpus import about as abouts
from juku.errors import ReleaseError
from juku.release import checksums, citation

RECORD = {"name": "demo", "version": "1.2.0", "released": "2026-01-02", "identity": "ab" * 32}
ABOUT = abouts.default("demo")


def of_about(**fields):
    return citation.of_release(dataclasses.replace(ABOUT, **fields), RECORD)


def fields(entry):
    """The fields of an entry as juku writes it: one a line."""
    return dict(re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE))


def test_a_release_is_cited_with_its_version_and_identity():
    found = of_about(title="R&D 100%", homepage="https://example.org/demo")
    exactly = f"Version 1.2.0, identity sha256:{'ab' * 32}"
    assert found.text == f"Unnamed (2026): R&D 100%. {exactly}. https://example.org/demo"
    assert found.bibtex.startswith("@misc{demo-1.2.0,\n")
    assert fields(found.bibtex) == {
        "author": "{Unnamed}",
        "title": r"{R\&D 100\%}",
        "year": "2026",
        "note": exactly,
        "url": "https://example.org/demo",
    }


@pytest.mark.parametrize(
    ("creators", "words", "author"),
    [
        (("A",), "A (", "{A}"),
        (("A", "B & C"), "A and B & C (", r"{A} and {B \& C}"),
        (("A", "B, C", "D"), "A, B, C and D (", "{A} and {B, C} and {D}"),
    ],
)
def test_makers_are_names_as_they_stand(creators, words, author):
    found = of_about(creators=creators)
    assert found.text.startswith(words)
    assert fields(found.bibtex)["author"] == author


@given(st.text("a\\{}~^ \n《句", min_size=1))
def test_braces_of_an_entry_stand_in_pairs(title):
    depth = 0
    for sign in of_about(title=title).bibtex:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0


def test_a_sentence_and_an_article_are_cited_before_their_release(mini_release):
    articles = store.read(mini_release, "articles").to_pylist()
    article = next(a for a in articles if a["published_evidence"].startswith("stated"))
    record = json.loads((mini_release / "provenance.json").read_text("utf-8"))
    owner = record["about"]["publishers"].get(article["publisher"], article["publisher"])
    for name in (article["article_id"], f"{article['article_id']}.0002"):
        own, whole = citation.cite(mini_release, name)
        place = f"13 June 2024; {record['name']} 1.0.0, {name}"
        assert own.text == f"{owner}: 《{article['title']}》, {place}."
        assert own.bibtex.startswith(f"@misc{{{name},\n")
        assert fields(own.bibtex)["note"] == citation._tex(place)
        assert [whole] == citation.cite(mini_release)


def test_the_readme_cites_a_sentence_whose_day_was_inferred(first_release):
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    ((name, text),) = re.findall(r"juku cite \S+ (\S+)\n# → (.*)", readme)
    assert ", [4 November 2024]; juku 1.0.0, " in text
    assert citation.cite(first_release, name)[0].text == text


def test_what_a_release_says_of_itself_is_what_is_cited(mini_release):
    (found,) = citation.cite(mini_release)
    card = (mini_release / "README.md").read_text("utf-8")
    assert f"{found.text}\n\n```bibtex\n{found.bibtex}\n```\n" in card
    croissant = json.loads((mini_release / "croissant.json").read_text("utf-8"))
    assert croissant["citeAs"] == found.bibtex


def test_a_release_that_does_not_say_whose_it_is_is_one_clear_error(release):
    with pytest.raises(ReleaseError, match=r"json: does not say how to cite it .*; build the rel"):
        citation.cite(release)


def test_a_text_that_was_taken_down_is_cited_by_its_id(mini_release, tmp_path):
    import pyarrow as pa

    from juku import contract

    root = shutil.copytree(mini_release, tmp_path / "mini")
    rows = store.read(root, "articles").to_pylist()
    rows[0]["title"] = None
    path = store.shards(root, "articles")[0]
    store.write(pa.Table.from_pylist(rows, schema=contract.schema("articles")), "articles", path)
    checksums.write(root)
    name = rows[0]["article_id"]
    own = citation.cite(root, name)[0]
    assert "《" not in own.text
    assert own.text.endswith(f"{name}.")
    assert fields(own.bibtex)["title"] == f"{{{citation._tex(name)}}}"
