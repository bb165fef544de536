"""Publish a release: upload, commit, tag, and load it back to see that it is the same rows.

    juku publish dist/juku-1.0.0 USER/juku --dry-run
    juku publish dist/juku-1.0.0 USER/juku
    juku publish dist/juku-1.0.0 USER/juku --private --endpoint http://127.0.0.1:8000
    juku publish dist/juku-1.0.0 --to s3://bucket/datasets
    juku publish dist/juku-1.0.0 --to ../mirror          a folder, or a git repository (with a tag)

Stopped at any point, the same command goes on from there.  A version that is published is never
changed: with the same files nothing happens, with others it is refused.  So is a release that
does not say whose it is: its corpus' about.json is as `juku new` wrote it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.errors import ReleaseError
from juku.release import hub, places, published, record
from juku.remote import local

if TYPE_CHECKING:
    import argparse


def register(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("release", type=local, help="a release directory")
    parser.add_argument("repo", nargs="?", metavar="REPO_ID", help="USER/NAME on the Hub")
    parser.add_argument("--to", metavar="PLACE", help="s3://…, a folder, or a git repository")
    parser.add_argument(
        "--endpoint", metavar="URL", help="another server that speaks the Hub's API"
    )
    parser.add_argument("--private", action="store_true", help="make a new repository private")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be sent; send nothing"
    )
    parser.add_argument("--no-check", action="store_true", help="do not load it back afterwards")


def run(args: argparse.Namespace) -> int:
    """Publish, and print what came of it."""
    if (args.repo is None) == (args.to is None):
        raise ReleaseError("juku publish: name REPO_ID or --to PLACE, and only one of them")
    if args.to is not None:
        _refuse_options_of_the_hub(args)
        print(places.publish(args.release, args.to, dry_run=args.dry_run))
        return 0
    done = hub.publish(
        args.release, args.repo, endpoint=args.endpoint, private=args.private, dry_run=args.dry_run
    )
    _report(done)
    if done.done and not args.no_check:
        expected = record.load(args.release).row_hashes
        published.check(done.repo, done.tag, expected, endpoint=args.endpoint)
        print(f"load_dataset({done.repo!r}, revision={done.tag!r}) gives the same rows")
    return 0


def _refuse_options_of_the_hub(args: argparse.Namespace) -> None:
    given = [f"--{name}" for name in ("endpoint", "private") if getattr(args, name)]
    given += ["--no-check"] if args.no_check else []
    if given:
        raise ReleaseError(
            f"juku publish: {', '.join(given)}: is for the Hub; with --to PLACE, leave it out"
        )


def _report(done: hub.Published) -> None:
    if not done.done:
        print(f"would publish {done.repo}@{done.tag}")
    elif done.sent or done.removed:
        print(f"published {done.repo}@{done.tag} as commit {done.commit}")
    else:
        print(f"{done.repo}@{done.tag} is commit {done.commit}; no file differs")
    if done.behind is not None:
        print(f"main stays at {done.behind}, which is newer")
    for path in done.sent:
        print(f"  + {path}")
    for path in done.removed:
        print(f"  - {path}")
