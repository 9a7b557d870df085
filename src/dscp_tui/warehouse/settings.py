"""The user's settings file: `settings.toml` in the platform's folder for configuration, or where `DSCP_SETTINGS` says.

documents = "/path/to/the/text-editions"
content = "/path/to/another/partnership"
data = "/path/to/the/built/warehouse"
"""

from __future__ import annotations

import os
import tomllib
from functools import cache
from pathlib import Path

from dscp_tui.errors import DscpError

ENVIRONMENT = "DSCP_SETTINGS"
KEYS = ("content", "data", "documents")


def folder_setting(name: str, given: str | os.PathLike[str] | None = None) -> Path | None:
    """A folder as given, else by environment (`DSCP_` and the name), else by the settings file; None where none says.

    Raises DscpError where the settings file is malformed.
    """
    chosen = given or os.environ.get(f"DSCP_{name.upper()}") or _settings(settings_file()).get(name)
    return Path(chosen).expanduser() if chosen else None


def settings_file() -> Path:
    """Where the settings are read from, whether or not the file is there."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen).expanduser()
    from platformdirs import user_config_path

    return user_config_path("dscp", appauthor=False) / "settings.toml"


@cache
def _settings(path: Path) -> dict[str, str]:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DscpError(f"cannot read the settings file {path}: {error}", "Mend or remove it.") from None
    for key, value in raw.items():
        if key not in KEYS or not isinstance(value, str):
            raise DscpError(
                f"{path}: “{key}” is no setting, or no text", f"Settings are {', '.join(KEYS)}, each a folder."
            )
    return raw
