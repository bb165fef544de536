"""Laws 1 to 4 over any text, checked without the library's own span code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from juku.build.rows import stages
from juku.build.rows.kit import Kit
from juku.build.rows.stages import process
from juku.errors import EvidenceError
from juku.records import Correction, Curation, Page

NEWLINES = ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
MARKS = [
    "“",
    "”",
    "‘",
    "’",
    "「",
    "」",
    "『",
    "』",
    '"',
    "'",
    "（",
    "）",
    "(",
    ")",
    "《",
    "》",
    "【",
    "】",
]
PIECES = [
    *NEWLINES, *MARKS, "# ", "## ", "**", "——", "……", "。", "！", "？", "，", "、", "；", "：", ".",
    "(新华社北京11月4日电 记者张三)", "新华社上海11月4日电", "本报讯", "第01版", "责任编辑：李四",
    "8400万人", "2.37亿", "11月5日至10日", "近日", "他说", "表示，", "拉玛特·图泽", "F-16", "App",
    "頭髮發展", "人民", "\ufeff", "\u200b", "\u202e", "\x00", " ", "\u3000",
    "𠮷", "👨‍👩‍👧", "e\u0301",
]  # fmt: skip

TEXT_KINDS = {"paragraph", "continuation", "title", "subtitle", "column", "heading"}

pages = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=60).map("".join),
)


def page(text: str, source: str = "pages/a.txt") -> Page:
    return Page(source, "0" * 64, text, "utf-8", "demo", dt.date(2024, 11, 4), "stated: here", "©")


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit.load()


def breaches(text: str, tables: dict) -> Iterator[str]:
    """What breaks laws 1, 2 and 3."""
    blocks = tables["blocks"].to_pylist()
    if "".join(text[b["start"] : b["end"]] for b in blocks) != text:
        yield "the blocks do not tile the page"
    used: set[int] = set()
    for row in tables["sentences"].to_pylist():
        places = [
            i
            for a, b in zip(row["source_start"], row["source_end"], strict=True)
            for i in range(a, b)
        ]
        if "".join(text[i] for i in places) != row["text"]:
            yield f"{row['sentence_id']}: the page's slices are not the text"
        if len(set(places)) < len(places) or used & set(places):
            yield f"{row['sentence_id']}: a character of the page is used twice"
        used |= set(places)
        yield from slices(row)
    for block in blocks:
        yield from misplaced(block, text, used)


def slices(row: dict) -> Iterator[str]:
    printed, name, at = row["text"], row["sentence_id"], 0
    for token, start in zip(row["tokens"], row["token_start"], strict=True):
        if printed[at:start].strip() or printed[start : start + len(token)] != token:
            yield f"{name}: {token!r} at {start} breaks the token law"
        at = start + len(token)
    if printed[at:].strip():
        yield f"{name}: text after the last token"
    normal = printed
    edits = zip(row["edit_start"], row["edit_end"], row["edit_to"], strict=True)
    for a, b, to in reversed(list(edits)):
        normal = normal[:a] + to + normal[b:]
    if normal != row["text_norm"]:
        yield f"{name}: the edits do not give the normal form"
    for kind in ("quote", "quantity", "date"):
        for a, b in zip(row[f"{kind}_start"], row[f"{kind}_end"], strict=True):
            if not 0 <= a < b <= len(printed):
                yield f"{name}: {kind} {a}:{b} is no slice"


def misplaced(block: dict, text: str, used: set[int]) -> Iterator[str]:
    own = set(range(block["start"], block["end"]))
    if block["kind"] in TEXT_KINDS:
        if {i for i in own - used if not text[i].isspace()}:
            yield f"{block['block_id']}: characters of a {block['kind']} are in no sentence"
    elif own & used:
        yield f"{block['block_id']}: is {block['kind']}, and a sentence uses it"


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=pages)
def test_laws_1_to_3_hold_on_any_text(text: str, kit: Kit) -> None:
    assert list(breaches(text, process([page(text)], kit))) == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=st.lists(pages, min_size=2, max_size=6), cut=st.integers(1, 5))
@example(texts=["", "00\r本报讯"], cut=1)  # a seam with a line that is a dateline and no more
def test_law_4_rows_do_not_depend_on_which_pages_are_read_together(
    texts: list[str], cut: int, kit: Kit
) -> None:
    # The ids of doubled articles are settled over the whole corpus, so each page is its own day.
    made = [
        Page(
            f"pages/{i}.txt",
            "0" * 64,
            text,
            "utf-8",
            f"p{i}",
            dt.date(2024, 11, 4),
            "stated: x",
            "©",
        )
        for i, text in enumerate(texts)
    ]
    whole = process(made, kit)
    first, second = process(made[:cut], kit), process(made[cut:], kit)

    for name, table in whole.items():
        assert table.to_pylist() == first[name].to_pylist() + second[name].to_pylist()


HOSTILE = {
    "empty": "",
    "blank": " \n\t\n　\n",
    "byte order mark": "\ufeff# 标题\n\n正文。\n",
    "NULs": "正\x00文。\x00\n\x00",
    "CRLF": "# 标题\r\n\r\n正文一句。又一句。\r\n",
    "old Mac": "# 标题\r\r正文。\r",
    "Unicode newlines": "正文\u2028一句。\u2029又\x85一句。\x0b",
    "bidirectional": "\u202e正文\u202c。\u2066一句\u2069。",
    "beyond the BMP": "𠮷野家𠮷。😀" * 20,
    "unbalanced marks": "“" * 500 + "他说，好。" + "’" * 500,
    "only marks": "。！？……”’）" * 50,
    "markup alone": "# \n## \n****\n**\n# #",
    "private use": "\ue000甲\ue001。\uf8ff",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read(name: str, kit: Kit) -> None:
    assert list(breaches(HOSTILE[name], process([page(HOSTILE[name])], kit))) == []


@pytest.mark.parametrize(
    "text",
    ["人民城市人民建，" * 200_000, "人民。" * 100_000, "甲\n" * 80_000, "甲\n\n乙。\n" * 20_000],
    ids=["a line of 5 MB", "a line of many sentences", "80,000 short lines", "many repeats"],
)
@pytest.mark.usefixtures("in_seconds")
def test_a_huge_page_takes_time_in_proportion(text: str, kit: Kit) -> None:
    tables = process([page(text)], kit)
    rows = tables["blocks"].select(["start", "end"]).to_pylist()

    assert rows[0]["start"] == 0
    assert rows[-1]["end"] == len(text)
    assert all(a["end"] == b["start"] for a, b in pairwise(rows))


def test_no_batch_has_more_pages_than_memory_is_short_of(kit: Kit, monkeypatch) -> None:
    """However short they are; the rows are the same."""
    tiny = [page("今日天晴。", f"pages/{number}.txt") for number in range(7)]
    whole = process(tiny, kit)
    sizes = []

    def counted(batch, kit):
        sizes.append(len(batch))
        return one(batch, kit)

    one = stages._process_batch
    monkeypatch.setattr(stages, "_process_batch", counted)
    monkeypatch.setattr(stages, "MOST", 3)
    cut = process(tiny, kit)

    assert sizes == [3, 3, 1]
    for name in ("sentences", "articles", "blocks"):
        dropped = [c for c in whole[name].column_names if c.endswith("_id")]
        assert cut[name].drop_columns(dropped) == whole[name].drop_columns(dropped)


def test_a_correction_overrules_the_ledger_and_is_named(kit: Kit) -> None:
    text = "# 标题\n\n正文一句。\n\n小标题\n\n又一句。\n"
    at = text.index("小标题")
    row = Correction(
        "pages/a.txt", at, "heading", "it is set in bold on paper", "corrections.tsv:2"
    )
    known = Kit(kit.options, Curation(corrections=(row,)), kit.segmenter, kit.voters)

    tables = process([page(text)], known)
    block = next(b for b in tables["blocks"].to_pylist() if b["start"] == at)

    assert (block["kind"], block["rule"]) == ("heading", "corrections.tsv:2")
    assert tables["articles"]["headings"].to_pylist() == [["小标题"]]


def test_a_correction_of_no_block_is_refused(kit: Kit) -> None:
    row = Correction("pages/a.txt", 1, "heading", "because", "corrections.tsv:2")
    known = Kit(kit.options, Curation(corrections=(row,)), kit.segmenter, kit.voters)

    with pytest.raises(EvidenceError, match=r"corrections\.tsv:2: start: no block"):
        process([page("正文。")], known)
