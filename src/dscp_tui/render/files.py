"""Files that are written for the user: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from dscp_tui.errors import DscpError


def write_file(data: str | bytes, path: Path) -> None:
    """Write a file beside its place and move it there. Raises DscpError where it cannot be written."""
    raw = data.encode("utf-8", errors="replace") if isinstance(data, str) else data
    try:
        _write(raw, path)
    except RuntimeError:
        raise DscpError(f"cannot write {path}: its links lead in a circle") from None
    except OSError as error:
        raise DscpError(
            f"cannot write {path}: {error.strerror}", "Nothing was written; an earlier file is as it was."
        ) from None


def _write(raw: bytes, path: Path) -> None:
    import tempfile

    target = path.resolve()
    if target.exists() and not target.is_file():
        with target.open("wb") as device:
            device.write(raw)
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
