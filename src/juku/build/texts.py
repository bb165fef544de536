"""The sentences of a corpus as plain text, for whoever looks at its words before a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.build.corpus import evidence, manifest
from juku.build.corpus.manifest import MANIFEST
from juku.build.formats import endings
from juku.build.reading import archives, readers
from juku.build.rows.drafts import draft
from juku.errors import EvidenceError
from juku.records import Page
from juku.surroundings import told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juku.build.corpus.manifest import Corpus
    from juku.build.reading.readers import Failure
    from juku.records import LexiconEntry


def sentences(path: Path, aside: list[Failure]) -> list[str]:
    """The mended sentences of the corpus at ``path``; or the lines of a text file or a folder.

    Of a ``.tsv`` file, what stands behind the last tab of a line. Pages and records that cannot
    be read are added to ``aside``, as a build sets them aside.

    Raises:
        EvidenceError: the corpus is not as its manifest says, ``path`` is a release, or a file
            is not UTF-8.
    """
    if (path / MANIFEST).exists():
        found = evidence.load(path)
        read = list(_pages(found.corpus))
        aside += [one for one in read if not isinstance(one, Page)]
        pages = [one for one in read if isinstance(one, Page)]
        return list(draft(pages, found.curation).sentences["text"])
    if path.is_dir():
        manifest.refuse_release(path)
        files = sorted(file for file in path.rglob("*") if file.suffix in {".txt", ".tsv"})
        if not files:
            raise EvidenceError(
                f"{path}: has neither {MANIFEST} nor a .txt or .tsv file; name a corpus or texts"
            )
        return [line for file in files for line in _lines(file)]
    return _lines(path)


def lexicon(path: Path) -> tuple[LexiconEntry, ...]:
    """The curated lexicon of the corpus at ``path``; empty for anything that is no corpus.

    Raises:
        EvidenceError: the corpus is not as its manifest says, or a row cannot be taken.
    """
    return evidence.load(path).curation.lexicon if (path / MANIFEST).exists() else ()


def _pages(corpus: Corpus) -> Iterator[Page | Failure]:
    for entry in corpus.entries:
        if not endings.is_archive(entry.path):
            yield readers.of_file(entry, corpus.root)
            continue
        for number, line in archives.every(corpus.file(entry), entry):
            yield readers.of_record(line, entry, number)


def _lines(file: Path) -> list[str]:
    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        fact = f"is not UTF-8 at byte {error.start}"
        raise EvidenceError(f"{file}: {fact}; save it as UTF-8") from error
    except OSError as error:
        another = "name a corpus or texts"
        raise EvidenceError(told(file, "cannot be read", error, another)) from error
    rows = (
        line.rpartition("\t")[2] if file.suffix == ".tsv" else line for line in text.split("\n")
    )
    return [row for row in rows if row.strip()]
