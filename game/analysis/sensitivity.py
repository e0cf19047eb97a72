"""Causes and effects as the engine itself has them: push one thing, hold all else, and measure what follows.

Every lever is moved by a fifth of its range under its own phase-in, every stock that a figure reads is moved by a fixed
push; each push is a lane of one batched run of five years beside an untouched lane.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from game.economy.blocks import Array
from game.economy.policy import POLICY_FIELDS
from game.economy.quantities import Parameters, State
from game.kernels.course import begin
from game.rules import levers
from game.rules.level import Lever
from game.rules.levers import Ramp
from game.rules.month import spending_scale
from game.session import Session

MONTHS = 60
LEVER_PUSH = 0.2  # of a lever's range
_FLOOR = 0.05  # of a figure's largest value in history: effects are measured against at least this
_TURNS = 0.6  # an effect whose other side reaches this part of its peak is said to turn
_TRACE = 1e-6

Push = Callable[[State, int], None]


def _times(name: str, factor: float) -> Push:
    def push(state: State, lane: int) -> None:
        values = getattr(state, name)
        values[..., lane] = values[..., lane] * factor

    return push


def _plus(*names: str, by: float) -> Push:
    def push(state: State, lane: int) -> None:
        for name in names:
            values = getattr(state, name)
            values[..., lane] = np.minimum(values[..., lane] + by, np.maximum(values[..., lane], 1.0))

    return push


# Figures that read a stock, with the push given to it and the words for the push: (factor) or (+points).
STOCKS: dict[str, tuple[Push, str]] = {
    "export_price_usd_per_t": (_times("export_price_usd_per_t", 1.2), "×1.2"),
    "domestic_price_usd_per_t": (_times("price_usd_per_t", 1.2), "×1.2"),
    "mine_capacity_t": (_times("mine_capacity_t_per_month", 1.2), "×1.2"),
    "illegal_capacity_t": (_times("illegal_capacity_t_per_month", 1.2), "×1.2"),
    "rival_capacity_t": (_times("rival_capacity_t_per_month", 1.2), "×1.2"),
    "rival_refining_t": (_times("rival_refining_t_per_month", 1.2), "×1.2"),
    "foreign_stock_t": (_times("foreign_stock_t", 1.2), "×1.2"),
    "unsold_t": (_times("unsold_t", 1.2), "×1.2"),
    "pollution_index": (_times("damage_points", 1.2), "×1.2"),
    "china_magnet_share": (_plus("magnet_share", by=0.05), "+5 %"),
    "consolidation_share": (_plus("consolidation_licences", "consolidation_smelters", by=0.2), "+20 %"),
    "goodwill": (_plus("goodwill", by=0.2), "+20 %"),
    "fear": (_plus("fear", by=0.2), "+20 %"),
    "anger": (_plus("anger", by=0.2), "+20 %"),
    "trade_case": (_plus("trade_case", by=0.2), "+20 %"),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a push of the cause does to a figure within five years, all else as ordered."""

    cause: str
    effect: str
    share: float  # largest change, as a share of what the figure would have been in that month; signed
    delay: int  # months until half of it is there
    turns: bool  # a change the other way follows or goes before


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivities:
    causes: tuple[str, ...]
    figures: tuple[str, ...]
    effects: tuple[Effect, ...]

    def causes_of(self, figure: str, least: float = 0.002) -> tuple[Effect, ...]:
        """The strongest first."""
        found = [one for one in self.effects if one.effect == figure and abs(one.share) >= least]
        return tuple(sorted(found, key=lambda one: (-abs(one.share), one.cause)))

    def effects_of(self, cause: str, least: float = 0.002) -> tuple[Effect, ...]:
        """The strongest first."""
        found = [one for one in self.effects if one.cause == cause and abs(one.share) >= least]
        return tuple(sorted(found, key=lambda one: (-abs(one.share), one.effect)))


def measure(session: Session, figures: Sequence[str], months: int = MONTHS) -> Iterator[float | Sensitivities]:
    """Progress as a share month by month, then the result; a window takes a few months a frame."""
    state, level = session.state, session.level
    scale = spending_scale(state)
    causes = [None, *(lever.id for lever in level.levers), *STOCKS]
    lanes = {cause: place for place, cause in enumerate(causes)}
    expected = session.expectation()
    economy = State.from_block(np.repeat(expected.economy.block(), len(causes), axis=1))
    for name, (push, _) in STOCKS.items():
        push(economy, lanes[name])
    parameters = Parameters.from_block(
        np.repeat(expected.parameters(session.engine.parameters).block(), len(causes), axis=1)
    )
    course = begin(parameters, economy)
    ramps, pushed, signs = dict(state.ramps), {}, {}
    for lever in level.levers:
        target, signs[lever.id] = pushed_setting(lever, state.settings[lever.id])
        pushed[lever.id] = levers.ramp_to(lever, ramps[lever.id], state.month, target)
    waiting = list(state.announced)
    settings = dict(state.settings)
    end = min(state.month + months, level.end + 1)
    table: list[Array] = []
    for month in range(state.month, end):
        for order in [one for one in waiting if one.month <= month]:
            waiting.remove(order)
            lever = level.lever(order.lever)
            ramps[order.lever] = levers.ramp_to(lever, ramps[order.lever], month, order.value)
            settings[order.lever] = order.value
            target, signs[order.lever] = pushed_setting(lever, order.value)
            pushed[order.lever] = levers.ramp_to(lever, pushed[order.lever], month, target)
        severity = levers.announced_severity(settings, waiting)
        row = levers.policy_row(level, ramps, month, expected.shocks(month), severity, scale)
        wide = _wide_policy(row, level.levers, pushed, lanes, month, scale)
        readings = dict(zip(course.names, course.advance(wide, expected.row(month)), strict=True))
        table.append(np.stack([np.broadcast_to(readings[name], (len(causes),)) for name in figures]))
        yield (month + 1 - state.month) / max(end - state.month, 1)
    runs = np.stack(table) if table else np.zeros((1, len(figures), len(causes)))
    largest = [float(np.max(np.abs(session.history_series(name)), initial=0.0)) for name in figures]
    yield _read(runs, figures, lanes, signs, largest)


def pushed_setting(lever: Lever, setting: float) -> tuple[float, float]:
    """A fifth of the range up, and +1; down, and -1, where there is no room above."""
    if lever.choices:
        values = sorted(choice.value for choice in lever.choices)
        above = [value for value in values if value > setting + 1e-9]
        below = [value for value in values if value < setting - 1e-9]
        return (above[0], 1.0) if above else (below[-1] if below else setting, -1.0)
    step = LEVER_PUSH * (lever.maximum - lever.minimum)
    if setting + step <= lever.maximum + 1e-9:
        return setting + step, 1.0
    return max(setting - step, lever.minimum), -1.0


def _wide_policy(
    row: Array,
    order: Sequence[Lever],
    pushed: dict[str, Ramp],
    lanes: dict[str | None, int],
    month: int,
    scale: float,
) -> Array:
    """The month's policy with one lever elsewhere in each lever's lane."""
    wide = np.repeat(row[:, None], len(lanes), axis=1)
    for lever in order:
        value = lever.policy_value(pushed[lever.id].at(month))
        poor = lever.id in levers.SPENDING and scale < 1.0
        wide[POLICY_FIELDS.index(lever.id), lanes[lever.id]] = levers.paid_part(value, scale) if poor else value
    return wide


def _read(
    runs: Array,
    figures: Sequence[str],
    lanes: dict[str | None, int],
    signs: dict[str, float],
    largest: Sequence[float],
) -> Sensitivities:
    """Peak, delay and turning of every pair; runs has shape (months, figures, lanes)."""
    base = runs[:, :, :1]
    floor = (_FLOOR * np.array(largest) + 1e-12)[None, :]
    effects = []
    for cause, lane in lanes.items():
        if cause is None:
            continue
        # A lever that could only be moved down says what moving it up again would do.
        low, high = (base[:, :, 0], runs[:, :, lane])[:: int(signs.get(cause, 1.0))]
        changes = (high - low) / np.maximum(np.abs(low), floor)
        for place, figure in enumerate(figures):
            # A fall to a third weighs as much as a rise to three times.
            share_line = np.maximum(changes[:, place], -0.99)
            line = np.where(share_line < 0.0, share_line / (1.0 + share_line), share_line)
            peak = int(np.argmax(np.abs(line)))
            share = float(share_line[peak])
            if cause == figure or not np.isfinite(share) or abs(share) < _TRACE:
                continue
            height = abs(float(line[peak]))
            half = int(np.argmax(np.abs(line) >= 0.5 * height))
            other = float(np.max(-line * np.sign(share), initial=0.0))
            effects.append(Effect(cause, figure, share, half + 1, other > _TURNS * height))
    return Sensitivities(tuple(c for c in lanes if c is not None), tuple(figures), tuple(effects))
