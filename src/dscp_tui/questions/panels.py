"""Panels: what a screen shows, as content in `tui/panels/*.toml`. A tile is a named template with parameters."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dscp_tui.errors import DscpError, UnknownError
from dscp_tui.questions.answer import Answer, run
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import Warehouse

TILES = ("scorecard", "table", "chart")
_PANEL_KEYS = {"title", "key", "position", "tile"}
_NEEDS = {
    "scorecard": {
        "status", "title", "value", "unit", "qualifier", "printed", "note", "target", "tolerance", "before",
        "before_derived", "change", "polarity", "disputed",
    },
}  # fmt: skip
_TILE_KEYS = {"title", "template", "kind", "parameters"}


class PanelError(DscpError):
    """A panel file that does not load: which file and why."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One part of a panel: a template with parameters, and how its answer is drawn."""

    title: str
    template: str
    kind: str
    parameters: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Panel:
    """A screen's content."""

    name: str
    title: str
    key: str
    position: int
    tiles: tuple[Tile, ...]


def load_panels(content: Content) -> tuple[list[Panel], list[PanelError]]:
    """All panels in order, and the faults of those that do not load; the rest still opens."""
    panels: list[Panel] = []
    faults: list[PanelError] = []
    for path in content.panel_files():
        try:
            panel = _read(path, content.relative(path))
            if taken := next((other for other in panels if other.key == panel.key), None):
                raise PanelError(f"{content.relative(path)}: the key “{panel.key}” is taken by {taken.name}")
            panels.append(panel)
        except PanelError as fault:
            faults.append(fault)
    return sorted(panels, key=lambda panel: (panel.position, panel.name)), faults


def find_panel(content: Content, name: str) -> Panel:
    """A panel by its name. Raises UnknownError with the names there are, PanelError where its file is at fault."""
    panels, faults = load_panels(content)
    for panel in panels:
        if panel.name == name:
            return panel
    for fault in faults:
        if f"/{name}.toml:" in fault.message:
            raise fault
    raise UnknownError(f"there is no panel “{name[:60]}”", f"Panels: {', '.join(panel.name for panel in panels)}.")


def run_panel(warehouse: Warehouse, panel: Panel) -> Iterator[tuple[Tile, Answer]]:
    """Each tile with its answer. Raises PanelError where a tile's template does not fit it."""
    for tile in panel.tiles:
        try:
            template = warehouse.template(tile.template)
            if lacking := _NEEDS.get(tile.kind, set()) - {column.name for column in template.columns}:
                raise PanelError(f"a tile of kind {tile.kind} needs the column {min(lacking)}")
            # A scorecard's receipts are shown when one of its rows is opened.
            answer = run(warehouse, template, tile.parameters, cite=tile.kind != "scorecard")
        except DscpError as error:
            raise PanelError(f"the panel {panel.name}, tile “{tile.title[:40]}”: {error.message}", error.hint) from None
        yield tile, answer


def _read(path: Path, name: str) -> Panel:
    try:
        raw = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PanelError(f"{name}: is not well-formed TOML: {error}") from None
    except OSError as error:
        raise PanelError(f"{name}: cannot be read: {error.strerror}") from None
    if strange := raw.keys() - _PANEL_KEYS:
        raise PanelError(f"{name}: “{min(strange)}” is no key of a panel; keys are {', '.join(sorted(_PANEL_KEYS))}")
    tiles = raw.get("tile")
    if not isinstance(tiles, list) or not tiles or not all(isinstance(tile, dict) for tile in tiles):
        raise PanelError(f"{name}: has no [[tile]]")
    title, key, position = raw.get("title"), str(raw.get("key", "")), raw.get("position", 99)
    if not title or len(key) != 1:
        raise PanelError(f"{name}: needs a title, and a key of one character")
    if not isinstance(position, int):
        raise PanelError(f"{name}: the position is a whole number; “{str(position)[:40]}” is not")
    return Panel(path.stem, str(title), key, position, tuple(_tile(name, tile) for tile in tiles))


def _tile(name: str, raw: dict[str, Any]) -> Tile:
    if strange := raw.keys() - _TILE_KEYS:
        raise PanelError(f"{name}: “{min(strange)}” is no key of a tile; keys are {', '.join(sorted(_TILE_KEYS))}")
    missing = [key for key in ("title", "template", "kind") if not raw.get(key)]
    if missing:
        raise PanelError(f"{name}: a tile lacks {', '.join(missing)}")
    title, template, parameters = str(raw["title"]), str(raw["template"]), raw.get("parameters", {})
    if not isinstance(parameters, dict):
        raise PanelError(f'{name}: the parameters of “{title[:40]}” are written {{ name = "value" }}')
    if raw["kind"] not in TILES:
        raise PanelError(f"{name}: “{raw['kind']}” is no kind of tile: {', '.join(TILES)}")
    return Tile(title, template, raw["kind"], dict(parameters))
