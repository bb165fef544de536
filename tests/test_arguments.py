"""Every argument of every door is compared with its annotation before anything is done."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import juku
from juku.arguments import _kinds, unfit_path
from juku.errors import BuildError, JukuError
from juku.query.answers.results import Rows
from juku.query.corpus import Corpus
from juku.query.doors import Questions
from juku.query.measures.concordance import Concordance

NOT_ASKED = {"self", "question", "about"}


def shared(parameter):
    """The options that ``**scope`` or ``**part`` gathers."""
    from juku.query import asking

    return list(getattr(asking, parameter.annotation[len("Unpack[") : -1]).__annotations__)


def parameters(function):
    for name, parameter in inspect.signature(function).parameters.items():
        yield from shared(parameter) if parameter.kind is parameter.VAR_KEYWORD else [name]


DOORS = [
    one
    for name, one in vars(juku).items()
    if inspect.isfunction(one) and one.__module__ == "juku" and name[0] != "_"
]
METHODS = [
    *(one for name, one in inspect.getmembers(Questions, callable) if name[0] != "_"),
    Corpus.find,
    Corpus.find_chars,
    Concordance.head,
    Concordance.sample,
    Concordance.write,
    Concordance.plot,
    Rows.write,
]
CASES = [
    (function, name)
    for function in (*DOORS, *METHODS)
    for name in parameters(function)
    if name not in NOT_ASKED and function.__name__ not in NOT_ASKED
]


def test_no_door_is_left_out():
    assert {juku.open, juku.add, juku.publish} < set(DOORS)
    assert {Questions.find, Questions.count, Questions.export, Questions.save} < set(METHODS)


@pytest.mark.parametrize(
    ("function", "wrong"), CASES, ids=[f"{f.__qualname__}-{name}" for f, name in CASES]
)
@pytest.mark.parametrize(
    "given", [object(), b"x", {1}, [None]], ids=["object", "bytes", "set", "list"]
)
def test_a_value_of_no_type_that_is_meant_is_named(function, wrong, given):
    asked = {} if "self" not in inspect.signature(function).parameters else {"self": None}
    with pytest.raises(JukuError, match=rf"^{wrong}: .* is of type {type(given).__name__}; give "):
        function(**asked, **{wrong: given})


def of_kind(function, name, kind):
    """Whether the annotation of a parameter, or of an option that is gathered, allows ``kind``."""
    allowed = _kinds(inspect.unwrap(function))[2][name]
    return any(words == kind for words, _ in allowed)


PATHS = [(f, name) for f, name in CASES if of_kind(f, name, "a path")]
TEXTS = [(f, name) for f, name in CASES if of_kind(f, name, "a string") and (f, name) not in PATHS]


def call(function, **named):
    asked = {} if "self" not in inspect.signature(function).parameters else {"self": None}
    return function(**asked, **named)


@pytest.mark.parametrize(
    ("function", "name"), PATHS, ids=[f"{f.__qualname__}-{name}" for f, name in PATHS]
)
@pytest.mark.parametrize(
    ("path", "fact"),
    [
        ("x" * 300, "is longer than a path, or a name in it, may be here; give a shorter one"),
        ("y/" * 9000, "is longer than a path, or a name in it, may be here; give a shorter one"),
        ("a\0b", r"has '\\x00', as no path has; give one without"),
        ("a\ud83d", r"has '\\ud83d', as no path has; give one without"),
    ],
    ids=["name", "whole", "nul", "half"],
)
@pytest.mark.parametrize("form", [str, Path])
def test_a_path_that_no_file_can_have_is_named(function, name, path, fact, form):
    with pytest.raises(JukuError, match=rf"^{name}: '.*' {fact}$") as refused:
        call(function, **{name: form(path)})
    assert len(str(refused.value)) < 200


@pytest.mark.parametrize(
    ("function", "name"), TEXTS, ids=[f"{f.__qualname__}-{name}" for f, name in TEXTS]
)
def test_half_a_surrogate_pair_is_named(function, name):
    wanted = (
        rf"^{name}: '进博\\ud83d' has half a surrogate pair, '\\ud83d'; write the whole character$"
    )
    with pytest.raises(JukuError, match=wanted):
        call(function, **{name: "进博\ud83d"})


def test_texts_in_lists_and_dictionaries_are_looked_at_too(tmp_path):
    with pytest.raises(JukuError) as refused:
        juku.add(
            tmp_path, ["a\0", "b", "c" * 300], publisher="p", date="path", map={"text": "\ud83d"}
        )
    said = str(refused.value).split("\n")
    assert [line.partition(" '")[0] for line in said] == ["pages:", "pages:", "map:"]


def test_an_address_may_be_of_any_length():
    assert unfit_path("s3://bucket/" + "x" * 9000) is None


@pytest.mark.parametrize("text", ["", "shufled", "Full"])
def test_a_build_that_withholds_by_a_word_that_is_none_is_refused(mini_corpus, tmp_path, text):
    with pytest.raises(
        BuildError, match=r"^text: there is no .*; use one of full, shuffled, none$"
    ):
        juku.build(mini_corpus, tmp_path / "out", "1.0.0", text=text)
    assert list(tmp_path.iterdir()) == []
