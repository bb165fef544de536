"""Repeat a saved query and say whether the hits are the same.

  juku find dist/demo '"改革"' --save query.json
  juku rerun query.json
  juku rerun query.json dist/demo-1.1.0

The release is looked for where it was then; a path that is not absolute is tried from the current
folder, then from that of the file. The exit status is 0 if they are the same and 1 if not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.remote import local

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("query", type=local, help="what --save wrote")
    parser.add_argument("release", nargs="?", help="default: the release that was asked then")


def run(args: argparse.Namespace) -> int:
    """Ask again and compare."""
    from juku.query.rerun import rerun

    again = rerun(args.query, args.release)
    print(f"{again.result.about.asked}: {again.verdict()}")
    return 0 if again.same else 1
