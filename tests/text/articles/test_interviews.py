"""Turns of an interview go to it, and not to another that asks and answers otherwise."""

from __future__ import annotations

from juku.records import Curation
from juku.text.pages import read_page

FERRY = [
    "# 船工的新饭碗",
    "渡口停航三个月了，记者在桥头见到了老船工陈水生。",
    "记者：船停了，人去了哪里？",
    "陈水生：三十七个人里，有二十个进了景区的船队，其余的上了岸。",
    "记者：上岸的人习惯吗？",
    "陈水生：头一个月都说腰疼，后来慢慢就好了，还学会了烧茶。",
]
SCHOOL = [
    "# 山里来了音乐老师",
    "周一清早，音乐老师何立春背着手风琴走进了石桥村小学。",
    "问：为什么到山里来？",
    "答：孩子们写信问我，手风琴里是不是住着一只鸟。",
]


def bodies(lines):
    page = "\n\n".join(lines) + "\n"
    return [
        [unit.text(page) for unit in one.units if unit.role == "body"]
        for one in read_page(page, Curation()).articles
    ]


def test_a_question_right_behind_a_lead_begins_an_interview_of_its_own():
    asks = [*SCHOOL[:2], "记者：为什么到山里来？", f"何立春：{SCHOOL[3][2:]}"]
    assert bodies([*FERRY, *asks]) == [FERRY[1:], asks[1:]]


def test_an_answer_is_of_the_interview_whose_turns_begin_so():
    assert bodies([*FERRY, *SCHOOL]) == [FERRY[1:], SCHOOL[1:]]


def test_a_turn_carries_on_no_half():
    half = "陈水生：头一个月都说腰疼，后来慢慢地就在"
    first, _ = bodies([*FERRY[:5], half, *SCHOOL[:2], "陈水生：桥头缺个茶摊，我来摆。"])
    assert half in first
