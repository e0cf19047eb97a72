"""The map of the state groups: mergers move the licensed units' shares of the plan."""

from __future__ import annotations

from game.rules.level import Level


def group_share(level: Level, group: str, number_of_groups: float, deposit: str, consolidated: float) -> float:
    """Share of a deposit's plan held by a group on the ordered map, as far as licences are consolidated, 0-1."""
    total = 0.0
    for unit in level.units:
        if unit.member_of.get(int(number_of_groups)) == group:
            total += unit.light_quota_share if deposit == "light" else unit.heavy_quota_share
    return total * consolidated
