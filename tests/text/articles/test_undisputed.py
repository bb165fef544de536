"""What is given without asking every rule is what the rules would give."""

from __future__ import annotations

import gc
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from juku.records import Curation
from juku.text.articles import speakers, undisputed
from juku.text.articles.adjoining import Adjoining
from juku.text.articles.surroundings import Surroundings
from juku.text.blocks import torn_bylines
from juku.text.mending import pulled
from juku.text.mending.seams import Seams
from juku.text.pages import read_page

COLUMNS = Curation(frozenset({"县里的事", "去年以来，这个县的农民开始种苹果。"}))

SENTENCES = [
    "去年以来，这个县的农民开始种苹果。",
    "收入比前年多了一倍，大家都很高兴，老人说：“路修通了，孩子们上学再也不用绕过那座山。”",
    "“苇子硬了。”何桂兰说，“今年割得早。”",
    "馆长周明远站在门口，告诉记者展厅要到下个月才开，在那以前只能从窗户外面看一看里面的陈列和那口老钟",
    "记者问：“这条路是谁修的？",
    "林权证发到了竹农手里，大家都笑了！",
    "，汇聚各国合作的愿望。",
    "”他补充道。",
    "——山里的新路。",
    "图为村民在晒谷。林晓摄",
    "工人在清理地铁站。新华社发",
    "一、",
    "更正。",
]
OTHERS = [
    "# 苹果红了",
    "## 山里的新路",
    "**一条路带来的变化**",
    "多方合力破解难题",
    "——山里的新路",
    "县里的事",
    "新华社北京11月4日电",
    "（记者张三）",
    "（下转第4版）",
    "（上接第1版）",
    "编者按：",
    "更正",
    "（三）",
    "男子单打：林晓",
]


@st.composite
def paragraphs(draw):
    """One or more sentences in a line, perhaps cut in two lines or without their last mark."""
    text = "".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3)))
    at = draw(st.integers(1, len(text) - 1))
    return draw(st.sampled_from([text, text, text, f"{text[:at]}\n{text[at:]}", text[:-1]]))


PAGES = st.lists(
    st.one_of(paragraphs(), paragraphs(), st.sampled_from(OTHERS)), min_size=2, max_size=14
).map("\n".join)


AWAITED = [
    "# 苹果红了",
    "老人把电梯井向外移了一米二，",
    "# 路修通了",
    "，但是大家都很高兴。",
    *SENTENCES[:2],
]
"""The headline of the next story parts two halves; its text is awaited behind the second."""
CAPTION = ["# 苹果红了", SENTENCES[3], SENTENCES[6], SENTENCES[0] + SENTENCES[9], SENTENCES[0]]


@given(PAGES, st.booleans())
@example("\n".join(AWAITED), False)
@example("\n".join(CAPTION), True)
@settings(max_examples=300, deadline=None)
def test_a_page_reads_as_if_every_rule_were_asked_of_every_line(page, single):
    read = read_page(page, COLUMNS, single=single)
    with mock.patch.object(undisputed, "undisputed", return_value=None):
        assert read == read_page(page, COLUMNS, single=single)


LOOKS = [
    (Adjoining, "is_parted", False),
    (pulled._Text, "says_again", True),
    (speakers, "may_begin", True),
    (torn_bylines, "may_be", True),
]
"""What is looked at first, and the answer with which the rules behind it are asked always."""


@pytest.mark.parametrize(("where", "name", "answer"), LOOKS)
@given(page=PAGES, single=st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_page_reads_the_same_without_a_first_look(where, name, answer, page, single):
    read = read_page(page, COLUMNS, single=single)
    with mock.patch.object(where, name, return_value=answer):
        assert read == read_page(page, COLUMNS, single=single)


@given(PAGES, st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_page_reads_the_same_where_words_are_asked_again_each_time(page, single):
    read = read_page(page, COLUMNS, single=single)
    with mock.patch.object(Seams, "_told_by_words", Seams._judged):
        assert read == read_page(page, COLUMNS, single=single)


def test_paragraphs_and_rests_are_given_at_once_and_what_may_be_a_headline_is_not():
    half, rest = SENTENCES[3][:30], SENTENCES[3][30:] + "。"
    lines = [*SENTENCES[:2], "多方合力破解难题", SENTENCES[2], half, rest, SENTENCES[0] * 3]
    given_at_once = []
    plain = undisputed.undisputed

    def asked(page, line):
        story = plain(page, line)
        if story is not None:
            given_at_once.append(line.text)
        return story

    with mock.patch.object(undisputed, "undisputed", asked):
        read_page("\n".join(["# 苹果红了", *lines]), Curation(), single=True)
    assert given_at_once == [*SENTENCES[:3], rest, SENTENCES[0] * 3]


@pytest.mark.parametrize("single", [True, False])
def test_nothing_of_a_page_waits_for_the_collector_of_garbage(single):
    gc.collect()
    gc.disable()
    try:
        read_page("\n".join(["# 苹果红了", *SENTENCES[:5]]), Curation(), single=single)
        assert [one for one in gc.get_objects() if isinstance(one, Surroundings)] == []
    finally:
        gc.enable()
