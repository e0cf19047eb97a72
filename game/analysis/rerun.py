"""Months that were lived, run again on many lanes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from game.analysis.causes import Cause, at_work, yours_of
from game.analysis.conduct import Conduct, read_conduct
from game.analysis.nulls import OwnPolicy, parameters_of, world_of
from game.analysis.shapley import Sets
from game.analysis.versus import VersusPolicy
from game.economy.blocks import Array
from game.economy.indicators import FIGURES
from game.economy.quantities import Parameters, State
from game.kernels.course import PLANNED_FROM, Course, begin
from game.rules.month import earned
from game.rules.statistics import books
from game.session import Session, baseline


class Policy(Protocol):
    """What each lane is told month by month, months in order."""

    def row(self, month: int) -> Array:
        """The policy of a month, (fields, lanes)."""

    def concessions(self, month: int) -> Array:
        """Concessions held at the end of a month, bn USD a year, (lanes,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """The last month's figures of every lane, and what the headlines of the score are made of."""

    last: Mapping[str, Array]  # figure -> (lanes,)
    earned: Array  # (months, first columns of the tally, lanes)


def state_at(session: Session, month: int) -> State:
    """The economy as it stood when a turn of the session began, or the level."""
    for place, command_month in enumerate(map(session.month_of, range(len(session.commands)))):
        if command_month == month:
            return session.state_before(place).economy
    return session.opening.economy


def rerun(session: Session, own: Conduct, causes: Sequence[Cause], lanes: Sets) -> Iterator[float | Runs]:
    """The months of a conduct once for each set of causes at work: progress, then the runs."""
    lanes = _filled_up(lanes)
    at = at_work(own, causes, lanes)
    parameters = parameters_of(session.engine.parameters, at.switches["rivals"], at.switches["buyers"])
    world = {name: mask for name, mask in at.switches.items() if name.startswith("world:")}
    yield from run_months(
        course_at(session, own, parameters),
        own.months,
        OwnPolicy(own, at),
        lambda month: world_of(session.engine.world, month, own.first, world),
        session.opened,
    )


def rerun_against(session: Session, own: Conduct, causes: Sequence[Cause], lanes: Sets) -> Iterator[float | Runs]:
    """The months of a conduct with each cause yours or history's: progress, then the runs."""
    lanes = _filled_up(lanes)
    history = history_conduct(session, len(own.told))
    policy = VersusPolicy(own, history, yours_of(own.level, causes, lanes))
    parameters = Parameters.from_block(np.repeat(session.engine.parameters.block(), len(lanes), axis=1))
    course = course_at(session, own, parameters)
    yield from run_months(course, own.months, policy, session.engine.world.row, session.opened)


def _filled_up(lanes: Sets) -> Sets:
    """The last lane repeated up to a round number: to bind a workspace of a new size costs more than to fill one."""
    if len(lanes) < PLANNED_FROM:
        return lanes
    missing = (1 << (len(lanes) - 1).bit_length()) - len(lanes)
    return np.concatenate([lanes, np.repeat(lanes[-1:], missing, axis=0)])


def history_conduct(session: Session, months: int) -> Conduct:
    """History's conduct of a level's first months."""
    made = baseline(session.level, session.engine)
    return read_conduct(session.level, made.opening, made.recording, session.level.start, made.tally, months=months)


def course_at(session: Session, own: Conduct, parameters: Parameters) -> Course:
    """Lanes that start where a conduct starts."""
    lanes = parameters.block().shape[1]
    start = state_at(session, own.first).block()
    return begin(parameters, State.from_block(np.repeat(start, lanes, axis=1)))


def run_months(
    course: Course, months: range, policy: Policy, world: Callable[[int], Array], opened: bool
) -> Iterator[float | Runs]:
    """Progress month by month, then the runs; until the truth is opened, in figures as they would have been known."""
    tally = []
    figures: dict[str, Array] = {}
    for month in months:
        row = policy.row(month)
        figures = dict(zip(FIGURES, course.advance(row, world(month)), strict=True))
        if not opened:
            figures |= books(figures, row)
        tally.append(np.stack(earned(figures, policy.concessions(month))))
        yield (month + 1 - months.start) / len(months)
    yield Runs(figures, np.stack(tally))
