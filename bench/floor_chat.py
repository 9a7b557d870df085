"""The floor of `dscp chat`: a bare prompt of prompt_toolkit. Ctrl+D leaves."""

from prompt_toolkit import PromptSession

if __name__ == "__main__":
    try:
        PromptSession("› ").prompt()
    except EOFError:
        pass
