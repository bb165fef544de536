"""Files of a corpus that no line of its manifest names."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juku.errors import Findings


def listed(raw: bytes) -> set[str]:
    r"""The paths that a manifest's lines name, those of lines with findings too.

    >>> sorted(listed(b'{"path": "pages/a.txt"}\n{"path": "pages/b.txt", "id": 1}\nno JSON'))
    ['pages/a.txt', 'pages/b.txt']
    """
    return {path for path in _paths(raw) if path is not None}


def _paths(raw: bytes) -> Iterator[str | None]:
    """The path that each line names; None where it cannot be read, which is a finding itself."""
    for line in filter(bytes.strip, raw.split(b"\n")):
        try:
            yield str(json.loads(line)["path"])
        except (ValueError, KeyError, TypeError, RecursionError):
            yield None


def find(root: Path, pages: str, raw: bytes, found: Findings) -> None:
    """Note each file in the folder ``pages`` that the manifest ``raw`` does not list.

    None is noted while a line cannot be read, for it may be that of any file.
    """
    paths = set(_paths(raw))
    if None in paths:
        return
    for folder, folders, names in os.walk(root / pages):
        folders.sort()
        for name in sorted(names):
            path = (Path(folder) / name).relative_to(root).as_posix()
            if path not in paths and path != f"{pages}/README.md":
                found.add(
                    str(root / path),
                    "is not in the manifest",
                    "list it with `juku add`, or remove it",
                )
