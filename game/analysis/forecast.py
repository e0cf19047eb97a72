"""A fan of forecasts: one lever at many settings in one batched run, so that dragging it costs no engine time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from game.economy.blocks import Array
from game.economy.policy import POLICY_FIELDS
from game.economy.quantities import Parameters, State
from game.kernels.course import begin
from game.rules import levers
from game.rules.level import Lever
from game.rules.month import spending_scale
from game.session import Session

MOST_LANES = 41


def fan_settings(lever: Lever) -> tuple[float, ...]:
    """The settings a fan is run for: every step while there are few, else an even choice of steps."""
    if lever.choices:
        return tuple(choice.value for choice in lever.choices)
    steps = max(round((lever.maximum - lever.minimum) / lever.step), 1)
    lanes = min(steps + 1, MOST_LANES)
    places = sorted({round(place * steps / (lanes - 1)) for place in range(lanes)})
    return tuple(min(lever.minimum + place * lever.step, lever.maximum) for place in places)


def forecast_fan(
    session: Session, lever_id: str, values: Sequence[float], months: int
) -> Iterator[Mapping[str, Array]]:
    """The forecast month by month with a lane for each setting of one lever; all else as ordered and announced.

    A lane has the bits of `Session.forecast` with that setting as its draft. KeyError for an unknown lever.
    """
    state, level = session.state, session.level
    lever = level.lever(lever_id)
    ramps = dict(state.ramps)
    lanes = [levers.ramp_to(lever, ramps[lever_id], state.month, value) for value in values]
    settings = dict(state.settings)
    drafted = list(values)
    waiting = list(state.announced)
    course = begin(
        Parameters.from_block(np.repeat(session.engine.parameters.block(), len(lanes), axis=1)),
        State.from_block(np.repeat(state.economy.block(), len(lanes), axis=1)),
    )
    scale = spending_scale(state)
    own = scale if lever_id in levers.SPENDING and scale < 1.0 else 1.0
    for month in range(state.month, min(state.month + months, level.end + 1)):
        for order in [one for one in waiting if one.month <= month]:
            waiting.remove(order)
            target = level.lever(order.lever)
            ramps[order.lever] = levers.ramp_to(target, ramps[order.lever], month, order.value)
            settings[order.lever] = order.value
            if order.lever == lever_id:
                lanes = [levers.ramp_to(lever, ramp, month, order.value) for ramp in lanes]
                drafted = [order.value] * len(lanes)
        severities = [levers.announced_severity({**settings, lever_id: value}, waiting) for value in drafted]
        shocks = state.shocks if month == state.month else {}
        row = levers.policy_row(level, ramps, month, shocks, 0.0, scale)
        wide = np.repeat(row[:, None], len(lanes), axis=1)
        wide[POLICY_FIELDS.index("announced_severity")] = severities
        ordered = np.array([lever.policy_value(ramp.at(month)) for ramp in lanes])
        wide[POLICY_FIELDS.index(lever_id)] = ordered * own if own < 1.0 else ordered
        yield dict(zip(course.names, course.advance(wide, session.engine.world.row(month)), strict=True))
