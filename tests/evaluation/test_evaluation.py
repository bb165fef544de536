"""Scores against counts done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from juku.build.rows.kit import DEFAULT_SEGMENTER
from juku.errors import EvidenceError
from juku.evaluation import errors, measured, scores, tables
from juku.evaluation.runs import Bench
from juku.evaluation.trials import Trial, joined, of_file, read
from juku.text.segmenting.tokens import Tokens
from juku.text.ud.treebank import GoldSentence, GoldWord

GOLD = [
    GoldSentence("a", (GoldWord("中国", "PROPN"), GoldWord("人民", "NOUN"), GoldWord("好", "ADJ"))),
    GoldSentence("a", (GoldWord("OK", "X", space_after=True), GoldWord("好", "ADJ"))),
]
GIVEN = Tokens(
    ["中国", "人", "民", "好", "OK", "好"],
    np.array([0, 2, 3, 4, 0, 3], np.int32),
    [None] * 6,
    ["PROPN", "NOUN", "NOUN", "VERB", "X", "ADJ"],
    np.array([0, 4, 6]),
)


def test_counts_are_those_done_by_hand():
    counts = scores.count(GOLD, GIVEN, {"好", "中国"})
    assert counts.tolist() == [[3, 4, 2, 1, 0, 1], [2, 2, 2, 1, 1, 2]]


def test_figures_follow_from_the_counts():
    found = scores.estimates(scores.count(GOLD, GIVEN, {"好", "中国"}), tagged=True)
    assert found["word_precision"].value == pytest.approx(4 / 6, abs=1e-4)
    assert found["word_recall"].value == pytest.approx(4 / 5, abs=1e-4)
    assert found["word_f1"].value == pytest.approx(8 / 11, abs=1e-4)
    assert found["oov_recall"].value == pytest.approx(1 / 2, abs=1e-4)
    assert found["joint_f1"].value == pytest.approx(6 / 11, abs=1e-4)
    assert found["upos_accuracy"].value == pytest.approx(3 / 4, abs=1e-4)


def test_an_interval_holds_its_figure_and_is_the_same_twice():
    counts = scores.count(GOLD * 50, repeated(GIVEN, 50), None)
    once, again = (scores.estimates(counts, tagged=True) for _ in range(2))
    assert once == again
    assert once["word_f1"].low < once["word_f1"].value < once["word_f1"].high
    assert once["oov_recall"].value is None


def repeated(tokens, times):
    ends = [part + number * 6 for number in range(times) for part in (4, 6)]
    return Tokens(
        tokens.words * times,
        np.tile(tokens.starts, times),
        tokens.xpos * times,
        tokens.upos * times,
        np.array([0, *ends]),
    )


def test_errors_are_named_with_both_cuts_and_both_tags():
    assert errors.cuts(GOLD, GIVEN) == {("人民", "人 民"): 1}
    assert errors.tags(GOLD, GIVEN) == {("好", "ADJ", "VERB"): 1}
    assert errors.confusion(GOLD, GIVEN)["ADJ", "ADJ"] == 1


def test_a_trial_is_run_and_told_in_a_table():
    result, tokens = Bench(None).run("rjieba", Trial("made", "given", GOLD, []), joining=False)
    assert result.words == 5
    assert len(tokens.offsets) == 3
    assert tables.scores([result]).splitlines()[2].startswith("| made | given | rjieba | off |")


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(EvidenceError, match=r"none\.conllu"):
        read(tmp_path / "none.conllu")


def test_gold_words_are_joined_as_a_segmenter_s_are():
    words = (("11", "NUM"), ("月", "NOUN"), ("黄", "PROPN"), ("宝妹", "PROPN"), ("说", "VERB"))
    gold = GoldSentence("a", tuple(GoldWord(*word) for word in words))
    found = joined(Trial("made", "merged", [gold], []))
    assert found.standard == "merged, joined"
    forms = [(word.form, word.upos) for word in found.sentences[0].words]
    assert forms == [("11月", "NOUN"), ("黄宝妹", "PROPN"), ("说", "VERB")]
    assert found.sentences[0].text == gold.text


def test_a_treebank_with_affixes_apart_is_two_trials_and_one_without_is_one(tmp_path):
    row = "{}\t{}\t_\t{}\t{}\t_\t0\t_\t_\tSpaceAfter=No"
    stem, affix = row.format(1, "发言", "VERB", "VV"), row.format(2, "人", "PART", "SFN")
    (tmp_path / "a.conllu").write_text(f"{stem}\n{affix}\n\n", "utf-8")
    (tmp_path / "b.conllu").write_text(f"{stem}\n\n", "utf-8")
    found = of_file(tmp_path / "a.conllu")
    assert [(trial.standard, len(trial.sentences[0].words)) for trial in found] == [
        ("fine", 2),
        ("merged", 1),
    ]
    assert [trial.standard for trial in of_file(tmp_path / "b.conllu")] == ["as given"]


def test_what_is_told_as_shipped_is_what_a_build_gives_by_default():
    assert measured.SHIPPED == DEFAULT_SEGMENTER
