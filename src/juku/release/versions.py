"""Version numbers that mean something: what changed in the rows decides which number may come.

Re-serialised only → patch; rows or columns added, everything else as it was → minor; a value
changed, or a row or column taken away → major (as Croissant 1.1 reads semantic versions).
``corpus/releases.jsonl`` records every release, a line each, and ``corpus/releases/`` a sketch of
its rows, so that the next build can be compared with it without having it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku import contract, store
from juku.errors import ReleaseError, VersionError
from juku.release import record, sketch
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RECORDS = "releases.jsonl"
SKETCHES = "releases"

_NUMBER = r"(0|[1-9]\d{0,17})"
_VERSION = re.compile(rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}", re.ASCII)
_LEVELS = ("patch", "minor", "major")

_NO_RECORD = (ValueError, KeyError, TypeError, AttributeError, VersionError, RecursionError)
"""What a line that is no record of a release gives when it is read as one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a comparison with the last recorded release came to."""

    previous: str
    level: str
    """patch, minor or major."""
    proposal: str
    changes: tuple[sketch.Change, ...]

    def to_json(self) -> dict[str, Any]:
        """For provenance.json, from which the release's CHANGELOG.md is written."""
        told = {one.table: one.text for one in self.changes}
        return {"since": self.previous, "level": self.level, "tables": told}


def parse(version: str) -> tuple[int, int, int]:
    """The three numbers of ``MAJOR.MINOR.PATCH``.

    >>> parse("1.10.2")
    (1, 10, 2)

    Raises:
        VersionError: it is not of that form.
    """
    match = _VERSION.fullmatch(version) if isinstance(version, str) else None
    if match is None:
        raise VersionError(f"{version!r} is no version; write MAJOR.MINOR.PATCH")
    return int(match[1]), int(match[2]), int(match[3])


def around(tags: Iterable[str], version: str) -> tuple[str | None, str | None]:
    """The tag of the version before ``version``, and that of the highest if it is after it.

    >>> around(["v1.0.0", "v1.10.0", "v2.0.0", "draft"], "1.2.0")
    ('v1.0.0', 'v2.0.0')
    >>> around(["v1.0.0", "v1.10.0"], "2.0.0")
    ('v1.10.0', None)
    """
    named = [(tag.removeprefix("v"), tag) for tag in tags if tag.startswith("v")]
    tagged = sorted((parse(of), tag) for of, tag in named if _VERSION.fullmatch(of))
    before = [tag for of, tag in tagged if of < parse(version)]
    after = [tag for of, tag in tagged if of > parse(version)]
    return before[-1] if before else None, after[-1] if after else None


def bump(version: str, level: str) -> str:
    """The next version of a level.

    >>> bump("1.2.3", "patch"), bump("1.2.3", "minor"), bump("1.2.3", "major")
    ('1.2.4', '1.3.0', '2.0.0')
    """
    major, minor, patch = parse(version)
    following = {
        "patch": (major, minor, patch + 1),
        "minor": (major, minor + 1, 0),
        "major": (major + 1, 0, 0),
    }[level]
    return ".".join(map(str, following))


def fits(previous: str, version: str, level: str) -> bool:
    """Whether ``version`` may follow ``previous`` when the rows changed by ``level``.

    Numbers may be skipped, levels may not.

    >>> fits("1.2.3", "1.3.0", "minor"), fits("1.2.3", "1.3.0", "major")
    (True, False)
    """
    before, after = parse(previous), parse(version)
    place = 2 - _LEVELS.index(level)
    return (
        after[:place] == before[:place]
        and after[place] > before[place]
        and not any(after[place + 1 :])
    )


def recorded(corpus: Path, name: str | None = None) -> list[dict[str, Any]]:
    """The lines of releases.jsonl, in order; of the dataset called ``name`` if given.

    Raises:
        ReleaseError: it cannot be read, or naming every line that is no record of a release.
    """
    path = Path(corpus) / RECORDS
    try:
        raw = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ReleaseError(told(path, "cannot be read", error, "put the file back")) from error
    if not raw:
        return []
    found, wrong = [], []
    for number, line in enumerate(raw.removesuffix(b"\n").split(b"\n"), 1):
        try:
            row = json.loads(line.decode("utf-8"))
            parse(row["version"])
            said = [row["name"], row["identity"]]
            said += [table["row_hash"] for table in row["tables"].values()]
            if not all(isinstance(one, str) for one in said):
                raise TypeError("a name or a hash is no string")
        except _NO_RECORD as error:
            wrong.append(f"{path}:{number}: is no record of a release ({error}); restore the line")
        else:
            found.append(row)
    if wrong:
        raise ReleaseError("\n".join(wrong))
    return [row for row in found if name is None or row["name"] == name]


def check(
    corpus: Path, built: Path, about: Mapping[str, Any], *, previous: Path | None = None
) -> Verdict | None:
    """Refuse the version of a release that was built at ``built`` if it does not fit its rows.

    ``about`` is what its provenance.json says (``name``, ``version``, ``identity``).  The release
    is compared with the directory ``previous``, or else with the last that the corpus records
    (for one that is recorded itself, the last before it); None when there is none.

    Raises:
        VersionError: the version is recorded with other rows, or does not fit the difference; the
            message says what changed and proposes the right number.
    """
    name, version = str(about["name"]), str(about["version"])
    parse(version)
    rows = recorded(corpus, name)
    own = [row for row in rows if row["version"] == version]
    if own and own[0]["identity"] == about["identity"]:
        earlier = [row for row in rows if parse(row["version"]) < parse(version)]
        return _verdict(corpus, built, _highest(earlier), previous, about)
    verdict = _verdict(corpus, built, _highest(rows), previous, about)
    if verdict is None:
        return None
    changes = "; ".join(map(str, verdict.changes)) or "the same rows"
    if own:
        raise VersionError(
            f"{Path(corpus) / RECORDS}: {name} {version} is recorded with other rows ({changes} "
            f"since {verdict.previous}); build it as {verdict.proposal}",
            verdict.proposal,
        )
    if not fits(verdict.previous, version, verdict.level):
        raise VersionError(
            f"--version: {version} does not fit after {verdict.previous}: the difference is "
            f"{verdict.level} ({changes}); build it as {verdict.proposal}",
            verdict.proposal,
        )
    return verdict


def _highest(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    return max(rows, key=lambda row: parse(row["version"]), default=None)


def _verdict(
    corpus: Path,
    built: Path,
    row: dict[str, Any] | None,
    previous: Path | None,
    about: Mapping[str, Any],
) -> Verdict | None:
    if previous is not None:
        return since(previous, built)
    if row is None:
        return None
    if row["identity"] == about["identity"]:
        return _judge(row["version"], [])
    path = sketch_path(corpus, row["name"], row["version"])
    if not path.exists():
        raise VersionError(
            f"{path}: is not there, so the rows of {row['name']} {row['version']} cannot be "
            "compared; restore it, or name the directory of that release with --previous"
        )
    return _judge(row["version"], sketch.compare(sketch.read(path), built))


def check_previous(previous: Path) -> None:
    """Refuse, before hours of work, a directory that no release can be compared with.

    Raises:
        ReleaseError: it is no release.
        ContractError: one of its tables is missing.
    """
    record.load(previous)
    for name in contract.TABLES:
        store.shards(previous, name)


def since(previous: Path, built: Path) -> Verdict:
    """What changed from the release directory ``previous`` to the tables at ``built``."""
    before, version = sketch.of_release(previous), record.load(previous).version
    return _judge(version, sketch.compare(before, built))


def _judge(previous: str, changes: list[sketch.Change]) -> Verdict:
    level = max((change.level for change in changes), key=_LEVELS.index, default="patch")
    return Verdict(previous, level, bump(previous, level), tuple(changes))


def sketch_path(corpus: Path, name: str, version: str) -> Path:
    """Where the sketch of a recorded release lies."""
    return Path(corpus) / SKETCHES / f"{name}-{version}.rows"


def write_record(corpus: Path, root: Path) -> bool:
    """Record the release at ``root`` in the corpus; False when it is recorded already.

    Raises:
        VersionError: its version is recorded with other rows, or does not fit.
    """
    about = record.load(root)
    if any(
        row["version"] == about.version and row["identity"] == about.identity
        for row in recorded(corpus, about.name)
    ):
        return False
    check(corpus, root, about.raw)
    path = sketch_path(corpus, about.name, about.version)
    path.parent.mkdir(parents=True, exist_ok=True)
    sketch.write(sketch.of_release(root), path)
    kept = ("name", "version", "released", "identity", "tables", "options", "engines", "code",
            "dependencies", "evidence")  # fmt: skip
    line = json.dumps({k: about.raw[k] for k in kept if k in about.raw}, ensure_ascii=False)
    path = Path(corpus) / RECORDS
    old = path.read_text("utf-8") if path.exists() else ""
    with path.open("a", encoding="utf-8") as file:
        file.write(("\n" if old and not old.endswith("\n") else "") + line + "\n")
    return True
