"""Halves are told from lines that are whole though nothing ends them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.mending import halves, prose, words_met
from juku.text.mending.seams import Seams
from juku.text.vocabulary.marks import is_open

HALVES = [
    ("明确了新时代社会工", "作的重点任务。", "a word is torn"),
    ("会议指出，", "要坚持问题导向。", "after a comma"),
    ("他拿出《红", "楼梦》，翻开第一页。", "inside a title"),
    ("他说：“今年的收成比去", "年好。”大家都笑了。", "inside a quotation"),
    ("同比增长12", "万吨。", "inside a quantity"),
    ("增长2", ".7%，好于预期。", "inside a number"),
    ("这是他为村里做的", "第三件事。", "behind a particle"),
    ("今年雨水好，收成比去年多，村里人都说这样的日子", "让人高兴。", "a long line just stops"),
    ("今年的收成比去年好。", "”他说，明年还要扩大。", "before a closing mark"),
    ("老汉笑着说：", "“今年雨水好，菜便宜。”", "before a quotation that is said"),
    ("这家餐厅的老板", "们都来了。", "before a suffix"),
    ("这项改革受到", "乡亲们的称赞。", "behind a verb that asks for more"),
]
WHOLE = [
    ("老码头今天什么样", "记者在现场看到，工人们正在施工。", "a heading"),
    ("让老人安享晚年", "走进养老院，笑声不断。", "a heading with a verb"),
    ("作出以下决定：", "一、提高标准。", "a list follows"),
    ("县里修通了公路。", "村民们很高兴。", "a full stop"),
    ("一张蓝图绘到底，一任接着一任干", "合同签了，苗子栽了。", "two clauses of one build"),
    ("一台戏唱活一个村", "入夜，锣鼓声响了起来。", "a noun that looks like a particle"),
    ("水清了，鱼回来了", "记者在河边看到，水面很静。", "a heading with 了"),
    ("一把尺子量到底", "之前大多数村子各有各的记法。", "before 之前"),
    ("推进行业协会商会深化改革——", "2015年6月，脱钩改革启动。", "a dash"),
    ("1.登录网站", "2.填写信息", "items with numbers"),
    ("有人说：“好。", "“好。”另一人说。", "a quotation opened again"),
]


@pytest.mark.parametrize(("left", "right", "_name"), HALVES, ids=[case[2] for case in HALVES])
def test_half_is_carried_on(left, right, _name):
    assert Seams(left + "\n" + right, headings_marked=False).carries_on(left, right)


@pytest.mark.parametrize(("left", "right", "_name"), WHOLE, ids=[case[2] for case in WHOLE])
def test_whole_line_is_not(left, right, _name):
    assert not Seams(left + "\n" + right, headings_marked=False).carries_on(left, right)


def test_lines_of_a_list_or_poem_are_never_halves():
    seams = Seams("", headings_marked=True)
    assert not seams.carries_on("我把名字写在沙滩上，", "海水来了又走", listed=True)


def test_a_piece_of_a_paragraph_goes_on_until_a_final_mark():
    seams = Seams("", headings_marked=False)
    assert seams.carries_on("山里娃", "走上大舞台。", half=True)
    assert not seams.carries_on("山里娃。", "走上大舞台。", half=True)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_lines_can_be_asked(left, right):
    seams = Seams(left + right, headings_marked=True)
    assert seams.carries_on(left, right) in (True, False)
    assert is_open(left, right) in (True, False)


def test_a_line_alone_reads_as_prose_or_as_a_headline():
    seams = Seams("", headings_marked=False)
    assert seams.is_prose("他告诉记者，他们一直在等车站的")
    assert not seams.is_prose("多方合力破解难题")
    assert not seams.is_prose("")


def test_only_what_can_be_no_heading_just_stops():
    seams = Seams("", headings_marked=False)
    rest = "窗口搬到了码头上，渔民下船就能办手续。"
    assert seams.stops("去年这里一共进出渔船两万多艘次。为了少跑路，他们已经把办证", rest)
    assert not seams.stops("码头变了样", rest)
    assert not seams.stops("去年这里一共进出渔船两万多艘次。", rest)


LINES = st.text("今年的收成比去年好。！？，、：“””（1在了村民说：据 ", max_size=70)
TAGS = st.sampled_from(["", "n", "v", "r", "uj", "p", "ns"])


@given(LINES.filter(bool), LINES.filter(bool), st.booleans(), TAGS, TAGS)
def test_what_looks_surely_like_prose_scores_so_whatever_the_words_are(
    left, right, over, one, other
):
    score = prose.score(left, right, words_met.Seam(over, one, other, "", ""))
    assert score > prose.LEAST or not prose.surely(left, right)


@given(LINES.filter(bool), LINES.filter(bool))
def test_a_score_depends_on_no_more_than_the_first_characters_of_a_rest(left, right):
    seam = words_met.seam(left[-12:], right[:12])
    assert halves.score(left, right, seam) == halves.score(left, right[: halves.SEEN], seam)


def test_what_stands_at_a_seam_and_elsewhere_is_told_however_often_it_is_asked():
    seams = Seams("今年雨水好，今年雨水好。", headings_marked=False)
    told = seams.fit("今年", "雨水")
    assert told > Seams("", headings_marked=False).fit("今年", "雨水")
    assert {seams.fit("今年", "雨水") for _ in range(2000)} == {told}
