"""Panels: what a screen shows, as content in `tui/panels/*.toml`. A tile is a named template with parameters."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dscp_tui.errors import DscpError, UnknownError
from dscp_tui.model.text import shown
from dscp_tui.questions.answer import Answer, bind, run
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import Warehouse
from dscp_tui.warehouse.templates import Template

STANDING = ("on_target", "within_tolerance", "off_target", "no_data")
_NEEDS = {
    "scorecard": {
        "status", "title", "value", "unit", "qualifier", "printed", "note", "target", "tolerance", "before",
        "before_derived", "change", "polarity", "disputed", "recent",
    },
    "counts": {"theme", "title", "indicators", "figures_printed", *STANDING},
    "numbers": {"title", "period_label", "value", "unit", "qualifier", "target", "status", "indicator"},
    "text": set(),
    "table": set(),
    "chart": set(),
}  # fmt: skip
TILES = tuple(_NEEDS)
_WIDE = {"scorecard", "table"}
_PANEL_KEYS = {"title", "short", "key", "position", "theme", "tile"}
_TILE_KEYS = {"title", "template", "kind", "parameters", "hint", "wide"}
_TYPES = {"position": (int, "a whole number"), "wide": (bool, "true or false")}


class PanelError(DscpError):
    """A panel file that does not load: which file, which line and why."""

    def __init__(self, message: str, hint: str = "", *, panel: str = "") -> None:
        super().__init__(message, hint)
        self.panel = panel


@dataclass(frozen=True, slots=True)
class Tile:
    """One part of a panel: a template with parameters, and how its answer is drawn."""

    title: str
    template: str
    kind: str
    parameters: dict[str, Any] = field(default_factory=dict)
    hint: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A screen's content. `short` is its name where there is little room; `theme` is what leads to it."""

    name: str
    title: str
    key: str
    position: int
    tiles: tuple[Tile, ...]
    short: str = ""
    theme: str = ""


def load_panels(content: Content, warehouse: Warehouse | None = None) -> tuple[list[Panel], list[PanelError]]:
    """All panels in order, and the faults of those that do not load; the rest still opens.

    With a warehouse, each tile is also held against its template: whether there is one, and whether the parameters fit.
    """
    panels: list[Panel] = []
    faults: list[PanelError] = []
    templates = warehouse.templates() if warehouse else {}
    for path in content.panel_files():
        try:
            file = _File(path, content.relative(path))
            panel = _read(file)
            if taken := next((other for other in panels if other.key == panel.key), None):
                raise file.fault(f"the key “{panel.key}” is taken by {taken.name}", "key")
            if warehouse:
                _prove(file, panel, warehouse, templates)
            panels.append(panel)
        except PanelError as fault:
            faults.append(fault)
    return sorted(panels, key=lambda panel: (panel.position, panel.name)), faults


def find_panel(content: Content, name: str, warehouse: Warehouse | None = None) -> Panel:
    """A panel by its name. Raises UnknownError with the names there are, PanelError where its file is at fault."""
    panels, faults = load_panels(content, warehouse)
    for panel in panels:
        if panel.name == name:
            return panel
    for fault in faults:
        if fault.panel == name:
            raise fault
    raise UnknownError(f"there is no panel “{name[:60]}”", f"Panels: {', '.join(panel.name for panel in panels)}.")


def run_panel(warehouse: Warehouse, panel: Panel) -> Iterator[tuple[Tile, Answer]]:
    """Each tile with its answer. Raises PanelError where a tile's template does not fit it."""
    for tile in panel.tiles:
        try:
            template = warehouse.template(tile.template)
            _check_kind(template, tile)
            # The receipts of a tile are shown when one of its rows is opened.
            answer = run(warehouse, template, tile.parameters, cite=False)
        except DscpError as error:
            raise PanelError(f"the panel {panel.name}, tile “{tile.title[:40]}”: {error.message}", error.hint) from None
        yield tile, answer


def _check_kind(template: Template, tile: Tile) -> None:
    """Whether a template has the columns that a kind of tile draws."""
    if lacking := _NEEDS[tile.kind] - {column.name for column in template.columns}:
        raise DscpError(f"a tile of kind {tile.kind} needs the column {min(lacking)}")
    if tile.kind == "chart" and template.chart == "none":
        raise DscpError(f"the template {template.name} is drawn as no chart")


def _prove(file: _File, panel: Panel, warehouse: Warehouse, templates: Mapping[str, Template]) -> None:
    """Hold each tile against its template. Raises PanelError with the line of the tile's template or parameters."""
    for number, tile in enumerate(panel.tiles):
        try:
            template = templates.get(tile.template) or warehouse.template(tile.template)
            _check_kind(template, tile)
        except DscpError as error:
            raise file.fault(error.message, "template", number) from None
        try:
            bind(warehouse, template, tile.parameters)
        except DscpError as error:
            raise file.fault(f"{error.message}. {error.hint}".strip(), "parameters", number) from None


class _File:
    """A panel file: its name, its text, and on which line a key stands."""

    def __init__(self, path: Path, name: str) -> None:
        self.name = name
        self.panel = path.stem
        try:
            self._text = path.read_text("utf-8-sig")
        except UnicodeDecodeError:
            raise PanelError(f"{name}: is not UTF-8: save the file as UTF-8", panel=self.panel) from None
        except OSError as error:
            raise PanelError(f"{name}: cannot be read: {error.strerror}", panel=self.panel) from None

    def parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"\(at line (\d+)", str(error))
            line = int(at[1]) if at else self._text.count("\n") + 1
            raise self._at(line, f"is not well-formed TOML: {error}") from None

    def fault(self, reason: str, key: str = "", tile: int | None = None) -> PanelError:
        """A fault at a key of the panel, or of its tile with that number; at the head where the key is not there."""
        return self._at(self._line(key, tile), reason)

    def _at(self, line: int, reason: str) -> PanelError:
        return PanelError(f"{self.name}, line {line}: {shown(reason)}", panel=self.panel)

    def _line(self, key: str, tile: int | None) -> int:
        lines = self._text.splitlines()
        heads = [number for number, line in enumerate(lines) if re.match(r"\s*\[\[\s*tile\s*\]\]", line)]
        ends = [*heads, len(lines)]
        start, end = (
            (0, ends[0]) if tile is None else (heads[tile], ends[tile + 1]) if tile < len(heads) else (0, len(lines))
        )
        found = (n for n in range(start, end) if re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", lines[n]))
        return 1 + next(found, start)


def _read(file: _File) -> Panel:
    raw = file.parsed()
    if strange := raw.keys() - _PANEL_KEYS:
        odd = min(strange)
        raise file.fault(f"“{odd}” is no key of a panel; keys are {', '.join(sorted(_PANEL_KEYS))}", odd)
    tiles = raw.get("tile")
    if not isinstance(tiles, list) or not tiles or not all(isinstance(tile, dict) for tile in tiles):
        raise file.fault("has no [[tile]]", "tile")
    for key in ("title", "key"):
        if not raw.get(key):
            raise file.fault("needs a title, and a key of one character")
    texts = {key: _typed(file, raw, key, "") for key in ("title", "short", "theme")}
    key = str(raw["key"])
    if len(key) != 1:
        raise file.fault(f"the key is one character; “{key[:40]}” is not", "key")
    position = _typed(file, raw, "position", 99)
    found = tuple(_tile(file, number, tile) for number, tile in enumerate(tiles))
    return Panel(file.panel, texts["title"], key, position, found, texts["short"] or texts["title"], texts["theme"])


def _tile(file: _File, number: int, raw: dict[str, Any]) -> Tile:
    if strange := raw.keys() - _TILE_KEYS:
        odd = min(strange)
        raise file.fault(f"“{odd}” is no key of a tile; keys are {', '.join(sorted(_TILE_KEYS))}", odd, number)
    missing = [key for key in ("title", "template", "kind") if not raw.get(key)]
    if missing:
        raise file.fault(f"a tile lacks {', '.join(missing)}", "", number)
    title, template, hint = (_typed(file, raw, key, "", number) for key in ("title", "template", "hint"))
    parameters, kind = raw.get("parameters", {}), raw["kind"]
    if not isinstance(parameters, dict):
        reason = f'the parameters of “{title[:40]}” are written {{ name = "value" }}'
        raise file.fault(reason, "parameters", number)
    if kind not in TILES:
        raise file.fault(f"“{str(kind)[:40]}” is no kind of tile: {', '.join(TILES)}", "kind", number)
    wide = _typed(file, raw, "wide", kind in _WIDE, number)
    return Tile(title, template, kind, dict(parameters), hint, wide)


def _typed(file: _File, raw: dict[str, Any], key: str, default: Any, tile: int | None = None) -> Any:
    """A value of the type that its key has: a text, unless it is said otherwise."""
    kind, words = _TYPES.get(key, (str, "a text"))
    value = raw.get(key, default)
    if type(value) is not kind:
        raise file.fault(f"{key} is {words}; “{str(value)[:40]}” is not", key, tile)
    return value
