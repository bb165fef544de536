"""Find a pattern and show each hit in its context.

  juku find dist/demo '"发展"'
  juku find dist/demo '[upos="VERB"] "改革"' --sort R1,R2 --sample 100 --random-seed 7
  juku find dist/demo 说汉语 --chars --context sentence --width all
  juku find dist/demo '"改革"' --where 'published >= "2024-06"' --output hits.csv

Sort keys: L1, R2, R1.upos (a token before or after), word, upos (the hit itself), year, month,
published, publisher, title, …; a minus before a key turns its order round.
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
        "--sort", type=asking.names, default=[], metavar="KEYS", help="by these keys"
    )
    parser.add_argument("--sample", type=int, metavar="N", help="draw N hits")
    parser.add_argument(
        "--random-seed", type=int, default=0, metavar="N", help="of the draw (default: 0)"
    )
    parser.add_argument(
        "--width",
        type=asking.number_or_all,
        default=20,
        metavar="N",
        help="context on each side, or `all` of --context (default: 20)",
    )
    parser.add_argument(
        "--unit",
        choices=("characters", "tokens"),
        default="characters",
        help="what --width counts (default: characters)",
    )
    parser.add_argument(
        "--context",
        choices=("sentence", "paragraph", "article"),
        default="paragraph",
        help="what the context ends with (default: paragraph)",
    )
    parser.add_argument(
        "--columns",
        type=asking.names,
        default=["published", "publisher", "title"],
        metavar="NAMES",
        help="metadata, or keys as for --sort, that a line carries; default: published, "
        "publisher, title",
    )
    asking.output(parser)


def run(args: argparse.Namespace) -> int:
    """Find and show."""
    return asking.answer(args, "find")
