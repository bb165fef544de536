"""What the commands that ask a release share: options, output, saving, pictures."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from juku.errors import so_many
from juku.remote import local

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping

    from juku.query.answers.results import Result

LINES = 50
"""Rows that a table on the screen has at the most, unless --all."""


def release(parser: argparse.ArgumentParser) -> None:
    """The release that is asked."""
    parser.add_argument(
        "release", help="a release directory, a folder of Parquet, or hf://datasets/USER/NAME@TAG"
    )


def pattern(parser: argparse.ArgumentParser) -> None:
    """The pattern and how it is read."""
    parser.add_argument("pattern", help="a CQL pattern; with --chars a string of characters")
    parser.add_argument(
        "--chars", action="store_true", help="find characters wherever words begin and end"
    )
    parser.add_argument(
        "--either-script",
        action="store_true",
        help="with --chars: simplified and traditional characters alike",
    )
    parser.add_argument(
        "--strategy",
        choices=("standard", "shortest", "longest", "traditional"),
        help="which of several matches at a place are kept (default: standard)",
    )
    parser.add_argument(
        "--within",
        choices=("sentence", "paragraph", "article"),
        help="a match lies in one of these",
    )
    bounds(parser)


def bounds(parser: argparse.ArgumentParser) -> None:
    """What the question may cost."""
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="the most time it may take (default: 60)"
    )
    parser.add_argument(
        "--megabytes", type=int, default=2048, help="the most memory for it (default: 2048)"
    )


def part(parser: argparse.ArgumentParser) -> None:
    """The part of the release that is asked."""
    parser.add_argument(
        "--where",
        metavar="CONDITION",
        help='only where this holds: \'published >= "2024-01" & role = "title"\'',
    )
    parser.add_argument(
        "--once-per-story", action="store_true", help="leave out articles that reprint another"
    )


def listing(parser: argparse.ArgumentParser, *, minimum: int) -> None:
    """What a list of values lists."""
    parser.add_argument(
        "--attribute",
        choices=("word", "xpos", "upos", "norm", "hans", "hant"),
        default="word",
        help="what of the tokens is listed (default: word)",
    )
    parser.add_argument(
        "--minimum",
        type=int,
        default=minimum,
        metavar="N",
        help=f"the lowest count that is listed (default: {minimum})",
    )
    parser.add_argument(
        "--punctuation", action="store_true", help="list values without a letter or digit too"
    )


def in_articles(parser: argparse.ArgumentParser) -> None:
    """Whether each row says in how many articles it stands."""
    parser.add_argument(
        "--in-articles", action="store_true", help="a column for the articles that each is in"
    )


def confidence(parser: argparse.ArgumentParser) -> None:
    """How sure the intervals of a comparison are to be."""
    parser.add_argument(
        "--confidence",
        type=float,
        default=0.95,
        metavar="SHARE",
        help="of the intervals (default: 0.95)",
    )


def output(
    parser: argparse.ArgumentParser,
    *,
    plot: bool = False,
    limit: bool = True,
    save: bool = True,
) -> None:
    """Where the answer goes."""
    parser.set_defaults(without_pandas=True)
    if limit:
        parser.add_argument("--limit", type=int, metavar="N", help="the first N rows only")
    parser.add_argument(
        "--all", action="store_true", help=f"print more than {LINES} rows of a table"
    )
    parser.add_argument(
        "--format",
        choices=("table", "csv", "tsv", "json", "jsonl", "parquet"),
        help="default: what the ending of --output says, else a table; all but table are whole",
    )
    parser.add_argument("--output", type=local, metavar="FILE", help="write all rows to a file")
    if save:
        parser.add_argument(
            "--save", type=local, metavar="FILE", help="write a citation that `juku rerun` repeats"
        )
    if plot:
        parser.add_argument("--plot", type=local, metavar="FILE", help="draw it: .svg or .png")


def names(text: str) -> list[str]:
    """Several names between commas."""
    return [name.strip() for name in text.split(",") if name.strip()]


NOT_ASKED = frozenset(
    {"release", "run", "all", "format", "output", "save", "plot", "without_pandas"}
)
"""Arguments of a command that are not options of its question."""


EMPTY_PART = "where: no sentence is in that part; `juku describe` lists the values of each column"


def answer(args: argparse.Namespace, question: str) -> int:
    """Ask ``question`` with the command's options, and print, write, save and draw the answer.

    Notes about values that no token has, and parts that hold nothing, go to the standard error.
    """
    from juku.query.doors import open_questions
    from juku.query.hints import unknown_values, unmeant_signs
    from juku.query.matching.limits import Limits
    from juku.query.rerun import ask

    check_outputs(args)
    options = {key: value for key, value in vars(args).items() if key not in NOT_ASKED}
    questions = open_questions(args.release)
    result = ask(questions, question, options)
    give(args, result)
    if result.about.figures.get("size") == 0 and options.get("where"):
        print(f"juku: note: {EMPTY_PART}", file=sys.stderr)
    if rare := _too_rare(result, options):
        print(f"juku: note: {rare}", file=sys.stderr)
    if "pattern" in options:
        nothing = not result.about.figures.get("hits", 1)
        bound = Limits(args.seconds, args.megabytes << 20)
        notes = (
            unmeant_signs(args.pattern if nothing else "")
            if args.chars
            else unknown_values(questions.corpus, args.pattern, every=nothing, limits=bound)
        )
        for note in notes:
            print(f"juku: note: {note}", file=sys.stderr)
    return 0


def _too_rare(result: Result, options: Mapping[str, Any]) -> str | None:
    """What is said of a list that is empty for its ``minimum`` alone, as far as one can see."""
    lowest = options.get("minimum", 0)
    figures = result.about.figures
    counted = figures.get("hits", figures.get("size"))
    if len(result) or lowest < 2 or not counted or options.get("limit") == 0:
        return None
    return f"minimum: nothing is counted {lowest:,} times or more; --minimum 1 lists what is rarer"


def check_outputs(args: argparse.Namespace) -> None:
    """Refuse a file that cannot be written before anything is asked.

    Raises:
        QueryError: naming the file.
    """
    from juku.query.answers import files

    for name in ("output", "save", "plot"):
        path = getattr(args, name, None)
        if path is not None:
            files.check(path)
    if getattr(args, "plot", None) is not None:
        from juku.query.answers import plots

        plots.form_of(args.plot)


def give(args: argparse.Namespace, result: Result) -> None:
    """Print or write a result; save its citation; draw it.

    Raises:
        QueryError: Parquet is asked for without a file to write it to.
    """
    from juku.query.answers.files import is_stream

    if args.output is not None:
        result.write(args.output, args.format)
        if not is_stream(args.output):
            print(f"{args.output}: {so_many(len(result), 'rows')}")
    else:
        sys.stdout.writelines(_printed(args, result))
    if getattr(args, "save", None) is not None:
        from juku.query.citation import save

        save(result, str(args.release), args.save)
    if getattr(args, "plot", None) is not None:
        from juku.query.answers.plots import plot

        plot(result, args.plot)


def _printed(args: argparse.Namespace, result: Result) -> Iterable[str]:
    from juku.errors import QueryError
    from juku.query.answers.writing import pieces

    form = args.format or "table"
    if form == "parquet":
        raise QueryError("format: parquet is not for a screen; give --output FILE.parquet")
    if form == "table":
        if args.all or len(result) <= LINES:
            return [result.text() + "\n"]
        return [result.text(LINES) + "; --all prints them\n"]
    return pieces(result, form)


def number_or_all(text: str) -> int | None:
    """A number, or None for ``all``."""
    try:
        return None if text == "all" else int(text)
    except ValueError as error:
        import argparse

        raise argparse.ArgumentTypeError(f"{text!r} is neither a number nor `all`") from error
