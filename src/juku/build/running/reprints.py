"""Reprints: articles of a corpus whose text is nearly that of an earlier one.

Sketches are made with the tables, a task at a time, of the simplified form, so that a story counts
as the same in either script. When all are there, articles with the very same text are put together
and the first of them stands for all; those that agree in a band are looked at as pairs, the pairs
whose sketches differ too much are dropped, and what is left is decided by the true overlap of
shingles. Then, from the earliest day on, each text that is near no original before it is one
itself, so that what is only near a reprint, as two stories of one digest are, keeps a name of its
own. Nothing is held in memory for every article but some bytes; sketches, and the shingles of
candidates, lie in files that are read a part at a time.
"""

from __future__ import annotations

import hashlib
import io
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from juku import store
from juku.text.arrays import shingles
from juku.text.arrays.shingles import BANDS, BINS
from juku.text.forms import script

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

SHARE = 0.4
LIKELY = 0.2
"""A pair is near-identical if SHARE of the shorter's shingles are in the longer, which was cut or
has more. LIKELY is the least overlap, of all that either has, that a sketch has to promise for a
pair to be looked at."""

FEWEST = 20
"""Shingles under which a text is too short to be told from others like it."""

_ALL_PAIRS = 8
"""Texts that agree in a band of which every pair is looked at; a later one, which is crowded, is
looked at with these and with the one before it."""

_CHUNK = 20_000

_HALF, _LOWER = np.uint64(32), np.uint64(0xFFFFFFFF)


def sketches(articles: pa.Table) -> bytes:
    """The sketches of a task's articles, as a file that keeps them."""
    texts = script.hans(articles["text"].to_pylist())
    made = shingles.sketch(texts)
    file = io.BytesIO()
    np.savez(file, bands=made.bands, bins=made.bins, sizes=made.sizes, texts=_digests(texts))
    return file.getvalue()


def _digests(texts: Sequence[str]) -> NDArray[np.uint64]:
    """Eight bytes of a hash of each text: of ten million, two agree by chance once in 400,000."""
    found = b"".join(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in texts)
    return np.frombuffer(found, "<u8")


class Corpus:
    """The articles of a build, numbered over its shards; their sketches in files."""

    def __init__(self, shards: Sequence[Path], sketches: Sequence[Path], folder: Path) -> None:
        self.shards = shards
        self.folder = folder
        counts = [store.count(path) for path in shards]
        self.starts = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        self.sizes = np.zeros(len(self), np.int32)
        """How many shingles every article has."""
        texts = np.zeros(len(self), np.uint64)
        with self._bands.open("wb") as bands, self._bins.open("wb") as bins:
            for start, stop, path in zip(self.starts[:-1], self.starts[1:], sketches, strict=True):
                with np.load(path) as kept:
                    self.sizes[start:stop] = kept["sizes"]
                    texts[start:stop] = kept["texts"]
                    bins.write(kept["bins"].tobytes())
                    for number, row in enumerate(kept["bands"]):
                        bands.seek(4 * (number * len(self) + int(start)))
                        bands.write(row.tobytes())
        _, first, group = np.unique(texts, return_index=True, return_inverse=True)
        self.first = first[group]
        """The first article that has the very same text in simplified characters, for every
        article; often itself."""

    def __len__(self) -> int:
        return int(self.starts[-1])

    @property
    def _bands(self) -> Path:
        return self.folder / "bands.u32"

    @property
    def _bins(self) -> Path:
        return self.folder / "bins.u8"

    def band(self, number: int) -> NDArray[np.uint32]:
        """What every article has in one band."""
        return np.fromfile(self._bands, np.uint32, len(self), offset=4 * number * len(self))

    def agreeing_bins(self, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
        """In how many bins the two of each pair agree."""
        # Mapped for this call alone, so that what was looked at does not stay in memory.
        bins = np.memmap(self._bins, np.uint8, mode="r", shape=(len(self), BINS))
        same = bins[pairs[:, 0]] == bins[pairs[:, 1]]
        return np.asarray(np.count_nonzero(same, axis=1), np.int64)

    def texts(self, wanted: NDArray[np.int64]) -> Iterator[str]:
        """The simplified texts of some articles, named in order; a shard is read once."""
        for number, path in enumerate(self.shards):
            first, last = np.searchsorted(wanted, self.starts[number : number + 2])
            if first < last:
                rows = wanted[first:last] - self.starts[number]
                texts = store.read_file(path, ["text"])["text"].take(rows)
                yield from script.hans(texts.to_pylist())


def earliest(corpus: Corpus, published: NDArray[np.int32]) -> NDArray[np.int64]:
    """For every article the number of the earliest original that it is near, else -1.

    ``published`` is every article's day; of one day the first in the corpus is the earliest. An
    original is an article that is near-identical with no earlier original.
    """
    order = np.lexsort((np.arange(len(corpus)), published))
    texts, places = np.unique(corpus.first[order], return_index=True)
    standing = np.full(len(corpus), -1, np.int64)
    standing[texts] = order[places]  # the earliest article of each text
    ranked = texts[np.argsort(places)]
    original = _originals(corpus, ranked[corpus.sizes[ranked] >= FEWEST])
    found = standing[original[corpus.first]]
    found[(found == np.arange(len(corpus))) | (corpus.sizes < FEWEST)] = -1
    return found


def _originals(corpus: Corpus, ranked: NDArray[np.int64]) -> NDArray[np.int64]:
    """For every article the text that it is a reprint of, or its own number.

    ``ranked`` are the texts, the earliest first. Of many that agree in a band not every pair is
    looked at; so originals that were crowded are looked at again among themselves, until nothing
    new is near. Whether two are looked at depends on earlier texts alone, so that what is printed
    later changes no original.
    """
    rank = np.empty(len(corpus), np.int64)
    rank[ranked] = np.arange(len(ranked))
    looked, crowded = candidates(corpus, ranked)
    near = verified(corpus, _pairs(corpus, looked))
    while True:
        original = np.arange(len(corpus))
        members = np.unique(near)
        original[members] = _first_originals(members, near, rank)
        again = crowded[original[crowded] == crowded]
        new = np.setdiff1d(candidates(corpus, again)[0], looked, assume_unique=True)
        if not len(new):
            return original
        looked = np.sort(np.concatenate((looked, new)))
        near = np.concatenate((near, verified(corpus, _pairs(corpus, new))))


def _first_originals(
    members: NDArray[np.int64], near: NDArray[np.int64], rank: NDArray[np.int64]
) -> NDArray[np.int64]:
    """For each member the earliest original that it is near, or itself where it is one.

    Of each pair in ``near`` the first is the earlier.
    """
    original = list(range(len(members)))
    order = np.lexsort((rank[near[:, 0]], rank[near[:, 1]]))
    for start in range(0, len(order), _CHUNK):
        places = np.searchsorted(members, near[order[start : start + _CHUNK]])
        for earlier, later in places.tolist():
            if original[later] == later and original[earlier] == earlier:
                original[later] = earlier
    return members[np.array(original, np.int64)]


def candidates(
    corpus: Corpus, ranked: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of ``ranked`` that agree in some band and promise an overlap of ``LIKELY``.

    A pair is one number: that of the earlier times all articles, and that of the later. Beside
    them those of ``ranked``, in its order, that were crowded in some band.
    """
    keys = np.empty(0, np.int64)
    crowded = np.zeros(len(corpus), np.bool_)
    for number in range(BANDS if len(ranked) > 1 else 0):
        pairs, crowd = _agreeing(ranked, corpus.band(number)[ranked])
        crowded[crowd] = True
        met = np.unique(pairs[:, 0] * len(corpus) + pairs[:, 1])
        new = np.setdiff1d(met, keys, assume_unique=True)
        keys = np.sort(np.concatenate((keys, new[_likely(corpus, new)])))
    return keys, ranked[crowded[ranked]]


def _pairs(corpus: Corpus, keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Pairs from what names them: the first's number times all articles, and the second's."""
    return np.stack(np.divmod(keys, max(len(corpus), 1)), axis=1)


def _agreeing(
    members: NDArray[np.int64], band: NDArray[np.uint32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of members that agree in a band, in their order, and those that are crowded there."""
    # Whole numbers with the place in the lower half are sorted faster than places are by value.
    keys = np.sort(band.astype(np.uint64) << _HALF | np.arange(len(band), dtype=np.uint64))
    ranked, numbers = keys >> _HALF, members[(keys & _LOWER).astype(np.int64)]
    edges = np.concatenate(([True], ranked[1:] != ranked[:-1], [True]))
    starts = np.flatnonzero(edges)
    lengths = np.diff(starts)
    found = []
    for size in np.unique(lengths[(lengths > 1) & (lengths <= _ALL_PAIRS)]).tolist():
        groups = starts[:-1][lengths == size][:, None] + np.arange(size)
        for one, other in combinations(range(size), 2):
            found.append(np.stack((numbers[groups[:, one]], numbers[groups[:, other]]), axis=1))
    crowd = np.flatnonzero(np.repeat(lengths > _ALL_PAIRS, lengths))
    begins = np.repeat(starts[:-1], lengths)[crowd]
    place = crowd - begins
    for first in range(_ALL_PAIRS):
        behind = place > first
        found.append(np.stack((numbers[begins[behind] + first], numbers[crowd[behind]]), axis=1))
    last = crowd[place > _ALL_PAIRS]
    found.append(np.stack((numbers[last - 1], numbers[last]), axis=1))
    return np.concatenate(found), numbers[crowd[place >= _ALL_PAIRS]]


def _likely(corpus: Corpus, keys: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which pairs agree in as many bins as an overlap of ``LIKELY`` would have them."""
    kept = [np.empty(0, np.bool_)]
    for start in range(0, len(keys), _CHUNK):
        pairs = _pairs(corpus, keys[start : start + _CHUNK])
        kept.append(corpus.agreeing_bins(pairs) >= LIKELY * BINS)
    return np.concatenate(kept)


def verified(corpus: Corpus, pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those pairs whose shingles truly overlap."""
    members = np.unique(pairs)
    path = corpus.folder / "shingles.u64"
    ends = [0]
    with path.open("wb") as stream:
        for text in corpus.texts(members):
            own = shingles.shingles(text)
            stream.write(own.tobytes())
            ends.append(ends[-1] + len(own))
    kept: list[bool] = []
    for start in range(0, len(pairs), _CHUNK):
        mapped = np.memmap(path, np.uint64, mode="r") if ends[-1] else np.empty(0, np.uint64)
        mapped = np.asarray(mapped)  # still mapped, but a slice of it is made in no time
        places = np.searchsorted(members, pairs[start : start + _CHUNK])
        kept += [_near(mapped, ends, two) for two in places.tolist()]
    return pairs[np.array(kept, np.bool_)]


def _near(mapped: NDArray[np.uint64], ends: list[int], places: list[int]) -> bool:
    one, other = (mapped[ends[place] : ends[place + 1]] for place in places)
    return shingles.overlap(one, other) >= SHARE
