"""The application: opens the warehouse behind the first frame, and owns keys, themes and the way out."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.text import Text
from textual import on, work
from textual.actions import ActionParseResult
from textual.app import App, ScreenStackError, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.css.query import NoMatches
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from dscp_tui.app import ahead
from dscp_tui.app.hangup import on_hangup
from dscp_tui.app.memory import Memory
from dscp_tui.app.messages import AboutKnown, IndicatorChosen, Noticed, PanelChosen, WarehouseOpened, WorkFailed
from dscp_tui.app.screens.figures import FiguresScreen
from dscp_tui.app.screens.main import MainScreen
from dscp_tui.app.themes import TERMINAL_COLOURS, Look, load_themes
from dscp_tui.app.watch import WATCHED_EVERY, Watch, renewed
from dscp_tui.app.widgets.body import Body
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.navigation import Navigation
from dscp_tui.app.widgets.title import Title
from dscp_tui.app.work import guarded
from dscp_tui.errors import DscpError
from dscp_tui.model.period import day_label
from dscp_tui.model.text import shown
from dscp_tui.warehouse.content import Content
from dscp_tui.warehouse.store import Warehouse, open_warehouse, warehouse_file

_OUTPACED = (LookupError, NoMatches, ScreenStackError)
"""What the palette's list raises where it is moved in before it is drawn, or after it is gone."""
CLOSED_AFTER = 2.0
"""Seconds for which a warehouse stays open after another has taken its place."""

if TYPE_CHECKING:
    from textual.command import Provider

    from dscp_tui.app.screens.ask import AskScreen
    from dscp_tui.questions.panels import Panel


def _indicators() -> type[Provider]:
    from dscp_tui.app.palette import Indicators

    return Indicators


def _ask_screen() -> AskScreen:
    from dscp_tui.app.screens.ask import AskScreen

    return AskScreen()


class Dashboard(App[None]):
    """The dashboard of a partnership's figures.

    What the first frame does not show is imported where it is first used.
    """

    TITLE = "dscp"
    COMMANDS: ClassVar[set[Any]] = App.COMMANDS | {_indicators}
    SCREENS: ClassVar[dict[str, Any]] = {"ask": _ask_screen}
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (60, "-narrow"), (100, "-medium"), (190, "-wide")]  # noqa: RUF012 - typed by the base class
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        # First of all, so that what is typed ahead goes to the prompt and not to the table that had the keys.
        Binding("slash", "ask", "Ask", key_display="/", tooltip="Ask a question in words", priority=True),
        Binding(
            "d", "quality", "Quality", tooltip="Data quality: failed checks, disputed figures, what is not reportable"
        ),
        Binding("S", "sources", "Sources", tooltip="The documents, and their figures line by line", show=False),
        Binding(
            "r", "as_of", "Release", tooltip="Choose the release: show what had been published by a day", show=False
        ),
        Binding("t", "themes", "Theme", tooltip="Choose a theme", show=False),
        Binding("s", "picture", "Screenshot", tooltip="Save the screen as an SVG picture", show=False),
        Binding(
            "n", "clear_notices", "Close notices", tooltip="Close the notices that lie over the figures", show=False
        ),
        Binding("question_mark", "help", "Help", key_display="?", tooltip="Keys and signs"),
        Binding("q", "quit", "Quit", tooltip="Leave", priority=False),
    ]

    def __init__(self, content: Content, data: Path, memory: Memory | None = None) -> None:
        # Without this Textual turns colours to greys where the user wants none.
        ansi_color = True if "NO_COLOR" in os.environ else None
        super().__init__(css_path=content.screens / "dashboard.tcss", ansi_color=ansi_color)
        self.content = content
        self.data = data
        self.warehouse: Warehouse | None = None
        self.panels: dict[str, Panel] = {}
        self.panel = ""
        self.looks: list[Look] = []
        self._memory = memory or Memory()
        # What was known on a day is made from the same content: its file is watched for both.
        self._watch = Watch(warehouse_file(replace(content, as_of=None), data))

    @property
    def as_of(self) -> date | None:
        """The day after which nothing counts; None where all does."""
        return self.content.as_of

    @property
    def opened(self) -> Warehouse:
        """The warehouse, for a screen that is only shown once it is open. Raises DscpError where it is not."""
        if self.warehouse is None:
            raise DscpError("no warehouse is open")
        return self.warehouse

    def get_default_screen(self) -> Screen[Any]:
        # Dressed before anything is styled, so that the style sheets are read once.
        self._dress()
        return MainScreen()

    @property
    def history(self) -> Path | None:
        """The file of what was asked before."""
        return self._memory.history

    def on_mount(self) -> None:
        self._listen_for_end()
        # Once the frame is painted: both would wait for each other.
        self.call_after_refresh(self._open)
        self.call_after_refresh(self.load_ahead, ahead.TILES)

    def _dress(self) -> None:
        """Register the content's themes and put on the one that was chosen last."""
        self.looks, faults = load_themes(self.content)
        for look in self.looks:
            self.register_theme(look)
        for fault in faults:
            self.post_message(Noticed(str(fault)))
        names = [look.name for look in self.looks]
        # What was chosen on another terminal stays remembered for it.
        wanted = TERMINAL_COLOURS if self._has_few_colours else self._memory.theme()
        if names:
            self.theme = wanted if wanted in names else names[0]

    @property
    def _has_few_colours(self) -> bool:
        """Whether there are none or sixteen: the other themes' would fall together."""
        return self.no_color or (not self.is_headless and self.console.color_system == "standard")

    def _listen_for_end(self) -> None:
        """A polite end (SIGTERM, SIGHUP) restores the terminal; Textual alone would leave it as it is.

        A terminal that is gone without a signal would be read for ever.
        """
        import asyncio

        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            if number := getattr(signal, name, None):
                try:
                    loop.add_signal_handler(number, self.exit, None, 128 + number)
                except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread
                    return
        if not self.is_headless and sys.__stdin__:
            ended = partial(loop.call_soon_threadsafe, self.exit, None, 128 + signal.SIGHUP)
            on_hangup(sys.__stdin__.fileno(), ended)

    @work(thread=True, exit_on_error=False, group="ahead")
    def load_ahead(self, modules: Sequence[str]) -> None:
        """Load what will be wanted soon."""
        ahead.load(modules)

    @work(thread=True, exclusive=True, exit_on_error=False, group="open")
    def _open(self) -> None:
        from dscp_tui.questions.panels import load_panels

        with guarded(lambda text: self.post_message(WorkFailed(text, fatal=True))):
            warehouse = open_warehouse(self.content, self.data, notice=self._notice)
            panels, faults = load_panels(self.content, warehouse)
            for fault in faults:
                self._notice(str(fault))
            self._watch.look()
            self.post_message(WarehouseOpened(warehouse, panels))
            self.post_message(AboutKnown(warehouse.known_at()))

    def _notice(self, text: str) -> None:
        """Tell something from a worker."""
        self.post_message(Noticed(text))

    @on(WarehouseOpened)
    def _opened(self, event: WarehouseOpened) -> None:
        before, self.warehouse = self.warehouse, event.warehouse
        self.title = event.warehouse.meta.get("name", "dscp")
        main = self._main
        main.query_one(Title).show(f"dscp · {self.title}")
        if before:
            self._show_new_figures(before)
            return
        self.panels = {panel.name: panel for panel in event.panels}
        self._bind_panels(event.panels)
        self.set_timer(1.0, _collect_garbage)
        self.set_interval(WATCHED_EVERY, self._look_at_file)
        if event.panels:
            self.action_panel(event.panels[0].name)
        else:
            main.post_message(WorkFailed("The content has no panel that can be shown: see tui/panels/."))

    @property
    def _main(self) -> MainScreen:
        return cast(MainScreen, self.screen_stack[0])

    def _bind_panels(self, panels: list[Panel]) -> None:
        """A key for each panel, unless that key has another meaning already."""
        from dscp_tui.app.keys import bound_keys, key_name
        from dscp_tui.app.widgets.tables import Rows

        taken = {key for where in (Dashboard, MainScreen, FiguresScreen, Rows, Body) for key in bound_keys(where)}
        for panel in panels:
            if key_name(panel.key) in taken:
                self.post_message(
                    Noticed(f"The panel {panel.name} has the key “{panel.key}”, which is taken: use the palette.")
                )
            elif len(panels) > 1:
                self.bind(key_name(panel.key), f"panel({panel.name!r})", description=panel.title, show=False)
        self._main.query_one(Navigation).show(panels)

    # The file that was read may be replaced or vanish while we run.

    def _look_at_file(self) -> None:
        match self._watch.look():
            case "vanished":
                self._noticed(
                    Noticed("The warehouse file is gone. What is on the screen stays; `dscp build` makes it anew.")
                )
            case "replaced":
                self._reopen()

    @work(thread=True, exclusive=True, exit_on_error=False, group="open")
    def _reopen(self) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            warehouse = renewed(self.content, self.opened)
            self.post_message(WarehouseOpened(warehouse, []))
            self.post_message(AboutKnown(warehouse.known_at()))

    @work
    async def action_as_of(self) -> None:
        """Choose the day by which something had to be published to count."""
        from dscp_tui.app.screens.as_of import AsOfScreen

        if self.warehouse is None:
            return
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            chosen = await self.push_screen_wait(AsOfScreen(self.opened.publications(), self.as_of))
            if chosen and chosen.day != self.as_of:
                self._turn_to(chosen.day)

    @work(thread=True, exclusive=True, exit_on_error=False, group="open")
    def _turn_to(self, day: date | None) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            content = replace(self.content, as_of=day)
            warehouse = open_warehouse(content, self.data, notice=self._notice)
            self.post_message(WarehouseOpened(warehouse, []))
            self.post_message(AboutKnown(warehouse.known_at()))

    def _show_new_figures(self, before: Warehouse) -> None:
        """Every screen asks again and stays where it is."""
        day = self.opened.as_of
        if day == self.as_of:
            # What was said of the file before holds no longer.
            self.clear_notifications()
            self.notify("The warehouse was rebuilt: these are the new figures.", markup=False)
        else:
            self.content = replace(self.content, as_of=day)
            said = (
                f"As of {day_label(day)}: what was published later is left out." if day else "All that is known counts."
            )
            self.notify(said, markup=False)
            # What is still being asked of it gets its answer.
            self.set_timer(CLOSED_AFTER, before.close)
        for title in [title for screen in self.screen_stack for title in screen.query(Title)]:
            title.refresh()
        for screen in {*self.screen_stack, self.get_screen("ask")}:
            if isinstance(screen, FiguresScreen) and screen.is_mounted:
                screen.reload()

    @on(AboutKnown)
    def _say_what_is_known(self, event: AboutKnown) -> None:
        self._main.query_one("#about", Label).show(event.about)

    @on(WorkFailed)
    def _failed(self, event: WorkFailed) -> None:
        if event.fatal:
            self.exit(return_code=1, message=Text(f"dscp: {_safe(event.text)}"))
        else:
            self.notify(_safe(event.text), severity="error", markup=False, timeout=20)

    @on(Noticed)
    def _noticed(self, event: Noticed) -> None:
        if event.calm:
            self.notify(_safe(event.text), markup=False)
        else:
            self.notify(_safe(event.text), severity="warning", markup=False, timeout=15)

    @on(IndicatorChosen)
    def open_indicator(self, event: IndicatorChosen) -> None:
        from dscp_tui.app.screens.indicator import IndicatorScreen

        if self.warehouse:
            self.push_screen(IndicatorScreen(event))

    @on(PanelChosen)
    def _open_panel(self, event: PanelChosen) -> None:
        self.action_panel(event.name)

    def action_panel(self, name: str) -> None:
        """Show a panel on the main screen."""
        if self.warehouse is None or name not in self.panels:
            return
        self.panel = name
        while len(self.screen_stack) > 1:
            self.pop_screen()
        self._main.load(self.panels[name])

    async def action_ask(self) -> None:
        """Open the prompt, with the conversation as it was left. It waits, so that what is typed ahead goes there."""
        if self.warehouse is None:
            return
        screen = cast("AskScreen", self.get_screen("ask"))
        if self.screen is not screen:
            await self.push_screen(screen)
        screen.listen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A screen that is open is not offered again."""
        if not self.screen_stack:
            return True
        if action == "ask":
            return not isinstance(self.focused, Input) and not isinstance(self.screen, ModalScreen)
        return self.screen.name != action

    def action_quality(self) -> None:
        from dscp_tui.app.screens.quality import QualityScreen

        if self.warehouse:
            self.push_screen(QualityScreen(name="quality"))

    def action_sources(self) -> None:
        from dscp_tui.app.screens.sources import SourcesScreen

        if self.warehouse:
            self.push_screen(SourcesScreen(name="sources"))

    @work
    async def action_themes(self) -> None:
        """Choose a theme; it is remembered."""
        from dscp_tui.app.screens.theme import ThemeScreen

        if chosen := await self.push_screen_wait(ThemeScreen(self.looks)):
            self._memory.keep_theme(chosen)

    def action_clear_notices(self) -> None:
        self.clear_notifications()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The palette has what is bound on the screen that it was opened from, and nothing else."""
        from dscp_tui.app.keys import commands_of

        yield from commands_of(screen)

    def action_help(self) -> None:
        from dscp_tui.app.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_picture(self) -> None:
        """Save the screen as SVG in the folder that the program was started in, and say where."""
        try:
            path = self.save_screenshot(path=str(Path.cwd()))
        except OSError as error:
            self.notify(f"The picture cannot be saved: {error.strerror}", severity="error", markup=False)
        else:
            self.notify(f"Saved {path}", markup=False)

    def on_unmount(self) -> None:
        if self.warehouse:
            self.warehouse.close()

    def pop_screen(self) -> AwaitComplete:
        """Leave a screen, but never the main one: a palette that is dismissed twice would take it along."""
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete.nothing()  # type: ignore[no-untyped-call]

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action. Keys that come faster than the palette can follow break it (Textual 8.2): it closes instead."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except _OUTPACED:
            if not self._close_palette():
                raise
            return True

    def _handle_exception(self, error: Exception) -> None:
        """The same for errors inside the palette itself; any other ends the application with our own page.

        Once it is being left, its screens are taken down under the messages that are still on their way.
        """
        if not self._exit and not (isinstance(error, _OUTPACED) and self._close_palette()):
            super()._handle_exception(error)

    def _close_palette(self) -> bool:
        """Close a command palette that has failed; False where none is open."""
        palette = next((screen for screen in self.screen_stack if isinstance(screen, CommandPalette)), None)
        if palette is None:
            return False
        while palette in self.screen_stack and len(self.screen_stack) > 1:
            self.pop_screen()
        self.notify("The command palette was closed: it could not follow the keys.", severity="warning", markup=False)
        return True

    def _fatal_error(self) -> None:
        """Textual's own report prints local variables, which may be figures about children; ours prints none."""
        error = self._exception
        name = type(error).__name__ if error else "unknown"
        self.panic(Text(f"dscp: an unforeseen error ({name}). Please report it; `dscp doctor` shows the set-up."))


def _collect_garbage() -> None:
    """The command line starts without garbage collection; a program that stays needs it."""
    gc.freeze()
    gc.enable()


def _safe(text: str) -> str:
    return "\n".join(shown(line) for line in text.splitlines())
