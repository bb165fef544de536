"""Words of a batch of texts: what a segmenter gives, flat over the batch, and its law.

The token law, of every segmenter and any Unicode: a token is a slice of its text, tokens stand in
order, and only white space stands between them, before the first and after the last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from juku.text.arrays.flat import Slices, begins_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a batch of texts, one after another.

    Sequences may be lists, or arrays inside (``flat.py``), which cost less where there are many.
    Tokens ``offsets[i]`` to ``offsets[i + 1]`` are those of text ``i``.
    """

    words: Sequence[str]
    """Each a slice of its own text."""
    starts: NDArray[np.int32]
    """Code point of its own text where each token starts."""
    xpos: Sequence[str | None]
    """The native tag; None where the engine has none for the word."""
    upos: Sequence[str]
    """Universal part of speech."""
    offsets: NDArray[np.int64]
    """Number of texts + 1, from 0 to the number of tokens."""

    def __len__(self) -> int:
        return len(self.words)

    def lengths(self) -> NDArray[np.int32]:
        """Code points in each token."""
        if isinstance(self.words, Slices):
            return (self.words.ends - self.words.starts).astype(np.int32)
        return np.fromiter(map(len, self.words), np.int32, len(self.words))

    def flat(self, texts: Sequence[str]) -> Flat:
        """Where the tokens of ``texts`` are when all stand in one, a line feed between each two."""
        begins = begins_of(texts)
        if isinstance(self.words, Slices):
            return Flat(begins, self.words)
        starts = np.repeat(begins[:-1], np.diff(self.offsets)) + self.starts
        ends = np.add(starts, self.lengths(), dtype=np.int64)
        return Flat(begins, Slices("\n".join(texts), starts, ends))

    def of(self, text: int) -> Tokens:
        """The tokens of one text of the batch, as a batch of one."""
        return self.part(text, text + 1)

    def part(self, first: int, last: int) -> Tokens:
        """The tokens of texts ``first`` to ``last`` of the batch, as a batch."""
        offsets = self.offsets[first : last + 1]
        those = slice(int(offsets[0]), int(offsets[-1]))
        return Tokens(
            self.words[those],
            self.starts[those],
            self.xpos[those],
            self.upos[those],
            offsets - offsets[0],
        )


class Flat(NamedTuple):
    """A batch as one text, its texts a line feed apart, and its tokens there."""

    begins: NDArray[np.int64]
    """Where each text begins, and one past the line feed after the last."""
    words: Slices

    def tokens(self, xpos: Sequence[str | None], upos: Sequence[str]) -> Tokens:
        """The tokens by text."""
        offsets = np.searchsorted(self.words.starts, self.begins)
        local = self.words.starts - np.repeat(self.begins[:-1], np.diff(offsets))
        return Tokens(self.words, local.astype(np.int32), xpos, upos, offsets)


class Segmenter(Protocol):
    """Cuts texts into words and tags them."""

    @property
    def name(self) -> str:
        """As the ``--segmenter`` option takes it."""

    @property
    def version(self) -> str:
        """Engine, dictionary or model, and lexicon: two that are equal give the same tokens."""

    def segment(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text, by the token law."""


def breaches(tokens: Tokens, texts: Sequence[str]) -> list[str]:
    """Where ``tokens`` break the token law on ``texts``; empty when they keep it.

    >>> import numpy as np
    >>> good = Tokens(["进博会"], np.array([1], np.int32), ["nz"], ["PROPN"], np.array([0, 1]))
    >>> breaches(good, [" 进博会"])
    []
    >>> breaches(good, ["第进博会"])
    ['text 0: 第 at 0 is in no token']
    """
    found: list[str] = []
    counts = {len(tokens.words), len(tokens.starts), len(tokens.xpos), len(tokens.upos)}
    if counts != {int(tokens.offsets[-1])} or len(tokens.offsets) != len(texts) + 1:
        return ["the lists of tokens do not have the lengths that offsets gives"]
    for number, text in enumerate(texts):
        end = 0
        first, last = int(tokens.offsets[number]), int(tokens.offsets[number + 1])
        for word, start in zip(tokens.words[first:last], tokens.starts[first:last], strict=True):
            if not word or start < end or text[start : start + len(word)] != word:
                found.append(f"text {number}: {word!r} at {start} is not the next slice")
            elif text[end:start].strip():
                found.append(f"text {number}: {text[end:start].strip()} at {end} is in no token")
            end = max(end, int(start) + len(word))
        if text[end:].strip():
            found.append(f"text {number}: {text[end:].strip()} at {end} is in no token")
    return found
