"""Six constituencies: approval from the engine's figures by stated formulas; capital from approval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from game.rules.level import CONSTITUENCIES, Figure, Level

APPROVAL_MONTHS = 12.0  # time in which a constituency changes its mind
SHIFT_MONTHS = 24.0  # fading of what a card did
INCOME_LOW, INCOME_HIGH = 12.0, 30.0  # capital a year at mean approval 0 and 100
_ATTITUDE_POINTS = 7.0  # approval for a lever moved over its whole range


def _cut(value: Any, low: float, high: float) -> Any:
    if isinstance(value, np.ndarray):
        return np.minimum(np.maximum(value, low), high)
    return low if value < low else high if value > high else value


def outlook(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Approval that the figures alone would give, 0-100; each line is one constituency's formula."""
    margin = _cut(figures["mine_margin"], -0.5, 1.0)
    sold = _cut(figures["china_exports_t"] / (figures["foreign_use_t"] + 1.0), 0.0, 1.0)
    return {
        "provinces": 15.0 + 75.0 * figures["goodwill"],
        "commerce": 45.0 + 25.0 * sold - 25.0 * figures["quota_bite"] - 15.0 * figures["fear"],
        "industry": 45.0 + 25.0 * margin + 10.0 * figures["china_magnet_share"],
        "environment": 80.0 - 75.0 * figures["anger"],
        "planners": 30.0 + 35.0 * figures["controllability"] + 20.0 * figures["china_processing_share"],
        "foreign": 75.0 - 60.0 * figures["fear"] - 15.0 * figures["trade_case"],
    }


def attitude(level: Level, settings: Mapping[str, Figure]) -> dict[str, Figure]:
    """Points for liked and disliked levers against their opening settings."""
    points: dict[str, Any] = dict.fromkeys(CONSTITUENCIES, 0.0)
    for lever in level.levers:
        moved: Any = (settings[lever.id] - level.opening[lever.id]) / (lever.maximum - lever.minimum)
        if lever.choices:
            moved = (moved != 0.0) * 1.0  # positions are kinds, not amounts: moved or not
        if lever.maximum_means_none:
            moved = -moved  # a lower cap is more of the tool
        for name in lever.liked_by:
            points[name] = points[name] + _ATTITUDE_POINTS * moved
        for name in lever.disliked_by:
            points[name] = points[name] - _ATTITUDE_POINTS * moved
    return {name: _cut(value, -15.0, 15.0) for name, value in points.items()}


def next_approvals(
    level: Level,
    approvals: Mapping[str, Figure],
    shifts: Mapping[str, Figure],
    settings: Mapping[str, Figure],
    figures: Mapping[str, Figure],
) -> dict[str, Figure]:
    """Approval at the end of a month."""
    wanted = outlook(figures)
    likes = attitude(level, settings)
    result = {}
    for name in CONSTITUENCIES:
        target = _cut(wanted[name] + likes[name] + shifts.get(name, 0.0), 0.0, 100.0)
        result[name] = approvals[name] + (target - approvals[name]) / APPROVAL_MONTHS
    return result


def faded(shifts: Mapping[str, Figure]) -> dict[str, Figure]:
    return {name: value * (1.0 - 1.0 / SHIFT_MONTHS) for name, value in shifts.items()}


def mean_approval(approvals: Mapping[str, Figure]) -> Figure:
    total: Any = 0.0
    for name in CONSTITUENCIES:
        total = total + approvals[name]
    mean: Figure = total / len(CONSTITUENCIES)
    return mean


def income_per_month(approvals: Mapping[str, Figure]) -> Figure:
    """Political capital earned in a month."""
    return (INCOME_LOW + (INCOME_HIGH - INCOME_LOW) * mean_approval(approvals) / 100.0) / 12.0
