"""Check a corpus or a release and print all findings; status 1 if there is any.

A corpus: every manifest line, every page's bytes and whether they can be read, the first records
of every archive, every curation row. A release: its contract, its laws (the ledger tiles every
page, every token and span is a slice, every edit replays), its sums.
With --corpus every sentence of a release is also compared with the page that it was printed on.

  juku validate my-corpus
  juku validate dist/juku-1.0.0
  juku validate dist/juku-1.0.0 --corpus corpus
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from juku.remote import local, resolve

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("path", help="a corpus, a release directory, or a release's address")
    parser.add_argument("--corpus", type=local, help="the corpus that a release was built from")


def run(args: argparse.Namespace) -> int:
    """Print findings a line each, or that there are none."""
    from juku.build.corpus import about
    from juku.build.corpus.manifest import MANIFEST
    from juku.release import validate

    path = resolve(args.path)
    found = validate.inspect(path, args.corpus)
    for message in found.messages:
        print(message)
    if not found:
        print(f"{args.path}: no findings{validate.not_looked_at(path)}")
        if (path / MANIFEST).exists() and (note := about.unsaid(path)):
            print(f"juku: note: {note}", file=sys.stderr)
    return 1 if found else 0
