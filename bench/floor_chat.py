"""The floor of `dscp chat`: a bare prompt of prompt_toolkit. Ctrl+D leaves."""

from contextlib import suppress

from prompt_toolkit import PromptSession

if __name__ == "__main__":
    with suppress(EOFError):
        PromptSession("› ").prompt()
