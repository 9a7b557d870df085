"""`python -m dscp_tui` is `dscp`."""

from dscp_tui.cli import main

if __name__ == "__main__":
    main()
