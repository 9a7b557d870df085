"""What is wrong in the content files, collected so that all of it is reported at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from dscp_tui.errors import DscpError
from dscp_tui.model.text import clipped, shown

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule: where it is, the value that stands there, and what would be right."""

    file: str
    row: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        place = shown(self.file)
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", column {shown(self.column)}"
        if self.value:
            place += f", value “{clipped(self.value, 60)}”"
        return f"{place}: {shown(self.message)}"


class ContentError(DscpError):
    """Content that does not load, with every broken rule; the warehouse in place stays as it was."""

    def __init__(self, problems: list[Problem], where: str = "the content files") -> None:
        self.problems = sorted(set(problems), key=lambda p: (p.file, p.row or 0, p.column, p.message))
        lines = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        if len(self.problems) > MOST_SHOWN:
            lines.append(f"… and {len(self.problems) - MOST_SHOWN} more")
        count = len(self.problems)
        super().__init__("\n".join([f"{count} problem{'s' if count != 1 else ''} in {where}:", *lines]))


@dataclass(slots=True)
class Problems:
    """Collects problems while files are read; `stop` ends the build where there are any.

    `unread` names the files of which nothing could be read, so that nobody is blamed for referring to them.
    """

    where: str = "the content files"
    found: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def add(self, file: str, row: int | None, column: str, value: object, message: str) -> None:
        self.found.append(Problem(file, row, column, "" if value is None else str(value), message))

    def at(self, file: str, row: int | None, column: str) -> bool:
        """Whether a problem with this cell is known already."""
        return any((p.file, p.row, p.column) == (file, row, column) for p in self.found)

    def stop(self) -> None:
        """Raises ContentError with all that was found."""
        if self.found:
            raise ContentError(self.found, self.where)
