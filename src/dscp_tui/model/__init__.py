"""The field's own ideas, pure: periods, printed tokens, statuses, series. Imports nothing else of ours."""
