"""Ask a release in SQL; the views are sentences, articles, blocks, and tokens (one row a token).

  juku sql dist/demo 'SELECT upos, count(*) AS n FROM tokens GROUP BY upos ORDER BY n DESC'
  juku sql dist/demo 'SELECT title FROM articles WHERE n_tokens > 1000' --format csv

It is DuckDB's SQL; install it with `pip install duckdb`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.cli import asking

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    asking.release(parser)
    parser.add_argument("statement", help="a SELECT")
    parser.add_argument(
        "--seconds", type=float, metavar="N", help="the most time that it may take (default: any)"
    )
    asking.output(parser, save=False)


def run(args: argparse.Namespace) -> int:
    """Ask and show."""
    from juku.query import sql
    from juku.remote import resolve

    asking.check_outputs(args)
    release = resolve(args.release)
    asking.give(args, sql.query(release, args.statement, args.limit, seconds=args.seconds))
    return 0
