"""Forecasts in one batched run: a fan of one lever's settings, so that dragging it costs no engine time; and a band,
the same orders under parameter sets that fit history about equally well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from game import paths
from game.content.economy_files import EconomyFileError, read_ensemble, read_parameters
from game.economy.blocks import Array
from game.economy.policy import POLICY_FIELDS
from game.economy.quantities import Parameters, State
from game.kernels.course import begin
from game.rules import levers
from game.rules.level import Level, Lever
from game.rules.month import spending_scale
from game.session import Session

MOST_LANES = 41
# As many as a full fan has lanes, so that both run on one workspace; and with 41 the ends of the band are members.
MEMBERS = 41


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
    expected = session.expectation()
    course = begin(
        Parameters.from_block(np.repeat(expected.parameters(session.engine.parameters).block(), len(lanes), axis=1)),
        State.from_block(np.repeat(expected.economy.block(), len(lanes), axis=1)),
    )
    scale = spending_scale(state)
    poor = lever_id in levers.SPENDING and scale < 1.0
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
        row = levers.policy_row(level, ramps, month, expected.shocks(month), 0.0, scale)
        wide = np.repeat(row[:, None], len(lanes), axis=1)
        wide[POLICY_FIELDS.index("announced_severity")] = severities
        ordered = np.array([lever.policy_value(ramp.at(month)) for ramp in lanes])
        wide[POLICY_FIELDS.index(lever_id)] = levers.paid_part(ordered, scale) if poor else ordered
        yield dict(zip(course.names, course.advance(wide, expected.row(month)), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Parameter sets that fit about equally well, best first, and the set of the parameter file itself."""

    members: Parameters
    plain: Parameters


def ensemble(level: Level) -> Ensemble | None:
    """The ensemble of a level's parameters; None where they have none."""
    file = paths.parameters_file(level.parameters)
    return _ensemble(file, paths.ensemble_file(file))


def ensemble_members(level: Level) -> Parameters | None:
    """An even choice of the ensemble by rank of loss; None where a level has none."""
    known = ensemble(level)
    if known is None:
        return None
    block = known.members.block()
    ranks = np.round(np.linspace(0, block.shape[1] - 1, MEMBERS)).astype(int)  # the file is sorted by loss
    return Parameters.from_block(np.ascontiguousarray(block[:, ranks]))


@lru_cache(maxsize=4)
def _ensemble(file: Path, members: Path) -> Ensemble | None:
    if not members.is_file():
        return None
    try:
        own = read_parameters(file)
        return Ensemble(read_ensemble(members, own), own.values)
    except EconomyFileError:
        # An ensemble of other parameters than the file's says nothing about them: a game goes on without a band.
        return None


def forecast_band(
    session: Session, members: Parameters, months: int, draft: Mapping[str, float] | None = None
) -> Iterator[Mapping[str, tuple[float, float]]]:
    """Month by month for each figure the ends of the band that leaves out the lowest and highest tenth of the members.

    Every member starts from what is believed of the session's present state and lives under its orders, announcements
    and the draft, so that the band tells what the parameters leave open about the months ahead, not about how the state
    came to be.
    """
    lanes = members.block().shape[1]
    tenth = (lanes - 1) // 10
    expected = session.expectation()
    course = begin(expected.parameters(members), State.from_block(np.repeat(expected.economy.block(), lanes, axis=1)))
    for month, row in session.policy_ahead(draft or {}, months):
        # One row for each lane although all are equal: that is the plan a fan runs on, made once for both.
        wide = np.repeat(row[:, None], lanes, axis=1)
        ranked = np.sort(course.advance(wide, expected.row(month)), axis=1)
        ends = zip(ranked[:, tenth].tolist(), ranked[:, lanes - 1 - tenth].tolist(), strict=True)
        yield dict(zip(course.names, ends, strict=True))
