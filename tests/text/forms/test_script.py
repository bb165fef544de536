"""Simplified and traditional forms: OpenCC's own, batchwise, one-to-many characters flagged."""

from __future__ import annotations

import json
import unicodedata
from importlib.resources import files

import numpy as np
import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku.text.forms import conversion, script

MIXED = st.text(
    alphabet=st.one_of(
        st.sampled_from("头发展發後后面里裡干乾幹复復台臺了着著余餘乾隆于松鬆\n\r \ue000\uf8ff"),
        st.characters(exclude_categories=("Cs",)),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    ),
    max_size=30,
)
BATCH = st.lists(MIXED, max_size=5)


@pytest.fixture(scope="module")
def official():
    return {config: opencc.OpenCC(config) for config in ("t2s", "s2t")}


@given(texts=BATCH)
@settings(max_examples=200, deadline=None)
def test_forms_are_those_opencc_gives_each_text(official, texts):
    forms = script.forms(texts)
    assert forms.hans == [official["t2s"].convert(text) for text in texts] == script.hans(texts)
    assert forms.hant == [official["s2t"].convert(text) for text in texts] == script.hant(texts)


@given(texts=BATCH)
@settings(max_examples=100, deadline=None)
def test_flags_of_a_batch_are_those_of_each_text(texts):
    forms = script.forms(texts)
    assert len(forms.offsets) == len(texts) + 1
    for i, text in enumerate(texts):
        flags = forms.ambiguous[forms.offsets[i] : forms.offsets[i + 1]].tolist()
        assert flags == script.ambiguous(text) == sorted(set(flags))


@given(text=MIXED)
@settings(max_examples=200, deadline=None)
def test_a_flagged_character_is_converted_as_it_is_alone(official, text):
    table = _table()
    forms = script.forms([text])
    for place in script.ambiguous(text):
        alone = text[place]
        # OpenCC takes a compatibility ideograph (U+F99E) for the character that it stands for.
        listed = unicodedata.normalize("NFC", alone)
        assert listed in table["s2t"] or listed in table["t2s"]
        as_is = {
            ("t2s", forms.hans[0][place]): official["t2s"].convert(alone),
            ("s2t", forms.hant[0][place]): official["s2t"].convert(alone),
        }
        assert any(form == default for (_, form), default in as_is.items())


def _table():
    return json.loads(files("juku.schema").joinpath("ambiguous.json").read_text("utf-8"))


def test_a_phrase_decides_and_is_not_flagged():
    assert script.ambiguous("头发发展，发我") == [5]
    assert script.ambiguous("理发") == []


def test_private_use_characters_of_the_text_are_no_flags():
    assert script.ambiguous("\ue000发我\ue010\n后") == [1, 5]
    assert script.hant(["\ue000发"]) == ["\ue000發"]


def test_first_candidate_is_the_choice_of_opencc(official):
    table = _table()
    for config in ("s2t", "t2s"):
        for character, candidates in table[config].items():
            assert official[config].convert(character) == candidates[0]


def test_simplified_text_comes_back_as_the_same_object():
    texts = ["上海举办", "頭髮"]
    simplified, maps = script.simplified_for_segmenting(texts)
    assert simplified[0] is texts[0]
    assert (simplified[1], maps) == ("头发", [None, None])


def test_a_changed_length_is_mapped_by_runs(monkeypatch):
    class Longer:
        def convert(self, text):
            return text.replace("電腦", "计算机")

    monkeypatch.setattr(conversion, "converter", lambda _: Longer())
    monkeypatch.setattr(
        conversion, "marked", lambda _, text: (Longer().convert(text), np.zeros(0, int))
    )
    simplified, maps = script.simplified_for_segmenting(["用電腦，說"])
    assert simplified == ["用计算机，說"]
    assert maps[0].tolist() == [0, 1, 2, 3, 3, 4, 5]


def test_a_changed_length_gives_no_flags_for_its_text(monkeypatch):
    changed = conversion.marked

    def longer(config, text):
        converted, places = changed(config, text)
        return (converted + "!", places) if "電" in text else (converted, places)

    monkeypatch.setattr(conversion, "marked", longer)
    forms = script.forms(["發电后", "電后"])
    assert forms.offsets.tolist() == [0, 1, 1]
    assert forms.ambiguous.tolist() == [2]
    assert forms.ambiguous.dtype == np.int32


def test_characters_lost_on_the_way_and_back_are_counted(monkeypatch):
    assert script.lost(["头发发展", "上海"]) == 0
    monkeypatch.setattr(script, "hans", lambda texts: [t.replace("後", "候") for t in texts])
    monkeypatch.setattr(script, "hant", lambda texts: [t.replace("后", "後") for t in texts])
    assert script.lost(["然后后", "上海"]) == 2


def test_a_text_that_changes_length_on_the_way_is_lost_in_full(monkeypatch):
    monkeypatch.setattr(script, "hant", lambda texts: [text + "!" for text in texts])
    assert script.lost(["然后"]) == 2


def test_versions_name_package_and_configuration():
    assert conversion.versions() == {
        "t2s": f"opencc-{opencc.__version__}-t2s",
        "s2t": f"opencc-{opencc.__version__}-s2t",
    }
