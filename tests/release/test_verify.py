"""Thirty and more kinds of tampering, each found and named.

A forger may be clumsy (``plain``: a file is changed), may write SHA256SUMS again (``summed``), or
may write everything again that is computed, hashes and documents too (``whole``): then only the
corpus tells.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import juku
from juku import store
from juku.build.corpus import about as abouts
from juku.errors import ReleaseError
from juku.release import checksums, findings, identity, papers, rebuild, validate, verify, versions

SHARD = "train-00000-of-00001.parquet"
DATA = f"data/{SHARD}"


def edit(path, change):
    """Change a table as pyarrow gives it and write it again, schema and all."""
    table = pq.read_table(path)
    pq.write_table(change(table), path)


def cell(column, row, value):
    def change(table):
        at = table.column_names.index(column)
        values = table[column].to_pylist()
        values[row] = value(values[row])
        array = pa.array(values, table.schema.field(column).type)
        return table.set_column(at, table.schema.field(column), array)

    return change


def drop(row):
    return lambda table: pa.concat_tables([table.slice(0, row), table.slice(row + 1)])


def double(row):
    return lambda table: pa.concat_tables([table, table.slice(row, 1)])


def reverse(table):
    return table.take(pa.array(range(table.num_rows - 1, -1, -1)))


def by_article(table):
    """Whole articles from the last id to the first, each as it was."""
    return table.sort_by([("article_id", "descending"), ("ordinal", "ascending")])


def flip(path, where=0.5):
    data = bytearray(path.read_bytes())
    data[int(len(data) * where)] ^= 1
    path.write_bytes(bytes(data))


def replace(path, old, new):
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def provenance(root, change):
    path = root / "provenance.json"
    raw = json.loads(path.read_text("utf-8"))
    change(raw)
    path.write_text(papers.to_json(raw), "utf-8")


def rewrite_all(root):
    """What a thorough forger does: hashes, provenance and documents agree with the rows."""
    hashes = identity.of_release(root)

    def change(raw):
        raw["identity"] = identity.identity({n: h.hex for n, h in hashes.items()})
        for name, found in hashes.items():
            raw["tables"][name].update(rows=found.rows, row_hash=found.hex)

    provenance(root, change)
    raw = json.loads((root / "provenance.json").read_text("utf-8"))
    sources = papers.Sources(abouts.from_row(raw["about"]), raw, root, root / "DATASHEET.md")
    papers.write(root, sources)


def upos(values):
    return ["X", *values[1:]]


def sentence(change):
    return lambda root: edit(root / DATA, change)


def article(change):
    return lambda root: edit(root / "articles" / SHARD, change)


def block(change):
    return lambda root: edit(root / "blocks" / SHARD, change)


PLAIN = {
    "a byte of a shard": (lambda r: flip(r / DATA), "file", DATA),
    "a byte of the footer": (lambda r: flip(r / DATA, 0.999), "file", DATA),
    "a shard cut short": (
        lambda r: (r / DATA).write_bytes((r / DATA).read_bytes()[:-100]), "table", DATA,
    ),
    "a link to nothing in a shard's place": (
        lambda r: ((r / DATA).unlink(), (r / DATA).symlink_to("nowhere")),
        "file", f"{DATA}: is listed in SHA256SUMS but is not there",
    ),
    "a shard taken away": (lambda r: (r / DATA).unlink(), "table", "data"),
    "a file added": (
        lambda r: (r / "data" / "extra.txt").write_text("x"),
        "file", "data/extra.txt",
    ),
    "a file renamed": (
        lambda r: (r / "LICENSE").rename(r / "LICENCE"), "document", "LICENSE",
    ),
    "sums taken away": (lambda r: (r / "SHA256SUMS").unlink(), "file", "SHA256SUMS"),
    "a line of the sums that leads out": (
        lambda r: replace(r / "SHA256SUMS", "LICENSE", "../LICENSE"), "file", "SHA256SUMS:",
    ),
    "another shard in its place": (
        lambda r: shutil.copyfile(r / "blocks" / SHARD, r / DATA), "table", DATA,
    ),
    "provenance of another form": (
        lambda r: provenance(r, lambda p: p.update(options=[])), "record", "options: is no object;",
    ),
    "a file whose name has a colon": (
        lambda r: (r / "data" / "on: disk.txt").write_text("x"),
        "file", "data/on: disk.txt: is there but not listed",
    ),
    "a file that is no Parquet, whose name has a colon": (
        lambda r: (r / "data" / "on: disk.parquet").write_text("x"),
        "table", "data/on: disk.parquet: cannot be read as Parquet (Parquet file size",
    ),
    "provenance that is no JSON": (
        lambda r: (r / "provenance.json").write_text("{"), "record", "provenance.json",
    ),
}  # fmt: skip

SUMMED = {
    "a row taken away": (sentence(drop(1)), "rows", "sentences"),
    "a row doubled": (sentence(double(1)), "rows", "sentences"),
    "a character of a text": (sentence(cell("text", 1, lambda v: v[::-1])), "rows", "sentences"),
    "a tag": (sentence(cell("upos", 1, upos)), "rows", "sentences"),
    "a null that becomes an empty string": (
        article(cell("dateline", 0, lambda v: "" if v is None else None)), "rows", "articles",
    ),
    "a span of a block": (block(cell("end", 0, lambda v: v + 1)), "law", "the block before ends"),
    "a day of publication": (
        article(cell("published", 0, lambda v: v.replace(year=v.year + 1))), "rows", "articles",
    ),
    "sentences in reverse": (sentence(reverse), "order", "sentences"),
    "articles of a shard reordered": (article(reverse), "order", "sentences"),
    "pages in another order than the ledger's, each with its sentences": (
        lambda r: (article(by_article)(r), sentence(by_article)(r)), "order", "articles",
    ),
    "a table that the record leaves out": (
        lambda r: provenance(r, lambda p: p["tables"].pop("blocks")),
        "record", "tables: are not sentences, articles, blocks",
    ),
    "a document taken away": (
        lambda r: (r / "coverage.tsv").unlink(), "document", "coverage.tsv: is missing",
    ),
    "the datasheet taken away": (
        lambda r: (r / "DATASHEET.md").unlink(), "document", "DATASHEET.md: is missing;",
    ),
    "the first line of a document": (
        lambda r: replace(r / "LICENSE", "", "x"), "document", "the rows give, line 1;",
    ),
    "bytes of a document that are no text": (
        lambda r: (r / "LICENSE").write_bytes(b"\xff" + (r / "LICENSE").read_bytes()),
        "document", "LICENSE: is not what the rows give, line 1;",
    ),
    "lines at the end of a document": (
        lambda r: (r / "coverage.tsv").write_text(
            "".join((r / "coverage.tsv").read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8"
        ),
        "document", "coverage.tsv: is not what the rows give, line 3;",
    ),
    "a shard written again with other options": (
        sentence(lambda t: t),
        "document", "croissant.json",
    ),
    "a column taken away": (sentence(lambda t: t.drop_columns(["upos"])), "table", DATA),
    "a column renamed": (
        sentence(lambda t: t.rename_columns([c.replace("upos", "u") for c in t.column_names])),
        "table", DATA,
    ),
    "a column of another type": (
        sentence(lambda t: t.set_column(2, "ordinal", t["ordinal"].cast(pa.int64()))),
        "table", DATA,
    ),
    "features taken from the footer": (
        sentence(lambda t: t.replace_schema_metadata(None)), "table", DATA,
    ),
    "a figure of the card": (
        lambda r: replace(r / "README.md", "num_examples: ", "num_examples: 9"),
        "document", "README.md",
    ),
    "a licence on the card": (
        lambda r: replace(r / "README.md", "license: other", "license: mit"),
        "document", "README.md",
    ),
    "the licence": (lambda r: (r / "LICENSE").write_text("MIT"), "document", "LICENSE"),
    "an author of the citation": (
        lambda r: replace(r / "CITATION.cff", "  - name: ", '  - name: "Eve"\n  - name: '),
        "document", "CITATION.cff",
    ),
    "a hash in croissant.json": (
        lambda r: replace(r / "croissant.json", '"sha256": "', '"sha256": "0'),
        "document", "croissant.json",
    ),
    "a figure of the datasheet": (
        lambda r: replace(r / "DATASHEET.md", "| sentences | ", "| sentences | 9"),
        "document", "DATASHEET.md",
    ),
    "a datasheet of which a marker has no partner": (
        lambda r: replace(r / "DATASHEET.md", "<!-- end: ", "<!-- ends: "),
        "document", "DATASHEET.md: a marker has no partner;",
    ),
    "a line of the coverage": (
        lambda r: (r / "coverage.tsv").write_text("publisher\n"), "document", "coverage.tsv",
    ),
    "a version number": (
        lambda r: provenance(r, lambda p: p.update(version="1.0.1")), "document", "README.md",
    ),
    "a row hash": (
        lambda r: provenance(r, lambda p: p["tables"]["blocks"].update(row_hash="0" * 64)),
        "record", "identity",
    ),
    "an identity": (
        lambda r: provenance(r, lambda p: p.update(identity="0" * 64)), "record", "identity",
    ),
    "a number of rows": (
        lambda r: provenance(r, lambda p: p["tables"]["articles"].update(rows=99)),
        "rows", "articles",
    ),
    "a count of blocks by rule": (
        lambda r: provenance(r, lambda p: p["counts"].update({"blank/white-space": 1})),
        "document", "provenance.json: is not what the rows give",
    ),
    "a rule that no block has": (
        lambda r: provenance(r, lambda p: p["counts"].update({"repeat/forged": 1})),
        "document", "provenance.json: is not what the rows give",
    ),
    "a number of shards": (
        lambda r: provenance(r, lambda p: p["tables"]["sentences"].update(shards=9)),
        "document", "provenance.json: is not what the rows give",
    ),
    "a version of a dependency": (
        lambda r: provenance(r, lambda p: p["dependencies"].update(opencc="9.9")),
        "document", "ro-crate-metadata.json",
    ),
    "a commit": (
        lambda r: provenance(r, lambda p: p["code"].update(version="9.9", commit="0" * 40)),
        "document", "croissant.json",
    ),
    "provenance of no corpus": (
        lambda r: provenance(r, lambda p: p.pop("about")),
        "record", "provenance.json: documents cannot be made from it ('about');",
    ),
    "provenance of a corpus that says more than any": (
        lambda r: provenance(r, lambda p: p["about"].update(more="")),
        "record", "provenance.json: documents cannot be made from it (About",
    ),
    "provenance of a day that there is not": (
        lambda r: provenance(r, lambda p: p["evidence"].update(pages_by_day={"demo": {"x": 1}})),
        "record", "provenance.json: documents cannot be made from it (Invalid isoformat",
    ),
    "documents of other code, which may word them otherwise": (
        lambda r: provenance(r, lambda p: p["code"].update(version="9.9", commit="0" * 40)),
        "document", "code: juku 9.9, commit 000000000000 wrote the release, this is juku",
    ),
}  # fmt: skip

WHOLE = {
    "a text, with everything written again": (
        sentence(cell("text", 1, lambda v: v[::-1])), "law", "",
    ),
    "a row taken away, with everything written again": (sentence(drop(1)), "law", ""),
    "a tag, with everything written again": (sentence(cell("upos", 1, upos)), "rebuild", "upos"),
    "a speaker, with everything written again": (
        article(cell("reporters", 0, lambda v: [*v, "某人"])), "rebuild", "reporters",
    ),
    "a rule, with everything written again": (
        block(cell("rule", 0, lambda v: f"{v}-x")), "rebuild", "rule",
    ),
}  # fmt: skip


@pytest.fixture
def spoilt(mini_release, tmp_path):
    """A copy of the small release, to be spoilt."""
    return shutil.copytree(mini_release, tmp_path / mini_release.name)


@pytest.mark.parametrize(
    ("lay", "fact"),
    [
        (lambda _: None, "is not there; see how its name is spelt"),
        (lambda root: root.write_text(""), "is no folder; "),
        (
            lambda root: root.mkdir(),
            "has neither provenance.json nor SHA256SUMS; name a release directory",
        ),
    ],
    ids=["nothing", "a file", "an empty folder"],
)
def test_what_is_no_release_at_all_is_refused(tmp_path, lay, fact):
    root = tmp_path / "root"
    lay(root)
    with pytest.raises(ReleaseError) as refused:
        verify.verify(root)
    assert str(refused.value).startswith(f"{root}: {fact}")


def names(found, kind, where):
    return any(one.kind == kind and where in f"{one.where}: {one.fact};" for one in found)


def each_says_what_to_do(found):
    for one in found:
        assert str(one) == f"{one.kind}: {one.where}: {one.fact}; {one.remedy}"
        assert one.fact
        assert one.remedy
        assert "\n" not in str(one)


def test_an_honest_release_has_no_finding(mini_release, mini_corpus):
    assert verify.verify(mini_release) == []
    assert verify.verify(mini_release, mini_corpus) == []


@pytest.mark.parametrize("case", PLAIN)
def test_a_clumsy_forger_is_found(spoilt, case):
    spoil, kind, where = PLAIN[case]
    spoil(spoilt)
    found = verify.verify(spoilt)
    assert names(found, kind, where), [str(one) for one in found]
    each_says_what_to_do(found)


@pytest.mark.parametrize("case", PLAIN)
def test_a_colon_in_a_path_changes_nothing_of_what_is_found(spoilt, tmp_path, case):
    spoil = PLAIN[case][0]
    (tmp_path / "on: disk").mkdir()
    root = shutil.copytree(spoilt, tmp_path / "on: disk" / "mini: 1")
    for one in (spoilt, root):
        spoil(one)
    plain, found = ([(one.where, one.fact) for one in verify.verify(r)] for r in (spoilt, root))
    assert found == [(where, fact.replace(str(spoilt), str(root))) for where, fact in plain]


@pytest.mark.parametrize("case", SUMMED)
def test_a_forger_who_sums_again_is_found(spoilt, case):
    spoil, kind, where = SUMMED[case]
    spoil(spoilt)
    checksums.write(spoilt)
    found = verify.verify(spoilt)
    assert not any(one.kind == "file" for one in found)
    assert names(found, kind, where), [str(one) for one in found]
    each_says_what_to_do(found)


@pytest.mark.parametrize("case", WHOLE)
def test_a_forger_who_writes_everything_again_is_found_from_the_pages(spoilt, mini_corpus, case):
    spoil, kind, where = WHOLE[case]
    spoil(spoilt)
    rewrite_all(spoilt)
    checksums.write(spoilt)
    assert not any(one.kind in {"file", "record", "rows"} for one in verify.verify(spoilt))
    found = verify.verify(spoilt, mini_corpus)
    assert names(found, "rebuild", "") and names(found, kind, where), [str(one) for one in found]  # noqa: PT018
    each_says_what_to_do(found)


def first_page(corpus):
    return min(p for p in (corpus / "pages").iterdir() if p.name != "README.md")


EVIDENCE = {
    "a page swapped": (
        lambda c: first_page(c).write_bytes(first_page(c).read_bytes() + "。".encode()),
        "evidence", "sha256",
    ),
    "a page taken away": (lambda c: first_page(c).unlink(), "evidence", "does not exist"),
    "a line of the manifest": (
        lambda c: replace(c / "manifest.jsonl", '"rights": "', '"rights": "x'), "rebuild", "rights",
    ),
    "a folder in the manifest's place": (
        lambda c: ((c / "manifest.jsonl").unlink(), (c / "manifest.jsonl").mkdir()),
        "evidence", "manifest.jsonl: cannot be read (Is a directory);",
    ),
    "a curation row": (
        lambda c: (c / "curation" / "columns.tsv").write_text("column\treason\n某栏\tforged\n"),
        "evidence", "columns.tsv",
    ),
    "a record of releases that is broken": (
        lambda c: (c / "releases.jsonl").write_text("\n{"),
        "recorded", "releases.jsonl:2: is no record of a release (Expecting",
    ),
    "a recorded identity": (
        lambda c: (c / "releases.jsonl").write_text(json.dumps(
            {"name": "mini", "version": "1.0.0", "identity": "0" * 64, "tables": {}}) + "\n"),
        "recorded", "releases.jsonl",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EVIDENCE)
def test_another_corpus_is_found(mini_release, mini_corpus, tmp_path, case):
    spoil, kind, where = EVIDENCE[case]
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    spoil(corpus)
    found = verify.verify(mini_release, corpus)
    assert names(found, kind, where), [str(one) for one in found]
    each_says_what_to_do(found)


def test_a_curation_that_went_on_is_what_differs_and_not_the_lock_file(
    mini_release, mini_corpus, tmp_path
):
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    with (corpus / "curation" / "lexicon.tsv").open("a", encoding="utf-8") as rows:
        rows.write("停车位450个\tn\tNOUN\tof this test\n")
    found = verify.verify(mini_release, corpus)
    assert [one.where for one in found if one.kind == "evidence"] == ["curation/lexicon.tsv"]
    rebuilt = [one for one in found if one.kind == "rebuild"]
    assert any("differs in tokens" in one.fact for one in rebuilt)
    assert {one.remedy for one in rebuilt} == {"verify with curation/lexicon.tsv as it was then"}


@pytest.mark.parametrize(
    ("engines", "curated", "said"),
    [
        (lambda e: e, True, None),
        (lambda e: {**e, "t2s": "opencc-0.9-t2s"}, True, "t2s was opencc-0.9-t2s, is opencc-"),
        (lambda e: {k: v.replace("rjieba-", "rjieba-0.") for k, v in e.items()}, False, "rjieba-0"),
        (lambda e: {k: v for k, v in e.items() if k != "juku"}, False, "juku was absent, is "),
    ],
    ids=["the same", "a converter, and a lexicon", "a segmenter", "an engine that was not named"],
)
def test_of_the_engines_only_what_differs_is_named(
    mini_release, mini_corpus, tmp_path, engines, curated, said
):
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    root = shutil.copytree(mini_release, tmp_path / "release")
    provenance(root, lambda raw: raw.update(engines=engines(raw["engines"])))
    row = "停车位450个\tn\tNOUN\tof this test\n"
    if curated:
        with (corpus / "curation" / "lexicon.tsv").open("a", encoding="utf-8") as rows:
            rows.write(row)
    else:
        edit(root / DATA, cell("upos", 1, upos))
    told = [one for one in verify.verify(root, corpus) if one.kind == "rebuild"]
    named = [one for one in told if one.where == "engines"]
    if said is None:
        assert named == []
        return
    (one,) = named
    assert said in one.fact
    assert "lexicon-" not in one.fact
    assert all("requirements.lock" in each.remedy for each in told)
    assert all(("curation/lexicon.tsv" in each.remedy) == curated for each in told if each != one)


def test_an_archive_that_is_not_as_it_was_is_named_once_and_no_record_of_it_compared(tmp_path):
    lines = [json.dumps({"text": f"第{n}条。", "date": f"2024-10-0{n}"}) for n in (1, 2)]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    corpus, root = tmp_path / "corpus", tmp_path / "demo-1.0.0"
    juku.new(corpus)
    juku.add(corpus, tmp_path / "news.jsonl", publisher="demo", date="2024-10-01")
    juku.build(corpus, root, "1.0.0")
    replace(corpus / "pages" / "news.jsonl", *(json.dumps(one)[1:-1] for one in ("第1", "第3")))
    law, evidence = verify.verify(root, corpus)
    assert (law.kind, evidence.kind) == ("law", "evidence")
    assert law.fact == "no row of 1 page named under evidence is compared"


def test_the_pages_that_a_half_copied_corpus_lacks_are_named_once_each(
    mini_release, mini_corpus, tmp_path
):
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    pages = sorted(path.relative_to(corpus).as_posix() for path in (corpus / "pages").iterdir())
    for page in pages:
        (corpus / page).unlink()
    told = [str(one) for one in verify.verify(mini_release, corpus)]
    assert [sum(page in one for one in told) for page in pages] == [1] * len(pages)
    fact = f"no row of {len(pages)} pages named under evidence is compared"
    assert f"law: source: {fact}; put these right, then verify again" in told


def test_a_page_that_is_not_the_printed_one_is_one_finding_a_table(
    mini_release, mini_corpus, tmp_path
):
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    page = first_page(corpus)
    of_page = {
        name: sum(
            row["source"] == "pages/p1.txt" for row in store.read(mini_release, name).to_pylist()
        )
        for name in ("articles", "sentences")
    }
    old = page.read_bytes()
    page.write_bytes("前".encode() + old)

    told = [one for one in verify.verify(mini_release, corpus) if one.kind == "law"]
    fact = "no row of 1 page named under evidence is compared"
    assert [str(one) for one in told] == [
        f"law: source: {fact}; put these right, then verify again"
    ]

    manifest = corpus / "manifest.jsonl"
    sums = (hashlib.sha256(data).hexdigest() for data in (old, page.read_bytes()))
    replace(manifest, *sums)
    told = validate.inspect(mini_release, corpus).messages
    assert sum("the page's slices, joined, are not the text" in one for one in told) == 2
    for name, count in of_page.items():
        assert any(f" in {count} {name} from " in one for one in told), told


def test_a_row_is_found_on_either_side_however_far_apart_it_stands(
    spoilt, mini_corpus, monkeypatch
):
    monkeypatch.setattr(rebuild, "NAMED", 1)
    rows = len(store.read(spoilt, "sentences"))
    for row in range(rows):
        sentence(cell("upos", row, upos))(spoilt)
    sentence(reverse)(spoilt)
    found = [one.fact for one in verify.verify(spoilt, mini_corpus) if one.kind == "rebuild"]
    assert found == [f"from the pages to the release: {rows} rows changed", "differs in upos"]


def test_every_fault_of_the_record_is_a_finding_of_its_own(spoilt):
    provenance(spoilt, lambda raw: raw.update(options=[], engines=None, code=3))
    found = [one for one in verify.verify(spoilt) if one.kind == "record"]
    assert [(one.where, one.fact) for one in found] == [
        ("provenance.json", f"{name}: is no object") for name in ("code", "engines", "options")
    ]


def test_a_sentence_that_is_not_on_its_page_is_named(spoilt, mini_corpus):
    sentence(cell("text", 1, lambda v: v[::-1]))(spoilt)
    name = store.read(spoilt, "sentences")["sentence_id"][1].as_py()
    told = validate.inspect(spoilt, mini_corpus).messages
    assert any(one.startswith(f"{name}: source_start: the page's slices") for one in told), told


def test_shards_swapped_among_each_other_are_out_of_order(tmp_path, make):
    """The rows are the same, the files have each other's names, and all sums are right."""
    root = make.write_release(tmp_path / "demo-1.0.0", shards=2)
    for folder in store.FOLDERS.values():
        first, second = sorted((root / folder).glob("*.parquet"))
        first.rename(root / "aside")
        second.rename(first)
        (root / "aside").rename(second)
    checksums.write(root)
    assert names(verify.verify(root), "order", "articles")


def test_everything_is_checked_whatever_is_found_first(spoilt):
    for folder in store.FOLDERS.values():
        (spoilt / folder / SHARD).unlink()
    replace(spoilt / "provenance.json", '"identity": "', '"identity": "0')
    replace(spoilt / "LICENSE", "", "x")
    found = [(one.kind, one.where) for one in verify.verify(spoilt)]
    assert [where for kind, where in found if kind == "table"] == [*store.FOLDERS.values()]
    assert ("file", "LICENSE") in found
    assert ("record", "identity") in found


def test_where_a_marker_of_the_datasheet_has_no_partner_other_documents_are_compared(spoilt):
    replace(spoilt / "DATASHEET.md", "<!-- end: ", "<!-- ends: ")
    replace(spoilt / "LICENSE", "", "x")
    checksums.write(spoilt)
    assert [one.where for one in verify.verify(spoilt)] == ["DATASHEET.md", "LICENSE"]


def test_a_datasheet_with_words_of_its_own_is_no_finding(spoilt):
    replace(spoilt / "DATASHEET.md", "## 1. Motivation", "## 1. Motivation\n\nWords of our own.")
    rewrite_all(spoilt)
    checksums.write(spoilt)
    assert "Words of our own." in (spoilt / "DATASHEET.md").read_text("utf-8")
    assert verify.verify(spoilt) == []


@pytest.mark.parametrize(
    ("code", "forged", "said"),
    [
        ({"version": "0.1"}, False, []),
        ({"version": "0.1"}, True, ["LICENSE", "code"]),
        (None, True, ["LICENSE"]),
    ],
    ids=["other code, same documents", "other code, another document", "this code"],
)
def test_other_code_is_named_where_documents_differ(spoilt, monkeypatch, code, forged, said):
    if code:
        monkeypatch.setattr(verify.provenance, "code", lambda: code)
    if forged:
        replace(spoilt / "LICENSE", "", "x")
    checksums.write(spoilt)
    assert [one.where for one in verify.verify(spoilt)] == said


def test_an_article_without_sentences_is_not_out_of_order(tmp_path, make):
    tables = make.rows()
    gone = tables["articles"][1]["article_id"]
    tables["sentences"] = [row for row in tables["sentences"] if row["article_id"] != gone]
    root = make.write_release(tmp_path / "demo-1.0.0", tables=tables)
    assert not names(verify.verify(root), "order", "")


def test_there_are_at_least_thirty_kinds():
    assert len(PLAIN) + len(SUMMED) + len(WHOLE) + len(EVIDENCE) >= 30


def test_every_kind_of_finding_is_explained_and_occurs():
    used = {case[1] for cases in (PLAIN, SUMMED, WHOLE, EVIDENCE) for case in cases.values()}
    assert used == set(findings.MEANINGS)


def test_the_docs_explain_every_kind_of_finding_in_the_same_words():
    text = (Path(__file__).parents[2] / "docs" / "releases.md").read_text("utf-8")
    for kind, meaning in findings.MEANINGS.items():
        assert f"| {kind} | {meaning} |" in text


def test_the_command_names_what_differs_and_records_what_does_not(spoilt, mini_corpus, tmp_path):
    corpus = shutil.copytree(mini_corpus, tmp_path / "corpus")
    command = [sys.executable, "-m", "juku.cli", "verify", str(spoilt)]
    done = subprocess.run(
        [*command, "--corpus", str(corpus), "--record"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
    assert "is what it says, and its pages give these rows: identity" in done.stdout
    assert [row["version"] for row in versions.recorded(corpus)] == ["1.0.0"]
    replace(spoilt / "README.md", "license: other", "license: mit")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "document: README.md: is not what the rows give" in done.stdout) == (
        1,
        True,
    )
