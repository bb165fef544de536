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


def test_a_slice_of_names_is_numbered_by_itself():
    names = pa.array(["x-20240101-00000000", *BASES, BASES[0]], pa.large_string())

    assert finish._numbered(names[1:]).to_pylist() == [*BASES, f"{BASES[0]}-2"]
