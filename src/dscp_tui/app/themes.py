"""Themes as content: colours and names in `tui/themes/*.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.color import Color, ColorParseError
from textual.theme import BUILTIN_THEMES, Theme

from dscp_tui.errors import DscpError
from dscp_tui.warehouse.content import Content

TERMINAL_COLOURS = "terminal"
"""The theme for a terminal that has only colours of its own."""
_KEYS = {"title", "position", "dark", "ansi", "colours", "variables"}
_COLOURS = {
    "background", "surface", "panel", "foreground", "primary", "secondary", "accent", "success", "warning", "error",
}  # fmt: skip


class ThemeError(DscpError):
    """A theme file that does not load: which file and why."""


@dataclass
class Look(Theme):
    """A theme with the title under which it is chosen."""

    title: str = ""
    position: int = 99


def load_themes(content: Content) -> tuple[list[Look], list[ThemeError]]:
    """All themes in order, and the faults of those that do not load."""
    looks: list[Look] = []
    faults: list[ThemeError] = []
    for path in sorted((content.screens / "themes").glob("*.toml")):
        try:
            looks.append(_read(path, content.relative(path)))
        except ThemeError as fault:
            faults.append(fault)
    return sorted(looks, key=lambda look: (look.position, look.name)), faults


def _read(path: Path, name: str) -> Look:
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ThemeError(f"{name}: is not well-formed TOML: {error}") from None
    if strange := raw.keys() - _KEYS:
        raise ThemeError(f"{name}: “{min(strange)}” is no key of a theme; keys are {', '.join(sorted(_KEYS))}")
    colours, variables = _colours(name, raw.get("colours")), raw.get("variables", {})
    if not isinstance(variables, dict) or not all(isinstance(value, str) for value in variables.values()):
        raise ThemeError(f"{name}: [variables] are texts")
    position = raw.get("position", 99)
    if not isinstance(position, int):
        raise ThemeError(f"{name}: the position is a whole number; “{str(position)[:40]}” is not")
    return Look(
        name=path.stem,
        title=str(raw.get("title", path.stem)),
        position=position,
        dark=raw.get("dark") is not False,
        ansi=raw.get("ansi") is True,
        # Textual's own style sheets refer to these where a theme has the terminal's colours.
        variables={**BUILTIN_THEMES["ansi-dark"].variables, **variables} if raw.get("ansi") else variables,
        **colours,
    )


def _colours(name: str, raw: Any) -> dict[str, Any]:
    if not isinstance(raw, dict) or raw.keys() != _COLOURS:
        raise ThemeError(f"{name}: [colours] gives each of {', '.join(sorted(_COLOURS))}, and no other")
    for colour, value in raw.items():
        try:
            Color.parse(str(value))
        except ColorParseError:
            raise ThemeError(f"{name}: {colour} is “{str(value)[:40]}”, which is no colour") from None
    return raw
