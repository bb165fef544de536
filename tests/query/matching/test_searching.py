"""What a query finds where a match is longer, or a pattern wider, than most."""

from __future__ import annotations

import itertools
import tracemalloc

import pytest

from juku.errors import LimitError
from juku.query.matching import running
from juku.query.matching.limits import Limits

LONG = 600


@pytest.fixture
def corpus(open_made):
    """A sentence that is longer than a match may be, and a short one."""
    line = open_made.Line
    return open_made(
        [open_made.Story([line(" ".join(["字"] * LONG)), line("短 句", role="title")])]
    )


@pytest.mark.parametrize(
    ("pattern", "spans"),
    [
        ("<s/>", [(0, LONG), (LONG, LONG + 2)]),
        ('<s/> :: match.role = "body"', [(0, LONG)]),
        ('<s/> :: matchend.word = "字"', [(0, LONG)]),
        ('"字" within <s/> :: match.role = "body"', [(at, at + 1) for at in range(LONG)]),
        ('<p/> !containing <s/> :: match.role = "body"', []),
        ('<article/> containing "短" :: match.publisher = ".*"', [(0, LONG + 2)]),
        ("<article/> within s", []),
        ("[]+ </article>", [(LONG + 2 - 500, LONG + 2)]),
        ('<s/> "短"', [(0, LONG + 1)]),
        ("<s/>{2}", [(0, LONG + 2)]),
        ("(<s/> | <p/> ) []", [(0, LONG + 1)]),
        ('a:[] </s> <s/> :: a.word = "字"', [(LONG - 1, LONG + 2)]),
        ('[word="短"] within (<s/> []{2})', [(LONG, LONG + 1)]),
        ("<s/> []{2} []{3}", []),
    ],
)
def test_a_whole_unit_is_a_match_of_any_length(corpus, pattern, spans):
    hits = corpus.find(pattern)
    assert list(zip(hits.start.tolist(), hits.end.tolist(), strict=True)) == spans


@pytest.mark.parametrize("pattern", ["(?longest) a:[] ([]?){60}", "(?longest) ([]? a:[]){20}"])
def test_time_is_asked_for_at_every_way_to_stand_in_a_pattern(corpus, monkeypatch, pattern):
    """One step of all the ways together may take minutes."""
    from juku.query.matching import limits

    seconds = itertools.count(step=0.01)
    monkeypatch.setattr(limits.time, "monotonic", lambda: next(seconds))
    with pytest.raises(LimitError, match="did not end within 3 s"):
        corpus.find(pattern, limits=Limits(seconds=3))


@pytest.mark.parametrize("cells", [1, 40])
@pytest.mark.parametrize("strategy", ["standard", "traditional"])
def test_starts_are_worked_on_in_parts_where_labels_are_many(news, cells, strategy, monkeypatch):
    corpus = news.questions.corpus
    pattern = 'a:[upos="NOUN"] b:[]{1,3} c:[upos="VERB"]? :: a.word != b.word'
    whole = corpus.find(pattern, strategy=strategy)
    monkeypatch.setattr(running, "CELLS", cells)
    parted = corpus.find(pattern, strategy=strategy)
    assert len(whole) > 100
    assert parted.start.tolist() == whole.start.tolist()
    assert parted.end.tolist() == whole.end.tolist()
    assert {k: v.tolist() for k, v in parted.labels.items()} == {
        k: v.tolist() for k, v in whole.labels.items()
    }


def test_very_many_labels_take_no_more_memory_than_is_allowed(open_made):
    corpus = open_made([open_made.Story([" ".join(["的"] * 60_000)])])
    pattern = " ".join(f"a{number}:[]" for number in range(300))
    tracemalloc.start()
    with pytest.raises(LimitError, match="needs more than 64 MiB"):
        corpus.find(pattern, limits=Limits(memory=64 << 20))
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < 3 * (64 << 20)


def test_ways_that_begin_alike_count_once_against_the_memory(open_made):
    corpus = open_made([open_made.Story([" ".join(["的", "一"] * 20_000)])])
    ways = " | ".join(f'a:"词{number}"' for number in range(400))
    hits = corpus.find(f'(a:"的" | {ways}) []', limits=Limits(memory=64 << 20))
    assert len(hits) == 20_000


def test_very_many_conditions_are_asked_one_after_the_other(open_made):
    tokens = 100_000
    corpus = open_made([open_made.Story([" ".join(["的"] * tokens)])])
    many = " & ".join(f'match.publisher != "报{number}"' for number in range(200))
    tracemalloc.start()
    assert len(corpus.find(f"[] :: {many}")) == tokens
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert used < 150 * tokens
