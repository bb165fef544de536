"""provenance.json of a release, as far as other doors need it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from operator import index
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from juku import store
from juku.build.corpus import about as abouts
from juku.errors import ReleaseError
from juku.filehash import regular
from juku.release import checksums
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "provenance.json"

Mode = Literal["full", "shuffled", "none"]
"""What of the text a release has: all, the words of each sentence in another order, or nothing."""

_SHAPES: dict[str, type] = {
    "about": dict,
    "code": dict,
    "counts": dict,
    "dependencies": dict,
    "engines": dict,
    "evidence": dict,
    "evidence.curation_sha256": dict,
    "evidence.pages_by_day": dict,
    "options": dict,
    "options.joining": bool,
    "options.segmenter": str,
    "options.votes": bool,
    "withheld": dict,
    "withheld.taken_down": list,
    "withheld.text": str,
}
"""What may be left out, but where it stands is read as such."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a release says of itself."""

    name: str
    version: str
    identity: str
    row_hashes: dict[str, str]
    """Table → hash of its rows."""
    rows: dict[str, int]
    raw: dict[str, Any]
    """The whole document."""


def load(root: Path) -> Record:
    """Read provenance.json of the release at ``root``.

    Raises:
        ReleaseError: it is missing, is not JSON, lacks what every release says, or says it in
            another form.
    """
    path = Path(root) / NAME
    try:
        raw = json.loads(regular(path).read_text("utf-8"))
        tables = raw["tables"]
        found = Record(
            str(raw["name"]),
            str(raw["version"]),
            str(raw["identity"]),
            {name: str(table["row_hash"]) for name, table in tables.items()},
            {name: index(table["rows"]) for name, table in tables.items()},
            raw,
        )
    except OSError as error:
        if instead := store.no_release(root):
            raise ReleaseError(f"{root}: {instead}") from error
        raise ReleaseError(told(path, "cannot be read", error, store.A_RELEASE)) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReleaseError(
            f"{path}: is not the record of a release ({type(error).__name__}: {error}); "
            "build the release again"
        ) from error
    wrong = [f"{path}: {name}: {fact}; build the release again" for name, fact in _misshapen(raw)]
    if wrong:
        raise ReleaseError("\n".join(wrong))
    return found


def _misshapen(raw: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What stands in another form than a build writes: its dotted name, and what it is not."""
    for name, kind in _SHAPES.items():
        holder, _, last = name.rpartition(".")
        inside = raw.get(holder) if holder else raw
        if isinstance(inside, dict) and last in inside and not isinstance(inside[last], kind):
            yield name, f"is no {_KINDS[kind]}"
    evidence = raw.get("evidence")
    days = evidence.get("pages_by_day") if isinstance(evidence, dict) else None
    if isinstance(days, dict) and not all(isinstance(one, dict) for one in days.values()):
        yield "evidence.pages_by_day", "is no object of objects"
    withheld = raw.get("withheld")
    left_out = withheld if isinstance(withheld, dict) else {}
    text, taken = left_out.get("text"), left_out.get("taken_down")
    if isinstance(text, str) and text not in get_args(Mode):
        yield "withheld.text", f"is none of {', '.join(get_args(Mode))}"
    if isinstance(taken, list) and not all(isinstance(one, str) for one in taken):
        yield "withheld.taken_down", "is no list of strings"
    about = raw.get("about")
    if isinstance(about, dict):
        yield from ((f"about.{name}", fact) for name, fact in abouts.misshapen(about))


_KINDS = {dict: "object", list: "list", str: "string", bool: "true or false"}


def require_cited(root: Path, about: Record) -> None:
    """Refuse to publish a release that would be cited by what `juku new` wrote.

    Raises:
        ReleaseError: naming the fields.
    """
    if note := unsaid(root, about):
        raise ReleaseError(note)


def unsaid(root: Path, about: Record) -> str | None:
    """That the release is cited by what `juku new` wrote; None where its corpus said otherwise."""
    same = abouts.as_made(about.raw.get("about", {}))
    return same and (
        f"{Path(root) / NAME}: about: {same}, and what is published is cited by them for good; say "
        "in about.json of its corpus whose it is and from when, and build it into another folder"
    )


def require_intact(root: Path) -> None:
    """Refuse a directory whose files are not those of its SHA256SUMS.

    Raises:
        ReleaseError: naming every file that differs.
    """
    found = checksums.verify(root)
    if found:
        lines = "\n".join(f"{Path(root)}/{one}; build it again, or copy it again" for one in found)
        raise ReleaseError(lines)
