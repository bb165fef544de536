"""What a corpus says of itself: names, and persons, in the forms of schema/about.json."""

from __future__ import annotations

import json

import pytest

from juku.build.corpus import about
from juku.build.corpus.about import Person
from juku.errors import EvidenceError


def said(root, **fields):
    """The corpus at ``root``, whose about.json says ``fields`` as well."""
    row = about.to_row(about.default("demo")) | fields
    (root / about.FILE).write_text(json.dumps(row), "utf-8")
    return root


@pytest.mark.parametrize(
    ("creators", "read", "makers"),
    [
        (["A and B"], ("A and B",), ("A and B",)),
        ([{"family": "王", "given": "小明"}], (Person("王", "小明"),), ("王小明",)),
        (
            ["Demo Institute", {"family": "Wang", "given": "Xiaoming"}, {"family": "老舍"}],
            ("Demo Institute", Person("Wang", "Xiaoming"), Person("老舍")),
            ("Demo Institute", "Xiaoming Wang", "老舍"),
        ),
        ([{"family": "Li", "given": "四"}], (Person("Li", "四"),), ("四 Li",)),
    ],
)
def test_creators_are_names_or_persons(tmp_path, creators, read, makers):
    found = about.load(said(tmp_path, creators=creators))
    assert (found.creators, found.makers) == (read, makers)
    assert about.to_row(found)["creators"] == creators


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("creators", [{}]),
        ("creators", [{"given": "Xiaoming"}]),
        ("creators", [{"family": "Wang", "first": "Xiaoming"}]),
        ("creators", [{"family": "Wang", "given": ""}]),
        ("creators", [{"family": " "}]),
        ("creators", [{"family": ["Wang"]}]),
        ("creators", [{"family": "Wang", "given": None}]),
        ("creators", ["A", ["B"]]),
        ("creators", ["A", " "]),
        ("creators", {"family": "Wang"}),
        ("languages", [""]),
        ("languages", [{"family": "zh"}]),
        ("publishers", {"demo": ""}),
        ("publishers", {"demo": {"family": "Wang"}}),
    ],
)
def test_what_is_of_another_form_is_named_with_one_that_is_right(tmp_path, field, value):
    with pytest.raises(EvidenceError, match=rf"^\S+/about\.json: {field}: is no .*; for example "):
        about.load(said(tmp_path, **{field: value}))
    assert [name for name, _ in about.misshapen({field: value})] == [field]
