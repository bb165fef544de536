"""There are enough cases of each reading, and enough that no rule was written by."""

from __future__ import annotations

import pytest
from reading_cases import ReadingCases


@pytest.mark.parametrize(
    ("subject", "share"), [("dates", 1 / 4), ("quantities", 1 / 4), ("quotes", 1 / 5)]
)
def test_there_are_at_least_150_cases_and_a_share_is_set_aside(subject, share):
    cases, aside = ReadingCases(subject).counts()
    assert cases >= 150
    assert aside >= share * cases


@pytest.mark.parametrize("subject", ["dates", "quantities", "quotes"])
def test_every_known_failure_is_a_case(subject):
    assert not ReadingCases(subject).unheld()
