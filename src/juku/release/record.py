"""provenance.json of a release, as far as other doors need it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from juku.errors import ReleaseError
from juku.release import checksums

NAME = "provenance.json"


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
        ReleaseError: it is missing, is not JSON, or lacks what every release says.
    """
    path = Path(root) / NAME
    try:
        raw = json.loads(path.read_text("utf-8"))
        tables = raw["tables"]
        return Record(
            str(raw["name"]),
            str(raw["version"]),
            str(raw["identity"]),
            {name: str(table["row_hash"]) for name, table in tables.items()},
            {name: int(table["rows"]) for name, table in tables.items()},
            raw,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise ReleaseError(
            f"{path}: cannot be read ({reason}); name a release directory, as `juku build` writes"
        ) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReleaseError(
            f"{path}: is not the record of a release ({type(error).__name__}: {error}); "
            "build the release again"
        ) from error


def require_intact(root: Path) -> None:
    """Refuse a directory whose files are not those of its SHA256SUMS.

    Raises:
        ReleaseError: naming every file that differs.
    """
    found = checksums.verify(root)
    if found:
        lines = "\n".join(f"{Path(root)}/{one}; build it again, or copy it again" for one in found)
        raise ReleaseError(lines)
