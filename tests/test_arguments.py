"""Every argument of every door is compared with its annotation before anything is done."""

from __future__ import annotations

import inspect

import pytest

import juku
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


@pytest.mark.parametrize("text", ["", "shufled", "Full"])
def test_a_build_that_withholds_by_a_word_that_is_none_is_refused(mini_corpus, tmp_path, text):
    with pytest.raises(
        BuildError, match=r"^text: there is no .*; use one of full, shuffled, none$"
    ):
        juku.build(mini_corpus, tmp_path / "out", "1.0.0", text=text)
    assert list(tmp_path.iterdir()) == []
