"""Screens: each owns its state and asks workers for answers."""
