"""Take pages out of a corpus again, with all that is about them.

juku remove my-corpus page1
juku remove my-corpus pages/page1.txt page2 --reason "belongs to another newspaper"

A page is named by its id or its path in the manifest. Its file goes, its manifest line, its rows
of corrections.tsv, and the rows of takedowns.tsv that match nothing without it; each row is
printed, so that it can be put back. Nothing is taken out where a name is unknown. Releases that
were built before stay as they are; the next one has fewer rows, which makes it a major number.

A removal takes the page itself away, as though it had never been added; a takedown (a row of
curation/takedowns.tsv) keeps the page and its ids, and only withholds its text from releases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.remote import local

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("corpus", type=local, help="the corpus that the pages are in")
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="ids or paths of the manifest")
    parser.add_argument("--reason", help="why; kept in curation/removed.tsv with path and hash")


def run(args: argparse.Namespace) -> int:
    """Remove the pages and name all that went with them."""
    from juku.build.removal import remove
    from juku.errors import one_line

    removed = remove(args.corpus, args.pages, args.reason)
    for path in removed.pages:
        gone = f"{one_line(path)} and its line of the manifest"
        if path in removed.elsewhere:
            gone = f"the line of {one_line(path)}; no page lies there, so no file was touched"
        print(f"{args.corpus}: removed {gone}")
    for where, row in removed.rows:
        print(f"{where}: removed with it: {row}")
    return 0
