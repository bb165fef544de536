"""Whether one line carries on the sentence that another leaves open.

A line that ends with a final mark leaves nothing open. Of the others some are halves of a
paragraph and some are whole: headings, lines of lists and poems, paragraphs whose last mark was
forgotten. The words that meet at the seam tell them apart.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from juku.text.mending import halves, prose
from juku.text.mending.open_words import (
    ADVERBS,
    ASKING,
    NEVER_FIRST,
    OPEN_TAGS,
    OPEN_WORDS,
    PARTICLES,
    is_particle,
    is_torn_name,
)
from juku.text.mending.prose import OPENER, PLAIN_HEADING, STARTER, SUFFIX, is_parallel
from juku.text.mending.words_met import crosses, seam
from juku.text.vocabulary.marks import (
    BY_ITSELF,
    CLAUSE_END,
    MARKED,
    NO_BEGINNING,
    SALUTATION,
    SAYING,
    TORN_OFF,
    is_cut,
    is_final,
    is_item,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_ITEM = 25
"""Characters of an item of a list, which is whole without a mark."""
_STOPS = 30
"""A line of as many characters that just stops is seldom whole, whatever follows."""
_LONG_MARKED, _LONG_UNMARKED = 28, 45
"""A line of more characters is judged as prose and not as a heading, on a page that marks its
headings, where hardly a line without a mark is one, and on a page that does not."""
_WHOLE = 10
"""A line of more characters with a last mark is a sentence, or the rest of one."""
_CLAUSE = 8
"""Characters of a line from which the words of a clause tell; shorter headings have them too."""
_SCANNED = 50_000
"""Characters of a page among which those at a seam are looked for: work grows as the page does."""
_LABELLED = re.compile("[^，。；：！？]{2,6}：")
"""How the lines of a notice begin: 时间：, 地点：."""
_PROSE = re.compile(r"[，。；！？]")
_CLAUSE_WORD = re.compile("[的了在将是被与于从向其该这那他她它们]")
"""What clauses have and headings seldom."""
_COUNTED = re.compile(r"[0-9０-９一二三四五六七八九十百千万亿两几每各这那数][^，]{1,3}$")
"""A measure word and what it measures out; alone, 道 ends a heading."""
_LEADING = frozenset(("p", "c", "uv"))
"""Prepositions, conjunctions and 地: no line ends with them, not even one of verse."""
_MID_TAGS = frozenset(
    ("v", "n", "vn", "f", "uj", "ul", "ng", "vg", "u", "a", "b", "an", "vd", "zg", "q")
)
"""Words that seldom begin a paragraph."""
_NAMED_END = frozenset(("i", "l", "vn", "s", "ag", "x"))
"""What headings like to end with."""

_MARKED = (0.0, -1.0)
"""Score of `halves` from which a line that may be a heading is a half whatever it looks like, and
below which it is none, on a page that marks its headings."""
_BROKEN = 6.0
"""How much less is enough where the page shows a break elsewhere that nothing else explains."""
_TORN, _OPEN = 2.0, 4.0
"""How much less is enough where a word lies over the seam; how much where one stands before it with
which no heading ends, or behind it with which no paragraph begins."""
_HEADING = -1.0
"""Score below which a line is a heading."""
_HEADED = 1.5
"""How much less is enough, or more is asked, where nothing on a page that marks no headings looks
like one, or where something does."""
_BARE = 2.5
"""How much more is asked in a story that marks no headings, where the page has unmarked ones."""
_PROSE_ALONE = -0.5
"""Score of `halves` for a line alone from which it is no headline."""
_SURELY = 2.0
"""What the words alone must give where something else speaks against two halves."""
_SEEN = 3.0
"""What it gives that the page has the characters at the seam elsewhere too."""
_UNMARKED = (4.5, 4.0)
"""The same on a page that does not."""


class Seams:
    """Judges the seams of one page; ``page`` is asked for strings that stand elsewhere on it.

    ``headings_marked`` says that the page marks its headings, so that a short line without a
    mark is none.
    """

    def __init__(self, page: str, *, headings_marked: bool) -> None:
        self.page = page
        self._scanned = page[:_SCANNED]
        self._headings_marked = headings_marked
        self._headed: bool | None = None
        self._broken = False
        self._unasked: tuple[Callable[[], bool], Callable[[], bool]] | None = None
        self._told: dict[tuple[str, str, bool], bool] = {}
        """What words have told so far of two lines, as long as no more is known of the page."""

    @property
    def broken(self) -> bool:
        """Some paragraph of the page is broken for certain."""
        self._learn()
        return self._broken

    @property
    def headed(self) -> bool | None:
        """Whether some line can hardly be anything but a heading that is not marked, if known.

        On a page that marks headings, two of the stories that mark none.
        """
        self._learn()
        return self._headed

    def ask_later(self, headed: Callable[[], bool], broken: Callable[[], bool]) -> None:
        """Ask ``headed`` and then ``broken`` what they are when one is first needed.

        Most pages need neither.
        """
        self._unasked = headed, broken
        self._told.clear()

    def forget(self) -> None:
        """Let go of who was to be asked later: the page is read, and memory comes back at once."""
        self._unasked = None

    def _learn(self) -> None:
        if self._unasked is not None:
            (headed, broken), self._unasked = self._unasked, None
            self._headed = headed()
            self._broken = broken()
            self._told.clear()

    def carries_on(
        self,
        left: str,
        right: str,
        *,
        half: bool = False,
        listed: bool = False,
        bare: bool = False,
    ) -> bool:
        """Whether ``right`` carries on ``left``.

        ``half`` says that ``left`` carries on something itself; ``listed`` that it is one of
        several short lines, as in a list or a poem; ``bare`` that their story marks no headings.
        """
        if not left or not right or left == right:
            return False
        if is_final(left):
            said = right[0] == "“" and SAYING.search(left[-6:]) is not None
            return said or TORN_OFF.match(right) is not None
        if BY_ITSELF.fullmatch(left) and not half:
            return False
        item = MARKED.match(left) is not None and len(left) < _ITEM and not half
        item = item and not self.torn(left, right)
        if listed or item or is_item(right):
            return False
        if right[-1] in "：:" and SALUTATION.fullmatch(right):
            return False
        return half or is_cut(left, right) or self._told_by_words(left, right, bare=bare)

    def left_open(self, left: str, right: str) -> bool:
        """Whether the last word or mark of ``left`` asks for more, or a word lies over the seam."""
        if CLAUSE_END.search(left[-2:]) or self.torn(left, right):
            return True
        found = seam(left, right)
        open_word = found.last in OPEN_WORDS or is_particle(found.last, found.left)
        return open_word or is_cut(left, right)

    def _told_by_words(self, left: str, right: str, *, bare: bool) -> bool:
        """Nothing but the words at the seam tells; several rules ask it of the same lines."""
        told = self._told.get((left, right, bare))
        if told is None:
            told = self._told[left, right, bare] = self._judged(left, right, bare=bare)
        return told

    def _judged(self, left: str, right: str, *, bare: bool) -> bool:
        if not self._headings_marked and len(left) < _STOPS and PLAIN_HEADING.fullmatch(right):
            return self.torn(left, right) or self.affinity(left, right) > _SURELY
        if not halves.may_head(left):
            return self._by_rule(left, right)
        if len(left) < _STOPS and OPENER.match(left):
            return self._prose(left, right)
        over = left[-2:] + right[:2]
        seen = len(over) == 4 and over.isalpha() and self._elsewhere(over)
        return seen or is_torn_name(left, right) or self._is_half(left, right, bare=bare)

    def _is_half(self, left: str, right: str, *, bare: bool) -> bool:
        """Whether a short line is rather half of a paragraph than a heading."""
        if is_parallel(left) and not self._opened(left, right):
            return False
        bare = bare and self._headings_marked and PLAIN_HEADING.fullmatch(left) is not None
        sure, least = _MARKED if self._headings_marked and not bare else _UNMARKED
        likely = self._likely(left, right)
        # Most lines need not ask what the page says, which takes away or gives so much at the most.
        if likely - (_BARE if bare else _HEADED) > sure:
            return True
        opened = self._opened(left, right)
        if likely + _BROKEN + _HEADED <= least - opened:
            return False
        score = likely + _BROKEN * self.broken
        score += self._habit(left, right, bare=bare)
        if score > sure:
            return True
        return score > least - opened and self._by_rule(left, right)

    def asks_for_more(self, left: str) -> bool:
        """Whether a line ends with a word that says nothing without what stands behind it."""
        found = seam(left, "")
        asks = is_particle(found.last, found.left) or found.last in ASKING
        # Headings like to end with 了: 水清了，鱼回来了.
        return asks and left[-1] != "了"

    def _opened(self, left: str, right: str) -> float:
        """How much less is enough because of the words right at the seam."""
        if self.asks_for_more(left) or NEVER_FIRST.match(right):
            return _OPEN
        return _TORN if self.torn(left, right) else 0.0

    def _habit(self, left: str, right: str, *, bare: bool) -> float:
        """What the page's other lines say of one that may be a heading."""
        if bare and self.headed:
            return _SEEN * self.is_elsewhere(left, right) - _BARE
        if self.headed is None or self._headings_marked:
            return 0.0
        if self.headed:
            return -_HEADED
        return _HEADED if is_final(right) or len(right) >= _ITEM else 0.0

    def _by_rule(self, left: str, right: str) -> bool:
        """Whether it reads like prose that just stops, or like no heading."""
        heading = not self._headings_marked and PLAIN_HEADING.fullmatch(left) is not None
        long = len(left) > (_LONG_MARKED if self._headings_marked else _LONG_UNMARKED)
        if not heading and (long or _PROSE.search(left)):
            return self._prose(left, right)
        return self._short(left, right)

    def surely(self, left: str, right: str) -> bool:
        """Whether the words at the seam say so by themselves, wherever the two lines stand."""
        if not left or not right or is_final(left) or MARKED.match(right):
            return False
        if BY_ITSELF.fullmatch(left):
            return False
        torn = self.torn(left, right) or is_cut(left, right)
        if torn or self.affinity(left, right) > _SURELY:
            return True
        return halves.may_head(left) and self._likely(left, right) > _UNMARKED[0]

    def stops(self, left: str, right: str) -> bool:
        """Whether a line that is no heading is prose that just stops, and ``right`` its rest."""
        if is_final(left) or MARKED.match(right):
            return False
        return not halves.may_head(left) and self._prose(left, right)

    def is_heading(self, left: str, right: str) -> bool:
        """Whether words and looks say that ``left`` is a heading and no half."""
        if not left or not right or not halves.may_head(left):
            return False
        return self._likely(left, right) < _HEADING and not self._opened(left, right)

    def is_prose(self, left: str) -> bool:
        """Whether a line reads as a sentence that stops and as no headline, and is not empty."""
        return left != "" and halves.alone(left, seam(left, "")) > _PROSE_ALONE

    def _likely(self, left: str, right: str) -> float:
        """What words and looks give: above 0 where the line is rather a half than a heading."""
        return _likely(left, right[: halves.SEEN])

    def affinity(self, left: str, right: str) -> float:
        """What the words at the seam give: above 0 where they are rather of one sentence."""
        if not left or not right:
            return 0.0
        return halves.by_words(left, right, seam(left, right))

    def fit(self, left: str, right: str) -> float:
        """What the words at the seam give, and what the page says of them elsewhere."""
        return self.affinity(left, right) + _SEEN * self.is_elsewhere(left, right)

    def is_elsewhere(self, left: str, right: str) -> bool:
        """Whether three characters over the seam stand elsewhere on the page too."""
        over = filter(str.isalpha, (left[-2:] + right[:1], left[-1:] + right[:2]))
        return self._elsewhere(*over)

    def reads_on(self, left: str, right: str) -> bool:
        """Whether the words are rather of one sentence, and the lines no items of a notice."""
        items = _LABELLED.match(left) is not None and _LABELLED.match(right) is not None
        return not items and self.affinity(left, right) > 0

    def torn(self, left: str, right: str) -> bool:
        """Whether nothing but a break can have parted the two: a word lies over the seam."""
        if not left or not right:
            return False
        if SUFFIX.match(right) or NO_BEGINNING.match(right) or left[-1] in "（(“‘《「『":
            return True
        if is_torn_name(left, right):
            return True
        return crosses(left, right)

    def breaks_off(self, left: str, right: str) -> bool:
        """Whether a line ends in the midst of a word, or behind one that no line ends with."""
        found = seam(left, right)
        return found.left in _LEADING or found.last in ADVERBS or self.torn(left, right)

    def _prose(self, left: str, right: str) -> bool:
        """A line of prose that just stops."""
        if prose.surely(left, right):
            return True
        score = prose.score(left, right, seam(left, right))
        if prose.LEAST - prose.SEEN < score <= prose.LEAST:
            score += prose.SEEN * self._elsewhere(left[-2:] + right[:1], left[-1:] + right[:2])
        return score > prose.LEAST

    def _elsewhere(self, *over: str) -> bool:
        """Whether characters over a seam stand elsewhere too."""
        return any(len(one) > 2 and one in self._scanned for one in over)

    def _short(self, left: str, right: str) -> bool:
        """A line that may be a heading: only what no heading would do makes it a half."""
        starts = STARTER.match(right) is not None
        if len(left) < 2 or NEVER_FIRST.match(right) or (SUFFIX.match(right) and not starts):
            return len(left) > 1
        found = seam(left, right)
        open_tags = PARTICLES if starts and not self._headings_marked else OPEN_TAGS
        torn = found.crosses and open_tags is OPEN_TAGS
        counted = self._headings_marked or found.left != "q" or bool(_COUNTED.search(left))
        particle = counted and is_particle(found.last, found.left, open_tags)
        if torn or particle or found.last in OPEN_WORDS:
            return True
        whole = is_final(right) and len(right) > _WHOLE and self._headings_marked
        if not whole or " " in left or starts:
            return False
        clause = len(left) >= _CLAUSE and _CLAUSE_WORD.search(left) is not None
        return clause or (found.left not in _NAMED_END and found.right in _MID_TAGS)


@lru_cache(maxsize=1024)
def _likely(left: str, right: str) -> float:
    return halves.score(left, right, seam(left, right))
