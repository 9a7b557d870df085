"""Printed tokens: what each says, what is refused, and where it is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dscp_tui.model.token import QUALIFIERS, clean_line, find_token, read_token


@pytest.mark.parametrize(
    ("printed", "unit", "value", "qualifier", "read_unit", "decimals"),
    [
        ("5%", "%", 5, "exact", "%", 0),
        ("25.0%", "%", 25, "exact", "%", 1),
        ("12.9|4%", "%", 12.94, "exact", "%", 2),
        ("1,|257", "count", 1257, "exact", "count", 0),
        ("1,257", "count", 1257, "exact", "count", 0),
        ("1,000,000", "count", 1e6, "exact", "count", 0),
        ("12,345.5", "£", 12345.5, "exact", "£", 1),
        ("1257", "count", 1257, "exact", "count", 0),
        ("0", "count", 0, "exact", "count", 0),
        (".5", "ratio", 0.5, "exact", "ratio", 1),
        ("5 per cent", "%", 5, "exact", "%", 0),
        ("5 percent", "%", 5, "exact", "%", 0),
        ("<1%", "%", 1, "less_than", "%", 0),
        ("< 1%", "%", 1, "less_than", "%", 0),
        ("less than 1%", "%", 1, "less_than", "%", 0),
        ("Fewer than five", "count", 5, "less_than", "count", 0),
        (">95%", "%", 95, "more_than", "%", 0),
        ("over 95%", "%", 95, "more_than", "%", 0),
        ("24+", "months", 24, "more_than", "months", 0),
        ("Approx. 8%", "%", 8, "approx", "%", 0),
        ("approximately 8%", "%", 8, "approx", "%", 0),
        ("c. 8%", "%", 8, "approx", "%", 0),
        ("around 400", "count", 400, "approx", "count", 0),
        ("just over 50%", "%", 50, "approx", "%", 0),
        ("£4.78m", "£m", 4.78, "exact", "£m", 2),
        ("£4.78m", "£k", 4.78, "exact", "£m", 2),
        ("£4.78 million", "£m", 4.78, "exact", "£m", 2),
        ("£106k", "£m", 106, "exact", "£k", 0),
        ("106k", "£", 106, "exact", "£k", 0),
        ("£5", "count", 5, "exact", "£", 0),
        ("at least £4.78m", "£m", 4.78, "more_than", "£m", 2),
        ("-5%", "%", -5, "exact", "%", 0),
        ("−5%", "%", -5, "exact", "%", 0),
        ("+5%", "points", 5, "exact", "points", 0),
        ("£-0.5m", "£m", -0.5, "exact", "£m", 1),
        ("-£0.5m", "£m", -0.5, "exact", "£m", 1),
        ("8 percentage points", "%", 8, "exact", "points", 0),
        ("463 days", "days", 463, "exact", "days", 0),
        ("2 weeks", "days", 2, "exact", "weeks", 0),
        ("364.00 per 10,000", "per 10,000", 364, "exact", "per 10,000", 2),
        ("12.5 FTE", "FTE", 12.5, "exact", "FTE", 1),
        ("3rd", "rank", 3, "exact", "rank", 0),
        ("third", "rank", 3, "exact", "rank", 0),
        ("Nine", "count", 9, "exact", "count", 0),
        ("nine children", "count", 9, "exact", "count", 0),
        ("twenty-one", "count", 21, "exact", "count", 0),
        ("ninety-nine", "count", 99, "exact", "count", 0),
        ("no reported cases", "count", 0, "exact", "count", 0),
        ("None", "count", 0, "exact", "count", 0),
        ("no children", "%", 0, "exact", "%", 0),
        ("Forty-three per cent", "%", 43, "exact", "%", 0),
        ("half", "%", 50, "exact", "%", 0),
        ("two thirds", "%", 66.7, "approx", "%", 1),
        ("one in ten", "%", 10, "exact", "%", 0),
        ("1 in 4", "%", 25, "exact", "%", 0),
        ("one in three", "%", 33.3, "approx", "%", 1),
        ("all", "%", 100, "exact", "%", 0),
        ("eight weeks", "weeks", 8, "exact", "weeks", 0),
        ("fell by 5%", "%", -5, "exact", "%", 0),
        ("down eight percentage points", "%", -8, "exact", "points", 0),
        ("an increase of 5%", "points", 5, "exact", "points", 0),
        ("fallen by more than 5", "count", -5, "less_than", "count", 0),
        ("a reduction of less than 1%", "%", -1, "more_than", "%", 0),
        ("fell by around 5%", "%", -5, "approx", "%", 0),
        ("remained the same", "count", 0, "exact", "count", 0),
        ("  5  % ", "%", 5, "exact", "%", 0),
    ],
)
def test_a_token_reads_as_printed(
    printed: str, unit: str, value: float, qualifier: str, read_unit: str, decimals: int
) -> None:
    reading = read_token(printed, unit)
    assert reading.value == pytest.approx(value)
    assert (reading.qualifier, reading.unit, reading.decimals) == (qualifier, read_unit, decimals)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("1,2", "count"), ("1,25", "count"), ("12,34", "count"), ("1,2345", "count"), ("1,257,00", "count"),
        ("12345,678", "count"), ("0,123", "count"), (",257", "count"), ("1,,257", "count"), ("1,257,", "count"),
    ],
)  # fmt: skip
def test_a_comma_that_parts_no_thousands_is_refused(printed: str, unit: str) -> None:
    with pytest.raises(ValueError, match=r"comma|no number"):
        read_token(printed, unit)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("", "count"), (" ", "count"), ("|", "count"), ("-", "count"), ("n/a", "%"), ("x", "%"), ("[c]", "count"),
        ("5 or 6", "count"), ("5-6", "count"), ("65 -75%", "%"), ("1e5", "count"), ("nan", "count"), ("inf", "count"),
        ("--5", "count"), ("+-5", "count"), ("-£-5", "£"), ("±5", "count"), ("5.", "count"), ("5..5", "count"),
        ("1.257.000", "count"), ("fell to 5%", "%"), ("overall", "count"), ("9" * 400, "count"),
        ("٣", "count"), ("1,25٣", "count"), ("5²", "count"), ("² in 5", "%"), ("1 in 0", "%"),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused(printed: str, unit: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_token(printed, unit)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("5k", "count"), ("1.2 million", "count"), ("5m", "days"), ("two hundred", "count"), ("one hundred", "count"),
        ("twenty one", "count"), ("two million", "count"), ("nine and a half", "count"), ("no more than 5", "count"),
        ("no fewer than ten", "count"), ("nine out of ten", "%"), ("nine out of ten", "count"), ("one sixth", "%"),
        ("three fifths", "%"), ("forty three per cent", "%"), ("most", "%"), ("second", "%"), ("nine children", "%"),
    ],
)  # fmt: skip
def test_a_token_that_would_read_as_another_number_is_refused(printed: str, unit: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_token(printed, unit)


@given(st.integers(-(10**12), 10**12))
def test_an_integer_written_with_commas_reads_back(number: int) -> None:
    reading = read_token(f"{number:,}", "count")
    assert (reading.value, reading.qualifier, reading.decimals) == (number, "exact", 0)


@given(st.integers(1000, 10**12), st.data())
def test_an_integer_with_a_comma_elsewhere_is_refused(number: int, data: st.DataObject) -> None:
    right = f"{number:,}"
    digits = str(number)
    place = data.draw(st.integers(1, len(digits) - 1))
    wrong = f"{digits[:place]},{digits[place:]}"
    if wrong != right:
        with pytest.raises(ValueError, match="comma"):
            read_token(wrong, "count")


@given(st.decimals(-100000, 100000, places=2))
def test_a_decimal_reads_back_with_its_decimals(number: object) -> None:
    reading = read_token(f"{number}%", "%")
    assert reading.value == float(str(number))
    assert reading.decimals == 2


@given(st.integers(0, 10**6), st.sampled_from(["%", "count", "days"]))
def test_a_minus_turns_the_number(number: int, unit: str) -> None:
    assert read_token(f"-{number}", unit).value == -number
    assert read_token(f"fell by {number}", unit).value == -number


@given(
    st.sampled_from([("<", "less_than"), ("fewer than ", "less_than"), ("over ", "more_than"), ("about ", "approx")]),
    st.integers(0, 10**6),
)
def test_a_hedge_sets_the_qualifier_and_leaves_the_number(hedge: tuple[str, str], number: int) -> None:
    reading = read_token(f"{hedge[0]}{number:,}", "count")
    assert (reading.value, reading.qualifier) == (number, hedge[1])


@given(st.text(max_size=20), st.sampled_from(["%", "count", "£m", "days", "points", "rank"]))
def test_any_token_reads_as_a_finite_number_or_is_refused(printed: str, unit: str) -> None:
    try:
        reading = read_token(printed, unit)
    except ValueError:
        return
    assert reading.value is not None
    assert abs(reading.value) < 1e300
    assert reading.qualifier in QUALIFIERS


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_a_split_cell_reads_as_its_parts_joined(number: int, place: int) -> None:
    text = f"{number / 100:.2f}%"
    cut = min(place, len(text) - 1)
    assert read_token(f"{text[:cut]}|{text[cut:]}", "%") == read_token(text, "%")


@pytest.mark.parametrize("qualifier", [q for q in QUALIFIERS if q != "not_reportable"])
def test_a_qualifier_given_stands_above_the_printed_hedge(qualifier: str) -> None:
    assert read_token("<1%", "%", qualifier).qualifier == qualifier


@pytest.mark.parametrize("printed", ["could not be reported", "5%", "1,2", "-"])
def test_what_is_not_reportable_has_no_number(printed: str) -> None:
    reading = read_token(printed, "%", "not_reportable")
    assert (reading.value, reading.qualifier, reading.unit) == (None, "not_reportable", "%")


@pytest.mark.parametrize("qualifier", ["", "provisional"])
def test_a_grade_has_no_number(qualifier: str) -> None:
    reading = read_token("Requires improvement", "grade", qualifier)
    assert (reading.value, reading.qualifier) == (None, qualifier or "exact")


@pytest.mark.parametrize("qualifier", ["exactly", "EXACT", "c", " "])
def test_an_unknown_qualifier_is_refused(qualifier: str) -> None:
    with pytest.raises(ValueError, match="one of exact"):
        read_token("5%", "%", qualifier)


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("5%", "5%"), ("5%", "stands at 5%."), ("5%", "(5%)"), ("5%", "25% and 5%"), ("5%", "| 5% |"), ("5%", "**5%**"),
        ("5%", "be5%"), ("75%", "65 -75%"), ("75%", "65%-75%"), ("75%", "65-75%"), ("5", "5, 6 and 7"), ("5", "it is 5."),
        ("1,257", "of 1,257 children"), ("£5m", "£5m"), ("£5", "£5 each"), ("£5", "£5, k"), ("-5", "at -5 now"),
        ("-5", "(-5)"), ("<1%", "at <1% now"), ("nine", "nine-year plan"), ("Nine", "Nine children"), ("twenty-one", "twenty-one"),
        ("24+", "24+ months"), ("5th", "5th of"), ("good", "**good**"), ("1   257", "1 257"), ("5%", "<td>5%</td>"),
    ],
)  # fmt: skip
def test_a_token_is_found_where_it_stands(printed: str, line: str) -> None:
    spans = find_token(printed, [line], 1)
    assert [(n, clean_line(line)[start:end]) for n, start, end in spans] == [(1, clean_line(printed))]


@pytest.mark.parametrize(
    ("printed", "line"),
    [
        ("5%", "25%"), ("5%", "0.5%"), ("5%", "1,5%"), ("1,257", "11,257"), ("1,257", "1,257,000"), ("1,257", "1,2570"),
        ("5", "5.2"), ("5", "15"), ("5", "51"), ("25", "1,25"), (".5", "2.5"), ("4", "Q4"), ("5", "A5"),
        ("5%", "-5%"), ("5%", "at -5%"), ("106", "| -106 |"), ("-5", "3-5"), ("-5", "2021-5"), ("+5", "1+5"),
        ("£5", "£5m"), ("£5", "£5 million"), ("£5", "£5k"), ("£5.2", "£5.25"), ("nine", "ninety"), ("nine", "twenty-nine"),
        ("twenty", "twenty-nine"), ("seven", "seventeen"), ("5th", "15th"), ("£4.78m", "£14.78m"), ("good", "goods"),
        ("Nine", "nine"), ("5%", ""), ("", "5%"), ("", ""), ("|", "5%"),
    ],
)  # fmt: skip
def test_a_token_is_not_found_inside_another(printed: str, line: str) -> None:
    assert find_token(printed, [line], 1) == []


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_number_is_found_in_a_line_of_one_number_only_if_it_is_that_number(one: int, other: int) -> None:
    assert bool(find_token(f"{one:,}", [f"a total of {other:,} children"], 1)) == (one == other)


@pytest.mark.parametrize("gap", [0, 1, 2, 3])
def test_the_parts_of_a_split_cell_stand_on_the_lines_after(gap: int) -> None:
    lines = ["| 12.9 | 7 |", *["| |"] * gap, "| 4% | |"]
    assert [line for line, _, _ in find_token("12.9|4%", lines, 1)] == [1, gap + 2]


@pytest.mark.parametrize(
    "lines",
    [
        ["12.9", "", "", "", "", "4%"],
        ["12.9 4%"],
        ["4%", "12.9"],
        ["12.95", "4%"],
        ["12.9", "14%"],
        ["12.9"],
        ["", "12.9", "4%"],
    ],
)
def test_a_split_cell_is_not_found_where_a_part_is_missing_far_or_first(lines: list[str]) -> None:
    assert find_token("12.9|4%", lines, 1) == []


@pytest.mark.parametrize("line", [0, -1, 3, 10**9])
def test_a_line_that_does_not_exist_holds_nothing(line: int) -> None:
    assert find_token("5", ["5", "5"], line) == []


@pytest.mark.parametrize("token", ["(a+b)*", "5.5", "a.c", "[x]", "\\d", "$5"])
def test_a_token_is_no_pattern(token: str) -> None:
    assert find_token(token, [f"see {token} here"], 1)
    assert not find_token(token, ["see abc 555 here"], 1)


@given(st.text(max_size=12), st.text(max_size=40))
def test_looking_for_any_token_in_any_line_ends_well(printed: str, line: str) -> None:
    for number, start, end in find_token(printed, [line], 1):
        assert number == 1
        assert 0 <= start < end <= len(clean_line(line))
