"""What the documents name is there: links, files, commands with their options, functions."""

from __future__ import annotations

import json
import re
import shlex
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juku.cli.commands import COMMANDS
from juku.cli.running import parser_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "corpus" / "README.md"])
SHELL = re.compile(r"```sh\n(.*?)```", re.DOTALL)
NAMED = re.compile(r"`((?:docs|scripts|schema|src|tests)/[\w./-]+)`")
LINK = re.compile(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)")
CALL = re.compile(r"^\s*(?:\S*/)?(juku [a-z]+ .*)$", re.MULTILINE)
STOPS = {"&&", "|", ">"}


def text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def anchors(path: Path) -> set[str]:
    """The anchors that a Markdown renderer gives to the headings of a document."""
    heads = re.findall(r"^#+ (.*)$", text(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)
def test_every_link_leads_to_a_file_and_to_a_heading_of_it(doc: Path) -> None:
    for name, anchor in LINK.findall(text(doc)):
        target = (doc.parent / name) if name else doc
        assert target.exists(), name
        assert not anchor or anchor in anchors(target), f"{name}#{anchor}"


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)
def test_every_file_that_is_named_is_there(doc: Path) -> None:
    assert [name for name in NAMED.findall(text(doc)) if not (ROOT / name).exists()] == []


def calls(told: str) -> list[list[str]]:
    """The calls of juku in a text, as lists of words, without what a shell does with them.

    A variable of the shell is taken for a number.
    """
    found = []
    one_line = re.sub(r"\$\w+", "1", re.sub(r"\\\n\s*", "", told))
    for line in CALL.findall(one_line):
        call = re.split(r"\s{3,}|\s+[#(]", line)[0]
        words = shlex.split(call)
        end = next((at for at, word in enumerate(words) if word in STOPS), len(words))
        found.append(words[1:end])
    return found


def test_calls_are_found() -> None:
    told = "  juku add c p.txt \\\n      --date D\n.venv/bin/juku find a '改 革'   # y\njuku x | y"

    assert calls(told) == [["add", "c", "p.txt", "--date", "D"], ["find", "a", "改 革"], ["x"]]


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)
def test_every_command_in_a_document_is_one_with_these_options(doc: Path) -> None:
    for block in SHELL.findall(text(doc)):
        for call in calls(block):
            parser_of(call).parse_args(call)


def options(name: str) -> Iterator[argparse.Action]:
    """Everything that a command takes, and what its own commands take."""
    left = [parser for parser in children(parser_of([name])) if parser.prog == f"juku {name}"]
    while left:
        parser = left.pop()
        left += children(parser)
        yield from (one for one in parser._actions if not isinstance(one.choices, dict))


def children(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """The parsers of a parser's commands."""
    found = [one.choices for one in parser._actions if isinstance(one.choices, dict)]
    return [child for choices in found for child in choices.values()]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_does(name: str) -> None:
    taken = list(options(name))

    assert len(taken) > 1
    assert [one.dest for one in taken if not one.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_in_a_help_is_a_command_with_these_options(name: str) -> None:
    described = next(one for one in children(parser_of([name])) if one.prog == f"juku {name}")

    found = calls(described.description or "")

    assert found
    for call in found:
        parser_of(call).parse_args(call)


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)
def test_every_command_in_running_text_is_one(doc: Path) -> None:
    named = re.findall(r"`juku ([a-z]+)[ `]", text(doc))

    assert set(named) <= COMMANDS.keys()


def test_number_and_day_of_the_release_are_the_same_wherever_they_stand() -> None:
    number = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["version"]
    day = json.loads(text(ROOT / "corpus" / "about.json"))["released"]

    assert f"\nversion: {number}\ndate-released: {day}\n" in text(ROOT / "CITATION.cff")
    assert f"\n## {number}, {day}\n" in text(ROOT / "CHANGELOG.md")
    assert set(re.findall(r"dist/juku-([\d.]+\d)", text(ROOT / "README.md"))) == {number}
