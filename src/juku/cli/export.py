"""Write a release, or a part of it, in a form that other tools read.

juku export dist/demo conllu demo.conllu
juku export dist/demo vertical demo.vrt       (and demo.registry, for the Corpus Workbench)
juku export dist/demo tei demo.xml
juku export dist/demo text demo.txt           (a paragraph a line)
juku export dist/demo text /dev/stdout | grep 改革
juku export dist/demo vertical 2024.vrt --where 'published >= "2024" & publisher = "demo"'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.cli import asking
from juku.remote import local

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("release", help="a release directory or hf://datasets/USER/NAME@TAG")
    parser.add_argument(
        "form", choices=("conllu", "vertical", "tei", "text"), help="what is written"
    )
    parser.add_argument("out", type=local, help="the file to write")
    asking.part(parser)


def run(args: argparse.Namespace) -> int:
    """Export."""
    from juku.query.answers.files import is_stream
    from juku.query.doors import open_questions
    from juku.query.export import export
    from juku.remote import resolve

    if args.where is None and not args.once_per_story:  # which needs no index
        paths = export(resolve(args.release), args.form, args.out)
    else:
        part = {"where": args.where, "once_per_story": args.once_per_story}
        paths = open_questions(args.release).export(args.form, args.out, **part)
    for path in paths:
        if not is_stream(path):
            print(path)
    return 0
