"""What is printed twice is found as a comparison of all lines with all lines would find it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.records import Curation
from juku.text import pages
from juku.text.blocks import layout, lines
from juku.text.mending import repeats
from juku.text.mending.seams import Seams
from juku.text.vocabulary.marks import is_final

LONG = "未来六天，这届博览会将见证超大规模市场的魅力，汇聚各国合作的愿望。"
OTHER = "老朋友赴约而来，新面孔不断加入，展台前人头攒动，订单一张接着一张。"
WORDS = ["今年雨水好", "收成比去年多", "村里修了路", "孩子们很高兴", "专家这样说", "大家都来了"]
PROSE = st.lists(st.sampled_from(WORDS), min_size=7, max_size=9).map(lambda w: "，".join(w) + "。")


def found(page):
    printed = lines.printed(layout.cut(page))
    repeats.find(printed, Seams(page, headings_marked=False))
    return [(line.number, line.rule, line.repeat_of) for line in printed if line.aside]


def brute_force(page):
    """Every line against every line before it that is no copy itself."""
    printed = lines.printed(layout.cut(page))
    copies = {}
    for line in printed:
        for earlier in printed[: line.number]:
            same = earlier.text.endswith(line.text)
            if earlier.number not in copies and same and is_final(line.text):
                copies[line.number] = earlier.number
                break
    return set(copies)


@settings(max_examples=200, deadline=None)
@given(st.lists(PROSE, max_size=8))
def test_long_copies_are_those_that_brute_force_finds(paragraphs):
    page = "\n\n".join(paragraphs)
    assert {number for number, _, _ in found(page)} == brute_force(page)


@settings(max_examples=100, deadline=None)
@given(PROSE, st.integers(11, 30))
def test_a_torn_tail_is_found(paragraph, length):
    tail = paragraph[-length:]
    page = f"{paragraph}\n\n{OTHER}\n\n{tail}\n"
    torn = paragraph[-length - 1] != "，"
    assert bool(found(page)) == (torn or length >= 12)


def test_whole_copy_names_its_first_printing():
    assert found(f"{LONG}\n\n{OTHER}\n\n{LONG}\n\n{LONG}\n") == [
        (2, "repeat-whole", 0),
        (3, "repeat-whole", 0),
    ]


def test_short_tail_counts_in_a_run_with_a_long_copy():
    page = f"{OTHER}\n\n{LONG}\n\n中间的另一段话写在这里。\n\n一张接着一张。\n\n{LONG}\n"
    assert [number for number, _, _ in found(page)] == [3, 4]


def test_short_tail_counts_between_two_halves():
    page = f"{LONG}\n\n县里去年修通了最后一段公路，从乡里到县\n\n合作的愿望。\n\n城只要四十分钟。\n"
    assert [number for number, _, _ in found(page)] == [2]


def test_copy_of_a_paragraph_that_was_broken_is_found():
    page = f"{LONG[:12]}\n\n{LONG[12:]}\n\n{OTHER}\n\n{LONG}\n"
    assert found(page) == [(3, "repeat-whole", 0)]


def test_broken_off_first_part_is_found():
    assert found(f"{LONG}\n\n{OTHER}\n\n{LONG[:24]}\n") == [(2, "repeat-head", 0)]


def test_first_sentence_of_a_paragraph_printed_again_is_found():
    assert found(f"{LONG}{OTHER}\n\n{LONG}\n") == [(1, "repeat-head", 0)]
    assert found(f"{OTHER}{LONG}\n\n{OTHER[:18]}。\n") == []
    assert found(f"今年九月，最后一块滩通过了验收。{LONG}\n\n今年九月，最后一块滩通过了验收。\n")
    assert found(f"滩通过了验收，大家都来看。{LONG}\n\n滩通过了验收，大家都来看。\n") == []


def test_slogans_refrains_and_short_answers_are_left_alone():
    meant = ["我爱你，中国！", "绿水青山就是金山银山。", "答：是的。", "（掌声）"]
    page = "\n\n".join(x for text in meant for x in (text, OTHER[: 5 + len(text)] + "。", text))
    assert found(page) == []


def test_heading_printed_again_with_its_paragraph_goes_with_it():
    page = f"{LONG}\n\n**小标题**\n\n{OTHER}\n\n另一段。\n\n{LONG}\n\n**小标题**\n\n结束了。\n"
    assert [number for number, _, _ in found(page)] == [4, 5]


def test_copy_torn_inside_a_dateline_is_found():
    page = f"新华社北京11月4日电（记者张三）　{LONG}\n\n{OTHER}\n\n4日电（记者张三）　{LONG}\n"
    assert [number for number, _, _ in found(page)] == [2]


def test_a_half_printed_twice_before_its_rest_counts_once():
    half = "县里去年修通了最后一段公路，从乡里到县"
    page = f"{OTHER}\n\n{half}\n\n{half}\n\n城只要四十分钟。\n"
    assert [number for number, _, _ in found(page)] == [2]


def test_a_verse_sung_twice_is_meant():
    verse = "众里寻他千百度，蓦然回首，那人却在灯火阑珊处"
    assert found(f"{OTHER}\n\n{verse}\n\n{verse}\n\n歌声在山谷里回荡。\n") == []


HEADLINE = "博览会上的老朋友"
SAYS = "博览会开幕的早晨，老朋友们又坐到了一起，说起头一回来时的情形。"


@pytest.mark.parametrize("marks", ["# ", "## ", ""])
def test_a_headline_printed_again_where_nothing_says_it_is_a_copy(marks):
    page = f"# {HEADLINE}\n\n{SAYS}\n\n{marks}{HEADLINE}\n\n雨下了一夜，河水涨到了桥下。\n"
    assert found(page) == [(2, "repeat-whole", 0)]


@pytest.mark.parametrize(
    "page",
    [
        f"{HEADLINE}\n\n果园里的梨熟了\n\n# {HEADLINE}\n\n{SAYS}\n",
        f"# {HEADLINE}\n\n{SAYS}\n\n# {HEADLINE}\n\n{SAYS.replace('早晨', '傍晚')}\n",
        f"# 老朋友\n\n{SAYS}\n\n# 老朋友\n\n雨下了一夜，河水涨到了桥下。\n",
        f"（记者 何云）\n\n{HEADLINE}\n\n{SAYS}\n\n# 河水上桥\n\n{HEADLINE}\n\n雨下了一夜。\n",
    ],
    ids=[
        "in a table of contents above",
        "over two articles",
        "as short as a label",
        "a subtitle of two articles",
    ],
)
def test_a_headline_that_heads_something_where_it_stands_is_none(page):
    assert found(page) == []


PARTS = {
    "a short tail torn from the midst of a word": (
        "便民服务点开到了家门口，给大家的生活带来了便利。", "活带来了便利。", [2]
    ),
    "a short tail that begins with a word may be meant": (
        "村民们常常说起一句话：绿水青山就是金山银山。", "绿水青山就是金山银山。", []
    ),
    "a short head broken off in the midst of a word": (
        "在特种玻璃领域耕耘多年的德国企业带来了新的应用。", "在特种玻璃领域耕耘多年的德", [2]
    ),
    "the end of a list in a sentence is no sentence that was meant": (
        "新的列车带来了安全、舒适、绿色的出行体验。", "舒适、绿色的出行体验。", [2]
    ),
}  # fmt: skip


@pytest.mark.parametrize(("first", "part", "numbers"), PARTS.values(), ids=list(PARTS))
def test_a_short_part_printed_alone_is_found_where_it_is_torn(first, part, numbers):
    page = f"{first}\n\n{OTHER}\n\n{part}\n\n{LONG}\n"
    assert [number for number, _, _ in found(page)] == numbers


@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_the_headline_above_a_copy_is_a_copy_with_who_wrote_it(mark):
    head = f"{mark.format('老码头的新生活')}\n\n（记者 何云）\n\n{LONG}\n\n"
    assert found(f"{head}{OTHER}\n\n{head}") == [
        (4, "repeat-whole", 0),
        (5, "repeat-whole", 1),
        (6, "repeat-whole", 2),
    ]


@pytest.mark.parametrize("credit", [[], ["（记者 何云）"]], ids=["", "who wrote"])
@pytest.mark.parametrize("again", ["# {}", "**{}**", "{}"])
@pytest.mark.parametrize("mark", ["# {}", "**{}**", "{}"])
def test_a_headline_of_a_word_above_a_copy_is_a_copy_with_who_wrote_it(mark, again, credit):
    below = [*credit, LONG]
    page = "\n\n".join([mark.format("老码头"), *below, OTHER, again.format("老码头"), *below])
    first = len(below) + 2
    copies = [(first + place, "repeat-whole", place) for place in range(len(below) + 1)]
    assert found(page) == copies


ABOVE = {
    "another headline": ["# 老码头", LONG, OTHER, "# 新码头", LONG],
    "no headline, but the text of another": ["# 老码头", LONG, OTHER, LONG],
    "who wrote, below another headline": [
        *("# 老码头", "（记者 何云）", LONG),
        *(OTHER, "# 新码头", "（记者 何云）", LONG),
    ],
}


@pytest.mark.parametrize("paragraphs", ABOVE.values(), ids=list(ABOVE))
def test_what_stands_above_a_copy_alone_is_none(paragraphs):
    last = len(paragraphs) - 1
    of = paragraphs.index(LONG)
    assert found("\n\n".join(paragraphs) + "\n") == [(last, "repeat-whole", of)]


@pytest.mark.parametrize("line", ["（记者 何云）", "新华社北京11月5日电"])
def test_what_ends_the_article_above_a_copy_is_no_copy(line):
    page = f"第一篇的话写在这里。\n\n{line}\n\n{LONG}\n\n{OTHER}\n\n{line}\n\n{LONG}\n"
    assert found(page) == [(5, "repeat-whole", 2)]


def test_a_dateline_over_the_dateline_of_a_copy_is_none():
    dateline = "新华社北京11月5日电\n\n本报讯 今天，渔船靠了岸。\n\n"
    page = f"{OTHER}\n\n{dateline}{LONG}\n\n# 老码头\n\n{dateline}{LONG}\n"
    read = pages.read_page(page, Curation())
    kinds = [block.kind for block in read.blocks if block.kind != "blank"]
    assert kinds[-4:] == ["dateline", "repeat", "repeat", "repeat"]


HALF = "在服务区歇脚的司机跑川藏线十九年，他说能睡四个钟头，货就能"
REST = "平平安安送到家。"
SAID_AGAIN = {
    "a headline without its mark": ("# 十部门整治路上烦心事", "十部门整治路上烦心事"),
    "a headline with its mark": ("# 十部门整治路上烦心事", "# 十部门整治路上烦心事"),
    "a heading of a section": ("**停车难、休息难要破题**", "停车难、休息难要破题"),
    "the first sentence of a paragraph": (
        f"老司机都有一本难念的经。{OTHER}",
        "老司机都有一本难念的经。",
    ),
}


@pytest.mark.parametrize(("first", "again"), SAID_AGAIN.values(), ids=list(SAID_AGAIN))
def test_what_stands_between_two_halves_and_was_printed_before_is_a_copy(first, again):
    page = f"{first}\n\n{LONG}\n\n{HALF}\n\n{again}\n\n{REST}\n"
    assert [number for number, _, _ in found(page)] == [3]


@pytest.mark.parametrize(("first", "again"), SAID_AGAIN.values(), ids=list(SAID_AGAIN))
def test_between_whole_paragraphs_the_same_is_meant(first, again):
    page = f"{first}\n\n{LONG}\n\n{HALF}{REST}\n\n{again}\n\n新的办法下个月起试行。\n"
    assert found(page) == []


BOLD = {
    "again without its mark": ([f"**{LONG}**", OTHER, LONG], [2]),
    "twice again without its mark": ([f"**{LONG}**", OTHER, LONG, LONG], [2, 3]),
    "again with its mark": ([f"**{LONG}**", OTHER, f"**{LONG}**"], [2]),
    "again, first without a mark": ([LONG, OTHER, f"**{LONG}**"], [2]),
    "without its full stop, as headlines are": (
        [f"**{LONG[:-1]}**", OTHER, LONG[:-1], "树叶落了一地。"],
        [],
    ),
    "of a few words": (["**天冷了，大家都来了。**", OTHER, "天冷了，大家都来了。"], []),
    "once": ([f"**{LONG}**", OTHER], []),
}


@pytest.mark.parametrize(("paragraphs", "numbers"), BOLD.values(), ids=list(BOLD))
def test_a_paragraph_in_bold_is_found_again(paragraphs, numbers):
    assert [number for number, _, _ in found("\n\n".join(paragraphs) + "\n")] == numbers


WHOLE = (
    "新建的跨江大桥昨天通车，两岸居民过江不用再等轮渡。大桥全长三千二百米，"
    "桥面上铺了双向六车道，两侧还留出了人行道和观景平台。"
)
BROKEN = {
    "all of it": ((40,), WHOLE, ("repeat-whole", 0)),
    "its first half": ((40,), WHOLE[:40], ("repeat-whole", 0)),
    "its second half": ((40,), WHOLE[40:], ("repeat-whole", 1)),
    "its end, from before the break": ((40,), WHOLE[30:], ("repeat-tail", 0)),
    "its beginning, to behind the break": ((40,), WHOLE[:48], ("repeat-head", 0)),
    "the beginning of its first half": ((40,), WHOLE[:34], ("repeat-head", 0)),
    "a clause of its end": ((40,), WHOLE[46:], ("repeat-tail", 1)),
    "a few words of its end": ((40,), WHOLE[-5:], None),
    "what stands around the break": ((40,), WHOLE[30:48], None),
    "two parts of three": ((30, 50), WHOLE[:50], ("repeat-head", 0)),
    "the last two parts of three": ((30, 50), WHOLE[30:], ("repeat-tail", 1)),
    "the end of the second of three, and the last": ((30, 50), WHOLE[40:], ("repeat-tail", 1)),
    "the first of three": ((30, 50), WHOLE[:30], ("repeat-whole", 0)),
    "the last of three": ((30, 50), WHOLE[50:], None),
}


@pytest.mark.parametrize(("breaks", "again", "copy"), BROKEN.values(), ids=list(BROKEN))
def test_what_is_printed_again_of_a_broken_paragraph_is_of_the_line_that_it_begins_in(
    breaks, again, copy
):
    parts = [WHOLE[one:other] for one, other in pairwise((0, *breaks, len(WHOLE)))]
    page = "\n\n".join([*parts, OTHER, WHOLE, LONG, again, "县里去年修通了路。"]) + "\n"
    copies = [] if copy is None else [(len(parts) + 3, *copy)]
    assert found(page) == [(len(parts) + 1, "repeat-whole", 0), *copies]


def test_a_list_of_headlines_on_top_of_a_page_is_no_copy():
    page = f"十部门整治路上烦心事\n\n# 十部门整治路上烦心事\n\n{LONG}\n\n{HALF}\n\n{REST}\n"
    assert found(page) == []


def test_a_copy_below_a_headline_that_parts_two_halves_stands_between_them():
    first = f"老司机都有一本难念的经。{OTHER}"
    page = f"{first}\n\n{LONG}\n\n{HALF}\n\n# 蓝军当考官\n\n老司机都有一本难念的经。\n\n{REST}\n"
    assert [number for number, _, _ in found(page)] == [4]


def test_a_head_broken_off_before_a_mark_is_found():
    head = OTHER[: OTHER.index("，", 20)]
    page = f"{LONG}\n\n{OTHER}\n\n{HALF}\n\n{LONG}\n\n{head}\n\n{REST}\n"
    assert [number for number, _, _ in found(page)] == [3, 4]
    alone = f"{OTHER}\n\n{LONG}\n\n{head}\n\n县里去年修通了路。\n"
    assert found(alone) == [(2, "repeat-head", 0)]
    assert found(alone.replace(head + "\n", head[-18:] + "\n")) == []


TAIL = "上面只有四个字：水到渠成。"


@pytest.mark.parametrize(
    ("part", "numbers"),
    [(TAIL, [2]), ("四个字：水到渠成。", []), ("水到渠成。", [])],
    ids=["a clause", "less than a clause", "a saying"],
)
def test_a_last_clause_is_no_sentence_that_was_meant(part, numbers):
    page = f"老邻居们凑钱给施工队送来一面锦旗，{TAIL}\n\n{OTHER}\n\n{part}\n\n{LONG}\n"
    assert [number for number, _, _ in found(page)] == numbers


def test_a_copy_may_be_printed_in_parts():
    third = "迎风坡栽草方格，背风坡栽灌木，丘间地栽乔木，成活率提到了七成。"
    whole = f"{LONG}{OTHER}{third}"
    assert found(f"{whole}\n\n县里修通了路。\n\n{LONG}\n\n{OTHER}\n\n{third}\n") == [
        (2, "repeat-head", 0),
        (3, "repeat-part", 0),
        (4, "repeat-tail", 0),
    ]
    apart = f"{whole}\n\n县里修通了路。\n\n{LONG}\n\n村里也修通了路。\n\n{OTHER}\n"
    assert found(apart) == [(2, "repeat-head", 0)]


STACKED = {
    "a headline over another of its rank": ("# 一河清水绕城来", "# 断头路今朝变通途", [3]),
    "a headline over one of a lower rank": ("# 一河清水绕城来", "## 断头路今朝变通途", []),
    "a headline over text": ("# 一河清水绕城来", OTHER, []),
}


@pytest.mark.parametrize(("again", "below", "numbers"), STACKED.values(), ids=list(STACKED))
def test_a_headline_printed_again_that_heads_nothing_is_a_copy(again, below, numbers):
    page = f"# 一河清水绕城来\n\n{LONG}\n\n治河先治岸。\n\n{again}\n\n{below}\n\n{HALF}{REST}\n"
    assert [number for number, _, _ in found(page)] == numbers


def test_the_name_of_a_column_over_each_of_its_articles_is_meant():
    column = "# 记者来信选登"
    page = f"{column}\n\n# 路灯亮了\n\n{LONG}\n\n{column}\n\n# 水井通了\n\n{OTHER}\n"
    assert found(page) == []


LAST_WORDS = {
    "the end of the paragraph before": ("才有底气。", LONG, [3, 4]),
    "no end of it": ("才有盼头。", LONG, [4]),
    "above a copy that begins later": ("才有底气。", LONG[-24:], [4]),
}


@pytest.mark.parametrize(("end", "copy", "numbers"), LAST_WORDS.values(), ids=list(LAST_WORDS))
def test_a_few_last_words_above_a_copy_are_a_copy_too(end, copy, numbers):
    page = (
        f"老支书说，手里有技术，种地才有底气。\n\n{LONG}\n\n{HALF}\n\n{end}\n\n{copy}\n\n{REST}\n"
    )
    assert [number for number, _, _ in found(page)] == numbers
