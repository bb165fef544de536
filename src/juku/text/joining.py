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
from typing import TYPE_CHECKING

import numpy as np

from juku.text import dotted, persons
from juku.text.dotted import LATIN, Run
from juku.text.flat import Coded, Slices
from juku.text.tokens import Flat, Segmenter, Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

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
_NUMBER = rf"{_D}++(?:[,，]{_D}{{3}}(?!{_D}))*+(?:[.．]{_D}++)?+"
# 千米 and its like are units, not the number thousand. Behind two digits or more 百 begins a word
# (2025百度), unless it is of 百万 (320百万元) or 千元.
_SCALE = (
    rf"(?:[万亿]|(?<!{_D}{{2}})(?:[十百]|千(?![米克瓦卡赫帕伏吨]))|[百千](?=[万亿])|千(?=元)"
    "|兆(?![瓦赫]))+"
)
_ADDRESS = (
    r"https?://[!-~]+|www\.[!-~]+"
    r"|[A-Za-z0-9][A-Za-z0-9._+-]*+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
)
_DATE = (
    rf"{_D}{{3,4}}年(?![代度级间期])|{_D}{{2,4}}年代"
    rf"|[01０１]?{_D}月份?(?![球亮薪票租])|[0-3０-３]?{_D}日(?![元圆本])"
    rf"|[0-2０-２]?{_D}(?:时(?![间段候代期速])|点(?![半建意]))"
    rf"|(?<=[时点])[0-5０-５]?{_D}分(?![钟之])"
)
# Units of two letters or more; one letter belongs to its number (5G, 4K, 3D).
_UNIT = "[kKMGT]?Hz|[kKMGT]B|[kcmnμ]m|[km]g|ml|[kM]W|[kM]?Wh|mAh|dB|kV|[kM]Pa"
_AMOUNT = (
    rf"{_NUMBER}(?=(?:{_UNIT})(?!{_WORD}))|{_D}++(?:[-/:：]{_D}++)++(?!{_WORD})"
    rf"|第?{_NUMBER}(?:[%％‰]|{_SCALE}(?:零?{_NUMBER}(?:{_SCALE})?)*[多余]?[万亿]?"
    rf"|[多余几](?:{_SCALE})?|(?![-.&]?[{LATIN}]))"
)
_LETTERS = rf"(?:[A-Z]\.){{2,}}|{_WORD}+(?:[-._&'’]{_WORD}+)*\+*"
_MARK = r"…{2,}|—{2,}|-{2,}|\.{3,}"
_RULES = re.compile(
    rf"(?P<address>{_ADDRESS})|(?P<date>{_DATE})|(?P<number>{_AMOUNT})"
    rf"|(?P<latin>{_LETTERS})|(?P<mark>{_MARK})"
)
_START = re.compile(rf"第(?={_D})|[0-9０-９{LATIN}…—.-]")


def join(tokens: Tokens, texts: Sequence[str], engine: Segmenter) -> Tokens:
    """``tokens`` of ``texts`` with those that lie in the span of a rule joined.

    ``engine`` cuts and tags what is left of a token when a number or a date ends inside it
    (36|万多平方米 → 36万多|平方米).
    """
    flat = tokens.flat(texts)
    names = dotted.runs(tokens, flat)
    runs = _runs(tokens, flat, names + _persons(tokens, flat, names))
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


def _matches(text: str) -> tuple[list[int], list[int], list[str]]:
    """Starts, ends and rules of the spans of the rules that look at characters alone."""
    search, match = _START.search, _RULES.match
    starts: list[int] = []
    ends: list[int] = []
    rules: list[str] = []
    at = 0
    while start := search(text, at):
        at = start.start()
        if found := match(text, at):
            starts.append(at)
            at = found.end()
            ends.append(at)
            rules.append(str(found.lastgroup))
        else:
            at = start.end()
    return starts, ends, rules


def _runs(tokens: Tokens, flat: Flat, names: list[Run]) -> list[Run]:
    """What is to be joined, in order, nothing overlapping; a name goes before other rules."""
    starts, ends, rules = _matches(flat.words.text)
    first = np.searchsorted(flat.words.starts, starts, side="left")
    inside = np.searchsorted(flat.words.ends, ends, side="right")
    touched = np.searchsorted(flat.words.starts, ends, side="left")
    taken = {token for run in names for token in range(run.first, run.last)}
    runs = list(names)
    some = np.flatnonzero((touched - first > 1) | (touched > inside))
    places = [array[some].tolist() for array in (first, inside, touched)]
    for i, begin, last, stop in zip(some.tolist(), *places, strict=True):
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
    firsts, lasts = [run.first for run in runs], [run.last for run in runs]
    made = [run.end for run in runs]
    tails = ends[[last - 1 for last in lasts]].tolist()
    cut = [(end, tail) for end, tail in zip(made, tails, strict=True) if tail > end]
    rests = engine.segment([text[end:tail] for end, tail in cut])
    behind = np.repeat(np.array([end for end, _ in cut], np.int64), np.diff(rests.offsets))
    behind += rests.starts
    new = np.concatenate((starts[firsts], behind))
    order = np.argsort(new, kind="stable")
    inside = np.zeros(len(tokens) + 1, np.int8)
    inside[firsts] += 1
    inside[lasts] -= 1
    kept = np.cumsum(inside, dtype=np.int8)[:-1] == 0
    at = np.searchsorted(starts[kept], new[order])
    new_ends = np.concatenate((np.array(made, np.int64), behind + rests.lengths()))
    xpos = [*([None] * len(runs)), *rests.xpos]
    upos = [*(run.upos for run in runs), *rests.upos]
    whole = Slices(
        text,
        np.insert(starts[kept], at, new[order]),
        np.insert(ends[kept], at, new_ends[order]),
    )
    return Flat(flat.begins, whole).tokens(
        Coded.of(tokens.xpos).put(kept, at, [xpos[i] for i in order.tolist()]),
        Coded.of(tokens.upos).put(kept, at, [upos[i] for i in order.tolist()]),
    )


def _persons(tokens: Tokens, flat: Flat, names: list[Run]) -> list[Run]:
    """Runs of surname and given name that are in no name with a dot."""
    taken = {token for run in names for token in range(run.first, run.last)}
    return [
        Run(first, first + 2, int(flat.words.ends[first + 1]), "PROPN")
        for first in persons.pairs(flat, tokens.upos)
        if taken.isdisjoint((first, first + 1))
    ]
