"""Where jieba's words end: the likeliest of its dictionary and model, and the fewest.

rjieba says so; the kernel ``cutting`` says the same without making a string of each piece, and
both ways out of one walk through the dictionary. It is made after one version of rjieba and of
jieba's dictionary, and left aside where others are installed.
"""

from __future__ import annotations

from collections import deque
from enum import IntEnum
from functools import cached_property, lru_cache
from importlib.metadata import version
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from juku import compiled
from juku.text.segmenting import tags
from juku.text.vocabulary import jieba_dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import rjieba
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Numbers = NDArray[np.int32]
    Curated = tuple[tuple[str, str], ...]

_KERNEL = compiled.kernel("cutting")
_MADE_AFTER = {"rjieba": "0.2.2", "jieba": "0.42.1"}

_ONE_FREQUENCY = 1000
"""High enough that unknown characters, which count as one, do not win over words."""

_STRETCH = 1 << 13
"""Characters cut at a time: their pieces are looked at while they are in the processor's cache."""

_KEPT, _LONGEST_KEPT = 2, 1 << 20
"""How many batches a cutter keeps what it said of, and how many characters such a batch may have:
between words and votes the rests of joined tokens are cut."""


class Way(IntEnum):
    """What decides between words, in the order in which the kernel tells them."""

    LIKELIEST = 0
    """How often a word is used, by the dictionary."""
    FEWEST = 1
    """Nothing but their number: all words of the dictionary have one frequency."""


class Cutter:
    """jieba's dictionary with curated words and their tags, and what it last cut.

    Who prints words and who votes ask for the same text one after the other, in one way or in both.
    """

    def __init__(self, curated: Curated) -> None:
        self._curated = curated
        self._asked: set[Way] = set()
        self._last: deque[tuple[str, dict[Way, tuple[Ints, Numbers | None]]]] = deque(maxlen=_KEPT)

    @property
    def jieba(self) -> rjieba.Jieba:
        """What cuts by the likeliest words, and tags."""
        return self._likeliest[0]

    @property
    def numbers(self) -> int:
        """One more than the highest number of a piece; 0 where pieces have no numbers."""
        return 0 if self._dictionary is None else int(self._dictionary.numbers)

    def ends(self, texts: Sequence[str], way: Way) -> Ints:
        """Where the pieces of all texts end, in all of them with a line feed after each."""
        return self.numbered(texts, way)[0]

    def numbered(self, texts: Sequence[str], way: Way) -> tuple[Ints, Numbers | None]:
        """The same, and where they are to be had, the pieces' numbers.

        Pieces that have the same number have the same form; most that have the same form have the
        same number, and others have -1.
        """
        text = joined(texts)
        if not _separable(texts, text):
            return self._ends_of_each(texts, way), None
        known = next((told for last, told in self._last if last == text), {})
        if way not in known:
            if not known and len(text) <= _LONGEST_KEPT:
                self._last.append((text, known))
            known.update(self._cut(text, way))
        return known[way]

    def _ends_of_each(self, texts: Sequence[str], way: Way) -> Ints:
        """The ends where a text has to be cut by itself."""
        parts = [np.zeros(0, np.int64)]
        begin = 0
        for text in texts:
            parts.append(self._cut(text, way)[way][0] + begin)
            begin += len(text) + 1
            parts.append(np.array([begin]))
        return np.concatenate(parts)

    def _cut(self, text: str, way: Way) -> dict[Way, tuple[Ints, Numbers | None]]:
        """What this way gives, and what others give that come without a walk of their own."""
        if self._dictionary is None:
            engine = self.jieba if way is Way.LIKELIEST else self._fewest
            ends = _ends(map(engine.cut, _stretches(text)))
            ends.setflags(write=False)
            return {way: (ends, None)}
        self._asked.add(way)
        told = self._dictionary.cut(text, *(one in self._asked for one in Way))
        return {
            one: (np.frombuffer(told[one][0], np.int64), np.frombuffer(told[one][1], np.int32))
            for one in self._asked
        }

    @cached_property
    def _dictionary(self) -> Any:
        """That of the kernel; None where there is none for what is installed."""
        if _KERNEL is None or any(version(name) != made for name, made in _MADE_AFTER.items()):
            return None
        added = self._likeliest[1] if self._curated else ()
        model = jieba_dictionary.model()
        return _KERNEL.Dictionary(jieba_dictionary.rows(), added, _ONE_FREQUENCY, model)

    @cached_property
    def _likeliest(self) -> tuple[rjieba.Jieba, tuple[tuple[str, int], ...]]:
        """The engine with curated words, and the frequencies that it gave them."""
        if not self._curated:
            return jieba_dictionary.alone(), ()
        made = jieba_dictionary.engine()()
        added = [(word, made.add_word(word, None, xpos)) for word, xpos in self._curated if word]
        return made, tuple(added)

    @cached_property
    def _fewest(self) -> rjieba.Jieba:
        made: rjieba.Jieba = jieba_dictionary.engine().empty()  # type: ignore[no-untyped-call]  # its stub's
        words = chain(jieba_dictionary.words(), (word for word, _ in self._curated))
        # A third of a million calls: those of ``map``, of which none is kept, are the quickest.
        deque(map(made.add_word, words, repeat(_ONE_FREQUENCY), repeat(tags.OTHER)), maxlen=0)
        return made


@lru_cache(maxsize=1)
def cutter(curated: Curated) -> Cutter:
    """The cutter with these words and their tags, one for all who ask one after the other."""
    return Cutter(curated)


def joined(texts: Sequence[str]) -> str:
    """All texts, a line feed after each."""
    return "\n".join([*texts, ""])


def _ends(parts: Iterable[list[str]]) -> Ints:
    """Where pieces end; of each part of them no more is kept than their lengths."""
    lengths = [_lengths(pieces) for pieces in parts]
    return np.cumsum(np.concatenate([np.zeros(0, np.uint8), *lengths]), dtype=np.int64)


def _lengths(pieces: list[str]) -> NDArray[Any]:
    """The length of each; that of hardly any takes more than a byte."""
    try:
        return np.frombuffer(bytes(map(len, pieces)), np.uint8)
    except ValueError:
        return np.fromiter(map(len, pieces), np.int64, len(pieces))


def _stretches(text: str) -> Iterator[str]:
    """A text in parts that end with a line feed; each can be cut by itself."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _STRETCH) + 1 or len(text)
        yield text[start:end]
        start = end


def _separable(texts: Sequence[str], text: str) -> bool:
    r"""Whether the pieces of the texts joined by line feeds are the pieces of each.

    A line feed ends whatever stands before it, except that ``\r\n`` is one piece.
    """
    return "\r\n" not in text or not any(one.endswith("\r") for one in texts)
