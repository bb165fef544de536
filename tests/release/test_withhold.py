"""What may not be passed on is not in the release: no text, yet every count."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

import juku
from juku import contract, store
from juku.build import takedowns
from juku.build.rows.drafts import article_id
from juku.build.running import tasks
from juku.build.running.settings import Settings
from juku.cli import main
from juku.errors import EvidenceError
from juku.release import (
    assemble,
    checksums,
    counting,
    ngrams,
    validate,
    verify,
    withhold,
    workplace,
)


def rows(root, name):
    return store.read(root, name).to_pylist()


def strings(value):
    if isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, str):
        yield value


@pytest.fixture(scope="module")
def variants(mini_corpus, tmp_path_factory):
    """The small corpus built with each mode."""
    root = tmp_path_factory.mktemp("withheld")
    for mode in ("none", "shuffled"):
        assemble.build(Settings(corpus=mini_corpus), root / mode, "1.0.0", text=mode)
    return root


@pytest.mark.parametrize("mode", ["none", "shuffled"])
def test_ids_places_and_figures_stay(variants, mini_release, mode):
    for name, columns in {
        "sentences": ("sentence_id", "article_id", "ordinal", "role", "source_start", "source_end"),
        "articles": ("article_id", "n_sentences", "n_tokens", "n_characters", "published"),
        "blocks": tuple(f.name for f in contract.table("blocks").fields),
    }.items():
        wanted = store.read(mini_release, name, columns)
        assert store.read(variants / mode, name, columns).equals(wanted)
    full, less = counting.collect(mini_release), counting.collect(variants / mode)
    assert (less.tokens, less.upos, less.roles, less.days) == (
        full.tokens, full.upos, full.roles, full.days,
    )  # fmt: skip


@pytest.mark.parametrize("mode", ["none", "shuffled"])
def test_no_sentence_can_be_read(variants, mini_release, mode):
    """No string of a withheld release holds any sentence of two words or more."""
    texts = {row["text"] for row in rows(mini_release, "sentences") if len(row["tokens"]) > 2}
    for name in contract.TABLES:
        for row in rows(variants / mode, name):
            joined = "".join(row["tokens"]) if mode == "shuffled" and "tokens" in row else ""
            for value in (*strings(list(row.values())), joined):
                assert not any(text in value for text in texts)
    for path in (variants / mode).glob("*.*"):
        document = path.read_text("utf-8")
        assert not any(text in document for text in texts), path.name


def test_shuffled_keeps_every_token_with_its_tags(variants, mini_release):
    for full, less in zip(
        rows(mini_release, "sentences"), rows(variants / "shuffled", "sentences"), strict=True
    ):
        names = ("tokens", "xpos", "upos", "boundary_votes")
        tokens = [sorted(zip(*(r[n] for n in names), strict=True), key=repr) for r in (full, less)]
        assert tokens[0] == tokens[1]
        assert less["text"] == less["text_norm"] == ""


def test_ngrams_are_counted_from_the_whole_text(variants, mini_release):
    counts = {}
    for row in rows(mini_release, "sentences"):
        for n in (1, 2, 3):
            for start in range(len(row["tokens"]) - n + 1):
                key = (str(n), " ".join(row["tokens"][start : start + n]))
                counts[key] = counts.get(key, 0) + 1
    lines = (variants / "none" / "ngrams.tsv").read_text("utf-8").splitlines()[1:]
    found = {tuple(line.split("\t")[:2]): int(line.split("\t")[2]) for line in lines}
    assert found == {key: n for key, n in counts.items() if n >= ngrams.OFTEN}


@pytest.mark.parametrize("mode", ["none", "shuffled"])
def test_a_withheld_release_verifies_and_says_what_it_is(variants, mini_corpus, mode):
    assert verify.verify(variants / mode, mini_corpus) == []
    assert withhold.of_release(variants / mode) == withhold.Withheld(mode, ())


TOLD = {
    "none": "(the release is without text: places, tags and figures are kept, no words)",
    "shuffled": "(the release is without text: the words are sorted, not in the order of print)",
}


@pytest.mark.parametrize("mode", TOLD)
def test_who_is_shown_a_row_is_told_what_is_left_out(variants, mini_corpus, mode, capsys):
    row = next(r for r in rows(variants / mode, "sentences") if len(r["upos"]) > 3)
    words = row["tokens"] if mode == "shuffled" else [None] * len(row["upos"])
    line = " ".join(
        tag if word is None else f"{word}/{tag}"
        for word, tag in zip(words, row["upos"], strict=True)
    )
    assert main(["show", str(variants / mode), row["sentence_id"]]) == 0
    assert capsys.readouterr().out.splitlines()[1:4] == [TOLD[mode], "", line]
    assert main(["show", str(variants / mode), row["article_id"]]) == 0
    assert TOLD[mode] in capsys.readouterr().out.splitlines()
    options = ["--corpus", str(mini_corpus)]
    assert main(["explain", str(variants / mode), row["sentence_id"], *options]) == 0
    out = capsys.readouterr().out
    assert f". withholding (--text {mode}, takedowns)\n   {TOLD[mode][1:-1]}\n" in out


def taken_down(corpus, tmp_path, *ids):
    copy = shutil.copytree(corpus, tmp_path / "corpus")
    lines = "".join(f"{name}\tasked for by the publisher\n" for name in ids)
    (copy / "curation" / "takedowns.tsv").write_text(f"id\treason\n{lines}", "utf-8")
    return copy


def test_a_takedown_is_one_row_that_removes_text_and_keeps_ids(mini_corpus, mini_release, tmp_path):
    name = rows(mini_release, "articles")[0]["article_id"]
    corpus = taken_down(mini_corpus, tmp_path, name)
    out = tmp_path / "release"
    assemble.build(Settings(corpus=corpus), out, "1.0.0")
    for table in ("sentences", "articles"):
        for before, after in zip(rows(mini_release, table), rows(out, table), strict=True):
            if before["article_id"] != name:
                assert after == before
            else:
                assert after["text"] == ""
                assert after.get("title") is None
                assert after["source_start"] == before["source_start"]
    assert verify.verify(out, corpus) == []
    words = juku.open(out, cache=tmp_path / "cache").words(punctuation=True)
    left = [row["tokens"] for row in rows(mini_release, "sentences") if row["article_id"] != name]
    assert sum(row["count"] for row in words) == sum(map(len, left))
    assert not (out / withhold.NGRAMS).exists()


def test_who_is_shown_what_was_taken_down_is_told_so_and_of_no_other_row(
    mini_corpus, mini_release, tmp_path, capsys
):
    taken, *others = (row["article_id"] for row in rows(mini_release, "articles"))
    out = tmp_path / "release"
    assemble.build(Settings(corpus=taken_down(mini_corpus, tmp_path, taken)), out, "1.0.0")
    said = "(the text was taken down: places, tags and figures are kept, no words)"
    for name in (taken, *others):
        capsys.readouterr()
        assert main(["show", str(out), name]) == 0
        assert (said in capsys.readouterr().out.splitlines()) == (name == taken)


def test_who_takes_down_one_print_of_a_story_is_told_of_the_others(tmp_path, capsys):
    """Whichever is taken down: the first, a copy of it, or the page of a copy.

    The copy of another story has nothing to do with it.
    """
    corpus, story = tmp_path / "corpus", "港口今日开航，首批货轮共有十二艘离港。\n" * 3
    other = "山区学校新建图书馆，学生借书不再远行。\n" * 3
    main(["new", str(corpus)])
    for number, text in enumerate((story, story, story, other, other), 1):
        page = tmp_path / f"p{number}.txt"
        page.write_text(f"# 港口开航\n\n{text}\n", "utf-8")
        how = ["--publisher", "p", "--date", f"2024-06-1{number}"]
        assert main(["add", str(corpus), str(page), *how]) == 0
    assemble.build(Settings(corpus=corpus), tmp_path / "full", "1.0.0")
    articles = rows(tmp_path / "full", "articles")
    assert [row["reprint_of"] is None for row in articles] == [True, False, False, True, False]
    ids = [row["article_id"] for row in articles[:3]]
    for number, (row, left) in enumerate(
        [(ids[0], ids[1:]), (ids[1], ids[::2]), ("pages/p3.txt", ids[:2])]
    ):
        (corpus / "curation" / "takedowns.tsv").write_text(f"id\treason\n{row}\tasked\n", "utf-8")
        capsys.readouterr()
        out = ["--out", str(tmp_path / f"r{number}"), "--version", "1.0.0"]
        assert main(["build", str(corpus), *out]) == 0
        told = [line for line in capsys.readouterr().err.splitlines() if "takedowns" in line]
        wanted = (
            "juku: note: curation/takedowns.tsv: articles that print again what it takes down, "
            f"and stay: 2 ({', '.join(left)}); add a row for each whose text has to go too"
        )
        assert told == [wanted]


_OF_THE_CURATOR = {"publisher", "published_evidence", "rights", "source"}
"""What a person wrote about a page, and stays."""


def test_no_word_of_what_was_taken_down_is_left(mini_corpus, mini_release, tmp_path):
    """Neither in a name that a reading quotes nor in a unit, a place or a document."""
    names = {speaker for row in rows(mini_release, "sentences") for speaker in row["quote_speaker"]}
    names |= {one for row in rows(mini_release, "articles") for one in row["reporters"]}
    out = tmp_path / "release"
    corpus = taken_down(mini_corpus, tmp_path, "pages/p1.txt", "pages/p2.txt")
    assemble.build(Settings(corpus=corpus), out, "1.0.0")
    for table in ("sentences", "articles"):
        for row in rows(out, table):
            told = {
                column: value
                for column, value in row.items()
                if column not in _OF_THE_CURATOR and any(not s.isascii() for s in strings([value]))
            }
            assert told == {}
    for path in out.glob("*.*"):
        assert not any(name in path.read_text("utf-8") for name in names if name), path.name
    assert verify.verify(out, corpus) == []
    assert validate.inspect(out, corpus).messages == []


def test_a_takedown_of_a_page_takes_all_its_articles(mini_corpus, mini_release, tmp_path):
    source = rows(mini_release, "articles")[0]["source"]
    out = tmp_path / "release"
    assemble.build(Settings(corpus=taken_down(mini_corpus, tmp_path, source)), out, "1.0.0")
    for row in rows(out, "sentences"):
        assert (row["text"] == "") == (row["source"] == source)


NOT_THERE = {
    "no id": "no-such-article",
    "no page": "pages/none.txt",
    "a record of a page": "pages/p1.txt#1",
    "an article of another text": "linjiang-20240613-00000000",
    "a second of one": "{article}-2",
    "none of its kind": "{article}-0",
}


@pytest.mark.parametrize("case", NOT_THERE)
def test_a_takedown_of_what_is_not_there_is_named(mini_corpus, mini_release, tmp_path, case):
    there = rows(mini_release, "articles")[0]["article_id"]
    name = NOT_THERE[case].format(article=there)
    corpus = taken_down(mini_corpus, tmp_path, there, "pages/p2.txt", name)
    wanted = (
        f"{corpus}/curation/takedowns.tsv:4: id: {name!r} is no article or page of this corpus; "
        "mend or remove the row"
    )

    assert validate.inspect(corpus).messages == [wanted]
    with pytest.raises(EvidenceError) as refused:
        assemble.build(Settings(corpus=corpus), tmp_path / "release", "1.0.0")
    assert str(refused.value) == wanted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["corpus"]


def test_where_pages_are_many_a_takedown_of_nothing_is_named_at_the_end_and_costs_no_task(
    mini_corpus, mini_release, tmp_path, monkeypatch
):
    there = rows(mini_release, "articles")[0]["article_id"]
    corpus = taken_down(mini_corpus, tmp_path, there, f"{there}-9")
    monkeypatch.setattr(takedowns, "ENOUGH", 0)
    assert validate.inspect(corpus).messages == []
    with pytest.raises(EvidenceError, match="-9' is no article or page"):
        assemble.build(Settings(corpus=corpus), tmp_path / "release", "1.0.0")

    (corpus / "curation" / "takedowns.tsv").write_text(f"id\treason\n{there}\tasked for\n", "utf-8")
    with monkeypatch.context() as patched:
        patched.setattr(tasks, "_make", stop)
        assemble.build(Settings(corpus=corpus), tmp_path / "release", "1.0.0")
    assert verify.verify(tmp_path / "release", corpus) == []


def test_where_nothing_is_taken_down_no_page_is_read_for_it(mini_corpus, monkeypatch):
    monkeypatch.setattr(takedowns, "_pages", stop)
    assert validate.inspect(mini_corpus).messages == []


def test_takedowns_of_records_and_of_their_articles_are_found(tmp_path, capsys):
    """Three records, two of which are the same; the day is the record's, the publisher too."""
    line = '{{"text": "{}", "date": "2024-06-{}", "paper": "{}"}}\n'
    lines = (("港口今日开航。", 13, "甲报"), ("港口今日开航。", 13, "甲报"), ("天晴。", 14, "乙报"))
    archive = tmp_path / "a.jsonl"
    archive.write_text("".join(line.format(*one) for one in lines), "utf-8")
    corpus = tmp_path / "corpus"
    main(["new", str(corpus)])
    how = [
        "--publisher",
        "p",
        "--date",
        "2024-01-01",
        "--map",
        "text=text,date=date,publisher=paper",
    ]
    assert main(["add", str(corpus), str(archive), *how]) == 0
    name = article_id("甲报", "20240613", "港口今日开航。")
    there = ("pages/a.jsonl#3", name, f"{name}-2")
    not_there = (f"{name}-3", "pages/a.jsonl#4", "pages/a.jsonl")
    lines = "".join(f"{one}\tasked for\n" for one in (*there, *not_there))
    (corpus / "curation" / "takedowns.tsv").write_text(f"id\treason\n{lines}", "utf-8")
    capsys.readouterr()

    assert main(["validate", str(corpus)]) == 1

    told = capsys.readouterr().out.splitlines()
    assert [message.split(": ")[2].split("'")[1] for message in told] == list(not_there)


def test_a_stopped_build_that_withheld_leaves_nothing_in_a_full_one(
    mini_corpus, mini_release, tmp_path, monkeypatch
):
    with monkeypatch.context() as patched:
        patched.setattr(assemble.papers, "write", stop)
        with pytest.raises(KeyboardInterrupt):
            assemble.build(Settings(corpus=mini_corpus), tmp_path / "one", "1.0.0", text="none")
    assert (workplace.of(tmp_path / "one") / withhold.NGRAMS).exists()
    assemble.build(Settings(corpus=mini_corpus), tmp_path / "one", "1.0.0")
    assert not (tmp_path / "one" / withhold.NGRAMS).exists()
    assert rows(tmp_path / "one", "sentences") == rows(mini_release, "sentences")


def test_what_was_withheld_in_a_build_that_died_is_made_anew(
    mini_corpus, variants, tmp_path, monkeypatch
):
    """A table of it is there already, with something else in it."""
    with monkeypatch.context() as patched:
        patched.setattr(ngrams, "write", stop)
        with pytest.raises(KeyboardInterrupt):
            assemble.build(Settings(corpus=mini_corpus), tmp_path / "one", "1.0.0", text="none")
    [left] = [path for path in tmp_path.rglob("withheld") if path.is_dir()]
    (left / "data" / "train-00009-of-00010.parquet").write_text("of before")
    assemble.build(Settings(corpus=mini_corpus), tmp_path / "one", "1.0.0", text="none")
    assert checksums.read(tmp_path / "one") == checksums.read(variants / "none")


def test_where_there_are_no_hard_links_what_stays_is_copied(
    mini_corpus, mini_release, tmp_path, monkeypatch
):
    def no_links(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    name = rows(mini_release, "articles")[0]["article_id"]
    out, corpus = tmp_path / "release", taken_down(mini_corpus, tmp_path, name)
    assemble.build(Settings(corpus=corpus), out, "1.0.0")
    assert rows(out, "blocks") == rows(mini_release, "blocks")
    assert verify.verify(out, corpus) == []


def test_what_leaves_nothing_out_withholds_nothing():
    assert not withhold.Withheld()
    assert withhold.from_record({}) == withhold.Withheld("full", ())


def stop(*_):
    raise KeyboardInterrupt


@pytest.mark.parametrize("mode", ["none", "shuffled"])
def test_every_document_says_that_there_is_no_text(variants, mini_release, mode):
    told = withhold.summary({"withheld": {"text": mode}})
    for name in ("README.md", "DATASHEET.md", "CITATION.cff", "croissant.json", "datacite.json"):
        assert told in (variants / mode / name).read_text("utf-8")
        assert "without text" not in (mini_release / name).read_text("utf-8")
    without = {"none": " without text", "shuffled": " with its words shuffled"}[mode]
    assert f"Version 1.0.0{without}, identity sha256:" in juku.cite(variants / mode)[-1].text
    assert juku.verify(variants / mode) == []
