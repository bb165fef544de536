"""Verbs of saying."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations import speech, verbs

VERBS = ("表示", "说", "写", "指控", "提醒", "警告", "提示", "主张", "告诉", "谈到", "道", "叹")
pieces = st.sampled_from(
    (
        *VERBS,
        *verbs.LONG,
        *sorted(set(verbs.TO + verbs.SHORT)),
        "记者",
        "：",
        "，",
        " ",
        "\n",
        "此",
    )
)
leads = st.lists(pieces, max_size=9).map("".join)


def _start(found):
    return found and found.start()


@given(leads)
def test_a_lead_is_read_as_the_whole_pattern_reads_it(lead):
    assert speech._introduces(lead) == _start(speech._INTRODUCES.search(lead))


@given(leads | st.from_regex(speech._CLAUSE_VERB), st.integers(0, 3), st.integers(0, 2))
def test_the_first_verb_of_a_clause_is_the_one_that_the_whole_pattern_finds(text, before, behind):
    end = max(len(text) - behind, 0)
    whole = speech._CLAUSE_VERB.search(text, before, end)
    found = speech.verb(text, before, end)
    assert (found and found.span()) == (whole and whole.span())
