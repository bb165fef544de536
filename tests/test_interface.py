"""The functions of `import juku`, called as a script does: again and again in one process."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import juku
from juku import store
from juku.cli import main
from juku.errors import ReleaseError


def test_build_is_still_the_function_after_a_build(mini_corpus, tmp_path):
    """Importing the package ``juku.build`` must not put it in the function's place."""
    script = """
import sys
from pathlib import Path
import juku
corpus, out = sys.argv[1:]
one = juku.build(corpus, Path(out) / "one", "1.0.0", segmenter="jieba", votes=False)
two = juku.build(corpus, Path(out) / "two", "1.0.0", segmenter="jieba", votes=False)
assert one.identity == two.identity
"""
    words = [sys.executable, "-c", script, str(mini_corpus), str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_errors_can_be_named_before_one_is_raised():
    words = [sys.executable, "-c", "import juku; print(juku.errors.JukuError.__name__)"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout == "JukuError\n", done.stderr


@pytest.mark.parametrize("form", [Path, str])
def test_one_page_may_be_given_alone(tmp_path, form):
    (tmp_path / "a.txt").write_text("标题\n\n一句。\n", "utf-8")
    juku.new(tmp_path / "corpus")
    added = juku.add(
        tmp_path / "corpus", form(tmp_path / "a.txt"), publisher="demo", date="2024-11-04"
    )
    assert [entry.id for entry in added] == ["a"]
    assert juku.remove(tmp_path / "corpus", "a").pages == ("pages/a.txt",)


@pytest.mark.parametrize(
    "day", [dt.date(2024, 11, 4), dt.datetime(2024, 11, 4, 23, 59, tzinfo=dt.UTC)], ids=str
)
def test_the_day_of_a_page_may_be_a_date(tmp_path, day):
    (tmp_path / "a.txt").write_text("一句。\n", "utf-8")
    juku.new(tmp_path / "corpus")
    (entry,) = juku.add(tmp_path / "corpus", tmp_path / "a.txt", publisher="demo", date=day)
    assert entry.published == dt.date(2024, 11, 4)


def test_the_fields_of_an_archive_may_have_any_name(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"正文, 全 ": "一句。"}\n', "utf-8")
    juku.new(tmp_path / "corpus")
    named = {"text": "正文, 全 "}
    said = {"publisher": "demo", "date": "2024-11-04", "map": named}
    (entry,) = juku.add(tmp_path / "corpus", [tmp_path / "a.jsonl"], **said)
    assert entry.map == named
    assert juku.validate(tmp_path / "corpus") == []
    assert juku.build(tmp_path / "corpus", tmp_path / "out", "1.0.0").rows["articles"] == 1


def test_show_gives_what_the_command_prints(mini_corpus, mini_release, capsys):
    sentence, article = (
        store.read(mini_release, table, [name])[name][0].as_py()
        for table, name in (("sentences", "sentence_id"), ("articles", "article_id"))
    )
    source = store.read(mini_release, "articles", ["source"])["source"][0].as_py()
    for words, shown in (
        ([mini_release, sentence], juku.show(mini_release, sentence)),
        (
            [mini_release, article, "--corpus", mini_corpus],
            juku.show(mini_release, article, corpus=mini_corpus),
        ),
        ([mini_corpus, "--page", source], juku.show(mini_corpus, page=source)),
    ):
        assert main(["show", *map(str, words)]) == 0
        assert capsys.readouterr().out == f"{shown}\n"
        assert "【" in shown or "--corpus" not in words


@pytest.mark.parametrize(
    ("named", "fact"),
    [({}, "nothing"), ({"name": "one", "page": "pages/a.txt"}, "a row and a page")],
)
def test_show_is_asked_for_one_thing(mini_corpus, named, fact):
    with pytest.raises(ReleaseError, match=f"names {fact}; give an id, or --page SOURCE"):
        juku.show(mini_corpus, **named)
