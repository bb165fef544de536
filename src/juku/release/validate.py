"""Check a release: its contract, its laws, its sums; every finding, none hidden."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juku import contract, store
from juku.build import takedowns
from juku.build.corpus import evidence, manifest
from juku.build.formats import endings
from juku.build.reading import probe
from juku.build.reading.pagetexts import PageTexts
from juku.build.rows import corrected
from juku.errors import ContractError, EvidenceError, Findings, ReleaseError, so_many
from juku.release import checksums, laws, versions, withhold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

PER_RULE = 20
"""Findings of one kind that are printed; the rest are counted."""

_ROWS = 5_000
_REMEDY = "rebuild the release from its corpus"


def inspect(path: Path, corpus: Path | None = None) -> Findings:
    """All findings about ``path``, a corpus or a release directory.

    Args:
        path: what to check.
        corpus: where a release was built from; with it every slice is compared with its page.

    Raises:
        EvidenceError: ``path`` is neither, or ``corpus`` is not as its manifest says.
    """
    if (path / manifest.MANIFEST).exists():
        if corpus is not None:
            raise EvidenceError(f"--corpus: is of a release, and {path} is a corpus; leave it out")
        there, found = evidence.inspect(path)
        whole = not found
        probe.check_all(there.corpus, found)
        if whole:
            takedowns.check(there, found)
            corrected.check(there, found)
        try:
            versions.recorded(path)
        except ReleaseError as error:
            found.messages += str(error).split("\n")
        return found
    if not path.exists():
        raise EvidenceError(f"{path}: is not there; name a corpus or a release directory")
    if not (path / "provenance.json").exists():
        raise EvidenceError(
            f"{path}: has neither {manifest.MANIFEST} nor provenance.json; "
            "name a corpus or a release directory"
        )
    pages = None if corpus is None else PageTexts(manifest.load(corpus))
    return release(path, pages)


def not_looked_at(path: Path) -> str:
    """What `inspect` passed over of a corpus without findings, to end its report with.

    Told by the names of its pages: the manifest would prove every one of them a second time.
    """
    pages = (path / manifest.PAGES).rglob("*")
    if not any(endings.is_archive(page.name) for page in pages):
        return ""
    return f", of each archive in its first {probe.LOOKED_AT} records"


def release(root: Path, pages: Callable[[str], str | None] | None = None) -> Findings:
    """All findings about the release directory ``root``.

    Args:
        root: the release directory.
        pages: gives the decoded text of a source, or None to pass over it; with it every slice is
            compared with the page.
    """
    root = Path(root)
    check = _Check(pages, withhold.of_release(root))
    for mismatch in checksums.verify(root):
        check.found.add(str(root), str(mismatch), "fetch or build the release again")
    try:
        _check_schemas(root)
        for paths in _groups(root):
            check.group(paths)
    except ContractError as error:
        check.found.messages += str(error).split("\n")
    return check.close()


def _check_schemas(root: Path) -> None:
    wrong = [
        f"{path}: {fact}; rebuild it"
        for name in contract.TABLES
        for path in store.shards(root, name)
        if (fact := contract.unlike(name, store.schema(path)))
    ]
    if wrong:
        raise ContractError("\n".join(wrong))


Group = dict[str, list[Path]]
"""Table → shards that hold the same pages."""


def _groups(root: Path) -> Iterator[Group]:
    """Shards that belong together, so that memory does not grow with their number."""
    shards = {name: store.shards(root, name) for name in contract.TABLES}
    if len({len(paths) for paths in shards.values()}) > 1:
        yield shards
        return
    for together in zip(*shards.values(), strict=True):
        yield {name: [path] for name, path in zip(shards, together, strict=True)}


class _Check:
    """The laws over all groups of shards; ids are kept from one group to the next."""

    def __init__(
        self, pages: Callable[[str], str | None] | None, withheld: withhold.Withheld
    ) -> None:
        self.pages = pages
        self.withheld = withheld
        self.found = Findings()
        self.beside: dict[tuple[str, str, str, str], tuple[str, int]] = {}
        """Table, page, column, fact → the first row that only its page shows to be wrong, and
        how many there are."""
        self.unknown: dict[str, tuple[EvidenceError, Counter[str]]] = {}
        """Page that cannot be read → why, and how many rows of each table are of it."""
        self.seen: Counter[str] = Counter()
        self.sources: set[str] = set()
        self.articles: set[str] = set()
        self.reprints: set[str] = set()

    def add(self, table: str, where: str, column: str, fact: str, remedy: str = _REMEDY) -> None:
        """Note one row that breaks a law."""
        kind = f"{table}.{column}"
        self.seen[kind] += 1
        if self.seen[kind] <= PER_RULE:
            self.found.add(f"{where}: {column}", fact, remedy)

    def of_row(self, table: str, row: Row, column: str, fact: str) -> None:
        """Note what a row breaks: by itself at once, beside its page with others of the page."""
        where = row[contract.table(table).key]
        if fact == laws.NOT_THE_PAGE:
            key = table, row["source"], column, fact
            first, count = self.beside.get(key, (where, 0))
            self.beside[key] = first, count + 1
        else:
            self.add(table, where, column, fact)

    def close(self) -> Findings:
        """Say what only the whole tells, and how many more there are of each kind."""
        self._say_once_a_page()
        for name in sorted(self.reprints - self.articles):
            self.add("articles", name, "reprint_of", "names this article, which is not there")
        for kind, count in self.seen.items():
            if count > PER_RULE:
                rest = count - PER_RULE
                fact = f"{so_many(rest, 'more rows')} {'breaks' if rest == 1 else 'break'} this law"
                self.found.add(kind, fact, "rebuild the release")
        return self.found

    def _say_once_a_page(self) -> None:
        for (table, source, column, fact), (first, count) in self.beside.items():
            if count == 1:
                self.add(table, first, column, fact)
            else:
                self.add(table, source, column, f"{fact}, in {count:,} {table} from {first} on")
        for source, (error, rows) in self.unknown.items():
            why, _, remedy = str(error).partition("; ")
            told = ", ".join(so_many(count, table) for table, count in rows.items())
            fact = f"{why}, so these are not compared with it: {told}" if told else why
            self.add("blocks", source, "source", fact, remedy)

    def group(self, paths: Group) -> None:
        """Check shards that hold the same pages."""
        named: dict[str, str] = {}
        ledger = self._blocks(_rows(paths["blocks"]), named)
        known = self._articles(_rows(paths["articles"]))
        for name in sorted(named.keys() - known.keys()):
            self.add("blocks", named[name], "article_id", f"{name} is no article of this release")
        self._sentences(_rows(paths["sentences"]), ledger, known)

    def _page(self, source: str, table: str = "") -> str | None:
        """The page that a row of ``table`` is of, if it is at hand and can be read."""
        if self.pages is None:
            return None
        if source not in self.unknown:
            try:
                return self.pages(source)
            except EvidenceError as error:
                self.unknown[source] = error, Counter()
        if table:
            self.unknown[source][1][table] += 1
        return None

    def _blocks(self, rows: Iterator[Row], named: dict[str, str]) -> Ledger:
        """The ledger of these pages; ``named`` gets each article with the first of its blocks."""
        kept: Ledger = {}
        for source, group in groupby(rows, key=lambda row: row["source"]):
            blocks = list(group)
            if source in self.sources:
                self.add("blocks", blocks[0]["block_id"], "source", "its blocks stand apart")
            self.sources.add(source)
            for where, fact in laws.ledger(blocks, self._page(source)):
                self.add("blocks", where, "start", fact)
            for block in reversed(blocks):
                if block["article_id"] is not None:
                    named[block["article_id"]] = block["block_id"]
            starts, spans = kept.setdefault(source, ([], []))
            starts += [b["start"] for b in blocks]
            spans += [(b["start"], b["end"], b["kind"]) for b in blocks]
        return kept

    def _articles(self, rows: Iterator[Row]) -> dict[str, Row]:
        known: dict[str, Row] = {}
        for row in rows:
            name = row["article_id"]
            if name in self.articles:
                self.add("articles", name, "article_id", "stands twice")
            self.articles.add(name)
            if row["reprint_of"] is not None:
                self.reprints.add(row["reprint_of"])
            known[name] = {key: row[key] for key in (*_SUMS, *_COPIED)}
            for column, fact in self._laws("articles", row):
                self.of_row("articles", row, column, fact)
        return known

    def _laws(self, table: str, row: Row) -> Iterator[tuple[str, str]]:
        """What a row's own values break; a row without its text says less of itself."""
        if found := list(laws.holes(row)):
            yield from found
        elif self.withheld.of_row(row):
            yield from laws.unparallel(row)
            for column in self.withheld.left(table, row):
                yield column, "has words, though provenance.json says that they are withheld"
        else:
            of = laws.sentence if table == "sentences" else laws.article
            yield from of(row, self._page(row["source"], table))

    def _sentences(self, rows: Iterator[Row], ledger: Ledger, known: Mapping[str, Row]) -> None:
        sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for row in rows:
            where, name = row["sentence_id"], row["article_id"]
            for column, fact in (*self._laws("sentences", row), *_placed(row, ledger)):
                self.of_row("sentences", row, column, fact)
            sums[name].update(n_sentences=1, n_tokens=len(row["tokens"]))
            if row["ordinal"] != sums[name]["n_sentences"]:
                self.add("sentences", where, "ordinal", "is not the next of its article")
            if name not in known:
                self.add("sentences", where, "article_id", "is no article of this release")
                continue
            for column in _COPIED:
                if row[column] != known[name][column]:
                    self.add("sentences", where, column, "is not its article's")
        for name, article in known.items():
            for column in _SUMS:
                if sums[name][column] != article[column]:
                    fact = f"is {article[column]}, but its rows come to {sums[name][column]}"
                    self.add("articles", name, column, fact)


Row = dict[str, Any]

Ledger = dict[str, tuple[list[int], list[tuple[int, int, str]]]]
"""Source → starts of its blocks, and the blocks as (start, end, kind)."""

_SUMS = ("n_sentences", "n_tokens")
_COPIED = ("source", "source_sha256", "publisher", "published", "dateline_place", "title")


def _placed(row: Row, ledger: Ledger) -> Iterator[tuple[str, str]]:
    if row["source"] not in ledger:
        yield "source", "has no blocks"
        return
    starts, blocks = ledger[row["source"]]
    places = [*row["source_start"], *row["source_end"]]
    if places and None not in places:
        first = max(bisect_right(starts, min(places)) - 1, 0)
        last = bisect_right(starts, max(places))
        yield from laws.inside(row, blocks[first:last])


def _rows(paths: Iterable[Path]) -> Iterator[Row]:
    for batch in store.batches(paths, rows=_ROWS):
        yield from batch.to_pylist()
