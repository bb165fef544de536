"""A page that a corpus has not, or that is one of many of an archive, is named with what to do."""

from __future__ import annotations

import json

import pytest

from juku.build import entering
from juku.build.corpus import evidence
from juku.build.reading.pagetexts import PageTexts
from juku.errors import EvidenceError

KNOWN = "; name the corpus that the release was built from, and a page as its manifest does"
ONE = "; name one, as pages/a.jsonl#1"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("pages/b.txt", f"has no page 'pages/b.txt'{KNOWN}"),
        ("pages/p.txt#1", f"has no page 'pages/p.txt#1'{KNOWN}"),
        ("pages/a.jsonl", f"pages/a.jsonl is an archive of records{ONE}"),
        ("pages/a.jsonl#", f"pages/a.jsonl is an archive of records{ONE}"),
        ("pages/a.jsonl#3", f"pages/a.jsonl has no record '3'{ONE}"),
        ("pages/a.jsonl#0", f"pages/a.jsonl has no record '0'{ONE}"),
        ("pages/a.jsonl#x", f"pages/a.jsonl has no record 'x'{ONE}"),
    ],
)
def test_what_is_no_page_is_refused(tmp_path, empty, source, name, told):
    (tmp_path / "p.txt").write_text("一句话。\n", "utf-8")
    lines = [json.dumps({"title": "题", "text": text}) for text in ("甲。", "乙。")]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), "utf-8")
    entering.add(empty, [tmp_path / "p.txt", tmp_path / "a.jsonl"], source)
    texts = PageTexts(evidence.load(empty).corpus)
    with pytest.raises(EvidenceError) as refused:
        texts(name)
    assert str(refused.value) == f"{empty}: {told}"
    assert texts("pages/a.jsonl#2") == "题\n乙。"
