"""Every computed document is what its validator wants, and its figures are the rows'."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

import juku
from juku import contract, store
from juku.build.corpus import about as abouts
from juku.filehash import file_sha256
from juku.release import checksums, counting, coverage, facts
from juku.release.facts import DayFacts

VALIDATORS = os.environ.get("JUKU_VALIDATORS")
"""A python whose environment has cffconvert, roc-validator and datacite (they pin old packages)."""

needs_validators = pytest.mark.skipif(
    VALIDATORS is None, reason="set JUKU_VALIDATORS to a python that has the validators"
)


def load(root, name):
    return json.loads((root / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def figures(mini_release):
    record = load(mini_release, "provenance.json")
    return counting.collect(mini_release, record["evidence"]["pages_by_day"])


def validate(code, *arguments):
    done = subprocess.run(
        [VALIDATORS, "-c", code, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_croissant_is_valid_and_its_records_are_the_parquets(mini_release, monkeypatch):
    mlc = pytest.importorskip("mlcroissant")
    monkeypatch.chdir(mini_release)
    dataset = mlc.Dataset("croissant.json")
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    for name in contract.TABLES:
        found = [plain(row, name) for row in dataset.records(name)]
        assert found == [plain(row) for row in store.read(mini_release, name).to_pylist()]


def plain(value, table=""):
    """Values as Parquet has them: mlcroissant gives text as bytes and days as timestamps."""
    if isinstance(value, dict):
        return {k.removeprefix(f"{table}/"): plain(v) for k, v in value.items()}
    if isinstance(value, bytes):
        return value.decode()
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime().date()
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, list):
        return [plain(item) for item in value]
    return None if value != value else value  # noqa: PLR0124 - NaN stands for null in pandas


def test_croissant_says_the_version_it_conforms_to_and_the_hash_of_every_shard(mini_release):
    document = load(mini_release, "croissant.json")
    assert document["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    objects = {f["@id"]: f["sha256"] for f in document["distribution"] if "sha256" in f}
    shards = [p for p in checksums.files(mini_release) if p.endswith(".parquet")]
    assert objects == {p: file_sha256(mini_release / p) for p in shards}
    assert {"rai:dataCollection", "prov:wasDerivedFrom", "prov:wasGeneratedBy"} <= document.keys()


def test_the_examples_of_the_card_run_as_they_stand(mini_release, monkeypatch, tmp_path):
    import datasets

    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    card = (mini_release / "README.md").read_text("utf-8")
    names = {}
    for code in re.findall(r"```python\n(.*?)```", card, re.DOTALL):
        exec(code.replace("PATH", str(mini_release)), names)  # noqa: S102 - our own card
    sentences, articles = (store.read(mini_release, name) for name in ("sentences", "articles"))
    assert names["sentences"].to_list() == sentences.to_pylist()
    assert names["articles"].to_list() == articles.to_pylist()
    assert names["polars_frame"]["text"].to_list() == sentences["text"].to_pylist()
    assert names["pandas_frame"]["title"].tolist() == articles["title"].to_pylist()
    assert sum(n for _, n in names["roles"]) == sentences.num_rows


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("README.md", "**License:** the text is its publishers'"),
        ("LICENSE", "The text of the articles is its publishers'"),
        ("CITATION.cff", "the text is its publishers'"),
        ("croissant.json", '"copyrightNotice": "Text: CC0'),
        ("datacite.json", '"rights": "Text: CC0'),
        ("DATASHEET.md", "The text is its publishers'"),
    ],
)
def test_wherever_a_licence_is_stated_it_is_said_whose_the_text_is(mini_release, name, says):
    assert says in (mini_release / name).read_text("utf-8")


@pytest.fixture(params=["mini_release", "by_persons"])
def cited_release(request):
    """A release of an organisation, and one of persons beside it."""
    return request.getfixturevalue(request.param)


@needs_validators
def test_the_citation_file_is_valid(cited_release):
    code = (
        "import sys; from cffconvert.cli.create_citation import create_citation\n"
        "create_citation(sys.argv[1], None).validate()"
    )
    validate(code, cited_release / "CITATION.cff")


@needs_validators
def test_the_doi_metadata_is_valid(cited_release):
    code = (
        "import json, sys; from datacite import schema45\n"
        "found = list(schema45.validator.iter_errors(json.load(open(sys.argv[1]))))\n"
        "sys.exit('\\n'.join(map(str, found)) or None)"
    )
    validate(code, cited_release / "datacite.json")


@needs_validators
def test_the_crate_has_no_issue_that_the_specification_requires(cited_release):
    validate((Path(__file__).parent / "validate_crate.py").read_text("utf-8"), cited_release)


def test_the_crate_names_every_file_of_the_release_but_itself_and_the_sums(mini_release):
    graph = load(mini_release, "ro-crate-metadata.json")["@graph"]
    named = {one["@id"]: one for one in graph if one["@type"] == "File"}
    assert set(named) == set(checksums.files(mini_release)) - {"ro-crate-metadata.json"}
    for path, one in named.items():
        assert int(one["contentSize"]) == (mini_release / path).stat().st_size


def test_the_citation_names_the_publishers_and_the_identity(mini_release, mini_corpus):
    text = (mini_release / "CITATION.cff").read_text("utf-8")
    record = load(mini_release, "provenance.json")
    assert f"sha256:{record['identity']}" in text
    for name in abouts.load(mini_corpus).publishers.values():
        assert name in text


def test_the_coverage_table_has_a_line_a_day_and_adds_up(mini_release, figures):
    head, *lines = (mini_release / "coverage.tsv").read_text("utf-8").splitlines()
    assert tuple(head.split("\t")) == coverage.COLUMNS
    sums = [sum(int(line.split("\t")[place]) for line in lines) for place in range(2, 6)]
    assert sums == [figures.pages, figures.articles, figures.sentences, figures.characters]


def chart_of(*days):
    made = [DayFacts(name, day, pages, articles, 0, 0) for name, day, pages, articles in days]
    found = type("Days", (), {"days": tuple(made)})
    return ET.fromstring(coverage.chart(found))  # noqa: S314 - our own text


def cells(chart):
    space = "{http://www.w3.org/2000/svg}"
    return {r.find(f"{space}title").text: r.get("fill-opacity") for r in chart.iter(f"{space}rect")}


def test_the_chart_tells_a_zero_from_a_gap():
    day = dt.date(2024, 11, 4)
    found = cells(chart_of(
        ("demo", day, 1, 4), ("demo", day + dt.timedelta(1), 1, 0),
        ("demo", day + dt.timedelta(3), 1, 2),
    ))  # fmt: skip
    assert found == {
        "demo 2024-11-04: 1 page, 4 articles": "1.0",
        "demo 2024-11-05: 1 page, 0 articles": "0",
        "demo 2024-11-07: 1 page, 2 articles": "0.625",
    }


def test_long_ranges_are_drawn_by_month_and_by_year():
    first = dt.date(1990, 1, 1)
    months = cells(chart_of(("a", first, 1, 1), ("a", dt.date(1991, 1, 1), 1, 1)))
    years = cells(chart_of(("a", first, 1, 1), ("a", dt.date(2020, 1, 1), 1, 1)))
    assert sorted(months) == ["a 1990-01: 1 page, 1 article", "a 1991-01: 1 page, 1 article"]
    assert sorted(years) == ["a 1990: 1 page, 1 article", "a 2020: 1 page, 1 article"]


DOC = Path(__file__).parents[2] / "docs" / "facts.md"


def test_every_figure_is_what_its_query_gives(mini_release, first_release):
    """docs/facts.md gives SQL for each figure; DuckDB must come to what the documents say."""
    import duckdb

    text = DOC.read_text("utf-8")
    queries = dict(re.findall(r"^\| `(\w+)` \| `(SELECT [^`]*)` \|$", text, re.MULTILINE))
    for root in (mini_release, first_release):
        record = load(root, "provenance.json")
        found = counting.collect(root, record["evidence"]["pages_by_day"])
        db = duckdb.connect()
        for name, folder in store.FOLDERS.items():
            db.execute(f"CREATE VIEW {name} AS FROM '{root}/{folder}/*.parquet'")
        for name, query in queries.items():
            rows, figure = db.execute(query).fetchall(), getattr(found, name)
            if isinstance(figure, dict):
                assert dict(rows) == figure, name
            else:
                assert rows == [(figure,)], name
    counted = {f for f in facts.Facts.__slots__ if f not in {"tables", "days"}}
    assert set(queries) == counted


def test_tables_and_days_are_what_their_queries_give(mini_release, figures):
    import duckdb

    db = duckdb.connect()
    for name, folder in store.FOLDERS.items():
        db.execute(f"CREATE VIEW {name} AS FROM '{mini_release}/{folder}/*.parquet'")
        said = figures.tables[name]
        ((rows,),) = db.table(name).count("*").fetchall()
        assert (said.rows, said.files) == (rows, len(store.shards(mini_release, name)))
        assert said.bytes == sum(p.stat().st_size for p in store.shards(mini_release, name))
    found = db.execute(
        "SELECT publisher, published, count(DISTINCT split_part(source, '#', 1)), count(*),"
        " sum(n_sentences)::BIGINT, sum(n_characters)::BIGINT FROM articles"
        " GROUP BY ALL ORDER BY 1, 2"
    ).fetchall()
    names = ("publisher", "day", "pages", "articles", "sentences", "characters")
    assert found == [tuple(getattr(d, n) for n in names) for d in figures.days if d.articles]


def test_every_number_of_the_card_head_is_a_figure(mini_release, figures):
    import yaml

    head = (mini_release / "README.md").read_text("utf-8").split("---\n")[1]
    for info in yaml.safe_load(head)["dataset_info"]:
        table = figures.tables[info["config_name"]]
        assert info["splits"] == [
            {"name": "train", "num_bytes": table.memory, "num_examples": table.rows}
        ]
        assert (info["download_size"], info["dataset_size"]) == (table.bytes, table.memory)
        assert [f["name"] for f in info["features"]] == list(table.columns)


@pytest.fixture(scope="module")
def with_an_archive(tmp_path_factory):
    """A page, an archive with days of its own, a record that cannot be read, and a takedown."""
    root = tmp_path_factory.mktemp("archive")
    (root / "page.txt").write_text("灯会开幕\n\n灯会昨日开幕。\n", "utf-8")
    records = [{"text": f"第{n}条。", "date": f"2024-10-0{n}"} for n in (1, 1, 2)]
    lines = [json.dumps(one, ensure_ascii=False) for one in (*records, {"title": "空"})]
    (root / "news.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    juku.new(root / "corpus")
    said = {"publisher": "demo", "date": "2024-12-31"}
    juku.add(root / "corpus", [root / "page.txt", root / "news.jsonl"], **said)
    with (root / "corpus" / "curation" / "takedowns.tsv").open("a", encoding="utf-8") as rows:
        rows.write("pages/page.txt\tits publisher asked\n")
    made = {"segmenter": "jieba", "votes": False}
    return juku.build(root / "corpus", root / "demo-1.0.0", "1.0.0", **made).path


def test_a_record_is_a_page_of_its_own_day_and_its_archive_is_none(with_an_archive):
    _, *lines = (with_an_archive / "coverage.tsv").read_text("utf-8").splitlines()
    assert [line.split("\t")[1:4] for line in lines] == [
        ["2024-10-01", "2", "2"],
        ["2024-10-02", "1", "1"],
        ["2024-12-31", "1", "1"],
    ]
    assert "| pages | 4 |" in (with_an_archive / "README.md").read_text("utf-8")


def test_what_the_rows_lack_is_told(with_an_archive):
    for name in ("README.md", "DATASHEET.md"):
        text = (with_an_archive / name).read_text("utf-8")
        assert "| articles or pages whose text was taken down | 1 |" in text
        assert "| pages or records set aside, in `failures.jsonl` | 1 |" in text
    told = load(with_an_archive, "croissant.json")["rai:dataCollectionMissingData"]
    assert told.endswith(
        "1 page or record was set aside: failures.jsonl names what could not be read."
    )
    assert juku.verify(with_an_archive) == []


def test_what_nothing_was_left_out_of_says_nothing_of_it(mini_release):
    for path in ("README.md", "DATASHEET.md", "croissant.json"):
        text = (mini_release / path).read_text("utf-8")
        assert "failures.jsonl" not in text
        assert "taken down" not in text


def test_of_one_there_is_no_plural(first_release):
    crate = load(first_release, "ro-crate-metadata.json")["@graph"]
    (run,) = (one for one in crate if one["@id"] == "#build")
    assert run["description"].startswith("From 1 file whose manifest has the SHA-256 ")
    assert "1 page, 4 articles" in (first_release / "coverage.svg").read_text("utf-8")


PERSONS = [
    "Demo Institute",
    {"family": "Wang", "given": "Xiaoming"},
    {"family": "王", "given": "二"},
]
WRITTEN = ["Demo Institute", "Xiaoming Wang", "王二"]


@pytest.fixture(scope="module")
def by_persons(mini_corpus, tmp_path_factory):
    """A release of a corpus whose about.json names persons beside an organisation."""
    root = tmp_path_factory.mktemp("persons")
    corpus = shutil.copytree(mini_corpus, root / "corpus")
    said = load(corpus, abouts.FILE) | {"creators": PERSONS}
    (corpus / abouts.FILE).write_text(json.dumps(said), "utf-8")
    return juku.build(corpus, root / "mini-1.0.0", "1.0.0", segmenter="jieba", votes=False).path


def test_a_person_is_told_as_a_person_in_every_document(by_persons):
    assert juku.verify(by_persons) == []
    assert load(by_persons, "provenance.json")["about"]["creators"] == PERSONS

    croissant = load(by_persons, "croissant.json")
    kinds = ["sc:Organization", "sc:Person", "sc:Person"]
    for field in ("creator", "publisher"):
        assert [one["@type"] for one in croissant[field]] == kinds
        assert [one["name"] for one in croissant[field]] == WRITTEN
    assert croissant["creator"][1] == {
        "@type": "sc:Person", "name": "Xiaoming Wang", "givenName": "Xiaoming",
        "familyName": "Wang",
    }  # fmt: skip

    datacite = load(by_persons, "datacite.json")
    assert datacite["creators"] == [
        {"name": "Demo Institute", "nameType": "Organizational"},
        {
            "name": "Wang, Xiaoming", "nameType": "Personal", "givenName": "Xiaoming",
            "familyName": "Wang",
        },
        {"name": "王, 二", "nameType": "Personal", "givenName": "二", "familyName": "王"},
    ]  # fmt: skip

    graph = {one["@id"]: one for one in load(by_persons, "ro-crate-metadata.json")["@graph"]}
    authors = [graph[one["@id"]] for one in graph["./"]["author"]]
    assert [(one["@type"], one["name"]) for one in authors] == list(
        zip(["Organization", "Person", "Person"], WRITTEN, strict=True)
    )

    cff = yaml.safe_load((by_persons / "CITATION.cff").read_text("utf-8"))
    assert cff["authors"] == [
        {"name": "Demo Institute"},
        {"family-names": "Wang", "given-names": "Xiaoming"},
        {"family-names": "王", "given-names": "二"},
    ]

    (cited,) = juku.cite(by_persons)
    assert cited.text.startswith("Demo Institute, Xiaoming Wang and 王二 (")
    assert "author = {{Demo Institute} and {Wang}, {Xiaoming} and {王二}}," in cited.bibtex
    card = (by_persons / "README.md").read_text("utf-8")
    assert "**Curated by:** Demo Institute, Xiaoming Wang, 王二\n" in card


def test_a_croissant_with_persons_is_valid(by_persons, monkeypatch):
    mlc = pytest.importorskip("mlcroissant")
    monkeypatch.chdir(by_persons)
    issues = mlc.Dataset("croissant.json").metadata.issues
    assert not issues.errors
    assert not issues.warnings
