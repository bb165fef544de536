"""Is a release what it says it is, and do its pages give these rows?

Without a corpus: the files against SHA256SUMS, the rows against the hashes in provenance.json and
against the laws, their order, and every document against the figures that the rows give.  With
the corpus: its evidence against what the release was made from, the record of releases, and the
rows rebuilt from the pages.  Everything is checked, whatever is found first.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from juku import contract, store
from juku.build.corpus import about as abouts
from juku.build.corpus import manifest, unlisted
from juku.build.reading.pagetexts import PageTexts
from juku.build.running import provenance
from juku.errors import ContractError, JukuError, ReleaseError, so_many
from juku.release import checksums, identity, papers, rebuild, record, validate
from juku.release.findings import Finding, told

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juku.release.record import Record


def verify(root: Path, corpus: Path | None = None) -> list[Finding]:
    """Everything that is not as it should be with the release at ``root``.

    Raises:
        ReleaseError: ``root`` is no release at all.
        EvidenceError: ``corpus`` is no corpus at all.
    """
    if instead := store.no_release(root):
        raise ReleaseError(f"{root}: {instead}")
    if not any((root / name).exists() for name in (record.NAME, checksums.NAME)):
        raise ReleaseError(
            f"{root}: has neither {record.NAME} nor {checksums.NAME}; {store.A_RELEASE}"
        )
    if corpus is not None:
        manifest.require(corpus)
    found = [Finding("file", one.path, one.fact) for one in checksums.verify(root)]
    found += _tables(root)
    about = _load(root, found)
    readable = not any(one.kind == "table" for one in found)
    if readable:
        found += _order(root)
        found += _laws(root, corpus)
    if about is not None:
        found += _record(about)
        if readable:
            found += _rows(root, about)
            found += _documents(root, about)
        if corpus is not None:
            found += rebuild.compare(root, about, corpus, readable=readable)
    return found


def _load(root: Path, found: list[Finding]) -> Record | None:
    try:
        return record.load(root)
    except JukuError as error:
        lines = str(error).split("\n")
        found += [told("record", line, record.NAME, root) for line in lines]
        return None


def _tables(root: Path) -> Iterator[Finding]:
    for name in contract.TABLES:
        try:
            paths = store.shards(root, name)
        except ContractError as error:
            yield told("table", str(error), store.FOLDERS[name], root)
            continue
        for path in paths:
            where = path.relative_to(root).as_posix()
            try:
                there = store.schema(path)
                if fact := contract.unlike(name, there):
                    yield Finding("table", where, fact)
                elif there.metadata != contract.schema(name).metadata:
                    fact = "its footer does not describe the columns as `juku build` does"
                    yield Finding("table", where, fact)
                for _ in store.batches([path]):
                    pass
            except ContractError as error:
                yield told("table", str(error), where, path)


def _record(about: Record) -> Iterator[Finding]:
    if set(about.row_hashes) != set(contract.TABLES):
        yield Finding("record", "tables", f"are not {', '.join(contract.TABLES)}")
    elif identity.identity(about.row_hashes) != about.identity:
        yield Finding("record", "identity", "is not the hash over the three row hashes")


def _rows(root: Path, about: Record) -> Iterator[Finding]:
    for name, rows in identity.of_release(root).items():
        if rows.rows != about.rows.get(name):
            fact = f"has {rows.rows:,} rows, provenance.json says {about.rows.get(name, 0):,}"
            yield Finding("rows", name, fact)
        if rows.hex != about.row_hashes.get(name):
            fact = f"its rows hash to {rows.hex[:12]}…, provenance.json says otherwise"
            yield Finding("rows", name, fact)


def _order(root: Path) -> Iterator[Finding]:
    """Sentences follow the order of articles, articles the order of pages in the ledger."""
    places = {source: place for place, source in enumerate(_runs(root, "blocks", "source"))}
    seen = [places.get(source, -1) for source in _runs(root, "articles", "source")]
    if seen != sorted(seen):
        yield Finding("order", "articles", "do not follow the pages as the ledger has them")
    articles = list(_runs(root, "articles", "article_id"))
    with_sentences = list(_runs(root, "sentences", "article_id"))
    there = set(with_sentences)
    if with_sentences != [name for name in articles if name in there]:
        yield Finding("order", "sentences", "do not follow the articles as their table has them")


def _runs(root: Path, table: str, column: str) -> Iterator[str]:
    """The values of a column, one for each run of equal ones."""
    values = (
        value
        for batch in store.batches(store.shards(root, table), [column])
        for value in batch.column(column).to_pylist()
    )
    return (value for value, _ in groupby(values))


def _laws(root: Path, corpus: Path | None) -> Iterator[Finding]:
    pages = None if corpus is None else _Proved(corpus)
    for message in validate.release(root, pages).messages:
        if not message.startswith(f"{root}: "):  # of a file, and named already
            yield told("law", message)
    if pages is not None and pages.passed:
        fact = f"no row of {so_many(len(pages.passed), 'pages')} named under evidence is compared"
        yield Finding("law", "source", fact, "put these right, then verify again")


class _Proved:
    """The texts of pages; one that is not as its manifest line says is passed over."""

    def __init__(self, corpus: Path) -> None:
        there, _ = manifest.inspect(corpus)
        lines = corpus / manifest.MANIFEST
        listed = unlisted.listed(lines.read_bytes() if lines.is_file() else b"")
        self._altered = listed - {entry.path for entry in there.entries}
        self._texts = PageTexts(there)
        self.passed: set[str] = set()
        """Paths, each named among the findings about the evidence."""

    def __call__(self, source: str) -> str | None:
        path = source.partition("#")[0]
        if path not in self._altered:
            return self._texts(source)
        self.passed.add(path)
        return None


def _documents(root: Path, about: Record) -> Iterator[Finding]:
    try:
        sources = papers.Sources(
            abouts.from_row(about.raw["about"]), about.raw, root, _datasheet(root)
        )
        try:
            expected = papers.texts(root, sources)
        except ReleaseError as error:  # the datasheet's markers are not those of a template
            yield told("document", str(error), _DATASHEET, root)
            expected = papers.texts(root, replace(sources, datasheet=None))
            del expected[_DATASHEET]
    except (KeyError, TypeError, ValueError, JukuError) as error:
        yield Finding("record", record.NAME, f"documents cannot be made from it ({error})")
        return
    differing = False
    for name, text in expected.items():
        path = root / name
        if not path.is_file():
            yield Finding("document", name, "is missing")
        elif path.read_bytes() != text.encode():
            differing = True
            yield Finding("document", name, f"is not what the rows give{_place(path, text)}")
    then, now = about.raw["code"], provenance.code()
    if differing and then != now:
        yield Finding(
            "document",
            "code",
            f"{_code(then)} wrote the release, this is {_code(now)}, whose documents may be worded "
            "otherwise",
            "verify with the code that requirements.lock names to be sure",
        )


def _code(said: dict[str, Any]) -> str:
    """The library as provenance.json names it.

    >>> _code({"version": "1.0.0", "commit": "4fe3bcaaab49182202bb35395298bfd601cd3c2b"})
    'juku 1.0.0, commit 4fe3bcaaab49'
    """
    commit = said.get("commit")
    return f"juku {said.get('version')}" + (f", commit {str(commit)[:12]}" if commit else "")


_DATASHEET = "DATASHEET.md"


def _datasheet(root: Path) -> Path | None:
    """The release's own datasheet: what stands between its markers is computed again."""
    path = root / _DATASHEET
    return path if path.is_file() else None


def _place(path: Path, expected: str) -> str:
    """The first line that differs, as ``, line N``."""
    there = path.read_bytes().decode("utf-8", "replace").splitlines()
    wanted = expected.splitlines()
    pairs = zip(there, wanted, strict=False)
    first = next(
        (n for n, (a, b) in enumerate(pairs, 1) if a != b), min(len(there), len(wanted)) + 1
    )
    return f", line {first}"
