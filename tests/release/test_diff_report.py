"""Every form of a report, word for word, of a difference that is written out here."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from juku.release import diff_report
from juku.release.diff import Diff, Example, TableDiff
from juku.release.hits import HitChange, HitDiff

RETAGGED = Example(
    "demo-20241104-aaaaaaaa.0001", "demo-20241104-aaaaaaaa.0001", "金秋\x1b[31m意浓\n。",
    {"upos": ["NOUN", "NOUN", "VERB"], "title": None}, {"upos": ["NOUN", "ADJ", "VERB"],
    "title": "a < b"},
)  # fmt: skip
MOVED = Example(
    "demo-20241104-aaaaaaaa.0002", "demo-20241104-bbbbbbbb.0001", "东方有约。",
    {"sentence_id": "demo-20241104-aaaaaaaa.0002"}, {"sentence_id": "demo-20241104-bbbbbbbb.0001"},
)  # fmt: skip
ADDED = Example(None, "demo-20241104-bbbbbbbb.0002", "新" * 161, {}, {})

FULL = Diff(
    before={"name": "demo", "version": "1.0.0", "identity": "0123456789abcdef"},
    after={"name": "demo & co", "version": "2.0.0", "identity": "fedcba9876543210"},
    rows_before=1234, rows_after=1, same=1,
    classes={"added": 1, "moved": 1, "retagged": 1233},
    examples={"added": [ADDED], "moved": [MOVED], "retagged": [RETAGGED]},
    rules={"edit/width": (0, 1000)},
    tables={"articles": TableDiff(1, 0, 0, {}), "blocks": TableDiff(0, 0, 2000,
            {"kind": 1, "rule": 1999})},
    columns_added={"sentences": ("upos", "xpos"), "blocks": ("rule",)},
    columns_removed={"sentences": ("lemma",)},
    hits=HitDiff('[word="<"]', 1000, 1001, 999, {"gained: added": 2, "lost: retagged": 1},
                 [HitChange("gained", "added", "demo-20241104-bbbbbbbb.0002", "新\n<")]),
)  # fmt: skip
SAME = replace(
    FULL, classes={}, examples={}, rules={}, columns_added={}, columns_removed={}, hits=None,
    tables={"articles": TableDiff(0, 0, 0, {}), "blocks": TableDiff(0, 0, 0, {})}, same=1234,
    rows_after=1234,
)  # fmt: skip

TEXT = f"""\
demo 1.0.0  0123456789ab…  1,234 sentences
demo & co 2.0.0  fedcba987654…  1 sentence

           1  same
           1  added (new in the later release)
           1  moved (same text, another place, number or article)
       1,233  retagged (same tokens, other tags)

added, 1 of 1:
  demo-20241104-bbbbbbbb.0002  {"新" * 160}…

moved, 1 of 1:
  demo-20241104-aaaaaaaa.0002 → demo-20241104-bbbbbbbb.0001  东方有约。
    sentence_id: demo-20241104-aaaaaaaa.0002
               → demo-20241104-bbbbbbbb.0001

retagged, 1 of 1,233:
  demo-20241104-aaaaaaaa.0001  金秋␛[31m意浓⏎。
    upos: NOUN NOUN VERB
        → NOUN ADJ VERB
    title: –
         → a < b

articles: 1 added, 0 removed, 0 changed

blocks: 0 added, 0 removed, 2,000 changed
           1  kind
       1,999  rule

rules, before → after:
  edit/width: 0 → 1,000

sentences: columns added: upos, xpos

blocks: columns added: rule

sentences: columns removed: lemma

hits of [word="<"]: 1,000 → 1,001, 999 the same
           2  gained: added
           1  lost: retagged
  gained (added) demo-20241104-bbbbbbbb.0002: 新⏎<
"""

SAME_TEXT = """\
demo 1.0.0  0123456789ab…  1,234 sentences
demo & co 2.0.0  fedcba987654…  1,234 sentences

       1,234  same

articles: 0 added, 0 removed, 0 changed

blocks: 0 added, 0 removed, 0 changed
"""

CHANGELOG = """\
- 1 sentence added: new in the later release.
- 1 sentence moved: same text, another place, number or article.
- 1,233 sentences retagged: same tokens, other tags.
- articles: 1 added, 0 removed, 0 changed.
- blocks: 0 added, 0 removed, 2,000 changed.
- sentences: columns `upos`, `xpos` added.
- blocks: columns `rule` added.
- sentences: columns `lemma` removed.
- Rule `edit/width`: 0 → 1,000.
- 1 sentence is the same.
"""

SAME_CHANGELOG = """\
- The same rows; files written again.
- 1,234 sentences are the same.
"""

PAGE = f"""\
<h1>demo &amp; co 1.0.0 → 2.0.0</h1>
<table><tr><th>sentences</th><th>what became of them</th><th></th></tr>\
<tr><td>1</td><td>same</td><td></td></tr>\
<tr><td>1</td><td>added</td><td>new in the later release</td></tr>\
<tr><td>1</td><td>moved</td><td>same text, another place, number or article</td></tr>\
<tr><td>1,233</td><td>retagged</td><td>same tokens, other tags</td></tr></table>
<details open><summary>added: new in the later release</summary>\
<p lang="zh"><code>demo-20241104-bbbbbbbb.0002</code> {"新" * 161}</p></details>
<details open><summary>moved: same text, another place, number or article</summary>\
<p lang="zh"><code>demo-20241104-aaaaaaaa.0002 → demo-20241104-bbbbbbbb.0001</code> 东方有约。</p>\
<table><tr><th>column</th><th>before</th><th>after</th></tr>\
<tr><td>sentence_id</td><td>demo-20241104-aaaaaaaa.0002</td>\
<td>demo-20241104-bbbbbbbb.0001</td></tr></table></details>
<details open><summary>retagged: same tokens, other tags</summary>\
<p lang="zh"><code>demo-20241104-aaaaaaaa.0001</code> 金秋\x1b[31m意浓
。</p>\
<table><tr><th>column</th><th>before</th><th>after</th></tr>\
<tr><td>upos</td><td>NOUN NOUN VERB</td><td>NOUN ADJ VERB</td></tr>\
<tr><td>title</td><td>–</td><td>a &lt; b</td></tr></table></details>
<h2>Articles and blocks</h2>
<table><tr><th>table</th><th>added</th><th>removed</th><th>changed</th><th>by column</th></tr>\
<tr><td>articles</td><td>1</td><td>0</td><td>0</td><td></td></tr>\
<tr><td>blocks</td><td>0</td><td>0</td><td>2,000</td><td>kind 1, rule 1,999</td></tr></table>
<h2>Rules</h2>
<table><tr><th>rule</th><th>before</th><th>after</th></tr>\
<tr><td>edit/width</td><td>0</td><td>1,000</td></tr></table>
<h2>Columns</h2>
<table><tr><th>table</th><th>added</th><th>removed</th></tr>\
<tr><td>sentences</td><td>upos, xpos</td><td>lemma</td></tr>\
<tr><td>blocks</td><td>rule</td><td></td></tr></table>
<h2>Hits of <code>[word=&quot;&lt;&quot;]</code></h2>\
<p>1,000 before, 1,001 after, 999 the same</p>\
<table><tr><th>hits</th><th>why</th></tr>\
<tr><td>2</td><td>gained: added</td></tr><tr><td>1</td><td>lost: retagged</td></tr></table>\
<table><tr><th>change</th><th>why</th><th>sentence</th><th>hit</th></tr>\
<tr><td>gained</td><td>added</td><td>demo-20241104-bbbbbbbb.0002</td><td>新 &lt;</td></tr></table>
"""


@pytest.mark.parametrize(("found", "told"), [(FULL, TEXT), (SAME, SAME_TEXT)], ids=["full", "same"])
def test_a_terminal_is_told_everything_and_steered_by_nothing(found, told):
    assert diff_report.text(found) == told


GONE = replace(SAME, tables={"articles": TableDiff(0, 1, 0, {})})
GONE_CHANGELOG = """\
- articles: 0 added, 1 removed, 0 changed.
- 1,234 sentences are the same.
"""


@pytest.mark.parametrize(
    ("found", "told"),
    [(FULL, CHANGELOG), (SAME, SAME_CHANGELOG), (GONE, GONE_CHANGELOG)],
    ids=["full", "same", "an article is gone"],
)
def test_a_changelog_gets_a_line_a_change(found, told):
    assert diff_report.changelog(found) == told


def test_a_page_tells_everything():
    page = diff_report.page(FULL)
    assert page.partition("<body>\n")[2] == f"{PAGE}</body></html>\n"
    assert "<title>demo &amp; co 1.0.0 → 2.0.0</title>" in page
    assert "{{" not in page.partition("<body>")[0]


def test_a_page_has_no_hits_where_nothing_was_asked():
    assert "Hits" not in diff_report.page(SAME)


A = "甲" * 200
NARROWED = {
    "the first item": (["a", "b", "c"], ["x", "b", "c"], ["a", "b", "…"], ["x", "b", "…"]),
    "the second item": (["a", "b", "c"], ["a", "x", "c"], ["a", "b", "c"], ["a", "x", "c"]),
    "the last item": (["a", "b", "c"], ["a", "b", "x"], ["…", "b", "c"], ["…", "b", "x"]),
    "an item more at the end": (["a", "b"], ["a", "b", "c"], ["…", "b"], ["…", "b", "c"]),
    "an item more at the beginning": (["b", "c"], ["a", "b", "c"], ["b", "…"], ["a", "b", "…"]),
    "an item twice": (["a", "a", "b"], ["a", "b"], ["a", "a", "b"], ["a", "b"]),
    "two of many": (
        list("abcdefgh"), list("abcxeyjh"), ["…", *"cdefgh"], ["…", *"cxeyjh"],
    ),
    "everything": ([], ["a", "b"], [], ["a", "b"]),
    "a list and none": (["a", "b"], None, ["a", "b"], None),
    "none and a list": (None, ["a", "b"], None, ["a", "b"]),
    "a short text": ("一二三", "一二四", "一二三", "一二四"),
    "the last character shown": (
        A[:159] + "乙", A[:159] + "丙", A[:159] + "乙", A[:159] + "丙",
    ),
    "the first that is not": (
        A[:160] + "乙" + A, A[:160] + "丙" + A, "…" + A[:20] + "乙" + A, "…" + A[:20] + "丙" + A,
    ),
    "a long text and none": (A, None, A, None),
    "none and a long text": (None, A, None, A),
    "numbers": (1, 2, 1, 2),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "left", "right"), NARROWED.values(), ids=NARROWED)
def test_values_are_cut_down_to_where_they_differ(old, new, left, right):
    assert diff_report.narrowed(old, new) == (left, right)


def test_what_differs_far_in_a_long_value_is_shown():
    far = replace(RETAGGED, before={"text_norm": f"{A}a"}, after={"text_norm": f"{A}b"})
    found = replace(FULL, examples={"retagged": [far]})
    for report in (diff_report.text(found), diff_report.page(found)):
        assert re.findall("…甲{20}([ab])", report) == ["a", "b"]


def test_no_more_than_160_characters_of_a_value_are_shown():
    for length, end in ((160, "乙"), (161, "…")):
        value = ["乙" * (length // 2 - 1), "乙" * (length - length // 2)]
        long = replace(RETAGGED, before={"tokens": []}, after={"tokens": value})
        found = replace(FULL, examples={"retagged": [long]})
        [line] = [one for one in diff_report.text(found).split("\n") if "→ 乙" in one]
        assert len(line.strip()) == len("→ ") + 160 + (end == "…")
        assert line.endswith(end)
