"""List what stands near a pattern more often than chance would have it.

  juku collocates dist/demo '"改革"'
  juku collocates dist/demo '"改革"' --left 0 --right 3 --order log_dice --limit 30
  juku collocates dist/demo '"发展"' --attribute upos --distances
  juku collocates dist/demo '"发展"' --plot collocates.svg

Measures: g2 log_dice mi mi3 local_mi t z chi2 simple_ll dice min_sensitivity delta_p_collocate
delta_p_node log_odds_ratio; O11 … E22 are always given. docs/measures.md has the formulas.
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
    asking.listing(parser, minimum=3)
    parser.add_argument(
        "--left", type=int, default=5, metavar="N", help="tokens before; default: %(default)s"
    )
    parser.add_argument(
        "--right", type=int, default=5, metavar="N", help="tokens after; default: %(default)s"
    )
    parser.add_argument(
        "--measures",
        type=asking.names,
        default=["g2", "log_dice", "mi", "mi3", "t", "z", "delta_p_collocate", "delta_p_node"],
        metavar="NAMES",
        help="the columns, joined by commas; default: g2,log_dice,mi,mi3,t,z and the two delta_p",
    )
    parser.add_argument("--order", default="g2", metavar="MEASURE", help="default: g2")
    parser.add_argument(
        "--distances", action="store_true", help="a column for each distance as well"
    )
    asking.output(parser, plot=True)


def run(args: argparse.Namespace) -> int:
    """Count and list."""
    return asking.answer(args, "collocates")
