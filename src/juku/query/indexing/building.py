"""An index is made from a release: two passes over its sentences in bounded memory.

The first pass reads Parquet batch by batch and writes token streams under provisional word
numbers; the second, when the whole lexicon is known, renumbers them in the order of the words and
makes the postings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from juku.errors import QueryError
from juku.filehash import file_sha256
from juku.query.indexing.arrays import Folder
from juku.query.indexing.postings import PostingsBuilder
from juku.query.indexing.reading import SentenceReader
from juku.query.language.derived import DERIVED, derive, versions
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from juku.query.indexing.sources import Source

MAX_TOKENS = 2**31 - 1
"""Positions have 32 bits."""

CHUNK = 1 << 22
"""Tokens that the second pass holds at once."""


def build_index(
    source: Source, out: Path, sums: Mapping[str, str] | None = None, *, cached: bool = False
) -> None:
    """Write the index of ``source`` to the folder ``out``, replacing one that stands there.

    The same release gives the same bytes. A build that dies leaves nothing under ``out``.

    Args:
        source: what is indexed.
        out: the folder.
        sums: the SHA-256 of each of its files, where that is known.
        cached: whether ``out`` belongs to the cache, where even a ruin of an index is replaced.

    Raises:
        ContractError: a column is missing or its lists are not parallel.
        QueryError: there is no room for it, or something that is no index stands there.
    """
    try:
        _build(source, out, sums or _sums(source), cached=cached)
    except OSError as error:
        elsewhere = f"name another folder{' for indexes in $JUKU_CACHE' if cached else ''}"
        raise QueryError(told(out, "cannot be written", error, elsewhere)) from error


def _sums(source: Source) -> dict[str, str]:
    return {name: file_sha256(file) for name, file in source.files.items()}


def _build(source: Source, out: Path, sums: Mapping[str, str], *, cached: bool) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with Folder(out, cached=cached) as folder:
        reader = SentenceReader(folder)
        reader.read(source)
        if reader.n_tokens > MAX_TOKENS:
            raise QueryError(
                f"{source.path}: has {reader.n_tokens:,} tokens, more than an index of "
                f"{MAX_TOKENS:,} can number; ask its shards one by one"
            )
        renumbered = _lexicons(folder, reader)
        _bounds(folder, reader)
        _streams(folder, reader, renumbered)
        folder.table("sentences", reader.sentence_table())
        folder.table("articles", reader.article_table(source))
        folder.table("gaps", reader.gap_table())
        folder.finish(
            {
                "identity": source.identity,
                "release": source.release,
                "sources": dict(sums),
                "tokens": reader.n_tokens,
                "scripts": versions(),
            }
        )


def _lexicons(folder: Folder, reader: SentenceReader) -> dict[str, NDArray[np.int32]]:
    """Write the values of every attribute in order; give old number → new number."""
    renumbered = {}
    for name, numbers in reader.numbers.items():
        values = sorted(numbers)
        renumber = np.empty(len(values), np.int32)
        renumber[np.fromiter((numbers[v] for v in values), np.int64, len(values))] = np.arange(
            len(values), dtype=np.int32
        )
        renumbered[name] = renumber
        folder.table(name, _column(values))
        if name == "word":
            _characters(folder, values)
            _derived(folder, values)
    return renumbered


def _derived(folder: Folder, words: list[str]) -> None:
    for name in DERIVED:
        forms = pa.array(derive(name, words), pa.large_string()).dictionary_encode()
        order = np.argsort(np.array(forms.dictionary.to_pylist(), object), kind="stable")
        rank = np.empty(len(order), np.int32)
        rank[order] = np.arange(len(order), dtype=np.int32)
        folder.array(f"{name}_map", rank[forms.indices.to_numpy()])
        folder.table(name, pa.table({"value": forms.dictionary.take(order)}))


def _column(values: list[str]) -> pa.Table:
    return pa.table({"value": pa.array(values, pa.large_string())})


def _characters(folder: Folder, words: list[str]) -> None:
    """Write the code points of all words, one after the other, and where each word begins."""
    points = np.frombuffer("".join(words).encode("utf-32-le"), np.uint32)
    lengths = np.fromiter(map(len, words), np.int64, len(words))
    folder.array("word_points", points)
    folder.array("word_point_start", np.concatenate(([0], np.cumsum(lengths))))


def _bounds(folder: Folder, reader: SentenceReader) -> None:
    for name in ("sentence", "paragraph", "article"):
        starts = reader.starts[name].array()
        folder.array(f"{name}_start", np.append(starts, reader.n_tokens).astype(np.int64))


def _streams(
    folder: Folder, reader: SentenceReader, renumbered: dict[str, NDArray[np.int32]]
) -> None:
    """Write the token streams in their last numbers, with bounds as flags, and the postings."""
    total = reader.n_tokens
    out = {"word": folder.mapped("word", np.int32, total)}
    for name in ("xpos", "upos"):
        out[name] = folder.mapped(name, _width(len(renumbered[name])), total)
    counts = {name: np.zeros(len(renumbered[name]), np.int64) for name in out}
    flags = _flags(folder, reader)
    words = PostingsBuilder(folder.scratch("words"))
    pairs = PostingsBuilder(folder.scratch("pairs"))
    first, last, alphabet = _edges(reader, renumbered["word"])
    for begin in range(0, total, CHUNK):
        end = min(begin + CHUNK, total)
        for name, stream in out.items():
            stream[begin:end] = renumbered[name].take(reader.stream(name, begin, end))
            counts[name] += np.bincount(stream[begin:end], minlength=len(renumbered[name]))
        block = out["word"][begin:end]
        words.add(block.astype(np.uint32), np.arange(end - begin, dtype=np.uint32), begin)
        seam = max(begin - 1, 0)  # the pair across it belongs to the token before it
        _pairs(pairs, seam, (out["word"][seam:end], flags[seam:end]), (first, last))
    for name in ("xpos", "upos"):
        folder.array(f"{name}_count", counts[name])
    _deal(folder, "word", words, len(renumbered["word"]), total)
    _deal_pairs(folder, pairs, alphabet)
    if reader.has_votes:
        folder.mapped("boundary_votes", np.int8, total)[:] = reader.votes(total)


def _width(values: int) -> np.dtype[Any]:
    """The narrowest unsigned integers that number so many values."""
    return np.min_scalar_type(max(values - 1, 0))


def _flags(folder: Folder, reader: SentenceReader) -> NDArray[np.uint8]:
    """Bits 0, 1, 2: a sentence, paragraph, article starts here; 3, 4, 5: it ends here."""
    flags: NDArray[np.uint8] = folder.mapped("flags", np.uint8, reader.n_tokens)
    for bit, name in enumerate(("sentence", "paragraph", "article")):
        starts = reader.starts[name].array()
        starts = starts[starts < reader.n_tokens]
        flags[starts] |= np.uint8(1 << bit)
        flags[starts[starts > 0] - 1] |= np.uint8(8 << bit)
    if reader.n_tokens:
        flags[-1] |= np.uint8(0b111000)
    return flags


def _edges(
    reader: SentenceReader, renumber: NDArray[np.int32]
) -> tuple[NDArray[np.uint32], NDArray[np.uint32], NDArray[np.uint32]]:
    """The first and last character of each word, as numbers of the sorted alphabet, and that."""
    heads = np.zeros(len(renumber), np.uint32)
    tails = np.zeros(len(renumber), np.uint32)
    words = list(reader.numbers["word"])
    heads[renumber] = [ord(word[0]) for word in words]
    tails[renumber] = [ord(word[-1]) for word in words]
    alphabet = np.unique(np.concatenate((heads, tails)))
    return number_characters(alphabet, heads), number_characters(alphabet, tails), alphabet


def number_characters(
    alphabet: NDArray[np.uint32], points: NDArray[np.uint32]
) -> NDArray[np.uint32]:
    """The half of a pair's key that stands for each code point, which is in the alphabet.

    Half a key has 16 bits. Characters past the 65,535th share a number; whoever looks a pair up
    reads the characters again.
    """
    return np.minimum(np.searchsorted(alphabet, points), 0xFFFF).astype(np.uint32)


def _pairs(
    pairs: PostingsBuilder,
    begin: int,
    tokens: tuple[NDArray[np.int32], NDArray[np.uint8]],
    edges: tuple[NDArray[np.uint32], NDArray[np.uint32]],
) -> None:
    """Note each pair of characters that two neighbours of one sentence make, at the former."""
    (words, flags), (first, last) = tokens, edges
    inside = np.flatnonzero((flags[1:] & 1) == 0)
    keys = (last[words[inside]] << np.uint32(16)) | first[words[inside + 1]]
    pairs.add(keys, inside.astype(np.uint32), begin)


def _deal(folder: Folder, name: str, builder: PostingsBuilder, types: int, total: int) -> None:
    keys, counts = builder.totals()
    starts = np.zeros(types + 1, np.int64)
    starts[1:] = np.cumsum(counts)  # every type of the lexicon stands somewhere
    builder.deal(keys, starts[:-1], folder.mapped(f"{name}_postings", np.int32, total))
    folder.array(f"{name}_posting_start", starts)


def _deal_pairs(folder: Folder, builder: PostingsBuilder, alphabet: NDArray[np.uint32]) -> None:
    keys, counts = builder.totals()
    starts = np.concatenate(([0], np.cumsum(counts)))
    builder.deal(keys, starts[:-1], folder.mapped("pair_postings", np.int32, int(starts[-1])))
    folder.array("pair_keys", keys)
    folder.array("pair_posting_start", starts.astype(np.uint32))
    folder.array("alphabet", alphabet)
