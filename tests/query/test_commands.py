"""The commands that ask a release, as a person types them."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from juku.cli import main
from juku.release import checksums


def raised(error):
    raise error


def retyped(name, value):
    """What writes a column of a Parquet file anew, with ``value`` in every row."""

    def damage(path):
        table = pq.read_table(path)
        at = table.column_names.index(name)
        pq.write_table(table.set_column(at, name, pa.array([value] * table.num_rows)), path)

    return damage


@pytest.fixture(autouse=True)
def _cache(news, monkeypatch):
    monkeypatch.setenv("JUKU_CACHE", str(news.folder / "cache"))


@pytest.fixture
def run(news, capsys):
    """``run("count", '"改革"')`` → status, output, errors; the release comes after the command."""

    def asked(command, *arguments):
        status = main([command, str(news.path), *map(str, arguments)])
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return asked


COMMANDS = {
    "find": (
        ['"改革"', "--sort", "R1", "--sample", "3"],
        lambda q: q.find('"改革"', sort=["R1"], sample=3),
    ),
    "count": (['"改革"', "--by", "word,year"], lambda q: q.count('"改革"', by=["word", "year"])),
    "words": (["--limit", "5"], lambda q: q.words(limit=5)),
    "ngrams": (["3", "--attribute", "upos"], lambda q: q.ngrams(3, attribute="upos")),
    "collocates": (['"改革"', "--left", "2"], lambda q: q.collocates('"改革"', left=2)),
    "keyness": (["--where", 'publisher="甲报"'], lambda q: q.keyness(where='publisher="甲报"')),
    "compare": (
        ['"改革"', "--where", 'publisher="甲报"'],
        lambda q: q.compare('"改革"', where='publisher="甲报"'),
    ),
    "dispersion": (['"改革"', "--over", "day"], lambda q: q.dispersion('"改革"', over="day")),
    "trend": (['"改革"', "--by", "year"], lambda q: q.trend('"改革"', by="year")),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_gives_what_the_method_of_its_name_gives(news, run, command):
    arguments, ask = COMMANDS[command]
    status, out, _ = run(command, *arguments, "--format", "json")
    document = json.loads(out)
    result = ask(news.questions)
    assert status == 0
    assert len(document["rows"]) == len(result) > 0
    assert document["about"]["options"] == result.about.options
    assert document["about"]["figures"] == result.about.figures


@pytest.mark.parametrize("command", COMMANDS)
def test_a_saved_question_is_the_same_when_it_is_rerun(run, command, tmp_path, capsys):
    path = tmp_path / "query.json"
    run(command, *COMMANDS[command][0], "--save", path)
    assert main(["rerun", str(path)]) == 0
    assert "the same" in capsys.readouterr().out


def test_a_rerun_with_other_hits_has_status_1(run, tmp_path, capsys, make_release):
    path = tmp_path / "query.json"
    run("find", '"改革"', "--save", path)
    other = make_release([make_release.Story(["改革"])])
    assert main(["rerun", str(path), str(other)]) == 1
    assert "different: 1 hit" in capsys.readouterr().out


def test_a_screen_has_fifty_rows_unless_all_are_asked_for(run):
    _, some, _ = run("find", '"改革"')
    _, every, _ = run("find", '"改革"', "--all")
    assert len(some.splitlines()) == 2 + 50 + 1
    assert len(every.splitlines()) > 60
    assert re.fullmatch(r"… \d+ more rows; --all prints them", some.splitlines()[-1])
    assert "--all" not in every


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "tsv", "parquet", "txt"])
def test_a_file_has_all_rows(news, run, ending, tmp_path):
    path = tmp_path / f"hits.{ending}"
    status, out, _ = run("find", '"改革"', "--output", path)
    assert status == 0
    rows = len(news.questions.find('"改革"'))
    assert out == f"{path}: {rows:,} rows\n"
    assert path.stat().st_size > 0


def test_characters_are_found_wherever_words_are_cut(run):
    _, out, _ = run("find", "革发", "--chars", "--width", "all", "--format", "csv")
    assert "cuts_word" in out


def test_sql_is_a_command(run):
    pytest.importorskip("duckdb")
    _, out, _ = run("sql", "SELECT count(*) AS n FROM sentences", "--format", "json")
    assert json.loads(out)["rows"][0]["n"] > 0


@pytest.mark.parametrize("form", ["conllu", "vertical", "tei", "text"])
def test_export_names_what_it_wrote(run, form, tmp_path):
    status, out, _ = run("export", form, tmp_path / "out.x")
    assert status == 0
    assert [line for line in out.splitlines() if not line.endswith((".x", ".registry"))] == []


def test_a_picture_is_drawn(run, tmp_path):
    pytest.importorskip("matplotlib")
    run("trend", '"改革"', "--plot", tmp_path / "trend.svg")
    assert (tmp_path / "trend.svg").read_text("utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["find", '"改革'], "query: "),
        (["find", '"改革"', "--sort", "colour"], "no 'colour'"),
        (["count", '"改革"', "--where", "x"], "x"),
        (["collocates", '"改革"', "--order", "beauty"], "use one of g2"),
        (["compare", '"改革"'], "no part to compare"),
        (["words", "--format", "parquet"], "give --output"),
    ],
)
def test_a_mistake_is_one_message_and_status_1(run, arguments, message):
    command, *rest = arguments
    status, out, err = run(command, *rest)
    assert (status, out) == (1, "")
    assert err.startswith("juku: ")
    assert message in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments", [("words", "--format", "csv", "--output"), ("export", "text")], ids=lambda a: a[0]
)
def test_a_pipe_gets_the_answer_and_nothing_else(news, arguments):
    command, *rest = arguments
    words = [sys.executable, "-m", "juku.cli", command, str(news.path), *rest]
    piped = subprocess.run([*words, "/dev/stdout"], capture_output=True, text=True, check=True)
    assert "改革" in piped.stdout
    assert "/dev/stdout" not in piped.stdout


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("command", ["find", "count", "trend", "dispersion", "compare"])
def test_more_characters_than_tokens_are_no_share_of_them(run, command, tmp_path):
    part = ["--where", 'publisher="甲报"'] if command == "compare" else []
    saved = tmp_path / "q.json"
    status, out, _ = run(command, "?", "--chars", *part, "--format", "json", "--save", saved)
    document = json.loads(out, parse_constant=pytest.fail)
    assert status == 0
    if command == "compare":
        assert document["rows"][0]["odds_ratio"] is None
        assert document["rows"][0]["odds_high"] is None
    else:
        assert document["about"]["figures"]["per_million"] > 1e6
        assert document["about"]["figures"]["interval"] is None
    assert main(["rerun", str(saved)]) == 0


def test_two_files_do_not_fit_in_one_pipe(run):
    status, _, shown = run("export", "vertical", "/dev/stdout")
    assert status == 1
    assert "/dev/stdout: is no place for two files, text and registry; name a file" in shown


def test_a_release_that_is_not_there_is_named(capsys, tmp_path):
    assert main(["count", str(tmp_path / "none"), '"改革"']) == 1
    assert "none" in capsys.readouterr().err


QUICK = [
    ["find", '"改革"'],
    ["find", '"改革" :: match.n_tokens > 9'],
    ["find", '"改革"', "--format", "parquet", "--output", "OUT"],
    ["count", '"改革"'],
    ["collocates", '"改革"'],
    ["trend", '"改革"'],
    ["words"],
    ["describe"],
]


@pytest.mark.parametrize("words", QUICK, ids=" ".join)
def test_a_question_waits_for_no_library_that_it_does_not_need(news, tmp_path, words):
    """Importing pandas alone takes longer than most answers."""
    command = [words[0], str(news.path), *words[1:]]
    command = [str(tmp_path / "out") if word == "OUT" else word for word in command]
    code = (
        f"import sys; from juku.cli import main; sys.argv[1:] = {command!r}; main(); "
        "heavy = {'pandas', 'polars', 'duckdb', 'datasets', 'scipy', 'matplotlib', 'jieba'}; "
        "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


OUTPUTS = [
    ("find", ['"改革"'], "--output", "x.csv"),
    ("words", [], "--output", "x.parquet"),
    ("count", ['"改革"'], "--save", "q.json"),
    ("trend", ['"改革"'], "--plot", "x.svg"),
    ("sql", ["SELECT 1 AS one"], "--output", "x.json"),
    ("export", ["text"], None, "x.txt"),
]


@pytest.mark.parametrize(("command", "arguments", "option", "name"), OUTPUTS)
def test_folders_of_an_output_are_made(run, tmp_path, command, arguments, option, name):
    pytest.importorskip({"trend": "matplotlib", "sql": "duckdb"}.get(command, "juku"))
    path = tmp_path / "no" / "such" / name
    status, _, err = run(command, *arguments, *filter(None, [option]), path)
    assert (status, err) == (0, "")
    assert [p.name for p in path.parent.iterdir()] == [name]


@pytest.mark.parametrize(("command", "arguments", "option", "name"), OUTPUTS)
@pytest.mark.parametrize("kind", ["folder", "in a file", "in proc"])
def test_an_output_that_cannot_be_written_is_named(
    run, tmp_path, command, arguments, option, name, kind
):
    pytest.importorskip({"trend": "matplotlib", "sql": "duckdb"}.get(command, "juku"))
    path = {"folder": tmp_path / name, "in a file": tmp_path / name / name}.get(kind)
    if path is None:
        path = Path("/proc") / name
        if not path.parent.is_dir():
            pytest.skip("this system has no /proc")
    elif kind == "folder":
        path.mkdir()
    else:
        path.parent.write_text("")
    before = sorted(tmp_path.rglob("*"))
    status, _, err = run(command, *arguments, *filter(None, [option]), path)
    assert status == 1
    assert err.startswith(f"juku: {path}: ")
    assert "name a file" in err
    assert len(err.splitlines()) == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("list.txt", b"\xff\xfe\x00\x01", "is not UTF-8"),
        ("list.parquet", b"\xff\xfe\x00\x01", "as Parquet; fetch or write the list again"),
        (
            "list.tsv",
            f"改革\t1{'0' * 30}\n".encode(),
            "its counts come to more than 1,000,",
        ),
        ("list.csv", b"# figures: {\nword,count\n", ":1: figures: is not"),
    ],
)
def test_a_reference_that_cannot_be_read_is_named(run, tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    status, out, err = run("keyness", "--reference", tmp_path / name)
    assert (status, out) == (1, "")
    assert f"{tmp_path / name}" in err
    assert message in err


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"word": ["改革", None], "count": [3, 1]}, ":2: value: is NoneType, not text"),
        ({"word": [["改革"]], "count": [3]}, ":1: value: is list, not text"),
        ({"word": ["改革"], "count": [-3]}, ":1: count: is no whole number"),
        ({"word": ["改革"], "count": [True]}, ":1: count: is no whole number"),
        ({"word": ["改革"], "count": pa.array([2**63], pa.uint64())}, "its counts come to more"),
    ],
)
def test_a_reference_in_parquet_that_is_no_list_of_words_is_refused(
    run, tmp_path, columns, message
):
    path = tmp_path / "list.parquet"
    pq.write_table(pa.table(columns), path)
    status, out, err = run("keyness", "--reference", path)
    assert (status, out) == (1, "")
    assert err.startswith(f"juku: {path}{message}" if message[0] == ":" else f"juku: {path}: ")
    assert message in err


DAMAGE = {
    "a folder": (lambda path: (path.unlink(), path.mkdir()), "cannot be read (Is a directory)"),
    "numbers for publishers": (
        retyped("publisher", 1),
        "sentences.publisher: is int64, not string",
    ),
    "strings for lists": (retyped("tokens", "词"), "sentences.tokens: is string, not list<"),
}


@pytest.mark.parametrize("case", DAMAGE)
@pytest.mark.parametrize("question", [["count", '"改革"'], ["export", "conllu", "out"]])
def test_a_release_of_other_columns_is_one_clear_error(
    mini_release, tmp_path, monkeypatch, capsys, case, question
):
    damage, fact = DAMAGE[case]
    monkeypatch.chdir(tmp_path)
    root = shutil.copytree(mini_release, tmp_path / "release")
    shard = next((root / "data").iterdir())
    damage(shard)
    checksums.write(root)
    command, *arguments = question
    assert main([command, str(root), *arguments]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"juku: {shard}: {fact}")
    assert "; " in err
    assert not (tmp_path / "out").exists()


def test_sql_over_other_columns_is_one_clear_error(mini_release, tmp_path, capsys):
    pytest.importorskip("duckdb")
    root = shutil.copytree(mini_release, tmp_path / "release")
    retyped("tokens", "词")(next((root / "data").iterdir()))
    checksums.write(root)
    assert main(["sql", str(root), "SELECT 1"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"juku: {root}: its Parquet is damaged or not of the contract (")
    assert len(err.splitlines()) == 1


def test_what_the_system_refuses_is_one_line_with_its_path(monkeypatch, capsys):
    refused = PermissionError(errno.EACCES, "Permission denied", "/far/away")
    monkeypatch.setattr("juku.cli.count.run", lambda _: raised(refused))
    assert main(["count", "release", '"改革"']) == 1
    told = "/far/away: permission denied; mend its permissions, then run the same command again"
    assert capsys.readouterr().err == f"juku: {told}\n"


def test_a_quotation_mark_may_be_a_word_of_a_list(run, tmp_path):
    path = tmp_path / "list.tsv"
    path.write_text('改革\t3\n"\t4\n发展\t5\n', "utf-8")
    status, out, _ = run("keyness", "--reference", path, "--punctuation", "--format", "json")
    assert status == 0
    assert '"' in {row["item"] for row in json.loads(out)["rows"]}


def test_keyness_without_a_reference_asks_for_one(run):
    status, _, err = run("keyness", "--once-per-story")
    assert status == 1
    assert "--where" in err
    assert "--reference" in err


LIMITED = [
    ("find", ['"改革"']),
    ("count", ['"改革"', "--by", "year"]),
    ("words", []),
    ("ngrams", ["2"]),
    ("collocates", ['"改革"']),
    ("keyness", ["--where", 'publisher="甲报"']),
    ("sql", ["SELECT 1 AS one"]),
    ("count", ['"改革"']),
]


@pytest.mark.parametrize(("command", "arguments"), LIMITED)
def test_fewer_rows_than_none_are_refused(run, command, arguments):
    if command == "sql":
        pytest.importorskip("duckdb")
    status, out, err = run(command, *arguments, "--limit", "-1")
    assert (status, out) == (1, "")
    assert "limit: -1 is less than 0" in err


@pytest.mark.parametrize(("command", "arguments"), LIMITED)
def test_more_rows_than_any_number_are_all_rows(run, command, arguments):
    if command == "sql":
        pytest.importorskip("duckdb")
    status, _, err = run(command, *arguments, "--limit", str(10**20))
    assert (status, err) == (0, "")


def test_more_values_than_any_number_are_all_values(run):
    status, _, err = run("describe", "--top", str(10**20))
    assert (status, err) == (0, "")


@pytest.mark.parametrize(("command", "arguments"), LIMITED[2:6])
def test_a_lowest_count_below_nothing_is_refused_and_a_high_one_leaves_no_row(
    run, command, arguments
):
    status, out, err = run(command, *arguments, "--minimum", "-1")
    assert (status, out) == (1, "")
    assert "minimum: -1 is less than 0" in err
    status, out, _ = run(command, *arguments, "--minimum", str(10**20), "--format", "json")
    assert (status, json.loads(out)["rows"]) == (0, [])


@pytest.mark.parametrize("side", ["--left", "--right"])
@pytest.mark.parametrize(("tokens", "message"), [("-1", "is none"), (str(10**20), "too wide")])
def test_a_window_has_a_width_that_can_be(run, side, tokens, message):
    status, out, err = run("collocates", '"改革"', side, tokens)
    assert (status, out) == (1, "")
    assert message in err


@pytest.mark.parametrize("method", ["find", "find_chars"])
def test_fewer_hits_than_none_are_refused(news, method):
    from juku.errors import QueryError

    pattern = {"find": '"改革"', "find_chars": "改革"}[method]
    with pytest.raises(QueryError, match="limit: -1"):
        getattr(news.questions.corpus, method)(pattern, limit=-1)


@pytest.mark.parametrize(
    ("command", "option", "value"),
    [
        ("count", "--seconds", "-1"),
        ("count", "--seconds", "nan"),
        ("count", "--megabytes", "-1"),
        ("compare", "--confidence", "3"),
        ("keyness", "--confidence", "0"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(run, command, option, value):
    where = [] if command == "count" else ["--where", 'publisher="甲报"']
    pattern = [] if command == "keyness" else ['"改革"']
    status, out, err = run(command, *pattern, *where, option, value)
    assert (status, out) == (1, "")
    assert err.startswith(f"juku: {option}: ")


@pytest.mark.parametrize("keys", [["-published"], ["-published", "R1"], ["R1", "-year"], ["-L1"]])
def test_the_first_sort_key_may_be_turned_round(run, news, keys):
    written = ",".join(keys)
    status, shown, errors = run("find", '"改革"', "--sort", written, "--format", "csv", "--all")
    assert (status, errors) == (0, "")
    assert shown == run("find", '"改革"', f"--sort={written}", "--format", "csv", "--all")[1]
    asked = news.questions.find('"改革"', sort=keys)
    assert asked.column("sentence_id") != news.questions.find('"改革"').column("sentence_id")
    assert all(name in shown for name in asked.column("sentence_id"))


def test_an_option_behind_sort_is_no_key(run, capsys):
    with pytest.raises(SystemExit):
        run("find", '"改革"', "--sort", "--all")
    assert "argument --sort: expected one argument" in capsys.readouterr().err
