"""What a corpus holds is inspected whole, and a new one is laid out whole or not at all."""

from __future__ import annotations

import errno
import json
import shutil

import pytest

from juku.build import evidence, manifest
from juku.errors import EvidenceError


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
