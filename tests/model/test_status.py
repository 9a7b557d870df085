"""Status against a target: the field's rule, its order and its symmetry."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dscp_tui.model.status import Polarity, Status, stated_target_met, stated_within, status

ON, WITHIN, OFF, NONE = Status.ON_TARGET, Status.WITHIN_TOLERANCE, Status.OFF_TARGET, Status.NO_DATA
ORDER = {OFF: 0, WITHIN: 1, ON: 2}
MIRROR = {"less_than": "more_than", "more_than": "less_than", "range_low": "range_high", "range_high": "range_low"}
number = st.floats(-1e6, 1e6)
better = st.sampled_from([Polarity.HIGHER, Polarity.LOWER])
qualifiers = st.sampled_from(["exact", "approx", "provisional", *MIRROR])


@pytest.mark.parametrize(
    ("polarity", "value", "target", "tolerance", "result"),
    [
        ("higher", 90, 90, 85, ON),
        ("higher", 89.9, 90, 85, WITHIN),
        ("higher", 85, 90, 85, WITHIN),
        ("higher", 84.9, 90, 85, OFF),
        ("higher", 95, 90, None, ON),
        ("higher", 89.9, 90, None, OFF),
        ("lower", 22, 22, 28, ON),
        ("lower", 22.1, 22, 28, WITHIN),
        ("lower", 28, 22, 28, WITHIN),
        ("lower", 28.1, 22, 28, OFF),
        ("lower", 22.1, 22, None, OFF),
        ("lower", 0, 0, None, ON),
        ("neither", 5, 5, 5, NONE),
        ("neither", 5, 5, None, NONE),
        ("higher", 5, None, None, NONE),
        ("higher", 5, None, 4, NONE),
    ],
)
def test_a_reading_is_judged_by_target_and_tolerance(
    polarity: str, value: float, target: float | None, tolerance: float | None, result: Status
) -> None:
    assert status(polarity, value, target, tolerance) is result


@pytest.mark.parametrize(
    ("polarity", "qualifier", "value", "target", "tolerance", "result"),
    [
        ("lower", "less_than", 1, 5, None, ON),
        ("lower", "less_than", 1, 1, None, ON),
        ("lower", "less_than", 1, 0.5, None, NONE),
        ("lower", "less_than", 1, 0, 5, NONE),
        ("higher", "less_than", 1, 1, None, OFF),
        ("higher", "less_than", 90, 95, 80, NONE),
        ("higher", "more_than", 95, 90, None, ON),
        ("higher", "more_than", 90, 90, None, ON),
        ("higher", "more_than", 85, 90, 80, NONE),
        ("lower", "more_than", 5, 5, None, OFF),
        ("lower", "more_than", 4, 5, None, NONE),
        ("lower", "range_high", 5, 5, None, ON),
        ("higher", "range_high", 5, 5, None, NONE),
        ("higher", "range_low", 5, 5, None, ON),
        ("lower", "range_low", 5, 5, None, NONE),
        ("higher", "approx", 90, 90, None, ON),
    ],
)
def test_a_bound_counts_only_where_all_that_it_allows_falls_on_one_side(
    polarity: str, qualifier: str, value: float, target: float, tolerance: float | None, result: Status
) -> None:
    assert status(polarity, value, target, tolerance, qualifier) is result


@given(better, number, number, number, st.none() | number)
def test_a_better_value_never_has_a_worse_status(
    polarity: Polarity, one: float, other: float, target: float, tolerance: float | None
) -> None:
    worse, best = (
        (min(one, other), max(one, other)) if polarity == Polarity.HIGHER else (max(one, other), min(one, other))
    )
    assert ORDER[status(polarity, worse, target, tolerance)] <= ORDER[status(polarity, best, target, tolerance)]


@given(better, number, number)
def test_without_a_tolerance_a_reading_is_on_or_off(polarity: Polarity, value: float, target: float) -> None:
    assert status(polarity, value, target) in (ON, OFF)


@given(better, number, number, st.none() | number, qualifiers)
def test_negating_all_numbers_and_the_polarity_changes_nothing(
    polarity: Polarity, value: float, target: float, tolerance: float | None, qualifier: str
) -> None:
    other = Polarity.LOWER if polarity == Polarity.HIGHER else Polarity.HIGHER
    mirrored = status(
        other, -value, -target, None if tolerance is None else -tolerance, MIRROR.get(qualifier, qualifier)
    )
    assert status(polarity, value, target, tolerance, qualifier) is mirrored


@given(better, number, number, number, st.none() | number, st.sampled_from(["less_than", "more_than"]))
def test_a_bound_is_never_judged_against_a_value_that_it_allows(
    polarity: Polarity, bound: float, true: float, target: float, tolerance: float | None, qualifier: str
) -> None:
    assume(true < bound if qualifier == "less_than" else true > bound)
    judged = status(polarity, bound, target, tolerance, qualifier)
    assert judged in (NONE, status(polarity, true, target, tolerance))


@given(better, number, number)
def test_the_target_itself_is_on_target_whatever_the_tolerance(
    polarity: Polarity, target: float, tolerance: float
) -> None:
    assert status(polarity, target, target, tolerance) is ON


@pytest.mark.parametrize("value", [None, math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("polarity", Polarity)
def test_a_value_that_is_no_number_gives_no_data(polarity: Polarity, value: float | None) -> None:
    assert status(polarity, value, 5, 4) is NONE


@pytest.mark.parametrize("target", [None, math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("polarity", Polarity)
def test_a_target_that_is_no_number_gives_no_data(polarity: Polarity, target: float | None) -> None:
    assert status(polarity, 5, target, 4) is NONE


@pytest.mark.parametrize(
    ("met", "tolerance", "result"),
    [(True, None, ON), (True, 5, ON), (False, None, OFF), (False, 5, NONE), (None, None, NONE)],
)
def test_the_sources_own_word_counts_where_no_number_is_printed(
    met: bool | None, tolerance: float | None, result: Status
) -> None:
    assert status("higher", None, 90, tolerance, target_met=met) is result


@pytest.mark.parametrize("met", [True, False])
def test_a_number_stands_above_the_sources_word(met: bool) -> None:
    assert status("higher", 95, 90, None, target_met=met) is ON


@pytest.mark.parametrize(
    ("printed", "met"),
    [
        ("Target not met", False),
        ("target  NOT met.", False),
        ("Target met", True),
        ("target", None),
        ("The target was not met", None),
        ("", None),
    ],
)
def test_only_a_cell_that_says_so_states_that_a_target_is_met(printed: str, met: bool | None) -> None:
    assert stated_target_met(printed) is met


def test_an_unknown_polarity_is_refused() -> None:
    with pytest.raises(ValueError, match="upwards"):
        status("upwards", 5, 4)


@pytest.mark.parametrize("one", Status)
def test_a_status_has_a_word(one: Status) -> None:
    assert one.word == one.value.replace("_", " ")


@pytest.mark.parametrize(
    ("value", "tolerance", "result"), [(84, None, WITHIN), (92, None, ON), (84, 85, OFF), (84, 80, WITHIN)]
)
def test_a_word_of_the_source_stands_where_it_prints_no_tolerance(
    value: float, tolerance: float | None, result: Status
) -> None:
    assert status("higher", value, 90, tolerance, within=True) is result


@pytest.mark.parametrize(
    ("printed", "within"), [("within tolerance", True), ("In tolerance.", True), ("below tolerance", False)]
)
def test_a_standing_in_words_is_read(printed: str, within: bool) -> None:
    assert stated_within(printed) is within
