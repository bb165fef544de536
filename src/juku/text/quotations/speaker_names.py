"""The name of a person at the end of a noun phrase, by titles, surnames and transliteration.

No lexicon of names: what stands behind the last title of 国务院发展研究中心主任赵福军, before the
title of 习近平总书记, or around the dot of 安东尼奥·古特雷斯.
"""

from __future__ import annotations

from juku.text.quotations import chinese_names, foreign_names, given_names, predicates
from juku.text.quotations.phrases import (
    BREAK,
    LOOSE,
    START,
    TITLED,
    Name,
    Phrase,
    opens_with_verb,
    runs_on,
)
from juku.text.vocabulary import surnames
from juku.text.vocabulary.person_words import (
    ADDRESS,
    BODIES,
    FOREIGN_ADDRESS,
    NEVER_GIVEN,
    NO_NAMES,
    NOT_GIVEN,
    PEOPLE,
    STATE_ADDRESS,
)
from juku.text.vocabulary.tables import by_last
from juku.text.vocabulary.transliteration import IN_PROSE as SOUNDS

_ADDRESSES = by_last(ADDRESS)
_ADVERBS = frozenset("正常总仍")
"""May end a given name, but do not where a verb follows."""
_FAMILIAR = 2
"""Characters of what one is called by who is known well: 老孟."""
_TORN, _TOO_LONG = 0.3, 0.8
"""Taken off a name that ends in the midst of a word, and off one that is longer than names are."""


def name_before(phrase: Phrase, end: int) -> Name | None:
    """The name that ends at ``end``; what one is called by goes with a surname alone.

    >>> name_before(Phrase("主任赵福军"), 5), name_before(Phrase("游客陈先生"), 5)
    (Name(start=2, end=5, weight=3.0), Name(start=2, end=5, weight=3.0))
    """
    text = phrase.text
    addresses = _ADDRESSES.get(text[end - 1])
    if addresses is not None and text.endswith(addresses, 0, end):
        address = next(a for a in addresses if text.endswith(a, 0, end))
        found = _addressed(phrase, end, address)
        if found is not None:
            return found
    if text[end - 1].isascii():
        return foreign_names.latin(phrase, end)
    dotted = foreign_names.dotted(phrase, end) if phrase.dotted else None
    if dotted is not None:
        return dotted
    best: Name | None = None
    for name in (
        chinese_names.chinese(phrase, end),
        foreign_names.sounds(phrase, end),
        _guessed(phrase, end) if end in phrase.guesses else None,
    ):
        weighed = None if name is None else _weighed(phrase, name)
        if weighed is not None and (best is None or weighed.weight > best.weight):
            best = weighed
    behind = _behind_title(phrase, end) if phrase.titles else None
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
        word = word and not _before_adverb(phrase, name)
        fits = -1.2 if word else -_TORN * _tears(phrase, name.end)
    if _runs_into_verb(phrase, name.end) or _enters_word(phrase, name.start, name.end):
        fits -= 0.4
    if name.end - name.start == 3 and name.end < phrase.end:
        fits -= 0.0 if _comes(phrase, name.end) else given_names.unusual(phrase.text[name.end - 1])
    return name._replace(weight=name.weight + fits)


def _runs_into_verb(phrase: Phrase, end: int) -> bool:
    """Whether what ends at ``end`` ends in an adverb before a verb: 正忙着, 常陪着."""
    alone = phrase.text[end - 1] in _ADVERBS and phrase.ends.get(end) == end - 1
    return alone and phrase.tags.get(end, "n")[0] == "v"


def _enters_word(phrase: Phrase, start: int, end: int) -> bool:
    """Whether the last of three characters begins what follows a subject: 丁丁|连鞠了三个躬."""
    return end - start >= 3 and predicates.reaches(phrase.text, end - 1, end, phrase.end)


def _comes(phrase: Phrase, end: int) -> bool:
    """Whether 来 ends at ``end``, which no verb with 着 follows: 秦福来|拍着."""
    return phrase.text[end - 1] == "来" and phrase.text[end + 1 : end + 2] == "着"


def _before_adverb(phrase: Phrase, name: Name) -> bool:
    """Whether a surname and a character are before an adverb and a verb: 甘露|正带着."""
    short = name.end - name.start == 2 and name.end < phrase.end
    surname = short and phrase.text[name.start] in surnames.IN_PROSE
    return surname and _runs_into_verb(phrase, name.end + 1)


def _addressed(phrase: Phrase, end: int, address: str) -> Name | None:
    """张桂梅 of 张桂梅校长, 张教授 and 老孟师傅 whole, 亚当斯 of 亚当斯先生."""
    body = end - len(address)
    if body == 0:
        return None
    short = _surname(phrase, body, end)
    if len(address) > 1:
        for full in (
            foreign_names.dotted(phrase, body, closed=True),
            chinese_names.chinese(phrase, body),
        ):
            if full is None:
                continue
            if phrase.text[full.start] in "老小" and body - full.start == _FAMILIAR:
                short = full
            elif short is None or full.weight >= short.weight:
                fits = 0.0 if phrase.tags.get(full.start) == "t" else phrase.fits(full.start, body)
                return full._replace(weight=TITLED + min(fits, 0.0))
    if address in FOREIGN_ADDRESS or address in STATE_ADDRESS:
        foreign = foreign_names.sounds(phrase, body, anywhere=address in FOREIGN_ADDRESS)
        if foreign is not None:
            return foreign._replace(weight=TITLED)
    if short is None:
        return None
    weight = TITLED if len(address) > 1 else max(START, short.weight - 0.2)
    return Name(short.start, end, weight)


def _surname(phrase: Phrase, body: int, end: int) -> Name | None:
    """A surname alone that ends at ``body``, before what one is called by."""
    at = body - 2 if phrase.text[max(body - 2, 0) : body] in surnames.COMPOUND else body - 1
    if at in phrase.inside or (at and phrase.text[at] == "向" and phrase.text[at - 1] != "的"):
        return None
    if at == body - 1 and phrase.text[at] not in surnames.IN_PROSE:
        return None
    weight = phrase.entry(at)
    return Name(at, end, weight) if weight and phrase.text[at:end] not in NO_NAMES else None


def _guessed(phrase: Phrase, end: int) -> Name | None:
    """What the dictionary's model takes for a person's name."""
    at = phrase.guesses[end]
    if end - at > 4 or end in phrase.titles:
        return None
    word = phrase.text[at:end]
    if not word.isalpha() or word in NO_NAMES or NOT_GIVEN.intersection(word):
        return None
    if opens_with_verb(phrase, at):
        return None
    weight = min(phrase.entry(at), START)
    return Name(at, end, weight) if weight else None


def _behind_title(phrase: Phrase, end: int) -> Name | None:
    """Two to seven characters behind a title, whatever they are."""
    start = max([at for at in phrase.titles if 2 <= end - at <= 7], default=end)
    if start == end or not phrase.titles.isdisjoint(range(start + 1, end + 1)):
        return None
    if _cuts(phrase, end):
        return None
    text = phrase.text
    word = text[start:end]
    body = word[-1] in BODIES and not (len(word) == _FAMILIAR and word[0] in "老小阿")
    if body or word in NO_NAMES or (len(word) == 2 and word[-1] in PEOPLE):
        return None
    if not word.isalpha() or (NOT_GIVEN | NEVER_GIVEN).intersection(word):
        return None
    usual = sum(c in SOUNDS or c in surnames.IN_PROSE for c in word)
    pet = _is_pet_name(phrase, start, end)
    unusual = not pet and 2 * usual < len(word) and _has_word(phrase, start, end)
    told = any(predicates.word(text, at, end) for at in range(start + 2, end))
    told = told or _enters_word(phrase, start, end)
    known = not pet and phrase.is_word(start, end)
    if told or known or unusual or runs_on(phrase, start, end):
        return None
    goes_on = 0.8 * foreign_names.goes_on(phrase, end) + _TORN * _tears(phrase, end)
    return Name(start, end, LOOSE - goes_on - _TOO_LONG * _is_too_long(phrase.text[start:end]))


def _is_pet_name(phrase: Phrase, start: int, end: int) -> bool:
    """Whether a child's name is a noun or a measure word said twice: 朵朵, 圆圆."""
    twice = end - start == 2 and phrase.text[start] == phrase.text[end - 1]
    return twice and phrase.tags[start][0] not in "dvzr"


def _tears(phrase: Phrase, end: int) -> bool:
    """Whether a word of the dictionary lies over ``end``: 强|忍."""
    return end != phrase.end and end not in phrase.ends


def _is_too_long(word: str) -> bool:
    """Whether it starts with a surname, but is longer than Chinese names are: 安宁亮明."""
    if len(word) <= 3 or word[0] not in surnames.IN_PROSE or word[:2] in surnames.COMPOUND:
        return False
    of_two = len(word) == 4 and word[1] in surnames.IN_PROSE
    return not of_two and sum(c not in SOUNDS for c in word) > 1


def _cuts(phrase: Phrase, end: int) -> bool:
    """Whether a word of the dictionary that is no name goes on behind ``end``: 气喘吁吁."""
    if end in phrase.ends or end == phrase.end:
        return False
    start = next(at for at in range(end - 1, -1, -1) if at in phrase.tags)
    return phrase.tags[start][:2] not in ("nr", "ns")


def _has_word(phrase: Phrase, start: int, end: int) -> bool:
    """Whether a word of the dictionary that is in no name ends in the span."""
    ends = ((at, phrase.ends[at]) for at in range(start + 1, end + 1) if at in phrase.ends)
    return any(
        phrase.tags[word][:2] != "nr"
        if at - word > 1
        else end - start > 3 and phrase.tags[word][0] in "vdpu"
        for at, word in ends
    )
