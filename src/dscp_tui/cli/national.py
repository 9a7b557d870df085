"""`dscp national`: load published statistics, list and remove them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from dscp_tui.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from dscp_tui.cli.commands import Place

Item = TypeVar("Item")
_HELD = "SELECT * FROM national_holdings"


@click.group()
def national() -> None:
    """Published statistics to compare with: load their files, list them, remove them."""


@national.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--published", metavar="DAY", help="The day of a release that is not known yet, as 2025-10-30.")
@click.pass_obj
def load(place: Place, paths: tuple[Path, ...], published: str | None) -> int:
    """Load published tables from files and folders: all of them, or none where one is at fault.

    Known are tables of Explore Education Statistics, the LAIT extract with its dictionary, neighbour sets, and
    inspection outcomes, told by their columns.
    """
    from dscp_tui.cli.output import notice
    from dscp_tui.warehouse.national.files import find_files
    from dscp_tui.warehouse.national.keep import keep_parts
    from dscp_tui.warehouse.national.loading import day_given, read_files

    content, data = place.content(), place.data()
    parts = read_files(content, data, find_files(list(paths)), day_given(published), _watched)
    with _waiting("Building"):
        keep_parts(content, data, parts)
    for line in (line for part in parts for line in part.notices):
        notice(line)
    rows = sum(part.frame.height for part in parts)
    tables = "1 table" if len(parts) == 1 else f"{len(parts)} tables"
    click.echo(f"Loaded {tables}, {rows:,} rows. `dscp national list` shows all that is held.", err=True)
    return ExitCode.ANSWERED


@national.command("list")
@click.option(
    "--format", "form", type=click.Choice(["csv", "json", "ndjson"]), default=None, help="Without it, a table."
)
@click.pass_obj
def list_held(place: Place, form: str | None) -> int:
    """List the tables that are held, built in or loaded: releases, values, areas, years, and how they recompute."""
    from dscp_tui.cli.output import terminal_width, write_out
    from dscp_tui.render.rows import rows_text

    write_out(rows_text(place.warehouse().query(_HELD), form, terminal_width()))
    return ExitCode.ANSWERED


@national.command()
@click.argument("names", nargs=-1, metavar="[TABLE | RELEASE]...")
@click.option("--all", "everything", is_flag=True, help="Remove all that was loaded; what is built in stays.")
@click.pass_obj
def remove(place: Place, names: tuple[str, ...], everything: bool) -> int:
    """Remove loaded tables by the id of their table or release: dscp national remove cin-2024."""
    from dscp_tui.warehouse.national.keep import remove_parts

    if bool(names) == everything:
        raise UsageError("say what to remove", "Give tables or releases, or --all.")
    shelf = remove_parts(place.content(), place.data(), list(names))
    click.echo(f"Removed; {len(shelf.entries)} loaded tables are left.", err=True)
    return ExitCode.ANSWERED


def _watched(items: Iterable[Item], label: str) -> Iterator[Item]:
    """The items, with a progress bar where somebody watches."""
    with click.progressbar(list(items), label=f"{label:<9}", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


@contextmanager
def _waiting(label: str) -> Iterator[None]:
    """A word on the terminal while something without steps goes on."""
    if sys.stderr.isatty():
        click.echo(f"{label} …", err=True)
    yield
