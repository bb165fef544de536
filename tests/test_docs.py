"""What the documents name is there: links, files, commands with their options, functions."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path

import pytest

from juku.cli import COMMANDS
from juku.cli.running import parser_of

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


@pytest.mark.parametrize("name", COMMANDS)
def test_every_example_in_a_help_is_a_command_with_these_options(name: str) -> None:
    described = next(
        action.choices[name].description
        for action in parser_of([name])._actions
        if isinstance(action.choices, dict)
    )

    found = calls(described)

    assert found
    for call in found:
        parser_of(call).parse_args(call)


@pytest.mark.parametrize("doc", DOCS, ids=lambda path: path.name)
def test_every_command_in_running_text_is_one(doc: Path) -> None:
    named = re.findall(r"`juku ([a-z]+)[ `]", text(doc))

    assert set(named) <= COMMANDS.keys()
