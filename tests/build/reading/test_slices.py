"""Slices of an archive hold every record once, with its number, wherever they are cut."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.build.corpus.manifest import Entry
from juku.build.reading import archives, slices
from juku.errors import BuildError, EvidenceError

LINES = [b'{"text": "\xe4\xb8\x80"}', b"", b"  ", b'{"text": "x"}\r', b"not a record", b"y"]


def entry(name="a.jsonl"):
    day = dt.date(2024, 11, 4)
    return Entry("a", f"pages/{name}", "", "demo", day, "stated: here", "© demo", "here", None)


def asked(sizes):
    """A target that keeps what it was asked: the bytes that went before."""
    behind = []

    def target(done):
        behind.append(done)
        return sizes[(len(behind) - 1) % len(sizes)]

    return behind, target


@given(
    lines=st.lists(st.sampled_from(LINES), max_size=12),
    sizes=st.lists(st.integers(1, 40), min_size=1, max_size=3),
    ended=st.booleans(),
)
def test_every_record_is_in_one_slice_with_its_number_whether_cut_or_kept(lines, sizes, ended):
    data = b"\n".join(lines) + b"\n" * (ended and bool(lines))
    printed = data.split(b"\n")
    wanted = [(number, line) for number, line in enumerate(printed, 1) if line.strip()]
    with TemporaryDirectory() as made:
        folder = Path(made)
        path = folder / "a.jsonl"
        path.write_bytes(data)
        behind, target = asked(sizes)
        cut = list(slices.cut(path, entry(), target))
        assert behind == [one.start for one in cut] + [len(data)]
        assert all(one.stop == two.start for one, two in pairwise(cut))
        behind, target = asked(sizes)
        kept = list(slices.keep(path, entry(), folder, target))
        for parts in (cut, kept):
            found = [pair for part in parts for pair in slices.records(path, part, folder)]
            assert found == wanted
        assert len({part.kept for part in kept}) == len(kept)
        ends = list(accumulate((part.stop for part in kept), initial=0))
        assert behind == ends[: len(behind)]


@pytest.mark.parametrize("size", [1, 20, 21, 22, 10_000])
def test_a_slice_ends_with_the_line_in_which_it_is_large_enough(tmp_path, size):
    lines = [b"x" * 20 + b"\n"] * 6
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(lines))
    cut = [one.stop - one.start for one in slices.cut(path, entry(), lambda _: size)]
    kept = [one.stop for one in slices.keep(path, entry(), tmp_path, lambda _: size)]
    assert kept == {1: [21] * 6, 20: [21] * 6, 21: [21] * 6, 22: [42] * 3}.get(size, [126])
    # Of a file read in place, what ends with a line takes the next one too.
    assert cut == {1: [21] * 6, 20: [21] * 6, 21: [42] * 3, 22: [42] * 3}.get(size, [126])


def test_packed_archives_and_parquet_are_kept_as_the_same_records(tmp_path):
    rows = [{"text": "一句。"}, {"text": None}, {"text": "“x”"}]
    lines = [json.dumps(row, ensure_ascii=False).encode() for row in rows]
    data = b"\n".join(lines)
    files = {
        "a.jsonl.gz": gzip.compress(data),
        "a.jsonl.zst": pa.compress(data, "zstd", asbytes=True),
        "a.parquet": None,
    }
    for name, raw in files.items():
        path = tmp_path / name
        if raw is None:
            pq.write_table(pa.Table.from_pylist(rows), path)
        else:
            path.write_bytes(raw)
        parts = list(slices.keep(path, entry(name), tmp_path, lambda _: 1))
        found = [pair for part in parts for pair in slices.records(path, part, tmp_path)]
        assert found == list(enumerate(lines, 1))
        hashes = [hashlib.sha256(line + b"\n").hexdigest() for line in lines]
        assert [part.sha256 for part in parts] == hashes


def test_slices_of_two_archives_in_one_folder_have_names_of_their_own(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x\ny\n")
    names = [
        part.kept
        for name in ("a.jsonl", "b.jsonl")
        for part in slices.keep(path, entry(name), tmp_path, lambda _: 1)
    ]
    assert len(set(names)) == 4


@pytest.mark.parametrize("kept", [False, True], ids=["in place", "kept"])
@pytest.mark.parametrize(
    "damage", [lambda _: b"", lambda raw: raw[:-1] + b"x", lambda raw: raw[1:]]
)
def test_a_slice_that_is_not_what_was_cut_is_refused(tmp_path, kept, damage):
    path, folder = tmp_path / "a.jsonl", tmp_path / "work" / "slices" / "a"
    folder.mkdir(parents=True)
    path.write_bytes(b'{"text": "x"}\n' * 3)
    make = slices.keep(path, entry(), folder, lambda _: 99) if kept else None
    [part] = make or slices.cut(path, entry(), lambda _: 99)
    file = folder / part.kept if kept else path
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(BuildError) as refused:
        list(slices.records(path, part, folder))
    assert str(refused.value) == (
        f"{file}: is damaged; remove {tmp_path / 'work'} and build anew"
        if kept
        else f"{file}: was altered while the build ran, or is another for this process; put it back"
    )


@pytest.mark.parametrize("cut", [True, False], ids=["cut", "kept"])
@pytest.mark.parametrize(
    ("data", "fact"),
    [
        (b"{}\n\n" + b"x" * 100 + b"\n", "#3: is over 0 MB long; give one article a line"),
        ("改革".encode("utf-16"), ": is UTF-16 or UTF-32, which is not cut into lines"),
        (b"%PDF-1.7\n", ": is a PDF, whatever its name says; give its text"),
    ],
)
def test_what_has_no_records_on_lines_is_refused(tmp_path, monkeypatch, cut, data, fact):
    monkeypatch.setattr(archives, "LARGEST", 50)
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    make = slices.cut if cut else lambda *given: slices.keep(*given[:2], tmp_path, given[2])
    with pytest.raises(EvidenceError, match=f"^pages/a.jsonl{fact}"):
        list(make(path, entry(), lambda _: 10))
