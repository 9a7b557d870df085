"""XmR charts: the field's vector, each special cause, and a second implementation in whole numbers."""

from __future__ import annotations

import math
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.spc import Assurance, Rule, Segment, Side, Variation, moving_ranges, stretches, xmr
from dscp_tui.model.status import Polarity

VECTOR = (1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1)
PUBLISHED = (23.7, 37.3, 27.7, 23.0, 27.1, 25.5, 27.0, 27.6, 25.4, 7.0, 25.2, 30.3, 29.4)
HIGHER, LOWER, NEITHER = Polarity.HIGHER, Polarity.LOWER, Polarity.NEITHER
OTHER_SIDE = {Side.HIGH: Side.LOW, Side.LOW: Side.HIGH}
Series = list[int | None]
Fired = dict[tuple[Rule, Side], tuple[int, ...]]


def walked(legs: list[tuple[int, int]]) -> Series:
    """A series of slopes and plateaus, each a step and a length: noise alone hardly ever runs seven in a row."""
    return list(accumulate(step for step, length in legs for _ in range(length)))


noise = st.lists(st.integers(-9, 9), max_size=40)
slopes = st.lists(st.tuples(st.integers(-3, 3), st.integers(1, 9)), max_size=8).map(walked)
whole = noise | slopes
gapped = whole | st.lists(st.one_of(st.none(), st.integers(-9, 9), st.integers(-9, 9)), max_size=40)


def fired(segment: Segment) -> Fired:
    return {(one.rule, one.side): one.positions for one in segment.signals}


def chart(values: Series | tuple[float, ...], *, screen: bool = True) -> Segment:
    return xmr(values, screen=screen).current


@pytest.mark.parametrize(
    ("screen", "lower", "mean", "upper", "left_out"),
    [(True, -0.72, 1.94, 4.60, 2), (False, -3.06, 1.94, 6.95, 0)],
)
def test_the_fields_vector(screen: bool, lower: float, mean: float, upper: float, left_out: int) -> None:
    segment = chart(VECTOR, screen=screen)
    limits = segment.limits
    assert limits is not None
    assert [round(line, 2) for line in (limits.lower, limits.mean, limits.upper)] == [lower, mean, upper]
    assert limits.upper - limits.mean == pytest.approx(2.66 * limits.mean_range)
    assert limits.range_limit == pytest.approx(3.267 * limits.mean_range)
    for line, outer in ((limits.lower_two_sigma, limits.lower), (limits.upper_two_sigma, limits.upper)):
        assert line - limits.mean == pytest.approx((outer - limits.mean) * 2 / 3)
    assert (limits.screened, limits.left_out, limits.ranges) == (screen, left_out, 17)
    assert fired(segment) == {(Rule.BEYOND_LIMIT, Side.HIGH): (4,)}


def test_the_published_series_has_one_special_cause_and_common_cause_today() -> None:
    segment = chart(PUBLISHED)
    assert fired(segment) == {(Rule.BEYOND_LIMIT, Side.LOW): (9,)}
    assert segment.signals[0].words == "below the lower limit"
    assert segment.variation(LOWER) is Variation.COMMON_CAUSE
    assert xmr(PUBLISHED[:10]).current.variation(LOWER) is Variation.IMPROVEMENT
    assert not segment.trial


@pytest.mark.parametrize(
    ("values", "rule", "side", "positions"),
    [
        ([4, 6] * 6 + [90], Rule.BEYOND_LIMIT, Side.HIGH, [12]),
        ([4, 6] * 6 + [-90], Rule.BEYOND_LIMIT, Side.LOW, [12]),
        ([1] * 7 + [9] * 6, Rule.ONE_SIDE, Side.LOW, [0, 1, 2, 3, 4, 5, 6]),
        ([1] * 7 + [9] * 6, Rule.ONE_SIDE, Side.HIGH, []),
        ([1] * 8 + [9] * 8, Rule.ONE_SIDE, Side.HIGH, [8, 9, 10, 11, 12, 13, 14, 15]),
        ([1, 1, 1, 5, 1, 1, 1, 1, 5, 9, 9, 9, 9, 9, 9, 9, 5], Rule.ONE_SIDE, Side.LOW, []),
        ([5, 3, 1, 2, 3, 4, 5, 6, 7, 7, 5], Rule.TREND, Side.HIGH, [2, 3, 4, 5, 6, 7, 8]),
        ([5, 3, 2, 3, 4, 5, 6, 7, 7, 5], Rule.TREND, Side.HIGH, []),
        ([3, 9, 8, 7, 6, 5, 4, 3, 2, 3], Rule.TREND, Side.LOW, [1, 2, 3, 4, 5, 6, 7, 8]),
        ([1, 2, 3, 4, 4, 5, 6, 7, 1], Rule.TREND, Side.HIGH, []),
        ([0, 1] * 8 + [3, 2, 3, 0], Rule.TWO_OF_THREE, Side.HIGH, [16, 18]),
        ([0, 1] * 8 + [3, 0, 3, 0], Rule.TWO_OF_THREE, Side.HIGH, []),
        ([0, 1] * 8 + [3, 2, 2, 0], Rule.TWO_OF_THREE, Side.HIGH, []),
        ([0, -1] * 8 + [-3, -3, -2, 0], Rule.TWO_OF_THREE, Side.LOW, [16, 17]),
    ],
)
def test_each_special_cause_fires_at_its_points(values: Series, rule: Rule, side: Side, positions: list[int]) -> None:
    assert list(fired(chart(values)).get((rule, side), ())) == positions


def test_a_gap_has_no_moving_range_and_ends_a_run() -> None:
    assert moving_ranges([1.5, None, 3, 4.25, math.nan, 5]) == [None, None, 1.25, None, None]
    eight = chart([1] * 8 + [9] * 8)
    parted = chart([1] * 8 + [9] * 4 + [None] + [9] * 4)
    assert (Rule.ONE_SIDE, Side.HIGH) in fired(eight)
    assert (Rule.ONE_SIDE, Side.HIGH) not in fired(parted)
    assert parted.gaps == (12,)
    assert "1 gap: no moving range and no run across" in parted.basis
    assert parted.latest == 16


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([], "no limits: 0 points, at least 3 are needed"),
        ([5], "no limits: 1 point, at least 3 are needed"),
        ([5, 6, None], "no limits: 2 points, at least 3 are needed"),
        ([5, None, 6, None, 7], "no limits: 3 points, no two in a row"),
    ],
)
def test_too_few_points_give_no_limits_and_say_so(values: Series, said: str) -> None:
    segment = chart(values)
    assert segment.limits is None
    assert segment.basis[0] == said
    assert segment.signals == ()
    assert (segment.variation(LOWER), segment.assurance(LOWER, 5)) == (None, None)
    assert not segment.trial


def test_limits_on_fewer_than_thirteen_points_are_trial_limits() -> None:
    assert chart([1, 2] * 6).trial
    assert chart([1, 2] * 6).basis[0] == "trial limits: 12 points, 13 make them firm"
    thirteen = chart([*([1, 2] * 6), 1])
    assert not thirteen.trial
    assert thirteen.basis == ("screened, 0 of 12 moving ranges left out",)
    assert chart(VECTOR).basis == ("screened, 2 of 17 moving ranges left out",)
    assert chart(VECTOR, screen=False).basis == ("not screened",)


@pytest.mark.parametrize("values", [[5] * 13, [0] * 7 + [5] * 6])
def test_screening_is_not_used_where_nothing_that_moves_would_be_left(values: Series) -> None:
    segment = chart(values)
    assert segment.limits is not None
    assert not segment.limits.screened
    assert segment.limits == chart(values, screen=False).limits


def test_a_moving_range_on_its_limit_is_left_out() -> None:
    """The moving ranges 733, 733, 733 and 9801 have the mean 3000, and 3.267 times that is 9801."""
    limits = chart([0, 733, 0, 733, 10534]).limits
    assert limits is not None
    assert (limits.mean_range, limits.left_out) == (733, 1)


def test_a_point_on_a_line_is_not_beyond_it() -> None:
    values = [0.1, 0.2, 0.3, 0.2, 0.1, 0.2, 0.3, 0.2, 0.1, 0.2, 0.3, 0.2, 0.2]
    limits = chart(tuple(values)).limits
    assert limits is not None
    assert limits.mean == 0.2
    assert (Rule.ONE_SIDE, Side.HIGH) not in fired(chart((*([0.2] * 7), *values)))


def test_a_break_parts_the_charts_and_the_last_is_the_state() -> None:
    before, after = [50, 52] * 7, [10, 12, 11]
    whole_chart = xmr(before + after, [14])
    first, last = whole_chart.segments
    assert whole_chart.current is last
    assert (first.start, first.stop, last.start, last.stop) == (0, 14, 14, 17)
    assert first.limits == chart(before).limits
    assert last.limits == chart(after).limits
    assert last.basis[0].startswith("trial limits: 3 points")
    assert last.basis[-1] == "since the break in the series"
    assert first.signals == last.signals == ()
    assert fired(chart(before + after)) != {}


def test_positions_are_those_of_the_whole_series() -> None:
    segment = xmr((7, 7, *VECTOR), [2]).current
    assert fired(segment) == {(Rule.BEYOND_LIMIT, Side.HIGH): (6,)}
    assert segment.latest == 19


@pytest.mark.parametrize("breaks", [[-1], [4]])
def test_a_break_outside_the_series_is_refused(breaks: list[int]) -> None:
    with pytest.raises(ValueError, match="outside a series of 3 points"):
        xmr([1, 2, 3], breaks)


@given(whole, st.sets(st.integers(0, 40)))
def test_stretches_part_the_series_without_loss(values: Series, marks: set[int]) -> None:
    breaks = {mark for mark in marks if mark <= len(values)}
    spans = stretches(len(values), breaks)
    assert [position for span in spans for position in span] == list(range(len(values)))
    assert {span.start for span in spans[1:]} == breaks - {0, len(values)}


@given(gapped, st.data(), st.booleans())
def test_each_stretch_is_charted_as_if_alone(values: Series, data: st.DataObject, screen: bool) -> None:
    mark = data.draw(st.integers(0, len(values)))
    segments = xmr(values, [mark], screen=screen).segments
    for segment in segments:
        alone = chart(values[segment.start : segment.stop], screen=screen)
        assert segment.limits == alone.limits
        moved = {key: tuple(segment.start + place for place in places) for key, places in fired(alone).items()}
        assert fired(segment) == moved


def test_the_rule_that_speaks_first_decides_the_variation() -> None:
    turning = chart([0, 8] * 6 + [12, 11, 10, 9, 8, 7, 6])
    assert [signal.rule for signal in turning.signals_at(18)] == [Rule.TREND, Rule.ONE_SIDE]
    assert [signal.side for signal in turning.signals_at(18)] == [Side.LOW, Side.HIGH]
    assert turning.newest is not None
    assert turning.newest.words == "7 or more points in a row falling"
    assert turning.variation(LOWER) is Variation.IMPROVEMENT


@pytest.mark.parametrize(
    ("newest", "polarity", "variation"),
    [
        (90, HIGHER, Variation.IMPROVEMENT),
        (90, LOWER, Variation.CONCERN),
        (-90, HIGHER, Variation.CONCERN),
        (-90, LOWER, Variation.IMPROVEMENT),
        (90, NEITHER, Variation.NEUTRAL),
        (5, HIGHER, Variation.COMMON_CAUSE),
        (5, NEITHER, Variation.COMMON_CAUSE),
    ],
)
def test_variation_is_what_the_newest_point_says(newest: int, polarity: Polarity, variation: Variation) -> None:
    assert chart([*([4, 6] * 7), newest]).variation(polarity) is variation
    assert chart([*([4, 6] * 7), newest, None]).variation(polarity) is variation
    assert variation.word == variation.value.replace("_", " ")


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [
        (HIGHER, 8, Assurance.CONSISTENTLY_FAILS),
        (HIGHER, 2, Assurance.CONSISTENTLY_PASSES),
        (HIGHER, 5, Assurance.HIT_AND_MISS),
        (LOWER, 8, Assurance.CONSISTENTLY_PASSES),
        (LOWER, 2, Assurance.CONSISTENTLY_FAILS),
        (LOWER, 5, Assurance.HIT_AND_MISS),
        (HIGHER, 7.66, Assurance.HIT_AND_MISS),
        (LOWER, 2.34, Assurance.HIT_AND_MISS),
        (HIGHER, 7.6601, Assurance.CONSISTENTLY_FAILS),
        (LOWER, 2.3399, Assurance.CONSISTENTLY_FAILS),
        (NEITHER, 8, None),
        (HIGHER, None, None),
        (HIGHER, math.nan, None),
    ],
)
def test_assurance_is_where_the_target_lies(
    polarity: Polarity, target: float | None, assurance: Assurance | None
) -> None:
    segment = chart([4.5, 5.5] * 7)
    assert segment.limits is not None
    assert (segment.limits.lower, segment.limits.upper) == (2.34, 7.66)
    assert segment.assurance(polarity, target) is assurance


def test_an_unknown_polarity_is_refused() -> None:
    with pytest.raises(ValueError, match="upwards"):
        chart(VECTOR).variation("upwards")
    with pytest.raises(ValueError, match="upwards"):
        chart(VECTOR).assurance("upwards", 5)


@given(gapped, st.integers(-1000, 1000), st.sampled_from([1, 10, 100]), st.booleans())
def test_adding_a_constant_moves_the_lines_and_fires_the_same_rules(
    values: Series, constant: int, parts: int, screen: bool
) -> None:
    """In tenths and hundredths too, which floats do not hold exactly."""
    plain = tuple(math.nan if value is None else value / parts for value in values)
    moved = tuple(math.nan if value is None else (value + constant) / parts for value in values)
    one, other = chart(plain, screen=screen), chart(moved, screen=screen)
    assert fired(one) == fired(other)
    if one.limits and other.limits:
        assert other.limits.mean - one.limits.mean == pytest.approx(constant / parts)
        assert other.limits.mean_range == one.limits.mean_range
        assert other.limits.upper - one.limits.upper == pytest.approx(constant / parts)


@given(gapped, st.integers(1, 1000), st.booleans())
def test_scaling_scales_the_lines_and_fires_the_same_rules(values: Series, factor: int, screen: bool) -> None:
    one = chart(values, screen=screen)
    other = chart([None if value is None else value * factor for value in values], screen=screen)
    assert fired(one) == fired(other)
    if one.limits and other.limits:
        for line in ("mean", "lower", "upper", "lower_two_sigma", "upper_two_sigma", "mean_range", "range_limit"):
            assert getattr(other.limits, line) == pytest.approx(getattr(one.limits, line) * factor)


@given(gapped, st.booleans())
def test_the_lines_stand_in_their_order_around_the_mean(values: Series, screen: bool) -> None:
    limits = chart(values, screen=screen).limits
    if limits:
        lines = [limits.lower, limits.lower_two_sigma, limits.mean, limits.upper_two_sigma, limits.upper]
        assert lines == sorted(lines)
        assert 0 <= limits.left_out < limits.ranges


@given(gapped, st.booleans())
def test_reversing_keeps_the_limits_and_turns_trends_only(values: Series, screen: bool) -> None:
    one, other = chart(values, screen=screen), chart(values[::-1], screen=screen)
    assert one.limits == other.limits
    turned = {
        (rule, OTHER_SIDE[side] if rule == Rule.TREND else side): tuple(len(values) - 1 - n for n in reversed(places))
        for (rule, side), places in fired(one).items()
    }
    assert fired(other) == turned


@given(gapped, st.booleans(), st.integers(-20, 20))
def test_the_mirror_of_a_series_has_the_mirrored_state(values: Series, screen: bool, target: int) -> None:
    one = chart(values, screen=screen)
    other = chart([None if value is None else -value for value in values], screen=screen)
    assert fired(other) == {(rule, OTHER_SIDE[side]): places for (rule, side), places in fired(one).items()}
    assert one.variation(HIGHER) is other.variation(LOWER)
    assert one.variation(NEITHER) is other.variation(NEITHER)
    assert one.assurance(HIGHER, target) is other.assurance(LOWER, -target)


@given(gapped)
def test_improvement_one_way_is_concern_the_other(values: Series) -> None:
    opposite = {Variation.IMPROVEMENT: Variation.CONCERN, Variation.CONCERN: Variation.IMPROVEMENT}
    segment = chart(values)
    found = segment.variation(HIGHER)
    assert segment.variation(LOWER) is (opposite.get(found, found) if found else None)


@given(gapped, st.booleans())
def test_a_second_implementation_agrees(values: Series, screen: bool) -> None:
    """Point by point, in whole numbers: every distance from the mean is taken times the number of points."""
    segment = chart(values, screen=screen)
    points = [value for value in values if value is not None]
    ranges = [abs(b - a) for a, b in pairwise(values) if a is not None and b is not None]
    assert (segment.limits is None) == (len(points) < 3 or not ranges)
    if segment.limits is None:
        return
    if screen:
        kept = [one for one in ranges if 1000 * len(ranges) * one < 3267 * sum(ranges)]
        ranges = kept if sum(kept) else ranges
    assert segment.limits.mean_range == pytest.approx(sum(ranges) / len(ranges))
    assert segment.limits.mean == pytest.approx(sum(points) / len(points))
    found: dict[tuple[Rule, Side], set[int]] = {}
    for side, sign in ((Side.HIGH, 1), (Side.LOW, -1)):
        far = [None if value is None else sign * (len(points) * value - sum(points)) for value in values]
        spread = len(points) * sum(ranges)
        for place in range(len(values)):
            seven, own = range(place, place + 7), far[place : place + 7]
            steps = list(pairwise(values[place : place + 7]))
            if own[0] is not None and own[0] * 100 * len(ranges) > 266 * spread:
                found.setdefault((Rule.BEYOND_LIMIT, side), set()).add(place)
            if len(own) == 7 and all(one is not None and one > 0 for one in own):
                found.setdefault((Rule.ONE_SIDE, side), set()).update(seven)
            if len(own) == 7 and all(a is not None and b is not None and sign * b > sign * a for a, b in steps):
                found.setdefault((Rule.TREND, side), set()).update(seven)
            three = [one for one in own[:3] if one is not None and one > 0]
            beyond = [n for n, one in enumerate(three) if one * 300 * len(ranges) > 532 * spread]
            if len(three) == 3 and len(beyond) >= 2:
                found.setdefault((Rule.TWO_OF_THREE, side), set()).update(place + n for n in beyond)
    assert fired(segment) == {key: tuple(sorted(places)) for key, places in found.items()}


def test_each_point_says_what_it_says_and_the_newest_as_the_whole():
    segment = xmr([25.4, 27.0, 26.0, 25.5, 27.6, 26.1, 7.0, 25.2, 26.3], ()).current
    assert segment.variation_at(6, "lower") == Variation.IMPROVEMENT
    assert segment.variation_at(6, "higher") == Variation.CONCERN
    assert segment.variation_at(6, "neither") == Variation.NEUTRAL
    assert segment.variation_at(0, "lower") == Variation.COMMON_CAUSE
    assert segment.variation_at(8, "lower") == segment.variation("lower")
    assert xmr([1.0], ()).current.variation_at(0, "lower") is None
