"""Published statistics in the dashboard: on the indicator, in a panel of their own, and as a doubt beside a status."""

from __future__ import annotations

from conftest_app import Open, opened, screen_text, settled

from dscp_tui.app.messages import IndicatorChosen
from dscp_tui.app.widgets.chart import ChartTile
from dscp_tui.app.widgets.label import Label


async def test_an_indicator_shows_its_published_series_and_neighbours(dashboard: Open) -> None:
    async with dashboard((120, 60)) as pilot:
        pilot.app.post_message(IndicatorChosen("re-referral-rate", "Re-referral rate"))
        await pilot.pause(0.2)
        await settled(pilot)
        assert "Signal or noise: mean 25.86%" in str(pilot.app.screen.query_one("#signals", Label).content)
        said = str(pilot.app.screen.query_one("#signals", Label).content)
        assert "rank 11 of 11 (1 is best), quartile band D" in said
        tiles = {str(tile.query(Label).first().content) for tile in pilot.app.screen.query(ChartTile)}
        assert {"As published, with comparators", "Beside the neighbours, as published"} <= tiles
        status = pilot.app.screen.query_one("#status", Label)
        assert not status.has_class("on_target")


async def test_the_panel_of_comparisons_marks_the_own_authority_by_sign_and_word(dashboard: Open) -> None:
    async with dashboard((120, 60)) as pilot:
        await opened(pilot, "v")
        bars = [line for line in screen_text(pilot).splitlines() if "█" in line]
        own = next(line for line in bars if "▸ Doncaster (own)" in line)
        # The lines of the country and of the median go through every bar.
        assert own.count("║") == own.count("┊") == 1


async def test_a_doubted_status_has_its_sign(dashboard: Open) -> None:
    async with dashboard((160, 60)) as pilot:
        assert "● on target ?" in screen_text(pilot)


async def test_the_overview_has_rank_and_variation_where_there_is_room(dashboard: Open) -> None:
    found = {}
    for width in (80, 120, 160, 200):
        async with dashboard((width, 60)) as pilot:
            lines = screen_text(pilot).splitlines()
            head = next(line for line in lines if "indicator " in line)
            row = next(line for line in lines if "Initial conferences in 15" in line)
            doubted = next(line for line in lines if "Re-referral rate" in line)
            found[width] = ("rank" in head, "course" in head, "3 A +" in row, "1 A ?" in doubted)
    assert found == {
        80: (False, False, False, False),
        120: (True, False, True, True),
        160: (True, True, True, True),
        200: (True, True, True, True),
    }
