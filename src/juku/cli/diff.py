"""What changed between two releases: sentences, readings, rules, and the hits of a query.

    juku diff dist/juku-1.0.0 dist/juku-2.0.0
    juku diff dist/juku-1.0.0 dist/juku-2.0.0 --query '[word="发展"]'
    juku diff dist/juku-1.0.0 dist/juku-2.0.0 --html > diff.html
    juku diff dist/juku-1.0.0 dist/juku-2.0.0 --changelog        the Data heading of CHANGELOG.md

A release may also be an address: hf://datasets/USER/NAME@v1.0.0.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from juku import remote
from juku.release import diff, diff_report

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("before", help="the earlier release")
    parser.add_argument("after", help="the later release")
    parser.add_argument("--query", metavar="CQL", help="also compare the hits of this pattern")
    parser.add_argument(
        "--examples", type=int, default=diff.EXAMPLES, help="of each kind; default: %(default)s"
    )
    parser.add_argument("--workers", type=int, default=0, help="threads; default: one a core")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="everything, as JSON")
    form.add_argument("--html", action="store_true", help="a page that needs nothing else")
    form.add_argument("--changelog", action="store_true", help="Markdown for CHANGELOG.md")


def run(args: argparse.Namespace) -> int:
    """Compare, and print in the form that was asked for."""
    found = diff.compare(
        remote.resolve(args.before),
        remote.resolve(args.after),
        query=args.query,
        examples=args.examples,
        workers=args.workers,
    )
    if args.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
    elif args.html:
        print(diff_report.page(found), end="")
    elif args.changelog:
        print(diff_report.changelog(found), end="")
    else:
        print(diff_report.text(found), end="")
    return 0
