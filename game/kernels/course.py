"""A batch of campaigns on its way through the months, in whichever form is fastest for its size; bits do not differ.

course = begin(parameters, state)
figures = course.advance(policy_row, world.row(month))     # (names, B), in the order of course.names
state = course.state
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

import numpy as np

from game.economy.blocks import Array
from game.economy.indicators import FIGURES, indicators
from game.economy.month import advance_month
from game.economy.policy import policy_of
from game.economy.quantities import Parameters, State
from game.economy.world import world_month
from game.kernels.planned import Workspace
from game.kernels.program import program
from game.kernels.scalar import Floats, Month, compile_month

Names = tuple[str, ...]
# From here on a plan pays for its making and for its calls (measured; the equations as written need no start).
PLANNED_FROM = 16
# Lanes of a tile: wide enough that a numpy call does more work than it costs, narrow enough for the cache.
TILE = 4096


class Course(Protocol):
    """Campaigns under way."""

    names: Names

    def advance(self, policy: Array, world: Array) -> Array:
        """Live through one month and tell its figures, shape (names, B).

        `policy` is a row of the policy's fields, (fields,) for all lanes or (fields, B); `world` a row of the world.
        """

    @property
    def state(self) -> State:
        """The state after the last month."""


def begin(parameters: Parameters, state: State, names: Names | None = None) -> Course:
    """A course from a state on. KeyError for a figure that does not exist."""
    told = FIGURES if names is None else names
    lanes = state.treasury_musd.shape[-1]
    if lanes == 1:
        return ScalarCourse(parameters, state, told)
    return EagerCourse(parameters, state, told) if lanes < PLANNED_FROM else PlannedCourse(parameters, state, told)


class EagerCourse:
    """The equations as they stand in the economy, every one a numpy call: the reference, and no slower for a few."""

    def __init__(self, parameters: Parameters, state: State, names: Names) -> None:
        self.names = names
        self.state = state
        self._parameters = parameters

    def advance(self, policy: Array, world: Array) -> Array:
        setting = policy_of(policy)
        self.state, flows = advance_month(self._parameters, self.state, setting, world_month(world))
        figures = indicators(self._parameters, self.state, flows, setting)
        told = np.empty((len(self.names), self.state.treasury_musd.shape[-1]))
        for place, name in enumerate(self.names):
            told[place] = figures[name]
        return told


class ScalarCourse:
    """One campaign on Python's floats."""

    def __init__(self, parameters: Parameters, state: State, names: Names) -> None:
        self.names = names
        self._parameters = parameters
        self._month = _month(names, parameters.block().tobytes())
        self._rows: Floats = state.block()[:, 0].tolist()

    def advance(self, policy: Array, world: Array) -> Array:
        try:
            self._rows, figures = self._month(self._rows, policy.reshape(-1).tolist(), world.tolist())
        except (ArithmeticError, KeyError):
            # The campaign has left all bounds, where Python stops and numpy goes on with inf or nan.
            course = EagerCourse(self._parameters, self.state, self.names)
            told = course.advance(policy, world)
            self._rows = course.state.block()[:, 0].tolist()
            return told
        return np.array(figures)[:, None]

    @property
    def state(self) -> State:
        return State.from_block(np.array(self._rows)[:, None])


class PlannedCourse:
    """Many campaigns on one workspace."""

    def __init__(self, parameters: Parameters, state: State, names: Names) -> None:
        self.names = names
        block = state.block()
        self._workspace = Workspace(program(names), block.shape[1])
        self._workspace.begin(parameters.block(), block)

    def advance(self, policy: Array, world: Array) -> Array:
        return self._workspace.advance(policy, world)

    @property
    def state(self) -> State:
        return State.from_block(self._workspace.state)


@lru_cache(maxsize=32)
def _compiled(names: Names) -> Callable[[Floats], Month]:
    return compile_month(program(names))


@lru_cache(maxsize=64)
def _month(names: Names, parameters: bytes) -> Month:
    """The month for one set of parameters, what they alone decide computed."""
    return _compiled(names)(np.frombuffer(parameters).tolist())
