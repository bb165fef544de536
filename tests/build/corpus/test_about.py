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


@pytest.mark.parametrize("folder", ["名" * 85, "n" * 255, "句 库", "-"])
def test_what_a_new_corpus_says_of_itself_has_no_finding(tmp_path, folder):
    made = about.to_row(about.default(folder))
    assert about.to_row(about.load(said(tmp_path, **made))) == made


@pytest.mark.parametrize(
    ("field", "value", "fact"),
    [
        ("name", "n" * 151, "is 151 bytes long, and files are named by it; give one of 150 at"),
        ("name", "名" * 51, "is 153 bytes long, and files are named by it; give one of 150 at"),
        ("languages", ["zh", "中文"], "'中文' is no BCP 47 tag; write zh-Hans-CN"),
        ("languages", ["zh_CN"], "'zh_CN' is no BCP 47 tag; write zh-Hans-CN"),
        ("homepage", "www.example.org", "is 'www.example.org'; write it whole, as https://exa"),
        ("homepage", "https:///juku", "is 'https:///juku'; write it whole, as https://example"),
        ("homepage", "https://example.org/a b", "is 'https://example.org/a b'; write it whole"),
    ],
)
def test_what_no_document_or_file_could_have_is_named_before_anything_is_built(
    tmp_path, field, value, fact
):
    with pytest.raises(EvidenceError) as refused:
        about.load(said(tmp_path, **{field: value}))
    assert str(refused.value).startswith(f"{tmp_path}/about.json: {field}: {fact}")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "名" * 50),
        ("languages", ["zh", "zh-Hant-TW", "yue-Hans", "sr-Latn-RS-x-a1"]),
        ("homepage", "http://例.org/一?a=1#b"),
    ],
)
def test_what_they_can_have_is_none(tmp_path, field, value):
    assert about.to_row(about.load(said(tmp_path, **{field: value})))[field] == value
