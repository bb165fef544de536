"""Build the index of a release, or check one.

  juku index dist/demo                    build it where questions look for it, in the cache
  juku index dist/demo --out dist/demo/index    build it to be shipped with the release
  juku index dist/demo --verify           compare the index with the sums it was finished with

A question builds the index by itself when it is first needed; building it beforehand saves the
first person who asks from waiting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.errors import so_many
from juku.remote import local

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "release", help="a release directory, a folder of Parquet, or hf://datasets/USER/NAME@TAG"
    )
    parser.add_argument("--out", type=local, metavar="DIR", help="write the index there")
    parser.add_argument("--cache", type=local, metavar="DIR", help="the folder of indexes")
    parser.add_argument("--verify", action="store_true", help="check every file of the index")


def run(args: argparse.Namespace) -> int:
    """Build or check, and say what the index holds."""
    from juku.query.corpus import Corpus
    from juku.query.indexing import intact
    from juku.query.indexing.building import build_index
    from juku.query.indexing.sources import find_source
    from juku.query.opening import open_corpus
    from juku.remote import resolve

    release = resolve(args.release)
    if args.out is not None:
        source = find_source(release)
        intact.check(source)
        build_index(source, args.out)
        corpus = Corpus(args.out, release, source.release)
    else:
        corpus = open_corpus(release, cache=args.cache)
    if args.verify:
        corpus.verify()
    size = f"{corpus.size:,} bytes, {corpus.size / corpus.n_tokens:.1f} a token"
    held = f"{so_many(corpus.n_tokens, 'tokens')}, {so_many(corpus.n_sentences, 'sentences')}"
    print(f"{corpus.path}: {held}; {size}")
    return 0
