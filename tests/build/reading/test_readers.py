"""Whatever a page does to its reader, it is set aside by itself; what no page does ends a build."""

from __future__ import annotations

import hashlib
import json
from datetime import date

import pytest

from juku.build.corpus.manifest import Entry
from juku.build.formats import html
from juku.build.reading import articles, readers

PAGE = "<p>句子。</p>".encode()
ENTRY = Entry(
    id="a",
    path="pages/a.html",
    sha256=hashlib.sha256(PAGE).hexdigest(),
    publisher="demo",
    published=date(2024, 11, 4),
    published_evidence="of the test",
    rights="theirs",
    obtained="by hand",
    map=None,
)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / ENTRY.path).write_bytes(PAGE)
    return tmp_path


def _raising(error):
    def read(*_args, **_kwargs):
        raise error

    return read


@pytest.mark.parametrize("error", [AssertionError("we should not get here!"), RecursionError("x")])
def test_a_page_over_which_a_reader_breaks_is_set_aside_with_the_kind_of_error(
    root, error, monkeypatch
):
    monkeypatch.setattr(html, "read", _raising(error))
    failed = readers.of_file(ENTRY, root)
    assert failed == readers.Failure("pages/a.html", f"{type(error).__name__}: {error}")


def test_so_is_a_record(monkeypatch):
    monkeypatch.setattr(articles, "page", _raising(IndexError("out of range")))
    failed = readers.of_record(json.dumps({"content": "句。"}).encode(), ENTRY, 3)
    assert failed == readers.Failure("pages/a.html#3", "IndexError: out of range")


@pytest.mark.parametrize("error", [MemoryError(), OSError(28, "No space left on device")])
def test_what_the_machine_lacks_is_no_page_s_fault(root, error, monkeypatch):
    monkeypatch.setattr(html, "read", _raising(error))
    with pytest.raises(type(error)):
        readers.of_file(ENTRY, root)
