"""Why hits of a query came and went between two releases whose rows are known."""

from __future__ import annotations

import pytest

from juku.release import diff

WHOLE = "its sentence is the same; what stands around it changed"


def remove_the_last(tables):
    del tables["sentences"][6]


def retag_the_fifth(tables):
    tables["sentences"][4]["upos"][0] = "VERB"


def take_down_the_first_article(tables):
    """Its two sentences keep their rows, which no index has."""
    for row in tables["sentences"][:2]:
        row.update(text="", tokens=[None] * len(row["tokens"]))


def remove_the_fourth(tables):
    del tables["sentences"][3]


def say_twice(tables):
    """The fifth sentence has its first word twice."""
    tables["sentences"][4].update(text="观众观多。", tokens=list("观众观多。"))


def exchange(tables):
    """The fourth sentence goes, and the fifth begins with its word."""
    tables["sentences"][4].update(text="展众很多。", tokens=list("展众很多。"))
    del tables["sentences"][3]


CASES = {
    "a sentence that is gone": (
        [remove_the_last], '"另|观|展"', (4, 3, 3), {"lost: removed": 1},
        [("lost", "removed", 6, "另")],
    ),
    "a tag behind the end of the sentence": (
        [retag_the_fifth], '"。" [upos="NOUN"]', (5, 4, 4), {f"lost: {WHOLE}": 1},
        [("lost", WHOLE, 3, "。观")],
    ),
    "a word of one sentence that stands in another": (
        [exchange], '"展|观"', (3, 2, 1), {"lost: removed": 2, "gained: added": 1},
        [("lost", "removed", 3, "展"), ("lost", "removed", 4, "观"), ("gained", "added", 4, "展")],
    ),
    "an article that was taken down before all others": (
        [take_down_the_first_article], '"创|观|展"', (4, 3, 3), {"lost: withheld": 1},
        [("lost", "withheld", 0, "创")],
    ),
    "a mark of a sentence that is gone, which all others have": (
        [remove_the_fourth], '"[。！]"', (7, 6, 6), {"lost: removed": 1},
        [("lost", "removed", 3, "。")],
    ),
    "nothing": ([], '"展|观"', (3, 3, 3), {}, []),
    "no hit": ([exchange], '"无"', (0, 0, 0), {}, []),
}  # fmt: skip


@pytest.mark.parametrize("shards", [1, 3])
@pytest.mark.parametrize("case", CASES)
def test_hits_that_one_release_alone_has_are_counted_by_reason(
    tmp_path, make, release, case, shards
):
    edits, query, counts, reasons, examples = CASES[case]
    ids = [row["sentence_id"] for row in make.rows()["sentences"]]
    tables = make.rows()
    for edit in edits:
        edit(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables, shards=shards)
    found = diff.compare(release, after, query=query).hits
    assert (found.query, found.before, found.after, found.same) == (query, *counts)
    assert found.reasons == reasons
    told = [(one.change, one.reason, one.sentence_id, one.shown) for one in found.examples]
    assert told == [(change, why, ids[at], shown) for change, why, at, shown in examples]

    back = diff.compare(after, release, query=query).hits
    other = {"lost": "gained", "gained": "lost", "removed": "added", "added": "removed"}
    turned = {
        ": ".join(other.get(word, word) for word in reason.split(": ")): count
        for reason, count in reasons.items()
    }
    assert (back.after, back.before, back.same) == counts
    assert back.reasons == turned


@pytest.mark.parametrize("most", [0, 1, 2])
def test_of_what_was_lost_and_of_what_was_gained_as_many_are_shown_as_asked_for(
    tmp_path, make, release, most
):
    tables = make.rows()
    exchange(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    found = diff.compare(release, after, query='"展|观"', examples=most).hits
    assert [one.change for one in found.examples] == ["lost"] * most + ["gained"] * min(most, 1)


def test_of_a_word_that_a_sentence_has_twice_one_may_be_lost(tmp_path, make):
    tables = make.rows()
    say_twice(tables)
    before = make.write_release(tmp_path / "before", "1.0.0", tables)
    retag_the_fifth(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    found = diff.compare(before, after, query='[word="观" & upos="NOUN"]').hits
    assert (found.before, found.after, found.same) == (2, 1, 1)
    assert found.reasons == {"lost: retagged": 1}
