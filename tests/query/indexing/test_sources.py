"""What a folder of Parquet says of itself is read as it is meant, or refused."""

from __future__ import annotations

import json

import pytest

from juku.errors import QueryError
from juku.query.indexing import sources

SAID = {
    "name": {"name": 5},
    "version": {"version": [1]},
    "identity": {"identity": {}},
    "withheld": {"withheld": ["a"]},
    "withheld, which is nothing": {"withheld": False},
    "withheld.taken_down": {"withheld": {"taken_down": 5}},
    "withheld.taken_down, null": {"withheld": {"taken_down": None}},
    "withheld.taken_down, of numbers": {"withheld": {"taken_down": ["a", 1]}},
}
KINDS = {"withheld": "JSON object", "withheld.taken_down": "list of strings"}


@pytest.fixture
def release(make_release):
    return make_release([make_release.Story(["我/r/PRON"])])


def say(release, said):
    file = release / "provenance.json"
    file.write_text(json.dumps(said), "utf-8")
    return file


@pytest.mark.parametrize("case", SAID)
def test_a_record_that_says_it_in_another_form_is_refused(release, case):
    file = say(release, SAID[case])
    name = case.partition(",")[0]
    kind = KINDS.get(name, "string")
    with pytest.raises(QueryError) as refused:
        sources.find_source(release)
    assert str(refused.value) == f"{file}: {name}: is no {kind}; fetch or build it again"


def test_all_that_is_wrong_with_a_record_is_told_at_once(release):
    file = say(release, {"name": 1, "identity": 2, "withheld": {"taken_down": "a"}})
    with pytest.raises(QueryError) as refused:
        sources.find_source(release)
    told = [line.removeprefix(f"{file}: ") for line in str(refused.value).split("\n")]
    assert [line.partition(": ")[0] for line in told] == [
        "name", "identity", "withheld.taken_down",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "release_says", "taken_down"),
    [
        ({}, (None, None, None), ()),
        ({"name": "a", "version": None, "withheld": None}, ("a", None, None), ()),
        ({"identity": "ab", "withheld": {}}, (None, None, "ab"), ()),
        ({"withheld": {"text": "none", "taken_down": []}}, (None, None, None), ()),
        ({"version": "1", "withheld": {"taken_down": ["b", "a"]}}, (None, "1", None), ("b", "a")),
    ],
)
def test_what_a_record_says_is_kept_and_the_rest_is_none(release, said, release_says, taken_down):
    say(release, said)
    found = sources.find_source(release)
    assert tuple(found.release.values()) == release_says
    assert list(found.release) == ["name", "version", "identity"]
    assert found.taken_down == taken_down


@pytest.mark.parametrize("raw", ["[]", '"a"', "5", "null"])
def test_a_record_that_is_no_object_is_refused(release, raw):
    file = release / "provenance.json"
    file.write_text(raw, "utf-8")
    with pytest.raises(QueryError) as refused:
        sources.find_source(release)
    assert str(refused.value) == f"{file}: is not a JSON object; fetch or build it again"


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"[" * 100_000])
def test_a_record_that_is_no_json_is_refused(release, raw):
    file = release / "provenance.json"
    file.write_bytes(raw)
    with pytest.raises(QueryError) as refused:
        sources.find_source(release)
    told = str(refused.value)
    assert told.startswith(f"{file}: is not JSON: ")
    assert told.endswith("; fetch or build it again")


@pytest.mark.parametrize("size", [0, 3, 7, 8, 11, 12])
def test_a_file_that_is_no_whole_parquet_is_refused_however_short(release, size):
    """The length of a footer is believed only as far as the file has so many bytes."""
    [file] = (release / "data").iterdir()
    footer = (size - 8 + 1).to_bytes(4, "little")[: size - 8] if size >= 8 else b""
    file.write_bytes((b"PAR1" + bytes(max(size - 12, 0)) + footer + b"PAR1")[:size])
    with pytest.raises(QueryError) as refused:
        sources.find_source(release)
    assert str(refused.value) == f"{file}: is not a whole Parquet file; fetch or build it again"


@pytest.mark.parametrize("raw", [b"{}", b'{"text": "x"}\n', b"PAX1" * 9])
def test_a_file_of_another_kind_is_told_as_that(release, raw):
    [file] = (release / "data").iterdir()
    file.write_bytes(raw)
    with pytest.raises(QueryError) as refused:
        sources.find_source(release)
    remedy = "name a release, or Parquet of sentences"
    assert str(refused.value) == f"{file}: is no Parquet file; {remedy}"


def test_an_identity_is_of_names_sizes_and_footers(release, tmp_path):
    [file] = (release / "data").iterdir()
    whole = file.read_bytes()
    found = [sources.find_source(release).identity]
    for data in (whole[:4] + b"\0" + whole[4:], whole[:-9] + b"\xff" + whole[-8:]):
        file.write_bytes(data)
        found.append(sources.find_source(release).identity)
    file.write_bytes(whole)
    assert sources.find_source(release).identity == found[0]
    file.rename(file.with_name("b.parquet"))
    found.append(sources.find_source(release).identity)
    assert len(set(found)) == 4
