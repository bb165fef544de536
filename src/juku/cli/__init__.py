"""The commands; each module parses, calls one function of the library, and prints."""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from juku import __version__
from juku.errors import JukuError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: dict[str, tuple[str, str]] = {
    # evidence
    "new": ("juku.cli.new", "lay out an empty corpus"),
    "add": ("juku.cli.add", "copy pages into a corpus and write their manifest lines"),
    "validate": ("juku.cli.validate", "check a corpus or a release and print all findings"),
    "lexicon": ("juku.cli.lexicon", "propose new words, and say what a lexicon entry changes"),
    # a release
    "build": ("juku.cli.build", "turn a corpus into a release directory"),
    "show": ("juku.cli.show", "an article, a sentence or a page, marked where it is printed"),
    "verify": ("juku.cli.verify", "recompute hashes, rebuild from evidence, say what differs"),
    "diff": ("juku.cli.diff", "what changed between two releases, or between a query's hits"),
    "explain": ("juku.cli.explain", "replay one sentence from its page's bytes to its row"),
    "publish": ("juku.cli.publish", "upload, commit, tag, and load back what was published"),
    # questions
    "index": ("juku.cli.index", "build the index that questions are answered from"),
    "find": ("juku.cli.find", "find a pattern and show each hit in its context"),
    "count": ("juku.cli.count", "how many hits, altogether or by keys"),
    "words": ("juku.cli.words", "words by frequency"),
    "ngrams": ("juku.cli.ngrams", "sequences of words by frequency"),
    "collocates": ("juku.cli.collocates", "what stands near a pattern more often than by chance"),
    "keyness": ("juku.cli.keyness", "what is more frequent than in a reference"),
    "compare": ("juku.cli.compare", "a pattern in two parts of a release"),
    "dispersion": ("juku.cli.dispersion", "how evenly hits are spread"),
    "trend": ("juku.cli.trend", "hits by day, month or year"),
    "sql": ("juku.cli.sql", "ask a release in SQL"),
    "rerun": ("juku.cli.rerun", "repeat a saved query and say whether the hits are the same"),
    "export": ("juku.cli.export", "CoNLL-U, CWB vertical text, TEI, plain text"),
}
"""Name of a command → its module, imported only when it is called, and one line of help."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; a JukuError is printed without a traceback and gives status 1."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _widen()
    try:
        args = _parser(arguments).parse_args(arguments)
        if argv is None and "own_process" in args:
            args.own_process = True
        status = int(args.run(args))
        sys.stdout.flush()
    except JukuError as error:
        print(f"juku: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        _close_quietly()
        return 0
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _close_quietly()
        print("juku: the output: no space is left; free some, or write elsewhere", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("juku: stopped; run the same command again to go on", file=sys.stderr)
        return 130
    return status


def _widen() -> None:
    """Let a terminal or file that cannot hold Chinese show escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in stream.encoding.lower():
            stream.reconfigure(errors="backslashreplace")


def _close_quietly() -> None:
    """Point standard output nowhere, so that Python's own flush at the end has nothing to say."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser, with only the named command's options filled in, so that start-up stays short."""
    parser = argparse.ArgumentParser(
        prog="juku",
        description="Newspaper pages in Chinese become a versioned dataset of sentences.",
        epilog="`juku COMMAND --help` explains a command and gives examples.",
    )
    parser.add_argument("--version", action="version", version=f"juku {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    named = next((word for word in arguments if not word.startswith("-")), None)
    for name, (module_name, summary) in COMMANDS.items():
        if name != named:
            commands.add_parser(name, help=summary)
            continue
        module = importlib.import_module(module_name)
        command = commands.add_parser(
            name,
            help=summary,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.register(command)
        command.set_defaults(run=module.run)
    return parser
