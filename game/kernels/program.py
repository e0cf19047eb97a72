"""The month as a program: a list of scalar operations from parameters, world, policy and state to state and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from game.economy.blocks import Array
from game.economy.indicators import FIGURES, indicators
from game.economy.month import advance_month
from game.economy.policy import POLICY_FIELDS, policy_of
from game.economy.quantities import Parameters, State
from game.economy.world import WORLD_COLUMNS, world_month
from game.kernels.symbols import PARAMETERS, Symbol, Tape

# Rows of each input block, all derived from the declarations of the economy.
ROWS: Mapping[str, int] = {
    "parameters": Parameters.rows(),
    "world": len(WORLD_COLUMNS),
    "policy": len(POLICY_FIELDS),
    "state": State.rows(),
}


@dataclass(frozen=True, slots=True)
class Program:
    """What has to be computed for the next state and the wanted figures, in order; dead code is left out.

    `once` depends on parameters alone and is computed once a run, `monthly` every month. Neither holds inputs or
    constants.
    """

    once: tuple[Symbol, ...]
    monthly: tuple[Symbol, ...]
    state: tuple[Symbol, ...]  # next value of each row of the state
    figures: tuple[Symbol, ...]  # of each wanted name
    names: tuple[str, ...]

    @property
    def kept(self) -> tuple[Symbol, ...]:
        """Values computed once that the months or the outputs read."""
        used = {item.place for symbol in self.monthly for item in symbol.inputs}
        used |= {symbol.place for symbol in (*self.state, *self.figures)}
        return tuple(symbol for symbol in self.once if symbol.place in used)


@lru_cache(maxsize=1)
def _traced() -> tuple[tuple[Symbol, ...], Mapping[str, Symbol]]:
    """The equations run once on symbols: next state rows and every figure."""
    tape = Tape()
    parameters = Parameters.from_block(tape.rows("parameters", ROWS["parameters"]))
    state = State.from_block(tape.rows("state", ROWS["state"]))
    policy = policy_of(tape.rows("policy", ROWS["policy"]))
    world = world_month(tape.rows("world", ROWS["world"])[:, 0])
    after, flows = advance_month(parameters, state, policy, world)
    figures = indicators(parameters, after, flows, policy)
    rows = [symbol for item in State.declared() for symbol in _symbols(tape, getattr(after, item.name))]
    if len(rows) != State.rows():
        raise ValueError(f"the traced state has {len(rows)} rows instead of {State.rows()}")
    return tuple(rows), {name: _symbols(tape, value)[0] for name, value in figures.items()}


def _symbols(tape: Tape, array: Array) -> list[Symbol]:
    items = np.asarray(array).view(np.ndarray).reshape(-1).tolist()
    return [item if isinstance(item, Symbol) else tape.constant(item) for item in items]


@lru_cache(maxsize=32)
def program(names: tuple[str, ...] | None = None) -> Program:
    """The program for the next state and some figures (all by default). KeyError for a figure that does not exist."""
    state, figures = _traced()
    wanted = FIGURES if names is None else names
    told = tuple(figures[name] for name in wanted)
    live = _live((*state, *told))
    work = [symbol for symbol in live if symbol.inputs]
    once = tuple(symbol for symbol in work if symbol.known | PARAMETERS == PARAMETERS)
    monthly = tuple(symbol for symbol in work if symbol.known | PARAMETERS != PARAMETERS)
    return Program(once, monthly, state, told, wanted)


def _live(outputs: Sequence[Symbol]) -> list[Symbol]:
    """Everything the outputs need, in order of the tape."""
    found: dict[int, Symbol] = {}
    waiting = list(outputs)
    while waiting:
        symbol = waiting.pop()
        if symbol.place not in found:
            found[symbol.place] = symbol
            waiting.extend(symbol.inputs)
    return [found[place] for place in sorted(found)]


def inputs_of(made: Program, source: str) -> Mapping[int, Symbol]:
    """The rows of a source that a program reads, by number."""
    read = {symbol for step in (*made.once, *made.monthly) for symbol in step.inputs}
    read.update(made.state, made.figures)
    rows = sorted((int(symbol.value), symbol.place, symbol) for symbol in read if symbol.operation == source)
    return {row: symbol for row, _, symbol in rows}
