"""The score, always against history: the formula of the help page, in one place.

Share    = 100 S / S_H,  S = 0.4 mining + 0.4 processing + 0.2 magnets (means over the span)
Price    = 50 P / P_H + 50 R / R_H,  P = net export revenue per tonne, R = net export revenue
Leverage = 100 (L + C) / (L_H + C_H), means over the last quarter of the span
Each is cut to 0-200; overall is their mean. Figures are the true ones.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.economy.blocks import Array
from game.rules.game_state import TALLY

HIGHEST = 200.0
MEDALS = (("gold", 115.0), ("silver", 100.0), ("bronze", 80.0))
DEFEAT_BELOW = 70.0
NO_LEVERAGE_BUSD = 0.05


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a headline: its points are `weight x yours / history`."""

    name: str
    yours: float
    history: float
    points: float


@dataclass(frozen=True, slots=True)
class Headline:
    """One of share, price, leverage; `points` is the sum of its parts cut to 0-200."""

    name: str
    points: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Score:
    share: Headline
    price: Headline
    leverage: Headline
    overall: float
    medal: str  # "gold", "silver", "bronze" or ""
    defeat: bool

    def headlines(self) -> tuple[Headline, ...]:
        return (self.share, self.price, self.leverage)


def _mean(tally: Array, name: str) -> float:
    column = tally[:, TALLY.index(name)]
    return float(np.cumsum(column)[-1]) / len(column)


def _ratio(yours: float, history: float) -> float:
    if abs(history) < 1e-9:
        return 1.0 if abs(yours) < 1e-9 else 2.0
    return yours / history


def _headline(name: str, parts: list[Part]) -> Headline:
    points = 0.0
    for part in parts:
        points += part.points
    return Headline(name, min(max(points, 0.0), HIGHEST), tuple(parts))


def score(tally: Array, history: Array) -> Score:
    """Score of a run against history over the same months; both have shape (months, TALLY)."""
    months = min(len(tally), len(history))
    mine, theirs = tally[:months], history[:months]
    if months == 0:
        mine = theirs = np.ones((1, len(TALLY)))
    last = mine[-max(len(mine) // 4, 1) :], theirs[-max(len(theirs) // 4, 1) :]
    weights = {"mining_share": 0.4, "processing_share": 0.4, "magnet_share": 0.2}
    base = 0.0
    for name, weight in weights.items():
        base += weight * _mean(theirs, name)
    share = _headline(
        "share",
        [
            Part(name, _mean(mine, name), _mean(theirs, name), 100.0 * weight * _mean(mine, name) / base)
            for name, weight in weights.items()
        ],
    )
    per_tonne = [_mean(t, "net_revenue_musd") * 1e6 / (_mean(t, "exported_t") + 1e-9) for t in (mine, theirs)]
    revenue = [_mean(t, "net_revenue_musd") for t in (mine, theirs)]
    price = _headline(
        "price",
        [
            Part("per_tonne", per_tonne[0], per_tonne[1], 50.0 * _ratio(per_tonne[0], per_tonne[1])),
            Part("revenue", revenue[0], revenue[1], 50.0 * _ratio(revenue[0], revenue[1])),
        ],
    )
    floor = _mean(last[1], "leverage") + _mean(last[1], "concessions")
    held = {name: _mean(last[0], name) for name in ("leverage", "concessions")}
    # While history holds next to nothing, as before any plan, nobody is ahead or behind.
    if floor < NO_LEVERAGE_BUSD:
        points = {"leverage": 100.0, "concessions": 0.0}
    else:
        points = {name: 100.0 * value / floor for name, value in held.items()}
    leverage = _headline("leverage", [Part(name, held[name], _mean(last[1], name), points[name]) for name in points])
    lines = (share, price, leverage)
    overall = (share.points + price.points + leverage.points) / 3.0
    medal = next((name for name, least in MEDALS if all(line.points >= least - 1e-9 for line in lines)), "")
    return Score(share, price, leverage, overall, medal, overall < DEFEAT_BELOW)
