"""What workers share: an error becomes a text for the screen, never a traceback with figures in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dscp_tui.errors import DscpError


@contextmanager
def guarded(failed: Callable[[str], object]) -> Iterator[None]:
    """Run a worker's work; what goes wrong is told to `failed` as one text."""
    try:
        yield
    except DscpError as error:
        failed(str(error))
    except Exception as error:  # noqa: BLE001 - the last gate of a worker
        failed(f"An unforeseen error ({type(error).__name__}). Please report it; `dscp doctor` shows the set-up.")
