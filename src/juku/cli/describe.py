"""Say what a release holds: its size, its days, and the values of each metadata column.

juku describe dist/demo
juku describe dist/demo --columns publisher,month --top all
juku describe dist/demo --top 20 --output overview.csv

The first line has the sizes: tokens, articles, sentences, blocks of the ledger, articles that were
taken down (which count nowhere else), the first and the last day. Each row below is a value of a
column, the most frequent first: how many different values the column has, how many articles (of
role and section: sentences) have none, and the articles, sentences and tokens of that value.

Nothing is indexed for this: the articles are read once, and so are roles and sections. For parts
of a release, ask `juku count RELEASE '[]' --by publisher --where CONDITION`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.cli import asking

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    asking.release(parser)
    parser.add_argument(
        "--columns",
        type=asking.names,
        default=[],
        metavar="NAMES",
        help="publisher, year, month, reporters, role, … (default: every one)",
    )
    parser.add_argument(
        "--top",
        type=asking.number_or_all,
        default=5,
        metavar="N",
        help="how many values of a column are listed, or `all` (default: 5)",
    )
    asking.output(parser, limit=False, save=False)


def run(args: argparse.Namespace) -> int:
    """Count and show."""
    from juku.query.overview import overview
    from juku.remote import resolve

    asking.check_outputs(args)
    args.all = args.all or args.output is None
    asking.give(args, overview(resolve(args.release), args.columns, args.top))
    return 0
