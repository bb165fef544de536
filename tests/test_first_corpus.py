"""What a reader counts on the first page, and laws 1 and 2 without the library's own span code."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pyarrow.parquet as pq
import pytest

TITLES = [
    "共建和谐美丽城市 共创幸福美好生活",
    "谱写新时代社会工作高质量发展新篇章",
    "合作共赢创未来",
    "第七年相约“四叶草” 本届进博会哪些看点值得期待？",
]


def rows(release: Path, folder: str) -> list[dict]:
    return [
        r for path in sorted((release / folder).glob("*")) for r in pq.read_table(path).to_pylist()
    ]


@pytest.fixture(scope="module")
def page(first_corpus: Path) -> str:
    line = json.loads((first_corpus / "manifest.jsonl").read_text("utf-8").splitlines()[0])
    return (first_corpus / line["path"]).read_bytes().decode("utf-8")


def test_the_page_is_the_one_that_was_received(first_corpus: Path) -> None:
    received = Path(__file__).parents[2] / "shared" / "pages" / "000_577c0f1ad0787dab.txt"
    if not received.exists():
        pytest.skip("the folder that the page came in is not beside the project")

    assert (first_corpus / "pages" / received.name).read_bytes() == received.read_bytes()


def test_four_articles_with_their_titles(first_release: Path) -> None:
    articles = rows(first_release, "articles")

    assert [a["title"] for a in articles] == TITLES
    assert [a["column"] for a in articles] == [None, None, None, "新华视点"]


def test_what_the_ledger_counts(first_release: Path) -> None:
    kinds = Counter(b["kind"] for b in rows(first_release, "blocks"))

    assert kinds["continuation"] == 6
    assert kinds["repeat"] == 5
    assert kinds["credit"] == 3
    assert kinds["dateline"] == 1


def test_mended_paragraphs_read_as_one(first_release: Path) -> None:
    sentences = "".join(s["text"] for s in rows(first_release, "data"))

    for whole in (
        "明确了新时代社会工作的重点任务。",
        "发挥好党组织“两个作用”、加强“两支队伍”建设等要求",
        "又推动为基层减负，取得明显进展。",
        "本届进博还会创下多项历届之最。",
        "“月球探测车免充气轮胎”；",
        "开发“进博士”AI数字服务管家App",
    ):
        assert sentences.count(whole) == 1


def test_bylines_and_the_inferred_date(first_release: Path) -> None:
    articles = rows(first_release, "articles")

    assert [a["reporters"] for a in articles] == [[], [], [], ["宋佳", "周蕊", "唐诗凝"]]
    assert [a["dateline"] for a in articles] == [None, None, "新华社上海11月4日电", None]
    assert [a["dateline_place"] for a in articles] == ["北京", "北京", "上海", "上海"]
    assert {str(a["published"]) for a in articles} == {"2024-11-04"}
    assert all(a["published_evidence"].startswith("inferred: ") for a in articles)


def test_154_body_sentences(first_release: Path) -> None:
    assert Counter(s["role"] for s in rows(first_release, "data"))["body"] == 154


def test_the_ledger_tiles_the_page(first_release: Path, page: str) -> None:
    blocks = rows(first_release, "blocks")

    assert "".join(page[b["start"] : b["end"]] for b in blocks) == page
    assert blocks[0]["start"] == 0
    assert all(a["end"] == b["start"] for a, b in pairwise(blocks))


def test_every_character_of_a_sentence_is_shown_on_the_page_and_used_once(
    first_release: Path, page: str
) -> None:
    used: Counter[int] = Counter()
    for row in rows(first_release, "data"):
        spans = list(zip(row["source_start"], row["source_end"], strict=True))
        assert "".join(page[a:b] for a, b in spans) == row["text"]
        used.update(i for a, b in spans for i in range(a, b))

    assert max(used.values()) == 1


def test_what_is_in_no_sentence_is_in_the_ledger_as_something_else(
    first_release: Path, page: str
) -> None:
    used = {
        i
        for row in rows(first_release, "data")
        for a, b in zip(row["source_start"], row["source_end"], strict=True)
        for i in range(a, b)
    }
    other = {"markup", "blank", "repeat", "credit", "dateline", "furniture"}
    left = {
        b["kind"]
        for b in rows(first_release, "blocks")
        if any(i not in used and not page[i].isspace() for i in range(b["start"], b["end"]))
    }

    assert left <= other


def test_tokens_and_readings_are_slices(first_release: Path) -> None:
    for row in rows(first_release, "data"):
        text, at = row["text"], 0
        for token, start in zip(row["tokens"], row["token_start"], strict=True):
            assert text[start : start + len(token)] == token
            assert not text[at:start].strip()
            at = start + len(token)
        assert not text[at:].strip()
        for name in ("quote", "quantity", "date"):
            for a, b in zip(row[f"{name}_start"], row[f"{name}_end"], strict=True):
                assert 0 <= a < b <= len(text)


def test_edits_replayed_give_the_normal_form(first_release: Path) -> None:
    for row in rows(first_release, "data"):
        normal = row["text"]
        edits = zip(row["edit_start"], row["edit_end"], row["edit_to"], strict=True)
        for start, end, to in reversed(list(edits)):
            normal = normal[:start] + to + normal[end:]
        assert normal == row["text_norm"]


def test_ids_follow_from_the_text(first_release: Path) -> None:
    for article in rows(first_release, "articles"):
        digest = hashlib.sha256(article["text"].encode()).hexdigest()[:8]
        assert article["article_id"] == f"xinhua-20241104-{digest}"
