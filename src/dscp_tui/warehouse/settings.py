"""The user's settings file: `settings.toml` in the platform's folder for configuration, or where `DSCP_SETTINGS` says.

documents = "/path/to/the/text-editions"
content = "/path/to/another/partnership"
data = "/path/to/the/built/warehouse"
queries = "/path/to/templates/of/your/own"
panels = "/path/to/panels/of/your/own"
unanswered = true
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

from dscp_tui.errors import DscpError

ENVIRONMENT = "DSCP_SETTINGS"
FOLDERS = ("content", "data", "documents", "panels", "queries")
FLAGS = ("unanswered",)
_WORDS = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def folder_setting(name: str, given: str | os.PathLike[str] | None = None) -> Path | None:
    """A folder as given, else by environment (`DSCP_` and the name), else by the settings file; None where none says.

    Raises DscpError where the settings file is malformed.
    """
    chosen = given or os.environ.get(f"DSCP_{name.upper()}") or _settings(settings_file()).get(name)
    return Path(chosen).expanduser() if chosen else None


def flag_setting(name: str) -> bool:
    """Whether something is switched on, by environment (`DSCP_` and the name), else by the settings file; off where none says.

    Raises DscpError where either says neither yes nor no.
    """
    variable = f"DSCP_{name.upper()}"
    if not (said := os.environ.get(variable)):
        return bool(_settings(settings_file()).get(name, False))
    if said.casefold() not in _WORDS:
        raise DscpError(f"{variable} is 1 or 0; “{said[:40]}” is neither")
    return _WORDS[said.casefold()]


def settings_file() -> Path:
    """Where the settings are read from, whether or not the file is there."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen).expanduser()
    from platformdirs import user_config_path

    return user_config_path("dscp", appauthor=False) / "settings.toml"


@cache
def _settings(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from None
    import tomllib

    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, error) from None
    for key, value in raw.items():
        if not isinstance(value, str if key in FOLDERS else bool) or key not in FOLDERS + FLAGS:
            raise DscpError(
                f"{path}: “{key}” is no setting, or not of its kind",
                f"Settings are {', '.join(FOLDERS)}, each a folder, and {', '.join(FLAGS)}, true or false.",
            )
    return raw


def _unreadable(path: Path, error: Exception) -> DscpError:
    return DscpError(f"cannot read the settings file {path}: {error}", "Mend or remove it.")
