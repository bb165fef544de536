"""Which story a paragraph is of, by words that few texts have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.records import Curation
from juku.text.mending import telling
from juku.text.pages import read_page

FOREST = ["林权证发到了竹农手里，毛竹林分到了户，冬笋归各家。", "竹农用林权证贷到了款。"]
POWER = ["抽水蓄能电站的第一台机组并网发电。", "电站的上水库和下水库落差四百米。"]
OF_FOREST = "竹农说，有了林权证，毛竹林里的冬笋就是自己的家产。"


def test_a_paragraph_leans_to_the_story_that_has_its_rare_words():
    forest, power = telling.of_all(FOREST), telling.of_all(POWER)
    assert telling.leans(OF_FOREST, forest, power) > 8
    assert telling.leans(OF_FOREST, power, forest) < -8


def test_one_word_counts_for_no_more_than_is_asked_for():
    forest = telling.of_all(FOREST)
    alone = "毛竹林边上的路通了。"
    assert telling.leans(alone, forest, {}) > 5 == telling.leans(alone, forest, {}, 5)
    assert telling.leans(OF_FOREST, forest, {}, 5) > 10


def test_words_of_everyday_and_those_that_both_have_tell_nothing():
    assert telling.words("他们说，这个已经没有了。") == {}
    both = telling.of_all(FOREST + POWER)
    assert telling.leans(OF_FOREST, both, both) == 0


def test_what_is_remembered_of_a_text_cannot_be_changed_by_who_asked():
    with pytest.raises(TypeError):
        telling.words(OF_FOREST)["竹农"] = 0.0


@given(st.lists(st.text(max_size=20), max_size=3), st.text(max_size=30))
def test_what_no_story_has_leans_nowhere(texts, text):
    known = telling.of_all(texts)
    assert telling.leans(text, {}, known) <= 0 <= telling.leans(text, known, {})
    assert telling.leans(text, {}, {}) == 0


def test_paragraphs_by_turns_go_to_the_articles_whose_words_they_have():
    page = (
        f"# 山定了权\n\n{FOREST[0]}\n\n{FOREST[1]}\n\n# 抽水蓄能电站并网\n\n{POWER[0]}\n\n"
        f"{OF_FOREST}\n\n{POWER[1]}\n"
    )
    first, second = read_page(page, Curation()).articles
    assert [u.text(page) for u in first.units if u.role == "body"] == [*FOREST, OF_FOREST]
    assert [u.text(page) for u in second.units if u.role == "body"] == POWER


def test_nothing_is_of_another_article_where_there_is_one_alone():
    page = (
        f"# 山定了权\n\n{FOREST[0]}\n\n{FOREST[1]}\n\n# 抽水蓄能电站并网\n\n{POWER[0]}\n\n"
        f"{OF_FOREST}\n\n{POWER[1]}\n"
    )
    read = read_page(page, Curation(), single=True).articles
    texts = [u.text(page) for one in read for u in one.units if u.role == "body"]
    assert texts == [*FOREST, POWER[0], OF_FOREST, POWER[1]]
