"""What the dashboard remembers of a user from one day to the next: so far, the theme."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from dscp_tui.errors import DscpError
from dscp_tui.questions.asked import history_file
from dscp_tui.render.files import write_file


def memory_file() -> Path:
    """Where it is kept: in the platform's folder for the state of programs."""
    from platformdirs import user_state_path

    return user_state_path("dscp", appauthor=False) / "dashboard.json"


@dataclass(frozen=True, slots=True)
class Memory:
    """A small file of the user's own; without it, or where it is broken, nothing is remembered and nothing fails."""

    path: Path | None = None

    @property
    def history(self) -> Path | None:
        """The file of what was asked, beside it; the question prompt of the terminal has the same."""
        return history_file() if self.path else None

    def theme(self) -> str:
        """The name of the theme that was chosen last; empty where none was."""
        try:
            found = json.loads(self.path.read_text("utf-8")) if self.path else {}
        except (OSError, ValueError):
            return ""
        name = found.get("theme") if isinstance(found, dict) else None
        return name if isinstance(name, str) else ""

    def keep_theme(self, name: str) -> None:
        """Remember a theme, as far as the folder can be written to."""
        if self.path:
            with suppress(OSError, DscpError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                write_file(json.dumps({"theme": name}) + "\n", self.path)
