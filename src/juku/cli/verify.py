"""Is a release what it says it is? Recompute its hashes, and rebuild it from its pages.

    juku verify dist/juku-1.0.0
    juku verify dist/juku-1.0.0 --corpus corpus
    juku verify dist/juku-1.0.0 --corpus corpus --record      and write it into releases.jsonl
    juku verify hf://datasets/USER/NAME@v1.0.0

Without --corpus the release is compared with itself: files, rows, order, laws, documents.  With it
the pages are read again.  Status 1 if anything differs; every finding is printed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from juku import remote
from juku.errors import ReleaseError, so_many
from juku.release import record, verify, versions

if TYPE_CHECKING:
    import argparse


_ALONE = "as far as that shows without its pages (--corpus CORPUS builds the rows from them)"


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("release", help="a release directory, or its address")
    parser.add_argument("--corpus", type=remote.local, help="the corpus that it was built from")
    parser.add_argument(
        "--record", action="store_true", help="if nothing differs, record it in the corpus"
    )


def run(args: argparse.Namespace) -> int:
    """Print what differs, or that nothing does."""
    if args.record and args.corpus is None:
        raise ReleaseError("juku verify --record: name the corpus to record it in with --corpus")
    root = remote.resolve(args.release)
    found = verify.verify(root, args.corpus)
    for one in found:
        print(one)
    if found:
        print(f"{args.release}: {so_many(len(found), 'findings')}", file=sys.stderr)
        return 1
    about = record.load(root)
    how = "and its pages give these rows" if args.corpus else _ALONE
    print(f"{about.name} {about.version} is what it says, {how}: identity {about.identity}")
    if args.record:
        new = versions.write_record(args.corpus, root)
        print(f"{args.corpus / versions.RECORDS}: {'recorded' if new else 'has it already'}")
    return 0
