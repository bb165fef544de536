"""What a query finds where a match is longer, or a pattern wider, than most."""

from __future__ import annotations

import itertools

import pytest

from juku.errors import LimitError
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
