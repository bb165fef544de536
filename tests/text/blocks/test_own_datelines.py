"""A dateline on its own line begins what stands below, or closes what stands above."""

from __future__ import annotations

import pytest

from juku.records import Curation
from juku.text.pages import read_page

ONE = "县里去年修通了最后一段公路，从乡里到县城只要四十分钟。\n"
TWO = "清晨的码头上人来人往，渔船一艘接一艘靠岸，鱼市里早已热闹起来。\n"
THREE = "老渔民算了一笔账，一年能多挣两万元。\n"
DATELINES = [
    "新华社西安8月19日电",
    "**新华社西安8月19日电**",
    "新华社西安8月19日电（记者 林晓）",
    "中新网西安8月19日电 (记者 林晓)",
    "据新华社西安8月19日电",
    "本报讯",
    "**本报讯（记者 林晓）**",
    "本报讯 记者林晓 陈海报道",
]


def told(page):
    read = read_page(page, Curation())
    return [
        (
            "".join(unit.text(page) for unit in one.units if unit.role == "title"),
            one.dateline,
            one.credit,
            [unit.text(page) for unit in one.units if unit.role == "body"],
        )
        for one in read.articles
    ]


def bare(dateline):
    return dateline.strip("*")


@pytest.mark.parametrize("dateline", DATELINES)
@pytest.mark.parametrize("mark", ["# {}", "## {}", "**{}**", "{}"])
def test_under_a_headline_it_begins_the_article(dateline, mark):
    first, second = mark.format("一条路走出大山"), mark.format("老码头的新生活")
    page = f"{first}\n\n本报记者 何云\n\n{ONE}\n{second}\n\n{dateline}\n\n{TWO}\n{THREE}"
    assert told(page) == [
        ("一条路走出大山", None, "本报记者 何云", [ONE.strip()]),
        ("老码头的新生活", bare(dateline), None, [TWO.strip(), THREE.strip()]),
    ]


@pytest.mark.parametrize("mark", ["# {}", "**{}**"])
def test_behind_a_text_and_before_a_headline_it_is_a_credit(mark):
    first, second = mark.format("一条路走出大山"), mark.format("老码头的新生活")
    page = f"{first}\n\n{ONE}\n新华社西安8月19日电\n\n{second}\n\n本报讯 {TWO}"
    assert told(page) == [
        ("一条路走出大山", None, "新华社西安8月19日电", [ONE.strip()]),
        ("老码头的新生活", "本报讯", None, [TWO.strip()]),
    ]


def test_at_the_end_of_a_page_it_is_a_credit():
    page = f"# 一条路走出大山\n\n{ONE}\n新华社西安8月19日电\n\n责任编辑：何云\n"
    assert told(page) == [("一条路走出大山", None, "新华社西安8月19日电", [ONE.strip()])]


def test_a_byline_may_stand_above_it():
    page = f"# 一条路走出大山\n\n本报记者 何云\n\n新华社西安8月19日电\n\n{ONE}"
    assert told(page) == [("一条路走出大山", "新华社西安8月19日电", "本报记者 何云", [ONE.strip()])]


def test_a_repeat_below_it_does_not_take_it_along():
    long = "未来六天，这届博览会将见证超大规模市场的魅力，汇聚各国合作的愿望。\n"
    page = f"# 甲地开会\n{long}# 老码头的新生活\n新华社西安8月19日电\n{long}{TWO}{THREE}"
    assert told(page)[1] == (
        "老码头的新生活",
        "新华社西安8月19日电",
        None,
        [TWO.strip(), THREE.strip()],
    )


def test_the_colon_behind_a_bold_dateline_is_of_it():
    page = f"# 老码头的新生活\n\n**本报讯**：{TWO}"
    assert told(page) == [("老码头的新生活", "本报讯：", None, [TWO.strip()])]


@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_a_long_subtitle_of_dashes_stands_between(mark):
    dashes = (
        "——来自东海之滨三个渔村和一个岛的调查，老渔民和他们的儿女正在把码头变成一座海上的博物馆"
    )
    first, second = mark.format("一条路走出大山"), mark.format("老码头的新生活")
    page = f"{first}\n本报记者 何云\n{ONE}{second}\n{dashes}\n新华社西安8月19日电 {TWO}{THREE}"
    assert told(page)[1] == (
        "老码头的新生活",
        "新华社西安8月19日电",
        None,
        [TWO.strip(), THREE.strip()],
    )


def test_a_sentence_behind_dashes_is_text():
    page = f"# 老码头的新生活\n——加强渔港建设，鱼市里早已热闹起来。\n{TWO}"
    assert told(page)[0][3] == ["——加强渔港建设，鱼市里早已热闹起来。", TWO.strip()]


@pytest.mark.parametrize("names", ["（唐文静）", "(袁慧敏)", "（欧阳秋实）", "（张雨桐 李国栋）"])
@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_names_in_brackets_close_an_article(names, mark):
    first, second = mark.format("一条路走出大山"), mark.format("老码头的新生活")
    page = f"{first}\n\n新华社西安8月19日电 {ONE}\n{names}\n\n{second}\n\n本报讯 {TWO}{THREE}"
    read = told(page)
    assert [(title, credit) for title, _, credit, _ in read] == [
        ("一条路走出大山", names),
        ("老码头的新生活", None),
    ]


def test_they_may_stand_behind_the_last_sentence():
    page = f"# 一条路走出大山\n{ONE.strip()}（唐文静）\n# 老码头的新生活\n{TWO}"
    assert told(page)[0] == ("一条路走出大山", None, "（唐文静）", [ONE.strip()])


def test_a_second_credit_is_of_the_text_below_it():
    page = f"# 一条路走出大山\n{ONE}（记者 何云）\n□ 本报记者 林晓\n{TWO}# 老码头的新生活\n{THREE}"
    assert [credit for _, _, credit, _ in told(page)] == ["（记者 何云）", "□ 本报记者 林晓"]


def test_but_those_who_took_part_are_of_the_text_above():
    page = f"# 一条路走出大山\n{ONE}（记者 何云）\n（参与采写：林晓）\n{TWO}"
    assert told(page)[0][2] == "（记者 何云）\n（参与采写：林晓）"


def test_a_headline_above_an_authors_line_may_have_a_short_half_below_it():
    page = (
        f"一条路走出大山\n{ONE}（新华社西安8月19日电）\n老码头的新生活\n本报记者 林晓\n"
        f"清晨的码头上人来\n人往，渔船一艘接一艘靠岸，鱼市里早已热闹起来。\n{THREE}"
    )
    title, _, credit, _ = told(page)[1]
    assert (title, credit) == ("老码头的新生活", "本报记者 林晓")


@pytest.mark.parametrize("authors", ["本报记者 林晓 陈海", "□　闻人骏", "本报评论员"])
@pytest.mark.parametrize("blank", [" ", "　", "  "])
@pytest.mark.parametrize("bold", ["{}", "**{}**"])
@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_authors_before_a_text_are_its_dateline(authors, blank, bold, mark):
    first, second = mark.format("一条路走出大山"), mark.format("老码头的新生活")
    page = f"{first}\n\n本报讯 {ONE}\n{second}\n\n{bold.format(authors)}{blank}{TWO}\n{THREE}"
    assert told(page) == [
        ("一条路走出大山", "本报讯", None, [ONE.strip()]),
        ("老码头的新生活", authors, None, [TWO.strip(), THREE.strip()]),
    ]


@pytest.mark.parametrize("dateline", ["新华社西安8月19日电", "**新华社西安8月19日电**"])
def test_above_a_headline_it_begins_what_stands_below_if_the_article_above_has_its_own(dateline):
    page = f"# 一条路走出大山\n\n本报讯 {ONE}\n{dateline}\n\n# 老码头的新生活\n\n{TWO}\n{THREE}"
    assert told(page) == [
        ("一条路走出大山", "本报讯", None, [ONE.strip()]),
        ("老码头的新生活", bare(dateline), None, [TWO.strip(), THREE.strip()]),
    ]


def test_above_a_headline_with_a_dateline_of_its_own_it_is_a_credit():
    page = (
        f"# 一条路走出大山\n\n本报讯 {ONE}\n新华社西安8月19日电\n\n# 老码头的新生活\n\n本报讯 {TWO}"
    )
    assert told(page) == [
        ("一条路走出大山", "本报讯", "新华社西安8月19日电", [ONE.strip()]),
        ("老码头的新生活", "本报讯", None, [TWO.strip()]),
    ]
