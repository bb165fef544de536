"""Reprints are found, whichever way a story was edited, and nothing else is."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import measure_reprints as measure
from juku.build.running import reprints
from juku.text.arrays import shingles
from juku.text.forms import script

STORY = "展会于五日开幕，来自一百五十二个国家的客商参加。观众很多，大家都说办得好，下一届还要再来。"


def corpus_of(texts, folder, per_shard=3):
    rows = [(text, number, "original") for number, text in enumerate(texts)]
    shards = [
        measure.shard(rows[start : start + per_shard], folder, number)
        for number, start in enumerate(range(0, len(rows), per_shard))
    ]
    return reprints.Corpus([a for a, _ in shards], [b for _, b in shards], folder)


def found(texts, folder, per_shard=3, days=None):
    corpus = corpus_of(texts, folder, per_shard)
    published = np.array(days or [0] * len(texts), np.int32)
    return reprints.earliest(corpus, published).tolist()


def jaccard(text, other):
    """Of the runs of three characters that either has, how many both have."""
    one, two = (set(shingles.shingles(each).tolist()) for each in (text, other))
    return len(one & two) / len(one | two)


def test_a_copy_names_the_first_and_the_first_names_none(tmp_path):
    texts = ["无关的一篇。" * 9, STORY, STORY.replace("五", "六"), "别的事情。" * 9, STORY + STORY]
    assert found(texts, tmp_path) == [-1, -1, 1, -1, 1]


def test_the_earlier_day_is_the_original_whatever_the_order(tmp_path):
    assert found([STORY, STORY, STORY], tmp_path, days=[9, 3, 5]) == [1, -1, 1]


def test_a_story_printed_a_thousand_times_is_one_story(tmp_path):
    texts = [STORY, STORY.replace("五", "六")] * 500
    assert found(texts, tmp_path, per_shard=100) == [-1, *[0] * 999]


OTHER = "昨夜大雨，城北三条街积水半米，抢险队连夜排水，到清早已能通车，学校照常上课，菜价没有上涨。"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([STORY, OTHER, STORY + OTHER], [-1, -1, 0]),
        ([STORY + OTHER, STORY, OTHER], [-1, 0, 0]),
        ([STORY, STORY + OTHER, OTHER, OTHER.replace("三", "四")], [-1, 0, -1, 2]),
    ],
)
def test_two_stories_of_one_digest_are_two_stories(tmp_path, texts, expected):
    assert found(texts, tmp_path) == expected


@pytest.mark.parametrize("per_shard", [1, 3, 8])
def test_what_is_kept_of_each_article_is_its_own_wherever_its_shard_stands(tmp_path, per_shard):
    texts = script.hans([f"{STORY}{clause}" for clause in made_clauses()[:8]])
    texts[5] = texts[2]
    corpus = corpus_of(texts, tmp_path, per_shard)
    made = shingles.sketch(texts)
    for number, row in enumerate(made.bands):
        assert corpus.band(number).tolist() == row.tolist()
    assert corpus.sizes.tolist() == made.sizes.tolist()
    assert corpus.first.tolist() == [0, 1, 2, 3, 4, 2, 6, 7]
    pairs = np.array([[0, 1], [2, 5], [3, 7], [6, 6]])
    agreeing = [int((made.bins[one] == made.bins[other]).sum()) for one, other in pairs.tolist()]
    assert corpus.agreeing_bins(pairs).tolist() == agreeing
    assert list(corpus.texts(np.array([1, 4, 7]))) == [texts[1], texts[4], texts[7]]


def test_a_story_is_the_same_in_either_script(tmp_path):
    assert found([STORY, *script.hant([STORY, OTHER]), OTHER], tmp_path) == [-1, 0, -1, 2]


def test_each_reprint_is_near_its_original_however_many_texts_are_made_on_one_form(tmp_path):
    rng = random.Random(11)
    parts = [f"{clause}，记者从会上得知此事。" for clause in made_clauses()[:40]]
    texts = ["".join(rng.sample(parts, 6)) for _ in range(300)]
    days = [rng.randrange(90) for _ in texts]
    originals = found(texts, tmp_path, per_shard=50, days=days)
    runs = [shingles.shingles(text) for text in texts]
    named = {number: it for number, it in enumerate(originals) if it >= 0}
    assert 50 < len(named) < 290
    for number, it in named.items():
        assert shingles.overlap(runs[number], runs[it]) >= reprints.SHARE
        assert originals[it] == -1
        assert (days[it], it) < (days[number], number)


class OneBand:
    """Texts that agree in every band, so that most pairs of them are looked at in none."""

    def __init__(self, many):
        self.many = many

    def __len__(self):
        return self.many

    def band(self, _):
        return np.zeros(self.many, np.uint32)

    def agreeing_bins(self, pairs):
        return np.full(len(pairs), shingles.BINS)


@pytest.mark.parametrize(
    ("near", "originals"),
    [
        ([], {}),
        ([(0, 11)], {11: 0}),
        ([(8, 9)], {9: 8}),
        ([(8, 11)], {11: 8}),
        ([(8, 10), (9, 11)], {10: 8, 11: 9}),
        ([(8, 11), (10, 11)], {11: 10}),  # a reprint is looked at no more
        ([(8, 10), (10, 11)], {10: 8}),
        ([(0, 8), (8, 10), (9, 11)], {8: 0, 11: 9}),
        ([(8, 25), (9, 30), (17, 25)], {25: 8, 30: 9}),
    ],
)
def test_originals_that_were_crowded_are_looked_at_again_among_themselves(
    near, originals, monkeypatch
):
    """Of 9 and more that agree, a later one is looked at with the first 8 and the one before."""

    def verified(_, pairs):
        return pairs[np.array([tuple(pair) in near for pair in pairs.tolist()], np.bool_)]

    monkeypatch.setattr(reprints, "verified", verified)
    many = 32 if any(later > 11 for _, later in near) else 12
    found = reprints._originals(OneBand(many), np.arange(many))
    assert found.tolist() == [originals.get(number, number) for number in range(many)]


def test_a_story_that_was_cut_is_a_reprint_though_the_longer_one_has_much_else(tmp_path):
    """Of both together a quarter is shared, but all of the shorter one."""
    more = "".join(f"{clause}，记者从会上得知此事。" for clause in made_clauses()[:9])
    whole = STORY + more
    assert reprints.LIKELY < jaccard(STORY, whole) < 0.3
    assert shingles.overlap(shingles.shingles(STORY), shingles.shingles(whole)) > reprints.SHARE
    assert found([whole, OTHER, STORY], tmp_path) == [-1, -1, 0]


@pytest.mark.parametrize(("runs", "originals"), [(19, [-1, -1]), (20, [-1, 0])])
def test_a_text_too_short_to_be_told_from_others_is_no_reprint(tmp_path, runs, originals):
    text = STORY.replace("，", "").replace("。", "")[: runs + 2]
    assert len(shingles.shingles(text)) == runs
    assert found([text, text], tmp_path) == originals


def test_what_is_printed_later_changes_no_original(tmp_path):
    rng = random.Random(12)
    parts = [f"{clause}，记者从会上得知此事。" for clause in made_clauses()[:40]]
    texts = ["".join(rng.sample(parts, 3)) for _ in range(400)]
    results = []
    for count in (150, 400):
        folder = tmp_path / str(count)
        folder.mkdir()
        results.append(found(texts[:count], folder, per_shard=50))
    assert results[1][:150] == results[0]


def test_empty_and_very_short_texts_are_reprints_of_nothing(tmp_path):
    assert found(["", "", "短讯。", "短讯。"], tmp_path) == [-1] * 4


def test_no_article_at_all(tmp_path):
    assert found([], tmp_path) == []


def test_the_same_whatever_the_shards(tmp_path):
    rng_texts = [row[0] for row in measure.corpus(120, 7, measure.clauses(None))]
    results = []
    for per_shard in (7, 120):
        folder = tmp_path / str(per_shard)
        folder.mkdir()
        results.append(found(rng_texts, folder, per_shard))
    assert results[0] == results[1]


def made_clauses():
    """Clauses that share characters but hardly a run of three."""
    rng = random.Random(5)
    signs = [chr(0x4E00 + 7 * n) for n in range(900)]
    return ["".join(rng.choices(signs, k=rng.randrange(4, 16))) for _ in range(4000)]


def test_known_copies_are_found_and_the_links_are_right(tmp_path):
    rows = list(measure.corpus(2000, 3, made_clauses()))
    shards = [measure.shard(rows, tmp_path, 0)]
    corpus = reprints.Corpus([shards[0][0]], [shards[0][1]], tmp_path)
    result = measure.score(rows, reprints.earliest(corpus, np.zeros(len(rows), np.int32)))
    assert result["precision"] >= 0.99
    assert result["recall"]["all up to 0.20"] >= 0.95


def test_what_counts_is_what_python_calls_a_letter_or_a_digit():
    counting = shingles._counting()
    assert counting.tolist() == [chr(point).isalnum() for point in range(len(counting))]


@given(st.lists(st.text(st.sampled_from("甲乙丙丁，a1𠀀 "), max_size=60), max_size=8))
def test_shingles_and_overlap_are_those_of_plain_sets(texts):
    plain = []
    for text in texts:
        kept = "".join(c for c in text if c.isalnum())
        plain.append({kept[i : i + 3] for i in range(len(kept) - 2)})
    made = [shingles.shingles(text) for text in texts]
    assert [len(one) for one in made] == [len(one) for one in plain]
    for one, a in zip(made, plain, strict=True):
        for other, b in zip(made, plain, strict=True):
            if a and b:
                expected = len(a & b) / min(len(a), len(b))
                assert shingles.overlap(one, other) == pytest.approx(expected)


@given(st.lists(st.integers(0, 3), max_size=40))
def test_who_agrees_in_a_band_is_paired_with_all_or_with_the_first_eight_and_the_one_before(band):
    members = 5 + 3 * np.arange(len(band))
    expected, crowd = set(), set()
    for value in set(band):
        own = [number for number, its in zip(members.tolist(), band, strict=True) if its == value]
        expected |= {
            (one, other) for one, other in itertools.combinations(own, 2) if one in own[:8]
        }
        expected |= set(itertools.pairwise(own))
        crowd |= set(own[8:])
    made, crowded = reprints._agreeing(members, np.array(band, np.uint32))
    assert set(map(tuple, made.tolist())) == expected
    assert len(made) == len(expected)
    assert set(crowded.tolist()) == crowd


def test_many_texts_are_sketched_some_at_a_time_and_come_to_the_same(monkeypatch):
    texts = [f"第{number}号新闻，城市发展之{number}。" for number in range(10)] + [""]
    monkeypatch.setattr(shingles, "_KERNEL", None)
    whole = shingles.sketch(texts)
    hashes, sizes = shingles._hashes, []

    def counted(some):
        sizes.append(len(some))
        return hashes(some)

    monkeypatch.setattr(shingles, "_hashes", counted)
    monkeypatch.setattr(shingles, "_AT_ONCE", 4)
    parts = shingles.sketch(texts)
    assert sizes == [4, 4, 3]
    for name in ("bands", "bins", "sizes"):
        assert np.array_equal(getattr(parts, name), getattr(whole, name))


@given(st.lists(st.text(st.sampled_from("甲乙丙丁，a1𠀀 "), max_size=12), max_size=6))
def test_texts_together_have_the_sketches_that_each_has_by_itself(texts):
    made = shingles.sketch(texts)
    for number, text in enumerate(texts):
        kept = "".join(c for c in text if c.isalnum())
        alone = shingles.sketch([text])
        assert made.sizes[number] == alone.sizes[0] == max(len(kept) - 2, 0)
        assert np.array_equal(made.bins[number], alone.bins[0])
        assert np.array_equal(made.bands[:, number], alone.bands[:, 0])


def test_bins_agree_as_often_as_shingles_do():
    text = "".join(chr(0x4E00 + (i * i * 7919 + i) % 20000) for i in range(900))
    other = text[:600] + "".join(chr(0x4E00 + (i * i * 104729 + i) % 20000) for i in range(300))
    made = shingles.sketch([text, other])
    agreeing = float((made.bins[0] == made.bins[1]).mean())
    assert agreeing == pytest.approx(jaccard(text, other), abs=0.1)
