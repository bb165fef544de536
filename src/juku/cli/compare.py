"""Compare the frequency of a pattern in two parts of a release.

juku compare dist/demo '"改革"' --where 'published < "2024-07"'
juku compare dist/demo '"改革"' --where 'publisher = "x"' --against 'publisher = "y"'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.cli import asking

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    asking.release(parser)
    asking.pattern(parser)
    asking.part(parser)
    parser.add_argument("--against", metavar="CONDITION", help="the other part (default: the rest)")
    asking.confidence(parser)
    asking.output(parser, limit=False)


def run(args: argparse.Namespace) -> int:
    """Compare and show."""
    return asking.answer(args, "compare")
