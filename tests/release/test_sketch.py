"""What a sketch tells of the rows that came, went or changed, and which files are none."""

from __future__ import annotations

import numpy as np
import pytest

from juku import contract
from juku.errors import ReleaseError
from juku.release import sketch


def change(added=0, removed=0, changed=0, came=(), gone=()):
    return sketch.Change("blocks", added, removed, changed, came, gone)


CHANGES = [
    (change(), "patch", "the same rows"),
    (change(added=1), "minor", "1 row added"),
    (change(came=("a", "b")), "minor", "columns added: a, b"),
    (change(removed=1000), "major", "1,000 rows removed"),
    (change(changed=2), "major", "2 rows changed"),
    (change(gone=("a",)), "major", "columns removed: a"),
    (
        change(1, 2, 1, ("a",), ("b", "c")), "major",
        "1 row added, 2 rows removed, 1 row changed, columns added: a, columns removed: b, c",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("made", "level", "text"), CHANGES, ids=[text for *_, text in CHANGES])
def test_a_change_says_its_level_and_its_counts(made, level, text):
    assert (made.level, made.text, str(made)) == (level, text, f"blocks: {text}")


def gone(rows):
    del rows[2]


def twice(rows):
    rows.append(dict(rows[2]))


def thrice(rows):
    rows.extend([dict(rows[2]), dict(rows[2])])


def other(rows):
    rows[2]["kind"] = "credit"


def exchanged(rows):
    rows[0]["kind"], rows[1]["kind"] = rows[1]["kind"], rows[0]["kind"]


def moved(rows):
    rows.reverse()


EDITS = [
    (moved, (0, 0, 0)), (gone, (0, 1, 0)), (twice, (1, 0, 0)), (thrice, (2, 0, 0)),
    (other, (0, 0, 1)), (exchanged, (0, 0, 2)),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "counts"), EDITS, ids=[edit.__name__ for edit, _ in EDITS])
def test_rows_are_counted_and_a_row_that_stands_twice_is_two(tmp_path, make, release, edit, counts):
    tables = make.rows()
    edit(tables["blocks"])
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    sentences, articles, blocks = sketch.compare(sketch.of_release(release), after)
    assert (blocks.added, blocks.removed, blocks.changed) == counts
    assert {sentences.text, articles.text} == {"the same rows"}
    *_, back = sketch.compare(sketch.of_release(after), release)
    assert (back.removed, back.added, back.changed) == counts


def test_values_are_compared_over_the_columns_that_there_were(tmp_path, make, release):
    tables = make.rows()
    other(tables["blocks"])
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    fields = [f.name for f in contract.table("blocks").fields]
    without = [name for name in fields if name != "kind"]
    before = sketch.of_table(release, "blocks", without)
    found = sketch.compare_table(before, after, "blocks")
    assert found == change(came=("kind",))
    more = sketch.TableSketch((*before.columns, "lost"), before.keys, before.rows)
    assert sketch.compare_table(more, after, "blocks") == change(came=("kind",), gone=("lost",))


def test_the_order_of_columns_does_not_count(release):
    one, other = (
        sketch.of_table(release, "blocks", names) for names in (["kind", "rule"], ["rule", "kind"])
    )
    assert one.columns == other.columns == ("kind", "rule")
    assert np.array_equal(one.rows, other.rows)


def test_an_empty_table_has_a_sketch(tmp_path, make, release):
    tables = make.rows()
    tables["blocks"].clear()
    empty = make.write_release(tmp_path / "empty", "2.0.0", tables)
    sketch.write(sketch.of_release(empty), tmp_path / "x.rows")
    before = sketch.read(tmp_path / "x.rows")
    assert sketch.compare(before, empty)[2] == change()
    assert sketch.compare(before, release)[2] == change(added=5)


def line(change):
    """Change the first line of rows."""
    return lambda lines: [*lines[:2], change(lines[2]), *lines[3:]]


LINE = "a line of sentences is not two numbers of 16 hex digits"
HEADS = "its heads are not those of a sketch"
BROKEN = {
    "no line": (lambda _: [], "list index out of range"),
    "another form": (lambda lines: ["# juku-sketch/2", *lines[1:]], HEADS),
    "a table too few": (lambda lines: lines[:2], HEADS),
    "a table too many": (lambda lines: [*lines, "# words a,b"], HEADS),
    "a head without columns": (
        lambda lines: [*lines, "# words"], "not enough values to unpack (expected 3, got 2)",
    ),
    "a number of 15 digits": (line(lambda one: one[1:]), LINE),
    "a number of 17 digits": (line(lambda one: f"{one}0"), LINE),
    "a number below 0": (line(lambda one: f"-{one[1:]}"), "non-hexadecimal number found in"),
    "numbers apart by another sign": (line(lambda one: one.replace(" ", "0")), LINE),
    "lines in another order": (
        lambda lines: [*lines[:2], lines[3], lines[2], *lines[4:]],
        "the lines of sentences are not sorted",
    ),
    "a conflict of two branches": (line(lambda one: f"<<<<<<< HEAD\n{one}"), LINE),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_sketch_is_one_clear_error(tmp_path, release, case):
    spoil, fact = BROKEN[case]
    path = tmp_path / "x.rows"
    sketch.write(sketch.of_release(release), path)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("".join(f"{one}\n" for one in spoil(lines)), "utf-8")
    with pytest.raises(ReleaseError) as refused:
        sketch.read(path)
    told = str(refused.value)
    assert told.startswith(f"{path}: cannot be read ({fact}")
    assert told.endswith("); restore it from its commit")


def test_a_sketch_that_is_not_there_or_not_text_is_one_clear_error(tmp_path):
    (tmp_path / "b").write_bytes(b"\xff")
    for name in "ab":
        with pytest.raises(ReleaseError, match=r"cannot be read .*; restore it from its commit"):
            sketch.read(tmp_path / name)


def test_a_file_keeps_the_form_in_which_it_lies_in_repositories(tmp_path):
    text = (
        "# juku-sketch/1\n"
        "# sentences role,text\n"
        "00000000000000ff 0123456789abcdef\n"
        "ff00000000000000 0000000000000001\n"
        "# articles text\n"
        "# blocks kind\n"
    )
    path = tmp_path / "x.rows"
    path.write_text(text, "utf-8")
    read = sketch.read(path)
    assert [(name, one.columns) for name, one in read.items()] == [
        ("sentences", ("role", "text")), ("articles", ("text",)), ("blocks", ("kind",)),
    ]  # fmt: skip
    assert read["sentences"].keys.tolist() == [0xFF, 0xFF << 56]
    assert read["sentences"].rows.tolist() == [0x0123456789ABCDEF, 1]
    sketch.write(read, tmp_path / "y.rows")
    assert (tmp_path / "y.rows").read_text("utf-8") == text
