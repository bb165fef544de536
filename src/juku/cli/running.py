"""One command from its words to its status."""

from __future__ import annotations

import argparse
import errno
import importlib
import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from juku import __version__
from juku.cli.commands import COMMANDS
from juku.errors import JukuError
from juku.surroundings import fact, is_known, named, remedy

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str], *, own_process: bool) -> int:
    """Run one command; a JukuError is printed without a traceback and gives status 1."""
    _widen()
    try:
        _refuse_unreadable(arguments)
        if not arguments:
            parser_of(arguments).print_help(sys.stderr)
            return 2
        args = _parsed(arguments)
        _tell(args, own_process=own_process)
        status = int(args.run(args))
        sys.stdout.flush()
    except JukuError as error:
        print(f"juku: {_as_typed(str(error), arguments)}", file=sys.stderr)
        return 1
    except UnicodeEncodeError as error:
        if sys.getfilesystemencoding() == "utf-8":
            raise
        print(f"juku: {error.object[:80]!a}: {_NO_CHINESE}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        _close_quietly()
        return 0
    except Exception as error:
        if (wanting := _wanting(error)) is None:
            raise
        print(f"juku: {wanting}", file=sys.stderr)
        if _is_full(error):
            _close_quietly()
        return 1
    return status


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    try:
        return parser_of(arguments).parse_args(_with_sort_keys(arguments))
    except SystemExit:  # help was asked for, and may have had no place yet
        sys.stdout.flush()
        raise


def _as_typed(message: str, arguments: Sequence[str]) -> str:
    """A message about an argument of the library, which names the option that was typed for it.

    >>> _as_typed("top: -1 is less than 0; give 0 or more", ["describe", "demo", "--top=-1"])
    '--top: -1 is less than 0; give 0 or more'
    """
    typed = {word[2:].partition("=")[0] for word in arguments if word.startswith("--")}
    lines = message.split("\n")
    return "\n".join(f"--{one}" if one.partition(": ")[0] in typed else one for one in lines)


def _tell(args: argparse.Namespace, *, own_process: bool) -> None:
    """Let a command know, if it asks, whether others use the process; one may want pandas yet."""
    if "own_process" in args:
        args.own_process = own_process
    if own_process and "without_pandas" in args:
        from juku import store

        store.do_without_pandas()
        store.keep_memory()


def _wanting(error: Exception) -> str | None:
    """What the system refused, where, and what to do; None where that is not known."""
    where = named(error)
    if where is None and not is_known(error):
        return None
    if _is_full(error):
        elsewhere = remedy(error, "write elsewhere")
        return f"{where or 'the output'}: {fact(error).lower()}; {elsewhere}"
    said = fact(error) if where is None else f"{where}: {fact(error).lower()}"
    return f"{said}; {remedy(error)}, then run the same command again"


def _is_full(error: Exception) -> bool:
    return isinstance(error, OSError) and error.errno == errno.ENOSPC


_NO_CHINESE = (
    f"file names are in {sys.getfilesystemencoding()} here, which has no Chinese; set "
    "PYTHONUTF8=1, or LC_ALL=C.UTF-8, then run the same command again"
)


def _refuse_unreadable(arguments: Sequence[str]) -> None:
    """Refuse what is empty, and words whose bytes no text stands for: they are found nowhere.

    An empty word is what a shell makes of a variable that is not set; as a path it would be here.

    Raises:
        JukuError: naming the first.
    """
    for number, word in enumerate(arguments, 1):
        if not word or (word.startswith("--") and word.partition("=")[1:] == ("=", "")):
            raise JukuError(f"argument {number}: {word!r}: is empty; give a value, or leave it out")
        if any("\ud800" <= char <= "\udfff" for char in word):
            utf8 = sys.getfilesystemencoding() == "utf-8"
            remedy = "is not UTF-8; write it in UTF-8, or rename the file" if utf8 else _NO_CHINESE
            raise JukuError(f"argument {number}: {word!a}: {remedy}")


def _with_sort_keys(arguments: Sequence[str]) -> list[str]:
    """The words with the keys of ``--sort`` behind ``=``, where the first is turned round.

    >>> _with_sort_keys(["find", "demo", "--sort", "-published,R1", "--all"])
    ['find', 'demo', '--sort=-published,R1', '--all']
    """
    joined: list[str] = []
    for word in arguments:
        keys = word.startswith("-") and word[1:2].isalnum()
        if keys and joined and joined[-1] == "--sort":
            joined[-1] = f"--sort={word}"
        else:
            joined.append(word)
    return joined


def _widen() -> None:
    """Let a terminal or file that cannot hold Chinese show escapes instead of failing.

    Where a stream was closed before the command began, what would go there goes nowhere: Python
    has None for it, and would print errors on the other one.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in stream.encoding.lower():
            stream.reconfigure(errors="backslashreplace")


def _close_quietly() -> None:
    """Point standard output nowhere, so that Python's own flush at the end has nothing to say."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Once(argparse.Action):
    """Keeps an option's value; of two that are given, neither is forgotten without a word."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Keep it.

        Raises:
            argparse.ArgumentError: the option was given before.
        """
        if isinstance(parser, _Command) and option_string is not None:
            if self.dest in parser.given:
                raise argparse.ArgumentError(self, "is given twice; give it once")
            parser.given.add(self.dest)
        setattr(namespace, self.dest, values)


class _Command(argparse.ArgumentParser):
    """A command's own parser: what it does not know is told with its usage, not with juku's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register("action", None, _Once)
        self.given: set[str] = set()
        """What options that take a value were given for."""

    def parse_known_args(  # type: ignore[override]  # what argparse calls has these two
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[Any, list[str]]:
        found, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")
        return found, unknown


def parser_of(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """The parser, with only the named command's options filled in, so that start-up stays short."""
    parser = argparse.ArgumentParser(
        prog="juku",
        description="Newspaper pages in Chinese become a versioned dataset of sentences.",
        epilog="`juku COMMAND --help` explains a command and gives examples.",
    )
    parser.add_argument("--version", action="version", version=f"juku {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Command)
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
