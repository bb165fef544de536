"""Lines between lines of the main text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.build.formats.html_gaps import Line, filled, is_subtitle

HEAD, FIRST, LAST = (0, 4, True), (20, 29, False), (60, 69, False)


def line(first: int, text: str, *, mark: str = "") -> Line:
    """One line of so many characters from ``first`` on."""
    last = first + len(text) - 1
    flags = {name: name == mark for name in ("heading", "bold", "item", "aside", "beside")}
    return Line(first, last, text, **flags)


@pytest.mark.parametrize(
    ("between", "taken"),
    [
        (line(40, "船到了。"), True),
        (line(40, "船到了"), False),
        (line(40, "船到了", mark="item"), True),
        (line(40, "船到了", mark="bold"), True),
        (line(40, "船到了", mark="heading"), True),
        (line(40, "船到了。", mark="aside"), False),
        (line(25, "在正文那一行里面。"), False),
        (line(80, "在正文后面。"), False),
        (line(10, "分享到。"), False),
        (line(10, "——副题", mark="heading"), True),
        (line(6, "一句话有十四个字才不是正文。"), False),
        (line(5, "一句话有十五个字就算是正文。。"), True),
        (line(5, "一句话有十五个字但是没有说完，"), False),
        (line(10, "——副题", mark="beside"), True),
        (line(10, "来源：某报", mark="beside"), False),
        (line(10, "船到了", mark="item"), False),
        (line(10, "船到了", mark="bold"), False),
        (line(40, "船到了", mark="beside"), False),
    ],
)
def test_what_stands_between_is_text_if_it_looks_like_text(between: Line, taken: bool) -> None:
    places = filled([between], [HEAD, FIRST, LAST])
    assert places == sorted([HEAD, FIRST, LAST, *[(between.first, between.last, False)] * taken])


def test_behind_the_text_items_go_on_as_far_as_they_are_sentences() -> None:
    items = [line(80, "船到了。", mark="item"), line(90, "他走了；", mark="item")]
    rest = [line(100, "投稿邮箱", mark="item"), line(110, "他来了。", mark="item")]
    taken = [(80, 83, False), (90, 93, False)]
    assert filled([*items, *rest], [HEAD, FIRST, LAST]) == [HEAD, FIRST, LAST, *taken]


def test_without_text_nothing_is_taken() -> None:
    assert filled([line(40, "船到了。")], [HEAD]) == [HEAD]


@pytest.mark.parametrize(
    ("first", "taken"), [(2, False), (5, True), (15, True), (16, False), (30, True), (29, False)]
)
def test_a_line_that_meets_one_that_was_found_is_not_taken_twice(first, taken):
    between = line(first, "——副题题" if first < 20 else "船到了。。", mark="heading")
    places = filled([between], [HEAD, FIRST, LAST])
    assert places == sorted([HEAD, FIRST, LAST, *[(first, first + 4, False)] * taken])


@pytest.mark.parametrize(
    ("above", "mark", "taken"),
    [("要闻", "beside", True), ("要闻", "heading", False), ("2024-11-04", "beside", False)],
)
def test_right_above_the_headline_stands_a_kicker(above, mark, taken):
    lines = [line(0, "首页", mark="beside"), line(10, above, mark=mark)]
    places = [(20, 24, True), (30, 39, False)]
    kicker = [(10, 9 + len(above), False)] * taken
    assert filled(lines, places) == sorted([*places, *kicker])


def test_without_a_headline_before_the_text_nothing_leads_in():
    lines = [line(0, "要闻", mark="beside"), line(10, "——副题", mark="heading")]
    for head in ([], [(70, 75, True)]):
        assert filled(lines, [FIRST, LAST, *head]) == [FIRST, LAST, *head]


@pytest.mark.parametrize(
    ("text", "found"),
    [("题" * 60, True), ("题" * 61, False), ("2024年1月的船", False), ("2024年的船", True)],
)
def test_a_subtitle_has_no_more_than_sixty_characters_and_does_not_begin_a_day(text, found):
    assert is_subtitle(text) is found


KINDS = st.sampled_from(["", "heading", "bold", "item", "aside", "beside"])
TEXTS = st.sampled_from(
    ["船到了", "船到了。", "他走了；", "来源：报", "一句话有十五个字就算是正文。。"]
)


@st.composite
def pages(draw):
    """Lines one after another, of which some are found, one of them perhaps the headline."""
    lines = []
    for text, kind in draw(st.lists(st.tuples(TEXTS, KINDS), min_size=3, max_size=8)):
        lines.append(line(lines[-1].last + 2 if lines else 0, text, mark=kind))
    found = sorted(draw(st.sets(st.sampled_from(range(len(lines))), max_size=4)))
    head = draw(st.sampled_from([None, *found]))
    return lines, found, head


@settings(max_examples=400)
@given(pages())
def test_each_line_is_taken_for_what_it_is_and_where_it_stands(page):
    """The same said of one line at a time."""
    lines, found, head = page
    text = [at for at in found if at != head]
    taken = set(found)
    headed = head is not None and bool(text) and head < text[0]
    for at, one in enumerate(lines if text else []):
        final = one.text[-1] in "。；"
        if at in found or one.aside:
            continue
        if text[0] < at < text[-1]:
            wanted = one.heading or one.bold or one.item or final
        elif headed and head < at < text[0]:
            named = one.beside and one.text != "来源：报"
            wanted = one.heading or named or (final and len(one.text) >= 15)
        elif headed and at == head - 1:
            wanted = one.beside and one.text != "来源：报"
        else:
            before = range(text[-1] + 1, at + 1)
            wanted = at > text[-1] and all(
                each != head and lines[each].item and lines[each].text[-1] in "。；"
                for each in before
            )
        if wanted:
            taken.add(at)
    places = [(lines[at].first, lines[at].last, at == head) for at in found]
    assert filled(lines, places) == [
        (lines[at].first, lines[at].last, at == head) for at in sorted(taken)
    ]
