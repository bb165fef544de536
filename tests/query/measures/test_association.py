"""The measures of association against published numbers and two independent implementations."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juku.query.measures import association as am

CASES = json.loads(
    (Path(__file__).parents[2] / "cases" / "measures" / "published.json").read_text("utf-8")
)
CELLS = st.tuples(*[st.integers(0, 10**6)] * 3, st.integers(1, 10**9))


def published(name):
    """(cells or frequencies, total if given, decimals, published value), a row each."""
    block = CASES[name]
    return [
        (row["of"], block.get("n"), row.get("decimals", block.get("decimals")), row["is"])
        for row in block["rows"]
    ]


def table(cells, n=None):
    return am.Contingency.of(*cells) if n is None else am.Contingency.from_frequencies(*cells, n)


def random_tables(count=500, seed=7):
    rng = np.random.default_rng(seed)
    o11 = rng.integers(1, 2000, count)
    return am.Contingency.of(
        o11, rng.integers(1, 90000, count), rng.integers(1, 90000, count), 10**7 + o11
    )


@pytest.mark.parametrize(("cells", "n", "decimals", "value"), published("log_likelihood"))
def test_g2_equals_dunnings_table(cells, n, decimals, value):
    assert round(float(am.log_likelihood(table(cells, n))), decimals) == value


@pytest.mark.parametrize(
    ("cells", "n", "decimals", "value"),
    published("mutual_information") + published("mutual_information_church"),
)
def test_mi_equals_the_published_tables(cells, n, decimals, value):
    assert round(float(am.mutual_information(table(cells, n))), decimals) == value


@pytest.mark.parametrize(("cells", "n", "decimals", "value"), published("t_score"))
def test_t_score_equals_manning_and_schuetze(cells, n, decimals, value):
    assert round(float(am.t_score(table(cells, n))), decimals) == value


@pytest.mark.parametrize(("cells", "n", "decimals", "value"), published("chi_squared"))
def test_chi_squared_equals_manning_and_schuetze(cells, n, decimals, value):
    assert round(float(am.chi_squared(table(cells, n))), decimals) == value


def test_delta_p_equals_gries_both_ways():
    row = CASES["delta_p"]["rows"][0]
    t = am.Contingency.of(*row["of"])
    assert round(float(am.delta_p_collocate(t)), 3) == row["collocate"]
    assert round(float(am.delta_p_node(t)), 3) == row["node"]


def test_all_measures_equal_the_reference_implementation_to_1e_9():
    """association-measures computes MI in base 10 and calls ΔP(node | collocate) Liddell's."""
    pd = pytest.importorskip("pandas")
    reference = pytest.importorskip("association_measures.measures")
    t = random_tables()
    frame = pd.DataFrame({"O11": t.o11, "O12": t.o12, "O21": t.o21, "O22": t.o22})
    theirs = reference.score(frame, digits=None)
    ours = {
        "z_score": am.z_score(t),
        "t_score": am.t_score(t),
        "log_likelihood": am.signed_log_likelihood(t),
        "min_sensitivity": am.minimum_sensitivity(t),
        "liddell": am.delta_p_node(t),
        "dice": am.dice(t),
        "mutual_information": am.mutual_information(t) * np.log10(2),
        "local_mutual_information": am.local_mutual_information(t) * np.log10(2),
        **t.columns(),
    }
    for name, values in ours.items():
        np.testing.assert_allclose(values, theirs[name], rtol=1e-9, atol=1e-9, err_msg=name)
    signed = np.sign(t.o11 - t.e11) * am.simple_log_likelihood(t)
    np.testing.assert_allclose(signed, theirs["simple_ll"], rtol=1e-9, atol=1e-9)


def test_g2_and_chi_squared_equal_scipy_to_1e_9():
    stats = pytest.importorskip("scipy.stats")
    t = random_tables(60, seed=8)
    for i in range(60):
        cells = [[t.o11[i], t.o12[i]], [t.o21[i], t.o22[i]]]
        g2 = stats.chi2_contingency(cells, correction=False, lambda_="log-likelihood")[0]
        x2 = stats.chi2_contingency(cells, correction=False)[0]
        assert am.log_likelihood(t)[i] == pytest.approx(g2, rel=1e-9)
        assert am.chi_squared(t)[i] == pytest.approx(x2, rel=1e-9)


def test_mi3_is_mi_with_the_joint_count_cubed():
    t = am.Contingency.of(8, 92, 12, 888)
    assert float(am.mutual_information_cubed(t)) == pytest.approx(np.log2(8**3 / 2.0), rel=1e-12)


def test_log_odds_ratio_is_the_cross_product_in_bits():
    assert float(am.log_odds_ratio(am.Contingency.of(20, 10, 5, 40))) == pytest.approx(4.0)


def test_log_dice_does_not_depend_on_the_corpus_size():
    small, large = am.Contingency.of(8, 2, 4, 100), am.Contingency.of(8, 2, 4, 10**9)
    assert float(am.log_dice(small)) == float(am.log_dice(large))


def test_twice_as_frequent_a_pair_is_one_point_of_log_dice():
    """Rychlý's reading of the scale, with the marginals kept."""
    once, twice = am.Contingency.of(4, 96, 96, 9999), am.Contingency.of(8, 92, 92, 9999)
    assert float(am.log_dice(twice) - am.log_dice(once)) == pytest.approx(1.0)


@given(CELLS)
def test_independence_is_zero_and_signs_agree(cells):
    """G² is never negative; its signed form, ΔP both ways and z agree on the direction."""
    t = am.Contingency.of(*cells)
    assert am.log_likelihood(t) >= 0
    if min(t.r1, t.c1, t.r2, t.c2) == 0:
        return
    cross = cells[0] * cells[3] - cells[1] * cells[2]
    difference = float(t.o11 - t.e11)
    if abs(difference) > 1e-6 * max(1.0, float(t.e11)):
        assert np.sign(difference) == np.sign(cross)
        assert np.sign(am.delta_p_collocate(t)) == np.sign(cross)
        assert np.sign(am.delta_p_node(t)) == np.sign(cross)


@given(CELLS)
def test_exchanging_rows_and_columns_exchanges_the_two_delta_p(cells):
    t = am.Contingency.of(*cells)
    turned = am.Contingency.of(cells[0], cells[2], cells[1], cells[3])
    if min(t.r1, t.c1, t.r2, t.c2) > 0:
        assert float(am.delta_p_node(t)) == float(am.delta_p_collocate(turned))
        assert float(am.log_likelihood(t)) == pytest.approx(
            float(am.log_likelihood(turned)), rel=1e-6, abs=1e-4
        )


def log2(x):
    return math.log2(x) if x else -math.inf


def in_words(name, o11, o12, o21, o22):
    """A measure as its paper writes it, of numbers that are no arrays."""
    r1, r2, c1, c2, n = o11 + o12, o21 + o22, o11 + o21, o12 + o22, o11 + o12 + o21 + o22
    e11 = r1 * c1 / n
    cells = [(o11, r1, c1), (o12, r1, c2), (o21, r2, c1), (o22, r2, c2)]
    g2 = 2 * sum(o * math.log(o / (r * c / n)) for o, r, c in cells if o)
    return {
        "g2": lambda: g2 if o11 > e11 else -g2,
        "log_dice": lambda: 14 + log2(2 * o11 / (r1 + c1)),
        "mi": lambda: log2(o11 / e11),
        "mi3": lambda: log2(o11**3 / e11),
        "local_mi": lambda: o11 * log2(o11 / e11) if o11 else 0.0,
        "t": lambda: (o11 - e11) / math.sqrt(o11) if o11 else -math.inf,
        "z": lambda: (o11 - e11) / math.sqrt(e11),
        "chi2": lambda: sum((o - r * c / n) ** 2 / (r * c / n) for o, r, c in cells),
        "simple_ll": lambda: 2 * ((o11 * math.log(o11 / e11) if o11 else 0.0) - (o11 - e11)),
        "dice": lambda: 2 * o11 / (r1 + c1),
        "min_sensitivity": lambda: min(o11 / r1, o11 / c1),
        "delta_p_collocate": lambda: o11 / r1 - o21 / r2,
        "delta_p_node": lambda: o11 / c1 - o12 / c2,
        "log_odds_ratio": lambda: log2(o11) + log2(o22) - log2(o12) - log2(o21),
    }[name]()


@pytest.mark.parametrize("name", am.MEASURES)
@pytest.mark.parametrize(
    "cells",
    [(8, 92, 12, 888), (92, 8, 888, 1200), (1, 9, 90, 90), (3, 900, 40, 57), (0, 9, 5, 80)],
    ids=["drawn", "mostly near", "apart", "frequent and apart", "never near"],
)
def test_every_named_measure_is_its_formula(name, cells):
    found = float(am.MEASURES[name](am.Contingency.of(*cells)))
    assert found == pytest.approx(in_words(name, *cells), rel=1e-12)


EMPTY = [(5, 5, 0, 0), (5, 0, 5, 0), (5, 0, 0, 0), (0, 5, 0, 9), (0, 0, 5, 9), (0, 0, 0, 9)]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", am.MEASURES)
@pytest.mark.parametrize("cells", EMPTY)
def test_a_measure_that_is_undefined_is_not_finite_and_warns_of_nothing(name, cells):
    try:
        defined = math.isfinite(in_words(name, *cells))
    except ZeroDivisionError:
        defined = name in ("g2", "local_mi", "simple_ll")  # a cell of nothing adds nothing
    assert math.isfinite(float(am.MEASURES[name](am.Contingency.of(*cells)))) == defined


def test_every_named_measure_gives_one_value_a_table():
    t = random_tables(9)
    for name, measure in am.MEASURES.items():
        assert measure(t).shape == (9,), name
