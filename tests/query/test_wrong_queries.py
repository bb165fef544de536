"""A wrong query is answered with its place, what was expected there, and what to do."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from juku.errors import LimitError, QueryError
from juku.query.doors import Questions
from juku.query.matching import limits, predicates
from juku.query.matching.limits import Budget, Limits
from juku.query.matching.signtext import SignText
from juku.query.measures import (
    collocation,
    comparison,
    concordance,
    frequency,
    grouping,
    ngrams,
    selection,
    spread,
    wordlists,
)
from juku.query.measures.selection import Selection

CASES = json.loads(
    (Path(__file__).parents[1] / "cases" / "query" / "negative.json").read_text("utf-8")
)


@pytest.fixture
def corpus(open_made):
    return open_made([open_made.Story(["我/r/PRON 说/v/VERB 汉语/n/NOUN"])])


def test_there_are_forty_kinds():
    assert len({(case["kind"], case["characters"]) for case in CASES}) >= 40


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['kind']}: {c['pattern'][:20]}")
def test_a_wrong_query_says_where_and_what_to_do(corpus, case):
    find = corpus.find_chars if case["characters"] else corpus.find
    with pytest.raises(QueryError) as error:
        find(case["pattern"])
    assert str(error.value).split("\n") == case["message"]
    assert "; " in case["message"][0], "a remedy follows the fact"


MISSPELT = {
    "a condition": (lambda q: q.count("[]", where='publsher = "甲"'), "publisher"),
    "a key": (lambda q: q.count("[]", by=["titel"]), "title"),
    "a column": (lambda q: q.words()["cuont"], "count"),
    "a measure": (lambda q: q.collocates("[]", measures=["logdice"]), "log_dice"),
    "an order": (lambda q: q.keyness(where='role = "body"', order="logratio"), "log_ratio"),
}


@pytest.mark.parametrize("where", MISSPELT)
def test_of_a_name_that_is_misspelt_the_right_one_is_told(news, where):
    ask, meant = MISSPELT[where]
    with pytest.raises(QueryError, match=f"use one of .*; did you mean {meant}\\?"):
        ask(news.questions)


SQL = {
    'publisher = "甲" and role = "body"': "found 'and' .*; write & for and",
    'publisher = "甲" AND role = "body"': "found 'AND' .*; write & for and",
    'publisher = "甲" or role = "body"': r"write \| for or",
    'not publisher = "甲"': "write ! for not",
    'publisher in ("甲", "乙")': r'found \'in\' .*publisher = "甲报\|乙报"',
    'title like "%甲%"': "write = and a regular expression",
    "title is null": r'write title = "\.\+" for a value that is there',
    'publisher <> "甲"': "write != for <>",
    "publisher = 甲": "put the whole value between quotation marks",
    'year = "2024"': r'compare match\.published with "2024", "2024-11" or ',
    'colour = "red"': "use one of word, ",
}


@pytest.mark.parametrize("condition", SQL)
def test_a_condition_in_sql_is_answered_with_how_it_is_written_here(corpus, condition):
    with pytest.raises(QueryError, match=SQL[condition]):
        selection.where(corpus, condition)


def test_words_of_sql_are_values_in_quotation_marks(corpus):
    assert selection.where(corpus, 'title = "and|not in"').tokens == 0


def test_a_strategy_or_unit_that_is_not_there_is_refused(corpus):
    with pytest.raises(QueryError, match="use one of standard, shortest"):
        corpus.find('"说"', strategy="greedy")
    with pytest.raises(QueryError, match="use one of sentence, paragraph, article"):
        corpus.find('"说"', within="page")
    with pytest.raises(QueryError, match="leave one out"):
        corpus.find('(?longest) "说"', strategy="shortest")


@pytest.fixture
def large(open_made):
    lines = [open_made.Line("甲/n/N " * 400) for _ in range(40)]
    return open_made([open_made.Story(lines)])


EXPLODING = [
    "a:[]* b:[]* c:[]* d:[]* :: a.word = d.word & b.word != c.word",
    '[]* "甲" []* "甲" []* "乙"',
    '([xpos="n"]* [xpos="n"]*)* [xpos="v"]',
    '(a:[]* | b:[]*)* c:[word!="甲"]',
]


@pytest.mark.parametrize("pattern", EXPLODING)
def test_a_pattern_that_explodes_is_stopped_in_time(large, pattern, in_seconds):
    with suppress(LimitError):
        large.find(pattern, limits=Limits(seconds=0.5))


def test_the_refusal_names_the_limit(large):
    with pytest.raises(LimitError, match=r"did not end within 0 s; make the pattern more specific"):
        large.find(EXPLODING[0], limits=Limits(seconds=0))


def test_a_query_that_needs_too_much_memory_is_refused(large):
    with pytest.raises(LimitError, match="needs more than 0 MiB"):
        large.find("[]", limits=Limits(memory=100_000))


def test_no_match_is_longer_than_the_limit(large):
    assert len(large.find('(?longest) "甲"+', limits=Limits(match_tokens=7))) > 0
    hits = large.find('(?longest) "甲"+', limits=Limits(match_tokens=7))
    assert (hits.end - hits.start).max() == 7


@pytest.mark.parametrize("value", ["(甲*)*乙", "(甲|甲)*乙", "(甲+)+(甲+)+乙", "(.*.*.*.*.*)乙"])
def test_a_catastrophic_regular_expression_takes_linear_time(open_made, value, in_seconds):
    """Of three hundred 甲, trying all ways takes for ever."""
    corpus = open_made(
        [open_made.Story([open_made.Line([("甲" * n, "n", "N") for n in range(1, 300)])])]
    )
    assert len(corpus.find(f'[word="{value}"]')) == 0


def test_a_limit_on_hits_gives_the_first_and_says_so(large):
    hits = large.find('"甲"', limit=5)
    assert hits.start.tolist() == [0, 1, 2, 3, 4]
    assert not hits.complete
    assert large.find('"乙"', limit=5).complete


@pytest.mark.parametrize("given", ["3", 3.0, None, True])
def test_a_whole_number_is_no_other_number(news, given):
    with pytest.raises(QueryError, match=r"^minimum: .*; give a whole number$"):
        news.questions.words(minimum=given)


def test_all_wrong_ones_are_named_at_once(news):
    with pytest.raises(QueryError) as refused:
        news.questions.find(3, width="ten", columns={"publisher"}, chars="yes")
    assert str(refused.value).split("\n") == [
        "pattern: 3 is of type int; give a string",
        "width: 'ten' is of type str; give a whole number or None",
        "columns: {'publisher'} is of type set; give a string or a list of strings",
        "chars: 'yes' is of type str; give True or False",
    ]


def test_what_is_no_option_is_refused_by_its_own_function(news):
    named = r"^count\(\) got an unexpected keyword argument 'wher'; it takes pattern, .*, where, "
    with pytest.raises(TypeError, match=named):
        news.questions.count('"a"', wher="x")


def test_keys_of_a_concordance_are_compared_too(news):
    with pytest.raises(QueryError, match=r"^keys: 3 is of type int; give a string$"):
        news.questions.find('"改革"').sort("R1", 3)


def test_values_of_numpy_and_pandas_become_plain_ones(news, tmp_path):
    pandas = pytest.importorskip("pandas")
    asked = {
        "by": pandas.Index(["publisher"]),
        "limit": np.int64(2),
        "zeros": np.bool_(False),
        "seconds": np.float32(30),
    }
    found = news.questions.count('"改革"', **asked)
    news.questions.save(found, tmp_path / "query.json")
    options = json.loads((tmp_path / "query.json").read_text("utf-8"))["about"]["options"]
    assert (options["by"], options["limit"], options["zeros"]) == (["publisher"], 2, False)


@pytest.mark.parametrize(
    "condition", ['word = "改革"', 'publisher = "甲报" & !(match.upos != "NOUN")', 'hans == "发"']
)
def test_a_part_is_no_matter_of_its_first_token(news, condition):
    with pytest.raises(QueryError, match=r"^where: .*: asks what a token is; compare columns, or"):
        news.questions.count('"改革"', where=condition)


LISTED = [
    ({"reference_tokens": 9, "where": 'publisher = "甲报"'}, "reference_tokens: is for a list"),
    ({"reference_tokens": 9}, "reference_tokens: is for a list"),
    ({"reference": "list.tsv", "reference_where": "year = 2024"}, "reference_where: is for a rel"),
    ({"reference": "list.tsv", "reference_tokens": 0}, "reference_tokens: 0 is no size"),
]


@pytest.mark.parametrize(("options", "fact"), LISTED)
def test_an_option_of_the_other_kind_of_reference_is_not_passed_over(
    news, tmp_path, monkeypatch, options, fact
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.tsv").write_text("改革\t2\n", "utf-8")
    with pytest.raises(QueryError, match=f"^{fact}"):
        news.questions.keyness(**options)


def test_what_no_rerun_repeats_is_not_saved(news, tmp_path):
    with pytest.raises(
        QueryError, match=r"^save: describe cannot be asked again; save one of find"
    ):
        news.questions.save(news.questions.describe(), tmp_path / "query.json")
    assert list(tmp_path.iterdir()) == []


def test_a_column_that_is_not_there_is_told_with_those_that_are(news):
    found = news.questions.count('"改革"')
    with pytest.raises(QueryError, match=r"^column: there is no 'size'; use one of count, share, "):
        found["size"]
    with pytest.raises(QueryError, match=r"^place: 0\.5 is of type float; give a whole number, "):
        found[0.5]


AFTER = {
    "count": ('"甲" "乙"', {"by": ["word"]}),
    "count by what stands beside": ('"甲"', {"by": ["R1"]}),
    "count of whole sentences": ("<s/>", {"by": ["word"]}),
    "count and its bounds": ('"甲"', {}),
    "find sorted": ('"甲" "乙"', {"sort": ["word", "R1"]}),
    "find drawn": ('"甲"', {"sample": 3}),
    "collocates": ('"甲"', {}),
    "dispersion": ('"甲"', {}),
    "trend": ('"甲"', {}),
    "compare": ('"甲"', {"where": 'role = "body"', "against": 'role = "body"'}),
}
"""Questions whose hits are counted, or put in order, once they are found."""


@pytest.mark.parametrize("asked", AFTER)
def test_what_is_counted_of_hits_ends_in_time_as_their_search_does(asked, open_made, monkeypatch):
    corpus = open_made(
        [open_made.Story([open_made.Line("甲/n/N 乙/v/V " * 20, votes=[2] * 40)] * 2)]
    )
    pattern, options = AFTER[asked]
    ask = getattr(Questions(corpus), asked.split()[0])
    now = [0.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    assert len(ask(pattern, seconds=5, **options)) > 0
    kept = Selection.keep

    def late(selection, hits):
        now[0] += 6
        return kept(selection, hits)

    monkeypatch.setattr(Selection, "keep", late)
    with pytest.raises(LimitError, match="did not end within 5 s; make the pattern more specific"):
        ask(pattern, seconds=5, **options)


MANY = {
    "tests of words": (
        predicates,
        "matching_ids",
        "|".join(f'".*{number}"' for number in range(50)),
        {},
    ),
    "characters": (SignText, "_inside", "".join(map(chr, range(0x4E00, 0x4E32))), {"chars": True}),
}
"""Patterns of many parts, and what looks each of them up in the whole lexicon."""


@pytest.mark.parametrize("kind", MANY)
def test_the_parts_of_a_pattern_are_looked_up_in_time(kind, large, monkeypatch):
    owner, name, pattern, options = MANY[kind]
    now, look_up = [0.0], getattr(owner, name)

    def slow(*asked):
        now[0] += 1
        return look_up(*asked)

    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(owner, name, slow)
    with pytest.raises(LimitError, match="did not end within 5 s"):
        Questions(large).find(pattern, seconds=5, **options)
    assert now[0] <= 7


WORK = {
    "values": lambda index, hits, _, budget: grouping.keys(index, hits, "word", budget),
    "rows": lambda index, hits, _, budget: grouping.distinct_rows(index, hits, "word", budget),
    "groups": lambda index, hits, chosen, budget: frequency.count_by(
        index, hits, ["R1"], chosen, budget=budget
    ),
    "order": lambda index, hits, _, budget: concordance.sort_order(index, hits, ["L1"], budget),
    "windows": lambda index, hits, chosen, budget: collocation.collocates(
        index, hits, chosen, minimum=1, budget=budget
    ),
    "parts": lambda index, hits, chosen, budget: spread.parts(
        index, hits, "article", chosen, budget
    ),
    "periods": lambda index, hits, chosen, budget: spread.trend(index, hits, "day", chosen, budget),
}
"""What passes over all hits."""


@pytest.mark.parametrize("work", WORK)
@pytest.mark.parametrize("pattern", ['"甲"', '"甲" []{0,9} "甲"', "<s/>"])
def test_what_is_counted_of_hits_keeps_to_the_memory_that_is_allowed(large, work, pattern):
    hits, chosen = large.find(pattern), Selection(large)
    WORK[work](large, hits, chosen, Budget(Limits(memory=100 << 20)))
    with pytest.raises(LimitError, match="needs more than 0 MiB"):
        WORK[work](large, hits, chosen, Budget(Limits(memory=20 * len(hits))))


@pytest.mark.parametrize("pattern", ["<s/>", '"甲"', '[word="甲|乙"]', "[]"])
def test_hits_that_need_no_search_take_memory_all_the_same(large, pattern):
    with pytest.raises(LimitError, match="needs more than 0 MiB"):
        large.find(pattern, limits=Limits(memory=600))


PASSES = {
    "words": ("words", {"where": 'role = "body"'}, selection.Selection, "frequencies"),
    "words in articles": ("words", {"in_articles": True}, selection.Selection, "positions"),
    "ngrams": ("ngrams", {}, ngrams, "_starts"),
    "ngrams of many": ("ngrams", {"n": 16, "minimum": 0}, ngrams, "_all_good"),
    "ngrams in articles": ("ngrams", {"in_articles": True}, ngrams, "_count"),
    "keyness of a part": ("keyness", {"where": 'role = "body"'}, wordlists, "_listed"),
    "keyness by a list": ("keyness", {"reference": "list.tsv"}, wordlists, "_lines"),
    "keyness, its order": ("keyness", {"reference": "list.tsv"}, wordlists, "aligned"),
}
"""A list, and a pass over all its tokens, values or lines that may take long."""


@pytest.fixture
def listed(open_made, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.tsv").write_text("甲\t20\n", "utf-8")
    line = open_made.Line
    return Questions(
        open_made([open_made.Story([line("甲/n/N 乙/v/V " * 20), line("乙", role="title")])] * 2)
    )


@pytest.mark.parametrize("asked", PASSES)
def test_a_list_ends_in_time(asked, listed, monkeypatch):
    name, options, where, work = PASSES[asked]
    now, done = [0.0], getattr(where, work)
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])

    def late(*args, **kwargs):
        now[0] += 6
        return done(*args, **kwargs)

    assert len(getattr(listed, name)(seconds=5, **options)) > 0
    monkeypatch.setattr(where, work, late)
    fact = f"^{name}: did not end within 5 s; ask of a smaller part "
    with pytest.raises(LimitError, match=fact):
        getattr(listed, name)(seconds=5, **options)
    assert len(getattr(listed, name)(seconds=None, **options)) > 0


@pytest.mark.parametrize("asked", PASSES)
def test_a_list_keeps_to_the_memory_that_is_allowed(asked, listed):
    name, options, *_ = PASSES[asked]
    fact = f"^{name}: needs more than 0 MiB; ask of a smaller part .*, or raise the limit of memory"
    with pytest.raises(LimitError, match=fact):
        getattr(listed, name)(megabytes=0, **options)


def test_rows_of_key_words_are_the_same_computed_in_blocks(news, monkeypatch):
    for order in comparison.ORDERS:
        monkeypatch.setattr(comparison, "_BLOCK", 1 << 14)
        whole = news.questions.keyness(where='publisher = "甲报"', minimum=1, order=order)
        monkeypatch.setattr(comparison, "_BLOCK", 3)
        again = news.questions.keyness(where='publisher = "甲报"', minimum=1, order=order)
        assert whole.rows() == again.rows()


def test_what_is_given_back_is_not_held():
    budget = Budget(Limits(memory=100))
    with budget.lent():
        budget.hold(90)
    budget.hold(90)
    with suppress(LimitError), budget.lent():
        budget.hold(20)
    budget.check(10)
