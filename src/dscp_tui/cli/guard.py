"""Between the commands and the process: every error becomes one message and a true exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from dscp_tui.errors import DscpError, ExitCode


def run(arguments: Sequence[str]) -> int:  # noqa: PLR0911 - one return for each kind of end
    """Run the command line and return its exit code."""
    _open_closed()
    if sys.stdout is None:
        return _say("standard output is closed", ExitCode.FAILED)
    try:
        code = _dashboard() if not arguments and on_terminal() else _command(arguments)
        sys.stdout.flush()
        return code
    except DscpError as error:
        return _say(str(error), error.exit_code)
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        from dscp_tui.cli.output import reader_left

        reader_left()
        return ExitCode.ANSWERED
    except OSError as error:
        return _say(_system(error), ExitCode.FAILED)
    except Exception as error:  # noqa: BLE001 - the last gate
        return _unforeseen(error)


def on_terminal() -> bool:
    """Whether there is a terminal on all three streams, as the dashboard needs it."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


def _dashboard() -> int:
    """`dscp` alone, on a terminal: without the machinery of commands, which the first frame would wait for."""
    from dscp_tui.app.start import start
    from dscp_tui.warehouse.content import find_content
    from dscp_tui.warehouse.store import data_folder

    return start(find_content(), data_folder())


def _command(arguments: Sequence[str]) -> int:
    import click

    from dscp_tui.cli.commands import dscp

    try:
        code = dscp.main(args=list(arguments), prog_name="dscp", standalone_mode=False)
        return int(code or ExitCode.ANSWERED)
    except click.UsageError as error:
        place = f"{error.ctx.command_path} --help" if error.ctx else "dscp --help"
        return _say(f"{error.format_message()}\nSee `{place}`.", ExitCode.USAGE)
    except click.ClickException as error:
        return _say(error.format_message(), ExitCode.FAILED)
    except click.exceptions.Abort:
        return ExitCode.INTERRUPTED


def _say(message: str, code: int) -> int:
    from dscp_tui.model.text import shown

    lines = [shown(line) for line in message.splitlines()]
    print("dscp: " + "\n".join(lines), file=sys.stderr)
    return int(code)


def _system(error: OSError) -> str:
    place = f" ({error.filename})" if error.filename else ""
    return f"cannot write or read: {error.strerror or type(error).__name__}{place}"


def _unforeseen(error: Exception) -> int:
    # So DuckDB reports Ctrl+C while it works.
    if isinstance(error, RuntimeError) and str(error) == "Query interrupted":
        return ExitCode.INTERRUPTED
    if os.environ.get("DSCP_DEBUG"):
        raise error
    return _say(_unexpected(error), ExitCode.FAILED)


def _unexpected(error: Exception) -> str:
    """Where an unforeseen error arose, without its values: they may be figures about children."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{frame.tb_lineno}" if frame else "?"
    return f"an unforeseen error ({type(error).__name__} at {place}). Please report it; `dscp doctor` shows the set-up."


def _open_closed() -> None:
    """Whoever starts us may have closed a stream; a message must then not land among the data."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open as long as the process
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
