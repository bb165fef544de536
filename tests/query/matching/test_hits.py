"""Hits: how they are shown, and which are taken."""

from __future__ import annotations

import numpy as np
import pytest

from juku.query.matching.hits import Hits


def hits(count, **more):
    start = np.arange(count)
    return Hits('"发展"', start, start + 1, **more)


SHOWN = [
    (hits(0), "<0 hits of '\"发展\"'>"),
    (hits(1), "<1 hit of '\"发展\"'>"),
    (hits(1000, complete=False), "<1,000 hits of '\"发展\"', cut off by the limit>"),
]


@pytest.mark.parametrize(("found", "shown"), SHOWN, ids=["none", "one", "cut off"])
def test_hits_are_shown_by_their_number_and_query(found, shown):
    assert repr(found) == shown


@pytest.mark.parametrize(
    "rows", [np.array([0, 2]), np.array([True, False, True])], ids=["places", "a mask"]
)
def test_all_that_belongs_to_a_hit_is_taken_with_it(rows):
    whole = hits(
        3,
        labels={"a": np.array([5, -1, 7])},
        char_start=np.array([0, 1, 2]),
        char_end=np.array([3, 4, 5]),
        cuts_word=np.array([True, False, False]),
        complete=False,
    )
    found = whole.take(rows)
    assert (found.query, found.complete, len(found)) == (whole.query, False, 2)
    arrays = [found.start, found.end, found.labels["a"]]
    arrays += [found.char_start, found.char_end, found.cuts_word]
    assert [one.tolist() for one in arrays] == [[0, 2], [1, 3], [5, 7], [0, 2], [3, 5], [1, 0]]


def test_what_hits_of_words_have_not_they_have_not_when_taken():
    found = hits(2).take(np.array([1]))
    assert (found.labels, found.char_start, found.char_end, found.cuts_word) == (
        {},
        None,
        None,
        None,
    )
    assert found.complete


BYTES = [
    (hits(3), 48),
    (hits(3, labels={"a": np.array([5, -1, 7]), "b": np.array([6, 6, 6])}), 96),
    (
        hits(
            3,
            char_start=np.array([0, 1, 2]),
            char_end=np.array([3, 4, 5]),
            cuts_word=np.array([True, False, False]),
        ),
        99,
    ),
    (hits(0), 0),
]


@pytest.mark.parametrize(("found", "told"), BYTES, ids=["words", "labels", "characters", "none"])
def test_the_bytes_of_hits_are_those_of_all_that_belongs_to_them(found, told):
    assert found.nbytes == told
