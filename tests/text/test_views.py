"""A page read through a view is curated by the code points of the page, as its ledger shows."""

from __future__ import annotations

import pytest

from juku.records import (
    Article,
    Block,
    Byline,
    Correction,
    Curation,
    Mark,
    PageReading,
    Span,
    Unit,
    View,
)
from juku.text import views

PAGE = "<h1>第一号新闻</h1><p>第一段正文在这里。</p><p>第二段正文在这里。</p>"


def run(text):
    return Span(PAGE.index(text), PAGE.index(text) + len(text))


VIEW = View(
    (run("第一号新闻"), run("第一段正文在这里。"), run("第二段正文在这里。")),
    ("# ", "\n", "\n"),
    single=True,
)


def kinds(*rows):
    reading = views.read(PAGE, VIEW, Curation(corrections=rows), "p")
    return {PAGE[b.start : b.end]: b.kind for b in reading.blocks if b.kind != "markup"}


def correction(text, kind, source="p"):
    return Correction(source, PAGE.index(text), kind, "a reason", "corrections.tsv:2")


def test_a_correction_names_its_block_by_where_the_page_has_it():
    before = kinds()
    assert list(before.values()) == ["title", "paragraph", "paragraph"]
    for text in before:
        assert kinds(correction(text, "furniture")) == before | {text: "furniture"}


def test_what_the_view_does_not_show_or_another_page_has_is_left_as_it_is():
    assert kinds(correction("<p>", "furniture")) == kinds()
    assert kinds(correction("第一段正文在这里。", "furniture", "q")) == kinds()


class Counted(Unit):
    """A unit that counts how often anyone asks for its paragraph."""

    asked = 0

    @property
    def paragraph(self):
        Counted.asked += 1
        return self[2]


def test_units_before_a_headline_are_not_gone_through_again_for_it(monkeypatch):
    monkeypatch.setattr(Counted, "asked", 0)
    text = "新闻。" * 300
    spans = [(Span(at, at + 3),) for at in range(0, len(text), 3)]
    stories = tuple(Article((Counted("title", one, 0),)) for one in spans)
    (article,) = views.as_one(PageReading((), stories), text).articles
    assert [unit[2] for unit in article.units] == list(range(300))
    assert Counted.asked < 10 * 300


def of_parts(*parts, single=False):
    """A page and its view: what stands alone is hidden, a pair is shown, a triple is a mark."""
    page, runs, before, marks = "", [], [], []
    for part in parts:
        text, *rest = (part,) if isinstance(part, str) else part
        span = Span(len(page), len(page) + len(text))
        page += text
        if len(rest) == 1:
            runs.append(span)
            before += rest
        elif rest:
            marks.append(Mark(*span, rest[1]))
    return page, View(tuple(runs), tuple(before), single, tuple(marks))


def told(block, page):
    """``text|kind rule article.paragraph``, and with which block it is linked."""
    place = "" if block.article is None else f" {block.article}.{block.paragraph}"
    joins = "" if block.joins is None else f" joins {block.joins}"
    copy = "" if block.repeat_of is None else f" repeats {block.repeat_of}"
    text = page[block.start : block.end]
    return f"{text}|{block.kind} {block.rule}{place}{joins}{copy}"


def told_of(unit, page):
    under = "" if unit.section is None else f" under {unit.section}"
    return f"{'/'.join(span.of(page) for span in unit.spans)}|{unit.role} {unit.paragraph}{under}"


def check(parts, blocks, articles, rows=(), single=False):
    page, view = of_parts(*parts, single=single)
    reading = views.read(page, view, Curation(corrections=tuple(rows)), "p")
    assert [told(block, page) for block in reading.blocks] == blocks
    assert [[told_of(unit, page) for unit in a.units] for a in reading.articles] == articles
    return reading


ONE, TWO, THREE, FOUR = (f"今天的第{n}段正文写在这里，说的是第{n}件事。" for n in "一二三四")


@pytest.mark.parametrize(
    ("parts", "blocks", "articles"),
    [
        pytest.param(
            [
                ("<head>", "mark", "head"),
                ("<style>", "mark", "style"),
                "\n",
                ("第一段正文", ""),
                "<b>",
                ("在这里，", ""),
                "<i>",
                ("都在这里。", ""),
                "</b>\n",
                ("<!---->", "mark", "comment"),
                " ",
                ("第二段正文在这里。", "\n"),
                ("<img>", "mark", "image"),
                "</p>",
                ("<hr>", "mark", "end"),
            ],
            [
                "<head>|markup head",
                "<style>|markup style",
                "\n|blank white-space",
                "第一段正文|paragraph paragraph 0.1",
                "<b>|markup outside-view",
                "在这里，|paragraph paragraph 0.1",
                "<i>|markup outside-view",
                "都在这里。|paragraph paragraph 0.1",
                "</b>\n|markup outside-view",
                "<!---->|markup comment",
                " |blank white-space",
                "第二段正文在这里。|paragraph paragraph 0.2",
                "<img>|markup image",
                "</p>|markup outside-view",
                "<hr>|markup end",
            ],
            [["第一段正文/在这里，/都在这里。|body 1", "第二段正文在这里。|body 2"]],
            id="hidden stretches and marks, in a paragraph and around all",
        ),
        pytest.param(
            [(ONE, ""), ("<hr>", "mark", "rule"), (TWO, "\n"), "  "],
            [
                f"{ONE}|paragraph paragraph 0.1",
                "<hr>|markup rule",
                f"{TWO}|paragraph paragraph 0.2",
                "  |blank white-space",
            ],
            [[f"{ONE}|body 1", f"{TWO}|body 2"]],
            id="text at the beginning, blanks at the end",
        ),
        pytest.param(
            [("东海新闻", "# "), (ONE, "\n"), ("西山消息", "\n# "), "<br>", (TWO, "\n")],
            [
                "东海新闻|title headline-marked 0.0",
                f"{ONE}|paragraph paragraph 0.1",
                "西山消息|title headline-opens 1.0",
                "<br>|markup outside-view",
                f"{TWO}|paragraph paragraph 1.1",
            ],
            [["东海新闻|title 0", f"{ONE}|body 1"], ["西山消息|title 0", f"{TWO}|body 1"]],
            id="two stories of a page",
        ),
    ],
)
def test_every_span_of_the_reading_is_carried_back_onto_the_page(parts, blocks, articles):
    check(parts, blocks, articles)


LINKED = [
    ("东海新闻", "# "),
    "<br>",
    (ONE, "\n"),
    "<hr>",
    ("没有人知道，", "\n"),
    "<i>",
    ("说的是什么。", ""),
    (TWO, "\n"),
    "<p>",
    ("第二件事，", "\n"),
    "<b>",
    ("再说一次。", ""),
]


@pytest.mark.parametrize(
    ("kind", "of", "blocks", "articles"),
    [
        (
            "repeat",
            TWO,
            [
                "没有人知道，|paragraph paragraph 0.2",
                "<i>|markup outside-view",
                "说的是什么。|paragraph paragraph 0.2",
                f"{TWO}|paragraph paragraph 0.3",
                "<p>|markup outside-view",
                "第二件事，|repeat corrections.tsv:2 repeats 7",
                "<b>|markup outside-view",
                "再说一次。|repeat corrections.tsv:2",
            ],
            ["没有人知道，/说的是什么。|body 2", f"{TWO}|body 3"],
        ),
        (
            "repeat",
            "没有人",
            [
                "没有人知道，|paragraph paragraph 0.2",
                "<i>|markup outside-view",
                "说的是什么。|paragraph paragraph 0.2",
                f"{TWO}|paragraph paragraph 0.3",
                "<p>|markup outside-view",
                "第二件事，|repeat corrections.tsv:2 repeats 4",
                "<b>|markup outside-view",
                "再说一次。|repeat corrections.tsv:2",
            ],
            ["没有人知道，/说的是什么。|body 2", f"{TWO}|body 3"],
        ),
        (
            "continuation",
            "没有人",
            [
                "没有人知道，|paragraph paragraph 0.2",
                "<i>|markup outside-view",
                "说的是什么。|paragraph paragraph 0.2",
                f"{TWO}|paragraph paragraph 0.3",
                "<p>|markup outside-view",
                "第二件事，|continuation corrections.tsv:2 0.2 joins 6",
                "<b>|markup outside-view",
                "再说一次。|continuation corrections.tsv:2 0.2",
            ],
            ["没有人知道，/说的是什么。/第二件事，/再说一次。|body 2", f"{TWO}|body 3"],
        ),
    ],
    ids=["a copy of one piece", "a copy of two pieces", "a continuation of two pieces"],
)
def test_a_copy_names_the_first_piece_and_what_goes_on_the_last(kind, of, blocks, articles):
    page, _ = of_parts(*LINKED)
    check(
        LINKED,
        [
            "东海新闻|title headline-marked 0.0",
            "<br>|markup outside-view",
            f"{ONE}|paragraph paragraph 0.1",
            "<hr>|markup outside-view",
            *blocks,
        ],
        [["东海新闻|title 0", f"{ONE}|body 1", *articles]],
        [
            Correction(
                "p", page.index("第二件事，"), kind, "a reason", "corrections.tsv:2", page.index(of)
            )
        ],
    )


def test_a_correction_of_what_is_hidden_falls_on_nothing_near_it():
    parts = [" ", (f"{ONE}\n", ""), "<p>", (TWO, ""), "<p>", (THREE, "\n" * 7)]
    page, _ = of_parts(*parts)
    for text in (" ", "<p>", "p>"):
        check(
            parts,
            [
                " |blank white-space",
                f"{ONE}|paragraph paragraph 0.1",
                "\n|blank white-space",
                "<p>|markup outside-view",
                f"{TWO}|paragraph paragraph 0.2",
                "<p>|markup outside-view",
                f"{THREE}|paragraph paragraph 0.3",
            ],
            [[f"{ONE}|body 1", f"{TWO}|body 2", f"{THREE}|body 3"]],
            [Correction("p", page.index(text), "furniture", "a reason", "corrections.tsv:2")],
        )


MERGED = [
    ("东海新闻", "# "),
    (f"新华社北京电（记者王小明）{ONE}", "\n"),
    ("（王小明、李大伟参与采写）", "\n"),
    ("西山消息", "\n# "),
    "<br>",
    ("——今年的副题写在这里", "\n"),
    (f"据新华社上海4月6日电（记者李大伟）{TWO}", "\n"),
    ("本报记者张小红 摄影报道", "\n"),
    ("责任编辑：孙小二", "\n"),
    ("节题", "\n## "),
    (THREE, "\n"),
    ("小节", "\n### "),
    (ONE.replace("今", "明"), "\n"),
    ("南河快讯", "\n# "),
    (f"中新社广州2020年5月7日电（记者赵一）{FOUR[:8]}", "\n"),
    "<b>",
    (FOUR[8:], ""),
    (TWO.replace("今", "明"), "\n"),
]


def test_stories_made_one_are_numbered_on_and_have_one_byline():
    reading = check(
        MERGED,
        [
            "东海新闻|title headline-marked 0.0",
            "新华社北京电（记者王小明）|dateline dateline 0.1",
            f"{ONE}|paragraph paragraph 0.1",
            "（王小明、李大伟参与采写）|credit credit-closes 0.None",
            "西山消息|heading heading-marked 0.2",
            "<br>|markup outside-view",
            "——今年的副题写在这里|heading heading-plain 0.3",
            "据新华社上海4月6日电（记者李大伟）|dateline dateline 0.4",
            f"{TWO}|paragraph paragraph 0.4",
            "本报记者张小红 摄影报道|credit credit-closes 0.None",
            "责任编辑：孙小二|furniture furniture-editor",
            "节题|heading heading-marked 0.5",
            f"{THREE}|paragraph paragraph 0.6",
            "小节|heading heading-marked 0.7",
            "明天的第一段正文写在这里，说的是第一件事。|paragraph paragraph 0.8",
            "南河快讯|heading heading-marked 0.9",
            "中新社广州2020年5月7日电（记者赵一）|dateline dateline 0.10",
            "今天的第四段正文|paragraph paragraph 0.10",
            "<b>|markup outside-view",
            "写在这里，说的是第四件事。|paragraph paragraph 0.10",
            "明天的第二段正文写在这里，说的是第二件事。|paragraph paragraph 0.11",
        ],
        [
            [
                "东海新闻|title 0",
                f"{ONE}|body 1",
                "西山消息|heading 2",
                "——今年的副题写在这里|heading 3",
                f"{TWO}|body 4 under ——今年的副题写在这里",
                "节题|heading 5",
                f"{THREE}|body 6 under 节题",
                "小节|heading 7",
                "明天的第一段正文写在这里，说的是第一件事。|body 8 under 小节",
                "南河快讯|heading 9",
                "今天的第四段正文/写在这里，说的是第四件事。|body 10 under 南河快讯",
                "明天的第二段正文写在这里，说的是第二件事。|body 11 under 南河快讯",
            ]
        ],
        single=True,
    )
    (article,) = reading.articles
    assert article.dateline == "新华社北京电（记者王小明）"
    assert article.credit == "（王小明、李大伟参与采写）\n本报记者张小红 摄影报道"
    assert article.byline == Byline(
        agencies=("新华社", "本报", "中新社"),
        places=("北京", "上海", "广州"),
        month=4,
        day=6,
        reporters=("王小明", "李大伟", "张小红", "赵一"),
        photographers=("张小红",),
    )


def test_stories_made_one_have_the_first_dateline_and_none_where_none_has_any():
    page, view = of_parts(*MERGED[3:], single=True)
    (article,) = views.read(page, view, Curation()).articles
    assert article.dateline == "据新华社上海4月6日电（记者李大伟）"
    page, view = of_parts(("东海新闻", "# "), (ONE, "\n"), *MERGED[-8:-4], single=True)
    (article,) = views.read(page, view, Curation()).articles
    assert (article.dateline, article.credit, article.byline) == (None, None, Byline())
    page, view = of_parts(("东海新闻", "# "), (ONE, "\n"), *MERGED[-5:], single=True)
    (article,) = views.read(page, view, Curation()).articles
    assert (article.dateline, article.credit) == ("中新社广州2020年5月7日电（记者赵一）", None)
    assert (article.byline.year, article.byline.month, article.byline.day) == (2020, 5, 7)


@pytest.mark.parametrize(
    ("kind", "rule", "told"),
    [
        ("title", "headline-plain", "heading-plain"),
        ("title", "headline-opens", "heading-marked"),
        ("subtitle", "subtitle-plain", "heading-plain"),
        ("column", "column-by-marks", "heading-marked"),
        ("title", "corrections.tsv:3", "corrections.tsv:3"),
    ],
)
def test_a_headline_that_becomes_a_heading_names_a_rule_of_headings(kind, rule, told):
    text = "甲一。乙乙二。"
    first = Article((Unit("body", (Span(0, 3),), 1),))
    second = Article((Unit(kind, (Span(3, 5),), 0), Unit("body", (Span(5, 7),), 1)))
    blocks = (
        Block(0, 3, "paragraph", "paragraph", 0, 1),
        Block(3, 5, kind, rule, 1, 0),
        Block(5, 7, "paragraph", "paragraph", 1, 1),
    )
    read = views.as_one(PageReading(blocks, (first, second)), text)
    assert [(block.kind, block.rule) for block in read.blocks] == [
        ("paragraph", "paragraph"),
        ("heading", told),
        ("paragraph", "paragraph"),
    ]
