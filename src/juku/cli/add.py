r"""Copy pages into a corpus, byte for byte, and write their manifest lines.

  juku add my-corpus page1.txt page2.txt --publisher demo --date 2024-11-04
  juku add my-corpus scans/2024-11-04 --publisher demo --date 2024-11-04
  juku add my-corpus scans --publisher demo --date path      (scans/2024/11/04/p1.txt and others)
  juku add my-corpus page.txt --publisher demo --date 2024-11-04 \
      --evidence "inferred: the year from the text" --rights "© Demo Daily"
  juku add my-corpus archive.jsonl.gz --publisher demo --date 2024-12-31 \
      --map title=headline,text=content,date=pub_time

Of a folder all pages in it and below are added, in the order of their paths, each named after its
path; hidden files and files of no kind that is read are passed over and named.

With `--date path` each page has the day that its path names, below the folder that was given:
2024-11-04, 20241104, 2024/11/04 or 2024年11月4日, in folders or the file's name. A path with no
day or with different ones is refused.

All of what is named is added, or, where anything is wrong, nothing, and everything wrong is named.
So the same command can be run again: a file whose bytes are a page of this publisher and day
already is told and not added a second time.

The files stay as they are; their copies in the corpus are never edited. `juku remove` takes a page
out again.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from juku.remote import local

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("corpus", type=local, help="a corpus that `juku new` laid out")
    parser.add_argument(
        "pages", type=local, nargs="+", metavar="PAGE", help="files as received, or folders of them"
    )
    parser.add_argument("--publisher", required=True, help="who published them; part of every id")
    parser.add_argument(
        "--date", required=True, help="the day of publication, YYYY-MM-DD, or `path`: as paths say"
    )
    parser.add_argument(
        "--evidence",
        help="`stated: …` or `inferred: …`: how the date is known; by default that it was given, "
        "or where in the path it stands",
    )
    parser.add_argument(
        "--rights",
        default="© the publisher; all rights reserved",
        help="whose the text is, and on what terms; default: %(default)s",
    )
    parser.add_argument("--obtained", help="how and from where the files came")
    parser.add_argument("--map", help="for an archive: our field=its field, joined by commas")


def run(args: argparse.Namespace) -> int:
    """Add the pages and name them, and say what becomes of their publishers' names.

    What was passed over and what has no text goes to the standard error.
    """
    from juku.build.entering import add
    from juku.build.incoming import Source
    from juku.build.reading.probe import renamed
    from juku.errors import one_line

    source = Source(args.publisher, args.date, args.evidence, args.rights, args.obtained, args.map)
    added = add(args.corpus, args.pages, source)
    for note in added.passed:
        print(f"juku: note: {note}", file=sys.stderr)
    for page in added.blank:
        print(f"juku: note: {one_line(str(page))}: has no text", file=sys.stderr)
    if others := added.other_days:
        print(
            f"juku: note: {len(others):,} got {args.date} and name another day in their paths "
            f"({one_line(others[0])}{', …' if others[1:] else ''}); `--date path` takes that one, "
            "once they are out again with `juku remove`",
            file=sys.stderr,
        )
    for page, path in added.there:
        print(f"{args.corpus}: has {path} already, with the bytes of {one_line(str(page))}")
    for made in {entry.publisher for entry in added.entries} - {args.publisher}:
        print(_renamed(args.corpus, args.publisher, made))
    for entry in added.entries:
        print(f"{args.corpus}: added {entry.path}")
        for given, made in renamed(args.corpus / entry.path, entry).items():
            print(_renamed(entry.path, given, made))
    parts = {"added": added.entries, "there already": added.there, "passed over": added.passed}
    if sum(map(len, parts.values())) > 1:
        told = ", ".join(f"{len(part):,} {name}" for name, part in parts.items() if part)
        print(f"{args.corpus}: {told}")
    return 0


def _renamed(where: object, given: str, made: str) -> str:
    return f"{where}: publisher {given!r} will be {made} in ids and in `publisher`"
