"""Files as received: those that are named, and those of the folders that are, in order."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from juku.build.formats import endings
from juku.errors import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juku.errors import Findings

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
"""``s3://bucket`` as a path, which has lost a slash."""


class Received(NamedTuple):
    """A file that is to become a page."""

    path: Path
    name: str
    """With ``/``, below the folder that was named; that of the file where it was named itself."""
    lies: PurePosixPath | None
    """Its path in the corpus, where it lies among the pages already."""


def gather(
    given: Sequence[Path], root: Path, pages: str, found: Findings
) -> tuple[list[Received], list[str]]:
    """The files that ``given`` names for the corpus at ``root``, and what was passed over, and why.

    Of a folder that is every file in it and below in the order of their paths, but for hidden
    ones, those of no kind that is read, and what lies behind links to folders, which might lead in
    a circle. What is named itself is never passed over.
    """
    files: list[Received] = []
    passed: list[str] = []
    for page in given:
        lies = _below(page, root, pages)
        if not page.is_dir():
            if _ADDRESS.match(str(page)) and not page.exists():
                found.add(str(page), "is an address", "fetch it, then name the file")
                continue
            files.append(Received(page, page.name, lies))
        elif _is(page, root):
            found.add(str(page), "is the corpus itself", "name the folder of files as received")
        else:
            inside = sorted(_walk(page, root, passed, found), key=lambda name: name.split("/"))
            files += [Received(page / n, n, None if lies is None else lies / n) for n in inside]
    for file in files:
        if any("\ud800" <= char <= "\udfff" for char in file.name):
            found.add(ascii(str(file.path)), "has a name that is not UTF-8", "rename the file")
    return files, passed


def _below(page: Path, root: Path, pages: str) -> PurePosixPath | None:
    """Where ``page`` lies in the corpus, if it lies among its pages."""
    within = os.path.realpath(root / pages)
    true = os.path.realpath(page)
    if true != within and not true.startswith(within + os.sep):
        return None
    return PurePosixPath(pages, *Path(true).relative_to(within).parts)


def _is(folder: Path, root: Path) -> bool:
    return os.path.realpath(folder) == os.path.realpath(root)


def _walk(folder: Path, root: Path, passed: list[str], found: Findings) -> Iterator[str]:
    """The names of the pages below ``folder``; what is no page is noted in ``passed``."""

    def pass_over(path: Path, why: str) -> None:
        passed.append(f"{one_line(str(path))}: passed over: {why}")

    def refuse(error: OSError) -> None:
        found.add(str(error.filename), f"cannot be read ({error.strerror})", "mend its permissions")

    before, findings, pages = len(passed), len(found.messages), 0
    for place, folders, names in os.walk(folder, onerror=refuse):
        here = Path(place)
        for name in sorted(folders):
            if (why := _why_not_entered(here / name, root)) is not None:
                pass_over(here / name, why)
                folders.remove(name)
        for name in sorted(names):
            if (why := _why_no_page(name)) is not None:
                pass_over(here / name, why)
                continue
            pages += 1
            yield (here / name).relative_to(folder).as_posix()
    if not pages and len(found.messages) == findings:
        found.messages += passed[before:]
        found.add(str(folder), "has no page in it", "name a folder of files as received")


def _why_not_entered(folder: Path, root: Path) -> str | None:
    if folder.name.startswith("."):
        return "is hidden"
    if folder.is_symlink():
        return "is a link to a folder; name that folder to add its pages"
    return "is the corpus itself" if _is(folder, root) else None


def _why_no_page(name: str) -> str | None:
    if name.startswith("."):
        return "is hidden"
    ending = endings.of(name)
    if ending.form is None and (ending.codec or PurePosixPath(name).suffix):
        return f"is no kind of file that is read; {endings.remedy(name)}"
    return None
