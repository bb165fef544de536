"""Words that leave a line open, or carry one on, whatever else stands in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juku.text.vocabulary import surnames, transliteration

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

NEVER_FIRST = re.compile(
    r"将(?!军|士|领|来)|也(?!许|门)|都(?!市|会|城|江)|才(?!能|华|子)|却|所(?!以|有|谓|在)|又|一直|表示|认为|"
    r"指出|说(?!起|到|来|白|唱|法|明|服|理)|称(?!赞|号|职)|强调|是(?!的|否|不是)|并(?!不|非|购)|被(?!告|动|子)|已(?!故|知)|正(?!值|是|如|当)|仍|未(?!来)|"
    r"[（(][A-Za-z]"
)
"""Words with which hardly any paragraph begins."""
ADVERBS = frozenset((*"将已正也都还就才不没很最又却仅曾刚均皆更再", "已经", "正在", "以及"))
"""Adverbs, which stand at the end of no heading."""
_GOVERNING = frozenset(
    (
        *("告诉", "拥有", "成为", "来自", "属于", "包括", "超过", "高达", "具有", "位于", "作为"),
        *("实属", "纯属", "堪称", "号称", "变成"),
        *(
            "受到",
            "遭到",
            "遭受",
            "导致",
            "致使",
            "促使",
            "迫使",
            "担任",
            "前往",
            "视为",
            "称为",
            "变成",
        ),
        *("使得", "等于", "处于", "源于", "表示", "认为", "意味着", "予以", "加以", "给予"),
        *("是", "都是", "不是", "就是", "这是", "无法", "即将", "打算", "试图"),
        *("针对", "关于", "由于", "基于", "鉴于", "除了", "按照", "根据", "随着"),
    )
)
"""Verbs and prepositions that say nothing without what stands behind them."""
ASKING = ADVERBS | _GOVERNING
"""Words that ask for more, on any line."""
OPEN_WORDS = ASKING | frozenset(
    (
        *"有让使令想说称他她它我你这那其该某每各一两几并且而或但因",
        *(
            "他们",
            "我们",
            "她们",
            "它们",
            "这些",
            "那些",
            "因为",
            "所以",
            "可以",
            "可能",
            "应该",
            "一个",
            "至少",
            "一种",
        ),
    )
)
"""The same, and words after which hardly any heading ends."""
OPEN_TAGS = frozenset(("uj", "p", "c", "ul", "u", "uz", "ug", "uv", "zg", "ad", "q", "t", "nrt"))
"""Words after which hardly any heading ends: particles, prepositions, conjunctions, measures."""
PARTICLES = OPEN_TAGS - {"q", "t", "nrt"}
"""Of these, what is open even before a word that likes to begin a paragraph."""
_NOUNS = frozenset("村县车物土厂员块组轮园农账牌度")
"""Of one character, which the dictionary does not tell from particles."""
_TORN_NAME = re.compile("[\u3400-\u9fff]·([\u3400-\u9fff])$")
"""The first character of the last part of a foreign name."""


def is_torn_name(left: str, right: str) -> bool:
    """Whether a transliterated name is torn: its last part seldom has one character alone.

    >>> is_torn_name("马其顿总理佐兰·扎", "埃夫及其妻子"), is_torn_name("他叫伯纳斯·李", "马上")
    (True, False)
    """
    found = _TORN_NAME.search(left, max(0, len(left) - 3))
    return (
        found is not None
        and found[1] not in surnames.IN_BYLINES
        and right[:1] in transliteration.IN_PROSE
    )


def is_particle(word: str, tag: str, tags: AbstractSet[str] = PARTICLES) -> bool:
    """Whether the last word of a line leaves it open by what kind of word it is.

    >>> is_particle("的", "uj"), is_particle("村", "zg")
    (True, False)
    """
    return tag in tags and word not in _NOUNS
