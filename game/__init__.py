"""Lanthanide: China's rare-earth policy, 1985-2025, as a game on a deterministic economy engine.

For researchers: `from game import load_level, run, score, figures, simulate, sweep`; see `game/api.py`.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# What `game.api` offers is loaded at first use, for most who import a part of the game want nothing of it.
_OFFERED = (
    *("FIGURES", "Announce", "Choose", "EndTurn", "Engine", "Exchange", "Fault", "Level", "Parameters", "Score"),
    *("Session", "SetLever", "Simulated", "Swept", "SweptPolicy", "Withdraw", "engine", "ensemble", "figures"),
    *("load_level", "months", "new_session", "policy", "run", "score", "simulate", "sweep", "unit_of"),
)


def __getattr__(name: str) -> Any:
    if name in _OFFERED:
        return getattr(import_module("game.api"), name)
    raise AttributeError(f"module 'game' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *_OFFERED})
