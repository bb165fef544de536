"""A release or a part of it in a form that other tools read: CoNLL-U, CWB's vertical text, TEI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juku.errors import QueryError
from juku.query.answers import files
from juku.query.exports import conllu, plain, stories, tei, vertical
from juku.query.indexing import intact
from juku.query.indexing.sources import find_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from juku.query.indexing.sources import Source
    from juku.query.measures.selection import Selection

FORMS = ("conllu", "vertical", "tei", "text")


def export(
    release: Path, form: str, out: Path, part: Selection | None = None, told: str = ""
) -> list[Path]:
    """Write a release in one of `FORMS`; each file appears when it is whole.

    Args:
        release: the release directory.
        form: one of `FORMS`.
        out: the file; the registry entry of ``vertical`` goes beside it, ending in ``.registry``.
        part: the sentences of the release that are written, by default all.
        told: what the part is, for the titles that forms have.

    Returns:
        The files that were written.

    Raises:
        QueryError: there is no release or no such form, its files are not those that it lists, or
            ``out`` cannot be written.
        ContractError: its Parquet cannot be read.
    """
    source = find_source(release)
    entry = out.with_suffix(".registry") if form == "vertical" else None
    if entry == out:
        raise QueryError(f"{out}: is where the registry entry goes; name a file such as .vrt")
    if entry is not None and files.is_stream(out):
        raise QueryError(f"{out}: is no place for two files, text and registry; name a file")
    for path in filter(None, (out, entry)):
        files.check(path)
    intact.check(source)
    title = ", ".join(filter(None, (_title(source, release), told)))
    kept = None if part is None or part.mask is None else part.mask.tolist()
    _write(out, _pieces(source, form, title, kept))
    if entry is None:
        return [out]
    name = source.release["name"] or release.resolve().name
    data = out.parent.resolve() / "data"
    _write(entry, iter([vertical.registry(name, title, data)]))
    return [out, entry]


def _pieces(source: Source, form: str, title: str, kept: Sequence[bool] | None) -> Iterator[str]:
    articles = stories.read(source.path, kept)
    if form == "conllu":
        return conllu.lines(articles)
    if form == "vertical":
        return vertical.lines(articles)
    if form == "tei":
        identity = source.release["identity"] or source.identity
        return tei.lines(articles, title, identity)
    if form == "text":
        return plain.of_sentences(articles) if kept is not None else plain.lines(source, articles)
    raise QueryError(f"form: there is no {form!r}; use one of {', '.join(FORMS)}")


def _title(source: Source, release: Path) -> str:
    name = source.release["name"] or release.resolve().name
    return " ".join(filter(None, [name, source.release["version"]]))


def _write(path: Path, pieces: Iterator[str]) -> None:
    with files.placed(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
