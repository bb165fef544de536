"""An author's line under a headline opens an article; a credit at an article's end closes it."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

CLOSED = "县里去年修通了最后一段公路，从乡里到县城只要四十分钟。\n（新华社福州11月4日电）\n"
OPEN = "县里去年修通了最后一段公路，从乡里到县城只要四十分钟。\n"
TEXT = "清晨的码头上人来人往，渔船一艘接一艘靠岸，鱼市里早已热闹起来。\n老渔民算了一笔账。\n"


def articles(page):
    read = read_page(page, Curation())
    return [
        (
            [unit.text(page) for unit in one.units if unit.role == "title"],
            one.credit,
            one.byline.reporters,
        )
        for one in read.articles
    ]


@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
@pytest.mark.parametrize(
    "author", ["本报记者 林晓 陈海", "□ 本报记者 林晓　陈海", "（新华社记者林晓、陈海）"]
)
@pytest.mark.parametrize("before", [CLOSED, OPEN])
def test_an_authors_line_belongs_to_the_headline_above_it(mark, author, before):
    first, second = mark.format("一条路走出大山"), mark.format("老码头的新生活")
    page = f"{first}\n记者 何云\n{before}{second}\n{author}\n{TEXT}"
    credit = "\n（新华社福州11月4日电）" if before == CLOSED else ""
    assert articles(page) == [
        (["一条路走出大山"], "记者 何云" + credit, ("何云",)),
        (["老码头的新生活"], author, ("林晓", "陈海")),
    ]


def test_a_subtitle_may_stand_between():
    page = f"{CLOSED}# 老码头的新生活\n## ——来自东海之滨的调查\n本报记者 林晓\n{TEXT}"
    assert articles(page)[1] == (["老码头的新生活"], "本报记者 林晓", ("林晓",))


def test_a_dateline_may_follow():
    page = f"{OPEN}**老码头的新生活**\n本报记者 林晓\n本报福州11月4日电 {TEXT}"
    read = read_page(page, Curation())
    assert [(one.dateline, one.credit) for one in read.articles] == [
        (None, None),
        ("本报福州11月4日电", "本报记者 林晓"),
    ]


def test_a_repeat_under_an_authors_line_leaves_it_to_the_article():
    long = "未来六天，这届博览会将见证超大规模市场的魅力，汇聚各国合作的愿望。\n"
    page = f"# 甲地开会\n{long}# 老码头的新生活\n本报记者 林晓\n{long}{TEXT}"
    assert articles(page)[1] == (["老码头的新生活"], "本报记者 林晓", ("林晓",))


def test_a_credit_before_a_headline_closes_the_article_before():
    page = f"**一条路走出大山**\n{OPEN}本报记者 林晓\n**老码头的新生活**\n本报讯 {TEXT}"
    assert [credit for _, credit, _ in articles(page)] == ["本报记者 林晓", None]


def test_the_paragraph_under_it_may_be_broken_early():
    page = (
        f"**一条路走出大山**\n{OPEN}**老码头的新生活**\n本报记者 林晓\n清晨的码\n头上人来人往。\n"
    )
    read = read_page(page, Curation())
    assert [one.credit for one in read.articles] == [None, "本报记者 林晓"]
    assert read.articles[1].units[-1].text(page) == "清晨的码头上人来人往。"
