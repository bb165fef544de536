"""Write a whole release in a form that other tools read.

juku export dist/demo conllu demo.conllu
juku export dist/demo vertical demo.vrt       (and demo.registry, for the Corpus Workbench)
juku export dist/demo tei demo.xml
juku export dist/demo text demo.txt           (a paragraph a line)
juku export dist/demo text /dev/stdout | grep 改革
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def run(args: argparse.Namespace) -> int:
    """Export."""
    from juku.query.export import export
    from juku.query.files import is_stream
    from juku.remote import resolve

    for path in export(resolve(args.release), args.form, args.out):
        if not is_stream(path):
            print(path)
    return 0
