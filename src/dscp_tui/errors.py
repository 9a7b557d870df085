"""Errors that a user meets, and the exit codes of the command line."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a script can act on."""

    ANSWERED = 0
    FAILED = 1
    USAGE = 2
    AMBIGUOUS = 3
    UNKNOWN = 4
    INTERRUPTED = 130


class DscpError(Exception):
    """Something that the user should know: what is wrong, where, and what to do. Shown as text, never as a traceback."""

    exit_code = ExitCode.FAILED

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}" if self.hint else self.message


class UsageError(DscpError):
    """The command was given something that it does not take."""

    exit_code = ExitCode.USAGE


class UnknownError(DscpError):
    """There is no such figure, template or panel."""

    exit_code = ExitCode.UNKNOWN
