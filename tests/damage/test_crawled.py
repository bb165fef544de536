"""Pages of a second author's generator are mended, and what was meant on them is left alone."""

from __future__ import annotations

import pytest
from crawled import measure, stories

HELD_OUT = range(50_000, 50_060)
LEAST = {
    "none": {"paragraph": 0.98, "article": 0.98, "title": 0.97, "dateline": 0.98, "credit": 0.98},
    "light": {"paragraph": 0.96, "join": 0.90, "repeat": 0.95, "article": 0.95, "title": 0.93},
    "heavy": {"paragraph": 0.87, "join": 0.83, "repeat": 0.92},
}


@pytest.mark.parametrize("level", sorted(LEAST))
def test_pages_are_mended(gold, level):
    found = measure.measure(level, HELD_OUT, stories.bank(gold))
    assert not {name: found[name] for name, least in LEAST[level].items() if found[name] < least}
    assert found["broken_laws"] == 0


def test_laws_hold_on_pages_of_the_corpus_alone():
    assert measure.measure("heavy", range(20), stories.bank(None))["broken_laws"] == 0


def test_nothing_meant_is_joined_or_set_aside(gold):
    found = measure.negatives(range(50_000, 50_200), stories.bank(gold))
    assert found == {"joined": 0, "set_aside": 0}


def test_a_seed_gives_the_same_page_twice():
    one, other = (measure.printed(3, stories.bank(None), "heavy") for _ in range(2))
    assert one == other
