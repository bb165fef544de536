"""How sure a boundary is: how many segmentations begin a token where this one does.

A count over words depends on where words were cut. Beside the segmentation that a release prints
stand others that cost little, each with the same curated lexicon, none joined by rule:

=============== ===========================================================================
rjieba          the likeliest words by jieba's dictionary and model
rjieba-fewest   the fewest words, every word of the dictionary weighing the same
any segmenter   such as ``ud``, when it is asked for by name
=============== ===========================================================================

A token's votes are 1, for the segmentation that printed it, and 1 for each other that has a
boundary at its start. The first token of a text has every vote. A boundary that only the others
have is nobody's start, and is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from juku.text.forms import script
from juku.text.segmenting import whole, words
from juku.text.segmenting.words_jieba import FewestWords, RjiebaSegmenter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from juku.records import LexiconEntry
    from juku.text.segmenting.tokens import Segmenter, Tokens

_PIECES: Mapping[str, type[RjiebaSegmenter | FewestWords]] = {
    RjiebaSegmenter.name: RjiebaSegmenter,
    FewestWords.name: FewestWords,
}


@dataclass(frozen=True, slots=True)
class Voter:
    """A segmentation that is asked for its boundaries alone."""

    name: str
    """As `make` takes it."""
    version: str
    """Two that are equal give the same boundaries."""
    boundaries: Callable[[Sequence[str]], NDArray[np.int64]] = field(repr=False)
    """Where pieces begin or end, in simplified texts joined with a character between."""

    @classmethod
    def of_pieces(cls, engine: RjiebaSegmenter | FewestWords) -> Voter:
        """An engine of jieba's, asked for the ends of its pieces.

        A text's pieces begin where the line feed before it ends.
        """
        return cls(engine.name, engine.version, engine.ends)

    @classmethod
    def of_words(cls, engine: Segmenter) -> Voter:
        """Any segmenter, asked for its tokens."""

        def boundaries(texts: Sequence[str]) -> NDArray[np.int64]:
            """Starts and ends of tokens."""
            words = engine.segment(texts).flat(texts).words
            return np.concatenate((words.starts, words.ends))

        return cls(engine.name, engine.version, boundaries)


def default_names(segmenter: str) -> tuple[str, ...]:
    """The voters that cost little, beside the segmenter called ``segmenter`` itself."""
    return tuple(name for name in _PIECES if name != segmenter)


def make(names: Sequence[str], lexicon: Sequence[LexiconEntry] = ()) -> tuple[Voter, ...]:
    """The voters of these names.

    Raises:
        SegmenterError: if nothing has one of the names, or what it needs is not installed.
    """
    return tuple(
        Voter.of_pieces(_PIECES[name](lexicon))
        if name in _PIECES
        else Voter.of_words(words.engine(name, lexicon))
        for name in names
    )


def count(tokens: Tokens, texts: Sequence[str], voters: Sequence[Voter]) -> NDArray[np.int8]:
    """For each token of ``texts``, the votes for a boundary at its start, itself included."""
    votes = np.ones(len(tokens), np.int8)
    if not len(tokens):
        return votes
    simplified, maps = script.simplified_for_segmenting(texts)
    flat = tokens.flat(texts)
    begins, starts = flat.begins, flat.words.starts
    back_of = (
        None if all(back is None for back in maps) else whole.way_back(simplified, texts, maps)
    )
    for voter in voters:
        places = voter.boundaries(simplified)
        if back_of is not None:
            places = back_of[places]
        marks = np.zeros(int(begins[-1]) + 1, np.bool_)
        marks[places] = True
        marks[begins] = True
        # White space before a text's first token is no boundary that anyone could miss.
        marks[starts[tokens.offsets[:-1][np.diff(tokens.offsets) > 0]]] = True
        votes += marks.take(starts)
    return votes
