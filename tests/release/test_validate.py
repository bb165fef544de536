"""What only a release as a whole can break: ids, orders, sums, and what rows say of other tables.

Each case spoils the rows of conftest.py, and what it must find is written out: all of it.
"""

from __future__ import annotations

import datetime as dt
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku import contract, store
from juku.errors import EvidenceError
from juku.release import checksums, validate, withhold

PAGES = {
    "pages/0001.txt": "合作共赢创未来。金秋意浓，东方有约。\n发展是硬道理！",
    "pages/0002.txt": "展会开幕了。观众很多。大家都说好。",
    "pages/0003.txt": "另一份报纸的话。",
}
REMEDY = "; rebuild the release from its corpus"


def change(table, place, **values):
    def spoil(tables):
        tables[table][place] |= values

    return spoil


def take_away(table, place):
    return lambda tables: tables[table].pop(place)


def move(table, place, to):
    return lambda tables: tables[table].insert(to, tables[table].pop(place))


def double(table, place):
    return lambda tables: tables[table].append(dict(tables[table][place]))


def other_source(tables):
    tables["sentences"][0]["source"] = "pages/0009.txt"


def in_two_blocks(kind, **runs):
    """The last sentence in two blocks, whose second is of a kind."""

    def spoil(tables):
        first = tables["blocks"][4]
        rest = {**first, "block_id": "pages/0003.txt@4", "start": 4, "kind": kind}
        tables["blocks"].append(rest)
        first["end"] = 4
        tables["sentences"][6] |= runs

    return spoil


CASES = {
    "nothing, by a sentence that goes on in a second block": (in_two_blocks("continuation"), []),
    "nothing, by a sentence in two runs": (
        in_two_blocks("paragraph", source_start=[0, 4], source_end=[4, 8]), [],
    ),
    "a sentence that goes on in a block of another kind": (
        in_two_blocks("credit"), ["{3}.0001: source_start: 0:8 lies in a block of kind credit"],
    ),
    "a sentence whose second run lies in a block of another kind": (
        in_two_blocks("credit", source_start=[0, 4], source_end=[4, 8]),
        ["{3}.0001: source_start: 4:8 lies in a block of kind credit"],
    ),
    "a block that stands apart from its page's": (
        move("blocks", 2, 4),
        [
            "pages/0001.txt@19: source: its blocks stand apart",
            "pages/0001.txt@19: start: starts at 19, but the block before ends at 0",
        ],
    ),
    "an article that stands twice": (
        double("articles", 3), ["{3}: article_id: stands twice"],
    ),
    "a sentence taken away from the middle": (
        take_away("sentences", 4),
        [
            "{2}.0003: ordinal: is not the next of its article",
            "{2}: n_sentences: is 3, but its rows come to 2",
            "{2}: n_tokens: is 17, but its rows come to 12",
        ],
    ),
    "a sentence that stands twice": (
        double("sentences", 6),
        [
            "{3}.0001: ordinal: is not the next of its article",
            "{3}: n_sentences: is 1, but its rows come to 2",
            "{3}: n_tokens: is 8, but its rows come to 16",
        ],
    ),
    "an article taken away": (
        take_away("articles", 3),
        [
            "{3}.0001: article_id: is no article of this release",
            "pages/0003.txt@0: article_id: {3} is no article of this release",
        ],
    ),
    "a number of sentences": (
        change("articles", 1, n_sentences=2), ["{1}: n_sentences: is 2, but its rows come to 1"],
    ),
    "a number of tokens": (
        change("articles", 1, n_tokens=0), ["{1}: n_tokens: is 0, but its rows come to 7"],
    ),
    "a number of characters": (
        change("articles", 1, n_characters=8), ["{1}: n_characters: is 8, but the text has 7"],
    ),
    "a title that is the article's alone": (
        change("articles", 3, title="题目"), ["{3}.0001: title: is not its article's"],
    ),
    "a place that is the sentence's alone": (
        change("sentences", 6, dateline_place="北京"),
        ["{3}.0001: dateline_place: is not its article's"],
    ),
    "another file's hash": (
        change("sentences", 6, source_sha256="0" * 64),
        ["{3}.0001: source_sha256: is not its article's"],
    ),
    "a page that has no blocks": (
        other_source,
        ["{0}.0001: source: has no blocks", "{0}.0001: source: is not its article's"],
    ),
    "a reprint of an article that is not there": (
        change("articles", 3, reprint_of="demo-20241104-00000000"),
        ["demo-20241104-00000000: reprint_of: names this article, which is not there"],
    ),
    "a sentence in a block that is none of its kind": (
        change("blocks", 4, kind="credit"),
        ["{3}.0001: source_start: 0:8 lies in a block of kind credit"],
    ),
    "a sentence behind its page": (
        change("sentences", 6, source_start=[1], source_end=[9]),
        ["{3}.0001: source_start: 1:9 lies outside the ledger"],
    ),
    "a list that is cut short": (
        change("sentences", 6, upos=["NOUN"]),
        ["{3}.0001: tokens: has not the length of token_start, boundary_votes, xpos, upos"],
    ),
    "a place that is null": (
        change("sentences", 6, source_start=[None]), ["{3}.0001: source_start: holds a null"],
    ),
    "a place of an article that is null": (
        change("articles", 3, paragraph_start=[None]), ["{3}: paragraph_start: holds a null"],
    ),
    "a run that does not end": (
        change("sentences", 6, source_end=[]),
        [
            "{3}.0001: source_start: has not the length of source_end",
            "{3}.0001: source_start: its runs do not add up to the text's length",
        ],
    ),
    "a run that does not start": (
        change("sentences", 6, source_start=[]),
        [
            "{3}.0001: source_start: has not the length of source_end",
            "{3}.0001: source_start: its runs do not add up to the text's length",
        ],
    ),
    "a sentence without a run": (
        change("sentences", 6, source_start=[], source_end=[]),
        ["{3}.0001: source_start: its runs do not add up to the text's length"],
    ),
    "a role that there is not": (
        change("sentences", 6, role="footnote"),
        ["{3}.0001: role: is none of body, title, subtitle, column, heading"],
    ),
    "the start of a block": (
        change("blocks", 4, block_id="pages/0003.txt@1"),
        ["pages/0003.txt@1: start: is not its source and its start"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_a_release_breaks_is_found_and_nothing_else(make, tmp_path, case):
    spoil, expected = CASES[case]
    tables = make.rows()
    names = [row["article_id"] for row in tables["articles"]]
    spoil(tables)
    root = make.write_release(tmp_path / "demo-1.0.0", tables=tables)
    found = validate.release(root)
    assert sorted(found.messages) == sorted(f"{m.format(*names)}{REMEDY}" for m in expected)


def test_an_honest_release_has_no_finding_with_its_pages_or_without(make, tmp_path):
    root = make.write_release(tmp_path / "demo-1.0.0")
    assert validate.release(root).messages == []
    assert validate.release(root, PAGES.__getitem__).messages == []


def test_with_its_pages_every_slice_is_held_to_them(make, tmp_path):
    tables = make.rows()
    root = make.write_release(tmp_path / "demo-1.0.0", tables=tables)
    pages = {**PAGES, "pages/0003.txt": "另一份报纸的字。。"}
    name = tables["articles"][3]["article_id"]
    fact = "source_start: the page's slices, joined, are not the text"
    assert validate.release(root, pages.__getitem__).messages == [
        f"pages/0003.txt@0: start: ends at 8, but the page has 9 characters{REMEDY}",
        f"{name}: {fact}{REMEDY}",
        f"{name}.0001: {fact}{REMEDY}",
    ]


def test_a_page_that_cannot_be_had_is_named_once(make, tmp_path):
    def pages(source):
        if source == "pages/0002.txt":
            raise EvidenceError("the page is gone; bring it again")
        return PAGES[source]

    root = make.write_release(tmp_path / "demo-1.0.0")
    rest = "so these are not compared with it: 1 article, 3 sentences; bring it again"
    assert validate.release(root, pages).messages == [
        f"pages/0002.txt: source: the page is gone, {rest}"
    ]


def withheld_release(make, root, withheld, **changed):
    """A release without its text; ``changed`` are values of the last row of a table."""
    tables = make.rows()
    for table, rows in tables.items():
        whole = pa.Table.from_pylist(rows, schema=contract.schema(table))
        tables[table] = withhold.table(whole, table, withheld).to_pylist()
        tables[table][-1] |= changed.get(table, {})
    make.write_release(root, tables=tables)
    record = root / "provenance.json"
    said = {**json.loads(record.read_text("utf-8")), "withheld": withheld.to_json()}
    record.write_text(json.dumps(said), "utf-8")
    checksums.write(root)
    return root


def all_but(name):
    """What is left out: the article ``name``, everything, or everything but for words."""
    return {
        "taken down": withhold.Withheld("full", (name,)),
        "none": withhold.Withheld("none"),
        "shuffled": withhold.Withheld("shuffled"),
        "taken down of shuffled": withhold.Withheld("shuffled", (name,)),
    }


DOWN = ["taken down", "taken down of shuffled"]
LEFT = {
    "a text": ("articles", {"text": "另一份"}, [*DOWN, "none", "shuffled"]),
    "headings": ("articles", {"headings": ["小题"]}, [*DOWN, "none", "shuffled"]),
    "names": ("articles", {"reporters": ["张三"]}, DOWN),
    "a place": ("articles", {"dateline_place": "北京"}, DOWN),
    "another script": ("sentences", {"text_hant": "另"}, [*DOWN, "none", "shuffled"]),
    "a token": ("sentences", {"tokens": [None] * 7 + ["。"]}, [*DOWN, "none"]),
    "a unit": (
        "sentences",
        {
            "quantity_start": [0], "quantity_end": [1], "quantity_value": [1.0],
            "quantity_value_to": [None], "quantity_kind": ["number"], "quantity_approx": [None],
            "quantity_unit": ["份"],
        },
        DOWN,
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", [*DOWN, "none", "shuffled"])
@pytest.mark.parametrize("case", LEFT)
def test_words_that_are_withheld_and_there_all_the_same_are_found(make, tmp_path, case, how):
    table, words, found = LEFT[case]
    name = make.rows()["articles"][3]["article_id"]
    root = withheld_release(make, tmp_path / "demo-1.0.0", all_but(name)[how], **{table: words})
    key, column = name if table == "articles" else f"{name}.0001", list(words)[-1]
    fact = "has words, though provenance.json says that they are withheld"
    told = [one for one in validate.release(root, PAGES.__getitem__).messages if fact in one]
    assert told == ([f"{key}: {column}: {fact}{REMEDY}"] if how in found else [])


@pytest.mark.parametrize("how", [*DOWN, "none", "shuffled"])
def test_lists_of_a_row_without_its_text_are_held_to_each_other(make, tmp_path, how):
    name = make.rows()["articles"][3]["article_id"]
    root = withheld_release(
        make, tmp_path / "demo-1.0.0", all_but(name)[how],
        articles={"source_end": []}, sentences={"upos": ["NOUN"]},
    )  # fmt: skip
    assert validate.release(root, PAGES.__getitem__).messages == [
        f"{name}: source_start: has not the length of source_end{REMEDY}",
        f"{name}.0001: tokens: has not the length of token_start, boundary_votes, xpos, upos"
        + REMEDY,
    ]


def in_shards(root, parts):
    """Write ``parts``, tables of rows each, as the shards of a release in the folder ``root``."""
    for name in store.FOLDERS:
        for path in (root / store.FOLDERS[name]).iterdir():
            path.unlink()
        for place, tables in enumerate(parts):
            rows = pa.Table.from_pylist(tables[name], schema=contract.schema(name))
            path = root / store.FOLDERS[name] / store.shard_name(place, len(parts))
            store.write(rows, name, path)
    checksums.write(root)


def by_page(tables):
    """The rows in two shards, as a build has them: whole pages."""
    return [
        {n: [r for r in rows if (r["source"] > "pages/0001.txt") == late] for n, rows in kept}
        for kept in [tables.items()]
        for late in (False, True)
    ]


def test_shards_are_looked_at_one_after_the_other_and_ids_are_kept(make, tmp_path):
    tables = make.rows()
    first = tables["articles"][0]
    tables["articles"][3]["reprint_of"] = first["article_id"]
    root = make.write_release(tmp_path / "demo-1.0.0")
    in_shards(root, by_page(tables))
    assert validate.release(root).messages == []
    again = {**tables["articles"][3], "article_id": first["article_id"], "text": first["text"]}
    again |= {"published": first["published"], "publisher": "demo", "reprint_of": None}
    again |= {"n_characters": first["n_characters"], "n_sentences": 0, "n_tokens": 0}
    tables["articles"].append(again)
    in_shards(root, by_page(tables))
    assert validate.release(root).messages == [
        f"{first['article_id']}: article_id: stands twice{REMEDY}"
    ]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (0, []),
        (1, ["sentences.title: 1 more row breaks this law; rebuild the release"]),
        (3, ["sentences.title: 3 more rows break this law; rebuild the release"]),
    ],
)
def test_of_many_rows_that_break_one_law_the_first_are_named_and_the_rest_counted(
    make, tmp_path, more, told
):
    tables, most = make.rows(), validate.PER_RULE
    row = tables["sentences"][6]
    name = row["article_id"]
    tables["sentences"][6:] = [
        {**row, "ordinal": place, "sentence_id": f"{name}.{place:04d}", "title": "题"}
        for place in range(1, most + more + 1)
    ]
    tables["articles"][3] |= {"n_sentences": most + more, "n_tokens": (most + more) * 8}
    root = make.write_release(tmp_path / "demo-1.0.0", tables=tables)
    found = validate.release(root).messages
    fact = f"title: is not its article's{REMEDY}"
    assert found[:most] == [f"{name}.{place:04d}: {fact}" for place in range(1, most + 1)]
    assert found[most:] == told


def test_articles_that_are_not_there_are_named_in_order(make, tmp_path):
    tables = make.rows()
    names = [tables["articles"].pop()["article_id"] for _ in range(3)]
    root = make.write_release(tmp_path / "demo-1.0.0", tables=tables)
    named = [one for one in validate.release(root).messages if one.startswith("pages/")]
    assert [one.split(": ")[2].split()[0] for one in named] == sorted(names)


def test_a_law_that_many_rows_of_a_page_break_is_counted_by_its_table_and_column(make, tmp_path):
    """Rows of another text than their page's: a line a page, and the rest as one."""
    texts = {("demo", dt.date(2024, 1, 1) + dt.timedelta(day)): ["好。坏。"] for day in range(22)}
    root = make.write_release(tmp_path / "demo-1.0.0", tables=make.rows(texts))
    found = validate.release(root, lambda _: "别的话。").messages
    fact = "source_start: the page's slices, joined, are not the text"
    sentences = [one for one in found if f"{fact}, in 2 sentences from demo-2024" in one]
    articles = [one for one in found if one.startswith("demo-2024") and fact in one]
    assert (len(sentences), len(articles)) == (20, 20)
    assert [one for one in found if "more rows" in one] == [
        f"{table}.source_start: 2 more rows break this law; rebuild the release"
        for table in ("articles", "sentences")
    ]


@pytest.mark.parametrize("made", [False, True])
def test_what_is_neither_a_corpus_nor_a_release_is_refused(tmp_path, made):
    if made:
        (tmp_path / "x").mkdir()
    fact = "has neither manifest.jsonl nor provenance.json" if made else "is not there"
    with pytest.raises(EvidenceError) as refused:
        validate.inspect(tmp_path / "x")
    told = f"{tmp_path / 'x'}: {fact}; name a corpus or a release directory"
    assert str(refused.value) == told


def test_a_table_of_other_columns_and_a_file_of_other_bytes_are_named(make, tmp_path):
    root = make.write_release(tmp_path / "demo-1.0.0")
    paths = [root / folder / store.shard_name(0, 1) for folder in ("articles", "blocks")]
    for path, column in zip(paths, ("rights", "rule"), strict=True):
        pq.write_table(pq.read_table(path).drop_columns([column]), path)
    (root / "README.md").unlink()
    other = f"its bytes are not those that {checksums.NAME} lists"
    said = "; fetch or build the release again"
    assert validate.release(root).messages == [
        f"{root}: README.md: is listed in {checksums.NAME} but is not there{said}",
        *(f"{root}: {path.relative_to(root)}: {other}{said}" for path in paths),
        *(
            f"{path}: its columns are not those of schema/{path.parent.name}.json "
            f"({column} is missing); rebuild it"
            for path, column in zip(paths, ("rights", "rule"), strict=True)
        ),
    ]


def test_a_release_whose_tables_have_not_as_many_shards_is_taken_as_one(make, tmp_path):
    root = make.write_release(tmp_path / "demo-1.0.0")
    tables = make.rows()
    in_shards(root, by_page(tables))
    for path in (root / "blocks").iterdir():
        path.unlink()
    for kind, facts in (
        ("paragraph", []),
        ("credit", ["source_start: 0:8 lies in a block of kind credit"]),
    ):
        tables["blocks"][4]["kind"] = kind
        rows = pa.Table.from_pylist(tables["blocks"], schema=contract.schema("blocks"))
        store.write(rows, "blocks", root / "blocks" / store.shard_name(0, 1))
        checksums.write(root)
        name = tables["sentences"][6]["sentence_id"]
        assert validate.release(root).messages == [f"{name}: {fact}{REMEDY}" for fact in facts]
