"""Clauses that say what a speaker does while speaking, and not who that is: 紧紧拉着战士的手."""

from __future__ import annotations

import re

from juku.text.vocabulary import jieba_dictionary
from juku.text.vocabulary.person_words import PEOPLE, TITLE

_HOW = (
    "(?:(?:紧紧|轻轻|静静|默默|久久|死死|牢牢|深深|缓缓|慢慢|狠狠|远远|呆呆|悄悄|匆匆|频频|连连|重重|高高"
    "|只是|一直|仍然|依然|马上|连忙|赶忙|急忙|赶紧|立刻|立即|然后|接着|忽然|突然|再次|再三|多次|总是|常常|反复"
    "|当场|当众|亲手|深情|热情|激动|用力|用手|伸手|抬手|不停|不断|不住|转身|回头|俯身|弯腰|起身|走?上前"
    "|一把|[一单双两]手|一[边面]|一个劲儿?|[\u4e00-\u9fff]{2}(?=地)|依依不舍|颤颤巍巍|小心翼翼)地?"
    "|[只又还也便就才仍却边紧轻])"
)
_ACTS = re.compile(
    f"{_HOW}{{0,3}}(?:[拉握攥抓牵挽扶搂抱捧举端拿提拎指望看盯瞪瞧拍摸捏揪扯拽捂摇晃拄擦抹揉搓捶拿]"
    "|凝视|注视|抚摸|打量|环顾|眺望|遥望|端详|搀扶|拥抱|依偎)(?:[着住]|起(?!来)|紧(?=[了他她我你])|过(?=[^去来]))"
)
"""Begins such a clause; a verb without its particle may begin a word."""
_MANNER = re.compile("[笑哭喊叫嚷吼叹喘]着")
"""A clause that says how it is said, and no more."""
_LIMB = re.compile(
    "(?:^|[双两小大左右老只])手[臂腕指掌心背]?$|(?:胳膊|肩膀?|头|脸|背|脚|腿|腰|眼睛?)$"
)
"""Ends it with what somebody else has, which is no person."""
_HE = frozenset("他她我们")
_THINGS = frozenset("nsft")
"""First letters of the dictionary's tags of things, places, sides and times."""


def is_all(clause: str) -> bool:
    """Whether a clause is no more than an act and what it is done to.

    >>> is_all("紧紧拉着战士的手"), is_all("双手捧着奖状"), is_all("捧着奖状的女孩")
    (True, True, False)
    """
    act = _ACTS.match(clause)
    if act is None:
        return _MANNER.fullmatch(clause) is not None
    # 看着工人把乳白色的管子对准接口: what is done there describes nobody.
    done = clause.find("把", act.end())
    of = clause.rfind("的", act.end(), len(clause) if done < 0 else done) + 1
    return of == 0 or not _may_be_person(clause[of:])


def _may_be_person(noun: str) -> bool:
    """Whether the noun that an act is a part of the description of may be who acts."""
    if noun == "" or _LIMB.search(noun):
        return False
    if noun[-1] in PEOPLE or noun[-1] in _HE or TITLE.search(noun):
        return True
    *_, (_, tag) = jieba_dictionary.tagged(noun, guess=False)
    return tag[0] not in _THINGS or tag.startswith("nr")
