"""Pages that leave a corpus leave nothing behind that speaks of them."""

from __future__ import annotations

import errno
import gzip
import json
import shutil
import threading
from pathlib import Path

import pytest

from juku.build import entering, removal
from juku.build.corpus import evidence, manifest
from juku.build.reading.readers import page as read_page
from juku.build.rows.drafts import draft
from juku.build.rows.kit import Options
from juku.build.running.alone import alone
from juku.build.running.settings import Settings
from juku.errors import EvidenceError
from juku.release import assemble, verify


@pytest.fixture
def corpus(tmp_path, empty, source):
    names = ("one", "two", "three")
    for name in names:
        (tmp_path / f"{name}.txt").write_text(f"# {name}\n\n第{name}页的正文是这样的。\n", "utf-8")
    entering.add(empty, [tmp_path / f"{name}.txt" for name in names], source)
    return empty


def listed(corpus):
    return [json.loads(line)["id"] for line in (corpus / "manifest.jsonl").open(encoding="utf-8")]


def article_of(corpus, name):
    """The id of the article on a page."""
    there = evidence.load(corpus)
    entry = next(entry for entry in there.corpus.entries if entry.id == name)
    page = read_page((corpus / entry.path).read_bytes(), entry)
    return draft([page], there.curation).articles["article_id"][0].as_py()


def curate(corpus, name, *rows):
    with (corpus / "curation" / name).open("a", encoding="utf-8") as file:
        file.writelines("\t".join(row) + "\n" for row in rows)


@pytest.mark.parametrize("name", ["two", "pages/two.txt", "CORPUS/pages/two.txt"])
def test_a_page_is_named_by_id_path_or_file(corpus, name):
    lines = (corpus / "manifest.jsonl").read_text("utf-8").splitlines(keepends=True)
    removed = removal.remove(corpus, [name.replace("CORPUS", str(corpus))])
    assert removed == removal.Removed(("pages/two.txt",), ())
    assert (corpus / "manifest.jsonl").read_text("utf-8") == lines[0] + lines[2]
    assert sorted(path.name for path in (corpus / "pages").iterdir()) == ["one.txt", "three.txt"]
    assert not evidence.inspect(corpus)[1]


def test_a_page_whose_file_is_gone_is_named_by_where_it_lay(corpus):
    file = corpus / "pages" / "two.txt"
    file.unlink()
    assert removal.remove(corpus, [str(file)]).pages == ("pages/two.txt",)
    assert listed(corpus) == ["one", "three"]


@pytest.mark.parametrize("name", ["two", "pages/two.txt", "../corpus/pages/two.txt"])
def test_a_corpus_may_be_named_by_a_way_that_leads_up(corpus, monkeypatch, name):
    beside = corpus.parent / "beside"
    beside.mkdir()
    monkeypatch.chdir(beside)
    root = Path("..", corpus.name)
    removed = removal.remove(root, [name])
    assert removed == removal.Removed(("pages/two.txt",), ())
    assert not (corpus / "pages" / "two.txt").exists()
    assert not evidence.inspect(root)[1]


def test_rows_about_a_page_go_with_it_and_no_others(corpus):
    stays, goes = article_of(corpus, "one"), article_of(corpus, "two")
    for page in ("one", "two"):
        curate(corpus, "corrections.tsv", (f"pages/{page}.txt", "0", "title", "", "said so"))
    curate(corpus, "takedowns.tsv", (stays, "asked"), (goes, "asked"), ("pages/two.txt", "asked"))
    removed = removal.remove(corpus, ["two"])
    folder = corpus / "curation"
    assert removed.rows == (
        (f"{folder / 'corrections.tsv'}:3", "pages/two.txt\t0\ttitle\t\tsaid so"),
        (f"{folder / 'takedowns.tsv'}:4", "pages/two.txt\tasked"),
        (f"{folder / 'takedowns.tsv'}:3", f"{goes}\tasked"),
    )
    assert (folder / "takedowns.tsv").read_text("utf-8") == f"id\treason\n{stays}\tasked\n"
    assert "pages/one.txt" in (folder / "corrections.tsv").read_text("utf-8")
    assert not evidence.inspect(corpus)[1]


def test_a_release_that_never_had_the_page_is_still_what_its_corpus_gives(corpus, tmp_path, source):
    built = assemble.build(
        Settings(corpus, options=Options("rjieba", votes=False)), tmp_path / "r", "1.0.0"
    )
    (tmp_path / "four.txt").write_text("第四页的正文是这样的。\n", "utf-8")
    entering.add(corpus, [tmp_path / "four.txt"], source)
    removal.remove(corpus, ["four"], "blurred")
    assert (corpus / "curation" / "removed.tsv").read_text("utf-8").endswith("blurred\n")
    assert verify.verify(built.path, corpus=corpus) == []


def test_a_reason_is_kept_and_a_newer_one_takes_its_place(corpus, tmp_path, source):
    sha256 = manifest.load(corpus).entries[1].sha256
    for reason in ("blurred", "another paper's"):
        removal.remove(corpus, ["two"], reason)
        entering.add(corpus, [tmp_path / "two.txt"], source)
    kept = (corpus / "curation" / "removed.tsv").read_text("utf-8")
    assert kept == f"path\tsha256\treason\npages/two.txt\t{sha256}\tanother paper's\n"
    assert not evidence.inspect(corpus)[1]


@pytest.fixture
def unreadable(corpus, tmp_path, source, damaged):
    """The corpus with an archive that breaks off, and takedowns that it may hold."""
    archive = tmp_path / "four.jsonl.gz"
    archive.write_bytes(gzip.compress('{"text": "天晴。"}'.encode()))
    entering.add(corpus, [archive], source)
    curate(corpus, "takedowns.tsv", ("pages/four.jsonl.gz#1", "asked"), (GONE, "asked"))
    damaged(corpus, "four")
    return corpus


GONE = "demo-20241104-00000000"


@pytest.mark.parametrize(
    ("name", "left"), [("four", [GONE]), ("one", ["pages/four.jsonl.gz#1", GONE])]
)
def test_pages_can_leave_a_corpus_with_an_archive_that_cannot_be_read(unreadable, name, left):
    """Takedowns that it may hold stay, but for those that name it."""
    removal.remove(unreadable, [name])
    assert name not in listed(unreadable)
    rows = (unreadable / "curation" / "takedowns.tsv").read_text("utf-8").splitlines()[1:]
    assert rows == [f"{one}\tasked" for one in left]


def test_unknown_names_are_all_refused_with_the_nearest(corpus):
    with pytest.raises(EvidenceError) as refused:
        removal.remove(corpus, ["one", "thre", "pages/../about.json", "zzzz", "pages/zzzz"])
    lines = str(refused.value).split("\n")
    assert lines[0].startswith(f"thre: is no page of {corpus}; did you mean three")
    assert "pages/../about.json: is no page of" in lines[1]
    remedy = f"is no page of {corpus}; give an id or path of its manifest"
    assert lines[2:] == [f"zzzz: {remedy}", f"pages/zzzz: {remedy}"]
    assert listed(corpus) == ["one", "two", "three"]
    assert (corpus / "about.json").exists()


@pytest.mark.parametrize(
    "path",
    [
        "../own.txt",
        "TMP/own.txt",
        "about.json",
        "pages/../about.json",
        "pages/../../own.txt",
        "pages/..",
        "curation/../pages/two.txt",
        "TMP/corpus/pages/two.txt",
        "pages/link/own.txt",
        f"pages/{'长' * 200}.txt",
        "pages/a\0.txt",
    ],
)
def test_of_a_page_that_lies_elsewhere_only_the_line_goes(corpus, tmp_path, path):
    """Whoever wrote the manifest does not say which files of this machine are taken away."""
    own = tmp_path / "own.txt"
    own.write_text("not of the corpus", "utf-8")
    (corpus / "pages" / "link").symlink_to(tmp_path)
    path = path.replace("TMP", str(tmp_path))
    files = {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    manifest_file = corpus / "manifest.jsonl"
    row = json.loads(manifest_file.read_text("utf-8").splitlines()[0]) | {"id": "x", "path": path}
    with manifest_file.open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
    assert removal.remove(corpus, ["x"]) == removal.Removed((path,), (), (path,))
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == files


@pytest.fixture(params=["a file", "a folder", "a file that is gone"])
def link(request, corpus, tmp_path):
    """A page of the corpus that is a link out of it."""
    own, page = tmp_path / "own.txt", corpus / "pages" / "two.txt"
    if request.param == "a file":
        own.write_text("not of the corpus", "utf-8")
    elif request.param == "a folder":
        own.mkdir()
    page.unlink()
    page.symlink_to(own)
    return page


def test_a_page_that_is_a_link_is_taken_out_itself(corpus, link):
    own = link.readlink()
    there = own.exists()
    assert removal.remove(corpus, ["two"]).pages == ("pages/two.txt",)
    assert own.exists() == there
    assert not link.is_symlink()
    assert not evidence.inspect(corpus)[1]


def test_a_page_that_is_a_link_is_put_back_where_the_removal_fails(corpus, link, monkeypatch):
    def full(*_):
        monkeypatch.undo()
        raise OSError(errno.ENOSPC, "No space left on device")

    own = link.readlink()
    monkeypatch.setattr(removal, "_write", full)
    with pytest.raises(EvidenceError, match="nothing was removed"):
        removal.remove(corpus, ["two"])
    assert link.readlink() == own
    assert listed(corpus) == ["one", "two", "three"]


def test_a_name_longer_than_any_path_is_the_name_of_no_page(corpus):
    with pytest.raises(EvidenceError, match=r"^x{5000}: is no page of "):
        removal.remove(corpus, ["x" * 5000])
    with pytest.raises(EvidenceError, match=r"^pages/x{300}: is no page of "):
        removal.remove(corpus, ["pages/" + "x" * 300])


def test_folders_in_the_place_of_pages_are_refused_and_nothing_is_removed(corpus):
    for name in ("two", "three"):
        (corpus / "pages" / f"{name}.txt").unlink()
        (corpus / "pages" / f"{name}.txt").mkdir()
    before = (corpus / "manifest.jsonl").read_bytes()
    with pytest.raises(EvidenceError) as refused:
        removal.remove(corpus, ["one", "two", "three"], "blurred")
    remedy = "is a folder, not a page; move it out of the corpus first"
    pages = corpus / "pages"
    assert str(refused.value) == f"{pages / 'three.txt'}: {remedy}\n{pages / 'two.txt'}: {remedy}"
    assert (corpus / "manifest.jsonl").read_bytes() == before
    assert (pages / "one.txt").is_file()
    assert not list(corpus.glob(".removed.part-*"))


@pytest.fixture
def held(corpus):
    """The corpus with a correction of its second page; what is in it."""
    curate(corpus, "corrections.tsv", ("pages/two.txt", "0", "title", "", "said so"))
    (corpus / "curation" / "removed.tsv").unlink(missing_ok=True)  # as older corpora

    def files():
        return {path: path.read_bytes() for path in corpus.rglob("*") if path.is_file()}

    return files


@pytest.mark.parametrize("page", [True, False], ids=["its page there", "its page gone"])
def test_where_the_manifest_cannot_be_written_all_is_as_it_was(corpus, held, monkeypatch, page):
    if not page:
        (corpus / "pages" / "two.txt").unlink()
    before, written = held(), removal._write

    def full(path, data):
        if path.name == "manifest.jsonl" and data != before[path]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written(path, data)

    monkeypatch.setattr(removal, "_write", full)
    with pytest.raises(
        EvidenceError,
        match="No space left on device, so that nothing was removed;",
    ):
        removal.remove(corpus, ["two"], "blurred")
    assert held() == before


def test_where_the_disk_stays_full_all_is_as_it_was(corpus, held, monkeypatch):
    """To put a page back takes no space, and what was not written over is not written again."""

    def full(path, data):
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    before = held()
    monkeypatch.setattr(removal.Path, "write_bytes", full)
    with pytest.raises(
        EvidenceError,
        match="No space left on device, so that nothing was removed;",
    ):
        removal.remove(corpus, ["two"], "blurred")
    assert held() == before


def test_who_is_interrupted_while_pages_are_removed_finds_all_as_it_was(corpus, held, monkeypatch):
    before, written = held(), removal._write

    def interrupted(path, data):
        written(path, data)
        if data != before.get(path):
            raise KeyboardInterrupt

    monkeypatch.setattr(removal, "_write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        removal.remove(corpus, ["two"])
    assert held() == before


@pytest.mark.parametrize("reason", ["", " ", "a\tb", "a\nb", "a\rb"])
def test_a_reason_that_a_row_cannot_hold_is_refused(corpus, reason):
    with pytest.raises(EvidenceError) as refused:
        removal.remove(corpus, ["two"], reason)
    told = f"--reason: is {reason!r}; give words on one line, without tabs"
    assert str(refused.value) == told
    assert listed(corpus) == ["one", "two", "three"]


def test_what_is_no_corpus_is_told_as_what_it_is(tmp_path):
    with pytest.raises(EvidenceError, match="nowhere: is not there; name a corpus"):
        removal.remove(tmp_path / "nowhere", ["two"])


def test_a_removal_waits_for_who_is_at_work_in_the_corpus(corpus):
    with alone(corpus, wait=False):
        other = threading.Thread(target=removal.remove, args=(corpus, ["two"]))
        other.start()
        other.join(0.1)
        assert listed(corpus) == ["one", "two", "three"]
    other.join()
    assert listed(corpus) == ["one", "three"]


def test_pages_and_their_rows_are_told_in_the_order_of_their_paths(corpus):
    articles = [article_of(corpus, name) for name in ("three", "one", "two")]
    curate(corpus, "takedowns.tsv", *((name, "asked") for name in articles))
    removed = removal.remove(corpus, ["two", "three", "one"], "blurred")
    paths = ["pages/one.txt", "pages/three.txt", "pages/two.txt"]
    assert list(removed.pages) == paths
    assert [row for _, row in removed.rows] == [f"{name}\tasked" for name in articles]
    rows = (corpus / "curation" / "removed.tsv").read_text("utf-8").splitlines()[1:]
    assert [row.split("\t")[0] for row in rows] == paths


def test_lines_of_the_manifest_that_name_no_page_stay_as_they_are(corpus):
    path = corpus / "manifest.jsonl"
    odd = b'5\n["two"]\n\xff\n{"id"\n{"path": "\\ud800"}\n' + b"[" * 5000 + b"\n"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(odd + b"".join(lines))
    removal.remove(corpus, ["two"])
    assert path.read_bytes() == odd + lines[0] + lines[2]


def test_a_takedown_in_a_last_line_without_its_end_goes_with_its_page(corpus):
    path = corpus / "curation" / "takedowns.tsv"
    goes = article_of(corpus, "two")
    path.write_text(f"id\treason\n{goes}\tasked", "utf-8")
    assert removal.remove(corpus, ["two"]).rows == ((f"{path}:2", f"{goes}\tasked"),)
    assert path.read_text("utf-8") == "id\treason"


@pytest.fixture
def killed(corpus):
    """The corpus where a removal of the second page was killed before the manifest was written."""
    (corpus / "pages" / "two.txt").rename(removal._aside(corpus, "pages/two.txt"))
    return corpus


def test_a_removal_that_was_killed_can_be_asked_for_again(killed):
    removal.remove(killed, ["two"])
    assert listed(killed) == ["one", "three"]
    assert not list(killed.glob(".removed.part-*"))


@pytest.mark.parametrize("full", [True, False], ids=["which fails", "which ends well"])
def test_a_page_that_a_killed_removal_put_aside_outlives_another_removal(killed, monkeypatch, full):
    """Its manifest line is there still, and there may be no other copy."""
    (aside,) = killed.glob(".removed.part-*")
    before = aside.read_bytes()
    if full:
        monkeypatch.setattr(removal.Path, "write_bytes", out_of_space)
        with pytest.raises(EvidenceError, match="nothing was removed"):
            removal.remove(killed, ["one", "three"])
    else:
        removal.remove(killed, ["one", "three"])
    assert "two" in listed(killed)
    (aside,) = killed.glob(".removed.part-*")
    assert aside.read_bytes() == before


def out_of_space(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_page_that_no_line_names_can_be_taken_out(corpus):
    shutil.copy(corpus / "pages" / "one.txt", corpus / "pages" / "unlisted.txt")
    removal.remove(corpus, ["pages/unlisted.txt"])
    assert not (corpus / "pages" / "unlisted.txt").exists()
    assert not evidence.inspect(corpus)[1]
