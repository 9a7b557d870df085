"""Start the conversation: with a prompt where there is a terminal, else through the pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dscp_tui.warehouse.content import Content


def start(content: Callable[[], Content], data: Callable[[], Path], form: str, notice: Callable[[str], None]) -> int:
    """Answer until the questions end; the exit code. Raises DscpError where there are no figures to answer from."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        from dscp_tui.chat.prompt import converse

        return converse(content, data, form, notice)
    import gc

    from dscp_tui.chat.piped import answer_lines, standard_input
    from dscp_tui.chat.session import Session
    from dscp_tui.warehouse.store import open_warehouse

    gc.enable()
    session = Session(open_warehouse(content(), data(), notice=notice), data(), form)
    return answer_lines(session, standard_input(), notice)
