"""What a build reads has to stand still while it runs, for its record names it by one hash."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import juku
from juku.build.corpus import curation, manifest
from juku.errors import BuildError, Findings
from juku.filehash import file_sha256, files_within, folders_sha256, package

if TYPE_CHECKING:
    from pathlib import Path

_AGAIN = "run the same command again: it goes on from what still holds"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a build was begun with; of pages and archives the tasks see to it themselves."""

    corpus: Path
    evidence: dict[str, str]
    """Path in the corpus → SHA-256, of the manifest and each curation file that is there."""
    installation: str
    """SHA-256 of the library's files, of which some are read at the end only."""

    def check(self) -> None:
        """Refuse to make a release of what was read partly before and partly after a change.

        Raises:
            BuildError: naming all that is no longer what it was.
        """
        now, found = of(self.corpus), Findings()
        for name in sorted(self.evidence.keys() | now.evidence.keys()):
            if self.evidence.get(name) != now.evidence.get(name):
                found.add(str(self.corpus / name), "was altered while the build ran", _AGAIN)
        if self.installation != now.installation:
            found.add("juku", "its own files were replaced while the build ran", _AGAIN)
        found.raise_as(BuildError)


def of(corpus: Path) -> Seen:
    """What a build of the corpus would be begun with now."""
    evidence = {f"{curation.FOLDER}/{name}": sum_ for name, sum_ in curation.sha256(corpus).items()}
    lines = corpus / manifest.MANIFEST
    if lines.is_file():
        evidence[manifest.MANIFEST] = file_sha256(lines)
    return Seen(corpus, evidence, _installation())


def _installation() -> str:
    roots = (package("juku", juku.__path__[0]), files("juku.schema"))
    return folders_sha256(files_within(root) for root in roots)
