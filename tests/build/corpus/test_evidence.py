"""What a corpus holds is inspected whole, and a new one is laid out whole or not at all."""

from __future__ import annotations

import errno
import json
import re
import shutil
from typing import get_args

import pytest

from juku.build import entering
from juku.build.corpus import about, curation, evidence, manifest
from juku.errors import EvidenceError, Findings
from juku.records import Kind


def test_unknown_fields_are_named_in_the_order_of_their_names(tmp_path):
    """Whatever the seed of the hashes of strings."""
    names = [f"field{number}" for number in range(10)]
    (tmp_path / manifest.MANIFEST).write_text(json.dumps(dict.fromkeys(reversed(names), "x")))
    _, found = manifest.inspect(tmp_path)
    told = [m.split(": ")[1] for m in found.messages if "is not a field" in m]
    assert told == names


NOT_A_PAGE = {
    "/etc/hostname": "leads out of the corpus",
    "pages/../about.json": "leads out of the corpus",
    "about.json": "is not under pages/",
    "pages": "is not under pages/",
    "pages//good.txt": "is not in its plain form",
    "pages/paper.pdf": "is no kind of file that is read",
    "pages/none.txt": "does not exist",
    "pages/good.txt": "stands already on line 1",
    "pages/folder.txt": "is not a regular file",
    "pages/link.txt": "is a link out of the corpus",
    "pages/altered.txt": "the page was altered",
}


@pytest.mark.parametrize(
    ("field", "value", "fact"),
    [
        ("id", ".a", "id: is '.a'; it must be letters"),
        ("id", "-a", "id: is '-a'; it must be letters"),
        ("published_evidence", "stated: ", "published_evidence: is 'stated: '; it must be"),
        ("map", {"title": "t"}, "map: does not say which field is the text; add text="),
        ("map", {"text": "t", "colour": "c"}, "map: colour: not ours; our fields are title, text"),
    ],
)
def test_a_field_that_says_nothing_of_use_is_a_finding(field, value, fact):
    row = dict.fromkeys(("id", "path", "publisher", "rights", "obtained"), "x")
    row |= {"sha256": "0" * 64, "published": "2024-11-04", "published_evidence": "stated: x"}
    found = Findings()
    assert manifest.parse_entry(row, "m:1", found) is not None
    assert manifest.parse_entry(row | {field: value}, "m:1", found) is None
    (said,) = found.messages
    assert said.startswith(f"m:1: {fact}")


@pytest.mark.parametrize("path", NOT_A_PAGE)
def test_a_line_with_a_finding_is_no_page_of_the_corpus(tmp_path, source, path):
    """`juku remove` goes on with the others, and would read it."""
    corpus, good = tmp_path / "corpus", tmp_path / "good.txt"
    evidence.new(corpus)
    good.write_text("正文。", "utf-8")
    pages = corpus / "pages"
    (entry,) = entering.add(corpus, [good], source).entries
    (pages / "folder.txt").mkdir()
    (pages / "link.txt").symlink_to(good)
    (pages / "paper.pdf").write_bytes(good.read_bytes())
    (pages / "altered.txt").write_text("别的。", "utf-8")
    line = json.loads(entry.line()) | {"id": "other", "path": path}
    with (corpus / manifest.MANIFEST).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    there, found = manifest.inspect(corpus)
    assert there.entries == (entry,)
    (said,) = [m for m in found.messages if m.startswith(f"{corpus / manifest.MANIFEST}:2: ")]
    assert NOT_A_PAGE[path] in said


@pytest.mark.parametrize("name", ["manifest.jsonl", "about.json"])
def test_half_a_character_is_a_finding(tmp_path, mini_corpus, name):
    """JSON can write half a surrogate pair; no Parquet file and no document can hold it."""
    corpus = tmp_path / "corpus"
    shutil.copytree(mini_corpus, corpus)
    text = (corpus / name).read_text("utf-8")
    (corpus / name).write_text(text.replace('": "', '": "\\ud800', 1), "utf-8")
    _, found = evidence.inspect(corpus)
    assert any("half a surrogate pair" in message for message in found.messages)


@pytest.mark.parametrize("there", [True, False])
def test_a_corpus_that_cannot_be_laid_out_leaves_nothing(tmp_path, monkeypatch, there):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    if there:
        (tmp_path / "corpus").mkdir()
    monkeypatch.setattr(evidence.about, "to_json", full)
    with pytest.raises(EvidenceError, match="cannot be made"):
        evidence.new(tmp_path / "corpus")
    assert [path.name for path in tmp_path.rglob("*")] == ["corpus"] * there


def test_the_readme_of_a_new_corpus_is_that_of_the_first_one(tmp_path, first_corpus):
    evidence.new(tmp_path / "corpus")
    made = (tmp_path / "corpus" / "README.md").read_text("utf-8")
    assert made == (first_corpus / "README.md").read_text("utf-8")


def test_the_readme_explains_every_room_file_and_column_in_a_line(tmp_path):
    evidence.new(tmp_path / "corpus")
    text = (tmp_path / "corpus" / "README.md").read_text("utf-8")
    explained = re.findall(r"^\| `(\w+\.tsv)` \| (\w+) \| .+ \|$", text, re.MULTILINE)
    headers = sorted(curation.HEADERS.items())
    assert explained == [(name, column) for name, header in headers for column in header]
    made = {path.name for path in (tmp_path / "corpus").iterdir()} - {"README.md"}
    assert made == {about.FILE, manifest.MANIFEST, manifest.PAGES, curation.FOLDER}
    for name in made:
        assert re.search(rf"^\| `{name}/?` \| .+ \|$", text, re.MULTILINE), name
    for name in curation.HEADERS:
        assert re.search(rf"^\| `{name}` \| [^|]+ \|$", text, re.MULTILINE), name
    for kind in get_args(Kind):
        assert re.search(rf"kind \| .*\b{kind}\b", text), kind


@pytest.mark.parametrize("name", sorted(curation.HEADERS))
def test_a_byte_order_mark_before_a_curation_table_is_no_part_of_its_header(tmp_path, name):
    folder = tmp_path / curation.FOLDER
    folder.mkdir()
    header = "\t".join(curation.HEADERS[name])
    (folder / name).write_text(f"\ufeff{header}\n", "utf-8")
    assert curation.inspect(tmp_path, frozenset())[1].messages == []
