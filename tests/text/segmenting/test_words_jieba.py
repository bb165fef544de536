"""rjieba and jieba: the same words, native tags, the lexicon in both, no side effects."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest
import rjieba
from hypothesis import example, given, settings
from hypothesis import strategies as st

from juku.records import LexiconEntry
from juku.text.segmenting import jieba_cutting, words_jieba

LEXICON = (
    LexiconEntry("进博会", "nz", "PROPN", "a fair"),
    LexiconEntry("老杨树宣讲汇", "nt", "PROPN", "a body"),
    LexiconEntry("新就业群体", "n", "NOUN", "a coinage"),
)
HAN = st.text(
    alphabet=st.one_of(
        st.sampled_from("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可"),
        st.sampled_from("，。！？“”（）0123456789ABCabc.%-+#&_ \n\r\u3000\x1c\x85"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5),
    ),
    max_size=40,
)


@pytest.fixture(scope="module")
def fast():
    return words_jieba.RjiebaSegmenter(LEXICON)


@pytest.fixture(scope="module")
def reference():
    return words_jieba.JiebaSegmenter(LEXICON)


@given(text=HAN)
@settings(max_examples=300, deadline=None)
def test_words_and_tags_are_those_of_one_call_of_tag(text):
    # The remembered tag of a form is what rjieba.tag says of it wherever it stands.
    expected = [(word, tag) for word, tag in rjieba.tag(text) if not word.isspace()]
    got = _bare().segment([text])
    assert list(zip(got.words, got.xpos, strict=True)) == expected


def _bare(made=[]):  # noqa: B006  # one instance for all examples
    if not made:
        made.append(words_jieba.RjiebaSegmenter())
    return made[0]


@given(
    text=st.text(
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可，。 ", max_size=40
    )
)
@example(text="一一一于")  # 一一|一 or 一|一一
@settings(max_examples=200, deadline=None)
def test_rjieba_cuts_han_as_jieba_cuts_it_unless_two_ways_are_as_likely(fast, reference, text):
    words = fast._jieba.cut(text, hmm=False)
    dictionary = reference._tagger.tokenizer
    others = list(dictionary.cut(text, HMM=False))
    if words == others:
        assert fast.cut([text])[:-1] == reference.cut(text)
    else:
        assert _likelihood(dictionary, words) == pytest.approx(_likelihood(dictionary, others))


def _likelihood(dictionary, words):
    """The logarithm of a way's probability by jieba's dictionary."""
    return sum(math.log((dictionary.FREQ.get(word) or 1) / dictionary.total) for word in words)


def test_lexicon_words_are_kept_whole_by_both(fast, reference):
    text = "老杨树宣讲汇走进进博会服务新就业群体"
    expected = ["老杨树宣讲汇", "走进", "进博会", "服务", "新就业群体"]
    for engine in (fast, reference):
        tokens = engine.segment([text])
        assert tokens.words == expected
        assert tokens.xpos[2] == "nz"
        assert tokens.upos[::4] == ["PROPN", "NOUN"]


def test_both_give_a_lexicon_word_the_same_frequency(reference):
    fresh = rjieba.Jieba()
    for entry in LEXICON:
        assert fresh.suggest_freq(entry.word) == reference._tagger.tokenizer.FREQ[entry.word]
        fresh.add_word(entry.word, None, entry.xpos)


def test_a_lexicon_stays_in_its_own_instance(fast):
    assert fast.segment(["进博会"]).words == ["进博会"]
    assert rjieba.cut("进博会") == ["进", "博会"]
    assert _bare().segment(["进博会"]).words == ["进", "博会"]


def test_a_traditional_lexicon_word_is_simplified():
    engine = words_jieba.RjiebaSegmenter([LexiconEntry("進博會", "nz", "PROPN", "a fair")])
    assert engine.segment(["进博会"]).words == ["进博会"]


def test_forgetting_forms_changes_nothing(monkeypatch, fast):
    texts = ["第七届进博会在上海举办", "城市工作做得好不好"]
    expected = fast.segment(texts)
    monkeypatch.setattr(words_jieba, "REMEMBERED", 0)
    again = [fast.segment([text]) for text in texts for _ in range(2)]
    assert [t.words for t in again[::2]] == [expected.of(0).words, expected.of(1).words]
    assert [t.xpos for t in again[1::2]] == [expected.of(0).xpos, expected.of(1).xpos]


def test_a_carriage_return_at_the_end_does_not_melt_into_the_batch(fast):
    tokens = fast.segment(["上海\r", "\n北京"])
    assert (tokens.words, tokens.starts.tolist()) == (["上海", "北京"], [0, 1])


@given(texts=st.lists(HAN, max_size=6), stretch=st.integers(1, 30))
@example(texts=["上海\r", "\n北京", "\r"], stretch=1)
@example(texts=["上海" + "A" * 255, "北京" + "7" * 256], stretch=30)
@settings(max_examples=200, deadline=None)
def test_pieces_are_those_of_each_text_by_itself_however_much_is_cut_at_a_time(texts, stretch):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jieba_cutting, "_KERNEL", None)
        patch.setattr(jieba_cutting, "_STRETCH", stretch)
        ends = jieba_cutting.Cutter(()).ends(texts, jieba_cutting.Way.LIKELIEST)
    pieces = list(words_jieba._pieces(texts, ends))
    assert pieces == _bare().cut(texts)
    assert pieces == [one for text in texts for one in [*rjieba.cut(text), "\n"]]


@pytest.mark.skipif(jieba_cutting._KERNEL is None, reason="the kernel cutting was not built")
def test_without_a_kernel_tokens_are_the_same(monkeypatch):
    texts = ["第七届进博会在上海举办", "城市工作做得好不好\r\n好 A股𠮷野家𠮷", "上海\r", ""]
    with_kernel = words_jieba.RjiebaSegmenter(LEXICON)
    monkeypatch.setattr(jieba_cutting, "_KERNEL", None)
    without = words_jieba.RjiebaSegmenter(LEXICON)
    with_kernel._cutter, without._cutter = (
        jieba_cutting.Cutter(with_kernel._cutter._curated) for _ in range(2)
    )
    assert without._cutter.numbers == 0
    monkeypatch.undo()
    assert with_kernel._cutter.numbers > 0
    for _ in range(2):
        expected, got = without.segment(texts), with_kernel.segment(texts)
        for field in ("words", "xpos", "upos"):
            assert list(getattr(got, field)) == list(getattr(expected, field))
        assert got.starts.tolist() == expected.starts.tolist()


def test_what_was_cut_last_is_not_cut_again_whoever_asks():
    texts = ["上海举办", "进博会\r\n好"]
    one, other = (words_jieba.RjiebaSegmenter(LEXICON) for _ in range(2))
    assert one.ends(texts) is other.ends(texts)
    assert not one.ends(texts).flags.writeable
    assert _bare().cut(texts) != one.cut(texts) == other.cut(texts)


def test_empty_batch_and_empty_texts(fast, reference):
    for engine in (fast, reference):
        assert engine.segment([]).offsets.tolist() == [0]
        assert engine.segment(["", " \n"]).offsets.tolist() == [0, 0, 0]


def test_versions_tell_lexicons_apart():
    assert words_jieba.RjiebaSegmenter().version != words_jieba.RjiebaSegmenter(LEXICON).version


def test_jieba_writes_no_cache_and_no_log(tmp_path):
    program = (
        "from juku.text.segmenting.words_jieba import JiebaSegmenter;"
        "print(JiebaSegmenter().segment(['上海举办']).words)"
    )
    env = {"TMPDIR": str(tmp_path), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=env
    )
    assert (done.stdout, done.stderr) == ("['上海', '举办']\n", "")
    assert list(tmp_path.iterdir()) == []


def test_fewest_words_parts_from_the_likeliest_where_a_reader_may():
    fewest = words_jieba.FewestWords(LEXICON)
    assert fewest.cut(["对此次进博会"]) == ["对此", "次", "进博会", "\n"]
    assert _bare().cut(["对此次会议"])[:2] == ["对", "此次"]
