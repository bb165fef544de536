"""List sequences of n neighbouring tokens of one sentence by frequency.

juku ngrams dist/demo 2 --limit 50
juku ngrams dist/demo 3 --attribute upos
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.cli import asking

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    asking.release(parser)
    parser.add_argument("n", type=int, nargs="?", default=2, help="tokens a sequence (default: 2)")
    asking.part(parser)
    asking.bounds(parser)
    asking.listing(parser, minimum=2)
    asking.in_articles(parser)
    asking.output(parser)


def run(args: argparse.Namespace) -> int:
    """Count and list."""
    return asking.answer(args, "ngrams")
