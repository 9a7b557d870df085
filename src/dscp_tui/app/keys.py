"""The keys that are bound, for the help, the command palette and the panels."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from textual.app import SystemCommand
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen


def key_name(character: str) -> str:
    """The name of a character's key, as it is bound: `slash` for `/`, `1` for `1`."""
    return next(iter(Binding.make_bindings([(character, "", "")]))).key


def bound_keys(where: type[DOMNode]) -> Iterator[str]:
    """The keys that a class binds."""
    for binding in Binding.make_bindings(where.BINDINGS):
        yield from binding.key.split(",")


def told(screen: Screen[Any]) -> Iterator[tuple[DOMNode, Binding, str]]:
    """What is bound on a screen and worth telling: the node, the binding, and what it does; each action once.

    A panel is told by its title; of several keys for one action the shortest is told.
    """
    found: dict[str, tuple[DOMNode, Binding, str]] = {}
    for node, binding, enabled, tooltip in screen.active_bindings.values():
        does = tooltip or (f"The panel {binding.description}" if binding.action.startswith("panel(") else "")
        known = found.get(binding.action)
        if enabled and does and (not known or _length(screen, binding) < _length(screen, known[1])):
            found[binding.action] = (node, binding, does)
    yield from found.values()


def commands_of(screen: Screen[Any]) -> Iterator[SystemCommand]:
    """What is bound on a screen, as commands of the palette."""
    for node, binding, does in told(screen):
        yield SystemCommand(binding.description, does, partial(screen.app.run_action, binding.action, node))


def _length(screen: Screen[Any], binding: Binding) -> int:
    return len(screen.app.get_key_display(binding))
