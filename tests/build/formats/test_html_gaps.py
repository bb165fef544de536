"""Lines between lines of the main text."""

from __future__ import annotations

import pytest

from juku.build.formats.html_gaps import Line, filled

HEAD, FIRST, LAST = (0, 4, True), (20, 29, False), (60, 69, False)


def line(first: int, text: str, *, mark: str = "") -> Line:
    """One line of so many characters from ``first`` on."""
    last = first + len(text) - 1
    flags = {name: name == mark for name in ("heading", "bold", "item", "aside")}
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
        (line(6, "一句足够长的话可以是正文。。。"[:14] + "。"), False),
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
