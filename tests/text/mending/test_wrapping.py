"""Lines of a paragraph that was wrapped to a width are put together again, and no others."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from juku.text.blocks import layout, lines
from juku.text.mending import wrapping

PROSE = st.text(st.sampled_from("天地玄黄宇宙洪荒日月盈昃，"), min_size=50, max_size=160)


def unwrapped(page):
    pieces = layout.cut(page)
    return wrapping.unwrap(lines.printed(pieces), pieces)


@given(st.lists(PROSE, min_size=3, max_size=6), st.integers(16, 30))
def test_paragraphs_wrapped_to_a_width_come_back_whole(paragraphs, width):
    paragraphs = [text.strip("，") + "甲" + "。" for text in paragraphs]
    wrapped = ["\n".join(p[i : i + width] for i in range(0, len(p), width)) for p in paragraphs]
    # Lines that say the same again and again are a refrain, not a paragraph set to a width.
    assume(len({line for one in wrapped for line in one.split("\n")[:-1]}) >= 3)
    read = unwrapped("\n\n".join(wrapped))
    assert [line.text for line in read] == paragraphs


def test_lines_of_their_own_lengths_are_not_wrapped():
    page = "县里去年修通了公路。\n村民们说，路通了，心也就敞亮了。\n孩子们很高兴。\n他走了。\n"
    assert len(unwrapped(page)) == 4


def test_a_line_feed_between_latin_words_of_a_wrapped_paragraph_is_kept():
    words = " ".join(f"the quick brown fox number {n} jumps over the lazy dog" for n in range(7))
    rows = [words[at : at + 33] for at in range(0, 330, 33)]
    page = "\n".join(row.strip() for row in rows)
    read = unwrapped(page)
    assert len(read) == 1
    assert "\n" in read[0].text


def test_a_last_line_short_by_one_ends_its_paragraph_on_a_page_of_fixed_width():
    page = (
        "傍晚六点钮家巷里菜馆的灯一盏\n盏亮了起来。石板路上，骑车下\n"
        "班的居民同拖着行李箱的游客擦\n肩而过，饭菜香飘出很远了。\n"
        "居民开店，客人来\n巷子里的七家民宿，有五家是本\n"
        "地居民开的。旺季时要提前一个\n月预订，房价也不贵。\n"
    )
    read = unwrapped(page)
    assert [line.text[-6:] for line in read] == ["飘出很远了。", "开店，客人来", "房价也不贵。"]


def test_a_short_line_without_a_mark_behind_a_full_last_line_is_no_part_of_its_paragraph():
    page = (
        "星期三上午一辆绿色小货车开进\n山村，侧板一放下来，就成了摆\n"
        "满图书的书架，孩子们来挑书。\n一车书走过九村\n"
        "管理员潘师傅今年五十一岁，开\n这辆书车有七年。七年里，他走\n遍了全县的村子。\n"
    )
    read = unwrapped(page)
    assert [line.text[-6:] for line in read] == ["子们来挑书。", "车书走过九村", "全县的村子。"]
