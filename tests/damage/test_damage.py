"""Pages damaged as newspapers damage them are mended; what was meant is left alone."""

from __future__ import annotations

import damaged
import negatives
import pytest
import scoring

from juku.records import Curation
from juku.text.pages import read_page

PAGES = range(10_000, 10_150)  # none of the seeds that the rules were looked at with
LEAST = {
    "light": {
        "paragraph": 0.98,
        "join": 0.98,
        "repeat": 0.98,
        "article": 0.97,
        "title": 0.95,
        "dateline": 0.97,
        "credit": 0.98,
        "reporters": 0.98,
    },
    "heavy": dict.fromkeys(
        ("paragraph", "join", "repeat", "article", "title", "dateline", "credit", "reporters"),
        0.90,
    ),
}


@pytest.mark.parametrize("level", sorted(LEAST))
def test_damaged_news_is_mended(news, level):
    found = scoring.measure(level, PAGES, news)
    short = {name: found[name] for name, least in LEAST[level].items() if found[name] < least}
    assert not short
    assert found["broken_laws"] == 0


@pytest.mark.parametrize("level", sorted(LEAST))
def test_damaged_pages_of_our_own_text_keep_the_laws(own, level):
    found = scoring.measure(level, range(60), own)
    assert found["broken_laws"] == 0
    assert found["paragraph"] > 0.9
    assert found["repeat"] > 0.95


def test_undamaged_pages_are_read_as_they_are(news):
    for seed in range(60):
        page = damaged.damaged(seed, news, damaged.LEVELS["none"])
        reading = read_page(page.text, Curation(columns=page.columns))
        kinds = {block.kind for block in reading.blocks}
        assert not kinds & {"repeat", "continuation"}


def test_nothing_meant_is_set_aside_and_no_heading_is_joined_in_a_thousand_pages(news):
    for seed in range(1000):
        reading = read_page(negatives.negative(seed, news), Curation())
        assert all(block.kind not in ("repeat", "continuation") for block in reading.blocks), seed


def test_a_seed_gives_the_same_page_twice(own):
    level = damaged.LEVELS["heavy"]
    assert damaged.damaged(7, own, level) == damaged.damaged(7, own, level)
    assert damaged.damaged(7, own, level).text != damaged.damaged(8, own, level).text
