"""Bounds that no query can keep to are refused, and the others are kept to exactly."""

from __future__ import annotations

import pytest

from juku.errors import LimitError, QueryError
from juku.query.matching import limits
from juku.query.matching.limits import Budget, Limits


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"seconds": -0.5}, "seconds: -0.5 is not 0 or more; give the most time"),
        ({"seconds": float("nan")}, "seconds: nan is not 0 or more; give the most time"),
        ({"memory": -1}, "megabytes: -1 is less than 0; give the most memory"),
        ({"match_tokens": 0}, "match_tokens: 0 is less than 1; give the longest match"),
        ({"match_tokens": -1}, "match_tokens: -1 is less than 1; give the longest match"),
        ({"match_tokens": 1.5}, "match_tokens: 1.5 is of type float; give a whole number"),
        ({"seconds": "1"}, "seconds: '1' is of type str; give a number or None"),
    ],
)
def test_bounds_that_no_query_can_keep_to_are_refused(given, told):
    with pytest.raises(QueryError) as refused:
        Limits(**given)
    assert str(refused.value) == told


def test_the_least_bounds_are_taken():
    assert Limits(seconds=0, memory=0, match_tokens=1) == Limits(0.0, 0, 1)
    assert Limits(seconds=None).seconds is None


def test_time_is_counted_from_the_beginning_and_may_be_used_up(monkeypatch):
    now = [10.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    budget, endless = Budget(Limits(seconds=5)), Budget(Limits(seconds=None))
    now[0] = 15.0
    budget.check()
    now[0] = 15.1
    with pytest.raises(LimitError, match=r"^query: did not end within 5 s; "):
        budget.check()
    now[0] = 1e9
    endless.check()


def test_memory_is_what_is_held_and_what_is_worked_with_together():
    budget = Budget(Limits(memory=3 << 20))
    budget.check(3 << 20)
    budget.hold(1 << 20)
    budget.check(2 << 20)
    with pytest.raises(LimitError, match=r"^query: needs more than 3 MiB; "):
        budget.check((2 << 20) + 1)
    budget.hold(2 << 20)
    budget.check()
    with pytest.raises(LimitError, match="3 MiB"):
        budget.hold(1)


@pytest.mark.parametrize("given", [None, 0, 3])
def test_numbers_of_rows_from_none_up_are_taken(given):
    limits.check_rows(given)
    limits.check_minimum(given or 0)


def test_numbers_below_none_are_refused_by_the_name_of_their_option():
    with pytest.raises(QueryError, match=r"^top: -1 is less than 0; give the .*, or no top$"):
        limits.check_rows(-1, "top")
    with pytest.raises(QueryError, match=r"^minimum: -1 is less than 0; "):
        limits.check_minimum(-1)
