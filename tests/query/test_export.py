"""Exports read back by the field's own readers hold every token, tag and character."""

from __future__ import annotations

import json
import re
from xml.sax.saxutils import unescape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import juku
from juku import contract, store
from juku.cli import main
from juku.errors import ContractError, JukuError, QueryError
from juku.query import export
from juku.query.exports import vertical


@pytest.fixture
def strange(make_release):
    """Signs that XML and CoNLL-U give a meaning, white space, a control character."""
    story, line = make_release.Story, make_release.Line
    rows = [
        line([("<b>", "x", "X"), ("&", "x", "PUNCT"), ('"q"', "x", "X")], 0, "title"),
        line([("Mr", "n", "PROPN"), ("5G", "n", "NOUN")], 1, "body", "小标题", space=True),
        line([("小标题", "n", "NOUN")], 2, "heading"),
        line([("\x07声", "n", "NOUN"), ("。", "x", "PUNCT")], 3),
    ]
    return make_release([story(rows, columns={"title": '<b>&"q"'}), story(["改革 开放"])])


@pytest.fixture(params=["news", "strange"])
def release(request):
    found = request.getfixturevalue(request.param)
    return getattr(found, "path", found)


def rows_of(release):
    return store.read(release, "sentences").to_pylist()


def test_conllu_gives_back_ids_tokens_tags_and_text(release, tmp_path):
    """Read by `conllu`; SpaceAfter and SpacesAfter rebuild the text."""
    conllu = pytest.importorskip("conllu")
    (path,) = export.export(release, "conllu", tmp_path / "out.conllu")
    sentences = conllu.parse(path.read_text("utf-8"))
    rows = [row for row in rows_of(release) if row["tokens"]]
    assert [s.metadata["sent_id"] for s in sentences] == [row["sentence_id"] for row in rows]
    for sentence, row in zip(sentences, rows, strict=True):
        assert [t["form"] for t in sentence] == row["tokens"]
        assert [t["upos"] for t in sentence] == row["upos"]
        assert [t["xpos"] for t in sentence] == row["xpos"]
        assert [t["id"] for t in sentence] == list(range(1, len(row["tokens"]) + 1))
        assert "".join(t["form"] + after(t) for t in sentence) == row["text"]
        assert sentence.metadata["text"] == row["text"]


def after(token):
    misc = token["misc"] or {}
    if misc.get("SpaceAfter") == "No":
        return ""
    return misc.get("SpacesAfter", "\\s").replace("\\s", " ").replace("\\n", "\n")


def test_conllu_begins_a_document_an_article_and_a_paragraph_once(news, tmp_path):
    (path,) = export.export(news.path, "conllu", tmp_path / "out.conllu")
    text = path.read_text("utf-8")
    documents = re.findall(r"^# newdoc id = (.*)$", text, re.MULTILINE)
    paragraphs = re.findall(r"^# newpar id = (.*)$", text, re.MULTILINE)
    assert documents == list(dict.fromkeys(row["article_id"] for row in news.rows))
    expected = dict.fromkeys(f"{row['article_id']}.p{row['paragraph']}" for row in news.rows)
    assert paragraphs == list(expected)


def test_title_matter_is_a_paragraph_for_each_role(make_release, tmp_path):
    line = make_release.Line
    lines = [line("一", 0, "title"), line("二", 0, "subtitle"), line("三"), line("四")]
    release = make_release([make_release.Story(lines, "a-1")])
    (path,) = export.export(release, "conllu", tmp_path / "out.conllu")
    paragraphs = re.findall(r"^# newpar id = (.*)$", path.read_text("utf-8"), re.MULTILINE)
    assert paragraphs == ["a-1.title", "a-1.subtitle", "a-1.p1"]


def test_tei_gives_back_every_character_token_and_tag(release, tmp_path):
    """Read by lxml; what XML cannot hold is U+FFFD, everything else is as printed."""
    etree = pytest.importorskip("lxml.etree")
    (path,) = export.export(release, "tei", tmp_path / "out.xml")
    tei = {"t": "http://www.tei-c.org/ns/1.0"}
    root = etree.parse(path).getroot()
    sentences = root.xpath("//t:s", namespaces=tei)
    rows = rows_of(release)
    assert len(sentences) == len(rows)
    for element, row in zip(sentences, rows, strict=True):
        assert "".join(element.itertext()) == row["text"].replace("\x07", "\ufffd")
        words = element.xpath("t:w | t:pc", namespaces=tei)
        assert [w.text for w in words] == [t.replace("\x07", "\ufffd") for t in row["tokens"]]
        assert [w.get("pos") for w in words] == row["upos"]
        assert [w.get("msd") for w in words] == row["xpos"]
        assert {w.tag.split("}")[1] for w in words if w.get("pos") == "PUNCT"} <= {"pc"}


def test_tei_articles_have_unique_names_dates_and_heads_first(strange, news, tmp_path):
    etree = pytest.importorskip("lxml.etree")
    for release in (strange, news.path):
        (path,) = export.export(release, "tei", tmp_path / "out.xml")
        tei = {"t": "http://www.tei-c.org/ns/1.0"}
        root = etree.parse(path).getroot()
        names = root.xpath("//@xml:id")
        assert len(names) == len(set(names))
        articles = store.read(release, "articles").to_pylist()
        assert root.xpath("//t:TEI/@n", namespaces=tei) == [a["article_id"] for a in articles]
        assert root.xpath("//t:date/@when", namespaces=tei) == [
            a["published"].isoformat() for a in articles
        ]
        for body in root.xpath("//t:div", namespaces=tei):
            kinds = [child.tag.split("}")[1] for child in body]
            assert "head" not in kinds[kinds.count("head") :]
            assert set(kinds) - {"head"}


def test_vertical_text_is_the_tokens_in_their_structures(release, tmp_path):
    """Its lines are read as cwb-encode -x reads them; as a whole it is well-formed XML."""
    etree = pytest.importorskip("lxml.etree")
    path, _ = export.export(release, "vertical", tmp_path / "out.vrt")
    text = path.read_text("utf-8").replace("\x07", "")
    root = etree.fromstring(f"<corpus>{text}</corpus>".encode())
    rows = rows_of(release)
    sentences = root.findall("text/p/s")
    assert [s.get("id") for s in sentences] == [row["sentence_id"] for row in rows]
    for element, row in zip(sentences, rows, strict=True):
        lines = [line.split("\t") for line in (element.text or "").strip("\n").split("\n") if line]
        assert [line[0] for line in lines] == [t.replace("\x07", "") for t in row["tokens"]]
        assert [line[1:] for line in lines] == [
            list(tags) for tags in zip(row["xpos"], row["upos"], strict=True)
        ]
    assert [t.get("publisher") for t in root.findall("text")] == [
        a["publisher"] for a in store.read(release, "articles").to_pylist()
    ]


@pytest.mark.parametrize("form", ["conllu", "vertical"])
def test_a_token_with_a_break_in_it_stays_one_line(make_release, tmp_path, form):
    words = ["甲\t乙", "甲\n乙", "甲\r乙", "甲\u2028乙", "甲\x00乙"]
    title = "题\n</text>\t\x00"
    line = make_release.Line([(word, "n\tx", "NOUN") for word in words])
    release = make_release([make_release.Story([line], columns={"title": title})])
    path = export.export(release, form, tmp_path / "out.vrt")[0]
    text = path.read_bytes().decode()
    cells = [row.split("\t") for row in text.split("\n") if row and row[0] not in "#<"]
    nul = "\x00" if form == "conllu" else "\ufffd"
    place, columns = (1, 10) if form == "conllu" else (0, 3)
    assert [row[place] for row in cells] == ["甲 乙"] * 4 + [f"甲{nul}乙"]
    assert {len(row) for row in cells} == {columns}
    assert not any(sign in text for sign in "\r\u2028")


def test_the_registry_entry_declares_what_the_file_has(news, tmp_path):
    path, entry = export.export(news.path, "vertical", tmp_path / "out.vrt")
    declared = entry.read_text("utf-8")
    used = set()
    for tag, told in re.findall(r"^<(\w+)( .*)?>$", path.read_text("utf-8"), re.MULTILINE):
        used |= {tag} | {f"{tag}_{name}" for name in re.findall(r'(\w+)="', unescape(told))}
    structures = re.findall(r"^STRUCTURE (\w+)", declared, re.MULTILINE)
    assert set(structures) == used
    assert re.findall(r"^ATTRIBUTE (\w+)", declared, re.MULTILINE) == ["word", "xpos", "upos"]
    assert re.search(r"^ID news$", declared, re.MULTILINE)
    assert "cwb-encode -x -s -B -c utf8" in declared


@pytest.mark.parametrize(
    ("name", "expected"),
    [("juku-1.0.0", "juku-1_0_0"), ("人民", "c"), ("2024", "c2024"), ("A b", "a_b")],
)
def test_corpus_ids_are_those_that_cwb_allows(name, expected):
    assert vertical.corpus_id(name) == expected


def test_text_is_the_articles_text_with_an_empty_line_between(news, tmp_path):
    (path,) = export.export(news.path, "text", tmp_path / "out.txt")
    articles = store.read(news.path, "articles").column("text").to_pylist()
    assert path.read_text("utf-8") == "\n\n".join(articles) + "\n"


def test_text_of_a_bare_shard_is_made_of_its_sentences(news, tmp_path):
    shard = min((news.path / "data").glob("*.parquet"))
    (path,) = export.export(shard, "text", tmp_path / "out.txt")
    assert path.read_text("utf-8").startswith(news.rows[0]["text"])


@pytest.mark.parametrize("form", export.FORMS)
@pytest.mark.parametrize(
    ("part", "told"),
    [
        (
            {"where": 'publisher = "乙报" & role = "body"'},
            'where publisher = "乙报" & role = "body"',
        ),
        ({"once_per_story": True}, "once per story"),
    ],
)
def test_a_part_is_written_and_named(news, tmp_path, form, part, told):
    chosen = news.questions.part(**part)
    rows = [row for row in news.rows if row["text"]]
    asked = [row for row, kept in zip(rows, chosen.mask, strict=True) if kept]
    assert 0 < len(asked) < len(rows)
    paths = news.questions.export(form, tmp_path / "out.x", **part)
    text = unescape(paths[0].read_text("utf-8"))
    for row in rows:
        assert (row["sentence_id"] in text) == (row in asked and form != "text")
    if form == "text":
        assert re.sub(r"\s", "", text) == re.sub(r"\s", "", "".join(r["text"] for r in asked))
    if form == "tei":
        assert told in text
    if form == "vertical":  # a quotation mark ends the name in a registry entry
        named = told.replace('"', "'")
        assert f', {named}"\n' in paths[1].read_text("utf-8")


@pytest.mark.parametrize("form", export.FORMS)
def test_an_empty_part_is_refused_and_leaves_no_file(news, tmp_path, form):
    with pytest.raises(QueryError, match="where: no sentence is in that part; "):
        news.questions.export(form, tmp_path / "out.x", where='publisher = "没有"')
    assert not list(tmp_path.glob("out.*"))


def test_the_command_writes_a_part(news, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("JUKU_CACHE", str(news.folder / "cache"))
    out = tmp_path / "out.txt"
    command = ["export", str(news.path), "text", str(out), "--where", 'publisher = "乙报"']
    assert main(command) == 0
    assert capsys.readouterr().out == f"{out}\n"
    asked = "".join(row["text"] for row in news.rows if row["publisher"] == "乙报")
    assert "".join(out.read_text("utf-8").split()) == "".join(asked.split())


@pytest.mark.parametrize(
    ("form", "source", "rights"),
    [
        ("conllu", r"# source = (.*)", r"# rights = (.*)"),
        ("vertical", r'<text .* source="(.*?)"', r'<text .* rights="(.+?)"'),
        ("tei", r"<sourceDesc><p>(.*?)</p></sourceDesc></fileDesc></teiHeader>\n<text>",
         r"<availability><p>(.*?)</p></availability>"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("part", [{}, {"where": 'title = "第二"'}], ids=["whole", "part"])
def test_each_article_names_its_page_and_its_rights(
    make_release, tmp_path, form, source, rights, part
):
    told = [("第一", "pages/a.txt", "© 甲报 & Co"), ("第二", "pages/b.txt", "public domain")]
    columns = [dict(zip(("title", "source", "rights"), row, strict=True)) for row in told]
    release = make_release(
        [make_release.Story(["我/r/PRON"], f"a-{n}", c) for n, c in enumerate(columns)]
    )
    out = tmp_path / "out.x"
    juku.open(release, cache=tmp_path).export(form, out, **part)
    text = unescape(out.read_text("utf-8"))
    asked = told[1:] if part else told
    assert re.findall(source, text) == [row[1] for row in asked]
    assert re.findall(rights, text) == [row[2] for row in asked]

    export.export(release / "data", form, out)  # where no table of articles is beside
    text = unescape(out.read_text("utf-8"))
    assert re.findall(source, text) == [row[1] for row in told]
    assert re.findall(rights, text) == []


@pytest.mark.parametrize("form", ["conllu", "vertical", "tei"])
def test_a_column_that_is_missing_is_named_and_no_file_is_left(make_release, tmp_path, form):
    release = make_release([make_release.Story(["我/r/PRON"])])
    file = release / "data" / "train-00000-of-00001.parquet"
    store.write_rows(store.read_file(file).drop_columns(["upos"]), file)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(ContractError) as refused:
        export.export(release, form, out / "x.txt")
    assert str(refused.value) == f"{file}: sentences.upos: is missing; build the release again"
    assert list(out.iterdir()) == []


def test_a_form_that_is_not_there_leaves_no_file(news, tmp_path):
    with pytest.raises(QueryError, match="no 'docx'; use one of conllu"):
        export.export(news.path, "docx", tmp_path / "out.docx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["the same file", "a folder"])
def test_a_registry_entry_overwrites_nothing(news, tmp_path, kind):
    from juku.errors import QueryError
    from juku.query.export import export

    out = tmp_path / ("x.registry" if kind == "the same file" else "x.vrt")
    if kind == "a folder":
        (tmp_path / "x.registry").mkdir()
    with pytest.raises(QueryError, match=r"x\.registry: is .*; name a file"):
        export(news.path, "vertical", out)
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == []


@pytest.fixture
def taken_down(make_release, monkeypatch, tmp_path):
    """Three articles, of which the second was taken down: no text, null for each token."""
    monkeypatch.setenv("JUKU_CACHE", str(tmp_path / "cache"))
    story, line = make_release.Story, make_release.Line
    stories = [story([line([(word, "n", "NOUN"), ("。", "x", "PUNCT")])]) for word in "甲乙丙"]
    root = make_release(stories)
    for name in ("sentences", "articles"):
        (shard,) = store.shards(root, name)
        rows = store.read_file(shard).to_pylist()
        rows[1] |= {"text": "", "tokens": [None, None]} if name == "sentences" else {"text": ""}
        store.write(pa.Table.from_pylist(rows, contract.schema(name)), name, shard)
    return root


def test_what_was_taken_down_is_not_searched_and_in_no_size(taken_down):
    news = juku.open(taken_down)
    assert news.words(punctuation=True).column("word") == ["。", "丙", "甲"]
    figures = news.count("[]").about.figures
    assert (figures["hits"], figures["size"]) == (4, 4)
    assert news.find('"丙"')[0]["sentence_id"] == rows_of(taken_down)[2]["sentence_id"]
    assert len(news.dispersion('"。"')) == 2


@pytest.mark.parametrize("form", export.FORMS)
def test_what_was_taken_down_is_not_exported(taken_down, tmp_path, form):
    text = export.export(taken_down, form, tmp_path / "out.txt")[0].read_text("utf-8")
    assert "甲" in text
    assert "丙" in text
    assert "None" not in text
    assert rows_of(taken_down)[1]["sentence_id"] not in text


@pytest.mark.parametrize("form", ["conllu", "tei", "vertical"])
@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (
            {"tokens": [None, "。"]},
            r": test-20240101-00000000 has tokens without their words beside its text",
        ),
        ({"tokens": None}, r"sentences\.tokens: is null in 1 row; build the release again"),
        ({"token_start": None}, r"sentences\.token_start: is null in 1 row"),
    ],
)
def test_rows_that_lack_what_is_exported_are_one_clear_error(
    taken_down, tmp_path, form, spoilt, told
):
    (shard,) = store.shards(taken_down, "sentences")
    rows = store.read_file(shard).to_pylist()
    rows[0] |= spoilt
    schema = pa.schema([field.with_nullable(True) for field in contract.schema("sentences")])
    pq.write_table(pa.Table.from_pylist(rows, schema), shard)

    with pytest.raises(JukuError, match=told):
        export.export(taken_down, form, tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize("form", export.FORMS)
@pytest.mark.parametrize("counts", [True, False])
def test_a_release_without_any_text_has_nothing_to_export(taken_down, tmp_path, form, counts):
    for name in ("sentences", "articles"):
        (shard,) = store.shards(taken_down, name)
        store.write(store.read_file(shard)[1:2], name, shard)
    if not counts:
        told = {"name": "news", "version": "1.0.0", "withheld": {"taken_down": ["pages/2.txt"]}}
        (taken_down / "provenance.json").write_text(json.dumps(told), "utf-8")
        with pytest.raises(QueryError, match="every text in it was taken down; ask a release"):
            export.export(taken_down, form, tmp_path / "out.txt")
        with pytest.raises(QueryError, match="every text in it was taken down; ask a release"):
            juku.open(taken_down)
        return
    (taken_down / "ngrams.tsv").touch()  # as of one that was built so
    with pytest.raises(QueryError, match=r"keeps no (words|text)"):
        export.export(taken_down, form, tmp_path / "out.txt")
    assert not (tmp_path / "out.txt").exists()
    with pytest.raises(QueryError, match=r"keeps no words .* `juku sql`, its words in ngrams\.tsv"):
        juku.open(taken_down)
