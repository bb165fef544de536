"""The sentences of two releases, paired by what they say, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from juku.release import digests

if TYPE_CHECKING:
    from juku.release.digests import Array, Digests

_FOLLOWS_CUT = {"retagged", "revoted"}
"""Classes that say nothing of their own where the tokens differ."""

_PLACE = "moved"
"""The group of columns with a sentence's id and place, which stay when its text is withheld."""


class Pairing:
    """The sentences of two releases, paired, and what became of each."""

    def __init__(self, old: Digests, new: Digests) -> None:
        self.old, self.new = old, new
        self.left, self.right = digests.match(old.keys, new.keys)
        self.removed = _rest(len(old.keys), self.left)
        self.added = _rest(len(new.keys), self.right)
        with_text = len(self.left)
        self._withheld()
        without = len(self.left)
        self._moved()
        withheld = np.zeros(len(self.left), bool)
        withheld[with_text:without] = True
        # Where the text is gone, what was made of it being gone too says nothing more.
        masks = {kind: mask & ~withheld for kind, mask in self._masks().items()}
        self.masks = {**masks, "withheld": withheld}
        differs = np.zeros(len(self.left), bool)
        for mask in self.masks.values():
            differs |= mask
        self.same = int((~differs).sum())

    def _withheld(self) -> None:
        """Pair sentences that have their text in one release only, by their ids and places."""
        if _PLACE not in self.old.groups:
            return
        for empty_before in (True, False):
            self._pair(
                self.old.groups[_PLACE], self.new.groups[_PLACE],
                self.removed[_empty(self.old, self.removed) == empty_before],
                self.added[_empty(self.new, self.added) != empty_before],
            )  # fmt: skip

    def _moved(self) -> None:
        """Pair sentences by their text alone."""
        self._pair(
            self.old.texts, self.new.texts,
            self.removed[~_empty(self.old, self.removed)],
            self.added[~_empty(self.new, self.added)],
        )  # fmt: skip

    def _pair(self, old: Array, new: Array, olds: Array, news: Array) -> None:
        """Pair rows ``olds`` and ``news`` that have one value in ``old`` and ``new``."""
        left, right = digests.match(old[olds], new[news])
        self.left = np.concatenate([self.left, olds[left]])
        self.right = np.concatenate([self.right, news[right]])
        self.removed = np.setdiff1d(self.removed, olds[left])
        self.added = np.setdiff1d(self.added, news[right])

    def _masks(self) -> dict[str, Array]:
        """Class → which of the pairs it is true of."""
        masks = {
            group: values[self.left] != self.new.groups[group][self.right]
            for group, values in self.old.groups.items()
        }
        for follower in _FOLLOWS_CUT & masks.keys():
            if "recut" in masks:
                masks[follower] &= ~masks["recut"]
        return masks

    def count(self, kind: str) -> int:
        """Sentences of a class."""
        if kind in {"added", "removed"}:
            return len(getattr(self, kind))
        return int(self.masks[kind].sum()) if kind in self.masks else 0

    def places(self, kind: str, most: int) -> list[tuple[int | None, int | None]]:
        """Row numbers before and after of the first sentences of a class."""
        if kind == "added":
            return [(None, int(i)) for i in self.added[:most]]
        if kind == "removed":
            return [(int(i), None) for i in self.removed[:most]]
        chosen = np.flatnonzero(self.masks[kind])[:most]
        return [(int(self.left[i]), int(self.right[i])) for i in chosen]


def _empty(rows: Digests, places: Array) -> Array:
    """Which of the rows at ``places`` have no text."""
    found: Array = rows.texts[places] == digests.EMPTY
    return found


def _rest(size: int, taken: Array) -> Array:
    left = np.ones(size, bool)
    left[taken] = False
    return np.flatnonzero(left)
