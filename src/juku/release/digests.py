"""Rows of a release as numbers: what two releases are compared by, without holding their rows.

Each row becomes a key (article and text for a sentence, its own key elsewhere), a text key, and a
32-bit digest for every group of columns, 52 bytes a sentence; shards are read one after another,
or by several threads, and forgotten.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import numpy as np

from juku import contract, rowhash, store
from juku.filehash import file_sha256

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import pyarrow as pa

    Array = np.ndarray[Any, Any]

SENTENCE_GROUPS: dict[str, tuple[str, ...]] = {
    "moved": ("sentence_id", "ordinal", "paragraph", "source", "source_*"),
    "recut": ("tokens", "token_start"),
    "retagged": ("xpos", "upos"),
    "revoted": ("boundary_votes",),
    "renormalised": ("text_*", "ambiguous", "edit_*"),
    "reread": ("quote_*", "quantity_*", "date_*"),
    "relabelled": ("role", "section", "publisher", "published", "dateline_place", "title"),
}
"""What a sentence can be, beside the same → patterns of the columns that say so."""

EMPTY = np.frombuffer(hashlib.sha256(b"0:;").digest()[:8], np.uint64)[0]
"""What ``texts`` has of a sentence whose text was withheld: the empty string as a row has it."""

_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Digests:
    """The rows of one table in the order of the files."""

    keys: Array
    """uint64: what two rows must share to be the same thing."""
    texts: Array
    """uint64: hash of the text alone; of the key where a table has no sentences."""
    groups: Mapping[str, Array]
    """Group of columns → uint32 digest a row."""
    rules: Counter[str]
    """``edit/RULE`` or ``KIND/RULE`` → how often it stands in the table."""
    ends: tuple[int, ...]
    """Where the rows of each file end."""


def groups(name: str, columns: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The groups in which ``columns`` of a table are compared; elsewhere a column is a group.

    >>> groups("blocks", ["block_id", "kind"])
    {'block_id': ('block_id',), 'kind': ('kind',)}
    >>> groups("sentences", ["text", "text_norm", "upos"])
    {'retagged': ('upos',), 'renormalised': ('text_norm',)}
    """
    if name != "sentences":
        return {c: (c,) for c in columns}
    found = {g: members(g, columns) for g in (*SENTENCE_GROUPS, "other")}
    return {g: cs for g, cs in found.items() if cs}


def members(group: str, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns of a sentence that belong to a group; ``other`` has what no group has.

    >>> members("reread", ["date_from", "dateline_place"])
    ('date_from',)
    """
    if group == "other":
        named = {c for g in SENTENCE_GROUPS for c in members(g, columns)}
        return tuple(c for c in columns if c not in named | {"text", "article_id"})
    patterns = SENTENCE_GROUPS[group]
    return tuple(c for c in columns if any(fnmatchcase(c, p) for p in patterns))


def of_pair(
    roots: tuple[Path, Path], name: str, columns: Sequence[str], workers: int = 1
) -> tuple[Digests, Digests]:
    """The digests of a table of two releases, over ``columns``, shard by shard.

    A shard that both have byte for byte is read once.

    Raises:
        ContractError: a shard cannot be read.
    """
    sides = [[(file_sha256(path), path) for path in store.shards(root, name)] for root in roots]
    different = {sha256: path for side in sides for sha256, path in side}
    parts = dict(
        zip(different, _read(list(different.values()), name, columns, workers), strict=True)
    )
    first = _join([parts[sha256] for sha256, _ in sides[0]])
    for sha256 in parts.keys() - {sha256 for sha256, _ in sides[1]}:
        del parts[sha256]
    return first, _join([parts[sha256] for sha256, _ in sides[1]])


def _read(paths: list[Path], name: str, columns: Sequence[str], workers: int) -> list[Digests]:
    # Not processes: a fork of one that has Arrow's threads may stand still, and another start costs
    # what most comparisons take.
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda path: _of_file(path, name, columns), paths))


def match(old: Array, new: Array) -> tuple[Array, Array]:
    """Indices of equal values, paired; the nth of several equal ones with the nth.

    >>> left, right = match(np.array([7, 5, 5], np.uint64), np.array([5, 9, 5, 5], np.uint64))
    >>> left.tolist(), right.tolist()
    ([1, 2], [0, 2])
    """
    if not len(old) or not len(new):
        none = np.empty(0, np.int64)
        return none, none
    left, right = (np.argsort(values, kind="stable") for values in (old, new))
    wanted, there = old[left], new[right]
    at = np.searchsorted(there, wanted) + _ranks(wanted)
    inside = np.minimum(at, len(there) - 1)
    found = (at < len(there)) & (there[inside] == wanted)
    left, right = left[found], right[at[found]]
    by_place = np.argsort(left)
    return left[by_place], right[by_place]


def _ranks(ordered: Array) -> Array:
    """Of sorted values: 0 for the first of equal ones, 1 for the second, and so on."""
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    lengths = np.diff(np.append(starts, len(ordered)))
    ranks: Array = np.arange(len(ordered)) - np.repeat(starts, lengths)
    return ranks


NEEDED = {
    "sentences": {"article_id", "text"},
    "articles": {"article_id"},
    "blocks": {"block_id", "kind", "rule"},
}
"""Columns without which the rows of a table cannot be paired and counted."""


def _of_file(path: Path, name: str, columns: Sequence[str]) -> Digests:
    parts = [
        _of_batch(batch, name, columns) for batch in store.batches([path], columns, rows=_BATCH)
    ]
    return _join(parts, one_file=True) if parts else _nothing(name, columns)


def _of_batch(batch: pa.RecordBatch, name: str, columns: Sequence[str]) -> Digests:
    store.check_values(batch, name)
    found = {group: _digest(batch, wanted, 4) for group, wanted in groups(name, columns).items()}
    if name == "sentences":
        texts = _digest(batch, ("text",), 8)
        keys = texts ^ _articles(batch) * np.uint64(0x9E3779B97F4A7C15)
    else:
        texts = keys = _digest(batch, (contract.table(name).key,), 8)
    return Digests(keys, texts, found, _rules(batch, name), (batch.num_rows,))


def _digest(batch: pa.RecordBatch, columns: Sequence[str], size: int) -> Array:
    """The first ``size`` bytes of the SHA-256 of each row's canonical form over ``columns``."""
    first = np.ascontiguousarray(rowhash.digests(batch, columns)[:, :size])
    return first.view(np.uint32 if size == 4 else np.uint64).ravel()


def _articles(batch: pa.RecordBatch) -> Array:
    """A hash of each row's article_id, made once an article."""
    encoded = batch["article_id"].dictionary_encode()
    names = encoded.dictionary.to_pylist()
    joined = b"".join(hashlib.sha256(n.encode()).digest()[:8] for n in names)
    found: Array = np.frombuffer(joined, np.uint64)[encoded.indices.to_numpy(zero_copy_only=False)]
    return found


def _rules(batch: pa.RecordBatch, name: str) -> Counter[str]:
    if name == "sentences" and "edit_rule" in batch.schema.names:
        return _tally("edit/", batch["edit_rule"].flatten())
    if name == "blocks":
        pairs = zip(batch["kind"].to_pylist(), batch["rule"].to_pylist(), strict=True)
        return Counter(f"{kind}/{rule}" for kind, rule in pairs)
    return Counter()


def _tally(head: str, values: pa.Array) -> Counter[str]:
    counted = values.value_counts()
    pairs = zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True)
    return Counter({f"{head}{value}": count for value, count in pairs})


def _join(parts: Sequence[Digests], *, one_file: bool = False) -> Digests:
    """Parts one after another; ``ends`` counts files, or one file for the batches of one."""
    rules: Counter[str] = Counter()
    for part in parts:
        rules.update(part.rules)
    sizes = [len(part.keys) for part in parts]
    ends = (sum(sizes),) if one_file else tuple(int(end) for end in np.cumsum(sizes))
    return Digests(
        np.concatenate([part.keys for part in parts]),
        np.concatenate([part.texts for part in parts]),
        {g: np.concatenate([p.groups[g] for p in parts]) for g in parts[0].groups},
        rules,
        ends,
    )


def _nothing(name: str, columns: Sequence[str]) -> Digests:
    none, less = np.empty(0, np.uint64), np.empty(0, np.uint32)
    return Digests(none, none, dict.fromkeys(groups(name, columns), less), Counter(), (0,))
