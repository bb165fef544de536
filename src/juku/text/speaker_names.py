"""The name of a person at the end of a noun phrase, by titles, surnames and transliteration.

No lexicon of names: what stands behind the last title of 国务院发展研究中心主任赵福军, before the
title of 习近平总书记, or around the dot of 安东尼奥·古特雷斯.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from juku.text.person_words import (
    ADDRESS,
    BODIES,
    COMPOUND,
    FOREIGN_ADDRESS,
    NO_NAMES,
    PEOPLE,
    PERSON,
    SOUNDS,
    STATE_ADDRESS,
    SURNAMES,
    WRITINGS,
)
from juku.text.phrases import BEHIND_PERSON, BREAK, LOOSE, START, Phrase

_NOT_GIVEN = frozenset(
    "在的了着们把被将从给就也还说是不没很于对向跟则又却都让与和一点边地所呵为称问上下里后"
)
_NEVER_GIVEN = frozenset("的了着们是不□")
_LATIN = re.compile(r"[A-Z][A-Za-z.’'\-]*(?: [A-Z][A-Za-z.’'\-]*)*$")
_ADDRESSES = {
    last: tuple(sorted((a for a in ADDRESS if a[-1] == last), key=lambda a: (-len(a), a)))
    for last in {a[-1] for a in ADDRESS}
}
_WRITINGS = tuple(word for word in WRITINGS if len(word) > 1)
_REIGN = re.compile("[一二三四五六七八九十]{1,3}世")
_LONGEST_SOUND = 9
_SURE = 3.0


class Name(NamedTuple):
    """A name's span and how sure it is, from 1 to 3."""

    start: int
    end: int
    weight: float


def name_before(phrase: Phrase, end: int) -> Name | None:
    """The name that ends at ``end``; what one is called by goes with a surname alone.

    >>> name_before(Phrase("主任赵福军"), 5), name_before(Phrase("游客陈先生"), 5)
    (Name(start=2, end=5, weight=3.0), Name(start=2, end=5, weight=3.0))
    """
    text = phrase.text
    addresses = _ADDRESSES.get(text[end - 1], ())
    address = next((a for a in addresses if text.endswith(a, 0, end)), None)
    found = None if address is None else _addressed(phrase, end, address)
    if found is not None:
        return found
    if text[end - 1].isascii():
        return _latin(phrase, end)
    dotted = _dotted(phrase, end)
    if dotted is not None:
        return dotted
    best: Name | None = None
    for name in (_chinese(phrase, end), _sounds(phrase, end), _guessed(phrase, end)):
        weighed = None if name is None else _weighed(phrase, name)
        if weighed is not None and (best is None or weighed.weight > best.weight):
            best = weighed
    behind = _behind_title(phrase, end)
    if behind is None or (best is not None and _enters(phrase, best, behind)):
        return best
    return behind


def _enters(phrase: Phrase, name: Name, behind: Name) -> bool:
    """Whether a name rather than all that stands behind the title is the name."""
    if name.start <= behind.start:
        return name.weight >= behind.weight
    return phrase.entry(name.start) >= BREAK


def _weighed(phrase: Phrase, name: Name) -> Name:
    """A name with its weight as the dictionary's words have it, less so behind a title."""
    fits = phrase.fits(name.start, name.end)
    if name.start in phrase.titles:
        word = phrase.is_word(name.start, name.end) and phrase.tags[name.start][0] != "n"
        fits = -1.2 if word else 0.0
    return name._replace(weight=name.weight + fits)


def _addressed(phrase: Phrase, end: int, address: str) -> Name | None:
    """张桂梅 of 张桂梅校长, 张教授 whole, 亚当斯 of 亚当斯先生."""
    body = end - len(address)
    if body == 0:
        return None
    short = _surname(phrase, body, end)
    if len(address) > 1:
        for find in (_dotted, _chinese):
            full = find(phrase, body)
            if full is not None and (short is None or full.weight >= short.weight):
                return full._replace(weight=_SURE + min(phrase.fits(full.start, body), 0.0))
    if address in FOREIGN_ADDRESS or address in STATE_ADDRESS:
        foreign = _sounds(phrase, body, anywhere=address in FOREIGN_ADDRESS)
        if foreign is not None:
            return foreign._replace(weight=_SURE)
    return None if short is None else Name(short.start, end, _SURE if len(address) > 1 else START)


def _surname(phrase: Phrase, body: int, end: int) -> Name | None:
    """A surname alone that ends at ``body``, before what one is called by."""
    at = body - 2 if phrase.text[max(body - 2, 0) : body] in COMPOUND else body - 1
    if at == body - 1 and phrase.text[at] not in SURNAMES:
        return None
    weight = phrase.entry(at)
    return Name(at, end, weight) if weight and phrase.text[at:end] not in NO_NAMES else None


def _latin(phrase: Phrase, end: int) -> Name | None:
    found = _LATIN.search(phrase.text, 0, end)
    if found is None or end in phrase.titles or (found[0].isupper() and " " not in found[0]):
        return None
    at = found.start()
    while at > 0 and phrase.text[at - 1] in SOUNDS and at not in phrase.titles:
        at -= 1
    mixed = found.start() - at > 1 and phrase.entry(at)
    return Name(at if mixed else found.start(), end, BEHIND_PERSON)


def _chinese(phrase: Phrase, end: int) -> Name | None:
    """A surname with one or two characters behind it, or 老 and 小 before it."""
    best = None
    for length in (3, 2, 4):
        at = end - length
        if at < 0:
            continue
        name = phrase.text[at:end]
        surname = 2 if name[:2] in COMPOUND else 1
        if not 1 <= length - surname <= 2 or not _may_be_chinese(phrase, at, name, surname):
            continue
        weight = phrase.entry(at)
        if weight and (best is None or weight > best.weight):
            best = Name(at, end, weight)
    return best


def _may_be_chinese(phrase: Phrase, at: int, name: str, surname: int) -> bool:
    """Whether ``name`` has the form of a Chinese name and is no other word that is known."""
    end = at + len(name)
    if name[0] in "老小阿" and len(name) == 2 and name[1] in SURNAMES:
        return True
    if surname == 1 and name[0] not in SURNAMES:
        return False
    given = name[surname:]
    form = name.isalpha() and not name.isascii() and name[-1] not in "省市县区州"
    known = name in NO_NAMES or name[:2] in NO_NAMES or end in phrase.titles
    place = (len(name) == 2 and name[-1] == "国") or (
        name[-1] in BODIES and phrase.entry(at) < BEHIND_PERSON
    )
    return (
        form
        and not known
        and not place
        and given[-1] not in _NOT_GIVEN
        and not _NEVER_GIVEN.intersection(given)
        and not phrase.text.endswith(_WRITINGS, 0, end)
    )


def _guessed(phrase: Phrase, end: int) -> Name | None:
    """What the dictionary's model takes for a person's name."""
    at = phrase.guesses.get(end)
    if at is None or end - at > 4 or end in phrase.titles:
        return None
    word = phrase.text[at:end]
    if not word.isalpha() or word in NO_NAMES or _NOT_GIVEN.intersection(word):
        return None
    weight = min(phrase.entry(at), START)
    return Name(at, end, weight) if weight else None


def _dotted(phrase: Phrase, end: int) -> Name | None:
    """A foreign name with a dot or a hyphen, back to where its first part starts."""
    text = phrase.text
    reign = _reign(text, end)
    at = tail = reign.start() if reign else end
    floor = max(tail - _LONGEST_SOUND, 0)
    while at > floor and text[at - 1] not in "·-":
        at -= 1
    part = text[at:tail]
    if at == 0 or text[at - 1] not in "·-" or not part.isalpha():
        return None
    foreign = part.isascii() or SOUNDS.issuperset(part)
    if not foreign and (end != phrase.end or (_NOT_GIVEN - SOUNDS).intersection(part)):
        return None
    dot = at - 1
    while (first := _first_part(phrase, dot)) != dot:
        if first == 0 or text[first - 1] not in "·-":
            return Name(first, end, _SURE if foreign else BREAK)
        dot = first - 1
    return None


def _reign(text: str, end: int) -> re.Match[str] | None:
    """The number of a king or a pope that ends at ``end``."""
    return _REIGN.fullmatch(text, end - 2, end) or _REIGN.fullmatch(text, end - 3, end)


def _first_part(phrase: Phrase, dot: int) -> int:
    """Back from a dot over what is one part of a name."""
    text = phrase.text
    titled = max((t for t in phrase.titles if dot - 8 <= t < dot), default=-1)
    at = dot
    while at > 0 and at != titled and dot - at < _LONGEST_SOUND and text[at - 1] in SOUNDS:
        at -= 1
    if at in (0, titled) or text[at - 1] in "·-的" or text[at - 1] in PERSON:
        return at
    if titled > at:
        return titled
    near = range(at, max(0, dot - 6) - 1, -1)
    start = next((p for p in near if p == 0 or text[p - 1] in PERSON), at)
    return start if text[start:dot].isalpha() else at


def _sounds(phrase: Phrase, end: int, *, anywhere: bool = False) -> Name | None:
    """A transliterated name without a dot: 马克龙, 内塔尼亚胡, 费利佩六世."""
    text = phrase.text
    reign = _reign(text, end)
    at = tail = reign.start() if reign else end
    floor = max(tail - _LONGEST_SOUND, 0)
    while at > floor and text[at - 1] in SOUNDS:
        at -= 1
    if tail - at < 2 or end in phrase.titles:
        return None
    weight, start = max((phrase.entry(p), -p) for p in range(at, tail - 1))
    if not weight and not anywhere:
        return None
    start = -start if weight else at
    if text[start:end] in NO_NAMES:
        return None
    return Name(start, end, max(weight - 0.8 * _goes_on(phrase, end), 1.0))


def _goes_on(phrase: Phrase, end: int) -> bool:
    """Whether what follows may be more of a transliterated name."""
    text = phrase.text
    return end < phrase.end and (text[end] in SOUNDS or _REIGN.match(text, end) is not None)


def _behind_title(phrase: Phrase, end: int) -> Name | None:
    """Two to seven characters behind a title, whatever they are."""
    start = max((at for at in phrase.titles if 2 <= end - at <= 7), default=end)
    if start == end or end in phrase.titles:
        return None
    word = phrase.text[start:end]
    if word[-1] in BODIES or word in NO_NAMES or (len(word) == 2 and word[-1] in PEOPLE):
        return None
    if not word.isalpha() or "□" in word or _NOT_GIVEN.intersection(word):
        return None
    usual = sum(c in SOUNDS or c in SURNAMES for c in word)
    if phrase.is_word(start, end) or (2 * usual < len(word) and _has_word(phrase, start, end)):
        return None
    return Name(start, end, LOOSE - 0.8 * _goes_on(phrase, end))


def _has_word(phrase: Phrase, start: int, end: int) -> bool:
    """Whether a word of the dictionary longer than a character, no name, ends in the span."""
    ends = ((at, phrase.ends[at]) for at in range(start + 1, end + 1) if at in phrase.ends)
    return any(at - word > 1 and phrase.tags[word][:2] != "nr" for at, word in ends)
