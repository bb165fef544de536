"""Every format gives the same rows for the same articles, and spans that are slices."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku import store
from juku.build import entering
from juku.build.corpus import evidence, manifest
from juku.build.formats import unpacking
from juku.build.formats.decode import decode
from juku.build.reading import articles, plan, probe, slices
from juku.build.reading.pagetexts import PageTexts
from juku.build.rows.kit import Options
from juku.build.running import pipeline
from juku.build.running.settings import Settings
from juku.errors import EvidenceError, Findings

HERE = Path(__file__).parent
TEXT = "第七届展会开幕，来自一百五十二个国家的客商参加了这次展会。观众很多，大家都说办得好。\n"
TRADITIONAL = (
    "第七屆展會開幕，來自一百五十二個國家的客商參加了這次展會。觀眾很多，大家都說辦得好。\n"
)


def record(number):
    """A record with fields of several kinds beside those that are mapped."""
    return {
        "headline": f"第{number}号新闻",
        "content": f"编号{number}。" + TEXT * (number % 3 + 1),
        "pub_time": f"2024-11-{number + 1:02d}T08:00:00",
        "tags": ["a", "b"],
        "views": number,
    }


ROWS = [record(number) for number in range(25)]
LINES = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS).encode()


def built(tmp_path, name, data, source):
    """The articles and sentences of a corpus of one file."""
    root = tmp_path / f"corpus-{name}"
    evidence.new(root)
    (tmp_path / name).write_bytes(data)
    entering.add(root, [tmp_path / name], source)
    settings = Settings(corpus=root, options=Options("rjieba", votes=False))
    out = tmp_path / f"out-{name}"
    outcome = pipeline.run(settings, out)
    return root, {table: store.read(out, table).to_pylist() for table in store.FOLDERS}, outcome


def parquet(codec):
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(ROWS), sink, compression=codec, row_group_size=10)
    return sink.getvalue().to_pybytes()


@pytest.fixture
def jsonl(tmp_path, archive_source, monkeypatch):
    monkeypatch.setattr(plan, "TARGET", 1500)
    return built(tmp_path, "plain.jsonl", LINES, archive_source)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("packed.jsonl.gz", gzip.compress(LINES, mtime=0)),
        ("parts.jsonl.gz", gzip.compress(LINES[:900], mtime=0) + gzip.compress(LINES[900:])),
        ("packed.ndjson.zst", pa.compress(LINES, "zstd", asbytes=True)),
        ("table.parquet", parquet("zstd")),
        ("plain.parquet", parquet("none")),
        ("open.jsonl", LINES.removesuffix(b"\n")),
    ],
)
def test_an_archive_gives_the_rows_of_plain_jsonl(jsonl, tmp_path, archive_source, name, data):
    _, expected, one = jsonl
    _, found, other = built(tmp_path, name, data, archive_source)
    assert 1 < other.shards <= one.shards
    for table in ("articles", "sentences"):
        for row, right in zip(found[table], expected[table], strict=True):
            ignored = {"source", "source_sha256"}
            assert {k: row[k] for k in row if k not in ignored} == {
                k: right[k] for k in right if k not in ignored
            }


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("value", ["0", 0])
def test_a_field_without_a_name_is_nobodys(jsonl, tmp_path, archive_source, form, value):
    """As a table has it whose rows were numbered when it was written."""
    _, expected, _ = jsonl
    rows = [{"": value} | row for row in ROWS]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows), sink)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    data = lines if form == "jsonl" else sink.getvalue().to_pybytes()
    _, found, outcome = built(tmp_path, f"n.{form}", data, archive_source)
    assert not outcome.failures
    for name in ("publisher", "rights", "text"):
        assert [row[name] for row in found["articles"]] == [
            row[name] for row in expected["articles"]
        ]


@pytest.mark.parametrize("kind", [pa.list_, pa.large_list])
def test_paragraphs_may_be_any_list_of_parquet(jsonl, tmp_path, archive_source, kind):
    _, expected, _ = jsonl
    table = pa.Table.from_pylist(ROWS)
    texts = pa.array([row["content"].split("\n") for row in ROWS], kind(pa.large_string()))
    sink = pa.BufferOutputStream()
    pq.write_table(table.set_column(table.column_names.index("content"), "content", texts), sink)
    _, found, _ = built(tmp_path, "lists.parquet", sink.getvalue().to_pybytes(), archive_source)
    assert [row["text"] for row in found["articles"]] == [
        row["text"] for row in expected["articles"]
    ]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("outer", ["news", "the.news", "the.last.news"])
def test_fields_of_records_within_a_record_and_lists_of_paragraphs_are_the_same_text(
    jsonl, tmp_path, archive_source, form, outer
):
    _, expected, _ = jsonl
    rows = [
        {
            "pub_time": row["pub_time"],
            outer: {"head": {"main": row["headline"]}, "body": row["content"].split("\n")},
        }
        for row in ROWS
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows), sink)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()
    data = lines if form == "jsonl" else sink.getvalue().to_pybytes()
    fields = f"title={outer}.head.main,text={outer}.body,date=pub_time"
    _, found, outcome = built(tmp_path, f"n.{form}", data, replace(archive_source, map=fields))
    assert not outcome.failures
    for name in ("title", "text", "source_start", "published"):
        assert [row[name] for row in found["articles"]] == [
            row[name] for row in expected["articles"]
        ]


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_text_in_a_column_of_bytes_is_the_same_text(jsonl, tmp_path, archive_source, codec):
    """As Impala and older Spark write it; columns that are not mapped may hold anything."""
    _, expected, _ = jsonl
    rows = [
        row
        | {name: row[name].encode(codec) for name in ("headline", "content")}
        | {"views": b"\xff"}
        for row in ROWS
    ]
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(rows), sink)
    _, found, _ = built(tmp_path, "bytes.parquet", sink.getvalue().to_pybytes(), archive_source)
    assert [row["text"] for row in found["articles"]] == [
        row["text"] for row in expected["articles"]
    ]


def test_records_in_another_encoding_are_decoded_and_it_is_stated(jsonl, tmp_path, archive_source):
    _, expected, _ = jsonl
    data = LINES.decode().encode("gb18030")
    _, found, outcome = built(tmp_path, "gb.JSONL", data, archive_source)
    assert not outcome.failures
    assert {row["encoding"] for row in found["blocks"]} == {"gb18030"}
    assert [row["text"] for row in found["articles"]] == [
        row["text"] for row in expected["articles"]
    ]


DAY = dt.date(2024, 11, 4)


@pytest.mark.parametrize(
    "value",
    [
        *("2024-11-4", "2024.11.04", "2024/11/4 8:00", "20241104", 20241104, "202411040800"),
        *("2024 年 11 月 4 日", "2024-11-04T08:00:00Z", 1730649600, 1730735999, 1730649600000),
    ],
)
def test_days_of_many_forms_and_seconds_by_the_clock_of_china(value):
    assert articles._day(value) == DAY


@pytest.mark.parametrize("value", [2024, 202411, 0, -1, True, "2024", "2024-11-041", "04.11.2024"])
def test_what_is_no_day_is_refused(value):
    with pytest.raises(ValueError, match=r".*"):
        articles._day(value)


def test_a_publisher_whose_name_is_a_text_sets_its_record_aside():
    day = dt.date(2024, 11, 4)
    named = {"text": "text", "publisher": "by"}
    entry = manifest.Entry("a", "pages/a.jsonl", "", "demo", day, "stated: x", "©", "here", named)
    lines = [json.dumps({"text": TEXT, "by": "报" * size}).encode() for size in (200, 201)]
    assert articles.page(lines[0], entry, 1).publisher == "报" * 200
    with pytest.raises(EvidenceError) as caught:
        articles.page(lines[1], entry, 1)
    fact = "has 201 characters, which no publisher's name has"
    assert str(caught.value) == f"pages/a.jsonl#1: by: {fact}; mend the record or the map"


TWICE = {
    "another text": ('{"text": "甲。", "text": "乙。"}', "text"),
    "the same text": ('{"text": "甲。", "text": "甲。"}', None),
    "another headline": ('{"title": "甲", "text": "丙。", "title": "乙"}', "title"),
    "what is not read": ('{"id": 1, "text": "甲。", "id": 2}', None),
    "what is not read of what is": ('{"text": "甲。", "about": {"id": 1, "id": 2}}', None),
}


@pytest.mark.parametrize("case", TWICE)
def test_a_record_that_says_one_thing_and_another_is_set_aside(case):
    line, name = TWICE[case]
    day = dt.date(2024, 11, 4)
    entry = manifest.Entry("a", "pages/a.jsonl", "", "demo", day, "stated: x", "©", "here", None)
    if name is None:
        assert articles.page(line.encode(), entry, 1).text == "甲。"
        return
    with pytest.raises(EvidenceError) as caught:
        articles.page(line.encode(), entry, 1)
    fact = "stands twice, and says one thing and another"
    assert str(caught.value) == f"pages/a.jsonl#1: {name}: {fact}; mend or drop the record"


def test_a_record_is_one_article_with_its_own_day_and_its_place_in_the_archive(jsonl):
    _, tables, _ = jsonl
    articles = tables["articles"]
    assert [row["title"] for row in articles] == [row["headline"] for row in ROWS]
    assert [row["source"] for row in articles] == [
        f"pages/plain.jsonl#{number}" for number in range(1, 26)
    ]
    assert [str(row["published"]) for row in articles] == [row["pub_time"][:10] for row in ROWS]
    assert articles[0]["published_evidence"] == "stated: field pub_time of the record"


def test_slices_of_the_record_are_the_sentences_and_blocks_tile_it(jsonl):
    root, tables, _ = jsonl
    check_laws(root, tables)


def check_laws(root, tables):
    texts = PageTexts(manifest.load(root))
    for row in tables["sentences"]:
        page = texts(row["source"])
        spans = zip(row["source_start"], row["source_end"], strict=True)
        assert "".join(page[start:end] for start, end in spans) == row["text"]
    ends = {}
    for row in tables["blocks"]:
        assert row["start"] == ends.get(row["source"], 0)
        ends[row["source"]] = row["end"]
    assert ends == {source: len(texts(source)) for source in ends}


def test_headlines_inside_a_record_are_headings_of_its_one_article(tmp_path, archive_source):
    row = {
        "headline": "题目",
        "pub_time": None,
        "content": "导语一句。\n# 小标题一\n正文一句。\n（记者 王五）\n# 小标题二\n正文二句。",
    }
    data = json.dumps(row, ensure_ascii=False).encode()
    root, tables, _ = built(tmp_path, "headings.jsonl", data, archive_source)
    assert len(tables["articles"]) == 1
    assert tables["articles"][0]["title"] == "题目"
    body = [(r["text"], r["section"]) for r in tables["sentences"] if r["role"] == "body"]
    assert body == [("导语一句。", None), ("正文一句。", "小标题一"), ("正文二句。", "小标题二")]
    check_laws(root, tables)


def test_memory_of_a_task_is_a_slice_and_not_the_file(tmp_path, archive_source):
    path = tmp_path / "big.jsonl"
    path.write_bytes(LINES * 40)
    corpus = tmp_path / "big"
    evidence.new(corpus)
    (entry,) = entering.add(corpus, [path], archive_source).entries
    cuts = list(slices.cut(path, entry, lambda _: 10_000))
    assert [cut.start for cut in cuts[1:]] == [cut.stop for cut in cuts[:-1]]
    assert max(cut.stop - cut.start for cut in cuts) < 12_000
    found = [number for cut in cuts for number, _ in slices.records(path, cut, tmp_path)]
    assert found == list(range(1, 1001))


@pytest.mark.parametrize(
    ("name", "data", "fact"),
    [
        ("cut.jsonl.gz", gzip.compress(LINES, mtime=0)[:-200], "cannot be read"),
        ("not.jsonl.zst", b"not zstd at all", "cannot be read"),
        ("not.parquet", b"PAR1 not parquet", "cannot be read"),
        (
            "twice.parquet.gz",
            gzip.compress(parquet("none"), mtime=0),
            "Parquet is compressed inside",
        ),
    ],
)
def test_a_damaged_archive_is_refused_by_name(tmp_path, archive_source, name, data, fact):
    with pytest.raises(EvidenceError, match=f"{name}: .*{fact}") as raised:
        built(tmp_path, name, data, archive_source)
    assert str(raised.value).count(name) == 1


@pytest.mark.parametrize(("size", "refused"), [(17 << 20, True), (1 << 20, False)])
def test_a_line_that_no_article_has_is_refused(tmp_path, archive_source, size, refused):
    record = {"headline": "题", "content": "正文。", "pub_time": "2024-11-04", "rest": "x" * size}
    line = json.dumps(record).encode() + b"\n"
    if not refused:
        built(tmp_path, "long.jsonl", line, archive_source)
        return
    told = f"^{re.escape(str(tmp_path))}/long.jsonl#1: is over 16 MB long"
    with pytest.raises(EvidenceError, match=told):
        built(tmp_path, "long.jsonl", line, archive_source)


@pytest.mark.parametrize("codec", ["gb18030", "gbk", "utf-16", "utf-32", "utf-8-sig", "utf-8"])
def test_simplified_pages_are_decoded_and_their_encoding_is_stated(codec):
    text, encoding = decode((TEXT * 3).encode(codec), "page")
    assert text.removeprefix("\ufeff") == TEXT * 3
    assert (TEXT * 3).encode(codec).decode(encoding).removeprefix("\ufeff") == TEXT * 3


@pytest.mark.parametrize("codec", ["big5", "big5hkscs", "cp950"])
def test_traditional_pages_are_decoded(codec):
    assert decode((TRADITIONAL * 3).encode(codec), "page")[0] == TRADITIONAL * 3


@pytest.mark.parametrize(
    "data",
    [
        "Les élèves ont été reçus à l’école.".encode("cp1252"),
        "안녕하세요 세계 신문 기사입니다".encode("euc-kr"),
        bytes(range(128, 256)) * 4,
        b"\xff\xfe\x00",
        TEXT.encode() + b"\xff",
        TEXT.encode("utf-16-le"),
    ],
)
def test_what_is_not_surely_chinese_is_refused(data):
    with pytest.raises(EvidenceError, match="page: byte"):
        decode(data, "page")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (TEXT.encode() + b"\xff", f"byte {len(TEXT.encode())} (0xff) is not utf-8, as the rest is"),
        (TEXT.encode()[:-2], "is utf-8 and breaks off in a character, at byte "),
        ((TEXT * 3).encode("gb18030")[:-2], "is gb18030 and breaks off in a character, at byte "),
        ((TRADITIONAL * 3).encode("big5")[:-2], "is big5 and breaks off in a character, at byte "),
    ],
)
def test_a_page_of_which_something_was_lost_is_told_by_what_the_rest_is(data, told):
    with pytest.raises(EvidenceError) as caught:
        decode(data, "page")
    assert str(caught.value).startswith(f"page: {told}")
    assert "get the page whole" in str(caught.value)


def test_what_a_page_declares_is_not_believed_against_its_bytes():
    """Nearly all of Big5 can be read as GB18030."""
    page = f'<meta charset="{{}}"><p>{TRADITIONAL * 3}</p>'
    assert decode(page.encode("big5"), "page", "big5")[1] == "big5"
    with pytest.raises(EvidenceError, match=r"likeliest is Big5.*but the page says gb2312"):
        decode(page.replace("{}", "gb2312").encode("big5"), "page", "gb2312")


@pytest.mark.parametrize(
    ("codec", "name"),
    [("hz", "HZ"), ("iso2022_jp", "ISO-2022"), ("iso2022_kr", "ISO-2022")],
)
def test_chinese_that_is_shifted_into_ascii_is_refused_and_told(codec, name):
    data = ("News: " + TRADITIONAL * 2).encode(codec, "ignore")
    assert data.isascii()
    with pytest.raises(EvidenceError, match=f"^page: is in {name}, as byte [0-9]+ says; convert"):
        decode(data, "page")


@pytest.mark.parametrize(
    "text", ["a ~{b} ~~ c~}", "~{}~}", '{"a": "~{~}"}', "Price: $4", "\x1b[1mbold", "~{甲~}"]
)
def test_signs_of_a_shift_that_none_is_are_text(text):
    assert decode(text.encode(), "page") == (text, "utf-8")


def test_shifts_without_end_are_looked_at_once(in_seconds):
    page = "~{ab" * 500_000 + "~{" + "ab" * 500_000
    assert decode(page.encode(), "page") == (page, "utf-8")


def test_tags_without_end_are_looked_at_once(in_seconds):
    page = TRADITIONAL * 50 + "<" * 500_000
    assert decode(page.encode("big5"), "page", "big5") == (page, "big5")


def test_compressed_pages_are_read_as_pages(tmp_path, source):
    root, tables, _ = built(tmp_path, "page.txt.gz", gzip.compress(TEXT.encode()), source)
    assert "".join(row["text"] for row in tables["sentences"]) == TEXT.strip()
    check_laws(root, tables)


MARKED_DOWN = (
    "# 老码头\n\n见[公报](https://a.example)的*新*版，&ldquo;船&rdquo;到了。\n\n> 他走了。\n"
)


def test_markdown_is_read_without_its_marks_and_plain_text_as_it_stands(tmp_path, source):
    data = MARKED_DOWN.encode()
    root, tables, _ = built(tmp_path, "page.md", data, source)
    texts = [row["text"] for row in tables["sentences"]]
    assert texts == ["老码头", "见公报的新版，“船”到了。", "他走了。"]
    check_laws(root, tables)
    _, tables, _ = built(tmp_path, "page.txt", data, source)
    texts = [row["text"] for row in tables["sentences"]]
    assert texts == ["老码头", *MARKED_DOWN.split("\n\n")[1].splitlines(), "> 他走了。"]


HTML = (HERE.parent / "cases" / "html" / "crawled.html").read_text("utf-8")


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_html_gives_the_main_text_and_its_places_on_the_page(tmp_path, source, codec):
    pytest.importorskip("trafilatura", reason="the extra [html] is not installed")
    page = HTML.replace("utf-8", codec)
    root, tables, _ = built(tmp_path, "page.html", page.encode(codec), source)
    assert [row["title"] for row in tables["articles"]] == ["第七届展会“四叶草”开幕"]
    body = [row["text"] for row in tables["sentences"] if row["role"] == "body"]
    assert body[:2] == [
        "第七届展会于十一月五日开幕，来自一百五十二个国家的客商&嘉宾参加了这次展会。",
        "弗拉基米尔·普京说：“这里像家一样。”",
    ]
    assert not any("首页" in text or "版权" in text or "var" in text for text in body)
    check_laws(root, tables)
    plain = [row for row in tables["sentences"] if "第二天" in row["text"]]
    spans = zip(plain[0]["source_start"], plain[0]["source_end"], strict=True)
    decoded = page.encode(codec).decode(codec)
    assert "".join(decoded[start:end] for start, end in spans) == plain[0]["text"]


SITES = [
    case
    for name in ("sites.json", "tables.json", "subtitles.json")
    for case in json.loads((HERE.parent / "cases" / "html" / name).read_text("utf-8"))
]


@pytest.mark.parametrize("case", SITES, ids=[case["what"] for case in SITES])
def test_html_as_sites_print_it(tmp_path, source, case):
    pytest.importorskip("trafilatura", reason="the extra [html] is not installed")
    page = "".join(case["page"])
    root, tables, _ = built(tmp_path, "page.html", page.encode(), source)
    assert [row["title"] for row in tables["articles"]] == [case["title"]]
    assert tables["articles"][0]["subtitle"] == case.get("subtitle")
    found = {"body": [], "heading": []}
    for row in tables["sentences"]:
        found.setdefault(row["role"], []).append(row["text"])
    assert found["body"] == case["body"]
    assert found["heading"] == case.get("heading", [])
    data = [b for b in tables["blocks"] if b["rule"] == "table-data"]
    assert [page[b["start"] : b["end"]] for b in data] == case.get("data", [])
    check_laws(root, tables)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (None, "HTML needs trafilatura; pip install trafilatura lxml_html_clean"),
        (
            "raise ImportError('Install lxml_html_clean')",
            "trafilatura needs lxml_html_clean; pip install lxml_html_clean",
        ),
        (
            "raise ImportError('no DLL')",
            "trafilatura is there, but cannot be imported (no DLL); install it anew",
        ),
    ],
)
def test_what_html_needs_is_named(tmp_path, source, monkeypatch, code, told):
    monkeypatch.delitem(sys.modules, "trafilatura", raising=False)
    if code is None:
        monkeypatch.setitem(sys.modules, "trafilatura", None)
    else:
        (tmp_path / "libs").mkdir()
        (tmp_path / "libs" / "trafilatura.py").write_text(code, "utf-8")
        monkeypatch.syspath_prepend(tmp_path / "libs")
    _, tables, outcome = built(tmp_path, "page.html", b"<html></html>", source)
    assert tables["articles"] == []
    assert [one.error for one in outcome.receipts[0].failures] == [f"pages/page.html: {told}"]


def test_html_without_a_main_text_is_set_aside(tmp_path, source):
    pytest.importorskip("trafilatura", reason="the extra [html] is not installed")
    _, tables, outcome = built(tmp_path, "page.html", b"<html><body></body></html>", source)
    assert tables["articles"] == []
    assert "no main text was found" in outcome.receipts[0].failures[0].error


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_a_page_as_long_as_no_page_is_is_refused(empty, tmp_path, source, monkeypatch, pack):
    pages = [tmp_path / f"{name}.txt{'' if pack is bytes else '.gz'}" for name in "ab"]
    for page in pages:
        page.write_bytes(pack(page.name.encode() * 5000))
    entering.add(empty, pages[:1], source)
    monkeypatch.setattr(unpacking, "LARGEST", 1000)
    told = "holds over 0 MB; cut it into pages, or write it as an archive of one article a record"
    with pytest.raises(EvidenceError, match=f"^{re.escape(str(pages[1]))}: {told}$"):
        entering.add(empty, pages[1:], source)
    found = Findings()
    probe.check_all(evidence.load(empty).corpus, found)
    assert [*found.messages] == [f"pages/{pages[0].name}: {told}"]
    outcome = pipeline.run(Settings(empty, options=Options("rjieba", votes=False)), tmp_path / "o")
    assert [one.error for one in outcome.receipts[0].failures] == found.messages


MARKED = json.loads((HERE.parent / "cases" / "html" / "fields.json").read_text("utf-8"))


@pytest.mark.parametrize("case", MARKED, ids=[case["what"] for case in MARKED])
def test_fields_that_hold_html_are_read_without_it(tmp_path, source, case):
    line = json.dumps({"title": case["title"], "text": case["text"]}, ensure_ascii=False)
    root, tables, _ = built(tmp_path, "a.jsonl", line.encode(), source)
    found = {role: [] for role in ("title", "body", "heading")}
    for row in tables["sentences"]:
        found[row["role"]].append(row["text"])
    assert found == {"title": [case["headline"]], "heading": [], **case["found"]}
    assert tables["articles"][0]["reporters"] == case.get("reporters", [])
    texts = PageTexts(evidence.load(root).corpus)
    spans = sorted((row["start"], row["end"]) for row in tables["blocks"])
    page = texts("pages/a.jsonl#1")
    assert [start for start, _ in spans] == [0, *[end for _, end in spans[:-1]]]
    assert spans[-1][1] == len(page) == len(f"{case['title']}\n{case['text']}")
    for row in tables["sentences"]:
        pieces = zip(row["source_start"], row["source_end"], strict=True)
        assert "".join(page[start:end] for start, end in pieces) == row["text"]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("UTC", "2024-11-04"), ("Asia/Shanghai", "2024-11-04"), (None, "2024-11-03")],
)
def test_a_moment_with_its_zone_is_told_by_the_clock_of_china(tmp_path, source, zone, day):
    moment = dt.datetime(2024, 11, 3, 17, tzinfo=dt.UTC if zone else None)
    columns = {
        "title": ["题"],
        "text": ["一句。"],
        "date": pa.array([moment], pa.timestamp("us", zone)),
    }
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink)
    _, tables, _ = built(tmp_path, "a.parquet", sink.getvalue().to_pybytes(), source)
    assert str(tables["articles"][0]["published"]) == day
