"""A made release of words and tags, as large as asked for, for the timing of queries.

Words are drawn by Zipf's law with tags by their class, so that the frequencies are those of news;
the words that queries name are given the frequencies that they have there. The same seed makes the
same corpus.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from juku import contract, store

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TAGS = {
    "n": ("NOUN", 0.25), "v": ("VERB", 0.20), "w": ("PUNCT", 0.14), "d": ("ADV", 0.07),
    "u": ("PART", 0.065), "a": ("ADJ", 0.05), "m": ("NUM", 0.05), "p": ("ADP", 0.04),
    "vn": ("NOUN", 0.035), "r": ("PRON", 0.03), "c": ("CCONJ", 0.025), "ns": ("PROPN", 0.02),
    "nr": ("PROPN", 0.01), "t": ("NOUN", 0.01), "q": ("NOUN", 0.005),
}  # fmt: skip
"""Tag → its UPOS and the share of tokens that have it, about as in news transcripts."""

PLANTED = {
    "发展": ("vn", 5973e-6), "采煤": ("v", 2.35e-6), "人民": ("n", 2000e-6),
    "群众": ("n", 900e-6), "城市": ("n", 800e-6), "的": ("u", 0.04), "改革": ("vn", 600e-6),
}  # fmt: skip
"""Words that the queries name → tag and relative frequency, as on the measured corpus."""


def make_lexicon(rng: np.random.Generator, types: int) -> tuple[list[str], list[str], Any]:
    """Distinct words, their tags, and the probability of each."""
    words: dict[str, str] = {word: tag for word, (tag, _) in PLANTED.items()}
    shares = np.array([share for _, share in TAGS.values()])
    tags = list(TAGS)
    signs = 0x4E00 + np.minimum(rng.zipf(1.25, 40 * types), 6000).astype(np.int64)
    lengths = rng.choice([1, 2, 3, 4], 4 * types, p=[0.05, 0.6, 0.25, 0.1])
    drawn_tags = rng.choice(len(tags), 4 * types, p=shares / shares.sum())
    at = 0
    for length, tag in zip(lengths.tolist(), drawn_tags.tolist(), strict=True):
        word = "".join(map(chr, signs[at : at + length].tolist()))
        at += length
        if rng.random() < 0.012:
            word += "化"
        words.setdefault(word, tags[tag])
        if len(words) == types:
            break
    names, kinds = list(words), list(words.values())
    weight = np.zeros(len(names))
    kind_of = np.array(kinds)
    for tag, (_, share) in TAGS.items():
        rows = np.flatnonzero(kind_of == tag)
        zipf = 1 / (np.arange(len(rows)) + 20.0) ** 1.05
        weight[rows] = share * zipf / zipf.sum()
    for word, (_, frequency) in PLANTED.items():
        weight[names.index(word)] = frequency
    return names, kinds, weight / weight.sum()


def make_corpus(root: Path, tokens: int, seed: int, types: int) -> None:
    """Write a release of about ``tokens`` tokens under ``root``."""
    rng = np.random.default_rng(seed)
    names, kinds, weight = make_lexicon(rng, types)
    lexicon = pa.array(names)
    xpos = pa.array(kinds)
    upos = pa.array([TAGS[tag][0] for tag in kinds])
    cumulative = np.cumsum(weight)
    rows = 212_800
    shards = max(1, round(tokens / (rows * 23.5)))
    rows = round(tokens / (shards * 23.5))
    numbers = {word: names.index(word) for word in PLANTED}
    for shard in range(shards):
        lengths = np.clip(rng.lognormal(3.0, 0.56, rows).astype(np.int64), 1, 200)
        ids = np.searchsorted(cumulative, rng.random(lengths.sum())).clip(0, len(names) - 1)
        plant(rng, ids, numbers)
        write_shard(root, (shard, shards), lengths, ids, (lexicon, xpos, upos))


def plant(rng: np.random.Generator, ids: NDArray[np.int64], numbers: dict[str, int]) -> None:
    """Put pairs of words together as often as they stand so in the measured corpus."""
    pairs = [("人民", "群众", 1, 133e-6), ("人民", "城市", 3, 19e-6)]
    for first, second, distance, frequency in pairs:
        at = rng.integers(0, len(ids) - 8, int(frequency * len(ids)))
        ids[at], ids[at + distance] = numbers[first], numbers[second]


def write_shard(
    root: Path,
    shard: tuple[int, int],
    lengths: NDArray[np.int64],
    ids: NDArray[np.int64],
    columns: tuple[pa.Array, pa.Array, pa.Array],
) -> None:
    """Write one shard of sentences, and its articles of 20 sentences each."""
    count = len(lengths)
    offsets = pa.array(np.concatenate(([0], np.cumsum(lengths))).astype(np.int32))
    word, xpos, upos = (
        pa.ListArray.from_arrays(offsets, column.take(pa.array(ids))) for column in columns
    )
    sizes = pc.utf8_length(word.flatten()).to_numpy().astype(np.int64)
    ends = np.cumsum(sizes)
    first = np.asarray(offsets)[:-1]
    base = np.repeat(ends[first] - sizes[first], lengths)
    article = np.arange(count) // 20
    days = (article * 7919 + shard[0]) % 1461
    names = [f"made-{shard[0]:04d}-{n:08x}" for n in range(article[-1] + 1)]
    given = {
        "article_id": pa.array(names).take(pa.array(article)),
        "ordinal": pa.array((np.arange(count) % 20 + 1).astype(np.int32)),
        "paragraph": pa.array((np.arange(count) % 20 // 4).astype(np.int32)),
        "role": pa.array(np.where(np.arange(count) % 20 == 0, "title", "body")),
        "text": pc.binary_join(word, ""),
        "tokens": word,
        "token_start": pa.ListArray.from_arrays(
            offsets, pa.array((ends - sizes - base).astype(np.int32))
        ),
        "boundary_votes": pa.ListArray.from_arrays(offsets, pa.array(np.ones(len(ids), np.int8))),
        "xpos": xpos,
        "upos": upos,
        "publisher": pa.array(["新华社", "人民日报", "光明日报"]).take(pa.array(article % 3)),
        "published": pa.array((19358 + days).astype(np.int32)).cast(pa.date32()),
    }
    ordinals = pc.utf8_lpad(given["ordinal"].cast(pa.string()), 4, "0")
    given["sentence_id"] = pc.binary_join_element_wise(given["article_id"], ordinals, ".")
    write_table(root, "sentences", shard, given, count)
    heads = pa.array(np.arange(0, count, 20))
    keep = ("article_id", "publisher", "published")
    write_table(root, "articles", shard, {k: given[k].take(heads) for k in keep}, len(heads))


def write_table(
    root: Path, name: str, shard: tuple[int, int], given: dict[str, Any], count: int
) -> None:
    """Write a shard of a contract table; columns not given are empty."""
    columns = []
    for field in contract.schema(name):
        if field.name in given:
            columns.append(given[field.name])
        elif pa.types.is_list(field.type):
            nothing = pa.array([], field.type.value_type)
            columns.append(
                pa.ListArray.from_arrays(pa.array([0] * (count + 1), pa.int32()), nothing)
            )
        elif field.nullable:
            columns.append(pa.nulls(count, field.type))
        else:
            empty: Any = "" if pa.types.is_string(field.type) else 0
            if pa.types.is_date(field.type):
                empty = dt.date(2024, 1, 1)
            columns.append(pa.repeat(pa.scalar(empty, field.type), count))
    folder = root / store.FOLDERS[name]
    folder.mkdir(parents=True, exist_ok=True)
    table = pa.table(columns, names=[f.name for f in contract.schema(name)])
    store.write(table, name, folder / store.shard_name(*shard))
