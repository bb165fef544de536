"""Lines that say who made a page: 责编 张三　版式 李四, （本版编辑：王五）, 值班主任／赵六."""

from __future__ import annotations

import re

from juku.text.bylines import bare_names
from juku.text.bylines.byline_names import split
from juku.text.vocabulary import surnames
from juku.text.vocabulary.jieba_dictionary import frequency
from juku.text.vocabulary.names import SOUNDS
from juku.text.vocabulary.tables import pattern
from juku.text.vocabulary.word_tables import lists

_WORDS = lists("furniture")
_OF = f"(?:{pattern(_WORDS['staff_of'])}|[A-D]?[0-9]{{1,2}}版)*?"
_SURE = pattern(_WORDS["staff_surely"])
_WORK = pattern(_WORDS["staff_work"])
_SIGN = r"(?:\s*[:：/／|｜丨·]\s*|[ \u3000]+)"
_CONTACT = (
    r"(?:(?:本[报版刊])?(?:电子|投稿|新闻|读者)?[邮信]箱|E-?mail|电话|(?:本[报版刊])?(?:新闻|报料|爆料|读者|广告|发行|订阅|体育|文化|社区|维权)?热线(?:电话)?|传真|微信|QQ)\s*[:：]?\s*"
    r"[A-Za-z0-9_.+@/()（）×＊*-]{5,}"
)
_NAMELESS = r"本[版期](?:撰文|采写|文字)\s*[:：]\s*本[报刊社]记者(?=$|[\s；;，,、/／|｜])"
"""What is said of the reporters of a page who are not named."""
_DUTY = re.compile(
    rf"(?:^|(?<=[\s；;，,、。/／|｜]))(?:(?P<contact>{_CONTACT}|{_NAMELESS})|"
    rf"{_OF}(?:(?P<sure>{_SURE}){_SIGN}?|{_WORK}{_SIGN}))",
    re.IGNORECASE,
)
_OPEN = re.compile(r"[▲▼△▽▶►▷◆■□●○★☆]?\s*[（(【\[［〔]?\s*")
STARTS = frozenset("▲▼△▽▶►▷◆■□●○★☆（(【[［〔ABCD0123456789Ee电投邮信热传微Q新报爆读广发订").union(
    word[0] for kind in ("staff_of", "staff_surely", "staff_work") for word in _WORDS[kind]
)
"""With what such a line begins."""
_CLOSE = " \u3000）)】]］〕。."
_AROUND = " \t\u3000，,、；;/／|｜"
_BODY = re.compile("[\u3400-\u9fff0-9A-Za-z]{2,12}(?:部|室|中心|组|社|报|台|网|团队)")
"""What may have done it instead of persons: 新媒体中心."""
_SET_WIDE = re.compile(r"\b[\u3400-\u9fff][ \u3000]+[\u3400-\u9fff]\b")
"""A name of two characters with a blank in it, as wide as one of three."""
_SIGNED = ":：/／|｜丨"
_NICKNAMES = re.compile(r"[小老阿] ?[\u3400-\u9fff](?:[\s、，,/／&]+[小老阿][\u3400-\u9fff])*")
"""小周, 阿木: believed only behind a sign."""
_WORD = 400
"""How often the dictionary has met what is a word (小时, 小康), not 小 and a surname (小张)."""


_CREW = 3
"""Duties with a name each that no text has one behind the other, whatever words the names are."""


def is_staff(line: str) -> bool:
    """Whether a line names those who edited, laid out or proof-read the page, and says no more.

    >>> is_staff("本版编辑 曾晓东　美编 程悦"), is_staff("二审：王强 三审：李磊")
    (True, True)
    >>> is_staff("编辑 是一门手艺"), is_staff("统筹 发展和安全")
    (False, False)
    >>> is_staff("责编 尚可 版式 叶眉 校对 罗圆"), is_staff("编辑 高远")
    (True, False)
    >>> is_staff("责任编辑 高远 版式设计 钱昊 电话 010-6672××××")
    True
    >>> is_staff("本版责编 郭文秀 组版 小丁 投稿邮箱 news@paper.example")
    True
    """
    line = line[_OPEN.match(line).end() :]  # type: ignore[union-attr]  # it matches nothing, too
    line = line.rstrip(_CLOSE)
    if _DUTY.match(line) is None:
        return False
    duties = list(_DUTY.finditer(line))
    ends = [duty.start() for duty in duties[1:]] + [len(line)]
    said = [
        (duty, line[duty.end() : end].strip(_AROUND))
        for duty, end in zip(duties, ends, strict=True)
    ]
    told = [_says_who(duty, who) for duty, who in said]
    if len(said) >= _CREW and all(_have_form(who) for _, who in said):
        return True
    if all(told) or not any(told):
        return all(told)
    # One whose name is a word (校对：高远) is known by the colleagues beside it.
    return all(sure or _may_be_one(*one) for sure, one in zip(told, said, strict=True))


def may_be_staff(line: str) -> bool:
    """The same of a line that is too short to tell, for its names are words: 本版主编 江月.

    >>> may_be_staff("本版主编 江月"), may_be_staff("主编 说得对")
    (True, False)
    """
    duty = _DUTY.match(line)
    return (
        duty is not None
        and duty["contact"] is None
        and _have_form(line[duty.end() :].strip(_AROUND))
    )


def _says_who(duty: re.Match[str], who: str) -> bool:
    """Whether persons stand behind a duty, or any words behind one that is nothing else."""
    if duty["contact"]:
        return not who
    signed = duty["sure"] or duty[0].rstrip()[-1] in _SIGNED
    if signed and _NICKNAMES.fullmatch(who):
        return all(map(_may_be_called, split(who)))
    if duty["sure"] and duty[0].rstrip()[-1] in _SIGNED:
        return bool(who)
    return _are_persons(who)


def _may_be_one(duty: re.Match[str], who: str) -> bool:
    """Whether what has the form of names stands behind a duty that no text has, or its sign.

    Or a nickname behind any duty.
    """
    if _NICKNAMES.fullmatch(who):
        return all(map(_may_be_called, split(who)))
    return bool(duty["sure"] or duty[0].rstrip()[-1] in _SIGNED) and _have_form(who)


def _have_form(who: str) -> bool:
    names = split(who)
    return bool(names) and all(map(_is_person, names))


def _may_be_called(nickname: str) -> bool:
    if nickname[1] in surnames.IN_BYLINES:
        return frequency(nickname) < _WORD
    return not bare_names.is_said(nickname)


def _are_persons(who: str) -> bool:
    names = split(who.removeprefix("本报记者"))
    if names and all(map(_is_person, names)):
        return _SET_WIDE.search(who) is not None or not all(map(bare_names.is_said, names))
    return _BODY.fullmatch(who) is not None


def _is_person(name: str) -> bool:
    return bare_names.has_form(name) or "·" in name or any(sound in name for sound in SOUNDS)
