"""Which hits of a query came and went between two releases, and why.

A hit is the same in both when its sentence is (see `juku.release.diff`) and the same printed text
is hit in it, the second time for the second.  The reason for another is what became of its
sentence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np
import pyarrow.compute as pc

from juku import store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from juku.query.corpus import Corpus
    from juku.release.digests import Array
    from juku.release.pairing import Pairing

_WHOLE = "its sentence is the same; what stands around it changed"


@dataclass(frozen=True, slots=True)
class HitChange:
    """One hit that is in one release only."""

    change: str
    """gained or lost."""
    reason: str
    """What became of its sentence; several classes are joined by a plus."""
    sentence_id: str
    shown: str
    """The hit as printed."""


@dataclass(frozen=True, slots=True)
class HitDiff:
    """The hits of one query in two releases."""

    query: str
    before: int
    after: int
    same: int
    reasons: Mapping[str, int]
    """``gained: REASON`` or ``lost: REASON`` → hits."""
    examples: Sequence[HitChange]


Key = tuple[int, str, int]
"""Row of the sentence in its release, the printed text, and its number in that sentence."""


def compare(before: Path, after: Path, pairs: Pairing, query: str, examples: int) -> HitDiff:
    """Ask both releases, and tell the hits that both have from those that one has.

    Raises:
        QueryError: the query cannot be read.
    """
    old, new = _Hits(before, query, len(pairs.old.keys)), _Hits(after, query, len(pairs.new.keys))
    old_keys, new_keys = list(old.keys()), list(new.keys())
    fate_old = _Fate(pairs, pairs.left, pairs.right, len(pairs.old.keys), "removed")
    fate_new = _Fate(pairs, pairs.right, pairs.left, len(pairs.new.keys), "added")
    there = set(new_keys)
    carried = [(fate_old.partner(key[0]), *key[1:]) for key in old_keys]
    kept = there & set(carried)
    lost = [key for key, other in zip(old_keys, carried, strict=True) if other not in kept]
    gained = [key for key in new_keys if key not in kept]
    changes = [*_changes("lost", lost, old, fate_old), *_changes("gained", gained, new, fate_new)]
    reasons = Counter(f"{one.change}: {one.reason}" for one in changes)
    shown = [one for what in ("lost", "gained") for one in _first(changes, what, examples)]
    return HitDiff(
        query, len(old_keys), len(new_keys), len(kept), dict(reasons.most_common()), shown
    )


def _first(changes: Sequence[HitChange], what: str, most: int) -> list[HitChange]:
    return [one for one in changes if one.change == what][:most]


class _Hits:
    """The hits of a query in a release of ``size`` sentences."""

    def __init__(self, root: Path, query: str, size: int) -> None:
        from juku.query.opening import open_corpus

        self._corpus = open_corpus(root)
        self._found = self._corpus.find(query)
        self._places = self._corpus.unit_of("sentence", self._found.start)
        self._distinct = np.unique(self._places)
        """Numbers of the sentences with hits in the index."""
        self._rows = _rows(root, self._corpus, self._distinct, size)
        """Their rows in the release."""

    def keys(self) -> Iterator[Key]:
        """One a hit, in the order of the text."""
        rows = self._rows[np.searchsorted(self._distinct, self._places)].tolist()
        seen: Counter[tuple[int, str]] = Counter()
        bounds = (self._found.start.tolist(), self._found.end.tolist())
        for row, start, end in zip(rows, *bounds, strict=True):
            text = self._corpus.text(start, end)
            yield row, text, seen[row, text]
            seen[row, text] += 1

    def names(self, rows: Sequence[int]) -> list[str]:
        """The ids of sentences with hits."""
        at = np.searchsorted(self._rows, np.array(rows, np.int64))
        return cast("list[str]", self._corpus.sentence_ids(self._distinct[at]).to_pylist())


def _rows(root: Path, corpus: Corpus, places: Array, size: int) -> Array:
    """Where sentences of the index stand in the release: an index has none without words."""
    if corpus.n_sentences == size:
        return places
    wanted, found, done = corpus.sentence_ids(places), [], 0
    for batch in store.batches(store.shards(root, "sentences"), ["sentence_id"]):
        there = pc.is_in(batch["sentence_id"], wanted).to_numpy(zero_copy_only=False)
        found.append(done + np.flatnonzero(there))
        done += batch.num_rows
    return np.concatenate([np.zeros(0, np.int64), *found])


class _Fate:
    """What became of each row of one release."""

    def __init__(self, pairs: Pairing, own: Array, other: Array, size: int, alone: str) -> None:
        self.pairs, self.other, self.alone = pairs, other, alone
        self.numbers = np.full(size, -1, np.int64)
        self.numbers[own] = np.arange(len(own))

    def partner(self, row: int) -> int | None:
        """The row of the same sentence in the other release."""
        number = self.numbers[row]
        return None if number < 0 else int(self.other[number])

    def reason(self, row: int) -> str:
        number = self.numbers[row]
        if number < 0:
            return self.alone
        found = [kind for kind, mask in self.pairs.masks.items() if mask[number]]
        return " + ".join(found) or _WHOLE


def _changes(change: str, keys: Sequence[Key], hits: _Hits, fate: _Fate) -> Iterator[HitChange]:
    names = hits.names([row for row, _, _ in keys])
    for name, (row, text, _) in zip(names, keys, strict=True):
        yield HitChange(change, fate.reason(row), name, text)
