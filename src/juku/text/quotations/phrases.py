"""A clause prepared for the search of its subject: its titles, and the dictionary's words.

The dictionary only tells what is a word and therefore less likely a name, or a verb.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from juku.text.vocabulary import jieba_dictionary, surnames
from juku.text.vocabulary.person_words import BODIES, BODY_WORDS, PERSON, TITLE
from juku.text.vocabulary.tables import by_last
from juku.text.vocabulary.transliteration import IN_PROSE as SOUNDS

START, TITLED, BEHIND_PERSON, BREAK, LOOSE = 2.2, 3.0, 2.8, 2.4, 2.0
"""How well a name may start with a clause, behind a title, a word for a person, a mark, a body."""
_NOUN, _TIME = 1.8, 1.6
_PUNCTUATION = frozenset("，、：□”》)）“—的")
_LOOSE_ENDS = BODIES | frozenset(" \u3000")
_FIRST = surnames.IN_PROSE | SOUNDS | frozenset("老小阿")
"""First characters of names."""
_COUNTS = frozenset("一二两三四五六七八九十百几数多某这那该每各首0123456789")
"""Before 家 that counts what follows: 一家古琴工坊."""
_HOMES = frozenset("国大自全老")
"""Before 家 in words that are no persons' in whose place a name may stand: 国家, 老家."""
_PULLS = re.compile("[\u4e00-\u9fff](?:拉着(?![手急眼陆装重力])|站起[来身])")
"""A verb, though the dictionary has its first character as the last of a place: 关晓波|拉着."""
_TELLING = frozenset("们").union(map(chr, range(ord("A"), ord("z") + 1)))
"""Characters behind which a name may end whatever follows."""
_PRIZES = frozenset({"冠军", "亚军"})
"""Titles that are given names as well."""
_PROPER = frozenset({"nr", "ns", "nz", "nt"})
_BODY_WORDS = by_last(BODY_WORDS)


class Name(NamedTuple):
    """A name's span and how sure it is, from 1 to 3."""

    start: int
    end: int
    weight: float


class Phrase:
    """A clause prepared: where its titles and the dictionary's words start and end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text)
        titles = _titles(text)
        aged = text.find("岁的") + 2
        if aged > 2:
            titles.append((aged - 1, aged))
        self.titles = {end for _, end in titles}
        """Where titles end."""
        self.inside = {at for start, end in titles for at in range(start + 1, end)}
        """Where a cut would fall inside a title."""
        self.tags: dict[int, str] = {}
        """The tag of the dictionary's word that starts at a place."""
        self.ends: dict[int, int] = {0: 0}
        """Where the dictionary's word that ends at a place starts."""
        pulls = "拉着" in text or "站起" in text
        at = 0
        for word, tag in jieba_dictionary.tagged(text, guess=False):
            self.tags[at] = tag
            if pulls and at and (tag in _PROPER or word[-1] == "站") and _PULLS.match(text, at):
                self.ends[at + 1], self.tags[at + 1] = at, "v"
                self.ends[at + 2] = at + 1
                at += 2
                continue
            end = at + len(word)
            self.ends[end] = at
            at = end
        self.dotted = "·" in text or "-" in text
        """Whether a foreign name with a dot or a hyphen may stand in it."""
        self.joined = self.dotted or "世" in text
        """Whether a name of several parts, or of one and a number, may stand in it."""

    @cached_property
    def guesses(self) -> dict[int, int]:
        """Where what the dictionary's model takes for a person's name starts, by its end."""
        guesses: dict[int, int] = {}
        at = 0
        for word, tag in jieba_dictionary.tagged(self.text, guess=True):
            end = at + len(word)
            if end > at + 1 and tag.startswith("nr"):
                guesses[end] = at
            at = end
        return guesses

    @cached_property
    def likely(self) -> set[int]:
        """Where a name or a title may end whatever stands behind it."""
        likely = {at + more for at in self.titles for more in (0, 2, 3, 4)}
        likely.update(self.guesses)
        for at, character in enumerate(self.text, 1):
            if character in PERSON:
                likely.update((at + 2, at + 3, at + 4))
            elif character in _TELLING:
                likely.add(at)
        if self.dotted:
            dots = [at for at in (self.text.find("·"), self.text.find("-")) if at >= 0]
            likely.update(range(min(dots) + 2, self.end + 1))
        return likely

    def entry(self, at: int) -> float:
        """How well a name may start at ``at``; 0 where it may not."""
        if at == 0:
            return START
        if at in self.titles:
            return TITLED
        return self._entry_behind(at, self.text[at - 1])

    def _entry_behind(self, at: int, before: str) -> float:
        """How well a name may start at ``at``, behind a character and no title."""
        if before == "家" and self.counts(at - 1):
            return 0.0
        if before in PERSON and not (before == "任" and at - 1 in self.titles):
            return BEHIND_PERSON
        if before in _PUNCTUATION:
            return BREAK
        if before in _LOOSE_ENDS or self.text.endswith(_BODY_WORDS.get(before, ()), 0, at):
            return LOOSE
        if self.tags.get(self.ends.get(at, at), "x")[0] == "n":
            return _NOUN
        return _TIME if before in "时后日晚午说中上" else 0.0

    def counts(self, at: int) -> bool:
        """Whether 家 at ``at`` is what shops are counted by, or ends a word for no person."""
        before = self.text[at - 1 : at]
        return before in _COUNTS or before in _HOMES

    def is_word(self, start: int, end: int) -> bool:
        """Whether the dictionary has ``text[start:end]`` as a word that is no proper name."""
        if self.ends.get(end) != start:
            return False
        tag = self.tags[start]
        named = start == 0 or end - start > 2
        sound = tag[0] == "n" and named and SOUNDS.issuperset(self.text[start:end])
        if sound or self.text[start] in "老小阿":
            return False
        return tag[0] in "nvadzilbt" and tag[:2] not in _PROPER

    def fits(self, start: int, end: int) -> float:
        """How well a name agrees with the words of the dictionary: from -1.8 to 0.3."""
        if self.is_word(start, end):
            return -1.2
        begins, closes = start in self.ends, end in self.ends or end == self.end
        return 0.3 if begins and closes else -1.2 * (not begins) - 0.6 * (not closes)


def _titles(text: str) -> list[tuple[int, int]]:
    """Spans of the titles; a prize is none that is given behind a surname: 队长唐|亚军."""
    found = [title.span() for title in TITLE.finditer(text)]
    ends = {0, *(end for _, end in found)}
    return [
        (start, end)
        for start, end in found
        if not (
            text[start:end] in _PRIZES
            and start - 1 in ends
            and text[start - 1] in surnames.IN_PROSE
        )
    ]


def opens_with_verb(phrase: Phrase, start: int) -> bool:
    """Whether a verb or the like starts at ``start``, and no name."""
    tag = phrase.tags.get(start, "n")
    return tag[0] in "vdpa" and phrase.text[start] not in _FIRST


def runs_on(phrase: Phrase, start: int, end: int) -> bool:
    """Whether the span starts with a verb, or ends in a word that stands behind names: 这样."""
    if end - start > 2 and opens_with_verb(phrase, start):
        return True
    return ends_in_word(phrase, start, end)


def ends_in_word(phrase: Phrase, start: int, end: int) -> bool:
    """Whether the span ends in a word of the dictionary that stands behind names: 今天, 公开."""
    word = phrase.ends.get(end, start)
    return word > start + 1 and end - word > 1 and phrase.tags[word][0] in "rdvpctma"
