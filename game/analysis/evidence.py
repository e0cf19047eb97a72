"""What a run is held against: targets with bounds and observations of the reference series, from their files."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from game import paths
from game.analysis.objective import SERIES, Bound, Observation
from game.content.engine import engine_of
from game.content.load import find_level, load_level
from game.rules.game_state import Engine
from game.rules.level import Level

# The association's estimate of black supply in 2015 is contested: aim for it, lightly. Its fall is not.
_WEIGHTS = {"T20": 0.12, "T21": 0.12, "T22": 0.12, "T24": 4.0}


@dataclass(frozen=True, slots=True)
class Target:
    """A row of targets.csv; bounds are None where open."""

    id: str
    metric: str
    period: str
    history: str
    low: float | None
    high: float | None
    unit: str
    note: str

    def bound(self) -> Bound:
        return Bound(self.id, self.low, self.high, _WEIGHTS.get(self.id, 1.0))

    def met(self, value: float) -> bool:
        """Whether a figure is inside the bounds; for signs the bound itself is outside."""
        if self.unit == "sign":
            return self.low is not None and value > self.low
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def read_targets() -> tuple[Target, ...]:
    with (paths.economy_folder() / "targets.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Target(
                row["id"],
                row["metric"],
                row["period"],
                row["history"],
                _number(row["low"]),
                _number(row["high"]),
                row["unit"],
                row["note"],
            )
            for row in csv.DictReader(lines)
        )


def read_observations() -> tuple[Observation, ...]:
    """Annual figures of the series that the engine can tell."""
    with (paths.economy_folder() / "reference_series.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(
            Observation(row["series"], int(row["year"]), value)
            for row in csv.DictReader(lines)
            if row["series"] in SERIES and row["year"].isdigit() and (value := _number(row["value"])) is not None
        )


def load_engine(level: Level) -> Engine:
    """The engine that a level asks for."""
    return engine_of(level)


def campaign() -> Level:
    return load_level(find_level("campaign"))
