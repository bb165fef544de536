"""Turn a corpus into a release directory that `datasets.load_dataset` opens.

The corpus is proved first; the release appears under its name only when it is whole. A build that
was stopped goes on where it was when the same command is run again. Status 3: the release is there,
and pages or records that could not be read are named in its failures.jsonl.

  juku build corpus --out dist/juku-1.0.0 --version 1.0.0
  juku build corpus --out dist/juku-1.0.0 --version 1.0.0 --workers 8
  juku build corpus --out dist/juku-1.0.0 --version 1.0.0 --segmenter jieba

Corpus and release may lie in object storage, at any address that fsspec opens.

  juku build s3://bucket/corpus --out s3://bucket/juku-1.0.0 --version 1.0.0

On a cluster, with Dask (a scheduler that runs, or one that is started in Slurm's queue), or with
any scheduler's array, each element of which calls the second line; the third ends the build.

  juku build corpus --out dist/juku-1.0.0 --version 1.0.0 --backend dask --address tcp://head:8786
  juku build corpus --out dist/juku-1.0.0 --version 1.0.0 --task $SLURM_ARRAY_TASK_ID --of 16
  juku build corpus --out dist/juku-1.0.0 --version 1.0.0 --finish
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from juku.errors import so_many
from juku.remote import is_address, local

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from pathlib import Path

    from juku.build.running.settings import Settings
    from juku.release.assemble import Built


def register(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    from juku.build.rows.kit import DEFAULT_SEGMENTER

    parser.add_argument("corpus", help="a corpus: manifest.jsonl, pages/, curation/")
    parser.add_argument("--out", required=True, help="the release directory to make")
    parser.add_argument("--version", required=True, help="MAJOR.MINOR.PATCH, as 1.0.0")
    parser.add_argument(
        "--segmenter",
        default=DEFAULT_SEGMENTER,
        help="ud, rjieba, jieba, or another library's, as spacy:MODEL; default: %(default)s",
    )
    parser.add_argument(
        "--no-joining", action="store_true", help="leave numbers, dates and names as the engine cut"
    )
    parser.add_argument(
        "--no-votes", action="store_true", help="do not count how many segmentations agree"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes; default: %(default)s")
    parser.add_argument(
        "--backend",
        default="auto",
        choices=("auto", "serial", "processes", "dask", "slurm"),
        help="who runs the tasks; auto: --workers processes",
    )
    parser.add_argument("--address", help="of a Dask scheduler that runs already")
    parser.add_argument("--task", type=int, metavar="I", help="run only share I (1 to N) of N")
    parser.add_argument("--of", type=int, metavar="N", help="shares that an array has")
    parser.add_argument(
        "--finish", action="store_true", help="all shares were run: make the release"
    )
    parser.add_argument(
        "--datasheet", type=local, help="a DATASHEET.md whose figures are filled in"
    )
    parser.add_argument(
        "--text",
        choices=("full", "shuffled", "none"),
        default="full",
        help="how much text is passed on: all, words in no order, or none; default: %(default)s",
    )
    parser.add_argument(
        "--previous",
        type=local,
        help="the release that the version is compared with; default: the last one recorded",
    )
    parser.add_argument(
        "--strict", action="store_true", help="stop at the first page that cannot be read"
    )
    parser.set_defaults(without_pandas=True, own_process=False)


def run(args: argparse.Namespace) -> int:
    """Build, and say what came of it; status 3 if pages or records were set aside."""
    from juku.build.running import fork_server

    settings = _settings(args)
    if args.task is not None or not args.own_process:
        return _run(args, settings)
    with fork_server.begun(settings):
        return _run(args, settings)


def _run(args: argparse.Namespace, settings: Settings) -> int:
    from juku.build.corpus import about
    from juku.release import assemble, elsewhere, standing, withhold

    out = elsewhere.out(args.out)
    if _is_made(args, settings, out):
        print(f"{out}: is there already; nothing is left to do for {_step(args)}")
        return 0
    if args.task is not None:
        return _share(args, settings, out)
    built = _sent_half(args, settings, out) or assemble.build(
        settings,
        out,
        args.version,
        datasheet=args.datasheet,
        previous=args.previous,
        text=args.text,
        place=args.out,
    )
    rows = ", ".join(so_many(n, name) for name, n in built.rows.items())
    state = "is there already, with the same rows" if built.unchanged else "built"
    print(f"{built.path}: {state}: {rows}")
    if is_address(args.out):
        sent = elsewhere.send(built.path, args.out)
        print(f"{args.out}: {'sent' if sent else 'is there already'}")
    print(f"identity {built.identity}")
    if note := about.unsaid(settings.corpus):
        print(f"juku: note: {note}", file=sys.stderr)
    if built.unchanged and (fields := standing.said_since(built.path, settings.corpus)):
        print(f"juku: note: {_said_since(built.path, fields)}", file=sys.stderr)
    if left := withhold.copies_left(built.path):
        print(f"juku: note: {_copies(left)}", file=sys.stderr)
    if built.failures:
        print(f"{built.path}/failures.jsonl: {_aside(built.failures)}")
        return 3
    return 0


def _aside(count: int) -> str:
    """What is said of so many pages and records that could not be read.

    >>> _aside(1), _aside(2)
    ('1 page or record was set aside', '2 pages or records were set aside')
    """
    return f"{count:,} {'page or record was' if count == 1 else 'pages or records were'} set aside"


def _said_since(path: Path, fields: Sequence[str]) -> str:
    return (
        f"{path}: {', '.join(fields)}: its documents say what about.json said when it was built, "
        "for a release is never overwritten; give what about.json says now a version of its own, "
        "or remove the folder if nobody has the release yet"
    )


_NAMED = 5
"""Ids that a note names."""


def _copies(left: list[str]) -> str:
    names = ", ".join(left[:_NAMED]) + (", …" if len(left) > _NAMED else "")
    return (
        f"curation/takedowns.tsv: articles that print again what it takes down, and stay: "
        f"{len(left):,} ({names}); add a row for each whose text has to go too"
    )


def _sent_half(args: argparse.Namespace, settings: Settings, out: Path) -> Built | None:
    """The release that is whole here and was perhaps not sent, so that hours are not spent again.

    Nothing in a release says which datasheet or which earlier release was asked for.
    """
    from juku.release import elsewhere, standing

    if not is_address(args.out):
        return None
    elsewhere.check(args.out)
    if args.datasheet or args.previous:
        return None
    return standing.whole(settings, out, args.version, text=args.text)


def _settings(args: argparse.Namespace) -> Settings:
    from juku.build.rows.kit import Options
    from juku.build.running.settings import Settings
    from juku.errors import BuildError
    from juku.release import elsewhere

    if (args.task is None) != (args.of is None) or (args.task is not None and args.finish):
        raise BuildError("--task: goes with --of, and without --finish; see `juku build --help`")
    return Settings(
        corpus=elsewhere.corpus(args.corpus),
        options=Options(
            segmenter=args.segmenter, joining=not args.no_joining, votes=not args.no_votes
        ),
        workers=args.workers,
        backend="none" if args.finish else args.backend,
        address=args.address,
        strict=args.strict,
    )


def _is_made(args: argparse.Namespace, settings: Settings, out: Path) -> bool:
    """Whether a share, or the end of an array, comes when its release is there already.

    One that ends where tasks were run again compares their rows with those of the release.
    """
    from juku.build.running import pipeline
    from juku.release import standing, workplace

    if args.task is not None:
        pipeline.check_share(args.task, args.of)
    elif not args.finish or workplace.of(out).exists():
        return False
    workplace.check(out, settings.corpus)
    return standing.is_made(settings, out, args.version)


def _step(args: argparse.Namespace) -> str:
    return "--finish" if args.finish else f"share {args.task} of {args.of}"


def _share(args: argparse.Namespace, settings: Settings, out: Path) -> int:
    """Run one share of the tasks, for an array; its shards stay in the build's hidden folder."""
    from juku.build.running import pipeline
    from juku.release import workplace

    receipts = pipeline.run_share(settings, workplace.of(out), args.task, args.of)
    rows = sum(receipt.tables["sentences"].rows for receipt in receipts)
    failures = sum(len(receipt.failures) for receipt in receipts)
    print(f"{_step(args)}: {so_many(len(receipts), 'tasks')} done, {so_many(rows, 'sentences')}")
    if failures:
        print(_aside(failures))
    return 0
