"""Regular expressions read a page alike in every Python that is allowed.

Before 3.11.5 a group that is repeated possessively, as in ``(?:ab?c)*+``, ends where its last try
failed and not where the last whole one ended; ``(?>(?:ab?c)*)`` says the same and is read alike.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
POSSESSIVE = re.compile(r"\)(?:[*+?]|\{[\d,{}]+\})\+")
TEXT = re.compile(r"re\.escape\(.*\)$", re.MULTILINE)
"""Signs that stand for themselves."""


@pytest.mark.parametrize(
    ("pattern", "found"),
    [("(?:ab)*+", True), ("(a)++", True), ("(a){{2,}}+", True), ("(?>(?:ab)*)", False)],
)
def test_a_group_that_is_repeated_possessively_is_seen(pattern, found):
    assert bool(POSSESSIVE.search(pattern)) == found


def test_no_group_is_repeated_possessively():
    found = {
        str(path.relative_to(SOURCE)): match[0]
        for path in SOURCE.rglob("*.py")
        for match in POSSESSIVE.finditer(TEXT.sub("", path.read_text("utf-8")))
    }
    assert found == {}
