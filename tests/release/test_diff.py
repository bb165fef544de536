"""`diff` reports exactly the edits that were made, and nothing else."""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
import subprocess
import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juku import store
from juku.errors import ContractError, QueryError, so_many
from juku.release import checksums, diff, diff_report, digests


def rename(tables):
    """The first article gets another id, as when its text had changed elsewhere."""
    old = tables["articles"][0]["article_id"]
    new = f"{old[:-8]}00000000"
    for rows in tables.values():
        for row in rows:
            if row["article_id"] == old:
                row["article_id"] = new
                if "sentence_id" in row:
                    row["sentence_id"] = row["sentence_id"].replace(old, new)


def recut(tables):
    row = tables["sentences"][0]
    row["tokens"][:2] = ["".join(row["tokens"][:2])]
    for name in ("token_start", "xpos", "upos", "boundary_votes"):
        del row[name][1]


def retag(tables):
    tables["sentences"][1]["upos"][0] = "VERB"
    tables["sentences"][2]["xpos"][0] = "v"


def revote(tables):
    tables["sentences"][3]["boundary_votes"][0] = 1


def renormalise(tables):
    tables["sentences"][4].update(
        text_norm="x", edit_start=[0], edit_end=[1], edit_to=["x"], edit_rule=["width"]
    )


def reread(tables):
    tables["sentences"][5].update(date_start=[0], date_end=[1], date_from=[None], date_to=[None])


def relabel(tables):
    tables["sentences"][6]["role"] = "title"


def shift(tables):
    for name in ("source_start", "source_end"):
        tables["sentences"][0][name][0] += 1


def take_down(tables):
    """The first article's text is withheld, as `juku.release.withhold` does it."""
    name = tables["articles"][0]["article_id"]
    for row in tables["sentences"]:
        if row["article_id"] == name:
            row.update(text="", text_norm="", title=None, tokens=[None] * len(row["tokens"]))


def add(tables):
    row = copy.deepcopy(tables["sentences"][-1])
    row.update(sentence_id=f"{row['article_id']}.0002", ordinal=2, text="新的一句话说。")
    tables["sentences"].append(row)


def remove(tables):
    del tables["sentences"][3]


def reorder(tables):
    random.Random(7).shuffle(tables["sentences"])


def rule(tables):
    tables["blocks"][0].update(kind="credit", rule="closing-credit")


EDITS = [
    ([], {}),
    ([reorder], {}),
    ([rename], {"moved": 2}),
    ([recut], {"recut": 1}),
    ([retag], {"retagged": 2}),
    ([revote], {"revoted": 1}),
    ([renormalise], {"renormalised": 1}),
    ([reread], {"reread": 1}),
    ([relabel], {"relabelled": 1}),
    ([shift], {"moved": 1}),
    ([add], {"added": 1}),
    ([remove], {"removed": 1}),
    ([rule], {}),
    ([take_down], {"withheld": 2}),
    ([take_down, reorder, relabel], {"withheld": 2, "relabelled": 1}),
    (
        [recut, retag, revote, renormalise, reread, relabel, add, reorder],
        {"added": 1, "recut": 1, "retagged": 2, "revoted": 1, "renormalised": 1, "reread": 1,
         "relabelled": 1},
    ),
]  # fmt: skip


@pytest.fixture
def one_a_batch(monkeypatch):
    """Tables are read a row at a time."""
    batches = store.batches
    monkeypatch.setattr(store, "batches", lambda *a, **k: batches(*a, **(k | {"rows": 1})))


@pytest.mark.parametrize(("edits", "classes"), EDITS, ids=lambda v: "-".join(
    f.__name__ for f in v) if isinstance(v, list) else "")  # fmt: skip
def test_known_edits_are_reported_exactly(tmp_path, make, release, edits, classes):
    tables = make.rows()
    for edit in edits:
        edit(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables, shards=2)
    found = diff.compare(release, after)
    assert found.classes == classes
    touched = sum(n for kind, n in classes.items() if kind != "added")
    assert found.same == 7 - touched


def test_text_that_is_given_back_is_told_and_text_that_is_gone_in_both_is_the_same(
    tmp_path, make, release
):
    tables = make.rows()
    take_down(tables)
    before = make.write_release(tmp_path / "before", "2.0.0", tables)
    again = make.write_release(tmp_path / "again", "2.0.1", tables)
    found = diff.compare(before, release)
    assert (found.classes, found.same) == ({"withheld": 2}, 5)
    assert diff.compare(before, again).same == 7


def test_text_that_is_gone_is_not_another_sentence_without_text(tmp_path, make):
    """Two articles change places in the takedowns, and one of them is removed."""
    first, second = make.rows(), make.rows()
    take_down(first)
    gone = first["articles"][0]["article_id"]
    second["articles"].reverse()
    take_down(second)
    second["sentences"] = [row for row in second["sentences"] if row["article_id"] != gone]
    before = make.write_release(tmp_path / "before", "1.0.0", first)
    after = make.write_release(tmp_path / "after", "2.0.0", second)
    left = sum(not row["text"] for row in second["sentences"])
    assert diff.compare(before, after).classes == {"removed": 2, "withheld": left}


def test_examples_show_the_columns_that_differ(tmp_path, make, release):
    tables = make.rows()
    retag(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    first, second = diff.compare(release, after).examples["retagged"]
    assert set(first.before) == {"upos"}
    assert (first.before["upos"][0], first.after["upos"][0]) == ("NOUN", "VERB")
    assert set(second.before) == {"xpos"}
    assert first.before_id == first.after_id == tables["sentences"][1]["sentence_id"]


def test_examples_show_what_their_kind_is_about_on_either_side(
    tmp_path, make, release, one_a_batch
):
    """Of a sentence that is several things; with rows that come batch by batch, in no order."""
    tables = make.rows()
    for edit in (retag, rename, reread, remove):
        edit(tables)
    tables["sentences"][4]["date_from"] = [dt.date(2024, 11, 5)]
    tables["sentences"][1].update(role="title", published=dt.date(2024, 12, 1))
    reorder(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables, shards=2)
    told = diff.compare(release, after).to_json()
    assert json.loads(json.dumps(told)) == told
    found = {
        kind: {(one["before_id"], one["after_id"]): one for one in examples}
        for kind, examples in told["examples"].items()
    }
    rows = {row["text"]: row["sentence_id"] for row in make.rows()["sentences"]}
    now = {row["text"]: row["sentence_id"] for row in tables["sentences"]}
    moved = {(rows[text], now[text]) for text in rows if text in now and rows[text] != now[text]}
    assert set(found["moved"]) == moved
    assert all(set(one["before"]) == {"sentence_id"} for one in found["moved"].values())
    [gone] = found["removed"].values()
    assert (gone["after_id"], gone["text"], gone["before"], gone["after"]) == (
        None, make.rows()["sentences"][3]["text"], {}, {},
    )  # fmt: skip
    [dated] = found["reread"].values()
    assert (dated["before"]["date_from"], dated["after"]["date_from"]) == ([], ["2024-11-05"])
    [named] = found["relabelled"].values()
    assert named["before"] == {"role": "body", "published": "2024-11-04"}
    assert named["after"] == {"role": "title", "published": "2024-12-01"}
    assert {tuple(one["after"]) for one in found["retagged"].values()} == {("upos",), ("xpos",)}


def test_rules_articles_and_blocks_are_counted(tmp_path, make, release):
    tables = make.rows()
    rule(tables)
    renormalise(tables)
    tables["articles"][0]["title"] = "新题"
    tables["articles"][1]["title"] = "又一"
    tables["blocks"].pop(2)
    random.Random(7).shuffle(tables["blocks"])
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    found = diff.compare(release, after)
    assert list(found.rules.items()) == [
        ("edit/width", (0, 1)),
        ("credit/closing-credit", (0, 1)),  # rules of blocks by their names
        ("paragraph/plain-paragraph", (4, 2)),
    ]
    assert found.tables["articles"] == diff.TableDiff(0, 0, 2, {"title": 2})
    assert found.tables["blocks"] == diff.TableDiff(0, 1, 1, {"kind": 1, "rule": 1})


def test_a_sentence_said_twice_is_told_by_its_number(tmp_path, make):
    texts = {("demo", dt.date(2024, 11, 4)): ["好。好。好。坏。"]}
    before = make.write_release(tmp_path / "a", "1.0.0", make.rows(texts))
    tables = make.rows(texts)
    del tables["sentences"][2]
    after = make.write_release(tmp_path / "b", "2.0.0", tables)
    assert diff.compare(before, after).classes == {"removed": 1}


@pytest.mark.parametrize("edits", [[recut, retag, add], [remove, rename], []])
def test_every_form_of_report_holds_every_count(tmp_path, make, release, edits):
    tables = make.rows()
    for edit in edits:
        edit(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    found = diff.compare(release, after)
    text, log, page = diff_report.text(found), diff_report.changelog(found), diff_report.page(found)
    for kind, count in found.classes.items():
        assert f"{count:>12,}  {kind}" in text
        assert f"- {so_many(count, 'sentences')} {kind}:" in log
        assert f"<td>{count:,}</td><td>{kind}</td>" in page
    assert json.loads(json.dumps(found.to_json()))["classes"] == found.classes
    assert "http" not in page.replace("http-equiv", "")


def test_a_tag_that_is_missing_is_shown_as_tables_show_it(tmp_path, make, release):
    tables = make.rows()
    tables["sentences"][0]["xpos"][0] = tables["sentences"][1]["title"] = None
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    found = diff.compare(release, after)
    for report in (diff_report.text(found), diff_report.page(found)):
        assert "–" in report
        assert "None" not in report


def test_a_page_shows_markup_of_the_corpus_as_text(tmp_path, make, release):
    tables = make.rows()
    tables["sentences"][0]["title"] = "<script>alert(1)</script>"
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    assert "<script>" not in diff_report.page(diff.compare(release, after))


def test_hits_of_a_query_are_compared_and_explained(tmp_path, make, release):
    tables = make.rows()
    retag(tables)
    add(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    found = diff.compare(release, after, query='[upos="NOUN"]').hits
    assert found.reasons == {"gained: added": 7, "lost: retagged": 1}
    assert (found.before, found.after, found.same) == (43, 49, 42)
    lost = [one for one in found.examples if one.change == "lost"]
    assert [(one.sentence_id, one.shown) for one in lost] == [
        (tables["sentences"][1]["sentence_id"], "金")
    ]


def test_of_equal_hits_in_a_sentence_the_second_answers_to_the_second(tmp_path, make):
    texts = {("demo", dt.date(2024, 11, 4)): ["说了又说。", "再说一说。"]}
    before = make.write_release(tmp_path / "a", "1.0.0", make.rows(texts))
    tables = make.rows(texts)
    tables["sentences"][0]["upos"][0] = "VERB"
    tables["sentences"][1].update(role="title")
    tables["sentences"][1]["upos"][1] = "VERB"
    tables["sentences"][1]["upos"][3] = "VERB"
    tables["sentences"].reverse()
    after = make.write_release(tmp_path / "b", "2.0.0", tables)
    found = diff.compare(before, after, query='[word="说" & upos="NOUN"]', examples=1).hits
    assert (found.before, found.after, found.same) == (4, 1, 1)
    assert found.reasons == {"lost: retagged + relabelled": 2, "lost: retagged": 1}
    assert len(found.examples) == 1
    back = diff.compare(after, before, query='[word="说" & upos="NOUN"]', examples=9).hits
    assert back.reasons == {"gained: retagged + relabelled": 2, "gained: retagged": 1}
    assert [(one.change, one.shown) for one in back.examples] == [("gained", "说")] * 3
    assert {one.sentence_id for one in back.examples} == {
        row["sentence_id"] for row in tables["sentences"]
    }


def test_the_command_prints_json(tmp_path, make, release):
    tables = make.rows()
    retag(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    command = [sys.executable, "-m", "juku.cli", "diff", str(release), str(after), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["classes"] == {"retagged": 2}


def test_shards_that_both_have_are_read_once_and_rows_keep_their_places(
    tmp_path, make, monkeypatch
):
    before = make.write_release(tmp_path / "before", "1.0.0", shards=3)
    tables = make.rows()
    relabel(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables, shards=3)
    read = []
    of_file = digests._of_file
    monkeypatch.setattr(
        digests, "_of_file", lambda path, *how: read.append(path.parent) or of_file(path, *how)
    )
    found = diff.compare(before, after)
    assert found.classes == {"relabelled": 1}
    assert found.examples["relabelled"][0].after_id == tables["sentences"][6]["sentence_id"]
    assert [folder.name for folder in read].count("data") == 4  # 3, and the one that changed


def test_threads_find_what_one_finds(tmp_path, make, monkeypatch):
    before = make.write_release(tmp_path / "before", "1.0.0", shards=2)
    tables = make.rows()
    for edit in (retag, rule, take_down):
        edit(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables, shards=3)
    alone = diff.compare(before, after, workers=1)
    asked = []
    pool = digests.ThreadPoolExecutor
    monkeypatch.setattr(
        digests, "ThreadPoolExecutor", lambda threads: asked.append(threads) or pool(threads)
    )
    assert diff.compare(before, after, workers=4) == alone
    assert asked == [4, 4, 4]


@pytest.mark.parametrize("name", ["examples", "workers"])
def test_a_number_less_than_none_is_refused_and_none_is_taken(release, name):
    with pytest.raises(QueryError) as refused:
        diff.compare(release, release, **{name: -1})
    assert str(refused.value) == f"{name}: -1 is less than 0; give 0 or more"
    assert diff.compare(release, release, **{name: 0}).same == 7


def test_a_release_with_other_bytes_than_it_lists_is_not_compared(tmp_path, make, release):
    other = make.write_release(tmp_path / "other", "2.0.0")
    path = other / "data" / "train-00000-of-00001.parquet"
    pq.write_table(pq.read_table(path).slice(1), path)
    for pair in ((release, other), (other, release)):
        with pytest.raises(QueryError, match=r"parquet: its bytes are not those that SHA256SUMS"):
            diff.compare(*pair)


def test_no_more_examples_are_shown_than_asked_for(tmp_path, make, release):
    tables = make.rows()
    for edit in (retag, remove, remove, add, add):
        edit(tables)
    after = make.write_release(tmp_path / "after", "2.0.0", tables)
    found = diff.compare(release, after, examples=1)
    assert {kind: len(shown) for kind, shown in found.examples.items()} == {
        "added": 1, "removed": 1, "retagged": 1,
    }  # fmt: skip
    assert found.classes == {"added": 2, "removed": 2, "retagged": 2}
    none = diff.compare(release, after, examples=0)
    assert (none.examples, none.classes) == ({}, found.classes)
    assert " of " not in diff_report.text(none)


def test_columns_that_came_are_named_and_the_others_compared(tmp_path, make, release):
    """The earlier release has no `upos` yet: nothing is retagged for that."""
    before = make.write_release(tmp_path / "before", "0.9.0")
    path = before / "data" / "train-00000-of-00001.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["upos"]), path)
    checksums.write(before)
    found = diff.compare(before, release)
    assert found.columns_added == {"sentences": ("upos",)}
    assert (found.classes, found.same) == ({}, 7)
    assert "sentences: columns added: upos" in diff_report.text(found)
    assert diff.compare(release, before).columns_removed == {"sentences": ("upos",)}


def test_columns_that_the_contract_does_not_know_are_compared_where_both_have_them(tmp_path, make):
    releases = [make.write_release(tmp_path / name, "1.0.0") for name in "ab"]
    for root, mood in zip(releases, ("glad", "sad"), strict=True):
        path = root / "data" / "train-00000-of-00001.parquet"
        table = pq.read_table(path)
        moods = pa.array(["even"] * (len(table) - 1) + [mood])
        pq.write_table(table.append_column("mood", moods), path)
        checksums.write(root)
    found = diff.compare(*releases)
    assert (found.classes, found.same) == ({"other": 1}, 6)
    [shown] = found.examples["other"]
    assert (shown.before, shown.after) == ({"mood": "glad"}, {"mood": "sad"})


def test_without_the_columns_of_a_place_sentences_are_paired_by_what_they_say(tmp_path, make):
    tables = make.rows()
    take_down(tables)
    releases = [
        make.write_release(tmp_path / "a", "1.0.0"),
        make.write_release(tmp_path / "b", "2.0.0", tables),
    ]
    for root in releases:
        path = root / "data" / "train-00000-of-00001.parquet"
        table = pq.read_table(path)
        place = [c for c in table.column_names if c in digests.members("moved", table.column_names)]
        pq.write_table(table.drop_columns(place), path)
        checksums.write(root)
    found = diff.compare(*releases)
    assert (found.classes, found.same) == ({"added": 2, "removed": 2}, 5)


@given(st.lists(st.sampled_from("ab"), max_size=8), st.lists(st.sampled_from("ab"), max_size=8))
def test_narrowed_lists_lose_only_what_both_share(old, new):
    shown = diff_report.narrowed(old, new)
    cut_start = shown[0][:1] == shown[1][:1] == ["…"]
    cut_end = shown[0][-1:] == shown[1][-1:] == ["…"]
    for whole, part in zip((old, new), shown, strict=True):
        inner = part[cut_start : len(part) - cut_end]
        assert "…" not in inner
        head = len(whole) - len(inner) if cut_start and not cut_end else 0
        assert inner == whole[head : head + len(inner)] or (cut_start and cut_end)
    if not cut_start and not cut_end:
        assert shown == (old, new)


def brute(old, new):
    """The nth equal value with the nth, the slow way."""
    pairs, used = [], set()
    for i, value in enumerate(old):
        for j, other in enumerate(new):
            if other == value and j not in used:
                pairs.append((i, j))
                used.add(j)
                break
    return pairs


SMALL = st.lists(st.integers(0, 6), max_size=25)


@settings(max_examples=200, deadline=None)
@given(SMALL, SMALL)
def test_match_is_the_brute_force_pairing(old, new):
    left, right = digests.match(np.array(old, np.uint64), np.array(new, np.uint64))
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == brute(old, new)


def test_every_column_of_the_contract_is_compared():
    from juku import contract

    columns = [f.name for f in contract.table("sentences").fields]
    compared = {c for group in digests.groups("sentences", columns).values() for c in group}
    assert set(columns) - compared == {"text", "article_id"}  # what pairs are made by
    assert "other" not in digests.groups("sentences", columns)


def another(column, values):
    """The column of a table with other values, of their own type."""

    def change(table):
        at = table.column_names.index(column)
        made = pa.array(values * len(table), None if values[0] else table.schema.field(at).type)
        return table.set_column(at, column, made)

    return change


NO_RELEASE = {
    "no ids of articles": (
        "sentences", lambda table: table.drop_columns(["article_id"]),
        "{path}: sentences.article_id: is missing",
    ),
    "no rules": (
        "blocks", lambda table: table.drop_columns(["rule"]), "{path}: blocks.rule: is missing",
    ),
    "strings for lists": (
        "sentences", another("edit_rule", ["x"]),
        "{path}: sentences.edit_rule: is string, not list<item: string>",
    ),
    "no text in a row": (
        "sentences", another("text", [None]), "sentences.text: is null in 7 rows",
    ),
    "no id in a row": (
        "articles", another("article_id", [None]), "articles.article_id: is null in 4 rows",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_RELEASE)
def test_tables_that_cannot_be_compared_are_one_clear_error(tmp_path, make, release, case):
    name, spoil, fact = NO_RELEASE[case]
    other = make.write_release(tmp_path / "other", "2.0.0")
    [path] = store.shards(other, name)
    pq.write_table(spoil(pq.read_table(path)), path)
    checksums.write(other)
    for pair in ((release, other), (other, release)):
        with pytest.raises(ContractError) as refused:
            diff.compare(*pair, workers=1)
        assert str(refused.value) == f"{fact.format(path=path)}; build the release again"
