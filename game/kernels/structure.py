"""What each equation of the month reads and writes, found by running the equations on symbols.

Every quantity that a step writes is replaced by fresh symbols before the next equation sees it, so what is found are
the names an equation itself mentions, not all that stands behind them. Nothing here depends on parameter values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import numpy as np

from game.economy.blocks import Block
from game.economy.month import STEPS, UPDATES
from game.economy.policy import POLICY_FIELDS, Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WORLD_COLUMNS, world_month
from game.kernels.symbols import Symbol, Tape


@dataclass(frozen=True, slots=True)
class Equation:
    """One quantity written by one step or update, and the names it is computed from, each sorted."""

    name: str
    step: str  # name of the step or update
    module: str
    parameters: tuple[str, ...]
    state: tuple[str, ...]
    flows: tuple[str, ...]
    policy: tuple[str, ...]
    world: tuple[str, ...]
    signs: Mapping[str, int]  # flows that enter a stock (+1) or leave it (-1)


@dataclass(frozen=True, slots=True)
class Structure:
    """All equations in the order they run: those of the steps, then those of the stocks."""

    flows: tuple[Equation, ...]
    stocks: tuple[Equation, ...]

    def writers(self, flow: str) -> tuple[Equation, ...]:
        """Equations that write a flow; a later one may cut what an earlier one wanted."""
        return tuple(equation for equation in self.flows if equation.name == flow)

    def stock(self, name: str) -> Equation:
        return next(equation for equation in self.stocks if equation.name == name)


class _WatchedFlows:
    """Stands for `Flows`: keeps what a step writes and shows fresh symbols in its place."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._count = 0
        self._names: list[str] = []
        self._written: list[tuple[str, Any]] = []

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        shape = np.shape(value)
        size = int(np.prod(shape))
        fresh = self._tape.rows("flows", self._count + size)[self._count :]
        self._count += size
        self._names += [name] * size
        self._written.append((name, value))
        object.__setattr__(self, name, fresh.reshape(shape))

    def take_written(self) -> list[tuple[str, Any]]:
        written, self._written = self._written, []
        return written

    def name_of(self, row: int) -> str:
        return self._names[row]


def _row_names(kind: type[Block]) -> list[str]:
    return [label.partition("[")[0] for label in kind.row_names()]


def _world_names() -> list[str]:
    """The field of WorldMonth behind each column of the world's table."""
    rows = np.arange(float(len(WORLD_COLUMNS)))
    month = world_month(rows)
    names = [""] * len(WORLD_COLUMNS)
    for field in type(month).__slots__:
        for row in np.asarray(getattr(month, field)).reshape(-1):
            names[int(row)] = field
    return names


class _Reader:
    """Turns the symbols of an equation into the names it reads."""

    def __init__(self, flows: _WatchedFlows) -> None:
        self._flows = flows
        self._names = {
            "parameters": _row_names(Parameters),
            "state": _row_names(State),
            "policy": list(POLICY_FIELDS),
            "world": _world_names(),
        }

    def equation(self, name: str, written_by: Any, value: Any, signed: bool) -> Equation:
        symbols = [item for item in np.asarray(value).view(np.ndarray).reshape(-1) if isinstance(item, Symbol)]
        read: dict[str, set[str]] = {source: set() for source in (*self._names, "flows")}
        for leaf in _leaves(symbols):
            row = int(leaf.value)
            name_read = self._flows.name_of(row) if leaf.operation == "flows" else self._names[leaf.operation][row]
            read[leaf.operation].add(name_read)
        signs: dict[str, int] = {}
        if signed:
            for symbol in symbols:
                self._collect_signs(symbol, 1, signs)
        return Equation(
            name,
            written_by.__name__,
            written_by.__module__.rpartition(".")[2],
            tuple(sorted(read["parameters"])),
            tuple(sorted(read["state"])),
            tuple(sorted(read["flows"])),
            tuple(sorted(read["policy"])),
            tuple(sorted(read["world"])),
            dict(sorted(signs.items())),
        )

    def _collect_signs(self, symbol: Symbol, sign: int, signs: dict[str, int]) -> bool:
        """Note the flows that are added or taken; whether there were any.

        Sums are followed, and cuts that keep a stock in bounds; of a product the factor that is a flow (the code
        writes a flow times its share), of a quotient the numerator.
        """
        match symbol.operation:
            case "flows":
                signs[self._flows.name_of(int(symbol.value))] = sign
                return True
            case "add" | "subtract":
                second = sign if symbol.operation == "add" else -sign
                found = [
                    self._collect_signs(symbol.inputs[0], sign, signs),
                    self._collect_signs(symbol.inputs[1], second, signs),
                ]
                return any(found)
            case "minimum" | "maximum" | "divide":
                return self._collect_signs(symbol.inputs[0], sign, signs)
            case "where":
                found = [self._collect_signs(item, sign, signs) for item in symbol.inputs[1:]]
                return any(found)
            case "multiply" if not _is_nought(symbol):
                # Stops at the first factor with a flow: what multiplies it is a share of it.
                return any(self._collect_signs(item, sign, signs) for item in symbol.inputs)
        return False


def _is_nought(symbol: Symbol) -> bool:
    """Whether a symbol is something times zero, written for its shape alone."""
    constants = (item for item in symbol.inputs if item.operation == "constant")
    return symbol.operation == "multiply" and any(item.value == 0.0 for item in constants)


def _leaves(symbols: Iterable[Symbol]) -> Iterable[Symbol]:
    """Inputs that the values depend on; what is multiplied by nought is not among them."""
    seen: set[int] = set()
    waiting = list(symbols)
    while waiting:
        symbol = waiting.pop()
        if symbol.place in seen:
            continue
        seen.add(symbol.place)
        if symbol.operation == "constant" or _is_nought(symbol):
            continue
        if not symbol.inputs:
            yield symbol
        waiting.extend(symbol.inputs)


@lru_cache(maxsize=1)
def structure() -> Structure:
    """The equations of `month.STEPS` and `month.UPDATES`."""
    tape = Tape()
    p = Parameters.from_block(tape.rows("parameters", Parameters.rows()))
    s = State.from_block(tape.rows("state", State.rows()))
    settings = tape.rows("policy", len(POLICY_FIELDS))
    policy = Policy(**{name: settings[place] for place, name in enumerate(POLICY_FIELDS)})
    world = world_month(tape.rows("world", len(WORLD_COLUMNS))[:, 0])
    watched = _WatchedFlows(tape)
    flows = cast(Flows, watched)
    reader = _Reader(watched)
    written: list[Equation] = []
    for step in STEPS:
        step(p, s, policy, world, flows)
        written += [reader.equation(name, step, value, signed=False) for name, value in watched.take_written()]
    stocks = [
        reader.equation(name, update, value, signed=True)
        for update in UPDATES
        for name, value in update(p, s, policy, world, flows).items()
    ]
    return Structure(tuple(written), tuple(stocks))
