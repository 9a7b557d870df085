"""Widgets: each draws one thing from an answer and knows no database."""
