"""Fixtures of the dashboard's tests; what tests import by name is in conftest_app.py."""

from conftest_app import dashboard

__all__ = ["dashboard"]
