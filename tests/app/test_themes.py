"""Themes are content; the choice is remembered, and status is told without colour."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest_app import ROOT, Open, opened, screen_text, settled, told
from textual.color import Color

from dscp_tui.app.app import Dashboard
from dscp_tui.app.memory import Memory
from dscp_tui.app.themes import load_themes
from dscp_tui.warehouse.content import Content

LEAST_CONTRAST = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as the web's guidelines for accessibility count it."""
    lights = sorted(_luminance(Color.parse(colour)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 255 for part in colour.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_theme_can_be_read() -> None:
    looks, faults = load_themes(Content(ROOT))
    assert not faults
    assert [look.title for look in looks][:4] == ["Dark", "Light", "High contrast", "Colour vision"]
    for look in looks:
        if look.ansi:
            continue
        least = 7 if look.name == "contrast" else LEAST_CONTRAST
        inks = [look.variables[f"text-{name}"] for name in ("muted", "success", "warning", "error")]
        for ink in (look.foreground, look.accent, *inks):
            assert contrast(str(ink), str(look.background)) >= least, (look.name, ink)


async def test_a_theme_is_tried_kept_and_remembered(built: Path, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "state" / "dashboard.json")
    app = Dashboard(Content(ROOT), built, memory)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.theme == "dark"
        await pilot.press("t")
        await pilot.pause(0.1)
        await pilot.press("down")
        await pilot.pause(0.1)
        assert app.theme == "light"
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert app.theme == "dark"
        assert memory.theme() == ""
        await pilot.press("t")
        await pilot.pause(0.1)
        await pilot.press("j", "j", "enter")
        await settled(pilot)
        assert app.theme == "contrast"
    again = Dashboard(Content(ROOT), built, memory)
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert again.theme == "contrast"


@pytest.mark.parametrize("broken", ["", "{", "[]", '{"theme": 7}', json.dumps({"theme": "gone"}), "\x00\xff"])
async def test_a_broken_memory_is_survived(built: Path, tmp_path: Path, broken: str) -> None:
    path = tmp_path / "dashboard.json"
    path.write_text(broken, "latin-1")
    app = Dashboard(Content(ROOT), built, Memory(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert app.theme == "dark"


def test_a_memory_that_cannot_be_written_is_survived(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    Memory(tmp_path / "file" / "dashboard.json").keep_theme("dark")
    assert (tmp_path / "file").read_text("utf-8") == "no folder"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title = ", "well-formed"),
        ("hue = 7", "no key of a theme"),
        ('[colours]\nbackground = "#000000"', "gives each of"),
    ],
)
async def test_a_theme_file_at_fault_is_named_and_the_rest_still_opens(
    dashboard: Open, content: Content, tmp_path: Path, text: str, said: str
) -> None:
    (content.screens / "themes" / "mine.toml").write_text(text, "utf-8")
    async with dashboard((120, 40), content=content, data=tmp_path / "data") as pilot:
        assert "tui/themes/mine.toml" in told(pilot)
        assert said in told(pilot)
        assert pilot.app.theme == "dark"


async def test_status_stands_in_words_in_every_theme(dashboard: Open) -> None:
    async with dashboard((120, 40)) as pilot:
        assert isinstance(pilot.app, Dashboard)
        for look in pilot.app.looks:
            pilot.app.theme = look.name
            await settled(pilot)
            text = screen_text(pilot)
            for words in ("● on target", "◐ within", "▲ off target", "○ no data"):
                assert words in text


async def test_no_colour_leaves_signs_and_words(dashboard: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with dashboard((120, 40)) as pilot:
        assert "▲ off target" in await opened(pilot, "o")
