r"""Copy pages into a corpus, byte for byte, and write their manifest lines.

  juku add my-corpus page1.txt page2.txt --publisher demo --date 2024-11-04
  juku add my-corpus page.txt --publisher demo --date 2024-11-04 \
      --evidence "inferred: the year from the text" --rights "© Demo Daily"
  juku add my-corpus archive.jsonl.gz --publisher demo --date 2024-12-31 \
      --map title=headline,text=content,date=pub_time
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("corpus", type=Path, help="a corpus that `juku new` laid out")
    parser.add_argument("pages", type=Path, nargs="+", metavar="PAGE", help="files as received")
    parser.add_argument("--publisher", required=True, help="who published them; part of every id")
    parser.add_argument("--date", required=True, help="the day of publication, YYYY-MM-DD")
    parser.add_argument(
        "--evidence",
        default="stated: given when the page was added",
        help="`stated: …` or `inferred: …`: how the date is known",
    )
    parser.add_argument(
        "--rights",
        default="© the publisher; all rights reserved",
        help="whose the text is, and on what terms",
    )
    parser.add_argument("--obtained", help="how and from where the files came")
    parser.add_argument("--map", help="for an archive: our field=its field, joined by commas")


def run(args: argparse.Namespace) -> int:
    """Add the pages and name them, and say what becomes of their publishers' names."""
    from juku.build.evidence import Source, add
    from juku.build.probe import renamed

    source = Source(args.publisher, args.date, args.evidence, args.rights, args.obtained, args.map)
    for entry in add(args.corpus, args.pages, source):
        print(f"{args.corpus}: added {entry.path}")
        for given, made in renamed(args.corpus / entry.path, entry).items():
            print(f"{entry.path}: publisher {given!r} will be {made} in ids and in `publisher`")
    return 0
