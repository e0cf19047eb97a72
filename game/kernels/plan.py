"""Where every value of the program lies and which rows are computed together: the plan of the numpy form.

Values that one array operation of the equations made lie in neighbouring rows of a workspace, so that one call computes
them together again. Rows are used again as soon as their values are dead, and results take the place of operands that
die where they can: memory just read is in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.kernels.lower import Lowered, lower
from game.kernels.program import ROWS, Program
from game.kernels.schedule import scheduled
from game.kernels.symbols import COMPARISONS, SOURCES, Symbol

# Operands that an operation no longer reads once it writes its result; all, where nothing is said.
_OVERWRITTEN: Final = {"where": slice(2, 3)}


@dataclass(frozen=True, slots=True)
class Space:
    """A part of the workspace: of truth values or numbers, one for each lane or one for all."""

    flags: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of the workspace in an even pattern: shape and distance along each axis."""

    first: int
    shape: tuple[int, ...]
    steps: tuple[int, ...]
    space: Space


Operand = Rows | float


@dataclass(frozen=True, slots=True)
class Instruction:
    """One primitive on some rows at once."""

    operation: str
    out: Rows
    operands: tuple[Operand, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where every value lies and what is computed in which order, for any number of lanes."""

    once: tuple[Instruction, ...]
    monthly: tuple[Instruction, ...]
    inputs: Mapping[str, tuple[Space, slice]]  # rows of each input block
    constants: Mapping[int, float]  # rows that hold an output that is a constant
    spread: Mapping[int, int]  # rows that hold an output that all lanes share -> its shared row
    state: NDArray[np.int64]  # rows of the next state
    figures: NDArray[np.int64]
    heights: Mapping[Space, int]


class _Rows:
    """Hands out neighbouring rows, lowest first, and takes dead ones back."""

    def __init__(self) -> None:
        self.taken = bytearray()

    def take(self, count: int) -> int:
        place = self.taken.find(b"\0" * count)
        if place < 0:
            place = len(self.taken.rstrip(b"\0"))
            self.taken.extend(b"\0" * (place + count - len(self.taken)))
        self.taken[place : place + count] = b"\1" * count
        return place

    def give_back(self, row: int) -> None:
        self.taken[row] = 0


class _Planner:
    """Places every value and writes the instructions."""

    def __init__(self, program: Lowered, uniform: int) -> None:
        self.uniform = uniform
        self.pools = {Space(flags, shared): _Rows() for flags in (False, True) for shared in (False, True)}
        self.inputs: dict[str, tuple[Space, slice]] = {}
        for name, count in ROWS.items():
            space = Space(False, not SOURCES[name] & ~uniform)
            first = self.pools[space].take(count)
            self.inputs[name] = space, slice(first, first + count)
        self.rows: dict[int, int] = {}
        self.constants: dict[int, float] = {}
        self.spread: dict[int, int] = {}
        kept = {symbol.place for symbol in (*program.state, *program.figures)}
        once = {symbol.place for symbol in program.once}
        self.once = self._all_instructions(program.once, kept | once)
        self.monthly = self._all_instructions(program.monthly, kept | once)
        self.state = [self._row_of_output(symbol) for symbol in program.state]
        self.figures = [self._row_of_output(symbol) for symbol in program.figures]

    def space(self, symbol: Symbol) -> Space:
        return Space(symbol.operation in COMPARISONS, not symbol.known & ~self.uniform)

    def _all_instructions(self, work: Sequence[Symbol], kept: set[int]) -> tuple[Instruction, ...]:
        """What all lanes share is computed first, on one number each."""
        shared = [symbol for symbol in work if self.space(symbol).shared]
        own = [symbol for symbol in work if not self.space(symbol).shared]
        read = {item.place for symbol in own for item in symbol.inputs}
        first = tuple(self._instructions(shared, kept | read))
        return (*first, *self._instructions(own, kept | {symbol.place for symbol in shared}))

    def _instructions(self, work: Sequence[Symbol], kept: set[int]) -> Iterator[Instruction]:
        groups = scheduled(work)
        last: dict[int, tuple[int, Symbol]] = {}
        for index, group in enumerate(groups):
            last.update({item.place: (index, item) for symbol in group for item in symbol.inputs if item.inputs})
        dead: dict[int, list[Symbol]] = {}
        for place, (index, symbol) in last.items():
            if place not in kept:
                dead.setdefault(index, []).append(symbol)
        for index, group in enumerate(groups):
            dying = {symbol.place: symbol for symbol in dead.get(index, ())}
            space = self.space(group[0])
            heirs = None if space.flags else self._in_place(group, dying)
            if heirs is None:
                first = self.pools[space].take(len(group))
            else:
                first = self.rows[heirs[0].place]
                for symbol in heirs:
                    del dying[symbol.place]
            for offset, symbol in enumerate(group):
                self.rows[symbol.place] = first + offset
            yield from self._calls(group)
            for symbol in dying.values():
                self.pools[self.space(symbol)].give_back(self.rows[symbol.place])

    def _in_place(self, group: list[Symbol], dying: Mapping[int, Symbol]) -> list[Symbol] | None:
        """Operands that die here and whose rows the results can take: memory just read is in the cache."""
        columns = [[symbol.inputs[place] for symbol in group] for place in range(len(group[0].inputs))]
        for column in columns[_OVERWRITTEN.get(group[0].operation, slice(None))]:
            own = [symbol.place for symbol in column]
            if not all(place in dying for place in own):
                continue
            rows = [self.rows[place] for place in own]
            others = [
                item.place for other in columns for item, mine in zip(other, own, strict=True) if item.place != mine
            ]
            if rows == list(range(rows[0], rows[0] + len(rows))) and not set(own) & set(others):
                return column
        return None

    def _calls(self, group: list[Symbol]) -> Iterator[Instruction]:
        """As few instructions as cover the group: all at once where every operand lies in an even pattern."""
        columns = [[self._operand(symbol.inputs[place]) for symbol in group] for place in range(len(group[0].inputs))]
        spaces = [[self.space(symbol.inputs[place]) for symbol in group] for place in range(len(group[0].inputs))]
        out = [self.rows[symbol.place] for symbol in group]
        start = 0
        for _, alike in groupby(zip(*spaces, strict=True)):
            count = len(list(alike))
            own = [column[start : start + count] for column in columns]
            for first, end, shape in _even_parts(count, own):
                operands = [
                    _pattern(column[first:end], shape, space[start]) for column, space in zip(own, spaces, strict=True)
                ]
                target = _pattern(out[start + first : start + end], shape, self.space(group[0]))
                assert isinstance(target, Rows)
                yield Instruction(group[0].operation, target, tuple(operands))
            start += count

    def _operand(self, symbol: Symbol) -> int | float:
        """A row (int) or a constant (float)."""
        if symbol.operation == "constant":
            return symbol.value
        if symbol.operation in self.inputs:
            first: int = self.inputs[symbol.operation][1].start
            return first + int(symbol.value)
        return self.rows[symbol.place]

    def _row_of_output(self, symbol: Symbol) -> int:
        operand = self._operand(symbol)
        if isinstance(operand, int) and not self.space(symbol).shared:
            return operand
        row = self.pools[Space(False, False)].take(1)
        if isinstance(operand, float):
            self.constants[row] = operand
        else:
            self.spread[row] = operand
        return row


def _even_parts(count: int, columns: Sequence[Sequence[int | float]]) -> Iterator[tuple[int, int, tuple[int, ...]]]:
    """(start, end, shape) of parts of a group in which every operand's rows form an even pattern."""
    ends = []
    start = 0
    while start < count:
        end = min(_even_end(column, start) for column in columns)
        ends.append((start, end))
        start = end
    if len(ends) > 1:
        for wide in [width for width in range(2, count) if count % width == 0]:
            shape = (count // wide, wide)
            if all(_grid_steps(column, shape) is not None for column in columns):
                yield 0, count, shape
                return
    for start, end in ends:
        yield start, end, (end - start,)


def _even_end(column: Sequence[int | float], start: int) -> int:
    """End of the longest part from a start that is one constant, or rows at one distance."""
    first, end = column[start], start + 1
    if isinstance(first, float):
        while end < len(column) and _is_constant(column[end], first):
            end += 1
        return end
    step = column[end] - first if end < len(column) else 0
    while end < len(column) and isinstance(column[end], int) and column[end] == first + (end - start) * step:
        end += 1
    return end


def _is_constant(item: int | float, value: float) -> bool:
    """Whether an operand is this constant, to the sign of a zero."""
    return isinstance(item, float) and item.hex() == value.hex()


def _grid_steps(column: Sequence[int | float], shape: tuple[int, int]) -> tuple[int, int] | None:
    """Distances along both axes of a grid that holds the column row by row; None where they are not even."""
    high, wide = shape
    first = column[0]
    if any(isinstance(item, float) for item in column):
        return (0, 0) if _even_end(column, 0) == len(column) else None
    down, along = int(column[wide]) - int(first), int(column[1]) - int(first)
    even = [first + row * down + place * along for row in range(high) for place in range(wide)]
    return (down, along) if even == list(column) else None


def _pattern(column: Sequence[int | float], shape: tuple[int, ...], space: Space) -> Operand:
    first = column[0]
    if isinstance(first, float):
        return first
    if len(shape) == 1:
        return Rows(first, shape, (int(column[1]) - first if len(column) > 1 else 0,), space)
    steps = _grid_steps(column, (shape[0], shape[1]))
    assert steps is not None
    return Rows(first, shape, steps, space)


@lru_cache(maxsize=16)
def plan(program: Program, uniform: int = 0) -> Plan:
    """The plan for a program; `uniform` is the union of the sources of which all lanes have the same rows."""
    made = _Planner(lower(program), uniform)
    return Plan(
        made.once,
        made.monthly,
        made.inputs,
        made.constants,
        made.spread,
        np.array(made.state),
        np.array(made.figures, dtype=np.int64),
        {space: len(pool.taken) for space, pool in made.pools.items()},
    )
