"""What a release says of the code, the engines and the pages that made it."""

from __future__ import annotations

import datetime as dt
import errno
import subprocess
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from types import SimpleNamespace

import pytest

from juku import __version__
from juku.build import entering
from juku.build.corpus import evidence, manifest
from juku.build.running import provenance
from juku.errors import BuildError


def git(folder, *arguments):
    names = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    words = ["git", "-C", str(folder), *names, *arguments]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def repository(root):
    """A checkout of one commit with a file in each of three folders."""
    for folder in ("src", "schema", "docs"):
        (root / folder).mkdir(parents=True)
        (root / folder / "file").write_text("one")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", root.name)
    return root


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A repository that the library lies in."""
    root = repository(tmp_path / "checkout")
    monkeypatch.setattr(
        provenance, "__file__", str(root / "src" / "juku" / "build" / "running" / "x.py")
    )
    return root


def test_a_checkout_is_named_by_its_commit(checkout):
    commit = git(checkout, "rev-parse", "HEAD")
    assert provenance.code() == {"version": __version__, "commit": commit, "changed": False}


@pytest.mark.parametrize(
    ("name", "changed"),
    [("src/file", True), ("schema/new", True), ("docs/file", False), ("new", False)],
)
def test_code_is_changed_where_what_makes_rows_is_not_as_committed(checkout, name, changed):
    (checkout / name).write_text("two")
    assert provenance.code()["changed"] is changed


def test_a_hook_of_another_repository_does_not_give_its_commit(checkout, tmp_path, monkeypatch):
    before = provenance.code()
    other = repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    assert provenance.code() == before


def test_without_git_or_a_checkout_no_commit_is_named(checkout, monkeypatch):
    nothing = {"version": __version__, "commit": None, "changed": None}
    with monkeypatch.context() as patched:
        patched.setenv("PATH", "")
        assert provenance.code() == nothing
    (checkout / ".git").rename(checkout / "no.git")
    assert provenance.code() == nothing


def test_where_git_cannot_be_asked_the_commit_is_not_left_out(checkout, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(provenance.subprocess, "run", refuse)
    wanted = r"^git: cannot be run \(Too many open files\); raise the limit on open files"
    with pytest.raises(BuildError, match=wanted):
        provenance.code()


def test_where_git_refuses_the_checkout_no_commit_is_named(checkout):
    (checkout / ".git" / "HEAD").unlink()
    assert provenance.code() == {"version": __version__, "commit": None, "changed": None}


@pytest.fixture
def of_pages(empty, tmp_path, source, lay):
    """A function that makes a corpus of files of these names."""

    def made(*names):
        pages = lay(tmp_path / "in", *names)
        entering.add(empty, [pages / name for name in names], source)
        return manifest.load(empty)

    return made


@pytest.mark.parametrize(
    ("names", "html"),
    [
        (["a.txt", "b.md", "c.html.txt"], False),
        (["a.txt", "b.html"], True),
        (["b.XHTML"], True),
    ],
)
def test_what_reads_html_is_named_where_there_is_html(of_pages, names, html):
    there = provenance.dependencies(of_pages(*names))
    readers = {"justext", "lxml", "lxml_html_clean", "trafilatura"}
    assert there.keys() & readers == (readers if html else set())
    assert "chardet" in there


def test_an_engine_that_is_not_installed_is_none(of_pages, monkeypatch):
    corpus = of_pages("a.html")
    there = provenance.dependencies(corpus)
    engines = {"pyarrow", "jieba", "rjieba", "opencc", "numpy"}
    readers = {"chardet", "justext", "lxml", "lxml_html_clean", "trafilatura"}
    assert set(there) == {"python"} | engines | readers
    assert all(there[name] for name in ("python", *engines, "chardet"))

    def version(name):
        if name == "jieba":
            raise PackageNotFoundError(name)
        return there[name]

    monkeypatch.setattr(provenance, "version", version)
    assert provenance.dependencies(corpus) == there | {"jieba": None}


def test_an_archive_is_no_page_of_a_day():
    """Its records have days of their own."""
    day = dt.date(2024, 11, 4)
    entries = [
        SimpleNamespace(path=path, publisher="first", published=day)
        for path in ("pages/a.txt", "pages/b.jsonl", "pages/c.parquet", "pages/d.html")
    ]
    found = provenance._pages_by_day(SimpleNamespace(entries=entries))
    assert found == {"first": {"2024-11-04": 2}}


def test_pages_are_counted_by_publisher_and_day(tmp_path, source, lay):
    root = tmp_path / "corpus"
    evidence.new(root)
    pages = lay(tmp_path, "b.txt", "a.txt", "c.txt")
    for publisher, day, names in (
        ("second", "2024-11-05", ["a.txt"]),
        ("first", "2024-11-04", ["b.txt", "c.txt"]),
    ):
        said = replace(source, publisher=publisher, published=day)
        entering.add(root, [pages / name for name in names], said)
    told = provenance.evidence(manifest.load(root))
    assert told["pages"] == 3
    assert list(told["pages_by_day"].items()) == [
        ("first", {"2024-11-04": 2}),
        ("second", {"2024-11-05": 1}),
    ]
