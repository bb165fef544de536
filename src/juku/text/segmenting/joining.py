"""Numbers, dates, names, Latin words and addresses: one treatment, whatever cut the words.

Engines and treebanks differ most where a word is not made of Han characters alone. The rules
below follow the news of the Chinese Treebank's standard, as docs/words.md shows with figures:

======== ==================== ==============================================================
rule     example              what becomes one token
======== ==================== ==============================================================
address  https://a.cn/b?c=1   a web address, a host name, an e-mail address
date     2024年, 11月, 4日     digits and 年 (three digits or four), 月, 日, 时, 点, 年代, 月份
number   2.37亿, 36万多, 99%   digits with point, grouping, sign of percent, 万 and 亿, 多 and 余
latin    F-16, Wi-Fi, R&B     letters and digits with hyphen, point, ampersand, apostrophe
name     拉玛特·图泽          what stands on both sides of a middle dot, where it is a name
person   黄宝妹               surname and given name that the engine has as two names
mark     ……, ——              a run of one mark
======== ==================== ==============================================================

The tokens that lie wholly in a span become one, with no native tag and with the Universal tag
that the rule gives. Only a number and a date also cut: the token that they end inside of.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from juku.text.arrays.flat import Coded, Slices, ranges
from juku.text.segmenting import dotted, persons
from juku.text.segmenting.dotted import LATIN, Run
from juku.text.segmenting.tokens import Flat, Segmenter, Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from juku.records import LexiconEntry

VERSION = 2
"""Raised whenever the same tokens would be joined otherwise."""

UPOS_OF_RULE = {
    "address": "X",
    "date": "NOUN",
    "number": "NUM",
    "latin": "X",
    "mark": "PUNCT",
}

_WHOLE = frozenset({"ns", "nr", "nrt", "nrfg", "nt", "nz", "i"})
"""Native tags of words that no number cuts (余姚 after 20)."""

_D = "[0-9０-９]"
_WORD = f"[0-9０-９{LATIN}]"
_NUMBER = rf"{_D}++(?>(?:[,，]{_D}{{3}}(?!{_D}))*)(?>(?:[.．]{_D}++)?)"
# 千米 and its like are units, not the number thousand. Behind two digits or more 百 begins a word
# (2025百度), unless it is of 百万 (320百万元) or 千元.
_SCALE = (
    rf"(?:[万亿]|(?<!{_D}{{2}})(?:[十百]|千(?![米克瓦卡赫帕伏吨]))|[百千](?=[万亿])|千(?=元)"
    "|兆(?![瓦赫]))+"
)
_WEB = r"https?://[!-~]+|www\.[!-~]+"
_HOST = r"@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
_MAIL = rf"[A-Za-z0-9][A-Za-z0-9._+-]*+{_HOST}"
_DATE = (
    rf"{_D}{{3,4}}年(?![代度级间期])|{_D}{{2,4}}年代"
    rf"|[01０１]?{_D}月份?(?![球亮薪票租])|[0-3０-３]?{_D}日(?![元圆本])"
    rf"|[0-2０-２]?{_D}(?:时(?![间段候代期速])|点(?![半建意]))"
    rf"|(?<=[时点])[0-5０-５]?{_D}分(?![钟之])"
)
# Units of two letters or more; one letter belongs to its number (5G, 4K, 3D).
_UNIT = "[kKMGT]?Hz|[kKMGT]B|[kcmnμ]m|[km]g|ml|[kM]W|[kM]?Wh|mAh|dB|kV|[kM]Pa"
_AMOUNT = (
    rf"{_NUMBER}(?=(?:{_UNIT})(?!{_WORD}))|{_D}++(?>(?:[-/:：]{_D}++)+)(?!{_WORD})"
    rf"|第?{_NUMBER}(?:[%％‰]|{_SCALE}(?:零?{_NUMBER}(?:{_SCALE})?)*[多余]?[万亿]?"
    rf"|[多余几](?:{_SCALE})?|(?![-.&]?[{LATIN}]))"
)
_LETTERS = rf"(?:[A-Z]\.){{2,}}|{_WORD}+(?:[-._&'’]{_WORD}+)*\+*"
_MARK = r"…{2,}|—{2,}|-{2,}|\.{3,}"
_OTHERS = rf"(?P<date>{_DATE})|(?P<number>{_AMOUNT})|(?P<latin>{_LETTERS})|(?P<mark>{_MARK})"
_WITH_MAIL = re.compile(f"(?P<address>{_WEB}|{_MAIL})|{_OTHERS}")
_WITHOUT_MAIL = re.compile(f"(?P<address>{_WEB})|{_OTHERS}")
_IS_HOST = re.compile(_HOST)
_OF_USER = re.compile("[A-Za-z0-9._+-]")

_START, _DIGIT, _LETTER, _FIRST, _DOT, _INSIDE = (1 << n for n in range(6))
"""Kinds of characters: a match may begin with it; a digit; a letter; 第; a middle dot; a match may
have it in it."""
_CHARACTERS = {
    _START: f"0-9０-９{LATIN}…—.-",
    _DIGIT: "0-9０-９",
    _LETTER: LATIN,
    _FIRST: "第",
    _DOT: dotted.DOTS,
    _INSIDE: f"!-~0-9０-９{LATIN}，．％‰：’μ…—第零年月日时点分代份万亿十百千兆多余几",
}
"""Of each kind, as a class of a regular expression takes them."""


def join(tokens: Tokens, texts: Sequence[str], engine: Segmenter) -> Tokens:
    """``tokens`` of ``texts`` with those that lie in the span of a rule joined.

    ``engine`` cuts and tags what is left of a token when a number or a date ends inside it
    (36|万多平方米 → 36万多|平方米).
    """
    flat = tokens.flat(texts)
    kinds = _kinds(flat.words.text)
    names = dotted.runs(tokens, flat, np.flatnonzero(kinds & _DOT != 0))
    names += _persons(tokens, flat, names)
    runs = _runs(tokens, flat, names, _places(flat, kinds))
    return _joined(tokens, runs, flat, engine) if runs else tokens


def keep_whole(
    tokens: Tokens, texts: Sequence[str], lexicon: Sequence[LexiconEntry], engine: Segmenter
) -> Tokens:
    """``tokens`` with the words of ``lexicon`` put together where they are whole tokens.

    For engines that take no dictionary. Longer words go before shorter ones; an occurrence that
    begins or ends inside a token is left as it is. One that is a token already gets the Universal
    tag of the lexicon, and where that is another loses the engine's native one.
    """
    upos = {entry.word: entry.upos for entry in lexicon}
    if not upos or not len(tokens):
        return tokens
    flat = tokens.flat(texts)
    words = re.compile("|".join(map(re.escape, sorted(upos, key=lambda word: (-len(word), word)))))
    runs = []
    for match in words.finditer(flat.words.text):
        first = int(np.searchsorted(flat.words.starts, match.start(), side="left"))
        last = int(np.searchsorted(flat.words.ends, match.end(), side="right"))
        tag = upos[match[0]]
        told = last - first == 1 and tokens.upos[first] == tag
        if first < last and _covers(flat, first, last, match.span()) and not told:
            runs.append(Run(first, last, match.end(), tag))
    return _joined(tokens, runs, flat, engine) if runs else tokens


def _covers(flat: Flat, first: int, last: int, span: tuple[int, int]) -> bool:
    return (int(flat.words.starts[first]), int(flat.words.ends[last - 1])) == span


def _kinds(text: str) -> NDArray[np.uint8]:
    """The kinds of each character, and of the two line feeds that are thought around the text."""
    return _table()[np.frombuffer(f"{text}\n".encode("utf-32-le", "surrogatepass"), np.uint32)]


@cache
def _table() -> NDArray[np.uint8]:
    """By code point."""
    table = np.zeros(sys.maxunicode + 1, np.uint8)
    for kind, characters in _CHARACTERS.items():
        for first, last in re.findall("(.)(?:-(.))?", characters, re.DOTALL):
            table[ord(first) : ord(last or first) + 1] |= kind
    return table


def _places(flat: Flat, kinds: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where a match may begin, but for digits alone and letters alone that are a token already.

    Nothing that a match could have in it stands beside such digits or letters: they are one match,
    which joins and cuts nothing, and no other reaches them.
    """
    places = np.flatnonzero(kinds & (_START | _FIRST) != 0)
    places = places[(kinds[places] & _START > 0) | (kinds[places + 1] & _DIGIT > 0)]
    if not len(places):
        return places
    begin = np.flatnonzero(np.diff(places, prepend=-2) > 1)
    starts, sizes = places[begin], np.diff(begin, append=len(places))
    ends = starts + sizes
    alike = np.bitwise_and.reduceat(kinds[places], begin) & (_DIGIT | _LETTER) > 0
    alone = (kinds[starts - 1] | kinds[ends]) & _INSIDE == 0
    token = np.searchsorted(flat.words.starts, starts).clip(max=len(flat.words) - 1)
    whole = (flat.words.starts[token] == starts) & (flat.words.ends[token] == ends)
    return np.compress(np.repeat(~(alike & alone & whole), sizes), places)


def _matches(text: str, places: NDArray[np.int64]) -> tuple[list[int], list[int], list[str]]:
    """Starts, ends and rules of the spans of the rules that look at characters alone."""
    users = _users(text)
    starts: list[int] = []
    ends: list[int] = []
    rules: list[str] = []
    at = 0
    for place in places.tolist():
        if place < at:
            continue
        match = (_WITH_MAIL if place in users else _WITHOUT_MAIL).match
        if found := match(text, place):
            at = found.end()
            starts.append(place)
            ends.append(at)
            rules.append(str(found.lastgroup))
    return starts, ends, rules


def _users(text: str) -> set[int]:
    """The places from which nothing but characters of a user stands before ``@`` and a host.

    There alone an address of mail can begin. Sought from every other place as well, its end would
    be sought through all of a long run of such characters from each of them.
    """
    users: set[int] = set()
    at = text.find("@")
    while at >= 0:
        if _IS_HOST.match(text, at):
            start = at
            while start and _OF_USER.match(text, start - 1):
                start -= 1
            users.update(range(start, at))
        at = text.find("@", at + 1)
    return users


def _runs(tokens: Tokens, flat: Flat, names: list[Run], places: NDArray[np.int64]) -> list[Run]:
    """What is to be joined, in order, nothing overlapping; a name goes before other rules."""
    starts, ends, rules = _matches(flat.words.text, places)
    first = np.searchsorted(flat.words.starts, starts, side="left")
    inside = np.searchsorted(flat.words.ends, ends, side="right")
    touched = np.searchsorted(flat.words.starts, ends, side="left")
    taken = {token for run in names for token in range(run.first, run.last)}
    runs = list(names)
    some = np.flatnonzero((touched - first > 1) | (touched > inside))
    found = [array[some].tolist() for array in (first, inside, touched)]
    for i, begin, last, stop in zip(some.tolist(), *found, strict=True):
        cuts = begin <= last < stop and _may_cut(rules[i], tokens.xpos[last])
        if (last - begin > 1 or cuts) and taken.isdisjoint(range(begin, last + cuts)):
            end = ends[i] if cuts else int(flat.words.ends[last - 1])
            runs.append(Run(begin, last + cuts, end, UPOS_OF_RULE[rules[i]]))
    return sorted(runs)


def _may_cut(rule: str, xpos: str | None) -> bool:
    """Whether a span of ``rule`` may end inside a token with the native tag ``xpos``."""
    return rule == "date" or (rule == "number" and xpos not in _WHOLE)


def _joined(tokens: Tokens, runs: list[Run], flat: Flat, engine: Segmenter) -> Tokens:
    """The tokens with each run put together, and what a run leaves of its last token cut anew."""
    text, starts, ends = flat.words.text, flat.words.starts, flat.words.ends
    firsts, lasts, made = (np.array(one, np.int64) for one in list(zip(*runs, strict=True))[:3])
    tails = ends[lasts - 1]
    cut = np.flatnonzero(tails > made)
    spans = zip(made[cut].tolist(), tails[cut].tolist(), strict=True)
    rests = engine.segment([text[end:tail] for end, tail in spans])
    behind = np.repeat(made[cut], np.diff(rests.offsets)) + rests.starts
    new = np.concatenate((starts[firsts], behind))
    order = np.argsort(new, kind="stable")
    kept = np.delete(np.arange(len(tokens)), ranges(firsts, lasts))
    # A new token goes before the first of the old ones that does not begin before it.
    at = np.searchsorted(kept, np.searchsorted(starts, new[order]))
    picked = np.insert(kept, at, len(tokens) + order)
    whole = Slices(
        text,
        np.concatenate((starts, new))[picked],
        np.concatenate((ends, made, behind + rests.lengths()))[picked],
    )
    xpos = Coded.of(tokens.xpos).add([*([None] * len(runs)), *rests.xpos])
    upos = Coded.of(tokens.upos).add([*(run.upos for run in runs), *rests.upos])
    return Flat(flat.begins, whole).tokens(xpos.take(picked), upos.take(picked))


def _persons(tokens: Tokens, flat: Flat, names: list[Run]) -> list[Run]:
    """Runs of surname and given name that are in no name with a dot."""
    taken = {token for run in names for token in range(run.first, run.last)}
    return [
        Run(first, first + 2, int(flat.words.ends[first + 1]), "PROPN")
        for first in persons.pairs(flat, tokens.upos)
        if taken.isdisjoint((first, first + 1))
    ]
