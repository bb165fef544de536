"""Replay one sentence from the bytes of its page to its row, stage by stage.

    juku explain dist/juku-1.0.0 xinhua-20241104-5e991140.0007
    juku explain dist/juku-1.0.0 xinhua-20241104-5e991140.0007 --corpus corpus

Each stage is shown with the rule or the version that made it; the last line says whether the row
in the release is the same.  Status 1 if it is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku import remote

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("release", help="a release directory, or its address")
    parser.add_argument("sentence_id", help="as in the sentences table")
    parser.add_argument(
        "--corpus", type=remote.local, default="corpus", help="its corpus; default: %(default)s"
    )


def run(args: argparse.Namespace) -> int:
    """Print the replay."""
    from juku.query.answers.tables import steady
    from juku.release import explain

    found = explain.explain(remote.resolve(args.release), args.sentence_id, args.corpus)
    print(steady(found.text()), end="")
    return 1 if found.differs else 0
