"""An automaton reads exactly what its pattern says, by a regular expression of the same shape."""

from __future__ import annotations

import itertools
import re

import pytest

from juku.query.indexing.index import UNITS
from juku.query.language import ast, grammar
from juku.query.language.messages import PatternError
from juku.query.matching import automaton

GAPS = ".spb"
"""What stands before, between and behind tokens: nothing, a sentence's, a paragraph's begin, both:
the place of each is what its bits come to."""

BEGINS = {"sentence": "[sb]", "paragraph": "[pb]"}
INSIDE = {"sentence": "[.p]", "paragraph": "[.s]"}

TEXTS = [
    "".join(itertools.chain(*zip(gaps, words, strict=False), gaps[-1]))
    for length in (1, 2, 3)
    for words in itertools.product("ab", repeat=length)
    for gaps in itertools.product(GAPS, repeat=length + 1)
]

PATTERNS = [
    '"a"',
    '"a" "b"',
    '"a"? "b"',
    '"a"? "b"?',
    '("a" | "b")',
    '("a" | "b" []){1,2}',
    '"a"+',
    '"a"*',
    '"a"* "b"',
    '("a" "b"?)+',
    '("a"? "b"?){2}',
    "[]{2}",
    "[]{2,3}",
    "[]{2,}",
    "[]{0,2}",
    '"a"{0} "b"',
    '("a" | "b"{0}) "b"',
    '("a"{0} | "b")+',
    '<s> "a" </s>',
    '"a" </s> "b"',
    '"a" </s> <p> "b"',
    '"a" (</s> | <p>) "b"',
    '"a" (</s> | "b") "a"',
    '<s>? "a"',
    '(<s> | "b") "a"? <p>',
    '(<s> "a"?)+ "b"',
    '("a" </s>){2}',
    '("a" </s>)? "b"',
    '(</s> "b"?){2} "a"?',
    '"a" <s>{3} "b"',
    '"a" (<s> | <p>){2} "b"',
    '"a" (<s> | <p>){0,5} "b"',
    '"a" (<s> | <p>)+ "b"?',
    "<s/>",
    "<p/>",
    '<s/> "b"',
    "(<s/> | <p/>){2}",
    "<s/>? <p/>?",
]


def meant(node):
    """The regular expression over texts: each token with what is before it, units looked ahead."""
    match node:
        case ast.Token():
            return f"[{GAPS}]{'[ab]' if node.formula == ast.ALWAYS else node.formula.value}"
        case ast.Boundary():
            return f"(?={BEGINS[node.unit]})"
        case ast.Unit():
            begins, inside = BEGINS[node.unit], INSIDE[node.unit]
            return f"{begins}[ab](?:{inside}[ab])*(?={begins})"
        case ast.Sequence():
            return "".join(map(meant, node.parts))
        case ast.Choice():
            return f"(?:{'|'.join(map(meant, node.parts))})"
        case ast.Repeat():
            return f"(?:{meant(node.part)}){{{node.low},{'' if node.high is None else node.high}}}"
    raise AssertionError(node)


def takes(formula, word, gap):
    """Whether a token of the pattern is this word of a text."""
    match formula:
        case ast.Test():
            return formula.value == word
        case ast.Not(ast.Begins(unit)):
            return not gap >> UNITS.index(unit) & 1
    return formula == ast.ALWAYS


def reads(made, text):
    """Whether the automaton goes from a state where it may begin to one where it may end."""
    gaps, words = [GAPS.index(gap) for gap in text[::2]], text[1::2]
    following = made.initial
    for gap, word in zip(gaps, words, strict=False):
        there = [
            number
            for number in set(following)
            if made.states[number].begins & gap == made.states[number].begins
            and takes(made.tokens[made.states[number].place].formula, word, gap)
        ]
        following = [number for one in there for number in made.follow[one]]
    return any(bits & gaps[-1] == bits for number in there for bits in made.ends[number])


def build(pattern):
    return automaton.build(grammar.parse(pattern).node, pattern)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_the_texts_that_are_read_are_those_that_are_meant(pattern):
    made, rule = build(pattern), re.compile(f"{meant(grammar.parse(pattern).node)}[{GAPS}]")
    read = [text for text in TEXTS if reads(made, text)]
    assert read == [text for text in TEXTS if rule.fullmatch(text)]
    assert read


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_match_opens_with_its_first_token_and_no_other(pattern):
    made = build(pattern)
    assert all(made.states[number].opens for number in made.initial)
    assert not any(made.states[number].opens for steps in made.follow for number in steps)


@pytest.mark.parametrize(
    ("pattern", "tokens", "states"),
    [
        ('"a" "b"', 2, 2),
        ('"a"? "b"', 2, 3),  # "b" opens the match, or does not
        ('"a" (</s> | "b"?) "a"', 3, 4),  # with the sentence's end before it, and without
        ('"a"{2,}', 2, 2),
        ('"a" <s>{500} "b"', 2, 2),
    ],
)
def test_a_place_has_a_state_for_each_way_to_reach_it(pattern, tokens, states):
    made = build(pattern)
    assert (len(made.tokens), len(made.states)) == (tokens, states)
    assert len(set(made.states)) == len(made.follow) == len(made.ends) == states


@pytest.mark.parametrize(
    ("pattern", "labels"),
    [('"a" []', []), ('b:"a" a:[] b:[] []', ["b", "a"]), ('a:"a"{0} "b"', ["a"])],
)
def test_labels_are_told_once_each_in_the_order_of_the_pattern(pattern, labels):
    assert build(pattern).labels == labels


@pytest.mark.parametrize("pattern", ["<s>", '"a"{0}', "(<s> | </p>)+", '("a"{0} | </s>){2}'])
def test_a_pattern_without_a_token_to_read_is_refused(pattern):
    with pytest.raises(PatternError, match=r"column 1: the pattern has no token .*; add a token"):
        build(pattern)


def test_as_many_tokens_as_may_be_are_taken_and_one_more_is_refused():
    most = automaton.MAX_STATES
    whole = f"([]{{{most // 10}}}){{10}}"
    assert len(build(whole).states) == most
    fact = f"column {len(whole) + 2}: the pattern unfolds to more than {most} tokens"
    with pytest.raises(PatternError, match=fact):
        build(f"{whole} []")


@pytest.mark.parametrize(
    ("pattern", "steps"), [("[] []", 2), ("[]{3}", 4), ("[]+", 3), ('("a"? | "b")+', 12)]
)
def test_as_many_steps_as_may_be_are_taken_and_one_more_is_refused(monkeypatch, pattern, steps):
    monkeypatch.setattr(automaton, "MAX_STEPS", steps)
    build(pattern)
    monkeypatch.setattr(automaton, "MAX_STEPS", steps - 1)
    fact = f"column 1: the pattern unfolds to more than {steps - 1} steps from token to token"
    with pytest.raises(PatternError, match=fact):
        build(pattern)


@pytest.mark.usefixtures("in_seconds")
def test_bounds_are_repeated_no_more_often_than_there_are_units():
    """What holds of all of them holds of more, which could not be counted out."""
    pattern = "<s>"
    for _ in range(6):
        pattern = f"({pattern}){{500}}"
    assert len(build(f'{pattern} "a"').states) == 1
