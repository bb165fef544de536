"""How a release came to be, as far as its rows depend on it: no clock, no machine, no path."""

from __future__ import annotations

import os
import platform
import subprocess
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku import __version__
from juku.build.corpus import curation
from juku.build.formats import endings
from juku.errors import BuildError
from juku.surroundings import told

if TYPE_CHECKING:
    from juku.build.corpus.manifest import Corpus

_OF_HTML = ("justext", "lxml", "lxml_html_clean", "trafilatura")

READERS = ("chardet", *_OF_HTML)
"""Packages that say which text a page has, where it is not plain text in UTF-8."""

ENGINES = ("pyarrow", "jieba", "rjieba", "opencc", "numpy", *READERS)
"""Packages that decide values or bytes of a release."""

_OTHERS = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX", "GIT_QUARANTINE_PATH", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
}  # fmt: skip
"""Where a hook of git tells what it starts that another repository is meant, and its objects."""


def code() -> dict[str, Any]:
    """The library's version and, in a checkout, its commit and whether files differ from it."""
    checkout = Path(__file__).parents[4]
    if not (checkout / ".git").exists():
        return {"version": __version__, "commit": None, "changed": None}
    commit = _git(checkout, "rev-parse", "HEAD")
    changed = _git(checkout, "status", "--porcelain", "--", "src", "schema")
    return {
        "version": __version__,
        "commit": commit,
        "changed": None if changed is None else bool(changed),
    }


def _git(folder: Path, *arguments: str) -> str | None:
    """What git answers; None where there is no git or it refuses the folder.

    Raises:
        BuildError: the machine refuses what git needs, so that nothing would be known.
    """
    try:
        done = subprocess.run(  # noqa: S603  # fixed words, no shell
            ["git", "-C", str(folder), *arguments],  # noqa: S607  # whichever git the user has
            capture_output=True,
            text=True,
            check=True,
            env=git_environment(),
        )
    except (FileNotFoundError, PermissionError, subprocess.CalledProcessError):
        return None
    except OSError as error:
        raise BuildError(told("git", "cannot be run", error, "mend or remove it")) from error
    return done.stdout.strip()


def git_environment() -> dict[str, str]:
    """This process's, but for what a hook says of its own repository, which is not asked for."""
    return {name: value for name, value in os.environ.items() if name not in _OTHERS}


def dependencies(corpus: Corpus) -> dict[str, str | None]:
    """The versions of what decides values or bytes; None for what is not installed.

    Of a corpus without HTML what reads HTML decides nothing, and its release says the same
    wherever it is built.
    """
    html = any(endings.of(entry.path).form == "html" for entry in corpus.entries)
    names = [name for name in ENGINES if html or name not in _OF_HTML]
    return {"python": platform.python_version(), **{name: installed(name) for name in names}}


def installed(name: str) -> str | None:
    """The version of a package; None where there is none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _pages_by_day(corpus: Corpus) -> dict[str, dict[str, int]]:
    """Publisher → day → pages that the manifest lists, so that a day without an article is no gap.

    An archive is none of them: its records have days of their own, each with an article.
    """
    pages = (entry for entry in corpus.entries if not endings.is_archive(entry.path))
    days = Counter((entry.publisher, entry.published.isoformat()) for entry in pages)
    found: dict[str, dict[str, int]] = {}
    for (publisher, day), count in sorted(days.items()):
        found.setdefault(publisher, {})[day] = count
    return found


def evidence(corpus: Corpus) -> dict[str, Any]:
    """The hashes of what went in."""
    return {
        "pages": len(corpus.entries),
        "pages_by_day": _pages_by_day(corpus),
        "manifest_sha256": corpus.sha256,
        "curation_sha256": curation.sha256(corpus.root),
    }
