"""A batch of campaigns on its way through the months, in whichever form is fastest for its size; bits do not differ.

course = begin(parameters, state)
figures = course.advance(policy_row, world.row(month))     # (names, B), in the order of course.names
state = course.state
"""

from __future__ import annotations

import weakref
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
from game.kernels.symbols import POLICY, WORLD

Names = tuple[str, ...]
# From here on a month of numpy calls takes less time than one campaign after the other in Python (measured).
PLANNED_FROM = 10
# Lanes of a tile: wide enough that a numpy call does more work than it costs, narrow enough for the cache.
TILE = 8192
# Workspaces of small batches wait for the next course of their kind: to bind one costs as much as a year of months.
_KEPT = 4
_KEPT_LANES = 256
_IDLE: dict[tuple[Names, int, int], Workspace] = {}
_MOST_KEYS = 64
_BY_KEY: dict[tuple[Names, str], Month] = {}  # months found by their engine's key


class Course(Protocol):
    """Campaigns under way."""

    names: Names

    def advance(self, policy: Array, world: Array) -> Array:
        """Live through one month and tell its figures, shape (names, B).

        `policy` is a row of the policy's fields, (fields,) for all lanes or (fields, B); `world` a row
        of the world, likewise.
        """

    @property
    def state(self) -> State:
        """The state after the last month."""


def begin(parameters: Parameters, state: State, names: Names | None = None, key: str = "") -> Course:
    """A course from a state on; `key`, where there is one, stands for the parameters' numbers and saves reading them.

    Raises KeyError for a figure that does not exist.
    """
    told = FIGURES if names is None else names
    lanes = state.treasury_musd.shape[-1]
    if lanes == 1:
        return ScalarCourse(parameters, state, told, key)
    return FewCourse(parameters, state, told) if lanes < PLANNED_FROM else PlannedCourse(parameters, state, told)


class EagerCourse:
    """The equations as they stand in the economy, every one a numpy call: the reference for bits and speed."""

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

    def __init__(self, parameters: Parameters, state: State, names: Names, key: str = "") -> None:
        self.names = names
        self._parameters = parameters
        self._month = _month_of(names, parameters, key)
        self._rows: Floats = state.block()[:, 0].tolist()

    def advance(self, policy: Array, world: Array) -> Array:
        try:
            self._rows, figures = self._month(self._rows, policy.reshape(-1).tolist(), world.reshape(-1).tolist())
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


class FewCourse:
    """A few campaigns, one after the other on Python's floats."""

    def __init__(self, parameters: Parameters, state: State, names: Names) -> None:
        self.names = names
        given, start = parameters.block(), state.block()
        self._lanes = [
            ScalarCourse(Parameters.from_block(given[:, one]), State.from_block(start[:, one]), names)
            for one in (slice(lane, lane + 1) for lane in range(start.shape[1]))
        ]

    def advance(self, policy: Array, world: Array) -> Array:
        own, around = (_spread(rows, len(self._lanes)) for rows in (policy, world))
        told = [course.advance(own[:, lane], around[:, lane]) for lane, course in enumerate(self._lanes)]
        return np.concatenate(told, axis=1)

    @property
    def state(self) -> State:
        return State.from_block(np.concatenate([course.state.block() for course in self._lanes], axis=1))


class PlannedCourse:
    """Many campaigns on one workspace, where what all of them share is computed once."""

    def __init__(self, parameters: Parameters, state: State, names: Names) -> None:
        self.names = names
        self._parameters, self._start = parameters.block(), state.block()
        self._workspace: Workspace | None = None
        self._uniform = WORLD | POLICY

    def advance(self, policy: Array, world: Array) -> Array:
        uniform = self._uniform & ~(POLICY * _differs(policy)) & ~(WORLD * _differs(world))
        if self._workspace is None or uniform != self._uniform:
            self._uniform = uniform
            block = self._start if self._workspace is None else self._workspace.state
            self._workspace = self._borrowed(block.shape[1], uniform)
            self._workspace.begin(self._parameters, block)
        return self._workspace.advance(policy, world)

    @property
    def state(self) -> State:
        return State.from_block(self._start if self._workspace is None else self._workspace.state)

    def _borrowed(self, lanes: int, uniform: int) -> Workspace:
        """A workspace that a finished course has left, or a new one; it goes back when this course is no more."""
        key = self.names, lanes, uniform
        taken = _IDLE.pop(key, None) or Workspace(program(self.names), lanes, uniform)
        if lanes <= _KEPT_LANES:
            weakref.finalize(self, _give_back, key, taken)
        return taken


def _spread(rows: Array, lanes: int) -> Array:
    """An input with a column for each lane."""
    return np.broadcast_to(rows.reshape(len(rows), -1), (len(rows), lanes))


def _differs(rows: Array) -> bool:
    """Whether an input has a value of its own for each lane."""
    return rows.ndim == 2 and rows.shape[1] > 1


def _give_back(key: tuple[Names, int, int], workspace: Workspace) -> None:
    _IDLE[key] = workspace
    while len(_IDLE) > _KEPT:
        _IDLE.pop(next(iter(_IDLE)), None)


@lru_cache(maxsize=32)
def _compiled(names: Names) -> Callable[[Floats], Month]:
    return compile_month(program(names))


def _month_of(names: Names, parameters: Parameters, key: str) -> Month:
    """The month for a set of parameters; gathering their bytes takes as long as the month itself, so a key saves it."""
    if not key:
        return _month(names, parameters.block().tobytes())
    if (names, key) not in _BY_KEY:
        if len(_BY_KEY) >= _MOST_KEYS:
            _BY_KEY.clear()
        _BY_KEY[names, key] = _month(names, parameters.block().tobytes())
    return _BY_KEY[names, key]


@lru_cache(maxsize=64)
def _month(names: Names, parameters: bytes) -> Month:
    """The month for one set of parameters, what they alone decide computed."""
    return _compiled(names)(np.frombuffer(parameters).tolist())
