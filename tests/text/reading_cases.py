"""The cases of a reading, as test parameters; those that are known to fail must fail."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

CASES = Path(__file__).parents[1] / "cases"


class ReadingCases:
    """The cases of one subject, by the file that they stand in."""

    def __init__(self, subject):
        files = {
            path.stem: json.loads(path.read_text("utf-8"))
            for path in sorted((CASES / subject).glob("*.json"))
        }
        self._known = {opening(case): case["why"] for case in files.pop("known-failures")}
        self._files = files

    def params(self):
        """All cases, each with the file and the words that it begins with as its id."""
        return [self._param(name, case) for name, cases in self._files.items() for case in cases]

    def _param(self, name, case):
        text = opening(case)
        why = self._known.get(text)
        marks = [] if why is None else [pytest.mark.xfail(reason=why, strict=True)]
        return pytest.param(case, id=f"{name}:{text[:24]}", marks=marks)

    def unheld(self):
        """Known failures that are no case."""
        held = {opening(case) for cases in self._files.values() for case in cases}
        return self._known.keys() - held

    def counts(self):
        """How many cases there are, and how many of them were set aside."""
        aside = [cases for name, cases in self._files.items() if name.startswith("set-aside")]
        return sum(map(len, self._files.values())), sum(map(len, aside))


def opening(case):
    """The first paragraph of a case, by which it is known."""
    return case["text"] if "text" in case else case["paragraphs"][0]
