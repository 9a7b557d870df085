"""The history that both prompts share: one file, in the format of prompt_toolkit."""

from __future__ import annotations

import stat
from pathlib import Path

from dscp_tui.chat.history import Lines
from dscp_tui.questions.asked import keep_asked, read_asked, search


def test_each_prompt_reads_what_the_other_kept(tmp_path: Path) -> None:
    path = tmp_path / "state" / "history"
    keep_asked(path, "re-referrals Q4")
    Lines(path).append_string("contacts März 2022")
    keep_asked(path, "+odd # line")
    assert read_asked(path) == ["re-referrals Q4", "contacts März 2022", "+odd # line"]
    assert list(Lines(path).load_history_strings()) == read_asked(path)[::-1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_history_that_cannot_be_kept_is_none(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    keep_asked(tmp_path / "file" / "history", "re-referrals")
    assert read_asked(tmp_path / "file" / "history") == []


def test_a_few_letters_find_the_latest_first() -> None:
    asked = ["contacts March 2022", "re-referrals Q4", "re-referrals by age", "contacts Q4"]
    assert search(asked, "re-ref") == ["re-referrals by age", "re-referrals Q4"]
    assert search(asked, "cq4")[0] == "contacts Q4"
    assert search(asked, "refferals") == ["re-referrals by age", "re-referrals Q4"]
    assert search([], "x") == []
