"""Motion under 200 ms: numbers that roll to their new value, panels that come in. Off with reduced motion."""

from __future__ import annotations

import re

from game.ui.ui import Ui

SECONDS = 0.18
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def eased(share: float) -> float:
    """Quick at first, gentle at the end."""
    left = 1.0 - min(max(share, 0.0), 1.0)
    return 1.0 - left * left * left


def arrival(ui: Ui, name: str, fresh: bool = False) -> float:
    """How far something has come in since it first appeared, 0-1; `fresh` starts anew."""
    if ui.calm:
        return 1.0
    if fresh or f"{name} since" not in ui.memory:
        ui.memory[f"{name} since"] = ui.clock()
    share = (ui.clock() - ui.memory[f"{name} since"]) / SECONDS
    if share < 1.0:
        ui.again = True
    return eased(share)


def rolled(ui: Ui, name: str, value: float) -> float:
    """The value to show for a number on its way to `value`."""
    memory = ui.memory
    if ui.calm or f"{name} to" not in memory:
        memory[f"{name} to"] = memory[f"{name} from"] = value
        return value
    if memory[f"{name} to"] != value:
        # From where the eye last saw it, even in the middle of another roll.
        memory[f"{name} from"] = _between(ui, name)
        memory[f"{name} to"] = value
        memory[f"{name} at"] = ui.clock()
    shown = _between(ui, name)
    if shown != value:
        ui.again = True
    return shown


def _between(ui: Ui, name: str) -> float:
    memory = ui.memory
    start, goal = memory[f"{name} from"], memory[f"{name} to"]
    share = (ui.clock() - memory.get(f"{name} at", 0.0)) / SECONDS
    return goal if share >= 1.0 else start + (goal - start) * eased(share)


def rolled_text(ui: Ui, name: str, text: str) -> str:
    """A text whose first number rolls; digits and separators stay as they were written."""
    found = _NUMBER.search(text)
    if ui.calm or found is None:
        return text
    written = found.group()
    value = float(written.replace(",", ""))
    digits = len(written.partition(".")[2])
    shown = rolled(ui, name, value)
    if shown == value:
        return text
    return f"{text[: found.start()]}{shown:,.{digits}f}{text[found.end() :]}"
