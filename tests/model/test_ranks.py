"""Ranks, bands and averages: by polarity, ties shared, and whoever has no number named with its symbol."""

from __future__ import annotations

import math
import statistics
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.ranks import Coverage, Value, average, ranking
from dscp_tui.model.status import Polarity

better = st.sampled_from([Polarity.HIGHER, Polarity.LOWER])
symbols = st.sampled_from(["c", "x", "z", "u", "k", "low"])
tenths = st.integers(-500, 500).map(lambda n: n / 10)
areas = st.dictionaries(st.text("abc", min_size=1, max_size=4), tenths | symbols | st.none(), max_size=40)
numbers = st.dictionaries(st.text("abc", min_size=1, max_size=4), tenths, max_size=40)


def named(*values: Value) -> dict[str, Value]:
    return {f"area {place}": value for place, value in enumerate(values)}


@pytest.mark.parametrize(
    ("polarity", "ranks", "bands"),
    [("lower", [1, 2, 2, 4, 5], "AAACD"), ("higher", [5, 3, 3, 2, 1], "DBBAA")],
)
def test_equal_values_share_the_better_rank(polarity: str, ranks: list[int], bands: str) -> None:
    found = ranking(named(1, 2.5, 2.5, 3, 9), polarity)
    assert found is not None
    assert list(found.ranks.values()) == ranks
    assert found.bands == dict(zip(found.ranks, bands, strict=True))


@pytest.mark.parametrize(
    ("count", "polarity", "sizes"),
    [
        (153, "lower", [39, 38, 38, 38]),
        (153, "higher", [39, 38, 38, 38]),
        (10, "lower", [3, 2, 2, 3]),
        (4, "higher", [1, 1, 1, 1]),
    ],
)
def test_bands_are_cut_at_the_quartiles_of_type_7(count: int, polarity: str, sizes: list[int]) -> None:
    found = ranking(named(*range(count)), polarity)
    assert found is not None
    assert [list(found.bands.values()).count(band) for band in "ABCD"] == sizes


def test_a_band_is_cut_between_values_where_the_quartile_falls_there() -> None:
    """Type 7 of 10, 20, 30, 40: quartiles 17.5, 25, 32.5; of 1, 2, 3, 4, 100 they are 2, 3, 4."""
    for values, bands in (((10, 20, 30, 40), "ABCD"), ((1, 2, 3, 4, 100), "AABCD")):
        found = ranking(named(*values), "lower")
        assert found is not None
        assert "".join(found.bands.values()) == bands


def test_there_is_no_rank_where_neither_way_is_better() -> None:
    assert ranking(named(1, 2, 3, 4), Polarity.NEITHER) is None


def test_fewer_than_four_have_ranks_and_no_bands() -> None:
    found = ranking(named(3, 1, "c", 2), "lower")
    assert found is not None
    assert (list(found.ranks.values()), found.bands) == ([3, 1, 2], {})


def test_an_unknown_polarity_is_refused() -> None:
    with pytest.raises(ValueError, match="upwards"):
        ranking(named(1, 2), "upwards")


def test_who_has_no_number_is_left_out_and_named_with_the_symbol() -> None:
    found = ranking(named(5, "c", None, 0, math.nan, "x"), "lower")
    assert found is not None
    assert found.ranks == {"area 3": 1, "area 0": 2}
    assert found.coverage == Coverage(2, 6, {"area 1": "c", "area 2": "", "area 4": "", "area 5": "x"})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((1, 2), "all 2 neighbours"),
        ((1, 2, "c"), "2 of 3 neighbours, 1 [c]"),
        (("x", "c", 1, "c", None), "1 of 5 neighbours, 2 [c], 1 [x], 1 no value"),
        ((None,), "0 of 1 neighbours, 1 no value"),
    ],
)
def test_coverage_says_who_is_missing_and_why(values: tuple[Value, ...], words: str) -> None:
    assert average(named(*values)).coverage.words("neighbours") == words


def test_mean_and_median_are_the_published_ones() -> None:
    """The vacancy rates of 2025 of the ten neighbours of the 2025 set: mean 11.9, median 9.1 (rules.md)."""
    found = average(named(15.7, 34.3, 5.9, 10.2, 5.4, 1.9, 13.5, 21.7, 2.3, 8.0))
    assert (found.mean, found.median) == (11.89, 9.1)


@pytest.mark.parametrize("values", [(), ("c", None)])
def test_without_numbers_there_is_no_average(values: tuple[Value, ...]) -> None:
    found = average(named(*values))
    assert (found.mean, found.median, found.coverage.n) == (None, None, 0)


@given(areas, better)
def test_a_rank_counts_those_who_are_strictly_better(values: dict[str, Value], polarity: Polarity) -> None:
    found = ranking(values, polarity)
    assert found is not None
    known = {area: value for area, value in values.items() if isinstance(value, float)}
    sign = 1 if polarity == Polarity.LOWER else -1
    assert found.ranks == {
        area: 1 + sum(sign * other < sign * value for other in known.values()) for area, value in known.items()
    }
    assert set(found.coverage.missing) == set(values) - set(known)
    assert found.coverage.n + len(found.coverage.missing) == found.coverage.of == len(values)


@given(areas, better)
def test_no_symbol_changes_the_rank_of_a_number(values: dict[str, Value], polarity: Polarity) -> None:
    found = ranking(values, polarity)
    alone = ranking({area: value for area, value in values.items() if isinstance(value, float)}, polarity)
    assert found is not None
    assert alone is not None
    assert (found.ranks, found.bands) == (alone.ranks, alone.bands)


@given(areas, better)
def test_negating_all_values_and_the_polarity_changes_nothing(values: dict[str, Value], polarity: Polarity) -> None:
    other = Polarity.LOWER if polarity == Polarity.HIGHER else Polarity.HIGHER
    mirrored = {area: -value if isinstance(value, float) else value for area, value in values.items()}
    assert ranking(values, polarity) == ranking(mirrored, other)


@given(numbers, better)
def test_a_better_rank_is_never_in_a_worse_band_and_the_first_is_in_a(
    values: dict[str, Value], polarity: Polarity
) -> None:
    found = ranking(values, polarity)
    assert found is not None
    assert set(found.bands) == (set(values) if len(values) >= 4 else set())
    in_order = [found.bands[area] for area in sorted(found.bands, key=lambda area: (found.ranks[area], area))]
    assert in_order == sorted(in_order)
    assert in_order[:1] in ([], ["A"])


@given(st.lists(tenths, min_size=4, max_size=40))
def test_bands_follow_the_quartiles_by_their_definition(values: list[float]) -> None:
    """Type 7 written out: the quartile p of n values lies at place (n - 1) p among them in order, between two by parts."""
    ordered = sorted(Fraction(round(value * 10), 10) for value in values)

    def quartile(part: int) -> Fraction:
        place = Fraction((len(ordered) - 1) * part, 4)
        low = ordered[int(place)]
        return low + (ordered[min(int(place) + 1, len(ordered) - 1)] - low) * (place - int(place))

    found = ranking(named(*values), "lower")
    assert found is not None
    for value, band in zip(values, found.bands.values(), strict=True):
        assert band == "ABCD"[sum(Fraction(round(value * 10), 10) > quartile(part) for part in (1, 2, 3))]


@given(st.lists(tenths, min_size=1, max_size=30))
def test_mean_and_median_lie_within_the_values(values: list[float]) -> None:
    found = average(named(*values))
    assert found.mean is not None
    assert found.mean == pytest.approx(statistics.fmean(values))
    assert found.median == pytest.approx(statistics.median(values))
    assert min(values) <= found.mean <= max(values)
