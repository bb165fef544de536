"""Which version number may follow is decided by what changed in the rows."""

from __future__ import annotations

import copy
import json
import shutil

import pytest

from juku import store
from juku.build.running.settings import Settings
from juku.errors import ContractError, ReleaseError, VersionError
from juku.release import assemble, checksums, record, sketch, versions


def edit_value(tables):
    tables["sentences"][0]["upos"][0] = "VERB"


def edit_null(tables):
    tables["articles"][0]["title"] = ""


def drop_row(tables):
    tables["blocks"].pop()


def add_row(tables):
    row = copy.deepcopy(tables["blocks"][-1])
    row.update(block_id="pages/0009.txt@0", source="pages/0009.txt")
    tables["blocks"].append(row)


def reverse(tables):
    tables["sentences"].reverse()


def add_and_edit(tables):
    add_row(tables)
    edit_value(tables)


NO_VERSIONS = [
    "",
    "1.0",
    "1.0.0.0",
    "v1.0.0",
    "01.0.0",
    "1.0.0-rc1",
    "1.0.0\n",
    "1.0.１",
    "1.0." + "9" * 5000,
    None,
    1.0,
]


@pytest.mark.parametrize("given", NO_VERSIONS)
def test_what_is_no_version_is_refused(given):
    with pytest.raises(VersionError, match="is no version; write MAJOR"):
        versions.parse(given)


FITS = {
    "patch": {"1.2.4": True, "1.2.9": True, "1.2.3": False, "1.2.2": False, "1.3.0": False,
              "2.0.0": False, "2.2.4": False},
    "minor": {"1.3.0": True, "1.9.0": True, "1.2.0": False, "1.2.4": False, "1.3.1": False,
              "1.1.0": False, "2.0.0": False, "2.3.0": False},
    "major": {"2.0.0": True, "9.0.0": True, "1.0.0": False, "1.3.0": False, "2.1.0": False,
              "2.0.1": False, "0.0.0": False},
}  # fmt: skip


@pytest.mark.parametrize("level", FITS)
def test_numbers_may_be_skipped_levels_may_not(level):
    assert {v: versions.fits("1.2.3", v, level) for v in FITS[level]} == FITS[level]
    assert versions.fits("1.2.3", versions.bump("1.2.3", level), level)


CASES = [
    (lambda _: None, "patch"),
    (reverse, "patch"),
    (add_row, "minor"),
    (edit_value, "major"),
    (edit_null, "major"),
    (drop_row, "major"),
    (add_and_edit, "major"),
]


@pytest.mark.parametrize(("edit", "level"), CASES)
def test_the_difference_decides_the_level(tmp_path, make, release, edit, level):
    proposal = versions.bump("1.0.0", level)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    assert versions.write_record(corpus, release)
    tables = make.rows()
    edit(tables)
    built = make.write_release(tmp_path / "built", proposal, tables, shards=2)
    verdict = versions.check(corpus, built, record.load(built).raw)
    assert (verdict.level, verdict.proposal) == (level, proposal)
    same = versions.check(corpus, built, record.load(built).raw, previous=release)
    assert (same.level, same.proposal) == (level, proposal)
    for wrong in {"1.0.1", "1.1.0", "2.0.0", "0.9.0", "1.1.1"} - {proposal}:
        with pytest.raises(VersionError, match=rf"build it as {proposal}"):
            versions.check(corpus, built, {**record.load(built).raw, "version": wrong})


def test_the_message_counts_what_changed(tmp_path, make, release):
    versions.write_record(tmp_path, release)
    tables = make.rows()
    add_and_edit(tables)
    built = make.write_release(tmp_path / "built", "1.1.0", tables)
    with pytest.raises(VersionError) as caught:
        versions.check(tmp_path, built, record.load(built).raw)
    assert str(caught.value) == (
        "--version: 1.1.0 does not fit after 1.0.0: the difference is major (sentences: 1 row "
        "changed; articles: the same rows; blocks: 1 row added); build it as 2.0.0"
    )


def test_columns_added_are_minor_and_columns_removed_are_major(tmp_path, release):
    before = sketch.of_release(release)
    fewer = {
        name: sketch.of_table(release, name, [c for c in one.columns if c != "source"])
        for name, one in before.items()
    }
    assert {c.level for c in sketch.compare(fewer, release)} == {"minor"}
    assert sketch.compare(fewer, release)[0].columns_added == ("source",)
    more = {
        name: sketch.TableSketch((*one.columns, "gone"), one.keys, one.rows)
        for name, one in before.items()
    }
    assert {c.level for c in sketch.compare(more, release)} == {"major"}


def test_the_same_release_is_recorded_once_and_may_be_built_again(tmp_path, release):
    assert versions.write_record(tmp_path, release) is True
    assert versions.write_record(tmp_path, release) is False
    assert len(versions.recorded(tmp_path)) == 1
    assert versions.check(tmp_path, release, record.load(release).raw) is None


def test_a_release_whose_version_does_not_fit_is_not_recorded(tmp_path, make, release):
    versions.write_record(tmp_path, release)
    before = sorted(path.read_bytes() for path in tmp_path.rglob("releases*/*.rows"))
    lines = (tmp_path / versions.RECORDS).read_bytes()
    other = make.write_release(tmp_path / "other", "1.1.0")
    with pytest.raises(VersionError) as refused:
        versions.write_record(tmp_path, other)
    assert str(refused.value) == (
        "--version: 1.1.0 does not fit after 1.0.0: the difference is patch (the same rows); build "
        "it as 1.0.1"
    )
    assert refused.value.proposal == "1.0.1"
    assert (tmp_path / versions.RECORDS).read_bytes() == lines
    assert sorted(path.read_bytes() for path in tmp_path.rglob("releases*/*.rows")) == before


def test_a_recorded_number_with_other_rows_is_refused(tmp_path, make, release):
    versions.write_record(tmp_path, release)
    tables = make.rows()
    edit_value(tables)
    forged = make.write_release(tmp_path / "forged", "1.0.0", tables)
    with pytest.raises(VersionError, match=r"is recorded with other rows .*build it as 2\.0\.0"):
        versions.check(tmp_path, forged, record.load(forged).raw)


def test_the_first_release_may_have_any_number(tmp_path, release):
    assert versions.check(tmp_path, release, record.load(release).raw) is None
    with pytest.raises(VersionError, match="write MAJOR"):
        versions.check(tmp_path, release, {"name": "demo", "version": "v1", "identity": ""})


def test_releases_of_another_dataset_do_not_count(tmp_path, make, release):
    versions.write_record(tmp_path, release)
    other = make.write_release(tmp_path / "other", "0.1.0", name="other")
    assert versions.check(tmp_path, other, record.load(other).raw) is None


def test_a_sketch_survives_its_file_and_a_broken_one_is_named(tmp_path, release):
    path, made = tmp_path / "x.rows", sketch.of_release(release)
    sketch.write(made, path)
    read = sketch.read(path)
    for name, one in made.items():
        assert read[name].columns == one.columns
        assert (read[name].keys == one.keys).all()
        assert (read[name].rows == one.rows).all()
    path.write_text(path.read_text().replace("# blocks", "# bricks"))
    with pytest.raises(ReleaseError, match=r"x\.rows: cannot be read"):
        sketch.read(path)


LINE = {"name": "x", "version": "1.0.0", "identity": "ab", "tables": {"blocks": {"row_hash": "c"}}}

NO_RECORDS = {
    "no JSON": "not json",
    "no UTF-8": b"\xff",
    "nothing": "",
    "nesting": "[" * 100_000,
    "no object": [],
    "no name": {key: value for key, value in LINE.items() if key != "name"},
    "no identity": {key: value for key, value in LINE.items() if key != "identity"},
    "no tables": {key: value for key, value in LINE.items() if key != "tables"},
    "a name that is none": LINE | {"name": 3},
    "an identity that is none": LINE | {"identity": 3},
    "no version": LINE | {"version": "1"},
    "a version that is none": LINE | {"version": None},
    "tables that are none": LINE | {"tables": ["blocks"]},
    "a table that is none": LINE | {"tables": {"blocks": "c"}},
    "a table without its hash": LINE | {"tables": {"blocks": {}}},
    "a hash that is none": LINE | {"tables": {"blocks": {"row_hash": None}}},
}


def test_every_line_that_is_no_record_is_named_and_a_good_one_is_not(tmp_path):
    lines = [json.dumps(LINE).encode()]
    for line in NO_RECORDS.values():
        text = line if isinstance(line, str | bytes) else json.dumps(line)
        lines.append(text if isinstance(text, bytes) else text.encode())
    path = tmp_path / versions.RECORDS
    path.write_bytes(b"\n".join(lines) + b"\n")
    with pytest.raises(ReleaseError) as refused:
        versions.recorded(tmp_path)
    told = str(refused.value).split("\n")
    assert len(told) == len(NO_RECORDS)
    for number, line in enumerate(told, 2):
        assert line.startswith(f"{path}:{number}: is no record of a release (")
        assert line.endswith("); restore the line")
    path.write_bytes(lines[0])
    assert versions.recorded(tmp_path) == versions.recorded(tmp_path, "x") == [LINE]
    assert versions.recorded(tmp_path, "y") == []


def test_a_record_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / versions.RECORDS).mkdir()
    with pytest.raises(ReleaseError) as refused:
        versions.recorded(tmp_path)
    assert str(refused.value) == (
        f"{tmp_path / versions.RECORDS}: cannot be read (Is a directory); put the file back"
    )


def test_a_sketch_that_is_gone_is_asked_for_where_rows_differ_and_not_else(tmp_path, make, release):
    versions.write_record(tmp_path, release)
    sketched = tmp_path / versions.SKETCHES / "demo-1.0.0.rows"
    sketched.unlink()
    same = make.write_release(tmp_path / "same", "1.0.1")
    verdict = versions.check(tmp_path, same, record.load(same).raw)
    assert (verdict.level, verdict.proposal, verdict.changes) == ("patch", "1.0.1", ())
    tables = make.rows()
    edit_value(tables)
    built = make.write_release(tmp_path / "built", "2.0.0", tables)
    about = record.load(built).raw
    with pytest.raises(VersionError) as refused:
        versions.check(tmp_path, built, about)
    assert str(refused.value) == (
        f"{sketched}: is not there, so the rows of demo 1.0.0 cannot be compared; restore it, or "
        "name the directory of that release with --previous"
    )
    assert versions.check(tmp_path, built, about, previous=release).level == "major"


def test_the_highest_version_is_the_one_before_whatever_was_recorded_last(tmp_path, make, release):
    tables = make.rows()
    add_row(tables)
    grown = make.write_release(tmp_path / "grown", "1.10.0", tables)
    versions.write_record(tmp_path, release)
    versions.write_record(tmp_path, grown)
    lines = (tmp_path / versions.RECORDS).read_text("utf-8").splitlines(keepends=True)
    (tmp_path / versions.RECORDS).write_text("".join(reversed(lines)), "utf-8")
    add_row(tables)
    tables["blocks"][-1]["block_id"] += "1"
    built = make.write_release(tmp_path / "built", "1.11.0", tables)
    verdict = versions.check(tmp_path, built, record.load(built).raw)
    assert (verdict.previous, verdict.level) == ("1.10.0", "minor")
    again = versions.check(tmp_path, grown, record.load(grown).raw)
    assert (again.previous, again.level, again.proposal) == ("1.0.0", "minor", "1.1.0")
    assert again.to_json() == {
        "since": "1.0.0", "level": "minor",
        "tables": {"sentences": "the same rows", "articles": "the same rows",
                   "blocks": "1 row added"},
    }  # fmt: skip


def test_a_release_to_compare_with_has_its_record_and_every_table(release):
    versions.check_previous(release)
    shutil.rmtree(release / "blocks")
    with pytest.raises(ContractError, match=r"has no blocks/\*\.parquet"):
        versions.check_previous(release)
    (release / record.NAME).unlink()
    with pytest.raises(ReleaseError, match=r"provenance\.json: cannot be read"):
        versions.check_previous(release)


def test_a_line_of_the_record_says_what_the_release_says_of_itself(tmp_path, make):
    root = make.write_release(tmp_path / "demo")
    path = root / record.NAME
    raw = json.loads(path.read_text("utf-8")) | {"evidence": {"pages": 3}, "counts": {"x": 1}}
    path.write_text(json.dumps(raw), "utf-8")
    assert versions.write_record(tmp_path, root)
    [row] = versions.recorded(tmp_path)
    assert row == {name: value for name, value in raw.items() if name != "counts"}
    kept = sketch.read(tmp_path / versions.SKETCHES / "demo-1.0.0.rows")
    assert sketch.compare(kept, root) == sketch.compare(sketch.of_release(root), root)


def test_a_build_refuses_a_number_that_does_not_fit_and_proposes_one(
    mini_corpus, mini_release, tmp_path
):
    """The whole way: record a release, take an article down, build again."""
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    assert versions.write_record(corpus, mini_release)
    name = store.read(mini_release, "articles")["article_id"][0].as_py()
    takedowns = corpus / "curation" / "takedowns.tsv"
    takedowns.write_text(f"id\treason\n{name}\tasked for\n", "utf-8")
    settings = Settings(corpus=corpus)
    for number in ("1.0.0", "1.0.1", "1.1.0"):
        with pytest.raises(VersionError, match=r"2\.0\.0"):
            assemble.build(settings, tmp_path / "out", number)
        assert not (tmp_path / "out").exists()
    assemble.build(settings, tmp_path / "out", "2.0.0")
    log = (tmp_path / "out" / "CHANGELOG.md").read_text("utf-8")
    assert "Since 1.0.0, major:" in log
    assert "- articles: 1 row changed." in log
    assert versions.write_record(corpus, tmp_path / "out")
    assemble.build(settings, tmp_path / "again", "2.0.0")
    assert checksums.files(tmp_path / "again") == checksums.files(tmp_path / "out")
    for path in ("SHA256SUMS", "CHANGELOG.md"):
        assert (tmp_path / "again" / path).read_bytes() == (tmp_path / "out" / path).read_bytes()


def test_a_record_without_its_last_line_feed_gets_a_line_of_its_own(tmp_path, make, release):
    """As an editor may leave the file; an empty file and one that is not UTF-8 are no traceback."""
    assert versions.write_record(tmp_path, release)
    path = tmp_path / versions.RECORDS
    path.write_text(path.read_text("utf-8").removesuffix("\n"), "utf-8")
    other = make.write_release(tmp_path / "other", name="other")
    assert versions.write_record(tmp_path, other)
    assert [row["name"] for row in versions.recorded(tmp_path)] == ["demo", "other"]
    path.write_bytes(b"")
    assert versions.recorded(tmp_path) == []
    path.write_bytes(b"\xff\n")
    with pytest.raises(ReleaseError, match=":1: is no record"):
        versions.recorded(tmp_path)
