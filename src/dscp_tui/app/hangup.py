"""A terminal that vanishes without a signal: only who has it as controlling terminal is told by SIGHUP."""

from __future__ import annotations

import select
import threading
from collections.abc import Callable


def on_hangup(descriptor: int, then: Callable[[], object]) -> None:
    """Call `then`, from a thread of its own, once the terminal behind a descriptor has hung up."""
    if hasattr(select, "poll"):  # Windows has none
        threading.Thread(target=_wait, args=(descriptor, then), daemon=True).start()


def _wait(descriptor: int, then: Callable[[], object]) -> None:
    poll = select.poll()
    # Asked for nothing, it still tells of the end, and sleeps until then.
    poll.register(descriptor, 0)
    if any(event & select.POLLHUP for _, event in poll.poll()):
        then()
