"""How long a match may be, and that long units cost no more than their length."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.query.language.grammar import parse
from juku.query.matching import searching
from juku.query.matching.limits import Limits
from juku.query.matching.reach import Reach, Room


@given(
    st.lists(st.integers(0, 5), min_size=1, max_size=8),
    st.integers(1, 4),
    st.sampled_from(["<s/>", "<s/>{3}", "[] <s/>+", '(<s/> | "a")', "<s/> [] <s/>", '"a"']),
)
def test_the_bound_moves_on_by_the_longest_unit_in_reach(sizes, tokens, pattern):
    bounds = np.append(0, np.cumsum(sizes))
    index = SimpleNamespace(bounds={"sentence": bounds}.get, n_tokens=int(bounds[-1]))
    reach = Reach(index, parse(pattern).node, tokens)
    count = {"<s/>{3}": 3, "<s/> [] <s/>": 2, '"a"': 0}.get(pattern, 1)
    expected = []
    for start in range(index.n_tokens):
        most = tokens
        for _ in range(count):
            begun = zip(bounds.tolist(), sizes, strict=False)
            most += max((size for at, size in begun if start <= at <= start + most), default=0)
        expected.append(most)
    assert reach.of(np.arange(index.n_tokens)).tolist() == expected
    assert all(most <= reach.most or most >= index.n_tokens for most in expected)


def test_starts_are_asked_once_each_however_they_are_parted():
    bounds = np.array([0, 1, 9])
    index = SimpleNamespace(bounds={"sentence": bounds}.get, n_tokens=9)
    room = Room(Reach(index, parse("[] <s/>").node, 2), np.arange(4), base=0)
    groups = [np.array([0, 2]), np.array([1, 3])]
    assert [room.for_more(rows, 2) for rows in groups] == [None, None]
    left = []
    for length in range(3, 12):
        fitting = [room.for_more(rows, length) for rows in groups]
        groups = [g if f is None else g[f] for g, f in zip(groups, fitting, strict=True)]
        left.append([rows.tolist() for rows in groups])
    assert left == [[[0], [1]]] * 8 + [[[], []]]


PATTERNS = [
    "[]* <s/>",
    "<s/> []*",
    "<s/>{2}",
    '"甲" []* <s/>',
    "(?longest) []* <s/>",
    "[]* <p/>",
    "a:[] []* <s/>",
    "(?longest) a:[] []* <s/> :: a.word = matchend.word",
]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_long_sentence_takes_no_more_than_its_length(pattern, open_made, monkeypatch):
    looked = [0]
    kept = searching.Batch

    def batch(base, starts, look, room, **rest):
        def counted(positions):
            looked[0] += len(positions)
            return look(positions)

        return kept(base, starts, counted, room, **rest)

    monkeypatch.setattr(searching, "Batch", batch)
    line, tokens = open_made.Line, []
    for size in (1000, 4000):
        long = " ".join(["甲", "乙"] * (size // 2))
        corpus = open_made([open_made.Story([line("甲 乙"), line(long), line("乙 甲", 2)])])
        looked[0] = 0
        assert len(corpus.find(pattern, limits=Limits(match_tokens=20))) > 0
        tokens.append(looked[0])
    assert tokens[1] < 6 * tokens[0]


def test_a_sentence_far_away_allows_no_longer_matches(open_made):
    lines = ["甲 " * 30, "乙 " * 5, "丙 " * 30]
    corpus = open_made([open_made.Story(lines)])
    hits = corpus.find('(?traditional) "甲" []* <s/>', limits=Limits(match_tokens=10))
    # The first 甲 begins a sentence of 30 tokens; to the others that of 丙 is no farther bound.
    assert (hits.start.tolist(), set(hits.end.tolist())) == ([0, *range(20, 30)], {35})
