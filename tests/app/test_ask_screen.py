"""The prompt of the dashboard: live understanding, answers in a conversation, choices, history."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest_app import Open, cells, opened, screen_text, settled
from textual.pilot import Pilot

from dscp_tui.app.app import Dashboard
from dscp_tui.app.memory import Memory
from dscp_tui.app.screens.ask import AskScreen
from dscp_tui.app.screens.indicator import IndicatorScreen
from dscp_tui.app.screens.main import MainScreen
from dscp_tui.app.widgets.chart import ChartTile
from dscp_tui.app.widgets.heard import Heard
from dscp_tui.app.widgets.prompt import Prompt
from dscp_tui.app.widgets.tables import Rows
from dscp_tui.app.widgets.turn import Choices, Turn
from dscp_tui.questions.asked import history_file, keep_asked, read_asked
from dscp_tui.warehouse.content import find_content


async def asked(pilot: Pilot[None], question: str) -> str:
    """Ask a question and read the screen."""
    await pilot.press(*question, "enter")
    await settled(pilot)
    return screen_text(pilot)


def heard(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one(Heard).render())


async def test_a_question_is_answered_with_its_receipt_and_enter_opens_the_indicator(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        assert isinstance(pilot.app.screen, AskScreen)
        text = await asked(pilot, "re-referrals Q4")
        assert "Re-referral rate, 2021/22 Q4: 5% (64 of 1,257)" in text
        assert "line 124" in text
        assert cells(pilot.app.screen.query_one(Rows))[0][0] == "Re-referral rate"
        await pilot.press("tab")
        await opened(pilot, "enter")
        assert isinstance(pilot.app.screen, IndicatorScreen)
        await opened(pilot, "escape")
        assert "64 of 1,257" in screen_text(pilot)
        await opened(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        assert "64 of 1,257" in await opened(pilot, "slash")


async def test_what_is_understood_is_said_while_it_is_typed_by_sign_and_word(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        await pilot.press(*"re-referrals Q4")
        await settled(pilot)
        assert heard(pilot).startswith("✓ re")
        assert ": Re-referral rate" in heard(pilot)
        await pilot.press(*" unicorns")
        await settled(pilot)
        assert "?" in heard(pilot)
        assert "unicorns: not known" in heard(pilot)


async def test_a_choice_is_picked_by_number_by_arrow_or_by_typing_on(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        await asked(pilot, "staffing")
        choices = pilot.app.screen.query_one(Choices)
        turn = pilot.app.screen.query_one(Turn)
        assert choices.has_focus
        await opened(pilot, "2")
        assert f"› {turn.answer.choices[1]}" in screen_text(pilot)
        choices.focus()
        await pilot.press("home", "down", "down")
        await opened(pilot, "enter")
        assert f"› {turn.answer.choices[2]}" in screen_text(pilot)
        choices.focus()
        await pilot.press("w", "h", "y")
        assert pilot.app.screen.query_one(Prompt).value == "why"


async def test_a_number_at_the_prompt_picks_too(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        await asked(pilot, "staffing")
        wanted = pilot.app.screen.query_one(Turn).answer.choices[0]
        pilot.app.screen.query_one(Prompt).focus()
        text = await asked(pilot, "1")
        assert f"› {wanted}" in text


async def test_earlier_questions_come_back_by_the_arrows(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        await asked(pilot, "re-referrals Q4")
        await asked(pilot, "contacts March 2022")
        prompt = pilot.app.screen.query_one(Prompt)
        await pilot.press(*"half", "up")
        assert prompt.value == "contacts March 2022"
        await pilot.press("up", "up")
        assert prompt.value == "re-referrals Q4"
        await pilot.press("down", "down")
        assert prompt.value == "half"


async def test_a_series_is_drawn_and_ctrl_t_shows_its_table(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        await asked(pilot, "turnover trend")
        tile, table = pilot.app.screen.query_one(ChartTile), pilot.app.screen.query_one(Rows)
        assert tile.display
        await opened(pilot, "ctrl+t")
        assert not tile.display
        assert table.row_count > 10


async def test_questions_that_come_faster_than_answers_are_answered_in_their_order(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        questions = ["re-referrals Q4", "what is OOA", "contacts March 2022"]
        for question in questions:
            await pilot.press(*question, "enter")
        await settled(pilot)
        assert [turn.answer.question for turn in pilot.app.screen.query(Turn)] == questions


async def test_hostile_questions_are_shown_as_they_are(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        await opened(pilot, "slash")
        prompt = pilot.app.screen.query_one(Prompt)
        for line in ("[bold]x[/]", "[/]", "\x1b[2J", "漢字 e\u0301\t|"):
            prompt.value = line
            await pilot.press("enter")
            await settled(pilot)
        text = screen_text(pilot)
        assert "› [bold]x[/]" in text
        assert "› [/]" in text
        assert "\x1b" not in text


async def test_what_was_asked_in_the_terminal_comes_back_by_a_few_letters(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for line in ("re-referrals Q4", "contacts March 2022", "re-referrals by age"):
        keep_asked(history_file(), line)
    app = Dashboard(find_content(), built, Memory(tmp_path / "dashboard.json"))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await opened(pilot, "slash")
        prompt = pilot.app.screen.query_one(Prompt)
        await pilot.press(*"re-ref", "ctrl+r")
        assert prompt.value == "re-referrals by age"
        await pilot.press("ctrl+r")
        assert prompt.value == "re-referrals Q4"
        await pilot.press("enter")
        await settled(pilot)
        assert read_asked(history_file())[-1] == "re-referrals Q4"
