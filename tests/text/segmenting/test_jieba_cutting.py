"""The kernel cuts as rjieba cuts: any text, any characters, with curated words and without."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from juku.text.arrays.flat import Slices
from juku.text.segmenting import jieba_cutting
from juku.text.segmenting.jieba_cutting import Cutter, Way
from juku.text.vocabulary import jieba_dictionary

CURATED = (
    ("进博会", "nz"),
    ("新就业群体", "n"),
    ("的了", "x"),  # of two of the most frequent words
    ("上海", "ns"),  # which the dictionary has
    ("𠮷野家", "nz"),
    ("𠮷", "nr"),
    ("一" * 70, "m"),
    ("A股", "n"),
)
pytestmark = pytest.mark.skipif(
    jieba_cutting._KERNEL is None, reason="the kernel cutting was not built"
)
WAYS = [pytest.param(way, id=way.name.lower()) for way in Way]
LEXICONS = [pytest.param((), id="bare"), pytest.param(CURATED, id="curated")]
COMMON = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可"
# In turn: beyond the model's last character, extensions, compatibility ideographs, none of Han.
RARE = "鿕鿖鿿㐀䶿\uf900\ufaff\U00020000\U0002a6df\U0002a6e0\U0002a700\U0002ebef\U0002ebf0𠮷"
TEXT = st.text(
    alphabet=st.one_of(
        st.sampled_from(COMMON),
        st.sampled_from("，。！？“”（）0123456789ABCabc.%-+#&_ \n\r\u3000\x1c\x85\0" + RARE),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=60,
)


@cache
def _kernel(curated):
    made = Cutter(curated)
    assert made._dictionary is not None
    return made


@cache
def _rjieba(curated):
    made = Cutter(curated)
    made.__dict__["_dictionary"] = None
    return made


def _same(texts, way, curated):
    """The ends, which are those of rjieba; and a number is of one form alone."""
    ends, numbers = _kernel(curated).numbered(texts, way)
    assert ends.dtype == np.int64
    assert ends.tolist() == _rjieba(curated).ends(texts, way).tolist()
    if numbers is not None:
        assert numbers.dtype == np.int32
        assert len(numbers) == len(ends)
        assert numbers.max(initial=-1) < _kernel(curated).numbers
        pieces = Slices(jieba_cutting.joined(texts), np.append(0, ends)[:-1], ends)
        pairs = {pair for pair in zip(numbers.tolist(), pieces, strict=True) if pair[0] >= 0}
        assert len(pairs) == len(dict(pairs)) == len({form for _, form in pairs})
    return ends


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("curated", LEXICONS)
@given(texts=st.lists(TEXT, max_size=4))
@example(texts=["\r", "\n\r\n", "\r\r\n\n"])
@example(texts=["", "一" * 71, "A股a股"])
@example(texts=["WES-5.4.5 3.6.3-4 a_b. .5 12.5%% -- 1.中2 #1 C++ a+b AT&T 中A1.5%国 _-a"])
@example(texts=["𠮷𠮷野家了的了进博会议上海", RARE, "中".join(RARE)])
@settings(max_examples=300, deadline=None)
def test_any_text_is_cut_as_rjieba_cuts_it(texts, way, curated):
    _same(texts, way, curated)


@pytest.mark.parametrize("way", WAYS)
def test_characters_of_all_kinds_are_cut_as_rjieba_cuts_them(way):
    characters = [
        chr(c) for c in range(0x110000) if not 0xD800 <= c <= 0xDFFF and c not in {10, 13}
    ]
    for between in ("", "国A"):
        _same(["\n".join(one + one + between + one for one in characters)], way, ())


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("curated", LEXICONS)
def test_words_and_characters_of_the_dictionary_in_any_order(way, curated):
    chance = random.Random(7)
    words = jieba_dictionary.words() + [word for word, _ in curated] * 1000
    letters = sorted(set("".join(words)))
    texts = ["".join(chance.choices(words, k=12)) for _ in range(4000)]
    texts += ["".join(chance.choices(letters, k=40)) for _ in range(4000)]
    texts += ["".join(chance.choices(COMMON, k=40)) for _ in range(4000)]
    _same(texts, way, curated)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("curated", LEXICONS)
def test_a_very_long_run_of_characters(way, curated):
    chance = random.Random(8)
    text = "".join(chance.choices(COMMON + "鿕畲A1", k=300_000))
    assert len(_same([text], way, curated)) > 100_000


@pytest.mark.parametrize("way", WAYS)
def test_pages_are_cut_as_rjieba_cuts_them(way):
    pages = sorted((Path(__file__).parents[3] / "corpus" / "pages").rglob("*"))
    texts = [page.read_text("utf-8") for page in pages if page.is_file()]
    assert len(_same(texts, way, ())) > 1000


def test_both_ways_come_out_of_one_walk_once_both_were_asked_for():
    made, calls = Cutter(()), []
    dictionary = made._dictionary

    class Counting:
        def cut(self, *asked):
            calls.append(asked)
            return dictionary.cut(*asked)

    made.__dict__["_dictionary"] = Counting()
    for text in ("上海", "北京"):
        for way in Way:
            made.ends([text], way)
    assert calls == [
        ("上海\n", True, False),
        ("上海\n", True, True),
        ("北京\n", True, True),
    ]


def test_a_lone_surrogate_is_refused_as_rjieba_refuses_it():
    for text in ("上海\ud800", "\udfff", "𠮷\udc00a"):
        for made in (_kernel(()), _rjieba(())):
            with pytest.raises(UnicodeEncodeError, match="surrogates not allowed"):
                made.ends([text], Way.LIKELIEST)


def test_other_versions_than_it_was_made_after_leave_the_kernel_aside(monkeypatch):
    monkeypatch.setitem(jieba_cutting._MADE_AFTER, "rjieba", "0.0.0")
    assert Cutter(())._dictionary is None


@pytest.mark.parametrize(
    ("rows", "added", "same"),
    [
        ("上海 12 ns\n京\n", (), 1000),
        ("上海 0 ns\n", (), 1000),
        ("上海 12a ns\n", (), 1000),
        ("上海 99999999999999 ns\n", (), 1000),
        (" 12 ns\n", (), 1000),
        ("海" * 65 + " 12 ns\n", (), 1000),
        ("上海 12 ns\n", (("", 3),), 1000),
        ("上海 12 ns\n", (("京", 0),), 1000),
        ("上海 12 ns\n", (), 0),
        ("", (), 1000),
    ],
)
def test_what_is_no_dictionary_is_refused(rows, added, same):
    with pytest.raises(ValueError, match=r"row at|without|below 1|no word"):
        jieba_cutting._KERNEL.Dictionary(rows, added, same, jieba_dictionary.model())


def test_what_is_no_model_and_what_is_no_word_is_refused():
    make = jieba_cutting._KERNEL.Dictionary
    with pytest.raises(ValueError, match="another shape"):
        make("上海 12 ns\n", (), 1000, b"\0" * 64)
    with pytest.raises(TypeError):
        make("上海 12 ns\n", ((12, "上"),), 1000, jieba_dictionary.model())
    with pytest.raises(TypeError):
        make("上海 12 ns\n", ("上海",), 1000, jieba_dictionary.model())


def test_a_dictionary_grows_with_long_words_and_takes_rows_without_a_last_line_feed():
    words = ["".join(chr(0x4E00 + (i * 7 + k * k) % 5000) for k in range(20)) for i in range(3000)]
    rows = "\n".join(f"{word} 3 n" for word in words)
    made = jieba_cutting._KERNEL.Dictionary(rows, (), 1000, jieba_dictionary.model())
    for text in (words[0], words[-1]):
        likeliest, fewest = made.cut(text, True, True)
        assert likeliest == fewest
        assert likeliest[0] == np.array([20]).tobytes()
    assert made.cut("", True, False) == ((b"", b""), None)
