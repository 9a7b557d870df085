"""Copying: to the terminal's clipboard by OSC 52, which works over ssh, and to a file where that is not to be had."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from textual.app import App

from dscp_tui.render.files import write_file

FILE = "copied.txt"
MOST = 74_000
"""Bytes that terminals take in one OSC 52 sequence; some drop a longer one without a word."""
_WITHOUT = ("linux", "dumb", "vt", "cons", "unknown")


def reaches_clipboard(environment: Mapping[str, str]) -> bool | None:
    """Whether the terminal takes OSC 52: False where it is known not to, None where a multiplexer may keep it back."""
    term = environment.get("TERM", "")
    if not term or term.startswith(_WITHOUT) or environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return False
    return None if "TMUX" in environment or "STY" in environment else True


def copy(app: App[None], text: str, folder: Path) -> str:
    """Copy a text and say where it went, as the rest of a sentence. Raises DscpError where the file cannot be written."""
    reaches = reaches_clipboard(os.environ) if len(text.encode("utf-8")) <= MOST else False
    if reaches is not False:
        app.copy_to_clipboard(text)
        if reaches:
            return "to the terminal's clipboard"
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    write_file(text + "\n", path)
    if reaches is None:
        return f"to the clipboard, if this multiplexer passes it on, and to {path}"
    return f"to {path}: the terminal's clipboard cannot be reached"
