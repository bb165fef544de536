"""Show how evenly the hits of a pattern are spread over the parts of a release.

  juku dispersion dist/demo '"改革"'
  juku dispersion dist/demo '"改革"' --over month --plot spread.svg

The first line has range, DP, DPnorm, Juilland's D, KL divergence, Carroll's D2, Rosengren's S.
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
    parser.add_argument(
        "--over",
        default="article",
        metavar="NAME",
        help="article, day, month, year, publisher, … (default: article)",
    )
    asking.output(parser, plot=True, limit=False)


def run(args: argparse.Namespace) -> int:
    """Count and show."""
    return asking.answer(args, "dispersion")
