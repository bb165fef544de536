"""The sentences of two releases, paired by what they say, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from juku.release import digests

if TYPE_CHECKING:
    from juku.release.digests import Array, Digests

_FOLLOWS_CUT = {"retagged", "revoted"}
"""Classes that say nothing of their own where the tokens differ."""


class Pairing:
    """The sentences of two releases, paired, and what became of each."""

    def __init__(self, old: Digests, new: Digests) -> None:
        self.old, self.new = old, new
        left, right = digests.match(old.keys, new.keys)
        rest_old, rest_new = _rest(len(old.keys), left), _rest(len(new.keys), right)
        moved_old, moved_new = digests.match(old.texts[rest_old], new.texts[rest_new])
        self.left = np.concatenate([left, rest_old[moved_old]])
        self.right = np.concatenate([right, rest_new[moved_new]])
        self.removed = np.delete(rest_old, moved_old)
        self.added = np.delete(rest_new, moved_new)
        self.masks = self._masks()
        differs = np.zeros(len(self.left), bool)
        for mask in self.masks.values():
            differs |= mask
        self.same = int((~differs).sum())

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


def _rest(size: int, taken: Array) -> Array:
    left = np.ones(size, bool)
    left[taken] = False
    return np.flatnonzero(left)
