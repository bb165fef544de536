"""Every law of rows, broken once: the check names the column and says what is wrong, and no more.

The rows are those of conftest.py, which keep every law; a case changes one value of one row.
"""

from __future__ import annotations

import re

import pytest

from juku import contract
from juku.release import laws

PAGE = "合作共赢创未来。金秋意浓，东方有约。\n发展是硬道理！"

SENTENCE = {
    "no text": ({"text": ""}, "text", "is empty"),
    "a blank before the text": ({"text": " 合作共赢创未来。"}, "text", "ends with white"),
    "a blank behind the text": ({"text": "合作共赢创未来。\n"}, "text", "ends with white"),
    "the id of another": ({"ordinal": 2}, "sentence_id", "is not its article's id and its ordinal"),
    "an empty run": (
        {"source_start": [0, 8], "source_end": [8, 8]},
        "source_start", "has an empty or reversed run",
    ),
    "a reversed run among others": (
        {"source_start": [0, 3, 2], "source_end": [3, 2, 8]},
        "source_start", "has an empty or reversed run",
    ),
    "a run that is too short": (
        {"source_end": [7]}, "source_start", "its runs do not add up to the text's length",
    ),
    "a run somewhere else": (
        {"source_start": [1], "source_end": [9]},
        "source_start", "the page's slices, joined, are not the text",
    ),
    "runs in another order": (
        {"source_start": [4, 0], "source_end": [8, 4]},
        "source_start", "the page's slices, joined, are not the text",
    ),
    "a token that is empty": (
        {"tokens": ["合作共赢", "", "创未来。"], "token_start": [0, 4, 4]},
        "tokens", "'' at 4 is not the next slice",
    ),
    "a token that is in the text, but not there": (
        {"tokens": ["合作共赢", "未来"], "token_start": [0, 4]},
        "tokens", "'未来' at 4 is not the next slice",
    ),
    "tokens that overlap": (
        {"tokens": ["合作共赢", "赢创未来。"], "token_start": [0, 3]},
        "tokens", "'赢创未来。' at 3 is not the next slice",
    ),
    "a character between tokens that is in none": (
        {"tokens": ["合作共赢", "未来。"], "token_start": [0, 5]},
        "tokens", "'创' at 4 is in no token",
    ),
    "characters between tokens that are in none": (
        {"tokens": ["合", "共", "创未来。"], "token_start": [0, 2, 4]},
        "tokens", "'作' at 1 is in no token",
    ),
    "a character behind the last token": (
        {"tokens": ["合作共赢创未来"], "token_start": [0]}, "tokens", "'。' at 7 is in no token",
    ),
    "no token": ({"tokens": [], "token_start": []}, "tokens", "at 0 is in no token"),
    "a normal form without its edit": (
        {"text_norm": "合作共赢创未来."}, "text_norm", "is not what the edits make of the text",
    ),
    "an edit that the normal form does not show": (
        {"edit_start": [7], "edit_end": [8], "edit_to": ["."], "edit_rule": ["x"]},
        "text_norm", "is not what the edits make of the text",
    ),
    "edits that overlap": (
        {"edit_start": [0, 1], "edit_end": [2, 3], "edit_to": ["", ""], "edit_rule": ["x", "x"]},
        "edit_start", "edits overlap or are out of order",
    ),
    "edits out of order": (
        {"edit_start": [5, 1], "edit_end": [6, 2], "edit_to": ["", ""], "edit_rule": ["x", "x"]},
        "edit_start", "edits overlap or are out of order",
    ),
    "an edit that ends before it starts": (
        {"edit_start": [5], "edit_end": [4], "edit_to": [""], "edit_rule": ["x"]},
        "edit_start", "edits overlap or are out of order",
    ),
    "an ambiguous character behind the text": ({"ambiguous": [0, 8]}, "ambiguous", "outside the"),
    "an ambiguous character before the text": ({"ambiguous": [-1]}, "ambiguous", "outside the"),
}  # fmt: skip

SPANS = [((-1, 2), "-1:2"), ((3, 3), "3:3"), ((4, 3), "4:3"), ((7, 9), "7:9")]

ARTICLE = {
    "another text": (
        {"text": "合作共赢创未来。金秋意浓,东方有约。"}, "article_id", "is not demo-20241104-",
    ),
    "another publisher": ({"publisher": "other"}, "article_id", "is not other-20241104-"),
    "an id with a number that no double has": (
        {"article_id": "{}-1"}, "article_id", "publisher, day and text make",
    ),
    "an id with a word behind it": (
        {"article_id": "{}-b"}, "article_id", "publisher, day and text make",
    ),
    "a paragraph that is not counted": (
        {"paragraph_start": [0, 0]}, "n_paragraphs", "is not the length of paragraph_start",
    ),
    "a paragraph that starts within a line": (
        {"paragraph_start": [3]}, "paragraph_start", "does not stand after a line feed",
    ),
    "a run that does not end": (
        {"source_start": [0, 18]}, "source_start", "has not the length of source_end",
    ),
    "characters that are not counted": (
        {"n_characters": 17}, "n_characters", "is 17, but the text has 18",
    ),
    "a run somewhere else": (
        {"source_start": [1], "source_end": [19]},
        "source_start", "the page's slices, joined, are not the text",
    ),
}  # fmt: skip

LEDGER = {
    "a block that is named for another place": (
        1, {"block_id": "pages/0001.txt@17"}, "is not its source and its start",
    ),
    "a gap": (1, {"block_id": "pages/0001.txt@19", "start": 19, "end": 20}, "before ends at 18"),
    "a first block that does not start the page": (
        0, {"block_id": "pages/0001.txt@1", "start": 1}, "starts at 1, but the block before",
    ),
    "a block that carries on one of no page": (
        2, {"joins": "pages/0001.txt@1"}, "joins names pages/0001.txt@1, which is no block",
    ),
    "a block that repeats one of another page": (
        2, {"repeat_of": "pages/0002.txt@0"}, "repeat_of names pages/0002.txt@0, which is no block",
    ),
    "a last block that ends before the page": (
        2, {"end": 25}, "ends at 25, but the page has 26 characters",
    ),
    "a last block that ends behind the page": (
        2, {"end": 27}, "ends at 27, but the page has 26 characters",
    ),
}  # fmt: skip


@pytest.fixture
def rows(make):
    return make.rows()


def fill(change, row):
    """``change`` with the row's own values where it names them."""
    name = row.get("article_id", "")
    return {k: v.format(name) if isinstance(v, str) else v for k, v in change.items()}


def test_honest_rows_break_no_law(rows):
    assert [*laws.sentence(rows["sentences"][0], PAGE)] == []
    edits = {"edit_start": [0, 4, 7], "edit_end": [4, 4, 8], "edit_to": ["共赢", "、", "."]}
    edits |= {"edit_rule": ["x"] * 3, "text_norm": "共赢、创未来.", "ambiguous": [0, 7]}
    assert [*laws.sentence({**rows["sentences"][0], **edits}, PAGE)] == []
    assert [*laws.article(rows["articles"][0], PAGE)] == []
    apart = {"source_start": [0, 10], "source_end": [8, 20]}  # the page has what is no text between
    page = f"{PAGE[:8]}##{PAGE[8:]}"
    assert [*laws.article({**rows["articles"][0], **apart}, page)] == []
    assert [*laws.ledger(rows["blocks"][:3], PAGE)] == []


def test_tokens_stand_apart_and_runs_anywhere_on_the_page(rows):
    text, page = "合作 共赢。", "上合作\n\n 共赢。下"
    row = {**rows["sentences"][0], "text": text, "text_norm": text, "ambiguous": []}
    row |= {"source_start": [1, 5], "source_end": [3, 9]}
    for name in laws._PARALLEL[1]:
        row[name] = row[name][:3]
    row |= {"tokens": ["合作", "共赢", "。"], "token_start": [0, 3, 5]}
    assert [*laws.sentence(row, page)] == []


@pytest.mark.parametrize("case", SENTENCE)
def test_a_sentence_that_breaks_a_law_is_found(rows, case):
    change, column, fact = SENTENCE[case]
    found = [*laws.sentence({**rows["sentences"][0], **change}, PAGE)]
    assert any(at == column and fact in said for at, said in found)
    said = [fact for at, fact in found if at == "tokens" and "the length of" not in fact]
    assert len(said) <= 1, "tokens behind the first that is not as it should be are not told of"


@pytest.mark.parametrize(("span", "said"), SPANS)
@pytest.mark.parametrize("name", ["quote", "quantity", "date"])
def test_an_annotation_that_is_no_slice_is_found(rows, name, span, said):
    parallel = next(names for names in laws._PARALLEL if f"{name}_start" in names)
    values = {column: [None] for column in parallel}
    values |= {f"{name}_start": [span[0]], f"{name}_end": [span[1]]}
    found = [*laws.sentence({**rows["sentences"][0], **values}, PAGE)]
    assert found == [(f"{name}_start", f"{said} is no slice of the text")]
    values |= {f"{name}_start": [0], f"{name}_end": [8]}
    assert [*laws.sentence({**rows["sentences"][0], **values}, PAGE)] == []


def test_every_list_of_a_sentence_is_held_to_those_beside_it():
    """A list column that is declared is in a group of equal length, or a list of its own."""
    lists = {f.name for f in contract.table("sentences").fields if f.type.startswith("list<")}
    assert {name for names in laws._PARALLEL for name in names} == lists - {"ambiguous"}


@pytest.mark.parametrize("names", laws._PARALLEL, ids=lambda names: names[0])
def test_a_list_that_is_longer_than_those_beside_it_is_found(rows, names):
    for name in names:
        row = rows["sentences"][0]
        found = [*laws.sentence({**row, name: [*row[name], None]}, None)]
        assert (names[0], f"has not the length of {', '.join(names[1:])}") in found, name


PLACES = [
    (table, f.name)
    for table in contract.TABLES
    for f in contract.table(table).fields
    if f.type == "list<int32>"
]


@pytest.mark.parametrize(("table", "name"), [*PLACES, ("sentences", "edit_to")])
def test_a_place_that_is_null_is_found(rows, table, name):
    row = rows[table][0]
    assert [*laws.holes(row)] == []
    assert [*laws.holes({**row, name: [0, None]})] == [(name, "holds a null")]


def test_of_a_word_without_a_tag_and_a_day_that_is_open_no_place_is_null(rows):
    row = {**rows["sentences"][0], "tokens": [None], "xpos": [None], "date_to": [None]}
    assert [*laws.holes(row)] == []


@pytest.mark.parametrize("case", ARTICLE)
def test_an_article_that_breaks_a_law_is_found(rows, case):
    change, column, fact = ARTICLE[case]
    row = rows["articles"][0]
    found = [*laws.article({**row, **fill(change, row)}, PAGE)]
    assert any(at == column and fact in said for at, said in found)


def test_a_later_article_of_the_same_text_has_a_number(rows):
    row = rows["articles"][0]
    assert [*laws.article({**row, "article_id": f"{row['article_id']}-2"}, PAGE)] == []


def test_line_feeds_between_units_are_not_of_the_page(rows):
    """They stand in the text alone; a paragraph starts behind one."""
    row = rows["articles"][0]
    text = row["text"].replace("。金", "。\n金")
    row = {**row, "text": text, "paragraph_start": [0, 9], "n_paragraphs": 2}
    assert {column for column, _ in laws.article(row, PAGE)} == {"article_id"}


@pytest.mark.parametrize("case", LEDGER)
def test_a_ledger_that_breaks_a_law_is_found(rows, case):
    place, change, fact = LEDGER[case]
    blocks = rows["blocks"][:3]
    blocks[place] = {**blocks[place], **change}
    found = [*laws.ledger(blocks, PAGE)]
    assert any(where == blocks[place]["block_id"] and fact in said for where, said in found)
    assert all(re.fullmatch(r"pages/0001\.txt@\d+", where) for where, _ in found)


@pytest.mark.parametrize("end", [0, -1])
def test_a_block_without_characters_is_found(rows, end):
    first = {**rows["blocks"][0], "end": end}
    assert [*laws.ledger([first], None)] == [("pages/0001.txt@0", "is empty or reversed")]


BLOCKS = [(0, 5, "title"), (5, 6, "blank"), (6, 9, "paragraph"), (9, 12, "continuation")]

INSIDE = [
    ("title", [(0, 5)], []),
    ("title", [(0, 6)], ["0:6 lies in a block of kind blank"]),
    ("body", [(6, 12)], []),
    ("body", [(5, 12)], ["5:12 lies in a block of kind blank"]),
    ("body", [(4, 12)], ["4:12 lies in a block of kind blank, title"]),
    ("body", [(6, 9), (0, 1)], ["0:1 lies in a block of kind title"]),
    ("heading", [(6, 9)], ["6:9 lies in a block of kind paragraph"]),
    ("body", [(9, 13)], ["9:13 lies outside the ledger"]),
    ("body", [(12, 14)], ["12:14 lies outside the ledger"]),
    ("title", [(-1, 3)], ["-1:3 lies outside the ledger"]),
    (
        "body", [(-1, 3), (0, 1)],
        ["-1:3 lies outside the ledger", "0:1 lies in a block of kind title"],
    ),
]  # fmt: skip


def of_runs(role, runs):
    starts, ends = zip(*runs, strict=True)
    return {"role": role, "source_start": list(starts), "source_end": list(ends)}


@pytest.mark.parametrize(("role", "runs", "facts"), INSIDE)
def test_a_run_lies_in_blocks_of_its_role(role, runs, facts):
    found = [*laws.inside(of_runs(role, runs), BLOCKS)]
    assert found == [("source_start", fact) for fact in facts]


@pytest.mark.parametrize("role", ["title", "subtitle", "column", "heading"])
def test_what_is_no_body_lies_in_blocks_that_are_called_as_its_role(role):
    row = of_runs(role, [(0, 5)])
    assert [*laws.inside(row, [(0, 5, role)])] == []
    assert len([*laws.inside(row, [(0, 5, "paragraph")])]) == 1


def test_a_role_that_there_is_not_is_all_that_is_told_of_a_row():
    roles = "body, title, subtitle, column, heading"
    assert [*laws.inside(of_runs("caption", [(0, 50)]), BLOCKS)] == [
        ("role", f"is none of {roles}")
    ]
