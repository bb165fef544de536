"""What the tables of plain quantities tell is what the rules say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.text.numbers import amounts, quantities, quantity_plain, quantity_rules, units
from juku.text.vocabulary.joined import join
from juku.text.vocabulary.tables import words

NUMERALS = words(
    "1 5 8 30 05 0.5 3.5 1,234 8400万 3千 一 二 两 三 十 十五 三四 三四十 三十 零 零四 "
    "九七 八五 85 1998 2024 1億2,300萬 二百 千 百万 "
    "三万 四亿 零万 3兆 2兆5000亿 二〇二四 几 数十 半 壹佰 ５ ３０ 三萬"
)
BEFORE = words(
    "约 近 附近 超 超过 中超 大于 达到 为 多 上 过 零下 负 - : 第 “ 分 共 拘留 为期 小时 时 点 $ A "
    "的 在 四通 每 元 角 天 亩 死 胜 降 占 光绪 同治 昭和 三元 七天 3死 时28分 14时5分 不止 "
    "了 得 落后 每斤 卖 涨到 牛 春 试行 为期 学前 等了 每天 有 所有 出示了"
)
BEHIND = words(
    "多 余 几 来 半 以上 左右 以内 上下 开外 至 到 — - 、 / 1 5 三 之 分之 大 大赛道 级 制 次 会议 "
    "代表 分 中全会 里 屯 山 村 及以上 或以下 出头 5伤 三伤 两负 载 "
    "数 庭 长 行 人 家 内 时间 行政拘留 的 。 ， 五载 张 两头 頭 單 "
    "倒 轮 人 井 家庭 村民 一斤 涨到 形 大楼 期间 间 比洞 球 百货商店 件 来 度 汽车制造厂"
)
UNITS = [*units.MEASURES, *units.CLASSIFIERS, *units.ORDINAL, *words("萬 點 個月 個 間 ％ % ‰ 負")]
pieces = st.sampled_from([*BEFORE, " ", ""])
behind = st.sampled_from([*BEHIND, *UNITS, *quantity_rules.PLACES, " ", "", "\0"])
news_like = st.tuples(
    pieces, st.sampled_from(NUMERALS), st.sampled_from([*UNITS, "", " "]), behind, behind, behind
).map("".join)


def _told(text):
    """What the tables and what the rules say of each numeral of ``text``."""
    joined = join([text])
    for run in amounts.CANDIDATE.finditer(joined.view):
        place = (joined.view, joined.text, *run.span())
        if joined.view[run.start() - 1] != "第":
            yield quantity_plain.read(*place), quantities.by_rules(*place)


@given(news_like)
@settings(max_examples=5000, deadline=None)
def test_what_tables_tell_is_what_the_rules_say(text):
    for plain, by_rules in _told(text):
        assert plain in (quantity_plain.UNSURE, by_rules)


@given(st.text(max_size=30))
def test_what_tables_tell_is_what_the_rules_say_of_any_text(text):
    for plain, by_rules in _told(text):
        assert plain in (quantity_plain.UNSURE, by_rules)


@pytest.mark.parametrize("unit", sorted(set(UNITS)))
@pytest.mark.parametrize("numeral", ["8", "120", "三", "三十", "一"])
def test_of_every_unit_tables_tell_what_the_rules_say(unit, numeral):
    for behind in ("", "。", " 人", *unit):
        for plain, by_rules in _told(f"有{numeral}{unit}{behind}"):
            assert plain in (quantity_plain.UNSURE, by_rules)


PLAIN = [
    *words("有5名队员 近30人。 涨3.5%， 又8被 走三公里。 一人。 三年、 达8400万。 写1,234，"),
    *("数百人死", "约几十名，", "用 20 分钟完成", "约20多名，", "三百余家"),
]


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_plain_asks_no_rule(text):
    assert quantity_plain.UNSURE not in [plain for plain, _ in _told(text)]
