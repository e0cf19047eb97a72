"""The level whose levers, cards and history the codex tells where no game is on."""

from __future__ import annotations

from functools import cache

from game.content.load import find_level, load_level
from game.faults import Fault
from game.rules.level import Level


@cache
def campaign_level() -> Level | None:
    """The campaign, read once; None when it cannot be read."""
    try:
        return load_level(find_level("campaign"))
    except Fault:
        return None
