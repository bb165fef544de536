"""Pages that enter a corpus never take the place of pages that are there."""

from __future__ import annotations

import json
import shutil

import pytest

from juku.build import evidence, manifest
from juku.errors import EvidenceError


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl.gz"])
def test_a_page_whose_line_has_a_finding_is_not_written_over(tmp_path, source, name):
    corpus, page = tmp_path / "corpus", tmp_path / name
    evidence.new(corpus)
    page.write_bytes(b"one")
    evidence.add(corpus, [page], source)
    lines = corpus / manifest.MANIFEST
    lines.write_text(json.dumps(json.loads(lines.read_text("utf-8")) | {"published": "?"}), "utf-8")
    page.write_bytes(b"two")
    with pytest.raises(EvidenceError, match="in the corpus already"):
        evidence.add(corpus, [page], source)
    assert (corpus / manifest.PAGES / name).read_bytes() == b"one"


def test_unknown_fields_are_named_in_the_order_of_their_names(tmp_path):
    """Whatever the seed of the hashes of strings."""
    names = [f"field{number}" for number in range(10)]
    (tmp_path / manifest.MANIFEST).write_text(json.dumps(dict.fromkeys(reversed(names), "x")))
    _, found = manifest.inspect(tmp_path)
    told = [m.split(": ")[1] for m in found.messages if "is not a field" in m]
    assert told == names


@pytest.mark.parametrize("name", ["manifest.jsonl", "about.json"])
def test_half_a_character_is_a_finding(tmp_path, mini_corpus, name):
    """JSON can write half a surrogate pair; no Parquet file and no document can hold it."""
    corpus = tmp_path / "corpus"
    shutil.copytree(mini_corpus, corpus)
    text = (corpus / name).read_text("utf-8")
    (corpus / name).write_text(text.replace('": "', '": "\\ud800', 1), "utf-8")
    _, found = evidence.inspect(corpus)
    assert any("half a surrogate pair" in message for message in found.messages)
