"""A page is laid out, mended and told apart into articles; its blocks tile it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_laws import check_blocks, check_links
from steps import check_growth

from juku.records import Correction, Curation
from juku.text.articles import adjoining, stories
from juku.text.mending import repeats, wrapping
from juku.text.pages import read_page
from juku.text.sentences import split

ROOT = Path(__file__).parents[2]
MINI = json.loads((ROOT / "tests/cases/layout/synthetic.json").read_text("utf-8"))
MENDED = json.loads((ROOT / "tests/cases/layout/mended.json").read_text("utf-8"))
KNOWN = json.loads((ROOT / "tests/cases/layout/known-failures.json").read_text("utf-8"))
FIRST = (ROOT / "corpus/pages/000_577c0f1ad0787dab.txt").read_text("utf-8")
COLUMNS = Curation(frozenset({"新华视点"}))
LINES = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            [
                "# 标题",
                "## ——副题",
                "**小标题**",
                "**新华社北京11月4日电** 正文。",
                "本报讯（记者张三）正文在这里，没有写完就",
                "断开了，后一半在这里。",
                "（记者张三）",
                "据路透社报道",
                "责任编辑：王小明",
                "新华视点",
                "未来六天，这届博览会将见证超大规模市场的魅力，汇聚各国合作的愿望。",
                "超大规模市场的魅力，汇聚各国合作的愿望。",
                "Latin words that are\nwrapped",
                "他说，**重点**在此。（完）",
            ]
        ),
    ),
    max_size=12,
)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", ""])
PAGES = st.one_of(
    st.text(),
    st.builds(lambda lines, end: end.join(lines), LINES, ENDS),
    st.builds(lambda lines, end: end.join(lines) + "\ufeff\x00\u200b", LINES, ENDS),
)


@pytest.mark.parametrize("alone", ["据路透社报道", "央视新闻客户端消息", "本报记者 张三 李四"])
@pytest.mark.parametrize("first", [True, False])
def test_who_reported_is_no_article_without_a_text(alone, first):
    story = "（新华社北京3月4日电）会议召开。各地代表出席。\n（记者 王五）"
    page = f"{alone}\n\n{story}\n" if first else f"{story}\n\n{alone}\n"
    for text, articles in ((page, 1), (alone, 0)):
        read = read_page(text, Curation())
        check_blocks(text, read)
        assert len(read.articles) == articles
    assert [block.rule for block in read.blocks] == ["furniture-byline"]


def test_a_dateline_by_itself_counts_as_no_paragraph():
    page = "据路透社报道\n\n第3版\n\n会议召开，各地代表出席。\n\n大家都很高兴，会后合影。\n"
    read = read_page(page, Curation())
    assert [unit.paragraph for unit in read.articles[0].units] == [1, 2]
    named = [(block.kind, block.paragraph) for block in read.blocks if block.article is not None]
    assert named == [("dateline", 1), ("paragraph", 1), ("paragraph", 2)]


@pytest.fixture(scope="module")
def first():
    return read_page(FIRST, COLUMNS, "first")


def units(reading, role):
    return [u.text(FIRST) for a in reading.articles for u in a.units if u.role == role]


def test_first_page_has_four_articles_with_their_titles(first):
    assert units(first, "title") == [
        "共建和谐美丽城市 共创幸福美好生活",
        "谱写新时代社会工作高质量发展新篇章",
        "合作共赢创未来",
        "第七年相约“四叶草” 本届进博会哪些看点值得期待？",
    ]
    assert units(first, "column") == ["新华视点"]
    assert first.articles[3].units[0].role == "column"


def test_first_page_has_six_mended_paragraphs(first):
    mended = [u.text(FIRST) for a in first.articles for u in a.units if len(u.spans) > 1]
    seams = (
        "社会工作的重点",
        "作用”、加强“两支",
        "又推动为基层",
        "本届进博还会",
        "免充气轮胎",
        "进博士”AI",
    )
    assert len(mended) == 6
    assert all(seam in text for seam, text in zip(seams, mended, strict=True))


def test_first_page_has_five_repeats_three_credits_and_a_dateline(first):
    kinds = Counter(block.kind for block in first.blocks)
    assert (kinds["repeat"], kinds["credit"], kinds["dateline"]) == (5, 3, 1)
    assert first.articles[2].dateline == "新华社上海11月4日电"
    assert first.articles[3].byline.reporters == ("宋佳", "周蕊", "唐诗凝")
    assert all(block.repeat_of is not None for block in first.blocks if block.kind == "repeat")


def test_first_page_has_154_body_sentences(first):
    assert sum(len(split(text)) for text in units(first, "body")) == 154


@pytest.mark.parametrize("case", MINI, ids=[case["name"] for case in MINI])
def test_mini_page_has_its_ledger(case):
    rows = tuple(
        Correction("p", start, kind, "because", f"corrections.tsv:{number}")
        for number, (start, kind) in enumerate(case.get("corrections", []), start=2)
    )
    page = case["page"]
    read = read_page(page, Curation(frozenset(case.get("columns", [])), rows), "p")
    assert [
        [b.kind, b.rule, page[b.start : b.end], b.article, b.paragraph, b.joins, b.repeat_of]
        for b in read.blocks
    ] == case["blocks"]
    assert [
        {
            "units": [[u.role, u.paragraph, u.section, u.text(page)] for u in a.units],
            "dateline": a.dateline,
            "credit": a.credit,
        }
        for a in read.articles
    ] == case["articles"]


@settings(max_examples=400, deadline=None)
@given(PAGES)
def test_blocks_tile_any_page_and_units_are_made_of_them(page):
    read = read_page(page, COLUMNS)
    check_blocks(page, read)
    owned = {(b.start, b.end) for b in read.blocks if b.article is not None}
    for article in read.articles:
        for unit in article.units:
            assert unit.text(page).strip()
            assert set(unit.spans) <= owned
            assert (unit.paragraph == 0) == (unit.role in ("title", "subtitle", "column"))
        numbers = [u.paragraph for u in article.units if u.paragraph]
        assert numbers == list(range(1, len(numbers) + 1))


@settings(max_examples=200, deadline=None)
@given(PAGES)
def test_joins_and_repeats_point_to_blocks_of_their_kind(page):
    check_links(read_page(page, COLUMNS))


WRAPPED = st.builds(
    lambda paragraphs, width, end: end.join(
        end.join(text[at : at + width] for at in range(0, len(text), width)) for text in paragraphs
    ),
    st.lists(st.text(st.sampled_from("天地玄黄宇宙洪荒ab，。“"), max_size=90), max_size=8),
    st.integers(9, 30),
    ENDS,
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(PAGES, WRAPPED))
def test_what_is_not_asked_would_have_changed_nothing(page):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(adjoining, "are_parted", lambda _left, _right: False)
        patch.setattr(repeats, "_all_differ", lambda _lines: False)
        patch.setattr(stories, "LONGEST_TITLE", len(page))
        patch.setattr(wrapping, "_most_columns", lambda _line: 3 * len(page))
        all_asked = read_page(page, COLUMNS)
    assert read_page(page, COLUMNS) == all_asked


def test_reading_again_gives_the_same(first):
    assert read_page(FIRST, COLUMNS, "first") == first


def test_a_correction_of_another_page_does_nothing(first):
    start = next(block.start for block in first.blocks if block.kind == "heading")
    row = Correction("other", start, "furniture", "because", "corrections.tsv:2")
    assert read_page(FIRST, Curation(COLUMNS.columns, (row,)), "first") == first


@pytest.mark.parametrize("kind", ["paragraph", "heading", "repeat", "furniture", "title", "blank"])
def test_a_correction_makes_a_block_what_it_says(first, kind):
    start = next(b.start for b in first.blocks if b.kind == "continuation")
    row = Correction("first", start, kind, "because", "corrections.tsv:2")
    read = read_page(FIRST, Curation(COLUMNS.columns, (row,)), "first")
    block = next(b for b in read.blocks if b.start == start)
    assert (block.kind, block.rule) == (kind, "corrections.tsv:2")


def test_a_correction_may_name_the_block_that_is_carried_on_or_printed_again():
    page = "# 甲\n\n第一段写完了。\n\n第二段写完了。\n\n接着第一段。\n\n第二段。\n"
    places = [page.index(text) for text in ("第一段写", "第二段写", "接着", "第二段。")]
    rows = (
        Correction("p", places[2], "continuation", "because", "corrections.tsv:2", of=places[0]),
        Correction("p", places[3], "repeat", "because", "corrections.tsv:3", of=places[1]),
    )
    read = read_page(page, Curation(corrections=rows), "p")
    texts = [unit.text(page) for unit in read.articles[0].units]
    assert texts == ["甲", "第一段写完了。接着第一段。", "第二段写完了。"]
    again = next(block for block in read.blocks if block.kind == "repeat")
    assert again.repeat_of is not None
    assert read.blocks[again.repeat_of].start == places[1]


def _met(size: int) -> str:
    """Paragraphs in each of which somebody is introduced."""
    return "".join(f"馆长周明远在第{n}天站在新馆门口，给头一批读者发证。\n\n" for n in range(size))


def _titles(size: int) -> str:
    """Headlines of which only the first is none of a longer one."""
    return "".join(f"# 第{n}届书展在临江开幕\n\n" for n in range(size))


def _headed(size: int) -> str:
    """A story that stops in mid-sentence, and one with many headings that may be of the first."""
    sections = (
        f"**灯是怎么点亮的第{n:04}次**\n\n苇席在第{n:04}天上市，排起了长队。\n\n"
        for n in range(size)
    )
    return "# 新馆开放\n\n一、谁来修\n\n馆里的灯亮了，可是路还\n\n# 苇席上市\n\n" + "".join(
        sections
    )


@pytest.mark.parametrize(
    ("page", "large"),
    [
        (lambda size: "字" * size, 5_000_000),
        (lambda size: "**字**" * size, 100_000),
        (lambda size: "字\n" * size, 100_000),
        (lambda size: "今天天气很好，我们去公园散步，看见许多人在放风筝\n\n" * size, 10_000),
        (
            lambda size: "".join(
                f"{n}今天天气很好，我们去公园散步看见了许多人。\n\n" for n in range(size)
            ),
            10_000,
        ),
        (lambda size: "。（记者张三）" * size, 100_000),
        (
            lambda size: "# 新馆开放\n\n" + _met(size) + "# 苇席上市\n\n" + _met(size),
            10_000,
        ),
        (_headed, 1_000),
        (
            lambda size: "".join(
                f"# 第{n}天的新馆\n\n本报临江6月12日电（记者王小明）馆里的灯亮了，可是路还\n\n"
                "（记者李华）\n\n"
                for n in range(size)
            ),
            400,
        ),
        (
            lambda size: "".join(f"“第{n}天天气很好，我们去公园散步了。”\n\n" for n in range(size)),
            10_000,
        ),
        (
            lambda size: "# 新馆开放\n\n" + _met(size) + "# 第一届书展\n\n" + _titles(size),
            10_000,
        ),
    ],
    ids=[
        "one line",
        "marks",
        "short lines",
        "the same line",
        "the same tail",
        "credits",
        "two",
        "headings",
        "credits of others",
        "said",
        "headlines below all text",
    ],
)
def test_the_work_for_a_page_grows_with_its_length(page, large, in_seconds):
    check_growth(lambda size: read_page(page(size), COLUMNS), size=200)
    read_page(page(large), COLUMNS)


def test_a_paragraph_printed_again_below_many_headlines_is_looked_at_in_no_more_time(in_seconds):
    paragraph = "馆长周明远站在新馆门口，给头一批读者发证，个个都有。"
    read_page("".join(f"第{n}届书展开幕\n{paragraph}\n" for n in range(50_000)), COLUMNS)


@pytest.mark.parametrize("case", MENDED, ids=[case["name"] for case in MENDED])
def test_page_has_its_texts(case):
    assert texts(case["page"]) == case["texts"]


def texts(page):
    return [u.text(page) for a in read_page(page, Curation()).articles for u in a.units]


@pytest.mark.xfail(strict=True, reason="known failures: the page alone does not tell")
@pytest.mark.parametrize("case", KNOWN, ids=[case["name"] for case in KNOWN])
def test_known_failure(case):
    assert texts(case["page"]) == case["texts"]


def test_names_in_brackets_behind_a_bold_dateline_are_of_the_dateline():
    page = "# 老街新生记\n\n**本报临江6月12日电**（记者林晓、周远）清晨六点，老街已经热闹起来。\n"
    reading = read_page(page, Curation())
    (article,) = reading.articles
    assert article.dateline == "本报临江6月12日电（记者林晓、周远）"
    assert article.byline.reporters == ("林晓", "周远")
    assert [unit.text(page) for unit in article.units if unit.role == "body"] == [
        "清晨六点，老街已经热闹起来。"
    ]


def test_the_open_tail_of_a_half_printed_again_is_set_aside_and_joined_to_nothing():
    page = (
        "# 老街新生记\n\n去年以来，临江镇投入资金1.2亿元，改造老旧小区38个，惠及居民\n\n"
        "5600多户。镇长介绍，今年还将新建停车位450个。\n\n招牌一块没换。\n\n"
        "投入资金1.2亿元，改造老旧小区38个，惠及居民\n\n改造不是推倒重来。\n"
    )
    reading = read_page(page, Curation())
    again = [block for block in reading.blocks if block.kind == "repeat"]
    assert [page[block.start : block.end] for block in again] == [
        "投入资金1.2亿元，改造老旧小区38个，惠及居民"
    ]
    assert reading.articles[0].units[-1].text(page) == "改造不是推倒重来。"


@pytest.mark.parametrize(
    "cry", ["水来了！", "李芳说：“桥修通以后，客商自己找上门来！”", "他没有回答。"]
)
def test_a_short_sentence_between_paragraphs_is_no_heading(cry):
    page = f"# 引水记\n\n三月，工程开工，四百人上了山。\n\n{cry}\n\n人们从坡上跑下来，围在渠口。\n"
    assert [unit.role for unit in read_page(page, Curation()).articles[0].units] == [
        "title",
        "body",
        "body",
        "body",
    ]


def test_lines_of_verse_are_paragraphs_of_their_own():
    verse = ["你说江水向东", "你说灯火未眠", "我把名字写在沙上", "等潮水来认领", "等潮水再一次退去"]
    page = (
        "江边\n\n"
        + "\n\n".join(["傍晚，他在岸上念起一首诗。", *verse, "岸上的人听了很久，没有人说话。"])
        + "\n"
    )
    units = read_page(page, Curation()).articles[0].units
    assert [unit.text(page) for unit in units if unit.text(page) in verse] == verse
    assert {unit.role for unit in units if unit.text(page) in verse} == {"body"}


@pytest.mark.parametrize("mark", ["# {}", "## {}", "**{}**"])
@pytest.mark.parametrize(("size", "is_headline"), [(300, True), (301, False)])
def test_what_is_too_long_for_a_headline_is_text_in_spite_of_its_mark(mark, size, is_headline):
    """Every sentence below a headline has a copy of it."""
    page = f"# 题目\n\n导语写在这里。\n\n{mark.format('标' * size)}\n\n正文写在这里。\n"
    read = read_page(page, Curation())
    check_blocks(page, read)
    units = [unit for article in read.articles for unit in article.units]
    [long] = [unit for unit in units if len(unit.text(page)) >= size]
    assert (long.role != "body") == is_headline


@pytest.mark.parametrize(
    "page",
    ["".join(f"# 第{number}条新闻\n" for number in range(100)), "表示据\n「" * 100],
)
def test_a_headline_has_no_more_than_eight_lines(page):
    read = read_page(page, Curation())
    check_blocks(page, read)
    for article in read.articles:
        assert sum(unit.role == "title" for unit in article.units) <= 8
