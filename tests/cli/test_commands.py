"""The commands as a newcomer types them."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyarrow.lib import ArrowException

import juku
from juku import store
from juku.cli import main
from juku.cli.commands import COMMANDS


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "received" / "page one.txt"
    path.parent.mkdir()
    path.write_bytes("# 标题\r\n\r\n“正文”一句。\n".encode())
    return path


def add(corpus: Path, *pages: Path, **options: str) -> int:
    words = {"publisher": "demo", "date": "2024-11-04", **options}
    pairs = [word for name, value in words.items() for word in (f"--{name}", value)]
    return main(["add", str(corpus), *map(str, pages), *pairs])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as done:
        main([name, "--help"])

    assert done.value.code == 0
    assert f"juku {name}" in capsys.readouterr().out.split("options:")[0]


@pytest.mark.parametrize("name", ["juku", "juku.cli"])
def test_the_package_runs_as_the_command_does(name: str) -> None:
    words = [sys.executable, "-m", name, "--version"]
    done = subprocess.run(words, capture_output=True, text=True, check=True)

    assert done.stdout == f"juku {juku.__version__}\n"


def test_a_corpus_from_nothing_to_a_release(
    tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, out = tmp_path / "my corpus", tmp_path / "my-1.0.0"

    assert main(["new", str(corpus)]) == 0
    assert add(corpus, page) == 0
    assert main(["validate", str(corpus)]) == 0
    assert main(["build", str(corpus), "--out", str(out), "--version", "1.0.0"]) == 0
    assert main(["validate", str(out), "--corpus", str(corpus)]) == 0
    capsys.readouterr()
    shown = []
    for page_of in ("pages/page_one.txt", "page_one"):
        assert main(["show", "--page", page_of, str(corpus)]) == 0
        shown.append(capsys.readouterr().out)
    assert "title" in shown[0]
    assert shown[0] == shown[1]


def test_pages_are_copied_byte_for_byte(tmp_path: Path, page: Path) -> None:
    main(["new", str(tmp_path / "c")])

    add(tmp_path / "c", page)

    assert (tmp_path / "c" / "pages" / "page_one.txt").read_bytes() == page.read_bytes()
    line = json.loads((tmp_path / "c" / "manifest.jsonl").read_text("utf-8"))
    assert (line["id"], line["published"]) == ("page_one", "2024-11-04")


def test_either_all_pages_are_added_or_none(
    tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", str(tmp_path / "c")])

    other = page.with_name("page_one.md")
    other.write_text("另一页。", "utf-8")
    assert add(tmp_path / "c", page, tmp_path / "no such page", other) == 1

    said = capsys.readouterr().err
    assert "no such page: is not a file" in said
    assert f"a page named page_one is made of {page}" in said
    assert (tmp_path / "c" / "manifest.jsonl").read_bytes() == b""
    assert list((tmp_path / "c" / "pages").iterdir()) == []


@pytest.mark.parametrize(
    ("options", "fact"),
    [
        ({"date": "4 November"}, "juku: --date: is '4 November'; it must be YYYY-MM-DD"),
        ({"publisher": "——"}, "juku: --publisher: is '——'; it must be letters, digits and `_`"),
        ({"evidence": "I think so"}, "juku: --evidence: is 'I think so'"),
        ({"map": "title"}, "--map: is 'title'; write title=headline,text=content"),
    ],
)
def test_what_is_given_with_a_page_is_checked(
    tmp_path: Path,
    page: Path,
    capsys: pytest.CaptureFixture[str],
    options: dict[str, str],
    fact: str,
) -> None:
    main(["new", str(tmp_path / "c")])

    assert add(tmp_path / "c", page, **options) == 1
    assert fact in capsys.readouterr().err
    assert list((tmp_path / "c" / "pages").iterdir()) == []


def test_a_folder_is_added_and_told_of_when_it_is_added_again(
    tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "c"
    main(["new", str(corpus)])
    (page.parent / "notes.pdf").write_bytes(b"%PDF")
    capsys.readouterr()
    for became in ("1 added", "1 there already"):
        assert add(corpus, page.parent) == 0
        said = capsys.readouterr()
        assert said.out.splitlines()[-1] == f"{corpus}: {became}, 1 passed over"
        assert said.err.startswith(f"juku: note: {page.parent / 'notes.pdf'}: passed over")
    assert main(["validate", str(corpus)]) == 0


def test_a_page_without_text_is_added_and_told(
    tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = [page.with_name(f"{name}.txt") for name in ("empty", "mark", "nothing")]
    for one, data in zip(blank, (b"", b"\xef\xbb\xbf", bytes(9)), strict=True):
        one.write_bytes(data)
    blank.insert(1, page.with_name("lines.md.gz"))
    blank[1].write_bytes(gzip.compress(b"\n \r\n"))
    main(["new", str(tmp_path / "c")])
    assert add(tmp_path / "c", page.parent) == 0
    said = capsys.readouterr()
    assert said.err == "".join(f"juku: note: {one}: has no text\n" for one in blank)
    assert "5 added" in said.out


def test_a_tree_of_days_is_added_by_its_paths_and_one_day_for_all_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in (4, 5, 6):
        page = tmp_path / "texts" / f"2024/11/0{number}" / "p.txt"
        page.parent.mkdir(parents=True)
        page.write_text(f"第{number}天。", "utf-8")
    told = {
        "path": "",
        "2024-11-04": "juku: note: 2 got 2024-11-04 and name another day in their paths "
        "(2024/11/05/p.txt, …); `--date path` takes that one, once they are out again with "
        "`juku remove`\n",
    }
    for date, note in told.items():
        main(["new", str(tmp_path / date)])
        assert add(tmp_path / date, tmp_path / "texts", date=date) == 0
        assert capsys.readouterr().err == note


def test_new_leaves_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    assert main(["new", str(tmp_path)]) == 1
    assert "is there already; name a new folder" in capsys.readouterr().err


def test_show_marks_a_sentence_on_its_page(
    first_release: Path, first_corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import pyarrow.parquet as pq

    rows = pq.read_table(first_release / "data").to_pylist()
    row = next(r for r in rows if "月球探测车免充气轮胎" in r["text"])

    main(["show", str(first_release), row["sentence_id"], "--corpus", str(first_corpus)])

    printed = capsys.readouterr().out
    assert "【米其林将亚洲首发可适应月球上极端恶劣条件的“月球探测车免充】" in printed
    assert "【气轮胎”；" in printed


def test_show_says_all_that_a_reading_is(mini_release: Path) -> None:
    shown = juku.show(mini_release, "linjiang-20240613-3f628c57.0006").splitlines()
    assert [line for line in shown if line.startswith(("  quantity", "  date"))] == [
        "  quantity: 1.2亿元 (value 120000000.0, unit 元, kind cardinal)",
        "  quantity: 38个 (value 38.0, unit 个, kind cardinal)",
        "  quantity: 5600多户 (value 5600.0, unit 户, approx 多, kind cardinal)",
        "  date: 去年以来 (from 2023-01-01, to 2024-06-13, kind period)",
    ]


def test_show_prints_an_article(first_release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import pyarrow.parquet as pq

    name = pq.read_table(first_release / "articles")["article_id"][2].as_py()

    assert main(["show", str(first_release), name]) == 0
    assert "合作共赢创未来" in capsys.readouterr().out


def test_what_a_page_holds_does_not_steer_the_terminal_that_shows_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, out = tmp_path / "page.txt", tmp_path / "c-1.0.0"
    page.write_bytes("标题\r\n\r\n正文\x1b[31m有一句\x00话，\u202e又一句。\r\n".encode())
    assert main(["new", str(tmp_path / "c")]) == add(tmp_path / "c", page) == 0
    assert main(["build", str(tmp_path / "c"), "--out", str(out), "--version", "1.0.0"]) == 0
    sentence = store.read(out, "sentences").to_pylist()[-1]
    assert "\x1b[31m" in sentence["text"]
    capsys.readouterr()
    corpus = ["--corpus", str(tmp_path / "c")]
    for call in (
        ["show", "--page", "pages/page.txt", str(tmp_path / "c")],
        ["show", str(out), sentence["sentence_id"], *corpus],
        ["show", str(out), sentence["article_id"], *corpus],
        ["explain", str(out), sentence["sentence_id"], *corpus],
    ):
        assert main(call) == 0
        shown = capsys.readouterr().out
        assert "正文␛[31m有一句␀话，\ufffd又一句。" in shown
        assert set("\x00\x1b\r\u202e").isdisjoint(shown)


@pytest.mark.parametrize(
    "words", [["show", "RELEASE", "none-20241104-00000000"], ["show", "RELEASE"]]
)
def test_show_of_nothing_says_what_to_do(
    words: list[str], first_release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main([str(first_release) if word == "RELEASE" else word for word in words])

    assert status == 1
    assert "; " in capsys.readouterr().err


def test_validate_names_a_broken_law(
    mini_release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import pyarrow.parquet as pq

    from juku import store

    broken = shutil.copytree(mini_release, tmp_path / "broken")
    path = next((broken / "data").iterdir())
    rows = pq.read_table(path).to_pylist()
    rows[0]["tokens"][0] = "别的"
    rows[1]["text_norm"] += "。"
    import pyarrow as pa

    from juku import contract

    store.write(pa.Table.from_pylist(rows, schema=contract.schema("sentences")), "sentences", path)

    assert main(["validate", str(broken)]) == 1
    said = capsys.readouterr().out
    assert f"{rows[0]['sentence_id']}: tokens: '别的' at 0 is not the next slice" in said
    assert f"{rows[1]['sentence_id']}: text_norm: is not what the edits make" in said
    assert "its bytes are not those that SHA256SUMS lists" in said


def test_a_reader_that_has_seen_enough_is_no_error(first_corpus: Path) -> None:
    line = f"{sys.executable} -m juku.cli show --page pages/000_577c0f1ad0787dab.txt {first_corpus}"
    done = subprocess.run(
        f"{line} | head -1", shell=True, capture_output=True, text=True, check=True
    )

    assert done.stderr == ""


def test_pages_with_chinese_names_keep_them(tmp_path: Path) -> None:
    main(["new", str(tmp_path / "语料")])
    pages = [tmp_path / "第一版.txt", tmp_path / "第二版.txt"]
    for page in pages:
        page.write_text(f"{page.stem}。", "utf-8")

    assert add(tmp_path / "语料", *pages) == 0
    assert main(["validate", str(tmp_path / "语料")]) == 0
    found = sorted(path.name for path in (tmp_path / "语料" / "pages").iterdir())
    assert found == ["第一版.txt", "第二版.txt"]
    assert json.loads((tmp_path / "语料" / "about.json").read_text("utf-8"))["name"] == "语料"


def test_validate_says_how_much_of_an_archive_it_looked_at(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, page, archive = tmp_path / "c", tmp_path / "a.txt", tmp_path / "b.jsonl"
    main(["new", str(corpus)])
    page.write_text("正文。", "utf-8")
    archive.write_text('{"title": "题", "text": "正文。"}', "utf-8")
    add(corpus, page)
    capsys.readouterr()
    main(["validate", str(corpus)])
    assert capsys.readouterr().out == f"{corpus}: no findings\n"
    add(corpus, archive)
    capsys.readouterr()
    main(["validate", str(corpus)])
    looked = "no findings, of each archive in its first 100 records"
    assert capsys.readouterr().out == f"{corpus}: {looked}\n"


def test_who_a_corpus_is_of_is_asked_for_until_it_is_said(
    tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, build = tmp_path / "c", ["--out", str(tmp_path / "r"), "--version", "1.0.0"]
    main(["new", str(corpus)])
    add(corpus, page)
    about = json.loads((corpus / "about.json").read_text("utf-8"))
    notes = {
        "Unnamed 2000-01-01": "creators, released: are as `juku new` wrote",
        "临江大学 2000-01-01": "released: is as `juku new` wrote",
        "临江大学 2024-12-01": None,
    }
    for said, note in notes.items():
        creator, released = said.split()
        about |= {"creators": [creator], "released": released}
        (corpus / "about.json").write_text(json.dumps(about, ensure_ascii=False), "utf-8")
        shutil.rmtree(tmp_path / "r", ignore_errors=True)
        own = f"{corpus}/about.json: {note}; "
        for words, begins in (
            (["validate", str(corpus)], own),
            (["build", str(corpus), *build], own),
            (["cite", str(tmp_path / "r")], f"{tmp_path}/r/provenance.json: about: {note}, "),
        ):
            capsys.readouterr()
            assert main(words) == 0
            err = capsys.readouterr().err
            if note is None:
                assert err == ""
            else:
                assert err.startswith(f"juku: note: {begins}")
                assert err.count("\n") == 1


@pytest.mark.parametrize("words", [["ngrams", "r", "--n", "2"], ["build", "c", "d", "--out", "x"]])
def test_what_a_command_does_not_know_is_told_with_its_own_usage(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert err.startswith(f"usage: juku {words[0]} ")


@pytest.mark.parametrize(
    "options",
    [
        ["--where", 'role="title"', "--where", "month>10"],
        ["--limit", "2", "--lim=3"],
        ["--where", "month>10", "--where", "month>10"],
    ],
    ids=" ".join,
)
def test_of_an_option_that_is_given_twice_neither_is_forgotten_without_a_word(
    options: list[str], mini_release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["find", str(mini_release), '"发展"', *options])

    assert ended.value.code == 2
    told = capsys.readouterr().err.splitlines()[-1]
    assert told == f"juku find: error: argument {options[0]}: is given twice; give it once"


def test_pages_added_at_once_are_all_listed(tmp_path: Path) -> None:
    main(["new", str(tmp_path / "c")])
    running = []
    for number in range(4):
        page = tmp_path / f"page{number}.txt"
        page.write_text(f"正文{number}。", "utf-8")
        words = ["add", str(tmp_path / "c"), str(page), "--publisher", "p", "--date", "2024-11-04"]
        running.append(subprocess.Popen([sys.executable, "-m", "juku.cli", *words]))

    assert [process.wait() for process in running] == [0] * 4
    assert (tmp_path / "c" / "manifest.jsonl").read_text("utf-8").count("\n") == 4
    assert main(["validate", str(tmp_path / "c")]) == 0


def test_a_build_beside_another_of_the_same_is_refused(
    mini_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from juku.build.running.alone import alone
    from juku.release import workplace

    work = workplace.of(tmp_path / "out")
    work.mkdir()
    with alone(work, wait=False):
        words = ["build", str(mini_corpus), "--out", str(tmp_path / "out"), "--version", "1.0.0"]
        assert main(words) == 1

    assert "another process is at work there" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_release_of_another_version_is_not_taken_for_this_one(
    mini_corpus: Path, mini_release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["build", str(mini_corpus), "--out", str(mini_release), "--version", "2.0.0"]

    assert main(words) == 1
    assert "is version 1.0.0, not 2.0.0" in capsys.readouterr().err


def test_a_field_that_is_not_ours_is_refused(
    tmp_path: Path, page: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["new", str(tmp_path / "c")])

    assert add(tmp_path / "c", page, map="titel=headline") == 1
    assert "titel: not ours; our fields are title, text" in capsys.readouterr().err


def test_output_that_cannot_hold_chinese_shows_escapes(mini_corpus: Path) -> None:
    words = ["show", "--page", "pages/p1.txt", str(mini_corpus)]
    done = subprocess.run(
        [sys.executable, "-m", "juku.cli", *words],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )

    assert b"\\u8001\\u8857" in done.stdout


STOPPED = """
import sys

class Stopper:
    def find_spec(self, name, *_):
        if name == sys.argv[1]:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Stopper())
from juku.cli import main
sys.exit(main(["find", *sys.argv[2:]]))
"""


@pytest.mark.parametrize("module", ["juku.cli.running", "juku.cli.find", "pyarrow", "numpy"])
def test_a_command_that_is_stopped_while_it_is_loaded_says_so(
    mini_release: Path, module: str
) -> None:
    words = [sys.executable, "-c", STOPPED, module, str(mini_release), "[]"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    said = "juku: stopped; run the same command again to go on\n"
    assert (done.returncode, done.stdout, done.stderr) == (130, "", said)


ENDED = """
import os, sys

class Ender:
    def find_spec(self, name, *_):
        if name == "pyarrow":
            os.kill(os.getpid(), int(number))

sys.meta_path.insert(0, Ender())
from juku.cli import main
number = sys.argv.pop(1)
sys.exit(main())
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_command_that_a_scheduler_or_a_closed_terminal_ends_says_so(
    mini_release: Path, number: int
) -> None:
    # Tests that ``nohup`` began ignore the signal, and so would what they start.
    code = f"import signal; signal.signal({int(number)}, signal.SIG_DFL)\n{ENDED}"
    words = [sys.executable, "-c", code, str(int(number)), "find", str(mini_release), "[]"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    said = "juku: stopped; run the same command again to go on\n"
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, "", said)


def test_a_signal_that_is_ignored_stays_so(mini_release: Path) -> None:
    """What ``nohup`` began goes on when its terminal is closed."""
    code = f"import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n{ENDED}"
    words = [sys.executable, "-c", code, str(int(signal.SIGHUP)), "find", str(mini_release), "[]"]
    assert subprocess.run(words, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize(
    ("error", "begins"),
    [
        (MemoryError(), "there was no memory left; "),
        (RuntimeError("can't start new thread"), "the system gave no other thread; "),
        (
            ArrowException("Unknown error: Failed to launch worker thread: no"),
            "the system gave no ",
        ),
    ],
    ids=["memory", "a thread", "a thread of Arrow"],
)
def test_where_the_system_gives_no_more_one_line_says_so(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    begins: str,
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr("juku.cli.build.run", refuse)
    assert main(["build", str(tmp_path), "--out", str(tmp_path / "o"), "--version", "1.0.0"]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"juku: {begins}")
    assert said.count("\n") == 1


def test_hardly_anything_is_loaded_before_a_command_can_be_stopped() -> None:
    source = Path(juku.__file__).parents[1]
    slow = {"argparse", "dataclasses", "email", "importlib.metadata", "pathlib", "typing"}
    code = f"import sys; sys.path.insert(0, {str(source)!r}); import juku.cli; "
    code += f"print(sorted({slow} & set(sys.modules)))"
    # Without -S, what an environment adds to the path loads some of them for its own ends.
    words = [sys.executable, "-S", "-c", code]
    done = subprocess.run(words, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


@pytest.mark.parametrize("place", ["there", "nowhere"])
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_what_would_go_to_a_closed_stream_goes_nowhere(
    mini_release: Path, place: str, closed: str
) -> None:
    """As where cron runs ``juku … >&-``; an error is not printed where an answer is expected."""
    release = mini_release if place == "there" else mini_release / place
    line = f'"$0" -m juku.cli find "$1" "[]" --limit 1 {closed}'
    words = ["sh", "-c", line, sys.executable, str(release)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)

    assert done.returncode == (0 if place == "there" else 1)
    assert bool(done.stdout) == (place == "there" and closed == "2>&-")
    assert bool(done.stderr) == (place == "nowhere" and closed == ">&-")
    assert "Traceback" not in done.stderr


WITHOUT_CHINESE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def test_words_that_are_not_utf8_are_named(mini_corpus: Path) -> None:
    words = ["find", str(mini_corpus), b"\xff\xfe"]
    done = subprocess.run(
        [sys.executable, "-m", "juku.cli", *words], capture_output=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr == (
        b"juku: argument 3: '\\udcff\\udcfe': is not UTF-8; write it in UTF-8, or rename the file\n"
    )


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["find", "", "人民"], "argument 2: ''"),
        (["count", "CORPUS", ""], "argument 3: ''"),
        (["build", "CORPUS", "--out=", "--version", "1.0.0"], "argument 3: '--out='"),
        (["build", "CORPUS", "--version", "1.0.0", "--out", ""], "argument 6: ''"),
    ],
)
def test_empty_words_are_refused_and_not_taken_for_the_folder_one_is_in(
    mini_corpus: Path, capsys: pytest.CaptureFixture[str], words: list[str], named: str
) -> None:
    assert main([str(mini_corpus) if word == "CORPUS" else word for word in words]) == 1
    assert capsys.readouterr().err == (f"juku: {named}: is empty; give a value, or leave it out\n")


def test_a_value_with_an_equals_sign_at_its_end_is_not_empty(
    mini_release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["count", str(mini_release), "人", "--where=role ="]) == 1
    assert "is empty" not in capsys.readouterr().err


@pytest.mark.parametrize("address", ["nowhere", "tcp://127.0.0.1:port", "tls://127.0.0.1:1"])
def test_an_address_that_no_scheduler_can_have_is_one_clear_error(
    mini_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    pytest.importorskip("distributed")
    words = ["build", str(mini_corpus), "--out", str(tmp_path / "o"), "--version", "1.0.0"]
    assert main([*words, "--backend", "dask", "--address", address]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"juku: --address {address}: no scheduler answers (")
    assert len(said.splitlines()) == 1
    assert not (tmp_path / "o").exists()


@pytest.mark.parametrize("out", ["语料-1.0.0", "out-1.0.0"], ids=["out", "page"])
def test_file_names_that_cannot_hold_chinese_are_one_clear_error(tmp_path: Path, out: str) -> None:
    main(["new", str(tmp_path / "c")])
    (tmp_path / "第一版.txt").write_text("正文。", "utf-8")
    add(tmp_path / "c", tmp_path / "第一版.txt")
    words = ["build", str(tmp_path / "c"), "--out", str(tmp_path / out), "--version", "1.0.0"]
    done = subprocess.run(
        [sys.executable, "-m", "juku.cli", *words],
        capture_output=True,
        env={**os.environ, **WITHOUT_CHINESE},
        check=False,
    )

    said = done.stderr.decode("ascii")
    assert done.returncode == 1
    assert len(said.splitlines()) == 1
    assert "has no Chinese; set PYTHONUTF8=1" in said


def test_a_record_of_an_archive_is_shown_as_it_is_built_and_can_be_curated(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus, archive = tmp_path / "c", tmp_path / "a.jsonl"
    archive.write_text('{"title": "题", "text": "第一段正文。\\n第二段正文。"}', "utf-8")
    main(["new", str(corpus)])
    add(corpus, archive)
    with (corpus / "curation" / "corrections.tsv").open("a", encoding="utf-8") as rows:
        rows.write("pages/a.jsonl#1\t2\tfurniture\t\tno text\n")
    capsys.readouterr()
    assert main(["validate", str(corpus)]) == 0
    assert main(["show", "--page", "pages/a.jsonl#1", str(corpus)]) == 0
    kinds = [line.split()[1] for line in capsys.readouterr().out.splitlines()[1:6]]
    assert kinds == ["title", "blank", "furniture", "blank", "paragraph"]


@pytest.mark.parametrize("option", ["--previous", "--datasheet"])
def test_what_a_build_needs_at_its_end_is_asked_for_at_its_beginning(
    mini_corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    out, lost = tmp_path / "out", str(tmp_path / "lost")
    assert main(["build", str(mini_corpus), "--out", str(out), "--version", "1.0.0", option, lost])
    assert re.search(rf"{re.escape(lost)}: is (not there|no file); ", capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: path.write_bytes(b"\xff\n{}\n"), ":1: is no record of a release ("),
        (lambda path: path.write_text("[]"), ":1: is no record of a release ("),
        (lambda path: path.mkdir(), ": cannot be read (Is a directory); put the file back"),
    ],
)
def test_validate_finds_records_of_releases_that_a_build_would_refuse(
    mini_corpus: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    damage: Callable[[Path], object],
    message: str,
) -> None:
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    damage(corpus / "releases.jsonl")

    assert main(["validate", str(corpus)]) == 1
    assert f"{corpus / 'releases.jsonl'}{message}" in capsys.readouterr().out
    assert main(["build", str(corpus), "--out", str(tmp_path / "o"), "--version", "1.0.0"]) == 1
    assert f"{corpus / 'releases.jsonl'}{message}" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()
