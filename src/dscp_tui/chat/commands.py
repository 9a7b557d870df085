"""The commands of the prompt, each with a leading slash, in one table; and what becomes of any line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from dscp_tui.chat.session import FORMATS, Said, Session
from dscp_tui.errors import DscpError, ExitCode, UnknownError, UsageError
from dscp_tui.model.text import clipped, shown
from dscp_tui.questions.answer import run
from dscp_tui.warehouse.statement import run_statement
from dscp_tui.warehouse.store import Rows

MOST_ROWS = 1_000

_PERIODS = """
SELECT p.label AS period, p.kind, p.period_start AS first_day, p.period_end AS last_day, count(*) AS figures
FROM figures AS f JOIN periods AS p ON p.period = f.period
WHERE f.role = 'actual' AND f.indicator = coalesce($indicator, f.indicator)
GROUP BY p.label, p.kind, p.period_start, p.period_end
ORDER BY p.period_end DESC, p.period_start DESC, p.label
"""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name without the slash, what it takes, what it does."""

    name: str
    takes: str
    does: str
    run: Callable[[Session, str], Said]


def take(session: Session, line: str) -> Said:
    """What a line gives: a question, a command, or nothing (blank, or a comment after `#`). Raises for no line."""
    line = line.strip()
    if not line or line.startswith("#"):
        return Said()
    try:
        return _command(session, line[1:]) if line.startswith("/") else session.ask(line)
    except DscpError as error:
        return Said(note=str(error), code=error.exit_code)
    except Exception as error:  # noqa: BLE001 - one line must not end the conversation
        if str(error) == "Query interrupted":  # so DuckDB reports Ctrl+C while it works
            raise KeyboardInterrupt from None
        reason = f"an unforeseen error ({type(error).__name__}). Please report it; `dscp doctor` shows the set-up."
        return Said(note=reason, code=ExitCode.FAILED)


def _command(session: Session, line: str) -> Said:
    name, _, words = line.partition(" ")
    command = COMMANDS.get(name.casefold())
    if command is None:
        from difflib import get_close_matches

        near = get_close_matches(name.casefold(), COMMANDS, n=1, cutoff=0.4)
        hint = f"The nearest is /{near[0]}; /help lists them all." if near else "/help lists them all."
        raise UsageError(f"there is no command “/{clipped(name, 40)}”", hint)
    return command.run(session, words.strip())


def _help(session: Session, words: str) -> Said:
    del words
    from dscp_tui.render.tables import table

    rows = [[f"/{one.name} {one.takes}".rstrip(), one.does] for one in COMMANDS.values()]
    return session.tell(f"{table(['Command', 'Does'], rows)}\n\n{KEYS}\nAny other line is a question.\n")


def _templates(session: Session, words: str) -> Said:
    del words
    found = [(one.name, one.title, ", ".join(one.asks)) for one in session.warehouse.templates().values()]
    return session.rows(Rows(["template", "answers", "asked by"], list(found)))


def _sql(session: Session, statement: str) -> Said:
    if statement:
        limit = None if session.for_programs else MOST_ROWS
        rows, more = run_statement(session.warehouse, statement, limit)
        note = f"first {MOST_ROWS:,} of more rows shown; /format csv gives them all" if more else ""
        return replace(session.rows(rows), note=note)
    answer = session.last()
    if not answer.sql:
        raise UnknownError("the last answer comes from no single query")
    given = [f"-- ${name} = {value!r}" for name, value in answer.parameters.items()]
    return session.tell("".join(f"{shown(line)}\n" for line in [*given, *answer.sql.strip().splitlines()]))


def _explain(session: Session, words: str) -> Said:
    del words
    return session.tell(session.explain(session.last()))


def _format(session: Session, form: str) -> Said:
    if form and form not in FORMATS:
        raise UsageError(f"“{clipped(form, 40)}” is no format", f"Formats are {', '.join(FORMATS)}.")
    session.form = form or session.form
    return Said(note=f"Answers come as {session.form}.")


def _export(session: Session, path: str) -> Said:
    return Said(note=session.export(session.last(), path.strip("\"'")))


def _periods(session: Session, words: str) -> Said:
    indicator = _indicator(session, words)
    title = f" for {session.conversation.lexicon.indicators[indicator].title}" if indicator else ""
    rows = session.warehouse.query(_PERIODS, {"indicator": indicator})
    return session.rows(rows, f"Periods for which something is printed{title}:")


def _indicator(session: Session, words: str) -> str | None:
    """The indicator that the words name, else that of the last answer, if any."""
    if not words:
        last = session.conversation.last
        return last.parameters.get("indicator") if last else None
    known = session.conversation.lexicon.indicators
    named = [word.value for word in session.conversation.heard(words) if word.value in known]
    if not named:
        raise UnknownError(f"“{clipped(words, 60)}” names no one indicator", "Type /periods and an indicator's title.")
    return named[0]


def _sources(session: Session, words: str) -> Said:
    del words
    return session.show(run(session.warehouse, session.warehouse.template("sources"), {}), session.form)


def _quit(session: Session, words: str) -> Said:
    del session, words
    return Said(leave=True)


COMMANDS = {
    one.name: one
    for one in (
        Command("help", "", "list the commands and keys", _help),
        Command("templates", "", "list the named questions and the words that ask them", _templates),
        Command("sql", "[STATEMENT]", "run read-only SQL; alone, show that of the last answer", _sql),
        Command("explain", "", "how the last answer came about", _explain),
        Command("format", "|".join(FORMATS), "how answers are printed from now on", _format),
        Command("export", "PATH", "write the last answer to a .csv, .json, .ndjson or .md file", _export),
        Command("periods", "[WORDS]", "the periods in the data: of an indicator, else of the last answer's", _periods),
        Command("sources", "", "list what the figures are taken from", _sources),
        Command("quit", "", "leave", _quit),
    )
}
KEYS = "Tab completes, Ctrl+R searches what was asked before, Ctrl+C clears the line or stops an answer, Ctrl+D leaves."
