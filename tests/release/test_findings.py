"""A finding says where, what and what to do, whoever worded it first."""

from __future__ import annotations

import pytest

from juku.release import findings
from juku.release.findings import Finding, told


@pytest.mark.parametrize("kind", findings.REMEDIES)
def test_a_finding_of_which_no_more_is_known_has_the_remedy_of_its_kind(kind):
    for remedy, shown in ("", findings.REMEDIES[kind]), ("ask", "ask"):
        assert str(Finding(kind, "here", "is so", remedy)) == f"{kind}: here: is so; {shown}"


def test_every_kind_is_explained_and_has_a_remedy():
    assert set(findings.MEANINGS) == set(findings.REMEDIES)
    assert all([*findings.MEANINGS.values(), *findings.REMEDIES.values()])


LAW = "rebuild the release from its corpus"


@pytest.mark.parametrize(
    ("message", "where", "path", "finding"),
    [
        ("a.txt: is gone; bring it", None, "", ("a.txt", "is gone", "bring it")),
        ("a.txt: is gone", None, "", ("a.txt", "is gone", LAW)),
        ("a.txt: start: is gone; bring it", None, "", ("a.txt", "start: is gone", "bring it")),
        ("a.txt: is gone; bring it; or two", None, "", ("a.txt", "is gone", "bring it; or two")),
        ("is gone; bring it", "rows", "", ("rows", "is gone", "bring it")),
        ("a: 1/x: is gone; bring it", None, "a: 1", ("a: 1/x", "is gone", "bring it")),
        ("a: 1: is gone; bring it", None, "a: 1", ("a: 1", "is gone", "bring it")),
        ("b/x: is gone; bring it", None, "a: 1", ("b/x", "is gone", "bring it")),
        ("b/x: is gone; bring it", "x", "b", ("x", "is gone", "bring it")),
    ],
)
def test_a_line_that_was_worded_elsewhere_is_taken_apart(message, where, path, finding):
    assert told("law", message, where, path) == Finding("law", *finding)
