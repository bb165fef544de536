"""List what is more, and at the end what is less frequent than in a reference.

  juku keyness dist/demo --where 'published >= "2024-07"'
  juku keyness dist/demo --reference dist/other
  juku keyness dist/demo --reference list.tsv --reference-tokens 1000000 --order log_ratio

The reference is another release, a frequency list (a word, a tab, its count; CSV and Parquet as
well), or by default the rest of the release. Orders: g2 g2_full bic ell log_ratio conservative
percent_difference odds_ratio simple_maths.
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
    asking.listing(parser, minimum=3)
    parser.add_argument(
        "--reference", metavar="RELEASE|LIST", help="default: the rest of the release"
    )
    parser.add_argument(
        "--reference-where", metavar="CONDITION", help="a part of the reference release"
    )
    parser.add_argument(
        "--reference-tokens", type=int, metavar="N", help="the size behind a frequency list"
    )
    parser.add_argument("--order", default="g2", metavar="MEASURE", help="default: g2")
    parser.add_argument(
        "--smoothing",
        type=float,
        default=1.0,
        metavar="N",
        help="what simple_maths adds to both rates per million (default: 1)",
    )
    asking.confidence(parser)
    asking.output(parser, plot=True)


def run(args: argparse.Namespace) -> int:
    """Compare and list."""
    return asking.answer(args, "keyness")
