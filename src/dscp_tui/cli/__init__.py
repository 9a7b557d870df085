"""The `dscp` command. This module imports only what Python itself has loaded already, so that Ctrl+C is met cleanly from the
first moment that is ours."""

import gc
import os
import sys


def main() -> None:
    """Run the command and end the process with the exit code of the contract; no traceback reaches a user."""
    # A command lives for a moment: collecting garbage while modules load only costs time. The dashboard turns it on.
    gc.disable()
    try:
        from contextlib import suppress

        from dscp_tui.cli.guard import run

        code = run(sys.argv[1:])
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError, OSError, ValueError):
                stream.flush()
    except KeyboardInterrupt:
        code = 130
    # All that is to be written is written: taking the interpreter apart would cost a fifth of the time of an answer.
    os._exit(code)
