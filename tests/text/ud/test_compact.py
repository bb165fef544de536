"""The kernel gives what numpy gives, and refuses arrays that do not belong together."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.records import LexiconEntry
from juku.text.ud import UdSegmenter, compact, dictionary, features, fold, tag_features
from juku.text.ud.lexicon import Forced
from juku.text.ud.reading import Reading

pytestmark = pytest.mark.skipif(
    compact.KERNEL is None, reason="the kernel was not built, or is switched off"
)

LEXICON = (
    LexiconEntry("宣讲汇", "nz", "PROPN", "a club"),
    LexiconEntry("“两新”组织", "n", "NOUN", "with its marks"),
    LexiconEntry("就", "zz", "ADV", "one character, a tag that jieba has not"),
    LexiconEntry("中 国", "ns", "PROPN", "with a blank"),
)
ANY = st.characters(exclude_categories=["Cs"])
LIKELY = st.sampled_from(
    [
        *"中国人民的发展了在是就，。“”（）《》·一二2024年月日万%.-—…aZＡ１，,𠮷😀é",
        *" 　\n\r\t\x00\x1c\u0085\u200b\ufeff\U0010ffff",
        *["宣讲汇", "“两新”组织", "中 国", "中华人民共和国", "新华社记者", "\r\n"],
    ]
)
TEXTS = st.lists(st.lists(LIKELY | ANY, max_size=40).map("".join), max_size=5)


@pytest.fixture(scope="module")
def segmenter():
    return UdSegmenter(LEXICON)


@pytest.fixture(scope="module")
def with_numpy(segmenter):
    """The same segmenter, asked without the kernel."""

    def segment(texts):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(compact, "KERNEL", None)
            return segmenter.segment(texts)

    return segment


def told(tokens):
    return (
        tokens.starts.tolist(),
        tokens.lengths().tolist(),
        list(tokens.xpos),
        list(tokens.upos),
        tokens.offsets.tolist(),
    )


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_any_text_is_cut_and_tagged_as_with_numpy(segmenter, with_numpy, texts):
    assert told(segmenter.segment(texts)) == told(with_numpy(texts))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "中",
        "\x00" * 300,
        "中" * 5000,
        "中国" * 70_000,
        "a" * 3000,
        "。" * 3000,
        " " * 3000,
        "宣讲汇" * 500,
        "𠮷😀" * 500,
        "3.14%" * 400,
    ],
    ids=lambda text: f"{text[:2]!r}x{len(text)}",
)
def test_extremes_are_cut_and_tagged_as_with_numpy(segmenter, with_numpy, text):
    texts = ["经济的发展很快。", text, "我们要发展经济。"]
    assert told(segmenter.segment(texts)) == told(with_numpy(texts))


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(categories=["Cs", "Lo", "Zs"]), max_size=30), st.data())
def test_half_surrogates_and_any_rough_words_are_cut_as_with_numpy(segmenter, text, data):
    """No segmenter of words takes them, so that the kernel is given them by hand."""
    reading = read(text, data)
    starts = data.draw(st.sets(st.integers(0, len(text)), max_size=4).map(sorted))
    ends = [*starts[1:], len(text) + 1][: len(starts)]
    forced = Forced(np.array(starts, np.int64), np.array(ends, np.int64), np.array(starts))
    cutter, tagger = segmenter._cutter, segmenter._tagger
    found, wanted = cutter.cut(reading, forced), cutter._cut(reading, forced)
    assert [own.tolist() for own in found] == [own.tolist() for own in wanted]
    spans = (*wanted, np.zeros(len(wanted[0]), np.int64))
    words = (spans[0], spans[1] - spans[0], spans[2])
    assert list(tagger.tag(reading, *words)) == list(tagger._tag(reading, *words))


def read(text, data):
    """A reading of ``text`` and one character more, with rough words of any length."""
    codes = fold.codes_of(text + "中")
    folds = fold.Fold()
    edges = data.draw(st.sets(st.integers(1, len(codes)), max_size=9)) | {0, len(codes)}
    rough = np.diff(np.array(sorted(edges), np.int64))
    plain, shape, kind = folds.plain[codes], folds.shape[codes], folds.kind[codes]
    return Reading(text + "中", np.zeros(1, np.int64), plain, shape, kind, rough)


@given(st.sets(st.integers(1, 2**64 - 1), max_size=200))
def test_every_key_has_a_slot_of_its_own(keys):
    made = compact.slots(np.array([*keys], np.uint64))
    mask = (1 << len(keys).bit_length()) - 1
    assert sorted(place & mask for place in made.tolist() if place) == [*range(1, len(keys) + 1)]


def test_slots_are_the_kernels(monkeypatch):
    monkeypatch.setattr(compact, "KERNEL", None)
    with pytest.raises(RuntimeError, match="not built"):
        compact.slots(np.ones(1, np.uint64))


def test_it_is_counted_alike():
    assert len(features.TEMPLATES) == 15
    assert (len(tag_features.OF_FORMS), len(tag_features.OF_PAIRS)) == (9, 7)
    assert (fold.N_KINDS, fold.BLANK, fold.CLOSED) == (11, 0, 7)
    assert (dictionary.LENGTHS, dictionary.MADE, dictionary.N_TAGS) == (7, 62, 64)


ALL_SMALL = (((0,), np.zeros((3, 2), np.int64), None),) * 15
"""Tables of two keys each."""


def call(segmenter, **given):
    """The kernel on a text of four characters, with some arrays in place of the right ones."""
    cutter = segmenter._cutter
    text = {
        "plain": np.zeros(4, np.uint32),
        "shape": np.zeros(4, np.uint32),
        "kind": np.ones(4, np.uint8),
        "rough": np.array([2, 2]),
        "trie": cutter._dictionary.compact,
        "tables": cutter._compact,
        "moves": cutter._moves,
        "starts": np.zeros(0, np.int64),
        "ends": np.zeros(0, np.int64),
        "out": np.zeros(4, np.int64),
    }
    own = {**text, **given}
    return compact.KERNEL.cut(
        (own["plain"], own["shape"], own["kind"], own["rough"]),
        (own["trie"], own["tables"], own["moves"]),
        (own["starts"], own["ends"]),
        own["out"],
        np.zeros(4, np.int64),
    )


def test_a_call_by_hand_cuts(segmenter):
    assert 1 <= call(segmenter) <= 4


@pytest.mark.parametrize(
    "given",
    [
        {"plain": np.zeros(3, np.uint32)},
        {"shape": np.zeros(4, np.uint64)},
        {"rough": np.array([2, 1])},
        {"rough": np.array([2, 3])},
        {"rough": np.array([4, 0])},
        {"rough": np.array([2**62, 2**62])},
        {"rough": np.array([-1, 5])},
        {"starts": np.array([3]), "ends": np.array([5])},
        {"starts": np.array([-1]), "ends": np.array([1])},
        {"starts": np.array([2]), "ends": np.array([2])},
        {"starts": np.array([2]), "ends": np.array([3, 4])},
        {"moves": np.zeros((4, 4), np.int64)},
        {"moves": np.zeros((3, 4), np.int32)},
        {"out": np.zeros(3, np.int64)},
        {"tables": ()},
        {"trie": (np.zeros((3, 2), np.uint64), np.zeros(12, np.uint32))},
        {"trie": (np.zeros((3, 2), np.uint64), np.full(16, 9, np.uint32))},
        {"trie": (np.zeros((3, 2), np.uint64), None)},
        {"kind": np.full(4, 255, np.uint8), "tables": ALL_SMALL},
    ],
)
def test_arrays_that_do_not_belong_together_are_refused(segmenter, given):
    with pytest.raises(ValueError, match=r"."):
        call(segmenter, **given)


def test_slots_that_lead_nowhere_lead_to_no_key(segmenter):
    """A slot's place is not believed: no record is looked at that is not there."""
    wild = np.full(16, 0xFFFFFFFF, np.uint32)
    wild[3] = 0
    assert call(segmenter, trie=(np.ones((3, 2), np.uint64), wild)) >= 1


@pytest.mark.parametrize(
    ("starts", "lengths"), [([3], [2]), ([-1], [1]), ([0], [0]), ([0], [2**62])]
)
def test_words_that_are_not_in_the_text_are_refused(segmenter, starts, lengths):
    tagger = segmenter._tagger
    text = (np.zeros(4, np.uint32), np.zeros(4, np.uint32), np.ones(4, np.uint8))
    model = (tagger._dictionary.compact, *tagger._compact, len(tagger._upos))
    words = (np.array(starts), np.array(lengths), np.zeros(1, np.int64))
    with pytest.raises(ValueError, match="not in the text"):
        compact.KERNEL.tag(text, words, model, np.zeros(1, np.int32))
