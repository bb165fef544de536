"""Lay out an empty corpus: manifest, pages, curation, and a README that says the rules.

juku new my-corpus
juku add my-corpus page.txt --publisher demo --date 2024-11-04
juku build my-corpus --out dist/my-corpus-1.0.0 --version 1.0.0
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.remote import local

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("corpus", type=local, help="the folder to make")


def run(args: argparse.Namespace) -> int:
    """Make the folder and say what comes next."""
    from juku.build.corpus.evidence import new

    new(args.corpus)
    print(f"{args.corpus}: laid out; say in {args.corpus}/about.json what it is called and whose")
    print(f"{args.corpus}/README.md says what each folder, file and column of it is for")
    print(f"next: juku add {args.corpus} PAGE --publisher P --date D")
    return 0
