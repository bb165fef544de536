"""Chinese and Japanese names at the end of noun phrases: a surname and what may be given."""

from __future__ import annotations

from juku.text.quotations.phrases import BEHIND_PERSON, LOOSE, Name, Phrase
from juku.text.quotations.predicates import OUTCOMES
from juku.text.vocabulary.person_words import (
    BODIES,
    NEVER_GIVEN,
    NO_NAMES,
    NOT_GIVEN,
    WRITINGS,
)
from juku.text.vocabulary.surnames import COMPOUND, IN_PROSE, TITLED
from juku.text.vocabulary.tables import by_last

_WRITINGS = by_last(word for word in WRITINGS if len(word) > 1)

_FIRST_OF_TWO = frozenset(surname[0] for surname in COMPOUND)
_FIRST = IN_PROSE.union(_FIRST_OF_TWO, "老小阿大")
_LENGTHS = ((3, _FIRST | TITLED), (2, _FIRST), (4, _FIRST_OF_TWO), (5, _FIRST_OF_TWO))
"""Characters of a name, and what begins one of so many: of more than three, a surname of two."""
_AT_END = frozenset("和一")
"""Last characters of names where a verb of saying follows at once, and of none elsewhere."""
_BEHIND_TITLES = frozenset("为来")
"""Last characters of names of three characters beside a title or behind a word for a person."""
_BEHIND_ONE = frozenset("在对向说表告坦介回赛也还则却")
"""Begin what follows a name in 一, and no word of 一."""
_JAPANESE = frozenset("郎夫雄彦介助辅")
"""Last characters of Japanese names of three characters behind a surname of two: 小泉进次郎."""
_OFFICES = frozenset("员长授官师记席理")
"""Last characters of what stands before a surname that else is a word: 议员区诺轩, not 居民区."""
_NEVER_LAST = frozenset("员者们省市县区州部局院署报网馆校处办队室站刊厅")
_SEATS = BODIES - frozenset("军庭")
"""Last characters of words for bodies in which no name of three characters ends."""


def chinese(phrase: Phrase, end: int) -> Name | None:
    """A surname with one or two characters behind it, or 老 and 小 before it."""
    best = None
    text = phrase.text
    for length, first in _LENGTHS:
        at = end - length
        if at < 0 or text[at] not in first:
            continue
        name = text[at:end]
        surname = 2 if name[:2] in COMPOUND else 1
        longest = 3 if name[-1] in _JAPANESE and surname == 2 else 2
        if not 1 <= length - surname <= longest or not _may_be_chinese(phrase, at, name, surname):
            continue
        weight = phrase.entry(at)
        if weight and (best is None or weight > best.weight):
            best = Name(at, end, weight)
    return best


def _may_be_chinese(phrase: Phrase, at: int, name: str, surname: int) -> bool:
    """Whether ``name`` has the form of a Chinese name and is no other word that is known."""
    end = at + len(name)
    if name[0] in "老小阿大" and len(name) == 2 and name[1] in IN_PROSE:
        return True
    office = name[0] in TITLED and at in phrase.titles and phrase.text[at - 1] in _OFFICES
    if surname == 1 and not office and name[0] not in IN_PROSE:
        return False
    last = name[-1]
    place = at == 0 and phrase.ends.get(end) == 0 and phrase.tags[0] == "ns"
    known = name in NO_NAMES or name[:2] in NO_NAMES or (place and len(name) == 2)
    if known or last in _NEVER_LAST or not name.isalpha() or name.isascii():
        return False
    if phrase.titles and not phrase.titles.isdisjoint(range(at + 1, end + 1)):
        return False
    short = len(name) == 2
    seat = last in (BODIES if short else _SEATS) and phrase.entry(at) < BEHIND_PERSON
    if seat or (short and last == "国"):
        return False
    return _may_be_given(phrase, at, name, surname)


def _may_be_given(phrase: Phrase, at: int, name: str, surname: int) -> bool:
    """Whether what stands behind the surname in ``name`` is given, and no word that is known."""
    end = at + len(name)
    given = name[surname:]
    return (
        (given[-1] not in NOT_GIVEN or _ends_so(phrase, end, given, surname))
        and not _given_is_word(phrase, at, end, surname)
        and not NEVER_GIVEN.intersection(given)
        and not phrase.text.endswith(_WRITINGS.get(given[-1], ()), 0, end)
    )


def _ends_so(phrase: Phrase, end: int, given: str, surname: int) -> bool:
    """Whether a name may end in a character that else begins what follows: 佐藤健一, 佟大为."""
    if given[-1] in _BEHIND_TITLES and len(given) == 2:
        before = end not in phrase.inside and end + 1 in phrase.inside
        return before or phrase.entry(end - 2 - surname) >= BEHIND_PERSON
    if given[-1] not in _AT_END:
        return False
    goes_on = given[-1] == "一" and len(given) == 2 and phrase.text[end : end + 1] in _BEHIND_ONE
    return end == phrase.end or goes_on or (surname == 2 and len(given) == 2)


def _given_is_word(phrase: Phrase, at: int, end: int, surname: int) -> bool:
    """Whether what would be given is a word that no such name has: 小林|兴奋, 扶|起, 向|工业."""
    start = at + surname
    if surname == 2 and phrase.text[start] == "在":
        return True
    if phrase.text[at] == "向" and end - start == 2 and phrase.ends.get(end) == start:
        return True
    if end - start == 1 and phrase.text[start] in OUTCOMES:
        return phrase.tags.get(at) == "v" and start in phrase.ends
    if end - start != 2 or phrase.ends.get(end) != start:
        return False
    tag = phrase.tags[start]
    if surname == 2:
        womans = tag == "n" and phrase.text[end - 1] == "子" and end not in phrase.titles
        return tag[:2] != "nr" and not womans
    return phrase.entry(at) < LOOSE and tag in ("d", "ad", "p", "t", "c", "r")
