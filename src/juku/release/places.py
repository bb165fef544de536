"""Publishing to a place of files: a folder, a git repository with tags, or object storage.

Everywhere a version lies under its own name, ``{name}-{version}``, or behind its own tag, and
SHA256SUMS comes last: a place that has it has everything that it lists.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from juku.build.running import provenance
from juku.build.running.alone import alone
from juku.errors import ReleaseError, quoted, so_many
from juku.filehash import file_sha256
from juku.release import checksums, record, versions, workplace
from juku.remote import is_address
from juku.remote.refusals import translated
from juku.remote.stores import file_system, is_there, listed
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_ATTRIBUTES = ".gitattributes"
_OWN = (_ATTRIBUTES, ".gitignore")
"""By these a git repository works; they are no part of a release and stay as they are."""
_AS_IT_IS = "* -text\n"
"""For a repository without attributes: no clone gives lines other ends, whatever its git is set to.
SHA256SUMS would be of none of the files then."""


def publish(root: Path, place: str, *, dry_run: bool = False) -> str:
    """Copy the release at ``root`` to ``place``; returns a sentence that says what was done.

    Raises:
        ReleaseError: the release does not say whose it is or does not verify, or the place has
            other files under this version or cannot be written.
    """
    about = record.load(root)
    record.require_cited(root, about)
    record.require_intact(root)
    try:
        if is_address(place):
            with translated(place):
                return _to_store(Path(root), place, about, dry_run=dry_run)
        if (Path(place) / ".git").exists():
            return _to_git(Path(root), Path(place), about, dry_run=dry_run)
        return _to_folder(Path(root), Path(place), about, dry_run=dry_run)
    except OSError as error:
        again = "name another place, then run the same command again"
        raise ReleaseError(told(place, "cannot be written", error, again)) from error


def _title(about: record.Record) -> str:
    return f"{about.name}-{about.version}"


def _taken(where: str) -> ReleaseError:
    return ReleaseError(
        f"{where}: exists with other files; a release is never overwritten: "
        "give the release a new version and publish that"
    )


def _files(root: Path) -> list[str]:
    return [*checksums.files(root), checksums.NAME]


def _to_folder(root: Path, place: Path, about: record.Record, *, dry_run: bool) -> str:
    target = place / _title(about)
    sums = (root / checksums.NAME).read_bytes()
    if target.exists():
        there = target / checksums.NAME
        if not there.is_file() or there.read_bytes() != sums or checksums.verify(target):
            raise _taken(str(target))
        return f"{target} is there already; no file differs"
    if dry_run:
        return f"would copy {len(_files(root))} files to {target}"
    work = place / f".{_title(about)}.part"
    work.mkdir(parents=True, exist_ok=True)
    with alone(work, wait=False):
        try:
            _copy(root, work / "release", target)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return f"copied {len(_files(root))} files to {target}"


def _copy(root: Path, part: Path, target: Path) -> None:
    if part.exists():
        shutil.rmtree(part)  # one that was killed had copied that
    for path in _files(root):
        (part / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, part / path)
    workplace.settle(part, target)


def _to_git(root: Path, place: Path, about: record.Record, *, dry_run: bool) -> str:
    tag = f"v{about.version}"
    if _git(place, "tag", "--list", tag):
        if not _tag_holds(root, place, tag):
            raise _taken(f"{place}: tag {tag}")
        return f"{place} has tag {tag} already; no file differs"
    if _git(place, "status", "--porcelain"):
        raise ReleaseError(
            f"{place}: has changes that are not committed; commit or undo them first"
        )
    _refuse_what_is_of_no_release(root, place)
    older, newer = versions.around(_git(place, "tag", "--list").split("\n"), about.version)
    stays = f"; the last commit stays that of {newer}, which is newer" if newer else ""
    if dry_run:
        return f"would commit {len(_files(root))} files to {place} and tag {tag}{stays}"
    if newer:
        _beside(root, place, about, older or "HEAD")
        return f"committed to {place} and tagged {tag}{stays}"
    files = _written(root, place)
    try:
        _commit(root, place, about, files)
    except BaseException:  # ^C as well: what is half written here is in the way of any other try
        _undo(place, files)
        raise
    _tag(place, about)
    return f"committed to {place} and tagged {tag}"


def _beside(root: Path, place: Path, about: record.Record, base: str) -> None:
    """Commit to ``base`` and tag, in another tree of files, so that branch and files here stay."""
    with TemporaryDirectory(prefix="juku-publish-") as folder:
        tree = Path(folder) / "tree"
        _git(place, "worktree", "add", "--quiet", "--detach", str(tree), base)
        try:
            _commit(root, tree, about, _written(root, tree))
            _tag(tree, about)
        finally:
            _git(place, "worktree", "remove", "--force", str(tree))


def _written(root: Path, place: Path) -> list[str]:
    """What a commit writes: the release, and how git keeps its files, where that is not said."""
    return [*_files(root), *([] if (place / _ATTRIBUTES).exists() else [_ATTRIBUTES])]


def _tag(place: Path, about: record.Record) -> None:
    said = f"{about.name} {about.version}, identity {about.identity}"
    _git(place, "tag", "-a", f"v{about.version}", "-m", said)


def _refuse_what_is_of_no_release(root: Path, place: Path) -> None:
    """What is committed gives way to the release, and may only be of an earlier one of its kind."""
    earlier = checksums.read(place) if (place / checksums.NAME).is_file() else {}
    known = {*earlier, *_files(root)}
    strange = [path for path in _tracked(place) if path not in known]
    if strange:
        raise ReleaseError(
            f"{place}: has {_of_no_release(strange)}, which a release would take the place of; "
            "name a repository that has nothing else, or a folder"
        )


def _of_no_release(strange: Sequence[str]) -> str:
    named = ", ".join(map(quoted, strange[:5])) + (", …" if len(strange) > 5 else "")
    return f"{so_many(len(strange), 'files')} of no release ({named})"


def _commit(root: Path, place: Path, about: record.Record, files: Sequence[str]) -> None:
    """The release's files in the place of those that are committed; what git ignores stays out."""
    for path in _tracked(place):
        (place / path).unlink()
    for path in files:
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        if path == _ATTRIBUTES:
            (place / path).write_text(_AS_IT_IS, "utf-8")
        else:
            shutil.copyfile(root / path, place / path)
    _git(place, "add", "--update", ".")
    _git(place, "add", "--force", "--", *files)
    if _git(place, "status", "--porcelain"):
        said = f"{about.name} {about.version}\n\nidentity {about.identity}"
        _git(place, "commit", "--quiet", "-m", said)


def _undo(place: Path, files: Sequence[str]) -> None:
    """Leave the repository as its last commit has it, so that the same command can be run again."""
    for path in files:
        (place / path).unlink(missing_ok=True)
    _git(place, "reset", "--quiet", "--hard")


def _tracked(place: Path) -> list[str]:
    """What the last commit has, but for the files by which the repository itself works."""
    listed = _git(place, "ls-files", "-z").split("\0")
    return [path for path in listed if path and path not in _OWN]


def _tag_holds(root: Path, place: Path, tag: str) -> bool:
    """Whether the tag's tree has exactly the release's files."""
    listed = _git(place, "ls-tree", "-r", "-z", tag).split("\0")
    there = {line.split("\t", 1)[1]: line.split()[2] for line in listed if line}
    # With its path in the repository, whose attributes may say that git keeps it in another form.
    here = {
        path: _git(place, "hash-object", "--path", path, "--", str((root / path).resolve()))
        for path in _files(root)
    }
    return {path: of for path, of in there.items() if path not in _OWN} == here


def _git(place: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # no shell
            ["git", "-C", str(place), *arguments],  # noqa: S607  # whichever git the user has
            capture_output=True,
            encoding="utf-8",
            errors="surrogateescape",  # a path may be any bytes
            check=False,
            env=provenance.git_environment(),
        )
    except FileNotFoundError as error:
        raise ReleaseError(
            f"{place}: is a git repository, and git is not installed; install it, "
            "or name a folder that is none"
        ) from error
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or ["no message"]
        # What git itself says comes first and advice after it; a hook ends with what it refuses.
        reason = next(
            (line for line in lines if line.startswith(("fatal: ", "error: "))), lines[-1]
        )
        raise ReleaseError(f"{place}: git {arguments[0]}: {reason}; mend that and run it again")
    return done.stdout.rstrip("\n")


def _to_store(root: Path, place: str, about: record.Record, *, dry_run: bool) -> str:
    """Object storage through fsspec; needs the file system's package, such as s3fs."""
    system, base = file_system(place)
    target = f"{base}/{_title(about)}"
    where = f"{place.rstrip('/')}/{_title(about)}"
    sums = f"{target}/{checksums.NAME}"
    if is_there(system, sums) and system.cat_file(sums) != (root / checksums.NAME).read_bytes():
        raise _taken(where)
    refuse_what_is_left(listed(system, target), _files(root), where)
    sent = [path for path in _files(root) if not _same(system, f"{target}/{path}", root / path)]
    if dry_run:
        return f"would send {so_many(len(sent), 'files')} to {where}"
    for path in sent:
        system.put_file(str(root / path), f"{target}/{path}")
    _check_store(system, target, _files(root), root, where)
    if not sent:
        return f"{where} is there; no file differs"
    return f"sent {so_many(len(sent), 'files')} to {where}"


def refuse_what_is_left(there: Iterable[str], files: Iterable[str], where: str) -> None:
    """Refuse a folder of a store in which readers would find more than the ``files`` of a release.

    Such as shards that were sent before the release was built anew.

    Raises:
        ReleaseError: naming what is ``there`` and is none of them.
    """
    strange = sorted(path for path in {*there} - {*files} if checksums.is_part(path))
    if strange:
        raise ReleaseError(
            f"{where}: has {_of_no_release(strange)}, which readers would take for its own; delete "
            f"{'it' if len(strange) == 1 else 'them'} there, then run the same command again"
        )


def _same(system: Any, there: str, here: Path) -> bool:
    if not is_there(system, there) or system.size(there) != here.stat().st_size:
        return False
    return _remote_sha256(system, there) == file_sha256(here)


def _remote_sha256(system: Any, path: str) -> str:
    digest = hashlib.sha256()
    with system.open(path, "rb") as file:
        while block := file.read(1 << 22):
            digest.update(block)
    return digest.hexdigest()


def _check_store(system: Any, target: str, paths: Sequence[str], root: Path, where: str) -> None:
    """Read everything back: what was sent is what stands there."""
    system.invalidate_cache()
    wrong = [path for path in paths if not _same(system, f"{target}/{path}", root / path)]
    if wrong:
        raise ReleaseError(f"{where}: {', '.join(wrong)} did not arrive whole; run it again")
