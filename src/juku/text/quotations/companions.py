"""Whether who is named in a clause acts together with another: 丈夫和妻子李红相视一笑.

和 and 与 also stand in the names of bodies (地质与地球物理研究所) and in words (参与, 和平).
"""

from __future__ import annotations

import re

from juku.records import Span
from juku.text.quotations.noun_phrases import PERSON, ending
from juku.text.quotations.phrases import Phrase
from juku.text.vocabulary.person_words import BODIES

_COORDINATE = re.compile(
    "(?<![饱总温柔暖缓平随祥附共谦亲])和(?!平(?![原时日民])|[谐睦蔼煦]|气(?!象))|(?<![参给赠])与(?![会众])"
)
"""Joins two, where it is no part of a word: 参与, 和平."""
_BODY = re.compile(
    rf"[^，、（）()的]*(?:[{''.join(sorted(BODIES - {'行'}))}]|科|系|中心|大学|公司)"
)
"""Behind a conjunction in the name of a body: 与地球物理研究所."""
_BOTH = re.compile(
    "[和与](?P<other>[^，。的和与]{2,8}?)(?:异口同声|不约而同|齐声|同声|一起|一同|一致|都|均)(?![市江匀城])"
)
"""Behind one who says the same as another: 扎西和次仁异口同声地说."""
_NEAR = 30
"""Characters before a conjunction among which whom it joins is looked for."""


def both(narrative: str, one: Span, end: int) -> Span:
    """``one`` who speaks before ``end``, with another who says the same."""
    if one.end == end or narrative[one.end] not in "和与":
        return one
    other = _BOTH.match(narrative, one.end, end)
    return Span(one.start, other.end("other")) if other else one


def joined(narrative: str, start: int, end: int) -> bool:
    """Whether who is named at ``end`` acts with another, named before: A和B, not A与B研究所C."""
    joint = _COORDINATE.search(narrative, start + 1, end)
    if joint is None or _BODY.match(narrative, joint.end(), end) is None:
        return joint is not None
    before = narrative[max(start, joint.start() - _NEAR) : joint.start()]
    other = ending(Phrase(before), len(before))
    return other is not None and other.weight > PERSON
