"""Names in a byline: a list of them is split, and words that are no names are told from them."""

from __future__ import annotations

import re

from juku.text.forms import conversion
from juku.text.vocabulary.jieba_dictionary import frequency, tagged
from juku.text.vocabulary.names import SOUNDS
from juku.text.vocabulary.person_words import NEVER_GIVEN
from juku.text.vocabulary.surnames import COMPOUND_IN_BYLINES, IN_BYLINES, RARE

_HAN = "\u3400-\u9fff"
_SPLIT = re.compile(r"[\s、，,;；/／&]+|(?<=[^和与及])[和与及](?=[^和与及])")
_NAME = re.compile(
    rf"[{_HAN}]{{2,4}}|[{_HAN}]{{1,8}}(?:[·•・‧．][{_HAN}A-Za-z]{{1,10}}){{1,4}}"
    r"|[A-Z][A-Za-z.'’-]*(?:[ ][A-Z][A-Za-z.'’-]*){0,3}"
    rf"|(?:{'|'.join(SOUNDS)})[{_HAN}]{{0,2}}(?:{'|'.join(SOUNDS)})"
)
"""In the last line one of more characters, which is known by its sound: 努尔买买提."""
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z.'’-]*(?:[ ][A-Z][A-Za-z.'’-]*)+")
_PIECES = re.compile(
    "手记|观察|调查|连线|述评|札记|专访|评述|体验|走访|见闻|来信|感言|点评|视点|文章|时评|时间|方案"
)
"""What follows 记者 or 评论员 in the name of a column, not of a person."""
_WITH_GIVEN = 3
"""Characters of most names, which may begin as a word does: 相思远."""
_SEEN = 10
"""How often the dictionary has met what is taken for a word, not for a name."""
_OFTEN = 100
"""The same for the beginning of one."""


def split(text: str) -> list[str]:
    """The names of a list; a name of two characters may be printed with a blank in it.

    >>> split("张 三、李小四和王五等")
    ['张三', '李小四', '王五']
    """
    text = text.strip(" \t\u3000，,、；;：:")
    kept: dict[str, str] = {}
    for number, found in enumerate(_LATIN_NAME.findall(text)):
        kept[f"L{number}"] = found
        text = text.replace(found, f"L{number}", 1)
    made: list[str] = []
    items = [item for item in _SPLIT.split(text) if item]
    if _is_spaced_out(items):
        return ["".join(items)]
    lone = False
    for item in items:
        alone = len(item) == 1
        if alone and lone:
            made[-1] += item
            lone = False
        else:
            made.append(kept.get(item, item))
            lone = alone
    return _less_others(made)


def _is_spaced_out(items: list[str]) -> bool:
    """Whether three characters are one name that was set with blanks: 林 子 力."""
    return len(items) == 3 and all(len(item) == 1 for item in items)


def _less_others(names: list[str]) -> list[str]:
    """Without 等 behind the last, which says that there are more."""
    if names and names[-1][-1] == "等":
        last = names.pop()[:-1]
        if last:
            names.append(last)
    return names


def are_names(names: list[str], *, bare: bool, apart: bool = False) -> bool:
    """Whether all of a list may be names; if ``bare``, nothing else says that they are.

    ``apart`` says that a blank parts them from a word for who they are: a sentence has none there.

    >>> are_names(["边巴次仁", "春拉"], bare=False), are_names(["现场连线"], bare=False)
    (True, False)
    >>> are_names(["李国利", "占康"], bare=True), are_names(["以下简称"], bare=True)
    (True, False)
    >>> are_names(["相思远"], bare=False), are_names(["相思远"], bare=False, apart=True)
    (False, True)
    """
    if not names or not all(map(_NAME.fullmatch, names)) or _PIECES.fullmatch(names[0]):
        return False
    if bare:
        begun = sum(map(_begins_as_name, names))
        return 2 * begun > len(names) and not any(map(_is_word, names))
    if not all(map(_is_word, names)):
        return True
    return apart and all(map(_may_begin_as_word, names))


def _may_begin_as_word(name: str) -> bool:
    """Whether a word is no word of the dictionary, and as long as most names: 相思远."""
    known = _is_known(name) or not NEVER_GIVEN.isdisjoint(name)
    return len(name) == _WITH_GIVEN and not known


def _begins_as_name(name: str) -> bool:
    return name[0] in IN_BYLINES or "·" in name or name.isascii() or _is_rare(name)


def _is_rare(name: str) -> bool:
    return name[0] in RARE and len(name) < 4 and not _is_word(name)


def is_surely_one(name: str) -> bool:
    """Whether a name begins with a surname, sounds like one, or is of letters or has a dot.

    >>> is_surely_one("莽九晨"), is_surely_one("直播间")
    (True, False)
    """
    if name[0] in IN_BYLINES or not name.isalpha() or name.isascii():
        return True
    return name[:2] in COMPOUND_IN_BYLINES or any(part in name for part in SOUNDS) or _is_rare(name)


def _is_word(name: str) -> bool:
    """Whether what has no form of a name is a word of the dictionary or two: 现场连线, 单独授权."""
    if not name.isalpha() or name.isascii() or name[:2] in COMPOUND_IN_BYLINES:
        return False
    if any(part in name for part in SOUNDS):
        return False
    if name[0] in IN_BYLINES:
        return len(name) == 4 and falls_apart(name)
    return not NEVER_GIVEN.isdisjoint(name) or _is_known(name) or falls_apart(name)


def falls_apart(name: str) -> bool:
    """Whether a word is two words of the dictionary, or begins with one."""
    if len(name) == 4:
        return _is_known(name[:2]) and _is_known(name[2:])
    return len(name) == 3 and _is_known(name[:2], _OFTEN)


def _is_known(word: str, seen: int = _SEEN) -> bool:
    plain = conversion.simplified(word)
    return frequency(plain) >= seen and tagged(plain, guess=False)[0][1][:2] != "nr"
