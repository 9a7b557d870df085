"""`shown` is the gate before every screen: no control byte, no reordering mark, one line."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcswidth

from dscp_tui.model.text import cells_wide, clipped, shown
from writing import written

BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
any_text = st.text(st.characters(), max_size=40)


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\x00b\x7fc", "abc"),
        ("\x9b31m\x85\x90", "31m"),
        ("abc\u202edef", "abcdef"),
        ("a\tb\nc\r\nd", "a b c  d"),
        ("a\u2028b\u2029c\u00a0d", "a b c d"),
        ("\ufeffword", "word"),
        ("\ud800x", "x"),
        ("\ue000x", "x"),
        ("Zoë – £5 ± “café”", "Zoë – £5 ± “café”"),
        ("[bold]kept[/]", "[bold]kept[/]"),
        ("", ""),
    ],
)
def test_control_characters_vanish_and_white_space_becomes_a_blank(raw: str, safe: str) -> None:
    assert shown(raw) == safe


@given(any_text)
def test_nothing_shown_controls_a_terminal(text: str) -> None:
    safe = shown(text)
    assert not [c for c in safe if unicodedata.category(c) in ("Cc", "Cs")]
    assert not set(safe) & set(BIDI)
    assert len(safe.splitlines()) <= 1


@pytest.mark.parametrize("character", [chr(n) for n in (*range(32), *range(0x7F, 0xA0))])
def test_every_c0_and_c1_character_is_removed(character: str) -> None:
    assert shown(f"a{character}b") in ("ab", "a b")


@pytest.mark.parametrize("character", BIDI)
def test_every_mark_that_reorders_is_removed(character: str) -> None:
    assert shown(f"a{character}b") == "ab"


@given(any_text)
def test_showing_twice_changes_nothing(text: str) -> None:
    assert shown(shown(text)) == shown(text)


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u00a0"), max_size=40))
def test_plain_writing_stays_as_it_is(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(("thing", "text"), [(5, "5"), (2.5, "2.5"), (None, "None"), (True, "True")])
def test_anything_can_be_shown(thing: object, text: str) -> None:
    assert shown(thing) == text


@pytest.mark.parametrize(
    ("width", "text"), [(9, "a longer…"), (8, "a longe…"), (11, "a longer on"), (2, "a…"), (1, "…")]
)
def test_a_clipped_text_says_that_it_is(width: int, text: str) -> None:
    assert clipped("a longer on", width) == text


def test_a_clipped_text_is_clean() -> None:
    assert clipped("\x1b[2Jab", 10) == "[2Jab"


@given(any_text | written, st.integers(-1, 30))
def test_what_is_clipped_fits_its_cells(text: str, width: int) -> None:
    assert cells_wide(clipped(text, width)) <= max(0, width)


@given(written, st.integers(0, 30))
def test_all_measure_a_clipped_text_alike_and_what_follows_stands_beside_it(text: str, width: int) -> None:
    short = clipped(text, width)
    assert cells_wide(short) == cell_len(short)
    assert cells_wide(f"{short}█") == cells_wide(short) + 1


def test_what_is_drawn_as_one_is_cut_as_one() -> None:
    family = "👨\u200d👩\u200d👧"
    assert clipped(f"{family}abc", 4) == f"{family}a…"
    assert clipped(f"a{family}b", 3) == "a…"
    assert clipped("ae\u0301bcd", 3) == "ae\u0301…"
    assert shown("a\u200db\u200d") == "ab"


@pytest.mark.parametrize("first", range(0, 0x3000, 0x100))
def test_every_character_counts_as_the_library_says_and_plain_ones_are_safe(first: int) -> None:
    for code in range(first, first + 0x100):
        safe = shown(chr(code))
        assert cells_wide(safe) == max(0, wcswidth(safe)), hex(code)
        assert all(unicodedata.category(one) not in ("Cc", "Cs", "Co", "Cn") for one in safe), hex(code)


def test_characters_of_two_cells_count_for_two() -> None:
    assert clipped("漢字漢字", 8) == "漢字漢字"
    assert clipped("漢字漢字", 7) == "漢字漢…"
    assert clipped("été", 3) == "été"
