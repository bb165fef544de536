"""Tables of words that a curator extends: every offender is named by path, line and list."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from juku import data
from juku.errors import ContractError
from juku.text.vocabulary import surnames, transliteration
from juku.text.vocabulary.word_tables import lists, read

TABLES = [
    path.name.removesuffix(".json")
    for path in files("juku.schema").iterdir()
    if path.name.endswith(".json") and "lists" in json.loads(path.read_text("utf-8"))
]


def table(**said: object) -> str:
    return json.dumps({"description": "", **said}, ensure_ascii=False, indent=1)


def of(**lines: object) -> dict[str, object]:
    return {"description": "", **lines}


@pytest.mark.parametrize("name", TABLES)
def test_the_tables_are_as_they_must_be(name):
    assert all(lists(name).values())


def test_words_are_parted_by_blanks_and_characters_by_nothing():
    text = table(
        lists={"units": of(words=["米 公里", "吨"]), "names": of(characters=["王李", "张"])}
    )

    assert read("a.json", text) == {"units": ("米", "公里", "吨"), "names": ("王", "李", "张")}


@pytest.mark.parametrize(
    ("said", "messages"),
    [
        (
            {"units": of(words=["米 吨", "吨 里 米"])},
            [
                "a.json:8: units: 吨 stands twice, first in units; take one of them out",
                "a.json:8: units: 米 stands twice, first in units; take one of them out",
            ],
        ),
        (
            {"units": of(words=["米  吨", " 里", 3])},
            [
                "a.json:7: units: '米  吨' is no line of words; part words by single blanks",
                "a.json:8: units: ' 里' is no line of words; part words by single blanks",
                "a.json:9: units: 3 is no line of words; part words by single blanks",
            ],
        ),
        (
            {"names": of(characters=["王 李"])},
            ["a.json:7: names: has a blank between characters; take the blank out"],
        ),
        (
            {"names": of(characters=["王"], words=["李"]), "units": of(words=[]), "more": []},
            [
                "a.json:4: names: has other fields; give it description and words, or characters",
                "a.json:13: units: is empty; give it words, or take the list out",
                "a.json:17: more: has other fields; give it description and words, or characters",
            ],
        ),
    ],
)
def test_all_offenders_are_named(said, messages):
    with pytest.raises(ContractError) as raised:
        read("a.json", table(lists=said))

    assert str(raised.value).splitlines() == messages


def test_where_lists_stand_apart_a_word_is_in_one_of_them():
    said = {"often": of(characters=["王李"]), "seldom": of(characters=["张李"])}
    read("a.json", table(lists=said))

    with pytest.raises(ContractError, match=r"a.json:14: seldom: 李 stands twice, first in often"):
        read("a.json", table(apart=True, lists=said))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"description": "",\n "lists": {,}}', "a.json:2: is no JSON"),
        ("[]", "a.json:1: lists: is missing; give the table a description and lists"),
        ('{"lists": {"a": []}}', "a.json:1: lists: is missing"),
        ('{"description": "", "lists": []}', "a.json:1: lists: is missing"),
    ],
)
def test_what_is_no_table_is_refused(text, message):
    with pytest.raises(ContractError, match=message):
        read("a.json", text)


def test_a_broken_table_is_named_by_its_path(monkeypatch):
    monkeypatch.setattr(data, "text", lambda _: "[]")

    with pytest.raises(ContractError, match=r"schema/units.json:1: lists: is missing"):
        lists.__wrapped__("units")


def test_views_of_one_table_hold_what_is_believed_by_all():
    for few, many in (("王", "欧阳"), ("李", "司马")):
        assert few in surnames.IN_BYLINES & surnames.IN_PROSE & surnames.IN_WORDS
        assert many in surnames.COMPOUND & surnames.IN_WORDS
    assert surnames.RARE.isdisjoint(surnames.IN_BYLINES)
    assert "小泉" in surnames.COMPOUND - surnames.IN_WORDS
    assert "文" in surnames.IN_PROSE - surnames.IN_WORDS
    assert "斯" in transliteration.IN_PROSE & transliteration.IN_WORDS
    assert "得" in transliteration.IN_PROSE - transliteration.IN_WORDS
