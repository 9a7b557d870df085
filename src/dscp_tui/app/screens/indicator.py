"""One indicator: value and status large, definition, chart, every figure with its receipt, what the documents say."""

from __future__ import annotations

from contextlib import suppress

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.widget import MountError
from textual.widgets import Digits

from dscp_tui.app.messages import IndicatorChosen, IndicatorLoaded, WorkFailed
from dscp_tui.app.screens.figures import FiguresScreen
from dscp_tui.app.widgets.answers import AnswerTable
from dscp_tui.app.widgets.body import Body, TooSmall
from dscp_tui.app.widgets.chart import ChartTile
from dscp_tui.app.widgets.filter import Filter
from dscp_tui.app.widgets.keyline import KeyLine
from dscp_tui.app.widgets.label import Label
from dscp_tui.app.widgets.title import Title
from dscp_tui.app.work import guarded
from dscp_tui.model.numbers import compact
from dscp_tui.model.text import shown
from dscp_tui.questions.answer import Answer, cell
from dscp_tui.questions.panels import Tile
from dscp_tui.questions.profile import profile
from dscp_tui.render.charts import has_chart
from dscp_tui.render.signs import status_words

_CHARTS = {
    "#charts": {"trend": "Over time", "areas": "Beside others"},
    "#published": {
        "published": "As published, with comparators",
        "neighbours": "Beside the neighbours, as published",
    },
}
"""Where charts stand, and what is said above them: the documents' own first, published statistics last."""
_BETTER = {"higher": "high is good", "lower": "low is good"}


class IndicatorScreen(FiguresScreen):
    """Everything that is known of an indicator; Escape goes back."""

    def __init__(self, chosen: IndicatorChosen) -> None:
        super().__init__()
        self._of = chosen

    @property
    def subject(self) -> str:
        return self._of.indicator

    def compose(self) -> ComposeResult:
        yield Title(self._of.title)
        yield Label("", id="about")
        with Body(can_focus=False):
            yield Label("Loading the figures …", id="loading")
            with Vertical(id="top"):
                with Horizontal(id="reading"):
                    yield Digits("", id="value")
                    with Vertical(id="standing"):
                        yield Label("", id="status")
                        yield Label("", id="said")
                yield Label("", id="definition", classes="tile-hint")
                yield Label("", id="caveats")
                yield Vertical(id="charts")
            with Vertical(id="rest"):
                yield AnswerTable("All figures and where they are printed", Answer(""))
                yield Label("", id="notes", classes="tile")
                yield Label("", id="signals", classes="tile")
                yield Vertical(id="published")
        yield TooSmall()
        yield Filter()
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one("#top").display = self.query_one("#rest").display = False
        self.reload()

    def reload(self) -> None:
        self._load()

    @work(thread=True, exclusive=True, exit_on_error=False, group="indicator")
    def _load(self) -> None:
        with guarded(lambda text: self.post_message(WorkFailed(text))):
            chosen = self._of
            answers = profile(self.warehouse, chosen.indicator, chosen.dimension, chosen.category)
            self.post_message(IndicatorLoaded(answers))

    @on(IndicatorLoaded)
    async def _show(self, event: IndicatorLoaded) -> None:
        # The answers may arrive while the screen is left.
        with suppress(NoMatches, MountError):
            await self._show_answers(event.answers)

    async def _show_answers(self, answers: dict[str, Answer]) -> None:
        is_first = bool(self.query("#loading"))
        with self.app.batch_update():
            await self.query("#loading").remove()
            self.query_one("#top").display = self.query_one("#rest").display = True
            self._say_what_it_is(answers["definition"])
            self._say_where_it_stands(answers.get("indicator"))
            self._tell("#caveats", _caveats(answers))
            await self._draw_charts(answers)
            self.query_one(AnswerTable).renew(answers["receipts"])
            self._tell("#notes", _notes(answers["why"]))
            self._tell("#signals", _signals(answers.get("published"), answers.get("rank")))
        if is_first:
            self.focus_rows()

    def _say_what_it_is(self, answer: Answer) -> None:
        if not answer.rows:
            return
        row = answer.rows[0]
        part = f", {self._of.category}" if self._of.category else ""
        self.query_one(Title).show(f"{row['title']}{part}")
        better = _BETTER.get(row["better"], "neither way is better")
        self.query_one("#about", Label).show(f"{row['theme']} · {row['unit']} · {better}")
        made = [f" {name.capitalize()}: {row[name]}." for name in ("numerator", "denominator") if row[name]]
        self._tell("#definition", "".join([row["definition"], *made]))

    def _say_where_it_stands(self, answer: Answer | None) -> None:
        """The value in large digits, beside it the status and the sentence."""
        self.query_one("#reading").display = answer is not None
        if answer is None or not answer.rows:
            return
        row = answer.rows[0]
        value = next(column for column in answer.columns if column.name == "value")
        self.query_one("#value", Digits).update(shown(cell(value, row, compact)))
        status = self.query_one("#status", Label)
        # What is not to be believed is not coloured as a success or a failure.
        doubted = bool(row.get("doubt"))
        status.set_classes("" if doubted else str(row["status"] or ""))
        self._tell("#status", status_words(row["status"], doubted=doubted) if row["status"] else "")
        self._tell("#said", answer.headline)

    async def _draw_charts(self, answers: dict[str, Answer]) -> None:
        for where, titles in _CHARTS.items():
            place = self.query_one(where)
            await place.remove_children()
            for name, title in titles.items():
                if name in answers and has_chart(answers[name]):
                    await place.mount(ChartTile(Tile(title, name, "chart"), answers[name]))

    def _tell(self, place: str, text: str) -> None:
        """Fill a label, or take it off the screen where there is nothing to say."""
        label = self.query_one(place, Label)
        label.show(text)
        label.display = bool(text)


def _caveats(answers: dict[str, Answer]) -> str:
    found = [caveat for name in ("indicator", "trend") if name in answers for caveat in answers[name].caveats]
    return "\n".join(dict.fromkeys(found))


def _notes(answer: Answer) -> str:
    lines = [
        f"{row['kind']}, {row['period_label']}: {row['text']} ({row['document']}, {row['locator']}, line {row['line']})"
        for row in answer.rows
    ]
    return "\n".join(["What the documents say, in our words", *lines]) if lines else ""


def _signals(published: Answer | None, rank: Answer | None) -> str:
    lines = [*([rank.headline] if rank else []), *(published.caveats if published else [])]
    return "\n".join(["What the published series says", *lines]) if lines else ""
