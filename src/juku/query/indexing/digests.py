"""SHA-256 of a corpus' files, computed anew only when a file has been touched.

Beside the indexes a small file keeps, for each Parquet file, its SHA-256 with the size, the inode
and the times of modification and change that it had then. As long as all four are the same, the
file is not read again. The time of change cannot be set back by a program, so that bytes cannot be
put in their place unnoticed except by going round the file system.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from juku.filehash import file_sha256

if TYPE_CHECKING:
    from pathlib import Path

    from juku.query.indexing.sources import Source


class Digests:
    """The SHA-256 of each file of a source.

    Attributes:
        sums: path below the release → SHA-256.
    """

    def __init__(self, source: Source, cache: Path) -> None:
        place = hashlib.sha256(str(source.root.resolve()).encode("utf-8", "surrogateescape"))
        self._kept_in = cache / f"seen-{place.hexdigest()[:32]}.json"
        known = _read(self._kept_in)
        self._seen = {name: _seen(file, known.get(name)) for name, file in source.files.items()}
        self._kept = known.items() >= self._seen.items()
        self._known = known
        self.sums: dict[str, str] = {name: seen[-1] for name, seen in self._seen.items()}

    @property
    def whole(self) -> str:
        """SHA-256 over all names and sums."""
        return hashlib.sha256(json.dumps(self.sums, sort_keys=True).encode()).hexdigest()

    def keep(self) -> None:
        """Keep the sums for the next time; where nothing can be written they are computed again."""
        if self._kept:
            return
        part = self._kept_in.with_name(f".{self._kept_in.name}.part-{os.getpid()}")
        with suppress(OSError):
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps(self._known | self._seen, indent=1) + "\n", "utf-8")
            part.replace(self._kept_in)


def _seen(file: Path, known: Any) -> list[Any]:
    """Size, inode, both times and SHA-256 of a file; the last as it is known, if the rest is."""
    stat = file.stat()
    stamp = [stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns]
    if isinstance(known, list) and known[:-1] == stamp and isinstance(known[-1], str):
        return known
    return [*stamp, file_sha256(file)]


def _read(path: Path) -> dict[str, Any]:
    """What was kept; nothing where it cannot be read, for then it is computed again."""
    try:
        kept = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}
