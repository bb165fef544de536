"""A release, an article and a sentence are cited the same in words, in BibTeX and in documents."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
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


def with_articles(release, root, rows):
    """A copy of a release whose articles are these."""
    import pyarrow as pa

    from juku import contract

    shutil.copytree(release, root)
    path = store.shards(root, "articles")[0]
    store.write(pa.Table.from_pylist(rows, schema=contract.schema("articles")), "articles", path)
    checksums.write(root)
    return root


def test_a_text_that_was_taken_down_is_cited_by_its_id(mini_release, tmp_path):
    rows = store.read(mini_release, "articles").to_pylist()
    rows[0]["title"] = None
    root = with_articles(mini_release, tmp_path / "mini", rows)
    name = rows[0]["article_id"]
    own = citation.cite(root, name)[0]
    assert "《" not in own.text
    assert own.text.endswith(f"{name}.")
    assert fields(own.bibtex)["title"] == f"{{{citation._tex(name)}}}"


def test_a_sentence_without_its_article_is_cited_by_what_its_own_row_says(mini_release, tmp_path):
    """Such a release is broken, as `juku validate` says; the sentence is still who printed it."""
    gone, *rows = store.read(mini_release, "articles").to_pylist()
    root = with_articles(mini_release, tmp_path / "mini", rows)
    own = citation.cite(root, f"{gone['article_id']}.0002")[0]
    assert f"《{gone['title']}》" in own.text
    assert own.text.endswith(f"{gone['article_id']}.0002.")


AUTHORS = {
    "a body": ("A and B", "{A and B}", {"name": "A and B", "nameType": "Organizational"}),
    "a person": (
        abouts.Person("Wang", "Xiaoming"),
        "{Wang}, {Xiaoming}",
        {
            "name": "Wang, Xiaoming",
            "nameType": "Personal",
            "givenName": "Xiaoming",
            "familyName": "Wang",
        },
    ),
    "a person in Chinese": (
        abouts.Person("王", "小明"),
        "{王小明}",
        {"name": "王, 小明", "nameType": "Personal", "givenName": "小明", "familyName": "王"},
    ),
    "a person of one name": (
        abouts.Person("Plato"),
        "{Plato}",
        {"name": "Plato", "nameType": "Personal", "familyName": "Plato"},
    ),
}
FACTS = SimpleNamespace(
    first_day=dt.date(2024, 6, 13),
    last_day=dt.date(2024, 7, 1),
    publishers={"𠮷报": 2, "甲报": 1},
    rights={"CC0": 3},
    sentences=1200,
    articles=3,
    tables={"sentences": SimpleNamespace(bytes=7000), "articles": SimpleNamespace(bytes=600)},
)
"""What these documents take of a release's figures."""
NO_FACTS = SimpleNamespace(
    first_day=None, last_day=None, publishers={}, rights={}, sentences=0, articles=0, tables={}
)


@pytest.mark.parametrize(("creator", "bibtex", "datacite"), AUTHORS.values(), ids=list(AUTHORS))
def test_a_creator_is_named_alike_in_every_form(creator, bibtex, datacite):
    about = dataclasses.replace(ABOUT, creators=(creator,))
    assert fields(citation.of_release(about, RECORD).bibtex)["author"] == bibtex
    assert citation.datacite(about, RECORD, FACTS)["creators"] == [datacite]
    (author,) = yaml.safe_load(citation.cff(about, RECORD, FACTS))["authors"]
    parts = {"family-names": "familyName", "given-names": "givenName"}
    expected = {cff: datacite[name] for cff, name in parts.items() if name in datacite}
    assert author == (expected or {"name": datacite["name"]})


def test_datacite_says_when_how_much_and_whose():
    about = dataclasses.replace(ABOUT, publishers={"甲报": "Paper A"})
    found = citation.datacite(about, RECORD, FACTS)
    assert found["publicationYear"] == "2026"
    assert found["dates"] == [
        {"date": "2026-01-02", "dateType": "Issued"},
        {"date": "2024-06-13/2024-07-01", "dateType": "Other", "dateInformation": "covered"},
    ]
    assert found["sizes"] == ["1,200 sentences", "3 articles", "7,600 bytes"]
    assert [one["name"] for one in found["contributors"]] == ["Paper A", "𠮷报"]
    assert found["publisher"] == {"name": "Unnamed"}
    assert found["rightsList"] == [
        {"rights": "Annotations: CC-BY-4.0"},
        {"rights": "Text: CC0"},
    ]
    assert found["descriptions"] == [
        {"description": ABOUT.description, "descriptionType": "Abstract"}
    ]


def test_cff_names_each_publisher_in_order_and_the_address_if_there_is_one():
    about = dataclasses.replace(
        ABOUT, publishers={"甲报": "Paper A"}, homepage="https://example.org/demo"
    )
    found = yaml.safe_load(citation.cff(about, RECORD, FACTS))
    assert found["url"] == "https://example.org/demo"
    assert [one["authors"] for one in found["references"]] == [
        [{"name": "Paper A"}],
        [{"name": "𠮷报"}],
    ]
    assert found["abstract"] == ABOUT.description


def test_an_empty_release_has_no_days_no_publishers_and_no_address():
    cff = yaml.safe_load(citation.cff(ABOUT, RECORD, NO_FACTS))
    assert not {"url", "references"} & set(cff)
    found = citation.datacite(ABOUT, RECORD, NO_FACTS)
    assert [one["dateType"] for one in found["dates"]] == ["Issued"]
    assert (found["contributors"], found["sizes"][-1]) == ([], "0 bytes")


@pytest.mark.parametrize("withheld", ["none", "shuffled"])
def test_a_release_without_its_text_says_so_where_it_is_described(withheld):
    record = {**RECORD, "withheld": {"text": withheld}}
    described = citation.described(ABOUT, record)
    assert described.startswith(f"{ABOUT.description} ")
    assert citation.datacite(ABOUT, record, FACTS)["descriptions"][0]["description"] == described


@pytest.mark.parametrize(
    "broken", [{"about": "demo"}, {"about": None}, {"released": 2026}, {"about": {"name": "demo"}}]
)
def test_a_record_that_does_not_say_how_to_cite_is_refused(mini_release, tmp_path, broken):
    root = shutil.copytree(mini_release, tmp_path / "mini")
    path = root / "provenance.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | broken), "utf-8")
    with pytest.raises(ReleaseError, match=r"provenance.json: .*"):
        citation.cite(root)
