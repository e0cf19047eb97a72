"""What a player may predict before a turn ends: a direction with a confidence, or the next years' curve.

A prediction costs nothing and moves nothing; it is kept in the state, so that it stands in the journal as it was made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from game.rules.commands import DIRECTIONS, Predict, Sketch, Verdict
from game.rules.game_state import GameState, Prediction
from game.rules.level import Level

LEAST_CONFIDENCE: Final = 50  # per cent
MOST_CONFIDENCE: Final = 99
MOST_YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class Predictable:
    """A figure that can be predicted, and by how much its yearly mean must move to count as up or down."""

    figure: str
    bound: float
    relative: bool  # the bound is a share of the last year's mean, else in the figure's own unit

    def width(self, base: float) -> float:
        """The bound in the figure's unit, from the mean of the last year."""
        return self.bound * abs(base) if self.relative else self.bound


# A price or a tonnage that moves by a twentieth, a share that moves by two points.
PREDICTABLE: Final = (
    Predictable("export_price_usd_per_t", 0.05, True),
    Predictable("china_exports_t", 0.05, True),
    Predictable("china_mining_share", 0.02, False),
    Predictable("leverage_index", 0.05, True),
    Predictable("china_recorded_mine_output_t", 0.05, True),
    Predictable("neodymium_price_usd_per_t", 0.05, True),
    Predictable("heavy_price_usd_per_t", 0.05, True),
    Predictable("china_processing_share", 0.02, False),
    Predictable("china_magnet_share", 0.02, False),
    Predictable("fear", 0.02, False),
)


def predictable(figure: str) -> Predictable | None:
    return next((one for one in PREDICTABLE if one.figure == figure), None)


def direction_of(one: Predictable, base: float, outcome: float) -> str:
    """Where a yearly mean went from the one before: one of DIRECTIONS."""
    moved, width = outcome - base, one.width(base)
    return DIRECTIONS[0] if moved > width else DIRECTIONS[2] if moved < -width else DIRECTIONS[1]


def most_years(level: Level, state: GameState) -> int:
    """How many whole years can be predicted from here; 0 when the level ends before one is over."""
    return min(max((level.end + 1 - state.month) // 12, 0), MOST_YEARS)


def check(level: Level, state: GameState, command: Predict | Sketch) -> Verdict:
    """Whether a prediction can be taken down now."""
    if level.predictions == "off":
        return Verdict(False, 0.0, "predict_off")
    if predictable(command.figure) is None:
        return Verdict(False, 0.0, "predict_figure", (("figure", command.figure),))
    if command.figure not in state.figures:
        return Verdict(False, 0.0, "predict_early")
    most = most_years(level, state)
    if not 1 <= command.years <= most:
        return Verdict(False, 0.0, "predict_years", (("most", float(most)),))
    if isinstance(command, Sketch):
        sound = all(abs(value) <= 1e9 for value in command.values)
        return Verdict(sound, 0.0, "" if sound else "predict_values")
    if command.direction not in DIRECTIONS or not LEAST_CONFIDENCE <= command.confidence <= MOST_CONFIDENCE:
        bounds = (("least", float(LEAST_CONFIDENCE)), ("most", float(MOST_CONFIDENCE)))
        return Verdict(False, 0.0, "predict_confidence", bounds)
    return Verdict(True, 0.0)


def predicted(state: GameState, command: Predict | Sketch) -> GameState:
    """The state with a prediction, in place of one of the same kind about the same figure made in this month."""
    kept = tuple(
        one
        for one in state.predictions
        if (one.month, type(one.said), one.said.figure) != (state.month, type(command), command.figure)
    )
    return replace(state, predictions=(*kept, Prediction(state.month, command)))
