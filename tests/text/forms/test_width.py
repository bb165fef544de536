from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku import contract
from juku.text.forms import width

SOME = "中文，,.．。…-－—「」（）() aA１９Ｚ％\u200b\u3000•･ｶ﹁"
ANY = st.text() | st.text(st.sampled_from(SOME + "\n"))

CASES = [
    # printed, normal form, rules
    ("５Ｇ，ＡＩ　时代", "5G，AI 时代", ["width", "width", "space"]),
    ("涨了３．５％", "涨了3.5%", ["width"]),
    ("他说,好!", "他说，好！", ["mark", "mark"]),
    ("(新华社北京电)", "（新华社北京电）", ["mark", "mark"]),
    ("于12:30开会", "于12:30开会", []),
    ("see p. 3, then", "see p. 3, then", []),
    ("等等......", "等等……", ["dots"]),
    ("等等…", "等等……", ["dots"]),
    ("等等……", "等等……", []),
    ("他说,等等。。。「好」", "他说，等等……“好”", ["mark", "dots", "quote", "quote"]),
    ("一。。二", "一。。二", []),
    ("等等⋯⋯", "等等……", ["dots"]),
    ("等等………", "等等……", ["dots"]),
    ("一..二", "一..二", []),
    ("中国—东盟", "中国——东盟", ["dash"]),
    ("他——走了", "他——走了", []),
    ("他--走了", "他——走了", ["dash"]),
    ("他———走了", "他——走了", ["dash"]),
    ("他―走了", "他——走了", ["dash"]),
    ("他──走了", "他——走了", ["dash"]),
    ("一─二", "一─二", []),
    ("他－－走了", "他——走了", ["dash"]),
    ("Ａ－１", "A-1", ["width"]),
    ("５Ａ－－走了", "5A——走了", ["width", "dash"]),
    ("Ａ．．．Ｂ．Ｃ", "A……B.C", ["width", "dots", "width"]),
    ("F-16", "F-16", []),
    ("阿里•法伊兹", "阿里·法伊兹", ["middot"]),
    ("甲‧乙•丙・丁･戊⋅己∙庚", "甲·乙·丙·丁·戊·己·庚", ["middot"] * 6),
    ("「你好」", "“你好”", ["quote", "quote"]),
    ("﹁他說﹃好﹄﹂", "“他說‘好’”", ["quote"] * 4),
    ("人\u200b民\ufeff", "人民", ["invisible", "invisible"]),
    ("a\u00a0b", "a b", ["space"]),
    ("\uf9dc", "隆", ["compat"]),
    ("\u2f00\U0002f800", "一丽", ["compat"] * 2),
    ("ｶﾞ", "ガ", ["width"]),
    ('他说"好"', '他说"好"', []),
]


@pytest.mark.parametrize(("printed", "normal", "rules"), CASES)
def test_the_normal_form_and_the_rules_that_made_it(
    printed: str, normal: str, rules: list[str]
) -> None:
    edits = width.edits(printed)

    assert width.apply(printed, edits) == normal
    assert [edit.rule for edit in edits] == rules


@given(st.text())
def test_edits_are_in_order_and_each_changes_something_by_a_known_rule(text: str) -> None:
    edits = width.edits(text)

    assert all(a.end <= b.start for a, b in itertools.pairwise(edits))
    assert all(text[e.start : e.end] != e.to for e in edits)
    assert {e.rule for e in edits} <= width.RULES.keys()


@given(st.text(st.sampled_from(SOME)))
def test_a_normal_form_is_its_own_normal_form_but_for_marks_that_new_neighbours_touch(
    text: str,
) -> None:
    once = width.apply(text, width.edits(text))
    twice = width.apply(once, width.edits(once))

    assert width.apply(twice, width.edits(twice)) == twice


@given(ANY)
def test_the_quick_look_finds_what_the_whole_pattern_finds(text: str) -> None:
    assert list(width._matches(text)) == whole(text)


@given(st.lists(ANY))
def test_a_batch_gives_what_each_text_gives(texts: list[str]) -> None:
    made = width.normal(texts)
    flat = zip(made.start.tolist(), made.end.tolist(), made.to, made.rule, strict=True)
    found = list(map(width.Edit, *zip(*flat, strict=True))) if made.to else []
    each = [found[a:b] for a, b in itertools.pairwise(made.offsets.tolist())]

    assert each == [width.edits(text) for text in texts]
    assert made.texts == [width.apply(text, width.edits(text)) for text in texts]


KERNEL = width._KERNEL
compiled = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built, or is left aside")
DOTTED = st.text(st.sampled_from(".．。…⋯-－—―─中Ａ１"))
HOSTILE = st.text(st.characters()) | st.text(st.sampled_from(SOME + "\ud800\U0002f800\r\0\xa0𠮷!"))


def whole(text: str) -> list[tuple[int, int, str | None]]:
    """What the whole pattern finds."""
    return [(*match.span(), match.lastgroup) for match in width._PATTERN.finditer(text)]


@compiled
@given(st.lists(ANY | DOTTED | HOSTILE).map("".join))
@settings(max_examples=300)
def test_the_kernel_finds_what_the_pattern_finds(text: str) -> None:
    assert list(width._matches_by_kernel(KERNEL, text)) == whole(text)


@compiled
@pytest.mark.parametrize("between", [" ", "中", "a", ",", "－", "．", "…"])
def test_the_kernel_knows_every_character_as_the_pattern_does(between: str) -> None:
    text = between.join(map(chr, range(0x30000)))

    assert list(width._matches_by_kernel(KERNEL, text)) == whole(text)


@compiled
def test_the_kernel_refuses_sets_of_another_size() -> None:
    with pytest.raises(ValueError, match="sets has 3 bytes"):
        KERNEL.find("句", b"123")


def test_the_contract_names_every_rule():
    told = {field.name: field.description for field in contract.table("sentences").fields}
    named = told["edit_rule"].partition(": ")[2].removesuffix(".").replace(" or ", ", ")
    assert named.split(", ") == list(width.RULES)
