"""Questions that got no answer, kept for whoever can add the synonym or the template that was missing.

Nothing is kept until the setting `unanswered` is switched on; what is kept stays in one file that only its owner reads.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from dscp_tui.errors import DscpError
from dscp_tui.model.text import clipped, shown
from dscp_tui.model.words import MAX_QUESTION
from dscp_tui.warehouse.settings import flag_setting
from dscp_tui.warehouse.store import Rows, Warehouse

FILE = "unanswered.jsonl"
SETTING = "unanswered"
LARGEST = 1_000_000
"""Bytes of the file; beyond them the older half is dropped."""
_OUTCOMES = ("unknown", "ambiguous")
_LOCK_SECONDS = 5


def keep(data: Path, question: str, outcome: str, reason: str) -> None:
    """Keep a question that was not answered, where that is switched on; any other is none of ours.

    Raises DscpError where it cannot be written.
    """
    if outcome not in _OUTCOMES or not flag_setting(SETTING):
        return
    asked = datetime.now().astimezone().isoformat(timespec="seconds")
    said = {"question": clipped(question, MAX_QUESTION), "outcome": outcome, "reason": clipped(reason, MAX_QUESTION)}
    line = json.dumps({"asked": asked, **said}, ensure_ascii=False) + "\n"
    from filelock import FileLock, Timeout

    path = data / FILE
    try:
        data.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(f"{FILE}.lock"), timeout=_LOCK_SECONDS):
            _write(path, line.encode(), os.O_APPEND)
            if path.stat().st_size > LARGEST:
                _drop_older_half(path)
    except (OSError, Timeout) as error:
        raise DscpError(
            f"the question could not be kept in {path}: {getattr(error, 'strerror', '') or error}"
        ) from None


def _drop_older_half(path: Path) -> None:
    newer = path.read_bytes()[-LARGEST // 2 :].partition(b"\n")[2]
    beside = path.with_name(f"{FILE}.new")
    _write(beside, newer, os.O_TRUNC)
    beside.replace(path)


def _write(path: Path, raw: bytes, how: int) -> None:
    """Write to a file that nobody but its owner may read."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | how, 0o600), "wb") as file:
        file.write(raw)


def review(data: Path, warehouse: Warehouse) -> Rows:
    """The questions that are kept, most frequent first, with the words that are not understood as things stand now.

    Raises DscpError where the file cannot be read.
    """
    from dscp_tui.questions.conversation import Conversation

    found: dict[str, dict[str, Any]] = {}
    for entry in _entries(data / FILE):
        key = " ".join(entry["question"].casefold().split())
        times = found[key]["times"] + 1 if key in found else 1
        found[key] = {**entry, "times": times}
    conversation = Conversation(warehouse)
    latest_first = sorted(found.values(), key=lambda one: one["asked"], reverse=True)
    rows = []
    for one in sorted(latest_first, key=lambda one: -one["times"]):
        unknown = [word.words for word in conversation.heard(one["question"]) if word.state == "unknown"]
        rows.append(
            (one["times"], one["asked"][:10], one["question"], ", ".join(unknown), one["outcome"], one["reason"])
        )
    return Rows(["times", "last_asked", "question", "not_understood", "outcome", "reason"], rows)


def _entries(path: Path) -> Iterator[dict[str, str]]:
    """The lines of the file; one that is damaged is passed over."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    except OSError as error:
        raise DscpError(f"cannot read {path}: {error.strerror}") from None
    for line in lines:
        try:
            raw = json.loads(line)
        except ValueError:
            continue
        if isinstance(raw, dict) and raw.get("question"):
            yield {name: shown(raw.get(name, "")) for name in ("asked", "question", "outcome", "reason")}
