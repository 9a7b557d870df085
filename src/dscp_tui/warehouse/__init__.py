"""From content files to one DuckDB file, and the one way to open it."""
