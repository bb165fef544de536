"""The conversion of treebanks, case by case and on the treebank itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from juku.errors import EvidenceError
from juku.text.ud import standard, treebank
from juku.text.ud.treebank import GoldSentence, GoldWord

GOLD = Path(__file__).parents[4] / "shared" / "gold"
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="the gold data is not beside the project")


def read(name):
    return treebank.read((GOLD / name).read_text("utf-8"), name)


def sentence(*words):
    return GoldSentence("", tuple(GoldWord(*word) for word in words))


def pairs(found):
    return [(word.form, word.upos) for word in found.words]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        (("是", "VERB", "VC", "cop"), ("是", "AUX")),
        (("是", "VERB", "VC", "root"), ("是", "VERB")),
        (("和", "CONJ", "CC", "cc"), ("和", "CCONJ")),
        (("被", "VERB", "BB", "auxpass"), ("被", "AUX")),
        (("把", "VERB", "BB", "aux:caus"), ("把", "ADP")),
        (("著", "PART", "AS", "case:aspect"), ("着", "AUX")),
        (("著", "VERB", "VV", "root"), ("著", "VERB")),
        (("沿著", "ADP", "IN", "case"), ("沿着", "ADP")),
        (("显著", "ADJ", "JJ", "amod"), ("显著", "ADJ")),
        (("吗", "X", "UH", "discourse"), ("吗", "PART")),
        (("/", "SYM", "/", "punct"), ("/", "PUNCT")),
        ((",", "PUNCT", ",", "punct"), ("，", "PUNCT")),
        (("1,000", "NUM", "CD", "nummod"), ("1,000", "NUM")),
        (("也", "ADV", "RB", "mark"), ("也", "SCONJ")),
        (("的", "PART", "DEC", "acl:relcl"), ("的", "SCONJ")),
        (("的", "PART", "DEC", "case:dec"), ("的", "PART")),
    ],
)
def test_a_v1_word_becomes_a_v2_word(word, wanted):
    assert pairs(standard.from_v1(sentence(word))) == [wanted]


def test_clause_markers_are_tagged_as_in_pud():
    found = standard.harmonise(
        sentence(("的", "SCONJ", "DEC"), ("也", "SCONJ", "RB"), ("虽然", "SCONJ", "IN"))
    )
    assert pairs(found) == [("的", "PART"), ("也", "ADV"), ("虽然", "SCONJ")]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([("中国", "PROPN", "NNP"), ("人", "PART", "SFN")], [("中国人", "PROPN")]),
        ([("副", "PART", "PFA"), ("校长", "NOUN", "NN")], [("副校长", "NOUN")]),
        (
            [("现代", "ADJ", "JJ"), ("化", "PART", "SFV"), ("性", "PART", "SFN")],
            [("现代化性", "NOUN")],
        ),
        (
            [("总", "PART", "PFA"), ("运动", "VERB", "VV"), ("员", "PART", "SFN")],
            [("总运动员", "NOUN")],
        ),
        ([("X", "X", "FW"), ("型", "PART", "SFN")], [("X", "X"), ("型", "PART")]),
        ([("我", "PRON", "PRP"), ("的", "PART", "DEC")], [("我", "PRON"), ("的", "PART")]),
    ],
)
def test_affixes_are_glued_to_han_stems(words, wanted):
    assert pairs(standard.merge(sentence(*words))) == wanted


@needs_gold
def test_conversion_changes_no_text_of_the_dev_set_and_leaves_no_clause_marker_of_gsd():
    for one in read("gsdsimp-dev.conllu"):
        done = standard.merge(standard.harmonise(one))
        assert done.text == one.text
        assert not any(w.upos == "SCONJ" and w.xpos in {"DEC", "RB", "DEV"} for w in done.words)


@needs_gold
def test_v1_words_get_the_tags_that_the_dev_set_gives_them():
    dev = tag_counts(map(standard.harmonise, read("gsdsimp-dev.conllu")))
    v1 = read("gsd-v1-train-simplified.conll")
    train = tag_counts(standard.harmonise(standard.from_v1(one)) for one in v1)
    assert len(v1) == 3997
    for key in ("也 RB", "的 DEC", "和 CC", "了 AS", "被 BB", "， ,", "可以 MD", "他 PRP"):
        assert train[key].most_common(1)[0][0] == dev[key].most_common(1)[0][0], key
    assert not {"CONJ"} & {tag for counts in train.values() for tag in counts}


def tag_counts(sentences):
    found = defaultdict(Counter)
    for one in sentences:
        for word in one.words:
            found[f"{word.form} {word.xpos}"][word.upos] += 1
    return found


@needs_gold
def test_no_text_is_in_two_sets():
    names = ("gsd-v1-train-simplified.conll", "gsdsimp-dev.conllu", "pud-wiki-simplified.conllu")
    texts = [{"".join(w.form for w in standard.from_v1(s).words) for s in read(n)} for n in names]
    assert not texts[0] & texts[1]
    assert not texts[2] & (texts[0] | texts[1])


def test_the_text_has_blanks_where_the_file_says_so():
    lines = ["1\tNew\t_\tX\tFW\t_\t0\t_\t_\t_", "2\tYork\t_\tX\tFW\t_\t0\t_\t_\t_"]
    (found,) = treebank.read(
        "\n".join([*lines, "3\t市\t_\tNOUN\tNN\t_\t0\t_\t_\t_", ""]), "a.conll"
    )
    assert found.text == "New York市"


def test_lines_that_are_not_of_the_form_are_all_named():
    with pytest.raises(EvidenceError, match=r"(?s)a\.conllu:1.*a\.conllu:3"):
        treebank.read("1\t中\n1\t中\t_\tNOUN\tNN\t_\t0\t_\t_\t_\nbad\n", "a.conllu")
    with pytest.raises(EvidenceError, match=r"a\.tsv:2: has no tab"):
        treebank.read("d\t中 国\n中国\n", "a.tsv")
    with pytest.raises(EvidenceError, match=r"\.txt names no known form"):
        treebank.read("", "a.txt")
