"""Say how to cite a release, and an article or a sentence of it: in words and in BibTeX.

  juku cite dist/juku-1.0.0
  juku cite dist/juku-1.0.0 xinhua-20241104-5e991140.0007
  juku cite dist/juku-1.0.0 xinhua-20241104-5e991140.0007 --bibtex

A day in square brackets is not printed with its year on the page but was inferred;
`published_evidence` in the articles table says from what.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from juku.remote import resolve

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("release", help="a release directory, or its address")
    parser.add_argument("id", nargs="?", help="a sentence_id or an article_id")
    parser.add_argument("--bibtex", action="store_true", help="print the entries of BibTeX alone")


def run(args: argparse.Namespace) -> int:
    """Print the citations, a line each, then their entries.

    That they name nobody yet goes to the standard error.
    """
    from juku.release import citation, record

    root = resolve(args.release)
    cited = citation.cite(root, args.id)
    if note := record.unsaid(root, record.load(root)):
        print(f"juku: note: {note}", file=sys.stderr)
    if not args.bibtex:
        print(*(one.text for one in cited), sep="\n", end="\n\n")
    print(*(one.bibtex for one in cited), sep="\n\n")
    return 0
