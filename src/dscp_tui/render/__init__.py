"""Answers as text: tables, charts, CSV, JSON, Markdown."""
