"""The subjects of clauses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.text.quotations.noun_phrases import PERSON
from juku.text.quotations.subjects import ENOUGH, subject


def _found(clause, **how):
    made = subject(clause, 0, len(clause), **how)
    return None if made is None or made.total < ENOUGH else made.span.of(clause)


@pytest.mark.parametrize(
    ("clause", "who"),
    [
        ("埃及总理马德布利在开幕式上", "马德布利"),
        ("球队主教练伊万科维奇赛后", "伊万科维奇"),
        ("该县教育局一位负责人", "该县教育局一位负责人"),
        ("会长对记者", "会长"),
        ("国防部对记者李明", "国防部"),
        ("在接受采访时企业负责人赵明", "赵明"),
        ("当他被问及此事时他", "他"),
        ("老人拉着他的手", "老人"),
        ("坐在第一排的小男孩兴奋地举手", "小男孩"),
        ("法庭之友摘要中这样", "法庭之友摘要"),
        ("路透社报道特朗普", "特朗普"),
        ("曾在边防站当过兵的土登", "土登"),
        ("一位名叫穆萨的苏丹难民", "穆萨"),
        ("向直播间的网友", None),
        ("问", None),
    ],
)
def test_the_subject_of_a_verb_of_saying(clause, who):
    assert _found(clause, verb=True) == who


@pytest.mark.parametrize(
    ("clause", "who"),
    [
        ("赶到病房的周国强紧紧握住老母亲的手", "周国强"),
        ("审判长敲响法槌", "审判长"),
        ("妻子瞪大了眼睛", "妻子"),
        ("医生扶起他", "医生"),
        ("站在新修的观景台上", None),
    ],
)
def test_the_person_who_acts(clause, who):
    made = subject(clause, 0, len(clause), verb=False)
    assert (made.span.of(clause) if made and made.phrase >= PERSON else None) == who


@given(
    st.text(st.sampled_from("王毅他们记者在对说的，、“□”报道主任·-A1 （）上时日"), max_size=30),
    st.booleans(),
)
def test_a_subject_is_inside_its_clause(text, verb):
    found = subject(text, 0, len(text), verb=verb)
    assert found is None or 0 <= found.span.start < found.span.end <= len(text)
    assert found == subject(f"，{text}。"[1:-1], 0, len(text), verb=verb)


@given(
    st.text(st.sampled_from("王毅他们记者在对说的，、“□”报道主任·-A1 （）上时后日"), max_size=30),
    st.text(st.sampled_from("随然的记者，1（"), max_size=3),
    st.booleans(),
)
def test_a_subject_is_the_same_wherever_its_clause_stands(text, before, verb):
    alone = subject(text, 0, len(text), verb=verb)
    placed = subject(f"{before}{text}后", len(before), len(before) + len(text), verb=verb)
    moved = alone and [place + len(before) for place in alone.span]
    assert moved == (placed and [*placed.span])
