"""The books of a run: its figures month by month, the true ones, and as Beijing could tell them with their range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.economy.blocks import Array
from game.rules.game_state import TALLY, GameState
from game.rules.groups import group_share
from game.rules.level import Level
from game.rules.levers import Order, Ramp
from game.rules.score import PATENTS, walled

# The columns of a tally that cannot be counted, and the figures behind them (see rules/month.py).
_ESTIMATED = {"processing_share": "china_processing_share", "leverage": "leverage_index"}


def month_figures(level: Level, state: GameState) -> dict[str, float]:
    """All figures of the month that has just been lived through."""
    held = state.figures["consolidation_licences_share"]
    groups = state.settings["group_map"]
    return {
        **state.figures,
        "political_capital": state.capital,
        "creg_heavy_quota_share": group_share(level, "creg", groups, "heavy", held),
        "northern_light_quota_share": group_share(level, "northern", groups, "light", held),
    }


@dataclass(frozen=True, slots=True)
class Told:
    """What the economy was told in a month, and the orders behind it; mappings are shared between months."""

    row: Array  # of the policy, in the order of POLICY_FIELDS
    ramps: Mapping[str, Ramp]
    settings: Mapping[str, float]
    announced: tuple[Order, ...]  # still ahead at the end of the month
    answered: tuple[tuple[str, str], ...]  # all cards answered so far


class Recording:
    """Figures and orders of a run by month; append-only, shared by states that have a past in common."""

    def __init__(self) -> None:
        self.columns: dict[str, list[float]] = {}
        self.told: list[Told] = []
        self.months = 0

    def append(self, figures: Mapping[str, float]) -> None:
        for name, value in figures.items():
            self.columns.setdefault(name, []).append(value)
        self.months += 1

    def cut(self, months: int) -> None:
        """Forget all after the first `months` months."""
        for column in self.columns.values():
            del column[months:]
        del self.told[months:]
        self.months = min(self.months, months)

    def until(self, months: int) -> Recording:
        """A copy that ends after the first `months` months."""
        copied = Recording()
        copied.columns = {name: column[:months] for name, column in self.columns.items() if months}
        copied.told = self.told[:months]
        copied.months = min(self.months, months)
        return copied

    def series(self, name: str) -> Array:
        return np.array(self.columns.get(name, []))


class Books:
    """A run's figures month by month: the true ones, and as Beijing could tell them with their range."""

    def __init__(self) -> None:
        self.true = Recording()
        self.known = Recording()  # of figures that differ from the true ones; so are the ends
        self.low = Recording()
        self.high = Recording()

    def append(self, level: Level, state: GameState, row: Array) -> None:
        """The month that has just been lived through under a policy row."""
        self.true.append(month_figures(level, state))
        self.true.told.append(Told(row, state.ramps, state.settings, state.announced, state.answered))
        self.known.append(state.observed.figures)
        self.low.append(state.observed.low)
        self.high.append(state.observed.high)

    def cut(self, months: int) -> None:
        """Forget all after the first `months` months."""
        for recording in (self.true, self.known, self.low, self.high):
            recording.cut(months)

    def until(self, months: int) -> Books:
        """A copy that ends after the first `months` months."""
        copied = Books()
        copied.true, copied.known = self.true.until(months), self.known.until(months)
        copied.low, copied.high = self.low.until(months), self.high.until(months)
        return copied

    def columns(self, true: bool) -> dict[str, list[float]]:
        """All figures by month, the true ones or the known ones."""
        return self.true.columns if true else {**self.true.columns, **self.known.columns}

    def series(self, name: str, true: bool) -> Array:
        known = not true and name in self.known.columns
        return (self.known if known else self.true).series(name)

    def tally(self, true: Array) -> Array:
        """A run's tally as far as it is known, made of its true one."""
        known: Array = true.copy()
        for column, name in _ESTIMATED.items():
            if name in self.known.columns:
                counted = self.known.series(name)[: len(true)]
                if column == "leverage":
                    counted = walled(counted, {one: self.true.series(one)[: len(true)] for one in PATENTS})
                known[:, TALLY.index(column)] = counted
        return known
