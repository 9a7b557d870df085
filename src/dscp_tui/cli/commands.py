"""The commands. Each imports what it needs when it runs, so that `--help` and lists start at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dscp_tui import __version__
from dscp_tui.cli.national import national
from dscp_tui.errors import DscpError, ExitCode, UsageError
from dscp_tui.model.text import shown

if TYPE_CHECKING:
    from dscp_tui.warehouse.content import Content
    from dscp_tui.warehouse.store import Warehouse

ASK_FORMATS = click.Choice(["table", "chart", "csv", "json", "ndjson", "markdown"])
EXPORT_FORMATS = click.Choice(["csv", "json", "ndjson", "parquet"])
CHECK_FORMATS = click.Choice(["table", "csv", "json"])
TABLE_ROWS = 1_000
"""Rows of free SQL that a table shows unless told otherwise."""
DOCUMENTS = click.option(
    "--documents", type=click.Path(path_type=Path), help="Folder with the documents' text editions."
)
PARAMETERS = click.option("-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of the template.")
OUTPUT = click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to FILE, whole or not at all.")
AS_OF = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    expose_value=False,
    callback=lambda ctx, _, day: day and ctx.obj.leave_out_after(day.date()),
    help="Answer with what had been published by DAY, as 2022-07-31.",
)


@dataclass(slots=True)
class Place:
    """Where content and data are, as given on the command line."""

    content_folder: Path | None
    data_folder: Path | None
    queries_folder: Path | None
    panels_folder: Path | None
    as_of: date | None = field(default=None, init=False)

    def leave_out_after(self, day: date) -> None:
        """Let only what had been published by a day count."""
        self.as_of = day

    def content(self) -> Content:
        from dscp_tui.warehouse.content import find_content

        found = find_content(self.content_folder, self.queries_folder, self.panels_folder)
        return replace(found, as_of=self.as_of)

    def warehouse(self, seconds: float | None = None) -> Warehouse:
        from dscp_tui.cli.output import notice
        from dscp_tui.warehouse.store import TIME_LIMIT, open_warehouse

        return open_warehouse(self.content(), self.data(), notice=notice, seconds=seconds or TIME_LIMIT)

    def data(self) -> Path:
        from dscp_tui.warehouse.store import data_folder

        return data_folder(self.data_folder)


class Plain(click.Group):
    """Commands in the order in which they are most wanted, not by letter."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.commands)


@click.group(cls=Plain, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dscp")
@click.option(
    "--content", "content_folder", type=click.Path(path_type=Path), help="Folder with warehouse/, queries/, tui/."
)
@click.option("--data", "data_folder", type=click.Path(path_type=Path), help="Folder for the built warehouse.")
@click.option(
    "--queries", "queries_folder", type=click.Path(path_type=Path), help="Your own templates, laid over ours by name."
)
@click.option(
    "--panels", "panels_folder", type=click.Path(path_type=Path), help="Your own panels, laid over ours by name."
)
@click.pass_context
def dscp(ctx: click.Context, /, **folders: Path | None) -> int:
    """A safeguarding partnership's performance figures, each with its receipt.

    Without a command: the dashboard, or a text scorecard where there is no terminal.
    """
    ctx.obj = Place(**folders)
    return ExitCode.ANSWERED if ctx.invoked_subcommand else _dashboard(ctx.obj)


@dscp.command()
@AS_OF
@click.pass_obj
def dashboard(place: Place) -> int:
    """Open the dashboard, as dscp without a command does."""
    return _dashboard(place)


def _dashboard(place: Place) -> int:
    from dscp_tui.cli.guard import on_terminal

    if on_terminal():
        from dscp_tui.app.start import start

        return start(place.content(), place.data())
    return _show(place, None)


@dscp.command()
@click.argument("question", nargs=-1)
@click.option("--format", "form", type=ASK_FORMATS, default="table", help="How to print the answer.", show_default=True)
@click.option("--explain", is_flag=True, help="Also say how each word was understood, the SQL, and the source lines.")
@DOCUMENTS
@click.option("--review", is_flag=True, help="Instead list the questions that got no answer, where they are kept.")
@OUTPUT
@AS_OF
@click.pass_obj
def ask(  # noqa: PLR0913, PLR0917 - one argument for each option
    place: Place,
    question: tuple[str, ...],
    form: str,
    explain: bool,
    documents: Path | None,
    review: bool,
    output: Path | None,
) -> int:
    """Answer a question: dscp ask "which indicator, which period"."""
    if review == bool(question):
        wrong = "--review takes no question." if review else "Missing argument 'QUESTION...'."
        raise click.UsageError(wrong, click.get_current_context())
    if review:
        return _review(place, form, output)
    from dscp_tui.cli.output import notice, terminal_width, write_out
    from dscp_tui.questions.ask import ask as answer_question
    from dscp_tui.questions.unanswered import keep
    from dscp_tui.render.formats import render

    warehouse = place.warehouse()
    answer = answer_question(warehouse, " ".join(question))
    if form == "csv" and answer.exit_code:
        notice("\n".join([answer.headline, *answer.choices]))
    else:
        write_out(render(answer, form, None if output else terminal_width()), output)
    if explain:
        from dscp_tui.render.explain import explanation

        click.echo(explanation(warehouse, answer, documents), err=True)
    try:
        keep(place.data(), answer.question, answer.outcome, answer.headline)
    except DscpError as fault:
        _tell([fault])
    return answer.exit_code


def _review(place: Place, form: str, output: Path | None) -> int:
    from dscp_tui.cli.output import notice, terminal_width, write_out
    from dscp_tui.questions.unanswered import SETTING, review
    from dscp_tui.render.rows import rows_text
    from dscp_tui.warehouse.settings import flag_setting, settings_file

    if form in ("chart", "markdown"):
        raise UsageError(f"the questions that got no answer are no {form}", "Take table, csv, json or ndjson.")
    found = review(place.data(), place.warehouse())
    if found.rows or form != "table":
        write_out(rows_text(found, None if form == "table" else form, None if output else terminal_width()), output)
    if not found.rows:
        notice("no unanswered question is kept")
    if not flag_setting(SETTING):
        notice(
            f"such questions are not kept now: write `{SETTING} = true` in {settings_file()}, or set DSCP_UNANSWERED=1"
        )
    return ExitCode.ANSWERED


@dscp.command()
@click.option("--format", "form", type=ASK_FORMATS, default="table", help="How to print answers.", show_default=True)
@AS_OF
@click.pass_obj
def chat(place: Place, form: str) -> int:
    """Ask questions one after another: at a prompt, or one for each line of standard input."""
    from dscp_tui.chat.start import start
    from dscp_tui.cli.output import notice

    return start(place.content, place.data, form, notice)


@dscp.command()
@click.argument("name", required=False)
@PARAMETERS
@click.option("--format", "form", type=ASK_FORMATS, default="table", help="How to print the rows.", show_default=True)
@OUTPUT
@AS_OF
@click.pass_obj
def query(place: Place, name: str | None, parameters: tuple[str, ...], form: str, output: Path | None) -> int:
    """Run a named template; without NAME, list them."""
    from dscp_tui.cli.output import terminal_width, write_out
    from dscp_tui.questions.answer import run
    from dscp_tui.render.formats import render
    from dscp_tui.render.tables import table

    warehouse = place.warehouse()
    width = None if output else terminal_width()
    if name is None:
        rows = [
            [t.name, t.title, " ".join(p.name if p.default is None else f"[{p.name}]" for p in t.parameters)]
            for t in warehouse.templates().values()
        ]
        write_out(table(["Template", "Answers", "Parameters"], rows, width) + "\n", output)
        return ExitCode.ANSWERED
    answer = run(warehouse, warehouse.template(name), _pairs(parameters))
    if not answer.rows:
        answer.outcome = "unknown"
    write_out(render(answer, form, width), output)
    return answer.exit_code


def _pairs(parameters: tuple[str, ...]) -> dict[str, str]:
    pairs = {}
    for pair in parameters:
        name, middle, value = pair.partition("=")
        if not middle:
            raise UsageError(f"“{pair[:60]}” is no parameter", "Write -p name=value.")
        pairs[name] = value
    return pairs


@dscp.command()
@click.argument("panel", required=False)
@click.option("--list", "listing", is_flag=True, help="List the panels.")
@AS_OF
@click.pass_obj
def show(place: Place, panel: str | None, listing: bool) -> int:
    """Print a panel as plain text, readable by a screen reader."""
    if listing:
        from dscp_tui.cli.output import write_out
        from dscp_tui.questions.panels import load_panels

        panels, faults = load_panels(place.content())
        _tell(faults)
        write_out("".join(f"{shown(one.name)}\t{shown(one.title)}\n" for one in panels))
        return ExitCode.ANSWERED
    return _show(place, panel)


def _tell(faults: Iterable[DscpError]) -> None:
    from dscp_tui.cli.output import notice

    for fault in faults:
        notice(str(fault))


def _show(place: Place, name: str | None) -> int:
    from dscp_tui.cli.output import terminal_width, write_out
    from dscp_tui.questions.panels import find_panel, load_panels, run_panel
    from dscp_tui.render.plain import panel_text

    content, warehouse = place.content(), place.warehouse()
    if name is None:
        panels, faults = load_panels(content, warehouse)
        if not panels:
            raise faults[0] if faults else DscpError("the content has no panels", "Add one to tui/panels/.")
        _tell(faults)
        panel = panels[0]
    else:
        panel = find_panel(content, name, warehouse)
    title = f"{warehouse.meta.get('name', 'dscp')}: {panel.title}"
    write_out(panel_text(title, warehouse.known_at(), run_panel(warehouse, panel), terminal_width()))
    return ExitCode.ANSWERED


@dscp.command()
@click.argument("name")
@PARAMETERS
@click.option("--format", "form", type=EXPORT_FORMATS, default="csv", help="How to write the rows.", show_default=True)
@OUTPUT
@AS_OF
@click.pass_obj
def export(place: Place, name: str, parameters: tuple[str, ...], form: str, output: Path | None) -> int:
    """Export the rows of a template, or all figures: dscp export figures -o figures.csv."""
    from dscp_tui.cli.output import write_out
    from dscp_tui.questions.answer import run
    from dscp_tui.render.formats import data_text

    warehouse = place.warehouse()
    answer = run(warehouse, warehouse.template(name), _pairs(parameters))
    if form == "parquet":
        from dscp_tui.render.parquet import parquet_bytes

        write_out(parquet_bytes(answer), output)
    else:
        write_out(data_text(answer, form), output)
    # A script that asked for something must learn that there is none of it; an empty list is an answer.
    return ExitCode.UNKNOWN if parameters and not answer.rows else ExitCode.ANSWERED


@dscp.command()
@click.pass_obj
def build(place: Place) -> int:
    """Build the warehouse anew from the content files."""
    from dscp_tui.warehouse.store import build_now, warehouse_file

    content = place.content()
    built = build_now(content, warehouse_file(content, place.data()))
    click.echo(
        f"Built {shown(built.path)}: {built.figures:,} figures of {built.indicators} indicators, "
        f"{built.templates} templates, {built.seconds:.1f} s",
        err=True,
    )
    return ExitCode.ANSWERED


@dscp.command()
@click.option(
    "--format", "form", type=CHECK_FORMATS, default="table", help="How to print the findings.", show_default=True
)
@OUTPUT
@click.pass_obj
def check(place: Place, form: str, output: Path | None) -> int:
    """Run the checks of the figures; exit code 1 where our own data is at fault."""
    from dscp_tui.cli.output import terminal_width, write_out
    from dscp_tui.render.findings import findings_text
    from dscp_tui.warehouse.checks import run_checks

    findings = run_checks(place.warehouse())
    write_out(findings_text(findings, form, None if output else terminal_width()), output)
    return ExitCode.FAILED if any(finding.state == "error" for finding in findings) else ExitCode.ANSWERED


@dscp.command()
@DOCUMENTS
@click.pass_obj
def verify(place: Place, documents: Path | None) -> int:
    """Find each figure's printed token on the line of the document that it cites."""
    from dscp_tui.cli.output import notice, write_out
    from dscp_tui.warehouse.documents import documents_folder
    from dscp_tui.warehouse.verify import verify as verify_all

    folder = documents_folder(documents)
    if folder is None:
        raise UsageError("where are the documents?", "Give --documents DIR, or set DSCP_DOCUMENTS.")
    report = verify_all(place.warehouse(), folder)
    write_out("".join(f"{shown(failure)}\n" for failure in report.failures))
    notice(f"{report.figures} figures of {report.documents} documents looked up; {len(report.failures)} not borne out")
    return ExitCode.FAILED if report.failures else ExitCode.ANSWERED


@dscp.command()
@click.argument("statement")
@click.option("--format", "form", type=EXPORT_FORMATS, default=None, help="For files; without it, a table.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    help="Show at most N rows; 0 for all. Without it: 1,000 in a table, all in a file format.",
)
@click.option(
    "--timeout", type=click.IntRange(1, 86_400), metavar="SECONDS", help="Stop it after SECONDS; without it, after 10."
)
@OUTPUT
@click.pass_obj
def sql(  # noqa: PLR0913, PLR0917 - one argument for each option
    place: Place, statement: str, form: str | None, limit: int | None, timeout: int | None, output: Path | None
) -> int:
    """Run one read-only SQL statement on the warehouse; `-` reads it from standard input."""
    from dscp_tui.cli.output import notice, standard_input, terminal_width, write_out
    from dscp_tui.warehouse.statement import LONGEST, run_statement

    if statement == "-":
        statement = standard_input(most=4 * LONGEST)
    if limit is None:
        # A script that reads part of the rows without knowing would have a wrong figure.
        limit = 0 if form else TABLE_ROWS
    rows, more = run_statement(place.warehouse(timeout), statement, limit or None)
    if form == "parquet":
        from dscp_tui.render.parquet import frame_bytes

        write_out(frame_bytes(rows), output)
    else:
        from dscp_tui.render.rows import rows_text

        write_out(rows_text(rows, form, None if output else terminal_width()), output)
    if more:
        notice(f"first {limit:,} of more rows shown; --limit N, 0 for all")
    return ExitCode.ANSWERED


@dscp.command()
@click.pass_obj
def doctor(place: Place) -> int:
    """Show the set-up: versions, folders, the warehouse's state."""
    from dscp_tui.cli.doctor import report

    click.echo(report(place.content(), place.data()))
    return ExitCode.ANSWERED


dscp.add_command(national)
