"""The engine agrees with a brute-force matcher on random patterns over random corpora.

``JUKU_PATTERNS`` says how many patterns are tried; 50,000 take some minutes.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PATTERNS = int(os.environ.get("JUKU_PATTERNS", "1600"))
CORPORA = 24
WORDS = ["甲", "乙", "甲乙", "发", "發", "ab", "AB", "áb", "𠮷", "a.b"]
XPOS = ["n", "v", "nr", ""]
UPOS = ["N", "V"]
UNITS = ["s", "p", "article", "sentence", "paragraph", "text"]
STRATEGIES = st.sampled_from(["standard", "shortest", "longest", "traditional"])
LABELS = st.sampled_from([(), (), ("a",), ("a", "b"), ("target", "a")])
SETTINGS = settings(
    max_examples=PATTERNS, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


@pytest.fixture(scope="module")
def corpora(tmp_path_factory, release_writer, oracle):
    """Random corpora, each opened and as a list of the oracle's words."""
    from juku.query.opening import open_corpus

    root = tmp_path_factory.mktemp("oracle")
    made = []
    for seed in range(CORPORA):
        stories = _stories(random.Random(seed), release_writer)
        release = release_writer.write(root / str(seed), stories)
        made.append((open_corpus(release, cache=root / "cache"), _words(stories, oracle)))
    return made


def _stories(rng, writer):
    stories = []
    for _ in range(rng.randint(1, 3)):
        lines, paragraph = [], 0
        for _ in range(rng.randint(1, 3)):
            tokens = [
                (rng.choice(WORDS), rng.choice(XPOS), rng.choice(UPOS))
                for _ in range(rng.choice([0, 1, 2, 3, 4, 5]) if lines else 3)
            ]
            paragraph += rng.randint(0, 1)
            role, section = rng.choice(["title", "body"]), rng.choice([None, "节", "T"])
            lines.append(writer.Line(tokens, paragraph=paragraph, role=role, section=section))
        columns = {
            "publisher": rng.choice(["A社", "B社"]),
            "published": dt.date(2024, 1, rng.randint(1, 3)),
            "title": rng.choice([None, "T", "U"]),
            "reporters": rng.choice([[], ["李四"], ["李四", "张三"]]),
        }
        stories.append(writer.Story(lines, columns=columns))
    return stories


def _words(stories, oracle):
    from juku.text.forms import script

    words, sentence, paragraph = [], 0, 0
    for article, story in enumerate(stories):
        last = None
        columns = story.columns | {"published": str(story.columns["published"])}
        columns["n_tokens"] = sum(len(line.tokens) for line in story.lines)
        for line in story.lines:
            paragraph += last != line.paragraph
            last = line.paragraph
            for word, xpos, upos in line.tokens:
                values = {"word": word, "xpos": xpos, "upos": upos, "norm": word}
                values |= {"hans": script.hans([word])[0], "hant": script.hant([word])[0]}
                units = {"sentence": sentence, "paragraph": paragraph, "article": article}
                own = {name: getattr(line, name) for name in ("role", "section", "paragraph")}
                folded = "".join(script.hans(list(word)))
                words.append(oracle.Word(values, units, columns | own, folded))
            sentence += 1
    return words


@cache
def _tests():
    values = {
        "word": [*WORDS, "甲.*", ".*乙", "甲|乙", "[ab]+", ".", ".?b", "", ".*", "(甲|发)乙?"],
        "xpos": [*XPOS, "n.*", "n|v", ".?"],
        "upos": UPOS,
        "norm": WORDS[:3],
        "hans": ["发", "ab"],
        "hant": ["發", "甲"],
    }
    return st.sampled_from(sorted(values)).flatmap(
        lambda attribute: st.tuples(
            st.just("test"),
            st.just(attribute),
            st.sampled_from(["=", "=", "!=", "==", "!=="]),
            st.sampled_from(values[attribute]),
            st.sampled_from(
                ["", "", "c", "d", "l", "cd"] if attribute in {"word", "xpos"} else [""]
            ),
        )
    )


@cache
def _lists():
    """Lists of words, and what is asked beside each, as they are joined before they are planned."""
    denied = _tests().map(lambda test: ("not", test))
    beside = st.lists(_tests(), min_size=2, max_size=2).map(lambda tests: ("and", tests))
    return st.tuples(
        st.sampled_from(["and", "or"]), st.sampled_from([_tests(), denied, beside])
    ).flatmap(
        lambda drawn: st.tuples(st.just(drawn[0]), st.lists(drawn[1], min_size=2, max_size=6))
    )


@cache
def _conditions():
    return st.recursive(
        st.one_of(st.just(("any",)), _tests(), _tests(), _tests(), _lists()),
        lambda inner: st.one_of(
            st.tuples(st.just("not"), inner.filter(lambda c: c != ("any",))),
            st.tuples(
                st.sampled_from(["and", "or"]),
                st.lists(inner.filter(lambda c: c != ("any",)), min_size=2, max_size=3),
            ),
        ),
        max_leaves=3,
    )


@cache
def _nodes(labels, leaves=5):
    token = st.tuples(st.just("tok"), _conditions(), st.sampled_from([None, *labels]))
    bare = st.tuples(st.just("bare"), st.sampled_from(WORDS), st.sampled_from(["", "c"]))
    bound = st.tuples(
        st.just("bound"), st.sampled_from(["<s>", "</s>", "<p>", "</p>", "<article>", "</article>"])
    )
    unit = st.tuples(st.just("unit"), st.sampled_from(["<s/>", "<p/>", "<article/>", "<text/>"]))
    chars = st.tuples(
        st.just("chars"),
        st.sampled_from(["甲", "甲乙", "乙甲", "甲?", "a*b", "乙*乙", "发", "?𠮷"]),
        st.sampled_from(["word", "hans"]),
    )
    leaf = st.one_of(token, token, token, bare, bound, st.one_of(chars, unit))
    bounds = st.sampled_from(
        [(0, 1), (0, None), (1, None), (0, 2), (1, 2), (2, 3), (2, None), (2, 2), (0, 0), (3, 3)]
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.tuples(st.just("seq"), st.lists(inner, min_size=2, max_size=3)),
            st.tuples(st.just("seq"), st.lists(inner, min_size=2, max_size=3)),
            st.tuples(st.just("alt"), st.lists(inner, min_size=2, max_size=3)),
            st.builds(lambda part, b: ("rep", part, *b), inner, bounds),
        ),
        max_leaves=leaves,
    )


@cache
def _constraints(labels):
    names = [*labels, "match", "matchend"]
    token = st.sampled_from(["word", "xpos", "upos", "hans"])
    side = st.tuples(st.sampled_from(names), token).map(".".join)
    ref = st.tuples(st.just("ref"), side, st.sampled_from(["=", "!="]), side)
    pairs = st.sampled_from([("publisher", "title"), ("role", "section"), ("published",) * 2])
    pair = pairs.flatmap(
        lambda columns: st.tuples(
            st.just("ref"),
            st.sampled_from(names).map(lambda name: f"{name}.{columns[0]}"),
            st.sampled_from(["=", "!=", "<", ">=", "<=", ">"]),
            st.sampled_from(names).map(lambda name: f"{name}.{columns[1]}"),
        )
    )
    value = st.tuples(
        st.just("meta"),
        st.sampled_from([f"{name}.word" for name in names]),
        st.sampled_from(["=", "!="]),
        st.sampled_from(["甲", ".*乙", "發|发"]),
    )
    columns = {
        "publisher": ["A社", "B.", "C社"],
        "published": ["2024-01-01", "2024-01-02"],
        "title": ["T", "U"],
        "role": ["title", "b.*"],
        "section": ["节"],
        "n_tokens": [3, 4, 6.5],
        "paragraph": [0, 1],
    }
    listed = st.tuples(
        st.just("meta"),
        st.sampled_from([f"{name}.reporters" for name in names]),
        st.sampled_from(["=", "!="]),
        st.sampled_from(["李四", "张.", ".*"]),
    )
    meta = st.sampled_from(sorted(columns)).flatmap(
        lambda column: st.tuples(
            st.just("meta"),
            st.sampled_from([f"match.{column}", f"matchend.{column}"]),
            st.sampled_from(["=", "!=", "<", ">=", "<=", ">"]),
            st.sampled_from(columns[column]),
        )
    )
    return st.recursive(
        st.one_of(ref, ref, value, meta, meta, st.one_of(listed, pair)),
        lambda inner: st.one_of(
            st.tuples(st.just("not"), inner),
            st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=2)),
            st.tuples(st.sampled_from(["and", "or"]), st.lists(value, min_size=2, max_size=4)),
            st.tuples(st.sampled_from(["and", "or"]), st.lists(listed, min_size=2, max_size=4)),
            st.tuples(st.sampled_from(["and", "or"]), st.lists(meta, min_size=2, max_size=4)),
        ),
        max_leaves=2,
    )


@cache
def _filters():
    other = st.tuples(
        st.sampled_from(["within", "containing"]), st.booleans(), _nodes((), leaves=2)
    )
    unit = st.tuples(st.just("within"), st.booleans(), st.sampled_from(UNITS))
    chosen = st.tuples(
        st.just("chosen"),
        st.sampled_from(["<s/>", "<p/>", "<article/>"]),
        st.lists(st.one_of(other, other, unit), min_size=1, max_size=2),
    )
    units = st.tuples(st.sampled_from(["within", "containing"]), st.booleans(), chosen)
    return st.lists(st.one_of(other, unit, units), max_size=2)


@st.composite
def _queries(draw, oracle):
    labels = draw(LABELS)
    node = draw(_nodes(labels))
    used = oracle.labels_of(node)
    filters = draw(_filters())
    return {
        "node": node,
        "strategy": draw(STRATEGIES),
        "constraint": draw(st.one_of(st.none(), st.none(), _constraints(tuple(used)))),
        "filters": filters,
        "within": draw(st.sampled_from([()] * 5 + [(unit,) for unit in UNITS])),
        "most": draw(st.sampled_from([500, 500, 500, 1, 2, 4])),
    }


def _empty(node) -> bool:
    """Whether a pattern has no token at all, which the engine refuses."""
    kind, *rest = node
    if kind == "chosen":
        return any(_empty(other) for _, _, other in rest[1] if not isinstance(other, str))
    if kind in {"seq", "alt"}:
        return all(_empty(part) for part in rest[0])
    return kind == "bound" or (kind == "rep" and (rest[2] == 0 or _empty(rest[0])))


@pytest.mark.parametrize("way", ["scan", "list", "tags", "walk"])
def test_the_engine_agrees_with_the_definition(corpora, oracle, monkeypatch, way):
    from juku.query.matching import planning, searching, subsets
    from juku.query.matching.limits import Limits

    monkeypatch.setattr(searching, "BLOCK", 5)
    monkeypatch.setattr(searching, "AHEAD", 2)
    monkeypatch.setattr(searching, "SPARSE", {"list": 1e-9, "walk": 3}.get(way, 1e9))
    monkeypatch.setattr(searching, "TAGGED", {"tags": 1e-9, "walk": 3}.get(way, 1e9))
    monkeypatch.setattr(planning, "SCAN", 5)
    if way == "walk":
        monkeypatch.setattr(subsets, "MAX_SETS", 3)

    @settings(SETTINGS, max_examples=max(PATTERNS // 4, 1))
    @given(st.integers(0, CORPORA - 1), _queries(oracle))
    def agree(number, query):
        nodes = [query["node"], *(f[2] for f in query["filters"] if not isinstance(f[2], str))]
        if any(_empty(node) for node in nodes):
            return
        corpus, words = corpora[number]
        expected = oracle.hits(query, words)
        found = corpus.find(
            oracle.query_text(query),
            within=next(iter(query["within"]), None),
            limits=Limits(match_tokens=query["most"]),
        )
        names = oracle.labels_of(query["node"])
        columns = [found.start, found.end, *(found.labels[name] for name in names)]
        rows = list(zip(*(column.tolist() for column in columns), strict=True))
        assert [(s, e, tuple(rest)) for s, e, *rest in rows] == expected, oracle.query_text(query)

    agree()


@settings(SETTINGS, max_examples=max(PATTERNS // 10, 1))
@given(
    number=st.integers(0, CORPORA - 1),
    pattern=st.text("甲乙ab发𠮷?*", min_size=1, max_size=4),
    attribute=st.sampled_from(["word", "hans"]),
)
def test_characters_agree_with_the_definition(corpora, oracle, number, pattern, attribute):
    corpus, words = corpora[number]
    found = corpus.find_chars(pattern, attribute=attribute)
    columns = (found.start, found.char_start, found.end, found.char_end)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    if not set(pattern) - {"*"}:
        return
    expected = oracle.char_hits(pattern, words, attribute)
    assert rows == expected
    cuts = [k > 0 or stop < len(words[end - 1].values["word"]) for _, k, end, stop in expected]
    assert found.cuts_word.tolist() == cuts
