"""The index says what the Parquet says."""

from __future__ import annotations

import datetime as dt
import json
import os

import numpy as np
import pyarrow as pa
import pytest

from juku.errors import ContractError, QueryError
from juku.query.indexing import arrays
from juku.query.indexing.index import Index
from juku.query.language.derived import ATTRIBUTES, STORED
from juku.query.opening import open_corpus
from juku.release import checksums


@pytest.fixture
def corpus(open_made):
    story, line = open_made.Story, open_made.Line
    return open_made(
        [
            story(
                [
                    line("改革/vn/NOUN 开放/v/VERB", paragraph=0, role="title"),
                    line("我/r/PRON 说/v/VERB 汉语/n/NOUN 。/w/PUNCT"),
                    line("Hello/n/X world/n/X", paragraph=2, space=True),
                ],
                columns={"published": dt.date(2024, 3, 1), "publisher": "人民日报"},
            ),
            story([line("５Ｇ/n/NOUN 發展/v/VERB"), line("")]),
        ],
        shards=2,
    )


def test_streams_and_lexicon_give_back_the_tokens(corpus):
    words = corpus.values("word", np.arange(corpus.n_tokens)).to_pylist()
    assert words == ["改革", "开放", "我", "说", "汉语", "。", "Hello", "world", "５Ｇ", "發展"]
    assert corpus.values("xpos", np.array([0, 4, 5])).to_pylist() == ["vn", "n", "w"]
    assert corpus.values("norm", np.array([8, 9])).to_pylist() == ["5G", "發展"]
    assert corpus.values("hans", np.array([8, 9])).to_pylist() == ["５Ｇ", "发展"]
    assert corpus.values("hant", np.array([1, 9])).to_pylist() == ["開放", "發展"]


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_every_value_of_an_attribute_is_found_counted_and_given_back(corpus, attribute):
    values = corpus.lexicon(attribute).to_pylist()
    assert values == sorted(set(values))
    everywhere = np.arange(corpus.n_tokens)
    stream = corpus.stream(attribute)
    told = corpus.values(attribute, everywhere).to_pylist()
    assert [values[number] for number in stream.tolist()] == told
    assert corpus.ids(attribute, everywhere[::-1]).tolist() == stream[::-1].tolist()
    assert corpus.frequencies(attribute).tolist() == [told.count(value) for value in values]
    assert [corpus.find_value(attribute, value) for value in values] == list(range(len(values)))
    others = {value[:-1] for value in values} | {f"{value}\0" for value in values}
    for value in others - set(values):
        assert corpus.find_value(attribute, value) is None
    if attribute in STORED:
        for ids in ([], [0], [len(values) - 1], list(range(len(values)))):
            wanted = sum(told.count(values[number]) for number in ids)
            assert corpus.count(attribute, np.array(ids, np.int64)) == wanted


def test_what_an_index_does_not_have_is_named(corpus, tmp_path):
    known = ", ".join(ATTRIBUTES)
    for ask in (
        lambda: corpus.lexicon("lemma"), lambda: corpus.stream("lemma"),
        lambda: corpus.ids("lemma", np.array([0])), lambda: corpus.frequencies("lemma"),
    ):  # fmt: skip
        with pytest.raises(QueryError) as refused:
            ask()
        assert str(refused.value) == f"attribute: there is no 'lemma'; use one of {known}"
    with pytest.raises(QueryError) as refused:
        corpus.bounds("page")
    told = "unit: there is no 'page'; use one of sentence, paragraph, article"
    assert str(refused.value) == told
    with pytest.raises(QueryError) as refused:
        Index(tmp_path / "none")
    assert str(refused.value) == (
        f"{tmp_path / 'none'}: is no index of this format; build it with `juku index`"
    )


def test_an_index_says_its_size_and_what_it_was_made_of(corpus, make_release, tmp_path):
    files = [path for path in corpus.path.iterdir() if path.name != arrays.MANIFEST]
    assert corpus.size == sum(path.stat().st_size for path in files)
    assert len(corpus.identity) == 64
    assert corpus.release.keys() == {"name", "version", "identity"}
    other = open_corpus(make_release([make_release.Story(["我/r/PRON"])]), cache=tmp_path / "c")
    assert other.identity != corpus.identity


def test_bounds_end_with_the_number_of_tokens(corpus):
    assert corpus.bounds("sentence").tolist() == [0, 2, 6, 8, 10, 10]
    assert corpus.bounds("paragraph").tolist() == [0, 2, 6, 8, 10]
    assert corpus.bounds("article").tolist() == [0, 8, 10]
    assert corpus.unit_of("sentence", np.array([0, 1, 2, 9])).tolist() == [0, 0, 1, 3]
    assert (corpus.n_sentences, corpus.n_paragraphs, corpus.n_articles) == (5, 4, 2)


def test_flags_mark_starts_and_ends(corpus):
    flags = corpus.array("flags")
    assert flags[0] == 0b000111
    assert flags[1] == 0b011000
    assert flags[9] == 0b111000


def test_postings_are_every_position_of_a_word(corpus):
    stream = corpus.stream("word")
    for word in range(len(corpus.lexicon("word"))):
        assert corpus.postings(word).tolist() == np.flatnonzero(stream == word).tolist()
    assert corpus.frequencies("xpos").sum() == corpus.n_tokens


def test_metadata_stand_beside_the_article_and_the_sentence(corpus):
    assert corpus.articles["published"].to_pylist() == [dt.date(2024, 3, 1), dt.date(2024, 1, 1)]
    assert corpus.articles["publisher"].to_pylist() == ["人民日报", "新华社"]
    assert corpus.sentences["role"].to_pylist()[:2] == ["title", "body"]
    assert corpus.sentence_ids(np.array([1, 3])).to_pylist() == [
        "test-20240101-00000000.0002",
        "test-20240101-00000001.0001",
    ]
    assert corpus.boundary_votes.tolist() == [1] * 10


def test_text_is_as_printed(corpus):
    assert corpus.text(2, 6) == "我说汉语。"
    assert corpus.text(6, 8) == "Hello world"
    assert corpus.text(7, 8) == "world"


def test_text_is_as_printed_wherever_it_begins_and_ends(make_release, tmp_path):
    """White space before, between and after the words of a sentence, and between sentences."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = [" 我  说\u3000", "汉", "语 。 ", "\t好"]
    words = [text.split() for text in texts]
    release = make_release([make_release.Story([" ".join(line) for line in words])])
    starts, spans, at = [], [], 0
    for text, line in zip(texts, words, strict=True):
        starts.append([text.index(word) for word in line])
        spans += [(at + text.index(word), at + text.index(word) + len(word)) for word in line]
        at += len(text)
    file = release / "data" / "train-00000-of-00001.parquet"
    table = pq.read_table(file)
    for name, values in (("text", texts), ("token_start", starts)):
        place, field = table.column_names.index(name), table.schema.field(name)
        table = table.set_column(place, field, pa.array(values, field.type))
    pq.write_table(table, file)
    corpus = open_corpus(release, cache=tmp_path / "cache")
    assert corpus.n_tokens == len(spans) == 6
    for start in range(6):
        for end in range(start + 1, 7):
            printed = "".join(texts)[spans[start][0] : spans[end - 1][1]]
            assert corpus.text(start, end) == printed


def test_the_same_release_gives_the_same_bytes(make_release, tmp_path):
    release = make_release([make_release.Story(["我/r/PRON 说/v/VERB", "你/r/PRON"])])
    first = open_corpus(release, cache=tmp_path / "one").path
    second = open_corpus(release, cache=tmp_path / "two").path
    assert first != second
    for file in sorted(first.iterdir()):
        assert file.read_bytes() == (second / file.name).read_bytes(), file.name


def test_chunks_do_not_change_the_bytes(make_release, tmp_path, monkeypatch):
    stories = [make_release.Story(["说/v/V 汉/n/N 语/n/N", "说/v/V 汉/n/N"]) for _ in range(5)]
    release = make_release(stories)
    whole = open_corpus(release, cache=tmp_path / "one").path
    monkeypatch.setattr("juku.query.indexing.building.CHUNK", 4)
    pieces = open_corpus(release, cache=tmp_path / "two").path
    for file in sorted(whole.iterdir()):
        assert file.read_bytes() == (pieces / file.name).read_bytes(), file.name


def test_a_second_opening_builds_nothing(make_release, tmp_path, monkeypatch):
    release = make_release([make_release.Story(["我/r/PRON"])])
    open_corpus(release, cache=tmp_path)
    monkeypatch.setattr("juku.query.indexing.building.build_index", None)
    assert open_corpus(release, cache=tmp_path).n_tokens == 1


def test_a_changed_release_gets_an_index_of_its_own(make_release, tmp_path):
    one = make_release([make_release.Story(["我/r/PRON"])])
    two = make_release([make_release.Story(["我/r/PRON 们/k/PART"])])
    first = open_corpus(one, cache=tmp_path)
    (one / "data" / "train-00000-of-00001.parquet").write_bytes(
        (two / "data" / "train-00000-of-00001.parquet").read_bytes()
    )
    second = open_corpus(one, cache=tmp_path)
    assert (first.n_tokens, second.n_tokens) == (1, 2)


def test_the_release_says_its_own_name_whatever_the_cached_index_was_told(make_release, tmp_path):
    release = make_release([make_release.Story(["我/r/PRON"])])
    provenance = release / "provenance.json"
    for version in ("1.0.0", "1.0.1"):
        provenance.write_text(f'{{"name": "demo", "version": "{version}", "identity": "ab"}}')
        checksums.write(release)
        corpus = open_corpus(release, cache=tmp_path)
        assert (corpus.name, corpus.version) == ("demo", version)
    assert len(list(tmp_path.glob(f"*-{arrays.FORMAT}"))) == 1, "one index serves both"


def test_damage_is_named_with_its_file(corpus):
    file = corpus.path / "word_postings.bin"
    corpus.verify()
    file.chmod(0o644)
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(QueryError, match=r"word_postings\.bin: does not have the SHA-256"):
        corpus.verify()
    file.write_bytes(content[:-4])
    with pytest.raises(QueryError, match=r"word_postings\.bin: is missing or not as long"):
        open_corpus(corpus.path)


SPOILT = {
    "upos": ([["PRON"]], r".*\.0001: has 1 values for 2 tokens"),
    "token_start": ([[0, None]], r".*\.0001: holds a null"),
    "tokens": ([None], "is null in 1 row"),
    "paragraph": ([None], "is null in 1 row"),
    "sentence_id": (["test-20240101-00000000.1"], r"test-.*\.1: is not article_id and ordinal, .*"),
}


def test_a_token_without_a_character_is_refused(make_release, tmp_path):
    import pyarrow.parquet as pq

    release = make_release([make_release.Story(["我/r/PRON 们/k/PART"])])
    [file] = (release / "data").iterdir()
    table = pq.read_table(file)
    at = table.column_names.index("tokens")
    made = pa.chunked_array([[["我", ""]]], table.schema.field(at).type)
    pq.write_table(table.set_column(at, "tokens", made), file)
    with pytest.raises(ContractError, match=r"^sentences\.tokens: holds an empty token; drop it$"):
        open_corpus(release, cache=tmp_path / "cache")


@pytest.mark.parametrize("name", SPOILT)
def test_rows_that_lack_a_value_are_refused_and_nothing_is_left(make_release, tmp_path, name):
    values, fact = SPOILT[name]
    line = make_release.Line("我/r/PRON 们/k/PART")
    release = make_release([make_release.Story([line])])
    import pyarrow.parquet as pq

    file = release / "data" / "train-00000-of-00001.parquet"
    table = pq.read_table(file)
    at = table.column_names.index(name)
    made = pa.chunked_array([values], table.schema.field(at).type)
    pq.write_table(table.set_column(at, name, made), file)
    with pytest.raises(ContractError, match=rf"sentences\.{name}: {fact}; build"):
        open_corpus(release, cache=tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize(
    ("folder", "table", "names"),
    [("data", "sentences", ["role", "xpos"]), ("articles", "articles", ["article_id"])],
)
def test_columns_that_are_missing_are_named(make_release, tmp_path, folder, table, names):
    import pyarrow.parquet as pq

    release = make_release([make_release.Story(["我/r/PRON"])])
    file = release / folder / "train-00000-of-00001.parquet"
    pq.write_table(pq.read_table(file).drop_columns(names), file)
    with pytest.raises(ContractError) as refused:
        open_corpus(release, cache=tmp_path / "cache")
    assert str(refused.value).splitlines() == [
        f"{file}: {table}.{name}: is missing; build the release again" for name in names
    ]


def test_votes_may_be_missing_and_a_tag_may_be_null(make_release, tmp_path):
    import pyarrow.parquet as pq

    release = make_release([make_release.Story(["我/r/PRON 说/v/VERB"])])
    file = release / "data" / "train-00000-of-00001.parquet"
    table = pq.read_table(file).drop_columns(["boundary_votes"])
    at = table.column_names.index("upos")
    pq.write_table(table.set_column(at, "upos", [[["PRON", None]]]), file)
    corpus = open_corpus(release, cache=tmp_path / "cache")
    assert corpus.boundary_votes is None
    assert corpus.values("upos", np.array([0, 1])).to_pylist() == ["PRON", ""]


def test_batches_that_share_a_dictionary_give_each_its_own_words(
    make_release, monkeypatch, tmp_path
):
    lines = [f"{word}/n/N" for word in "甲乙丙丁戊己庚辛"]
    release = make_release([make_release.Story(lines)])
    whole = open_corpus(release, cache=tmp_path / "one").path
    from juku import store

    batches = store.batches
    monkeypatch.setattr(store, "batches", lambda *a, **k: batches(*a, **(k | {"rows": 3})))
    pieces = open_corpus(release, cache=tmp_path / "two").path
    for file in sorted(whole.iterdir()):
        assert file.read_bytes() == (pieces / file.name).read_bytes(), file.name


def test_more_than_256_tags_and_signs_past_the_basic_plane_are_kept(open_made):
    line = open_made.Line
    lines = [line([("词", f"t{n}", f"U{n % 3}") for n in range(300)]), line("𠮷野/n/N 家/n/N")]
    corpus = open_made([open_made.Story(lines)])
    assert corpus.stream("xpos").dtype == np.uint16
    assert corpus.find('[xpos="t299"]').start.tolist() == [299]
    assert corpus.find_chars("𠮷").start.tolist() == [300]
    assert corpus.find_chars("野家").char_start.tolist() == [1]
    assert corpus.find('chars("𠮷野家")').end.tolist() == [302]


@pytest.mark.parametrize(
    ("tags", "kind"), [(256, np.uint8), (257, np.uint16), (65536, np.uint16), (65537, np.uint32)]
)
def test_tags_are_numbered_in_as_many_bits_as_they_need(open_made, tags, kind):
    line = open_made.Line([("词", f"t{n:05}", "X") for n in range(tags)])
    corpus = open_made([open_made.Story([line])])
    assert corpus.stream("xpos").dtype == kind
    assert corpus.find(f'[xpos="t{tags - 1:05}"]').start.tolist() == [tags - 1]
    assert corpus.find('[xpos="t00000"]').start.tolist() == [0]


def test_a_cache_that_cannot_be_written_is_named(make_release, tmp_path):
    release = make_release([make_release.Story(["我/r/PRON"])])
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(
        QueryError, match=r"cannot be written \(.*; name another folder for .* \$JUKU_CACHE"
    ):
        open_corpus(release, cache=tmp_path / "file")


@pytest.mark.parametrize(
    "said",
    [
        OSError(28, "No space left on device"),
        OSError(28, "Error writing bytes to file. Detail: [errno 28]"),  # as Arrow says it
        OSError("230913 requested and 15360 written"),  # and numpy
    ],
)
def test_a_disk_without_room_is_an_error_and_leaves_nothing(
    make_release, tmp_path, monkeypatch, said
):
    release = make_release([make_release.Story(["我/r/PRON"])])

    def full(*_):
        raise said

    monkeypatch.setattr("os.posix_fallocate", full)
    with pytest.raises(QueryError, match=r"written \(No space left on device\); free some space"):
        open_corpus(release, cache=tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []


def test_two_builders_of_one_index_do_not_disturb_each_other(make_release, tmp_path):
    from juku.query.indexing.building import build_index
    from juku.query.indexing.sources import find_source

    release = make_release([make_release.Story(["我/r/PRON"])])
    first = open_corpus(release, cache=tmp_path)
    before = (first.path / "word.bin").stat().st_ino
    build_index(find_source(release), first.path)
    assert (first.path / "word.bin").stat().st_ino == before, "an equal index is left in place"
    assert [p.name for p in tmp_path.iterdir() if ".part-" in p.name] == []


def test_a_folder_without_parquet_is_refused(tmp_path):
    with pytest.raises(QueryError, match="has no Parquet of sentences"):
        open_corpus(tmp_path)


def test_a_path_that_is_not_there_is_said_to_be_not_there(tmp_path):
    with pytest.raises(QueryError, match=r"news-1\.0\.0: is not there"):
        open_corpus(tmp_path / "news-1.0.0")


def test_an_index_of_another_format_is_built_anew(make_release, tmp_path, monkeypatch):
    release = make_release([make_release.Story(["我/r/PRON"])])
    old = open_corpus(release, cache=tmp_path).path
    monkeypatch.setattr(arrays, "FORMAT", arrays.FORMAT + 1)
    assert open_corpus(release, cache=tmp_path).path != old


def _overwrite(file):
    """Change the last 7 bytes of the tokens' column, and nothing else of the file."""
    import pyarrow.parquet as pq

    group = pq.ParquetFile(file).metadata.row_group(0)
    columns = [group.column(at) for at in range(group.num_columns)]
    (tokens,) = [c for c in columns if c.path_in_schema.startswith("tokens.")]
    starts = [tokens.data_page_offset, tokens.dictionary_page_offset]
    end = min(at for at in starts if at) + tokens.total_compressed_size
    content = bytearray(file.read_bytes())
    content[end - 7 : end] = bytes(b ^ 0xFF for b in content[end - 7 : end])
    file.write_bytes(content)


def _say(index, **facts):
    """Let an index say something else of itself."""
    file = index / arrays.MANIFEST
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | facts), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        lambda index: os.truncate(index / "word.bin", 1),
        lambda index: (index / "xpos.arrow").unlink(),
        lambda index: (index / "index.json").unlink(),
        lambda index: (index / "index.json").write_text("[]"),
        lambda index: (index / "index.json").write_text('{"format": 1}'),
        lambda index: _say(index, identity=None),
        lambda index: _say(index, release=["demo"]),
        lambda index: _say(index, sources=[]),
        lambda index: _say(index, tokens="1"),
        lambda index: _say(index, dtypes=None),
        lambda index: _say(index, files=["word.bin"]),
        lambda index: _say(index, files={"word.bin": 4}),
        lambda index: _say(index, files={"word.bin": {"bytes": 4}}),
    ],
)
def test_a_damaged_index_in_the_cache_is_built_anew(make_release, tmp_path, damage):
    release = make_release([make_release.Story(["我/r/PRON 说/v/VERB"])])
    first = open_corpus(release, cache=tmp_path / "cache").path
    damage(first)
    again = open_corpus(release, cache=tmp_path / "cache")
    assert again.path == first
    again.verify()
    assert len(again.find('"说"')) == 1
    assert len([p for p in (tmp_path / "cache").iterdir() if p.is_dir()]) == 1


def test_a_damaged_index_in_the_release_is_passed_over(make_release, tmp_path):
    from juku.query.indexing.building import build_index
    from juku.query.indexing.sources import find_source

    release = make_release([make_release.Story(["我/r/PRON 说/v/VERB"])])
    shipped = release / "index"
    build_index(find_source(release), shipped)
    assert open_corpus(release, cache=tmp_path / "cache").path == shipped
    os.truncate(shipped / "word.bin", 1)
    again = open_corpus(release, cache=tmp_path / "cache")
    assert again.path.parent == tmp_path / "cache"
    assert len(again.find('"说"')) == 1
    assert (shipped / "word.bin").stat().st_size == 1, "a release is left as it is"


def test_an_index_does_not_answer_for_bytes_that_it_was_not_made_from(make_release, tmp_path):
    """Neither size nor footer of the file differ."""
    stories = [make_release.Story(["我/r/PRON 说/v/VERB 汉语/n/NOUN"] * 20)]
    release = make_release(stories)
    open_corpus(release, cache=tmp_path / "cache")
    _overwrite(release / "data" / "train-00000-of-00001.parquet")
    with pytest.raises(ContractError):
        open_corpus(release, cache=tmp_path / "cache")


def test_a_shipped_index_does_not_answer_for_other_bytes(make_release, tmp_path):
    from juku.query.indexing.building import build_index
    from juku.query.indexing.sources import find_source

    release = make_release([make_release.Story(["我/r/PRON 说/v/VERB 汉语/n/NOUN"] * 20)])
    build_index(find_source(release), release / "index")
    _overwrite(release / "data" / "train-00000-of-00001.parquet")
    with pytest.raises(ContractError):
        open_corpus(release, cache=tmp_path / "cache")


def test_a_time_of_modification_that_is_set_back_hides_nothing(make_release, tmp_path):
    release = make_release([make_release.Story(["我/r/PRON 说/v/VERB 汉语/n/NOUN"] * 20)])
    open_corpus(release, cache=tmp_path / "cache")
    file = release / "data" / "train-00000-of-00001.parquet"
    times = file.stat()
    _overwrite(file)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(ContractError):
        open_corpus(release, cache=tmp_path / "cache")


def test_files_are_read_for_their_sums_only_when_they_were_touched(
    make_release, tmp_path, monkeypatch
):
    from juku.query.indexing import digests

    release = make_release([make_release.Story(["我/r/PRON"])])
    path = open_corpus(release, cache=tmp_path / "cache").path
    read = []
    sha256 = digests.file_sha256
    monkeypatch.setattr(digests, "file_sha256", lambda file: read.append(file.name) or sha256(file))
    open_corpus(release, cache=tmp_path / "cache")
    assert read == []
    file = release / "data" / "train-00000-of-00001.parquet"
    os.utime(file, ns=(0, 0))
    assert open_corpus(release, cache=tmp_path / "cache").path == path
    assert read == [file.name]


@pytest.mark.parametrize("kept", ["", "[]", '{"data/train-00000-of-00001.parquet": [1]}'])
def test_sums_that_cannot_be_used_are_computed_again(make_release, tmp_path, kept):
    release = make_release([make_release.Story(["我/r/PRON"])])
    path = open_corpus(release, cache=tmp_path / "cache").path
    (seen,) = (tmp_path / "cache").glob("seen-*.json")
    before = seen.read_text()
    seen.write_text(kept)
    assert open_corpus(release, cache=tmp_path / "cache").path == path
    assert seen.read_text() == before
