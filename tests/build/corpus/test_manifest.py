"""A line of the manifest says what schema/manifest.json asks for, or each fault of it is named."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest

from juku.build.corpus import manifest
from juku.errors import EvidenceError, Findings

GOOD = {
    "id": "a",
    "path": "pages/a.txt",
    "sha256": hashlib.sha256(b"text").hexdigest(),
    "publisher": "demo",
    "published": "2024-11-04",
    "published_evidence": "stated: printed on the page",
    "rights": "© demo",
    "obtained": "from a friend",
}
MAP = {"text": "content", "title": "headline"}


def told(row, where="m:1"):
    found = Findings()
    entry = manifest.parse_entry(row, where, found)
    assert (entry is None) == bool(found)
    return entry, found.messages


@pytest.mark.parametrize("row", [GOOD, GOOD | {"map": MAP}])
def test_a_line_is_what_it_was_read_from(row):
    entry, _ = told(row)
    assert entry.published == dt.date(2024, 11, 4)
    assert entry.map == row.get("map")
    assert json.loads(entry.line()) == row
    assert "\\u" not in entry.line()
    assert told(json.loads(entry.line()))[0] == entry
    assert told(row | {"map": row.get("map")})[0] == entry


WRONG = {
    "not an object": ([], ["m:1: is not a JSON object; write one object a line"]),
    "half a character": (
        GOOD | {"rights": "\ud83d"},
        ["m:1: has half a surrogate pair, '\\ud83d'; write the whole character"],
    ),
    "two fields that are none, in the order of their names": (
        GOOD | {"z": 1, "b": 2},
        ["m:1: b: is not a field of the manifest; known are id, path, ",
         "m:1: z: is not a field of the manifest; known are id, path, "],
    ),
    "a field that is missing": (
        {key: value for key, value in GOOD.items() if key != "rights"},
        ["m:1: rights: is missing; add it: "],
    ),
    "null where a value belongs": (GOOD | {"rights": None}, ["m:1: rights: is missing; add it: "]),
    "a number": (GOOD | {"rights": 3}, ["m:1: rights: is 3, not text; give a string"]),
    "white space": (GOOD | {"rights": " \n"}, ['m:1: rights: is " \\n", not text; give a string']),
    "a long value": (
        GOOD | {"rights": ["文" * 99]}, [f'm:1: rights: is ["{"文" * 58}, not text; give a string'],
    ),
    "an id": (
        GOOD | {"id": "-a"}, ["m:1: id: is '-a'; it must be letters, digits, `.`, `_` and `-`"],
    ),
    "a hash": (
        GOOD | {"sha256": "A" * 64}, [f"m:1: sha256: is '{'A' * 64}'; it must be 64 hex digits"],
    ),
    "a publisher": (
        GOOD | {"publisher": "a b"}, ["m:1: publisher: is 'a b'; it must be letters, digits and `"],
    ),
    "a day in another form": (
        GOOD | {"published": "2024-1-4"}, ["m:1: published: is '2024-1-4'; it must be YYYY-MM-DD"],
    ),
    "a day that there was not": (
        GOOD | {"published": "2023-02-29"},
        ["m:1: published: '2023-02-29' is no day of the calendar; it must be YYYY-MM-DD"],
    ),
    "a day in other digits": (
        GOOD | {"published": "２０２４-11-04"}, ["m:1: published: '２０２４-11-04' is no day"],
    ),
    "evidence of no kind": (
        GOOD | {"published_evidence": "guessed: x"},
        ["m:1: published_evidence: is 'guessed: x'; it must be `stated: …` or `inferred: …`"],
    ),
    "evidence without words": (
        GOOD | {"published_evidence": "stated: "},
        ["m:1: published_evidence: is 'stated: '; it must be `stated: …`"],
    ),
    "a map that is none": (GOOD | {"map": ["text"]}, ["m:1: map: is not an object of strings;"]),
    "a map to a number": (GOOD | {"map": {"text": 1}}, ["m:1: map: is not an object of strings;"]),
    "a map of fields that are not ours, and without the text": (
        GOOD | {"map": {"body": "b", "titel": "t"}},
        ["m:1: map: body, titel: not ours; our fields are title, text, date, publisher, rights",
         "m:1: map: does not say which field is the text; add text=… to it"],
    ),
    "several faults": (
        GOOD | {"id": "", "map": {}},
        ['m:1: id: is "", not text; give a string', "m:1: map: does not say which field is the te"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_every_fault_of_a_line_is_named(case):
    row, wanted = WRONG[case]
    _, found = told(row)
    assert len(found) == len(wanted)
    for message, begin in zip(found, wanted, strict=True):
        assert message.startswith(begin)


def write(root, *lines):
    """A corpus with one page and these lines."""
    (root / "pages").mkdir(parents=True)
    (root / "pages" / "a.txt").write_bytes(b"text")
    raw = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    (root / "manifest.jsonl").write_text("\n".join(raw), "utf-8")
    return root


NO_CORPUS = {
    "nothing": (lambda root: root.with_name("none"), "is not there; name a corpus that `juku new`"),
    "a file": (lambda root: root / "pages" / "a.txt", "is no folder; name a corpus that `juku ne"),
    "a release": (lambda root: root / "release", "is a release; name the corpus that it was buil"),
    "pages alone": (lambda root: root / "pages", "has no manifest.jsonl, so it is no corpus; put"),
}


@pytest.mark.parametrize("case", NO_CORPUS)
def test_what_is_no_corpus_at_all_is_refused(tmp_path, case):
    root = write(tmp_path / "c", GOOD)
    for folder in (root, root / "release"):
        folder.mkdir(exist_ok=True)
        (folder / "provenance.json").write_text("{}", "utf-8")
    make, fact = NO_CORPUS[case]
    for read in (manifest.require, manifest.load):
        with pytest.raises(EvidenceError) as refused:
            read(make(root))
        assert str(refused.value).startswith(f"{make(root)}: {fact}")
    manifest.require(root)  # a corpus it is, whatever else lies in it


def test_lines_are_numbered_as_they_stand_and_good_ones_are_kept(tmp_path):
    root = write(tmp_path / "c", "", GOOD, "{", " \r", GOOD | {"rights": 3})
    corpus, found = manifest.inspect(root)
    assert [entry.id for entry in corpus.entries] == ["a"]
    assert corpus.file(corpus.entries[0]).read_bytes() == b"text"
    assert corpus.sha256 == hashlib.sha256((root / "manifest.jsonl").read_bytes()).hexdigest()
    assert [message.split(": ")[0] for message in found.messages] == [
        f"{root}/manifest.jsonl:3", f"{root}/manifest.jsonl:5",
    ]  # fmt: skip
    with pytest.raises(EvidenceError) as refused:
        manifest.load(root)
    assert str(refused.value) == "\n".join(found.messages)


def test_of_two_lines_about_one_page_the_first_is_kept(tmp_path):
    root = write(tmp_path / "c", GOOD, GOOD, GOOD | {"id": "b"}, GOOD | {"path": "pages/b.txt"})
    corpus, found = manifest.inspect(root)
    assert len(corpus.entries) == 1
    where = f"{root}/manifest.jsonl"
    assert found.messages == [
        f"{where}:2: id: 'a' stands already on line 1; every page has one line",
        f"{where}:2: path: 'pages/a.txt' stands already on line 1; every page has one line",
        f"{where}:3: path: 'pages/a.txt' stands already on line 1; every page has one line",
        f"{where}:4: id: 'a' stands already on line 1; every page has one line",
    ]


PATHS = {
    "/pages/a.txt": "leads out of the corpus; name a file under pages/",
    "pages/../a.txt": "leads out of the corpus; name a file under pages/",
    "pages\\a.txt": "leads out of the corpus; name a file under pages/",
    "pages/a\0.txt": "leads out of the corpus; name a file under pages/",
    "a.txt": "is not under pages/; move the file to pages/",
    "pages": "is not under pages/; move the file to pages/",
    "page/a.txt": "is not under pages/; move the file to pages/",
    "pages//a.txt": "is not in its plain form; write 'pages/a.txt'",
    "pages/./a.txt": "is not in its plain form; write 'pages/a.txt'",
    "pages/a.pdf": "is no kind of file that is read; give it as .txt",
    "pages/b.txt": "does not exist; put the page back or drop the line",
    "pages/d.txt": "is not a regular file; name a file",
    "pages/out.txt": "is a link out of the corpus; copy the file in",
    "pages/round.txt": "does not exist; put the page back or drop the line",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_names_a_file_of_the_corpus_in_one_way(tmp_path, path):
    root = write(tmp_path / "c", GOOD | {"path": path})
    (root / "pages" / "d.txt").mkdir()
    (tmp_path / "out.txt").write_bytes(b"text")
    (root / "pages" / "out.txt").symlink_to(tmp_path / "out.txt")
    (root / "pages" / "round.txt").symlink_to("round.txt")
    corpus, found = manifest.inspect(root)
    assert corpus.entries == ()
    assert found.messages[0].startswith(f"{root}/manifest.jsonl:1: path: {path!r} {PATHS[path]}")


def test_a_link_within_the_corpus_is_the_page_that_it_names(tmp_path):
    root = write(tmp_path / "c", GOOD, GOOD | {"id": "b", "path": "pages/b.txt"})
    (root / "pages" / "b.txt").symlink_to("a.txt")
    assert [entry.id for entry in manifest.load(root).entries] == ["a", "b"]


def test_bytes_that_are_not_those_of_the_line_are_named(tmp_path):
    root = write(tmp_path / "c", GOOD)
    (root / "pages" / "a.txt").write_bytes(b"other")
    digest = hashlib.sha256(b"other").hexdigest()
    corpus, found = manifest.inspect(root)
    assert corpus.entries == ()
    [message] = found.messages
    assert message == (
        f"{root}/manifest.jsonl:1: sha256: 'pages/a.txt' has {digest[:12]}…, not "
        f"{GOOD['sha256'][:12]}…; the page was altered: put the bytes as received back"
    )


def test_a_page_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(manifest, "file_sha256", refuse)
    root = write(tmp_path / "c", GOOD)
    corpus, found = manifest.inspect(root)
    assert corpus.entries == ()
    where = f"{root}/manifest.jsonl:1: path"
    fact = "'pages/a.txt' cannot be read (Permission denied)"
    remedy = "mend its permissions, or put it back as received"
    assert found.messages == [f"{where}: {fact}; {remedy}"]


@pytest.mark.parametrize(
    ("raw", "fact"),
    [
        (None, "cannot be read (No such file or directory); lay a corpus out with `juku new`"),
        (b"", "lists no page; add one with `juku add`"),
        (b" \n\n", "lists no page; add one with `juku add`"),
    ],
)
def test_a_manifest_that_is_missing_or_blank_is_the_first_finding(tmp_path, raw, fact):
    root = write(tmp_path / "c")
    path = root / "manifest.jsonl"
    path.unlink() if raw is None else path.write_bytes(raw)
    corpus, found = manifest.inspect(root)
    assert corpus.entries == ()
    assert found.messages == [
        f"{path}: {fact}",
        f"{root}/pages/a.txt: is not in the manifest; list it with `juku add`, or remove it",
    ]


def test_where_the_manifest_cannot_be_read_no_page_is_said_to_be_too_many(tmp_path):
    root = write(tmp_path / "c")
    path = root / "manifest.jsonl"
    path.unlink()
    path.mkdir()
    corpus, found = manifest.inspect(root)
    assert corpus.entries == ()
    assert len(found.messages) == 1
    assert found.messages[0].startswith(f"{path}: cannot be read (")
