"""A record that is no article is told in words, the same ones whoever reads it and wherever."""

from __future__ import annotations

import sys

import pytest

from juku.build.reading import articles
from juku.errors import EvidenceError

DEEP = "has lists or objects over 200 deep within one another"


def within(depth, sign="["):
    return b'{"x": ' + (sign * depth + {"[": "]", '{"a":': "}"}[sign] * depth).encode() + b"}"


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        (b'{"text": "a"', "is not JSON (Expecting ',' delimiter, at character 13)"),
        (b'\xef\xbb\xbf{"text": "a"', "is not JSON (Expecting ',' delimiter, at character 13)"),
        (b'{"x": ' + b"9" * 601 + b"}", "has a number of 601 digits, where 600 may be"),
        (within(200), DEEP),
        (b'{"x": ' + b'{"a": [' * 100 + b"]}" * 100 + b"}", DEEP),
        (b"[" * 100_000, DEEP),
    ],
    ids=lambda given: given[:20] if isinstance(given, bytes) else None,
)
def test_what_is_wrong_is_said_in_words(line, fact):
    with pytest.raises(EvidenceError) as refused:
        articles.read(line, "a.jsonl#3")
    assert str(refused.value) == f"a.jsonl#3: {fact}; mend or drop the record"


@pytest.mark.parametrize(
    "line",
    [
        within(199),
        b'{"x": "' + b"[{" * 500 + b'"}',
        b'{"x": "\\"' + b"[" * 500 + b'"}',
        b'{"x": [' + b"[],{}," * 500 + b"1]}",
        b'{"x": -' + b"9" * 599 + b"}",
        b'{"x": 5e99}',
    ],
    ids=lambda given: given[:20],
)
@pytest.mark.parametrize("frames", [0, 500])
def test_what_can_be_read_hangs_on_nothing_but_the_record(line, frames):
    """Python itself reads as deep as the calls that led to it leave room for."""

    def below(left):
        return below(left - 1) if left else articles.read(line, "a.jsonl#1")

    assert set(below(frames)[0]) == {"x"}


def test_how_python_was_started_says_nothing_of_a_number():
    before = sys.get_int_max_str_digits()
    for most in (0, 640):
        sys.set_int_max_str_digits(most)
        try:
            with pytest.raises(EvidenceError, match="5,000 digits"):
                articles.read(b'{"x": ' + b"9" * 5000 + b"}", "a.jsonl#1")
            articles.read(b'{"x": ' + b"9" * 600 + b"}", "a.jsonl#1")
        finally:
            sys.set_int_max_str_digits(before)
