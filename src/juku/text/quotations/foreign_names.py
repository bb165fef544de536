"""Foreign names at the end of noun phrases: with a dot, transliterated, in Latin letters."""

from __future__ import annotations

import re

from juku.text.quotations import predicates
from juku.text.quotations.phrases import BEHIND_PERSON, BREAK, TITLED, Name, Phrase, ends_in_word
from juku.text.vocabulary.person_words import NO_NAMES, NOT_GIVEN, PERSON
from juku.text.vocabulary.transliteration import IN_PROSE as SOUNDS
from juku.text.vocabulary.transliteration import PARTS

_LATIN = re.compile(r"[A-Z][A-Za-z.’'\-]*(?: [A-Z][A-Za-z.’'\-]*)*$")
_REIGN = re.compile("[一二三四五六七八九十]{1,3}世")
_REST = re.compile(f"[{''.join(sorted(SOUNDS))}]{{1,4}}的")
"""More of a transliterated name, whose something is spoken of."""
_LONGEST_SOUND = 9


def latin(phrase: Phrase, end: int) -> Name | None:
    """A name in Latin letters, with what is transliterated before it: 西蒙Haeder."""
    found = _LATIN.search(phrase.text, 0, end)
    if found is None or end in phrase.titles or (found[0].isupper() and " " not in found[0]):
        return None
    at = found.start()
    while at > 0 and phrase.text[at - 1] in SOUNDS and at not in phrase.titles:
        at -= 1
    mixed = found.start() - at > 1 and phrase.entry(at)
    return Name(at if mixed else found.start(), end, BEHIND_PERSON)


def dotted(phrase: Phrase, end: int, *, closed: bool = False) -> Name | None:
    """A foreign name with a dot or a hyphen, back to where its first part starts.

    ``closed``: it is known that the name ends here.
    """
    if not phrase.dotted:
        return None
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
    if not closed and _REST.match(text, end):
        return None
    closed = closed or foreign or _closed(phrase, end)
    unlike = not foreign and (NOT_GIVEN - SOUNDS).intersection(part)
    if not closed or unlike or (not foreign and _has_predicate(phrase, at, end)):
        return None
    dot = at - 1
    while (first := _first_part(phrase, dot)) != dot:
        if first == 0 or text[first - 1] not in "·-":
            return Name(first, end, TITLED if foreign else BREAK)
        dot = first - 1
    return None


def _has_predicate(phrase: Phrase, start: int, end: int) -> bool:
    """Whether a word of the dictionary that is in no name stands in the span: 马尔姆|宣读."""
    if ends_in_word(phrase, start, end):
        return True
    inside = range(start + 1, end)
    return any(
        phrase.tags.get(at, "n")[0] in "vdprc" and at + 1 not in phrase.ends for at in inside
    )


def _closed(phrase: Phrase, end: int) -> bool:
    """Whether something else than a name plainly begins at ``end``."""
    return end == phrase.end or predicates.weight(phrase, end) >= predicates.PLAIN


def _reign(text: str, end: int) -> re.Match[str] | None:
    """The number of a king or a pope that ends at ``end``."""
    if text[end - 1] != "世":
        return None
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
    start = next((p for p in near if p == 0 or (text[p - 1] in PERSON and p in phrase.ends)), at)
    return start if text[start:dot].isalpha() else at


def sounds(phrase: Phrase, end: int, *, anywhere: bool = False) -> Name | None:
    """A transliterated name without a dot: 马克龙, 内塔尼亚胡, 费利佩六世."""
    text = phrase.text
    last = text[end - 1]
    if last not in SOUNDS and last not in PARTS and last != "世":
        return None
    reign = _reign(text, end)
    at = tail = reign.start() if reign else end
    floor = max(tail - _LONGEST_SOUND, 0)
    while at > floor and at not in phrase.titles and (length := _heard(text, at)):
        at -= length
    if tail - at < 2 or end in phrase.titles or end in phrase.inside:
        return None
    weight, start = max((phrase.entry(p), -p) for p in range(at, tail - 1))
    if not weight and not anywhere:
        return None
    start = -start if weight else at
    if text[start:end] in NO_NAMES:
        return None
    return Name(start, end, max(weight - 0.8 * goes_on(phrase, end), 1.0))


def _heard(text: str, at: int) -> int:
    """Characters before ``at`` that are of a transliterated name: one, or those of a part."""
    last = text[at - 1]
    if last in PARTS and text.endswith(PARTS[last], 0, at):
        return next(len(part) for part in PARTS[last] if text.endswith(part, 0, at))
    return int(last in SOUNDS)


def goes_on(phrase: Phrase, end: int) -> bool:
    """Whether what follows may be more of a transliterated name."""
    text = phrase.text
    if end == phrase.end or (text[end] not in SOUNDS and _REIGN.match(text, end) is None):
        return False
    if predicates.word(text, end, phrase.end) is not None:
        return False
    return phrase.tags.get(end, "nr")[:2] in ("nr", "ns") or end + 1 in phrase.ends
