"""A release beside its corpus: every finding, word for word."""

from __future__ import annotations

import json
import shutil

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from juku import store
from juku.build.running.settings import Settings
from juku.release import assemble, rebuild, record


@pytest.fixture
def spoilt(mini_release, tmp_path):
    """A copy of the small release, to be spoilt."""
    return shutil.copytree(mini_release, tmp_path / "mini-1.0.0")


@pytest.fixture
def corpus(mini_corpus, tmp_path):
    """A copy of the small corpus, to be spoilt."""
    return shutil.copytree(mini_corpus, tmp_path / "corpus")


def change(root, name, made):
    """Write the table ``name`` again as ``made`` of it says."""
    [path] = store.shards(root, name)
    store.write(made(store.read_file(path)), name, path)


def findings(root, corpus, *, readable=True):
    about = record.load(root)
    return [str(one) for one in rebuild.compare(root, about, corpus, readable=readable)]


def without(rows, *places):
    return rows.take([at for at in range(len(rows)) if at not in places])


def with_one(rows, place, **values):
    """The rows and a changed copy of one of them, behind them."""
    [row] = rows.slice(place, 1).to_pylist()
    return pa.concat_tables([rows, pa.Table.from_pylist([row | values], schema=rows.schema)])


def with_values(rows, places, **values):
    made = [row | values if at in places else row for at, row in enumerate(rows.to_pylist())]
    return pa.Table.from_pylist(made, schema=rows.schema)


HEAD = "rebuild: sentences: from the pages to the release: "
REMEDY = "; the release is not what its pages give: build it again"

ROWS = {
    "a row that is gone": (
        lambda rows: without(rows, 2),
        ["1 row removed"], {2: "is given by the pages, but not in the release"},
    ),
    "a row that is new": (
        lambda rows: with_one(rows, 2, sentence_id="a-20240613-00000000.0001"),
        ["1 row added"],
        {"a-20240613-00000000.0001": "is in the release, but the pages do not give it"},
    ),
    "a row that stands twice": (
        lambda rows: with_one(rows, 2), ["1 row added"], {2: "differs in the number of rows"},
    ),
    "two columns of a row": (
        lambda rows: with_values(rows, {2}, role="title", section="x"),
        ["1 row changed"], {2: "differs in role, section"},
    ),
    "a row that is gone, one that is new and one that is changed": (
        lambda rows: with_values(
            with_one(without(rows, 2), 0, sentence_id="a-20240613-00000000.0001"), {0}, section="x"
        ),
        ["1 row added, 1 row removed, 1 row changed"],
        {
            "a-20240613-00000000.0001": "is in the release, but the pages do not give it",
            0: "differs in section", 2: "is given by the pages, but not in the release",
        },
    ),
    "more rows than are named": (
        lambda rows: with_values(rows, range(rebuild.NAMED + 1), section="x"),
        [f"{rebuild.NAMED + 1} rows changed"],
        dict.fromkeys(range(rebuild.NAMED), "differs in section"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", ROWS)
def test_rows_that_differ_are_counted_and_the_first_are_named(mini_corpus, spoilt, case):
    made, counted, named = ROWS[case]
    ids = store.read(spoilt, "sentences")["sentence_id"].to_pylist()
    change(spoilt, "sentences", made)
    assert findings(spoilt, mini_corpus) == [
        *(f"{HEAD}{one}{REMEDY}" for one in counted),
        *(
            f"rebuild: {key if isinstance(key, str) else ids[key]}: {fact}{REMEDY}"
            for key, fact in named.items()
        ),
    ]


def test_pages_in_another_order_are_told_where_every_row_is_the_same(mini_corpus, spoilt):
    for name in store.FOLDERS:
        change(
            spoilt,
            name,
            lambda rows: pa.concat_tables(
                rows.filter(pc.equal(rows["source"], f"pages/p{page}.txt")) for page in (2, 1)
            ),
        )
    fact = "pages do not stand in the order of the manifest; fetch or build the release again"
    assert findings(spoilt, mini_corpus) == [f"order: blocks: {fact}"]


def test_where_rows_differ_their_order_is_not_told_as_well(mini_corpus, spoilt):
    def made(rows):
        return with_values(rows.take([*range(len(rows) - 1, -1, -1)]), {0}, rule="x")

    change(spoilt, "blocks", made)
    assert {one.split(": ")[0] for one in findings(spoilt, mini_corpus)} == {"rebuild"}


def test_from_pages_that_are_not_the_printed_ones_nothing_is_built(spoilt, corpus):
    (corpus / "pages" / "p1.txt").write_text("另一页。", "utf-8")
    [told] = findings(spoilt, corpus)
    assert told.startswith(f"evidence: {corpus}/manifest.jsonl:1: ")


def test_a_release_whose_tables_cannot_be_read_is_held_to_its_record_alone(
    mini_corpus, spoilt, corpus
):
    (spoilt / "data" / "train-00000-of-00001.parquet").write_text("no Parquet")
    assert findings(spoilt, mini_corpus, readable=False) == []
    with (corpus / "manifest.jsonl").open("a") as lines:
        lines.write("\n")
    [told] = findings(spoilt, corpus, readable=False)
    assert told.startswith("evidence: manifest.jsonl: is not the one that the release was built")


def test_curation_files_that_came_and_went_are_named(spoilt, corpus):
    for name in ("columns.tsv", "lexicon.tsv"):
        (corpus / "curation" / name).unlink()
    (corpus / "curation" / "takedowns.tsv").write_text("id\treason\npages/p1.txt\tasked\n", "utf-8")
    change(spoilt, "articles", lambda rows: with_values(rows, [0], title="别的题目"))
    names = [f"curation/{name}.tsv" for name in ("columns", "lexicon", "takedowns")]
    fact = "is not as it was when the release was built"
    remedy = "verify with the corpus as it was then, or build a new version from it as it is"
    found = findings(spoilt, corpus)
    assert found[:3] == [f"evidence: {name}: {fact}; {remedy}" for name in names]
    then = f"verify with {', '.join(names)} as they were then"
    assert [one.partition("; ")[2] for one in found[3:]] == [then] * 2  # the table and its row


UNBUILT = {
    "a segmenter that there is not": (
        {"options": {"segmenter": "none", "joining": True, "votes": False}},
        ["segmenter none: there is none; take one of "],
    ),
    "takedowns of what is not there": (
        {"withheld": {"text": "full", "taken_down": ["x", "y"]}},
        ["curation/takedowns.tsv: id: 'x' is no ", "curation/takedowns.tsv: id: 'y' is no "],
    ),
}


@pytest.mark.parametrize("case", UNBUILT)
def test_what_keeps_a_corpus_from_being_built_as_the_release_was_is_a_finding_each(
    mini_corpus, spoilt, case
):
    said, facts = UNBUILT[case]
    path = spoilt / record.NAME
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | said), "utf-8")
    found = findings(spoilt, mini_corpus)
    assert len(found) == len(facts)
    for told, fact in zip(found, facts, strict=True):
        assert told.startswith(f"rebuild: {mini_corpus}: cannot be built: {fact}")


def test_a_release_of_another_name_or_version_is_none_that_was_recorded(spoilt, corpus):
    mine = {"name": "mini", "version": "1.0.0", "identity": "0" * 64, "tables": {}}
    others = [mine | {"name": "maxi"}, mine | {"version": "1.0.1"}]
    lines = "".join(json.dumps(one) + "\n" for one in others)
    (corpus / "releases.jsonl").write_text(lines, "utf-8")
    assert findings(spoilt, corpus) == []
    (corpus / "releases.jsonl").write_text(lines + json.dumps(mine) + "\n", "utf-8")
    [told] = findings(spoilt, corpus)
    assert told == (
        "recorded: releases.jsonl: records mini 1.0.0 with identity 000000000000…; fetch the "
        "release that is recorded, or build this one under a new version"
    )


def test_a_release_without_the_text_that_the_pages_give_is_what_it_says(corpus, tmp_path):
    """With one article taken down, and not as its record was edited to say."""
    name = "pages/p1.txt"
    (corpus / "curation" / "takedowns.tsv").write_text(f"id\treason\n{name}\tasked\n", "utf-8")
    out = tmp_path / "out"
    assemble.build(Settings(corpus=corpus), out, "1.0.0")
    assert findings(out, corpus) == []
    path = out / record.NAME
    raw = json.loads(path.read_text("utf-8"))
    assert raw["withheld"]["taken_down"] == [name]
    path.write_text(json.dumps(raw | {"withheld": {"text": "full", "taken_down": []}}), "utf-8")
    assert findings(out, corpus)[0].startswith(HEAD)
