"""An author's line under a headline opens an article; a credit at an article's end closes it."""

from __future__ import annotations

import json
from pathlib import Path

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


@pytest.mark.parametrize("lines", [1, 3, 2_000])
def test_so_may_any_number_of_them(lines):
    below = "".join(f"——江边第{n}年\n" for n in range(lines))
    page = f"老码头的新生活\n{below}王小明\n{TEXT}"
    assert articles(page)[-1][1] == "王小明"


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


NAMED = json.loads(
    (Path(__file__).parents[2] / "cases/byline/author-lines.json").read_text("utf-8")
)
VERSE = "一列火车把秋天运到北方\n玉米站在站台两侧\n像一群送行的人\n"


@pytest.mark.parametrize(("line", "names"), NAMED["authors"] + NAMED["placed"])
@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_a_name_alone_under_a_headline_is_its_authors(mark, line, names):
    first, second = mark.format("一条路走出大山"), mark.format("老码头的新生活")
    page = f"{first}\n记者 何云\n{CLOSED}{second}\n{line}\n{TEXT}"
    assert articles(page)[1:] == [(["老码头的新生活"], line.strip(), tuple(names))]


@pytest.mark.parametrize(("line", "names"), NAMED["authors"])
def test_it_may_stand_above_verse(line, names):
    assert articles(f"# 秋天的站台\n{line}\n{VERSE}") == [
        (["秋天的站台"], line.strip(), tuple(names))
    ]


@pytest.mark.parametrize("line", NAMED["others"] + NAMED["verse"])
def test_a_word_alone_above_verse_names_nobody(line):
    assert articles(f"# 秋天的站台\n{line}\n{VERSE}")[0][1:] == (None, ())


def test_a_list_of_names_has_no_author():
    assert articles("# 获奖名单\n周晓枫\n何兆林\n韩晓文\n")[0][1:] == (None, ())


@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_a_reader_signs_a_letter_with_place_and_name(mark):
    first, second = mark.format("建议增设母婴室"), mark.format("健身器材该修了")
    page = f"{first}\n记者 何云\n{OPEN}江苏无锡 读者 顾晓岚\n{second}\n{TEXT}河南洛阳　史永强\n"
    assert [credit for _, credit, _ in articles(page)] == [
        "记者 何云\n江苏无锡 读者 顾晓岚",
        "河南洛阳　史永强",
    ]


def test_rows_of_places_and_names_are_signed_by_nobody():
    page = f"# 评选结果揭晓\n{OPEN}江苏无锡 读者 顾晓岚\n河南洛阳 史永强\n安徽合肥 何云生\n"
    assert articles(page)[0][1] is None


@pytest.mark.parametrize(("line", "names"), NAMED["placed"])
@pytest.mark.parametrize("form", ["{}", "（{}）", "({})"])
@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_who_wrote_a_letter_signs_it_with_a_place_or_an_office(mark, form, line, names):
    first, second = mark.format("建议增设母婴室"), mark.format("健身器材该修了")
    signed = form.format(line)
    page = f"{first}\n记者 何云\n{OPEN}{signed}\n{second}\n{TEXT}{signed}\n"
    assert [credit for _, credit, _ in articles(page)] == [f"记者 何云\n{signed}", signed]
    assert articles(page)[1][2] == tuple(names)


@pytest.mark.parametrize("body", ["（丰埠市政府办公室）", "(豐埠市公安局)", "（临州市供电公司）"])
@pytest.mark.parametrize("mark", ["# {}", "{}"])
def test_a_body_that_answers_a_letter_closes_it(mark, body):
    first, second = mark.format("建议增设母婴室"), mark.format("健身器材该修了")
    page = f"{first}\n记者 何云\n{OPEN}{body}\n{second}\n{TEXT}{body}\n"
    assert [credit for _, credit, _ in articles(page)] == [f"记者 何云\n{body}", body]


@pytest.mark.parametrize(("line", "names"), NAMED["placed"])
@pytest.mark.parametrize("mark", ["# {}", "{}"])
@pytest.mark.parametrize("greeting", ["编辑同志：", "編輯先生：", "编者："])
def test_a_letter_is_signed_where_another_text_follows(greeting, mark, line, names):
    first, second = mark.format("健身器材该修了"), mark.format("一条路走出大山")
    page = f"{first}\n{greeting}{TEXT}{line}\n本报讯 {OPEN}{second}\n本报讯 {OPEN}"
    title, credit, reporters = articles(page)[0]
    assert (title, credit, reporters) == (["健身器材该修了"], line, tuple(names))


def test_a_heading_that_says_of_whom_a_section_tells_signs_nothing():
    page = f"# 三位工匠\n{OPEN}临州市机床厂工人 张大力\n{TEXT}临州市纺织厂工人 李小兰\n{TEXT}"
    assert articles(page)[0][1:] == (None, ())


@pytest.mark.parametrize("line", ["市图书馆馆长 周明远", "周明远"])
@pytest.mark.parametrize("colon", ["：", ":"])
@pytest.mark.parametrize("mark", ["# {}", "{}"])
def test_who_answers_in_an_interview_is_not_its_author(mark, colon, line):
    first, second = mark.format("老馆长谈读书"), mark.format("一条路走出大山")
    asked = f"记者{colon}您是哪一年来的？\n周明远{colon}一九八四年。\n"
    page = f"{first}\n{line}\n{asked}{TEXT}{second}\n记者 何云\n{OPEN}"
    assert all("周明远" not in reporters for _, _, reporters in articles(page))


@pytest.mark.parametrize("author", ["文：水月", "文/水月", "作者：水月", "○　陆　桔", "◎　陆　桔"])
def test_a_pen_name_is_told_by_the_word_or_the_sign_before_it(author):
    assert [credit for _, credit, _ in articles(f"# 阿公的戏箱\n{author}\n{TEXT}")] == [author]


@pytest.mark.parametrize("line", ["文：水月洞天里的老戏台", "○ 三〇二室", "文水月城"])
def test_what_names_nobody_is_text(line):
    assert [credit for _, credit, _ in articles(f"# 阿公的戏箱\n{line}\n{TEXT}")] == [None]


def test_a_headline_with_its_author_opens_an_article_below_text_that_lost_its_own():
    page = f"从此他每天都来。\n# 灶膛里的火\n□ 霍青萍\n{TEXT}# 方言里的甜\n□ 林晓\n{OPEN}"
    assert articles(page) == [
        ([], None, ()),
        (["灶膛里的火"], "□ 霍青萍", ("霍青萍",)),
        (["方言里的甜"], "□ 林晓", ("林晓",)),
    ]


def test_what_is_marked_below_an_author_heads_a_section():
    page = f"# 秋日散记\n□ 霍青萍\n**柿子**\n{TEXT}**落叶**\n{OPEN}"
    read = read_page(page, Curation()).articles[0]
    told = [(unit.role, unit.text(page)) for unit in read.units if unit.role != "body"]
    assert told == [("title", "秋日散记"), ("heading", "柿子"), ("heading", "落叶")]
