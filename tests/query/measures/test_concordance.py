"""Lines of a concordance are slices of the text; sorting and sampling against plain Python."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from juku.errors import LimitError, QueryError
from juku.query.matching.hits import Hits
from juku.query.measures import concordance
from juku.query.measures.concordance import draw


def text_of(news, sentence_id):
    return next(row["text"] for row in news.rows if row["sentence_id"] == sentence_id)


def unit(news, sentence_id, within):
    """The sentences of the unit that holds a sentence."""
    own = next(row for row in news.rows if row["sentence_id"] == sentence_id)
    names = {"sentence": ["sentence_id"], "paragraph": ["article_id", "paragraph"]}
    keys = names.get(within, ["article_id"])
    return [row for row in news.rows if all(row[key] == own[key] for key in keys)]


@pytest.mark.parametrize("pattern", ['"改革"', '[upos="NOUN"] []{0,2} "的"', '"5G"'])
def test_a_hit_is_the_slice_that_its_line_names(news, pattern):
    lines = news.questions.find(pattern, within="sentence")
    assert len(lines) > 0
    for line in lines:
        assert text_of(news, line["sentence_id"])[line["start"] : line["end"]] == line["hit"]


def test_a_hit_that_ends_in_a_later_sentence_has_no_end_in_its_own(news):
    ends = {line["end"] for line in news.questions.find('"。" "改革"')}
    inside = news.questions.find('"。" "改革"', within="sentence")
    assert None in ends
    assert None not in inside.column("end")


@pytest.mark.parametrize("within", ["sentence", "paragraph", "article"])
def test_the_whole_unit_is_left_hit_and_right(news, within):
    """Joined, the three are the unit's text, white space inside it included."""
    for line in news.questions.find('"改革"', width=None, context=within):
        texts = [row["text"] for row in unit(news, line["sentence_id"], within)]
        assert line["left"] + line["hit"] + line["right"] == "".join(texts)


@pytest.mark.parametrize("within", ["sentence", "paragraph", "article"])
def test_the_units_of_a_hit_that_ends_in_a_later_one_are_shown_to_their_ends(news, within):
    """Where the last of its words is the first of the later unit, that is shown whole as well."""
    lines = news.questions.find('"。" "改革"', width=None, context=within).rows()
    assert None in {line["end"] for line in lines}
    for line in lines:
        own = unit(news, line["sentence_id"], within)
        places = [row["sentence_id"] for row in news.rows]
        after = places.index(line["sentence_id"]) + (line["end"] is None)
        later = unit(news, places[after], within)
        texts = [row["text"] for row in (own if own == later else own + later)]
        assert line["left"] + line["hit"] + line["right"] == "".join(texts)


@pytest.mark.parametrize(
    ("pattern", "options"), [('"改革"', {}), ("革发", {"chars": True}), ("展", {"chars": True})]
)
@pytest.mark.parametrize("width", [0, 1, 7])
def test_characters_are_the_ends_of_the_whole_context(news, width, pattern, options):
    whole = news.questions.find(pattern, width=None, **options).rows()
    assert whole
    lines = news.questions.find(pattern, width=width, **options)
    for line, full in zip(lines, whole, strict=True):
        assert line["left"] == (full["left"][-width:] if width else "")
        assert line["right"] == full["right"][:width]


def test_tokens_are_shown_with_blanks_between(news):
    for line in news.questions.find('"改革"', width=2, unit="tokens", context="sentence"):
        words = next(r["tokens"] for r in news.rows if r["sentence_id"] == line["sentence_id"])
        shown = " ".join(filter(None, [line["left"], line["hit"], line["right"]])).split(" ")
        assert len(line["left"].split()) <= 2
        assert any(words[i : i + len(shown)] == shown for i in range(len(words)))


def test_strings_of_characters_are_found_across_words(news):
    """革发 stands where 改革|发展 are two words; each hit is a slice and says what it cuts."""
    lines = news.questions.find("革发", chars=True, width=None, context="sentence")
    expected = sum(row["text"].replace(" ", "").count("革发") for row in news.rows)
    assert len(lines) == expected > 0
    for line in lines:
        text = text_of(news, line["sentence_id"])
        assert text[line["start"] : line["end"]] == line["hit"]
        assert line["hit"].replace(" ", "") == "革发"
        assert line["left"] + line["hit"] + line["right"] == text
        assert line["cuts_word"]


def test_characters_of_either_script_are_one_string(news):
    simplified = news.questions.find("发展", chars=True)
    both = news.questions.find("发展", chars=True, either_script=True)
    assert set(both.column("hit")) >= {"发展", "發展"}
    assert set(simplified.column("hit")) == {"发展"}


def keys_of(news, line):
    row = next(r for r in news.rows if r["sentence_id"] == line["sentence_id"])
    at = row["token_start"].index(line["start"])
    before, after = row["tokens"][:at][::-1], row["tokens"][at + 1 :]
    return row, before, after


def test_lines_are_sorted_by_the_words_after_then_before(news):
    """No word sorts before any word; equal lines keep the order of the corpus."""
    lines = news.questions.find('"改革"', sort=["R1", "R2", "L1"], context="sentence").rows()

    def key(line):
        _, before, after = keys_of(news, line)
        return (after[:1], after[1:2], before[:1])

    plain = news.questions.find('"改革"', context="sentence").rows()
    expected = [line["sentence_id"] for line in sorted(plain, key=key)]
    assert [line["sentence_id"] for line in lines] == expected


def test_lines_are_sorted_by_metadata_in_either_direction(news):
    lines = news.questions.find('"改革"', sort="publisher,-published")
    given = [(line["publisher"], -line["published"].toordinal()) for line in lines]
    assert given == sorted(given)


def test_sort_and_sample_can_follow(news):
    lines = news.questions.find('"改革"')
    assert lines.sort("R1").column("right") == news.questions.find('"改革"', sort="R1").column(
        "right"
    )
    assert lines.sort("R1").about.options["sort"] == ["R1"]
    drawn = lines.sample(5, random_seed=3)
    assert drawn.rows() == news.questions.find('"改革"', sample=5, random_seed=3).rows()
    assert (drawn.about.options["sample"], drawn.about.options["random_seed"]) == (5, 3)


def test_a_sample_is_repeated_by_its_seed_and_changed_by_another(news):
    def draw(seed):
        lines = news.questions.find('"的"', sample=20, random_seed=seed)
        return [(line["sentence_id"], line["start"]) for line in lines]

    assert draw(1) == draw(1)
    assert draw(1) != draw(2)
    assert len(set(draw(1))) == 20


def test_a_sample_draws_every_hit_equally_often(news):
    """Over 400 seeds a share of 1 in 4 hits; six standard deviations are allowed."""
    starts = np.arange(0, 4000, 50)
    hits = Hits("", starts, starts + 1)
    times = np.zeros(80)
    for seed in range(400):
        times[draw(hits, 20, seed)] += 1
    assert times.sum() == 400 * 20
    assert abs(times - 100).max() < 6 * (400 * 0.25 * 0.75) ** 0.5


GOLDEN = 0x9E3779B97F4A7C15
FULL = (1 << 64) - 1


def splitmix(state):
    """The generator in whole numbers of any size, as its authors write it."""
    z = (state + GOLDEN) & FULL
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & FULL
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & FULL
    return z ^ (z >> 31)


def test_the_generator_is_the_published_one():
    """The first two numbers that its authors' code gives for the seed 0."""
    assert splitmix(0) == 0xE220A8397B1DCDAF
    assert splitmix(GOLDEN) == 0x6E789E6AA1B965F4


@pytest.mark.parametrize("seed", [0, 1, 7, -1, 2**63, 2**64 - 1, 2**64 + 5, -(2**70)])
@pytest.mark.parametrize("many", [0, 1, 19, 40])
def test_the_lines_with_the_smallest_hashes_are_drawn(seed, many):
    starts = np.arange(0, 4000, 100) * 10**6
    hits = Hits("", starts, starts + 1 + np.arange(40) % 3)
    hashes = [
        splitmix((splitmix(start ^ splitmix(seed % (1 << 64))) + end) & FULL)
        for start, end in zip(hits.start.tolist(), hits.end.tolist(), strict=True)
    ]
    smallest = sorted(range(40), key=hashes.__getitem__)[:many]
    assert draw(hits, many, seed).tolist() == sorted(smallest)


def test_of_hits_at_one_place_as_many_are_drawn_as_are_asked_for():
    """As those of a pattern whose labels may name other tokens: their hashes are the same."""
    starts = np.array([5] * 6 + [9] * 6)
    hits = Hits("", starts, starts + 1)
    assert [len(draw(hits, many, 3)) for many in range(13)] == list(range(13))


@pytest.mark.parametrize("sample", [None, 4])
def test_lines_are_numbered_from_one_in_the_order_they_are_shown_in(news, sample):
    lines = news.questions.find('"改革"', sort="R1", sample=sample)
    assert lines.column("line") == list(range(1, len(lines) + 1))
    assert lines[2]["line"] == 3
    assert lines.to_arrow().slice(1, 2)["line"].to_pylist() == [2, 3]


@pytest.mark.parametrize("rows", [0, 1, 3, 10**9])
def test_the_head_of_the_lines_is_the_first_of_them(news, rows):
    lines = news.questions.find('"改革"', sort="R1")
    assert lines.head(rows).rows() == lines.rows()[:rows]
    assert lines.head(rows).about == lines.about


def test_a_head_of_fewer_than_no_lines_is_refused(news):
    with pytest.raises(QueryError, match="head: -1 is less than 0; give the number of lines"):
        news.questions.find('"改革"').head(-1)


def test_lines_are_sorted_by_more_keys_than_one_number_holds(news):
    """Each key is the chief one for lines that are alike in those before it."""
    keys = [f"{side}{distance}" for distance in range(1, 9) for side in ("R", "-L")]
    lines = news.questions.find('"的"', columns=["R1", "L1", "R2", "L2"], sort=keys)
    plain = news.questions.find('"的"', context="sentence").rows()

    def parted(line):
        _, before, after = keys_of(news, line)
        words = sorted({token for row in news.rows for token in row["tokens"]})
        ranks = {word: rank for rank, word in enumerate(words, 1)}
        found = []
        for place in range(8):
            found.append(ranks[after[place]] if place < len(after) else 0)
            found.append(-(ranks[before[place]] if place < len(before) else 0))
        return found

    expected = sorted(plain, key=parted)
    shown = [(line["sentence_id"], line["start"]) for line in lines]
    assert shown == [(line["sentence_id"], line["start"]) for line in expected]


def test_a_limit_takes_the_first_lines_in_their_order(news):
    every = news.questions.find('"改革"', sort="R1").rows()
    some = news.questions.find('"改革"', sort="R1", limit=4)
    assert some.rows() == every[:4]
    assert some.about.figures["hits"] == len(every)


def test_a_sample_larger_than_the_hits_is_all_of_them(news):
    assert len(news.questions.find('"改革"', sample=10**6)) == len(news.questions.find('"改革"'))


def test_lines_carry_the_columns_that_are_asked_for(news):
    line = news.questions.find('"改革"', columns=["year", "upos", "R1"])[0]
    assert set(line) >= {"year", "upos", "R1"}
    assert "publisher" not in line
    assert line["upos"] == "NOUN"


def test_a_concordance_is_counted_before_it_is_drawn(news):
    """The figures speak of all hits, however many lines are shown."""
    every = news.questions.find('"的"')
    drawn = news.questions.find('"的"', sample=3)
    assert drawn.about.figures["hits"] == len(every) > len(drawn) == 3


@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_line_is_taken_by_its_place(news, place):
    lines = news.questions.find('"改革"')
    assert lines[place] == lines.rows()[place]


def test_a_place_past_the_end_is_an_index_error(news):
    with pytest.raises(IndexError):
        news.questions.find('"没有"')[0]


def test_nothing_found_has_no_lines_but_all_columns(news):
    lines = news.questions.find('"没有"', sort="R1", sample=3)
    assert len(lines) == 0
    assert {"left", "hit", "right", "title"} <= set(lines.to_arrow().column_names)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "words"}, "use characters or tokens"),
        ({"context": "page"}, "use one of sentence, paragraph, article"),
        ({"width": -1}, "less than 0"),
        ({"width": 10**20}, "more than any text"),
        ({"sort": "L0"}, "no 'L0'; use one of .*L1"),
        ({"sort": "R99999"}, "no 'R99999'"),
        ({"sample": -1}, "less than 0"),
        ({"sort": "size"}, "no 'size'"),
        ({"chars": True, "within": "sentence"}, "no strategy and no within"),
        ({"either_script": True}, "is for chars"),
    ],
)
def test_options_that_mean_nothing_are_refused(news, options, message):
    with pytest.raises(QueryError, match=message):
        news.questions.find('"改革"', **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [({"seconds": 0}, "did not end within 0 s"), ({"megabytes": 0}, "needs more than 0 MiB")],
)
def test_a_search_is_stopped_at_its_limit(news, options, message):
    with pytest.raises(LimitError, match=message):
        news.questions.find('[upos="NOUN"] []{0,9} [upos="NOUN"]', **options)


@pytest.mark.parametrize("volume", [1, 40])
@pytest.mark.parametrize("asked", [{"width": None}, {"chars": True}, {"unit": "tokens"}])
def test_long_lines_are_made_in_pieces_that_are_the_same_together(news, volume, asked, monkeypatch):
    pattern = "改革" if "chars" in asked else '"改革"'
    result = news.questions.find(pattern, **asked)
    whole = result.to_arrow()
    monkeypatch.setattr(concordance, "VOLUME", volume)
    assert result.to_arrow().equals(whole)
    made = list(result.parts())
    assert len(made) > len(result) * 0.9 if volume == 1 else 1 < len(made) < len(result)
    assert pa.concat_tables(made).equals(whole.replace_schema_metadata(None))


def test_lines_of_a_long_sentence_cost_no_more_than_it_and_they(open_made, monkeypatch):
    """Not each hit's way from the sentence's start, which would be the square."""
    length = 3000
    corpus = open_made([open_made.Story([" ".join(["的/u/PART", "一/m/NUM"] * (length // 2))])])
    looked_at = []
    ids = corpus.ids

    def counted(attribute, positions):
        looked_at.append(len(positions))
        return ids(attribute, positions)

    hits = corpus.find('"的"')
    monkeypatch.setattr(corpus, "ids", counted)
    starts, ends = concordance.places(corpus, hits)
    assert starts.tolist() == list(range(0, length, 2))
    assert ends.tolist() == list(range(1, length, 2))
    assert sum(looked_at) <= 4 * length
