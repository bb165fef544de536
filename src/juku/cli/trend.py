"""Show the hits of a pattern by day, month or year, per million tokens with intervals.

  juku trend dist/demo '"改革"'
  juku trend dist/demo '"改革"' --by year --plot trend.svg

A period in which nothing was published has 0 tokens and no rate.
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
        "--by",
        choices=("day", "month", "year"),
        default="month",
        help="the periods (default: month)",
    )
    asking.output(parser, plot=True, limit=False)


def run(args: argparse.Namespace) -> int:
    """Count and show."""
    return asking.answer(args, "trend")
