"""One engine made whole: any script in, boundaries on the text as printed, joined by one rule."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from juku.text import joining as rules
from juku.text import script
from juku.text.words import Segmenter, Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class WholeSegmenter:
    """What `juku.text.words.make` returns."""

    def __init__(self, engine: Segmenter, *, joining: bool) -> None:
        self.engine = engine
        self.joining = joining

    @property
    def name(self) -> str:
        """The engine's."""
        return self.engine.name

    @property
    def version(self) -> str:
        """The engine's, the script conversion's, and that of the joining rules when they are on."""
        joined = f" joining-{rules.VERSION}" if self.joining else ""
        return f"{self.engine.version} {script.versions()['t2s']}{joined}"

    def segment(self, texts: Sequence[str]) -> Tokens:
        """The tokens of each text, which are slices of it as printed."""
        simplified, maps = script.simplified_for_segmenting(texts)
        tokens = carry(self.engine.segment(simplified), simplified, texts, maps)
        return rules.join(tokens, texts, self.engine) if self.joining else tokens


def carry(
    tokens: Tokens,
    simplified: Sequence[str],
    texts: Sequence[str],
    maps: Sequence[NDArray[np.int32] | None],
) -> Tokens:
    """``tokens`` of ``simplified`` with the same boundaries on ``texts``.

    ``maps[i]`` gives for each code point of ``simplified[i]``, and for its end, the code point of
    ``texts[i]`` where it comes from; None where the lengths are equal and the map the identity.
    A token that has no characters of its own in the text as printed falls away.
    """
    changed = [i for i, text in enumerate(texts) if simplified[i] is not text]
    if not changed:
        return tokens
    words, starts = list(tokens.words), tokens.starts.copy()
    for i in changed:
        first, last = int(tokens.offsets[i]), int(tokens.offsets[i + 1])
        begin = tokens.starts[first:last]
        end = begin + np.fromiter(map(len, words[first:last]), np.int32, last - first)
        back = maps[i]
        if back is not None:
            begin, end = back[begin], back[end]
        text = texts[i]
        words[first:last] = [text[s:e] for s, e in zip(begin.tolist(), end.tolist(), strict=True)]
        starts[first:last] = begin
    carried = Tokens(words, starts, tokens.xpos, tokens.upos, tokens.offsets)
    return carried if "" not in words else keep(carried, np.array(words, object) != "")


def keep(tokens: Tokens, mask: NDArray[np.bool_]) -> Tokens:
    """Those tokens for which ``mask`` is true."""
    flags = mask.tolist()
    return Tokens(
        list(compress(tokens.words, flags)),
        tokens.starts[mask],
        list(compress(tokens.xpos, flags)),
        list(compress(tokens.upos, flags)),
        np.concatenate(([0], np.cumsum(mask)))[tokens.offsets],
    )
