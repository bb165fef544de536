"""Ids are an article's own: numbered as they follow, and only where a name occurs twice."""

from collections import Counter

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.build.running import finish

BASES = (
    "demo-20241104-7c4d1d8d",
    "a-b-20241104-00000000",
    "b-20241104-00000000",
    "新华-20240229-0000000a",
)
NAMES = st.lists(
    st.builds(
        lambda base, end: base + end, st.sampled_from(BASES), st.sampled_from(("", "-2", "-10"))
    )
)


def numbered(names: list[str]) -> list[str]:
    return finish._numbered(pa.array(names, pa.large_string())).to_pylist()


def plainly(names: list[str]) -> list[str]:
    """What the numbering says, one name after the other."""
    taken: Counter[str] = Counter()
    made = []
    for base in map(finish.base_id, names):
        taken[base] += 1
        made.append(base if taken[base] == 1 else f"{base}-{taken[base]}")
    return made


@given(NAMES)
def test_names_in_arrow_are_numbered_as_one_after_the_other(names):
    assert numbered(names) == plainly(names)


@given(NAMES)
def test_names_that_are_numbered_stay_as_they_are_when_it_is_done_again(names):
    assert numbered(numbered(names)) == numbered(names)


@given(NAMES)
def test_a_number_is_read_from_an_id_as_it_was_given(names):
    counts = Counter(map(finish.base_id, names))
    of_base = {base: [] for base in counts}
    for name in numbered(names):
        of_base[finish.base_id(name)].append(finish.copy_number(name))

    assert of_base == {base: list(range(1, count + 1)) for base, count in counts.items()}


@pytest.mark.parametrize("names", [[], ["无"], ["无", "无"], ["demo", "demo-2", "demo"]])
def test_what_is_no_id_is_numbered_too(names):
    assert numbered(names) == plainly(names)
    assert {finish.copy_number(name) for name in names} <= {1}


def test_a_slice_of_names_is_numbered_by_itself():
    names = pa.array(["x-20240101-00000000", *BASES, BASES[0]], pa.large_string())

    assert finish._numbered(names[1:]).to_pylist() == [*BASES, f"{BASES[0]}-2"]


@given(
    st.lists(st.sampled_from(BASES), max_size=3),
    st.lists(
        st.tuples(st.sampled_from(("一", "二")), st.sampled_from(BASES[:3]), st.integers(1, 3)),
        max_size=5,
    ),
)
def test_rows_follow_their_articles_to_new_ids_once_however_often_it_is_done(earlier, articles):
    """``earlier`` are the articles of tasks before; then source, base, and rows of each."""
    bases = [base for _, base, _ in articles]
    old, new = numbered(bases), numbered([*earlier, *bases])[len(earlier) :]
    sources = [source for source, _, _ in articles]
    places = list(zip(sources, old, strict=True))
    names = {at: name for at, name in zip(places, new, strict=True) if at[1] != name}

    def sentences(ids):
        return [
            {"source": source, "article_id": name, "ordinal": at, "sentence_id": f"{name}.{at:04d}"}
            for (source, _, count), name in zip(articles, ids, strict=True)
            for at in range(9999, 9999 + count)
        ]

    def blocks(ids):
        of_articles = zip(sources, ids, strict=True)
        return [
            {"source": source, "article_id": name}
            for one in of_articles
            for source, name in (one, ("一", None))
        ]

    for rows in (sentences, blocks):
        if not (given_rows := rows(old)):
            continue
        table = pa.Table.from_pylist(given_rows)
        for _ in range(2):
            table = finish._rename(table, names, set(zip(sources, new, strict=True)))
            assert table.to_pylist() == rows(new)
