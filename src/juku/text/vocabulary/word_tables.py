"""The tables of words in schema/, which whoever knows a word more may extend; read and checked.

Such a table has a description and lists, each with a description of its own and with words on
lines, parted by blanks, or with characters, which nothing parts. Where it says that its lists
stand ``apart``, a word is in one of them only.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from juku import data
from juku.errors import ContractError, Findings

_KEYS = ({"description", "words"}, {"description", "characters"})


@cache
def lists(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of ``schema/{name}.json``, by name.

    >>> lists("notices")["matters"][:2]
    ('遗失', '减资')

    Raises:
        ContractError: the table is malformed; names every offender by path, line and list.
    """
    return read(data.where(name), data.text(name))


def read(path: str, text: str) -> dict[str, tuple[str, ...]]:
    """The lists of a table that stands at a path.

    >>> read("a.json", '{"description": "", "lists": {"si": {"description": "", "words": []}}}')
    Traceback (most recent call last):
    juku.errors.ContractError: a.json:1: si: is empty; give it words, or take the list out

    Raises:
        ContractError: naming every offender by path, line and list.
    """
    try:
        table = json.loads(text)
    except json.JSONDecodeError as error:
        raise ContractError(
            f"{path}:{error.lineno}: is no JSON ({error.msg}); mend the line"
        ) from None
    said = table.get("lists") if isinstance(table, dict) else None
    if not isinstance(said, dict) or not all(
        isinstance(table.get("description"), str) for _ in said
    ):
        raise ContractError(f"{path}:1: lists: is missing; give the table a description and lists")
    found = Findings()
    checker = _Checker(path, text, found, apart=bool(table.get("apart")))
    made = {name: checker.words(name, one) for name, one in said.items()}
    found.raise_as(ContractError)
    return made


class _Checker:
    """Reads the lists of one table and notes what is wrong with them."""

    def __init__(self, path: str, text: str, found: Findings, *, apart: bool) -> None:
        self.path, self.text, self.found, self.apart = path, text, found, apart
        self.seen: dict[str, str] = {}
        """The list that a word stands in, as far as the lists were read."""

    def words(self, name: str, said: Any) -> tuple[str, ...]:
        """The words of a list, in order."""
        if not isinstance(said, dict) or set(said) not in _KEYS:
            self._add(name, "", "has other fields", "give it description and words, or characters")
            return ()
        kind = "words" if "words" in said else "characters"
        lines = said[kind]
        if not isinstance(lines, list) or not lines:
            self._add(name, "", "is empty", "give it words, or take the list out")
            return ()
        if not self.apart:
            self.seen = {}
        return tuple(word for line in lines for word in self._of_line(name, kind, line))

    def _of_line(self, name: str, kind: str, line: Any) -> list[str]:
        if not isinstance(line, str) or " ".join(line.split()) != line or not line:
            self._add(name, line, f"{line!r} is no line of {kind}", "part words by single blanks")
            return []
        words = line.split(" ") if kind == "words" else list(line)
        if " " in words:
            self._add(name, line, "has a blank between characters", "take the blank out")
        elif len(set(words)) < len(words) or not self.seen.keys().isdisjoint(words):
            self._name_repeats(name, line, words)
        self.seen.update(dict.fromkeys(words, name))
        return words

    def _name_repeats(self, name: str, line: str, words: list[str]) -> None:
        before = dict(self.seen)
        for word in words:
            if word in before:
                fact = f"{word} stands twice, first in {before[word]}"
                self._add(name, line, fact, "take one of them out")
            before.setdefault(word, name)

    def _add(self, name: str, line: Any, fact: str, remedy: str) -> None:
        at = max(self.text.find(json.dumps(name, ensure_ascii=False)), 0)
        at = max(at, self.text.find(json.dumps(line, ensure_ascii=False), at) if line else at)
        number = self.text.count("\n", 0, at) + 1
        self.found.add(f"{self.path}:{number}: {name}", fact, remedy)
