"""Count the hits of a pattern, altogether or by keys, also per million tokens.

  juku count dist/demo '"发展"'
  juku count dist/demo '[upos="NOUN"]' --by word,year --limit 20
  juku count dist/demo '"改革" []' --by R1 --once-per-story
  juku count dist/demo '"改革"' --by publisher,year --zeros
  juku count dist/demo 说汉语 --chars --by publisher --format csv

The interval is Wilson's at 95 %. `agreed` counts the hits on whose edges all segmentations of the
release agree, `any boundaries` how often the strings stand in the text wherever words are cut.
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
        type=asking.names,
        default=[],
        metavar="KEYS",
        help="word, upos, L1, R1.xpos, a.word (of a label), year, month, publisher, role, …",
    )
    parser.add_argument(
        "--zeros",
        action="store_true",
        help="list the groups without a hit as well; for keys of metadata",
    )
    asking.in_articles(parser)
    asking.output(parser)


def run(args: argparse.Namespace) -> int:
    """Count and show."""
    return asking.answer(args, "count")
