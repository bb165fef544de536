"""One text converted: only what OpenCC could change is given to it, and nothing else differs."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from juku.text.forms import conversion, phrase_runs

ROOT = Path(__file__).parents[3]
TABLE = json.loads(files("juku.schema").joinpath("touched.json").read_text("utf-8"))
PHRASES = json.loads(files("juku.schema").joinpath("phrases.json").read_text("utf-8"))
LINES = st.text(
    alphabet=st.one_of(
        st.sampled_from("上海举办发展头发头髮乾隆台著著名臺後后\n\n\r \ue000，。"),
        st.sampled_from(TABLE["t2s"]),
        st.characters(exclude_categories=("Cs",)),
    ),
    max_size=40,
)


def walk(config, first, choices):
    """Characters of which each follows the one before it in some phrase, as far as one does."""
    pairs, made = PHRASES[config]["pairs"], first
    for choice in choices:
        if following := pairs.get(made[-1]):
            made += following[choice % len(following)]
    return made


def like_phrases(config):
    table = PHRASES[config]
    return st.lists(
        st.one_of(
            st.builds(
                walk,
                st.just(config),
                st.sampled_from(sorted(table["pairs"])),
                st.lists(st.integers(0, 1000), max_size=5),
            ),
            st.sampled_from(table["decided"]),
            st.sampled_from(PHRASES["normalised"]),
            LINES,
        ),
        max_size=30,
    ).map("".join)


@given(text=LINES)
@example(text="")
@example(text="\n頭髮\n\n头发乾\n乾")
@example(text="\ue000头发\n著")
@settings(max_examples=500, deadline=None)
def test_what_is_left_out_changes_nothing(text):
    converted, places = conversion.marked("t2s", text)
    whole, all_places = conversion._all("t2s", text)
    assert (converted, places.tolist()) == (whole, all_places.tolist())


@pytest.mark.parametrize("config", ["s2t", "t2s"])
@given(data=st.data())
@settings(max_examples=300, deadline=None)
def test_lines_are_converted_and_marked_as_each_is_by_itself(config, data):
    text = data.draw(like_phrases(config))
    converted, places = conversion.marked(config, text)
    begin = 0
    for line, made in zip(text.split("\n"), converted.split("\n"), strict=True):
        alone, marks = conversion._all(config, line)
        end = begin + len(line)
        assert made == alone
        assert [place - begin for place in places if begin <= place < end] == marks.tolist()
        begin = end + 1


@pytest.mark.parametrize(
    "text",
    [
        "发⿰\n头发",
        "⿰头发发头发",
        "⿰",
        "\n⿰\n",
        "⿱头\n\n发，⿲头发展发",
        "𠮷",
        "\U0001f600发",
        "\uf928",
        "\uf928发",
    ],
)
def test_descriptions_and_characters_out_of_the_tables_are_converted_line_by_line(text):
    for config in ("s2t", "t2s"):
        lines = [conversion.converter(config).convert(line) for line in text.split("\n")]
        assert conversion.marked(config, text)[0].split("\n") == lines


@pytest.mark.parametrize("text", ["头发乾", "⿰亻尔发", ""])
def test_the_places_that_are_remembered_cannot_be_changed_by_who_asked(text):
    assert not conversion.marked("s2t", text)[1].flags.writeable


def test_opencc_sees_only_what_a_phrase_could_decide(monkeypatch):
    asked, plain = [], conversion._all
    conversion._alone("s2t")
    monkeypatch.setattr(
        conversion, "_all", lambda config, text: asked.append(text) or plain(config, text)
    )
    text = "他说，头发长了。上海发"
    converted, places = conversion._runs_alone("s2t", text)
    assert (converted, places.tolist()) == ("他說，頭髮長了。上海發", [10])
    assert asked == ["头发长了\n"]


def test_without_a_listed_character_nothing_is_changed_or_marked():
    listed = set(TABLE["t2s"])
    others = [chr(code) for code in range(0x2E80, 0x32000) if not 0xD800 <= code < 0xE000]
    assert sys.maxunicode > 0x32000
    text = "\n".join(each for each in others if each not in listed)
    converted, places = conversion._all("t2s", text)
    assert converted == text
    assert len(places) == 0


@given(st.text(st.sampled_from("说他用乾坤头髮着著里裏電腦⿰⿱\ue000𠀀a\0\r\n，"), max_size=9))
def test_one_text_is_simplified_as_opencc_does(text):
    assert conversion.simplified(text) == conversion.converter("t2s").convert(text)


def test_a_converted_line_of_another_length_is_left_to_the_whole(monkeypatch):
    asked = []

    def longer(_, text):
        asked.append(text)
        return text.replace("電腦", "计算机"), []

    monkeypatch.setattr(conversion, "_runs_alone", longer)
    monkeypatch.setattr(conversion, "_all", longer)
    assert conversion._touched_alone("说\n用電腦") == ("说\n用计算机", [])
    assert asked == ["用電腦", "说\n用電腦"]


def test_runs_of_another_length_are_left_to_the_whole(monkeypatch):
    conversion._alone("s2t")
    monkeypatch.setattr(conversion, "_all", lambda _, text: (text + "!", []))
    assert conversion._runs_alone("s2t", "说头发") == ("说头发!", [])


@pytest.mark.parametrize("config", ["s2t", "t2s"])
def test_an_opencc_that_the_tables_are_not_of_sees_all(monkeypatch, config):
    monkeypatch.setattr(conversion, "_listed", conversion._listed.__wrapped__)
    monkeypatch.setattr(conversion.opencc, "__version__", "0.0.0")
    asked = []
    none = np.zeros(0, np.int64)
    monkeypatch.setattr(conversion, "_all", lambda _, text: asked.append(text) or (text, none))
    conversion.marked.__wrapped__(config, "我说\n用電腦")
    assert asked == ["我说\n用電腦"]


@pytest.mark.parametrize("phrase", ["乾坤", "頭髮", "瞭解", "覆蓋"])
def test_phrases_have_a_listed_character(phrase):
    assert set(phrase) & set(TABLE["t2s"])


KERNEL = conversion._KERNEL
compiled = pytest.mark.skipif(KERNEL is None, reason="the kernel was not built, or is left aside")
HOSTILE = st.one_of(
    st.text(st.characters(), max_size=20),
    st.text(st.sampled_from("发著，\n\r\0 a\xff\ue000\uf928⿰⿱\ud800\udfff\uffff𠮷𫚈\U0010ffff")),
)


def answer(way, *arguments):
    """What is given back, or where half a character stands."""
    try:
        converted, places = way(*arguments)
    except UnicodeEncodeError as error:
        return error.start
    return converted, places.tolist()


def both(config, text):
    """What the kernel gives and what Python does."""
    return answer(conversion._by_kernel, KERNEL, config, text), answer(
        conversion._plainly, config, text
    )


@compiled
@pytest.mark.parametrize("config", ["s2t", "t2s"])
@given(data=st.data())
@settings(max_examples=400)
def test_the_kernel_gives_what_python_does(config, data):
    text = data.draw(st.lists(st.one_of(like_phrases(config), HOSTILE), max_size=4).map("".join))
    kernel, python = both(config, text)
    assert kernel == python


@compiled
@pytest.mark.parametrize("config", ["s2t", "t2s"])
def test_the_kernel_gives_what_python_does_for_whole_pages(config):
    for path in sorted((ROOT / "corpus" / "pages").glob("*.txt")):
        page = path.read_text("utf-8")
        for text in (page, conversion.marked("s2t", page)[0], page.encode().decode("latin-1")):
            kernel, python = both(config, text * 20)
            assert kernel == python


@compiled
@pytest.mark.parametrize("config", ["s2t", "t2s"])
@given(data=st.data())
def test_the_runs_of_the_kernel_are_those_of_python(config, data):
    text = data.draw(st.one_of(like_phrases(config), HOSTILE))
    table = conversion._signed(config)
    _, given, found = KERNEL.runs(text, table.signs, table.pairs)
    runs = np.frombuffer(found, np.int64).reshape(-1, 3)
    known = np.array([min(ord(each), phrase_runs.BEYOND) for each in text], np.uint32)
    assert [each.tolist() for each in phrase_runs.runs(config, known)] == runs.T[:2].tolist()
    told = [given[begin : begin + end - start] for start, end, begin in runs.tolist()]
    assert told == [text[start:end] for start, end, _ in runs.tolist()]
    assert given == "".join(f"{run}\n" for run in dict.fromkeys(told))


@compiled
def test_opencc_is_asked_once_for_each_run_that_differs(monkeypatch):
    asked, plain = [], conversion._all
    conversion._signed("s2t")
    monkeypatch.setattr(
        conversion, "_all", lambda config, text: asked.append(text) or plain(config, text)
    )
    text = "他说，头发长了。上海发\n头发长了，理发"
    converted, places = conversion._by_kernel(KERNEL, "s2t", text)
    assert (converted, places.tolist()) == ("他說，頭髮長了。上海發\n頭髮長了，理髮", [10])
    assert asked == ["头发长了\n理发\n"]


@compiled
def test_a_text_that_stays_as_it_is_is_the_same_object():
    text = "上海举办" * 3
    assert conversion._by_kernel(KERNEL, "t2s", text)[0] is text


@compiled
def test_runs_of_another_length_are_left_to_the_whole_by_the_kernel_too(monkeypatch):
    conversion._signed("s2t")
    monkeypatch.setattr(conversion, "_all", lambda _, text: (text + "!", []))
    assert conversion._by_kernel(KERNEL, "s2t", "说头发") == ("说头发!", [])


@compiled
@pytest.mark.parametrize(
    ("runs", "marks"),
    [
        ([[-1, 1, 0]], []),
        ([[2, 1, 0]], []),
        ([[0, 4, 0]], []),
        ([[0, 2, -1]], []),
        ([[0, 2, 2]], []),
        ([[0, 2, 2**62]], []),
        ([[0, 2**62, 0]], []),
        ([[1, 3, 0], [0, 2, 0]], []),
        ([[0, 2, 0]], [-1]),
        ([[0, 2, 0]], [3]),
    ],
)
def test_the_kernel_refuses_places_out_of_the_text(runs, marks):
    table = conversion._signed("s2t")
    found, told = (np.array(each, np.int64).tobytes() for each in (runs, marks))
    with pytest.raises(ValueError, match="within"):
        KERNEL.put("说头发", table.signs, table.alone, found, "頭髮\n", told)


@compiled
def test_the_kernel_refuses_tables_of_another_size():
    table = conversion._signed("s2t")
    with pytest.raises(ValueError, match="signs has 3 bytes"):
        KERNEL.runs("头发", b"123", table.pairs)
    with pytest.raises(ValueError, match="pairs has 3 bytes"):
        KERNEL.runs("头发", table.signs, b"123")
    with pytest.raises(ValueError, match="alone has 3 bytes"):
        KERNEL.put("头发", table.signs, b"123", b"", "", b"")
