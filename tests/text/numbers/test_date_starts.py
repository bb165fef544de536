"""Where a date is read is a place, and the readers asked there are all that could read it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from juku.text.numbers import date_days, date_months, date_starts, date_words, date_years
from juku.text.numbers.date_words import Told
from juku.text.vocabulary.joined import join
from juku.text.vocabulary.tables import words

IN_ORDER = (
    date_words.plan,
    date_words.come,
    date_words.ago,
    date_words.span,
    date_words.vague,
    date_words.lunar,
    date_words.fiscal,
    date_words.day,
    date_words.week,
    date_words.quarter,
    date_months.iso,
    date_years.century,
    date_years.from_year,
    date_years.part,
    date_months.from_month,
    date_days.read_day,
    date_months.edge,
)
WORDS = words(
    "年 月 日 号 个月 个星期 周 天 世纪 年代 季度 半年 上 下 本 这 今 明 昨 去 前 后 大 近 最近 "
    "过去 未来 今后 此后 几 数 多 余 来 之 以 连日 当 同 次 翌 公元 民国 农历正月 不久前 "
    "早些时候 "
    "第 首 头 的 初 底 末 岁末 礼拜 星期 至 到 — - / . “ ” 十五 时期 期间 以来 〇 零 一 二 三 十 "
    "百 两 0 1 2 3 20 2024 19 99 度 份 春节 午 （ ) 上年 同期 元月 元 正月 腊月 初五 廿六 夏历 "
    "甲辰年 半 "
    "世纪 、 首 千百 财年 计划 末 28 和 四季度"
)
FIGURES = "0123456789〇零一二两三四五六七八九十百廿卅"
LOOSELY = re.compile(
    f"(?<![{FIGURES}第])[{FIGURES}]+(?:[多余几来]? ?"
    "(?:[年月日号天周星]|个?[多来]?(?:月|星期|世纪)|季度|财年|[-/.][0-9]|[至到—–~─\\-、和]"
    '|[”"」]?(?:计划|时期|期间|以来))'
    rf"|(?:\.[0-9]+)?{date_words.SCALED}年(?:[之以]?前|以?来))"
    f"|[今昨明](?:[天日晚晨夜早午]|年)|今明|明后|昨|[今明去前][（(]|今[后明春夏秋冬]|去[年今夏秋冬]"
    f"|前(?:[天年些几{FIGURES}]|不久)|上年|元月|[正腊冬]月|千百年"
    f"|后[天年]|大[前后]|日前|近[日期年来几些数半{FIGURES}]|最近|连[日年月]来|不久前|早些时候"
    "|当[天晚日年月]|同[年月日]|[次翌][日年晨晚]|公元|[农阴夏旧古]历|民国|本[年月周季世星]"
    "|这[个月周几些两星]|[上下][个月周季半星]|上[上世]|礼拜|周[一二三四五六日]|星期|过去|未来|此后"
    "|[年月][初底末]|岁末|[头首][两二三四五六七八九十一0-9]|首季|第[一二三四1-4][季、和至到]"
    "|[“「][一二三四五六七八九十]|半年[多之以前后来]|半月[前后]|半个[多来月世]"
    "|几[年天个日周十百千万亿]|数[年天个日月周十百千万亿]|多年[前后来以]"
)
"""What places are taken out of: all that look like the start of a date."""
news_like = st.lists(st.sampled_from([*WORDS, " "]), min_size=1, max_size=7).map("".join)


def ask_all(text, at, told):
    """The first that reads something, of all readers in the order of their right."""
    return next((said for read in IN_ORDER if (said := read(text, at, told)) is not None), None)


@given(news_like, st.sampled_from(["", "，", "每", "1"]), st.none() | st.integers(1, 12))
@settings(max_examples=3000, deadline=None)
def test_those_asked_say_what_all_would_say_and_tell_as_much(text, before, month):
    view, at = f"\0{before}{text}\0", 1 + len(before)
    told = Told(dt.date(2024, 11, 4), None if month is None else 2023, month)
    told_all = replace(told)
    assert date_starts.read(view, at, told) == ask_all(view, at, told_all)
    assert told == told_all


@given(news_like, st.sampled_from(["", "，", "每", "1", "第"]))
@example("、一号", "1")
@settings(max_examples=3000, deadline=None)
def test_no_place_where_a_date_is_read_is_passed_over(text, before):
    joined = join([before + text])
    places = set(date_starts.places(joined))
    for at in range(1, len(joined.view) - 1):
        inside = joined.view[at] in FIGURES and joined.view[at - 1] in FIGURES
        if at in places or inside or LOOSELY.match(joined.view, at) is None:
            continue
        assert date_starts.read(joined.view, at, Told(dt.date(2024, 11, 4))) is None
