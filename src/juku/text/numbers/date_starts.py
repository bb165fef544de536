"""Where a date may start, and which readers to ask there.

Three looks, each at what the one before it left: at the first characters of all words and behind
all figures of the text together (``places``), at the figures and what is behind them, and at last
the readers themselves, of which only those are asked that can read what stands there. ``read``
gives what asking all would give.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.numbers import date_months as months
from juku.text.numbers import date_words as words
from juku.text.numbers import date_years as years
from juku.text.numbers.date_days import JOIN, JOINS, MORE, N, read_day
from juku.text.vocabulary.joined import Runs, Shapes

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from juku.text.numbers.date_words import Said, Told
    from juku.text.vocabulary.joined import Joined

    Reader = Callable[[str, int, Told], Said | None]

_DIGITS = "0123456789"
_FIGURES = _DIGITS + "〇零一二两三四五六七八九十百廿卅"
_OF_UNITS = "年天日个月周"
_SOME = "几些数"
_HAN = "".join(map(chr, range(0x4E00, 0xA000)))
_WORDS = Shapes(
    [
        ("今", "天日晚晨夜早午年明春夏秋冬", ""), ("昨", _HAN + "(（", ""),
        ("明", "天日晚晨夜早午年", ""), ("去", "年今夏秋冬", ""), ("前", "天年不些", ""),
        ("今明去前", "(（", _FIGURES), ("上", "年", ""), ("元", "月", ""),
        ("后", "天年", ""), ("大", "前后", ""), ("日", "前", ""), ("最", "近", ""),
        ("近", "日期年来几些数半百两二三四五六七八九十一" + _DIGITS, ""),
        ("当", "天晚日年月", ""), ("同", "年月日", ""), ("次翌", "日年晨晚", ""), ("公", "元", ""),
        ("农阴夏旧古", "历", ""), ("正腊冬", "月", "初十廿二三"),
        ("明", "后", "天两2"), ("民", "国", ""), ("令", "和", ""),
        ("平昭大明", "成和正治", _FIGURES + "元"), ("本", "年月周季星", ""), ("这", "月周星", ""),
        ("上下", "月周季星", ""), ("周", "一二三四五六日", ""),
        ("年月", "初底末", ""), ("岁", "末", ""), ("首", "季", ""),
        ("这下", "个", "月季周星礼"), ("上", "个", "月季周星礼世"), ("上", "上", "周星礼月个"),
        ("下", "下", "月个"),
        ("上下", "半", "年"), ("上本", "世", "纪"), ("星", "期", "一二三四五六日天"),
        ("礼", "拜", "一二三四五六日天"), ("这", "几些两", _OF_UNITS), ("前", "几", _OF_UNITS),
        ("过", "去", "的这半" + _SOME + _FIGURES), ("未", "来", "的这半" + _SOME + _FIGURES),
        ("今", "后", "的这半" + _SOME + _FIGURES), ("此", "后", "的这半" + _FIGURES),
        ("前", "两二三四五六七八九十一" + _DIGITS, "个季月" + _FIGURES),
        ("头首", "两二三四五六七八九十一" + _DIGITS, "个季月" + _FIGURES),
        ("几数", "年天日周", "前后之以来"), ("几数", "个", "月"), ("数", "月", "前后之以"),
        ("几数", "十百千万亿", _OF_UNITS + "万亿"), ("千", "百", "年"), ("多", "年", "前后之以来"),
        ("半", "年月", "多之以前后来"), ("半", "个", "多来月世"),
        ("连", "日年月", "来"), ("不", "久", "前"),
        ("早", "些", "时"), ("第", "一二三四1234", "季、和至到—-~"),
        ("本上下新", "财会", "年政计"), ("今上下这", "个", "财会"),
        ("“「", "一二三四五六七八九十", "一二三四五六七八九"),
    ]
)  # fmt: skip
"""The first three characters of a date that no figure starts."""
_NUMBER = re.compile(f"[{_FIGURES}]+")
_YEAR = "(?:1[0-9]|2[01])[0-9]{2}|[〇零一二三四五六七八九]{4}"
_NUMBERS = [
    ("年 ", rf"(?:{_YEAR}) ?年"),
    ("年", rf"1[0-4][0-9]年{years.IN_MINGUO}"),
    ("年", "0[0-9]年|[四五六七八九][〇零一二三四五六七八九]年"),
    ("月日 ", rf"(?:{N}) ?[月日]"),
    ("年月日号" + JOINS, rf"(?:{N}|{_YEAR})(?: ?[年月日号])?{JOIN}[{_FIGURES}]{{1,4}} ?[年月日号]"),
    ("-/.", r"[12][0-9]{3}[-/.][0-9]{1,2}[-/.][0-9]"),
    ("世 ", rf"(?:{N}) ?世纪"),
    ("季", "[一二三四1-4]季度"),
    (JOINS + "、和", "[一二三1-3](?:[、和至到~-]|—{1,2})第?[二三四2-4]季度"),
    ("年 ", rf"[{_FIGURES}]+ ?年代"),
    ("、", rf"(?:[1-9]0|[一二三四五六七八])、[{_FIGURES}]+ ?年代|(?:{N}){MORE} ?[月日]"),
    ("、和", f"(?:{_YEAR})[、和](?:{_YEAR})"),
    (
        "多余几来年月天周个星世",
        rf"[{_FIGURES}]+[多余几来]?(?:[年天周]|个?[多来]?(?:月|星期)|(?:个[多来]?|[多来])世纪)多?(?:来|[之以]?[前后])",
    ),
    ('”"」时期以计', rf"[{_FIGURES}]+[”\"」]?(?:计划)?(?:时期|期间|以来)"),
    (".多余几千万亿", rf"[{_FIGURES}]+(?:\.[0-9]+)?{words.SCALED}年(?:[之以]?前|以?来)"),
    ("财会学年-/至—~", words.FISCAL),
]
"""What a date that starts with figures looks like, by the character behind these."""
NUMBERED = {
    behind: re.compile("|".join(look for behinds, look in _NUMBERS if behind in behinds)).match
    for behinds, _ in _NUMBERS
    for behind in behinds
}
"""By the character behind figures, what matches where a date may start with them."""
_FIGURE_RUNS = Runs(_FIGURES)
_BEHIND_FIGURES = Shapes(
    [
        ("年月日", ""), ("号", JOINS), ("天周", "来多前后之以"), ("个", "月星世多来"),
        ("世", "纪"), ("星", "期"), ("财会学", "年政计务"), ("计", "划"), ("、和", "第" + _FIGURES),
        ("季", "度"), (" ", "年月日号世" + JOINS), ("多余几来", "年月天周个千万亿多余星世"),
        ("千万亿", "千万亿多余几年" + _FIGURES), ("-/.", _FIGURES), (JOINS, JOINS + _FIGURES),
        ('”"」', "时期以"), ("时", "期"), ("期", "间"), ("以", "来"),
    ]
)  # fmt: skip
"""The first two characters behind figures that start a date."""


def places(joined: Joined) -> list[int]:
    """Where a date may start, in order."""
    view, figures = joined.view, zip(*(each.tolist() for each in runs(joined)), strict=True)
    numbers = [at for at, end in figures if NUMBERED[view[end]](view, at) is not None]
    return sorted(worded(joined).tolist() + numbers)


def worded(joined: Joined) -> NDArray[np.int64]:
    """Where a date may start with a word, in order."""
    return _WORDS.places(joined)


def runs(joined: Joined) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where figures start and end that a date may start with, if ``NUMBERED`` says so too."""
    codes = joined.codes
    starts, ends = _FIGURE_RUNS.places(joined)
    told = _BEHIND_FIGURES.which(codes, ends)
    told = told[codes[starts[told] - 1] != ord("第")]
    return starts[told], ends[told]


def _by_key(rows: list[tuple[str, str, tuple[Reader, ...]]]) -> dict[str, tuple[Reader, ...]]:
    """The readers of each pair of characters, and of each first with any other second.

    A row without second characters is of any; readers are in the order of the rows.
    """
    keys = {
        first + second for firsts, seconds, _ in rows for first in firsts for second in seconds
    } | {first for firsts, _, _ in rows for first in firsts}
    return {
        key: tuple(
            reader
            for firsts, seconds, readers in rows
            if key[0] in firsts and (not seconds or (key[1:] and key[1:] in seconds))
            for reader in readers
        )
        for key in sorted(keys)
    }


BY_WORD = _by_key(
    [
        ('“"「', "十一二三四五六七八九", (words.plan,)),
        ("半", "年多余几来个月", (words.come, words.ago)),
        ("正腊冬", "月", (words.lunar,)),
        ("千", "百", (words.vague,)),
        ("上", "年", (words.vague,)),
        ("过", "去", (words.span, words.vague)),
        ("未", "来", (words.span, words.vague)),
        ("今", "后", (words.span, words.vague)),
        ("最", "近", (words.span, words.vague)),
        ("此", "后", (words.span,)),
        ("近", "的这半" + _FIGURES, (words.span,)),
        ("近", "日期年来几些数", (words.vague,)),
        ("前", "几些数不", (words.vague,)),
        ("这", "几些数两", (words.vague,)),
        ("几数多", "十百千万亿年天日个月周", (words.vague,)),
        ("连", "日年月", (words.vague,)),
        ("当", "天晚日年月", (words.vague,)),
        ("同", "年月日", (words.vague,)),
        ("次翌", "日年晨晚", (words.vague,)),
        ("农阴夏旧古", "历", (words.vague,)),
        ("日", "前", (words.vague,)),
        ("不", "久", (words.vague,)),
        ("早", "些", (words.vague,)),
        ("本上下新", "财会", (words.vague,)),
        ("今上下这", "个", (words.vague,)),
        ("公", "元", (words.vague, years.century, years.from_year)),
        ("今明", "天日晚晨夜早午明后", (words.day,)),
        ("昨", "", (words.day,)),
        ("今明去前", "(（", (words.day, years.from_year)),
        ("前后", "天", (words.day,)),
        ("大", "前后", (words.day, years.from_year)),
        ("上下这本", "上个周星礼", (words.week,)),
        ("周", "一二三四五六日天", (words.week,)),
        ("星", "期", (words.week,)),
        ("礼", "拜", (words.week,)),
        ("上下这本", "个季", (words.quarter,)),
        ("上本", "世", (years.century,)),
        ("今去明前后本", "年", (years.from_year,)),
        ("今", "明春夏秋冬", (years.from_year,)),
        ("去", "今夏秋冬", (years.from_year,)),
        ("民", "国", (words.fiscal, years.minguo, years.from_year)),
        ("令平昭大明", "和成正治", (years.from_year,)),
        ("上下", "半", (years.part,)),
        ("第", "一二三四1234", (years.part,)),
        ("首", "季", (years.part,)),
        ("前头首", _FIGURES, (years.part,)),
        ("的", "上下第首前头一二三四1234", (years.part,)),
        ("上下这本", "个月", (months.from_month,)),
        ("上下", "上下", (months.from_month,)),
        ("元", "月", (months.from_month,)),
        (" ", "上下这本元" + _FIGURES, (months.from_month,)),
        (" ", _FIGURES, (read_day,)),
        ("年月", "初底末", (months.edge,)),
        ("岁", "末", (months.edge,)),
    ]
)
"""Who reads what starts with two characters, in the order of their right to it."""
BY_UNIT = _by_key(
    [
        ('”"」时期以计', "", (words.plan,)),
        ("年月天周", "来多", (words.come,)),
        ("个", "月星世多来", (words.come,)),
        ("星", "期", (words.come,)),
        ("多余几来", "年个月天周星世", (words.come,)),
        ("年月天周", "前后之以多", (words.ago,)),
        ("个", "月星世多来", (words.ago,)),
        ("星", "期", (words.ago,)),
        ("多余几来", "年个月天周星世", (words.ago,)),
        ("月", "初廿", (words.lunar,)),
        ("财会学", "年政计务", (words.fiscal,)),
        ("-/至—~", "0123456789", (words.fiscal,)),
        ("年", "财会学", (words.fiscal,)),
        ("千万亿多余几", "千万亿多余年" + _FIGURES, (words.long_ago,)),
        (".", "0123456789", (months.iso, words.long_ago)),
        ("-/", "0123456789", (months.iso,)),
        ("世", "纪", (years.century,)),
        ("年", "代", (years.century,)),
        (" ", "世年", (years.century,)),
        ("、", "", (years.century, years.listed, months.listed)),
        ("和", _FIGURES, (years.listed,)),
        ("年" + JOINS, "", (years.from_year,)),
        ("季和、" + JOINS, "", (years.part,)),
        ("月、" + JOINS, "", (months.from_month,)),
        ("日号、" + JOINS, "", (read_day,)),
    ]
)
"""Who reads what starts with figures, by the two characters behind these."""


def read(text: str, at: int, told: Told) -> Said | None:
    """The date that starts at ``at``, however much of it is written; ``told`` is brought on."""
    table, key = BY_WORD, at
    if text[at] in _FIGURES:
        table = BY_UNIT
        number = _NUMBER.match(text, at)
        key = number.end() if number else at
    pair = text[key : key + 2]
    readers = table.get(pair)
    for reader in readers if readers is not None else table.get(pair[0], ()):
        said = reader(text, at, told)
        if said is not None:
            return said
    return None
