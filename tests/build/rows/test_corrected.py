"""Rows of corrections.tsv are held against the pages that they name before anything is built."""

from __future__ import annotations

import gzip
import json

import pytest

from juku.build import entering
from juku.build.corpus import evidence
from juku.release import validate

PAGE = "# 港口今日开航\n\n港口今日开航。\n"
REMEDY = "`juku show --page` prints where blocks start"
ROWS = ["港口今日开航。", "天晴。"]


@pytest.fixture
def corpus(tmp_path, source):
    """A page, and an archive of two records with an empty line between."""
    root = tmp_path / "corpus"
    evidence.new(root)
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    lines = [json.dumps({"text": text}, ensure_ascii=False) for text in ROWS]
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress("\n\n".join(lines).encode()))
    entering.add(root, [tmp_path / "a.txt", tmp_path / "b.jsonl.gz"], source)
    return root


def told(corpus, *rows):
    """What is said of a corpus with corrections of these sources and places, less the path."""
    lines = "".join(f"{source}\t{start}\tfurniture\t\tseen\n" for source, start in rows)
    path = corpus / "curation" / "corrections.tsv"
    path.write_text(f"source\tstart\tkind\tof\treason\n{lines}", "utf-8")
    return [said.removeprefix(f"{path}:") for said in validate.inspect(corpus).messages]


def test_a_row_for_a_block_of_a_page_or_of_a_record_is_none_to_mend(corpus):
    assert told(corpus, ("pages/a.txt", 2), ("pages/b.jsonl.gz#3", 0)) == []


def test_rows_about_nothing_are_named_in_the_order_of_the_file(corpus):
    nothing = [("pages/b.jsonl.gz#3", 1), ("pages/a.txt", 3), ("pages/b.jsonl.gz#4", 0)]
    assert told(corpus, *nothing, ("pages/a.txt", 2), ("pages/b.jsonl.gz#2", 0)) == [
        f"2: start: no block of pages/b.jsonl.gz#3 starts at 1; {REMEDY}",
        f"3: start: no block of pages/a.txt starts at 3; {REMEDY}",
        "4: source: 'pages/b.jsonl.gz#4' is no record there; mend or remove the row",
        "6: source: 'pages/b.jsonl.gz#2' is no record there; mend or remove the row",
    ]


PRINTED = ["# 港口今日开航", "港口今日开航，首", "天晴，风不大。", "班船已离港。", "天晴，风不大。"]
PRINTED_PAGE = "\n\n".join(PRINTED) + "\n"
HEADLINE, HALF, WEATHER, REST = (PRINTED_PAGE.index(line) for line in PRINTED[:4])
AGAIN = PRINTED_PAGE.rindex(PRINTED[4])

OF = {
    "the half that it carries on": ("continuation", REST, HALF, None),
    "the text that it prints again": ("repeat", AGAIN, WEATHER, None),
    "no start of a block, to carry on": ("continuation", REST, HALF + 1, "no block"),
    "no start of a block, to print again": ("repeat", AGAIN, 777, "no block"),
    "itself, to carry on": ("continuation", REST, REST, "carry on"),
    "itself, to print again": ("repeat", AGAIN, AGAIN, "print again"),
    "what stands below": ("continuation", HALF, REST, "carry on"),
    "what is set aside": ("continuation", REST, AGAIN, "carry on"),
    "white space, to carry on": ("continuation", REST, REST - 2, "carry on"),
    "white space, to print again": ("repeat", AGAIN, AGAIN - 2, "print again"),
}
"""What a row names as the other block: kind, start and of, and what is said."""
NO_OTHER = {
    "no block": f"no block of pages/d.txt starts at {{of}}; {REMEDY}",
    "carry on": "the block at {of} is none that the one at {start} can carry on; "
    "name one of an article's text that stands further up",
    "print again": "the block at {of} is none that the one at {start} can print again; "
    "name another whose text stays",
}


@pytest.mark.parametrize("case", OF)
def test_the_other_block_of_a_row_is_one_that_the_ledger_can_link_it_to(
    corpus, tmp_path, source, case
):
    kind, start, of, fact = OF[case]
    (tmp_path / "d.txt").write_text(PRINTED_PAGE, "utf-8")
    entering.add(corpus, [tmp_path / "d.txt"], source)
    path = corpus / "curation" / "corrections.tsv"
    row = f"pages/d.txt\t{start}\t{kind}\t{of}\tseen"
    path.write_text(f"source\tstart\tkind\tof\treason\n{row}\n", "utf-8")

    said = [] if fact is None else [f"{path}:2: of: {NO_OTHER[fact].format(of=of, start=start)}"]
    assert validate.inspect(corpus).messages == said


@pytest.mark.parametrize("kind", ["title", "blank", "paragraph"])
def test_a_row_of_a_kind_that_stands_alone_names_no_other_block(corpus, kind):
    path = corpus / "curation" / "corrections.tsv"
    row = f"pages/a.txt\t2\t{kind}\t0\tseen"
    path.write_text(f"source\tstart\tkind\tof\treason\n{row}\n", "utf-8")
    (said,) = validate.inspect(corpus).messages
    remedy = "leave it empty: only a continuation or a repeat names another block"
    assert said == f"{path}:2: of: 0 says nothing of a {kind}; {remedy}"


def test_a_record_whose_number_is_written_otherwise_is_none(corpus):
    """A build would look for `#3`, and the row would do nothing."""
    (said,) = told(corpus, ("pages/b.jsonl.gz#03", 0))
    assert "'pages/b.jsonl.gz#03' is no record there" in said


def test_an_archive_that_cannot_be_read_is_told_of_and_no_row_is_accused(corpus, damaged):
    damaged(corpus, "b")
    (said,) = told(corpus, ("pages/b.jsonl.gz#4", 0), ("pages/a.txt", 2))
    assert "cannot be read (" in said


def test_a_record_that_is_set_aside_is_there(corpus, tmp_path, source):
    (tmp_path / "c.jsonl").write_text('{"text": "天晴。"}\nno JSON\n', "utf-8")
    entering.add(corpus, [tmp_path / "c.jsonl"], source)
    (said,) = told(corpus, ("pages/c.jsonl#2", 0))
    assert said.startswith("pages/c.jsonl#2: is not JSON")
