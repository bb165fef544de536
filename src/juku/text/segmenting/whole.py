"""One engine made whole: any script in, boundaries on the text as printed, joined by one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from juku.text.arrays.flat import Coded, Slices, begins_of
from juku.text.forms import conversion, script
from juku.text.segmenting import joining as rules
from juku.text.segmenting.tokens import Flat, Segmenter, Tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class WholeSegmenter:
    """What `juku.text.segmenting.words.make` returns."""

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
        return f"{self.engine.version} {conversion.versions()['t2s']}{joined}"

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
    if all(one is other for one, other in zip(simplified, texts, strict=True)):
        return tokens
    places = tokens.flat(simplified)
    starts, ends = places.words.starts, places.words.ends
    begins = begins_of(texts)
    if any(back is not None for back in maps):
        back_of = way_back(simplified, texts, maps)
        starts, ends = back_of[starts], back_of[ends]
    kept = ends > starts
    printed = Slices("\n".join(texts), starts[kept], ends[kept])
    xpos, upos = Coded.of(tokens.xpos), Coded.of(tokens.upos)
    return Flat(begins, printed).tokens(xpos.take(kept), upos.take(kept))


def way_back(
    simplified: Sequence[str], texts: Sequence[str], maps: Sequence[NDArray[np.int32] | None]
) -> NDArray[np.int64]:
    """For each place of ``simplified``, joined with a character between, the place as printed.

    ``maps`` as `carry` takes them.
    """
    there, here = begins_of(simplified), begins_of(texts)
    back_of = np.arange(int(there[-1]) + 1)
    for i, own in enumerate(maps):
        local = np.arange(len(simplified[i]) + 1) if own is None else own
        back_of[int(there[i]) : int(there[i + 1])] = local + here[i]
    back_of[-1] = here[-1]
    return back_of
