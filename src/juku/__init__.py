"""juku (句库, "sentence bank"): newspaper pages become a versioned dataset of sentences."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from juku.arguments import checked

TYPE_CHECKING = False  # importing ``typing`` for it takes longer than all else here
if TYPE_CHECKING:
    __version__: str
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from juku import errors as errors
    from juku.build.corpus.manifest import Entry
    from juku.build.removal import Removed
    from juku.query.doors import Questions
    from juku.release.assemble import Built
    from juku.release.citation import Citation
    from juku.release.diff import Diff
    from juku.release.explain import Explanation
    from juku.release.findings import Finding
    from juku.release.hub import Published
    from juku.release.record import Mode

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """The version and the errors, looked up when they are first asked for."""
        if name == "errors":
            return import_module("juku.errors")
        if name != "__version__":
            raise AttributeError(f"module 'juku' has no attribute {name!r}")
        from importlib.metadata import version

        return globals().setdefault(name, version("juku"))


# Importing the package binds its name here, and may not do so over the function of that name.
import_module("juku.build")


# A module may have an `open` of its own, as gzip and tarfile have.
@checked("QueryError")
def open(location: str | Path, *, cache: str | Path | None = None) -> Questions:  # noqa: A001
    """Open a release to ask it: ``juku.open("dist/demo").find('"发展"')``.

    Args:
        location: a release directory, a folder of Parquet, or ``hf://datasets/USER/NAME@v1.0.0``.
        cache: the folder of indexes; by default ``$JUKU_CACHE``, else ``~/.cache/juku``.

    Raises:
        QueryError: there is no corpus there.
        ContractError: its Parquet is not what the contract says.
        ReleaseError: it is elsewhere and did not arrive whole.
    """
    from juku.query.doors import open_questions

    return open_questions(location, cache=None if cache is None else _path(cache))


@checked("EvidenceError")
def new(corpus: str | Path) -> None:
    """Lay out an empty corpus: ``juku new``.

    Raises:
        EvidenceError: something is there already, or the folder cannot be made.
    """
    from juku.build.corpus import evidence

    evidence.new(_path(corpus))


@checked("EvidenceError")
def add(
    corpus: str | Path,
    pages: str | Path | Iterable[str | Path],
    *,
    publisher: str,
    date: str | dt.date,
    evidence: str | None = None,
    rights: str = "© the publisher; all rights reserved",
    obtained: str | None = None,
    map: Mapping[str, str] | None = None,  # noqa: A002 - as the option and the manifest call it
) -> list[Entry]:
    """Copy pages into a corpus and write their manifest lines: ``juku add``.

    Of a folder every page in it and below is added. With ``path`` for a date each page has the day
    that its path names below the folder. A file whose bytes are a page of this publisher
    and day already is not added again; the lines of those that were are returned.

    Args:
        corpus: the folder that `new` laid out.
        pages: a file or folder, or several.
        publisher: who published them; part of every id.
        date: the day of publication, a date or ``YYYY-MM-DD``; or ``path``.
        evidence: how the date is known, ``stated: …`` or ``inferred: …``.
        rights: whose the text is, and on what terms.
        obtained: how and from where the files came.
        map: our field → that of a record, for an archive: ``{"title": "headline"}``.

    Raises:
        EvidenceError: naming every page and value that cannot be taken; then none was added.
    """
    from juku.build import entering, incoming

    source = incoming.Source(publisher, str(date), evidence, rights, obtained, map)
    named = [pages] if isinstance(pages, str) or not isinstance(pages, Iterable) else pages
    made = entering.add(_path(corpus), [_path(page) for page in named], source)
    return list(made.entries)


@checked("EvidenceError")
def remove(corpus: str | Path, pages: str | Iterable[str], *, reason: str | None = None) -> Removed:
    """Take pages out of a corpus, with all that is about them: ``juku remove``.

    Raises:
        EvidenceError: naming every page that the corpus does not have; then none was removed.
    """
    from juku.build import removal

    named = [pages] if isinstance(pages, str) else list(pages)
    return removal.remove(_path(corpus), named, reason)


@checked("BuildError")
def build(
    corpus: str | Path,
    out: str | Path,
    version: str,
    *,
    segmenter: str | None = None,
    joining: bool = True,
    votes: bool = True,
    workers: int = 1,
    text: Mode = "full",
    previous: str | Path | None = None,
) -> Built:
    """Turn a corpus into a release directory: ``juku build``.

    Raises:
        EvidenceError: the corpus is not as its manifest says.
        VersionError: ``version`` is malformed or taken, or does not fit what changed.
        BuildError: the build could not start, go on, or finish.
    """
    from juku.build.rows.kit import DEFAULT_SEGMENTER, Options
    from juku.build.running.settings import Settings
    from juku.release import assemble

    named = DEFAULT_SEGMENTER if segmenter is None else segmenter
    options = Options(segmenter=named, joining=joining, votes=votes)
    settings = Settings(corpus=_path(corpus), options=options, workers=workers)
    before = None if previous is None else _path(previous)
    return assemble.build(settings, _path(out), version, text=text, previous=before)


@checked("EvidenceError")
def validate(path: str | Path, *, corpus: str | Path | None = None) -> list[str]:
    """Every finding about a corpus or a release: ``juku validate``; empty when there is none.

    Raises:
        EvidenceError: ``path`` is neither.
    """
    from juku.release import validate as checking
    from juku.remote import resolve

    found = checking.inspect(resolve(path), None if corpus is None else _path(corpus))
    return found.messages


@checked("ReleaseError")
def verify(release: str | Path, *, corpus: str | Path | None = None) -> list[Finding]:
    """Everything about a release that is not as it says: ``juku verify``.

    Raises:
        ReleaseError: it is elsewhere and did not arrive whole.
    """
    from juku.release import verify as verifying
    from juku.remote import resolve

    return verifying.verify(resolve(release), None if corpus is None else _path(corpus))


@checked("ReleaseError")
def diff(before: str | Path, after: str | Path, *, query: str | None = None) -> Diff:
    """What changed between two releases, and between a query's hits in them: ``juku diff``.

    Raises:
        ReleaseError: one of them is no release.
        QueryError: the query cannot be read.
    """
    from juku.release import diff as comparing
    from juku.remote import resolve

    return comparing.compare(resolve(before), resolve(after), query=query)


@checked("ReleaseError")
def explain(release: str | Path, sentence_id: str, *, corpus: str | Path) -> Explanation:
    """Replay one sentence from the bytes of its page to its row: ``juku explain``.

    Raises:
        ReleaseError: the release has no such sentence.
        EvidenceError: the corpus is not as its manifest says.
    """
    from juku.release import explain as replaying
    from juku.remote import resolve

    return replaying.explain(resolve(release), sentence_id, _path(corpus))


@checked("ReleaseError")
def show(
    path: str | Path,
    name: str | None = None,
    *,
    corpus: str | Path | None = None,
    page: str | None = None,
) -> str:
    """A sentence or article of the release at ``path``, or a page of the corpus: ``juku show``.

    Args:
        path: a release; with ``page`` a corpus.
        name: a sentence_id or an article_id.
        corpus: where the pages are, to mark the place on them.
        page: a page's path under the corpus.

    Raises:
        ReleaseError: neither or both of ``name`` and ``page`` are given, or there is no such row.
        EvidenceError: the corpus is not as its manifest says, or has no such page.
    """
    from juku.errors import ReleaseError
    from juku.release import show as showing
    from juku.remote import resolve

    if (name is None) is (page is None):
        fact = "names nothing" if name is None else "names a row and a page"
        raise ReleaseError(f"juku show {path}: {fact}; give an id, or --page SOURCE")
    if page is not None:
        return showing.of_page(_path(path), page)
    return showing.of_release(resolve(path), str(name), None if corpus is None else _path(corpus))


@checked("ReleaseError")
def cite(release: str | Path, name: str | None = None) -> list[Citation]:
    """How to cite a release, and a sentence or article of it: ``juku cite``.

    Each has a ``text`` for a person and an entry of ``bibtex``; the release is the last.

    Raises:
        ReleaseError: there is no release, it does not say whose it is, or has nothing of that name.
    """
    from juku.release import citation
    from juku.remote import resolve

    return citation.cite(resolve(release), name)


@checked("ReleaseError")
def publish(
    release: str | Path,
    repo: str,
    *,
    endpoint: str | None = None,
    private: bool = False,
    dry_run: bool = False,
) -> Published:
    """Upload a release to the Hub, commit and tag it: ``juku publish``.

    Raises:
        ReleaseError: it does not say whose it is or does not verify, its tag exists with other
            files, or the Hub refused.
    """
    from juku.release import hub

    return hub.publish(_path(release), repo, endpoint=endpoint, private=private, dry_run=dry_run)


def _path(location: str | Path) -> Path:
    from juku.remote import local

    return local(location)
