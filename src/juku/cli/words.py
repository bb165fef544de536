"""List the words of a release, or the values of another attribute, by frequency.

juku words dist/demo --limit 100
juku words dist/demo --attribute upos
juku words dist/demo --matching '.*化' --minimum 5
juku words dist/demo --where 'publisher = "x"' --output list.tsv
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.cli import asking

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    asking.release(parser)
    asking.part(parser)
    asking.bounds(parser)
    asking.listing(parser, minimum=1)
    parser.add_argument(
        "--matching", metavar="REGEX", help="only values that match it from end to end"
    )
    asking.in_articles(parser)
    asking.output(parser)


def run(args: argparse.Namespace) -> int:
    """Count and list."""
    return asking.answer(args, "words")
