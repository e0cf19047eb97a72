"""The month as numpy calls on one workspace whose rows are the program's values: the form for many campaigns."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

from game.economy.blocks import Array
from game.kernels.plan import Instruction, Operand, Rows, Space, plan
from game.kernels.program import Program

_UFUNCS: Final[Mapping[str, np.ufunc]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": np.true_divide,
    "negative": np.negative,
    "minimum": np.minimum,
    "maximum": np.maximum,
    "sqrt": np.sqrt,
    "less": np.less,
    "less_equal": np.less_equal,
    "both": np.logical_and,
}
_BIT_UFUNCS: Final[Mapping[str, np.ufunc]] = {
    "add_bits": np.add,
    "take_bits": np.subtract,
    "both_bits": np.bitwise_and,
    "left": np.left_shift,
    "right": np.right_shift,
}
_LINE: Final = 64  # bytes of the cache
# Up to so many uneven rows are called one by one: starting numpy on broadcast or strided rows costs as much.
_FEW_ROWS: Final = 4

Call = Callable[[], Any]


class Workspace:
    """A plan bound to memory for a number of lanes."""

    def __init__(self, program: Program, lanes: int, uniform: int = 0) -> None:
        self._plan = plan(program, uniform)
        self._lanes = lanes
        self._memory = {space: _memory(space, height, lanes) for space, height in self._plan.heights.items()}
        self._constants: dict[str, Array] = {}
        self._views: dict[tuple[str | Rows, bool, bool], NDArray[Any]] = {}
        self._values = self._memory[Space(flags=False, shared=False)]
        for row, value in self._plan.constants.items():
            self._values[row] = value
        self._once = [call for step in self._plan.once for call in self._bound(step)]
        self._monthly = [call for step in self._plan.monthly for call in self._bound(step)]
        self._inputs = {name: self._memory[space][rows] for name, (space, rows) in self._plan.inputs.items()}
        self._spread, self._from = list(self._plan.spread), list(self._plan.spread.values())

    def begin(self, parameters: Array, state: Array) -> None:
        """Set parameters and state, both (rows, lanes)."""
        own = self._inputs["parameters"]
        own[:] = parameters[:, : own.shape[1]]
        self._inputs["state"][:] = state
        for call in self._once:
            call()

    def advance(self, policy: Array, world: Array) -> Array:
        """One month on; policy and world (rows,) for all lanes or (rows, lanes). Returns the figures (names, lanes)."""
        self._inputs["policy"][:] = policy if policy.ndim == 2 else policy[:, None]
        self._inputs["world"][:] = world if world.ndim == 2 else world[:, None]
        for call in self._monthly:
            call()
        if self._spread:
            self._values[self._spread] = self._memory[Space(flags=False, shared=True)][self._from]
        figures = self._values[self._plan.figures]
        self._inputs["state"][:] = self._values[self._plan.state]
        return figures

    @property
    def state(self) -> Array:
        """A copy of the state, (rows, lanes)."""
        return self._inputs["state"].copy()

    def _bound(self, step: Instruction) -> list[Call]:
        """The numpy calls of an instruction with their arguments."""
        patterns = [step.out, *(_one_for_all(item, step.out) for item in step.operands)]
        count = math.prod(step.out.shape)
        if not _are_stretches(patterns) and count <= _FEW_ROWS and len(step.out.shape) == 1:
            single = [[_row(item, place) for item in patterns] for place in range(count)]
            return [call for one in single for call in self._calls(step.operation, one)]
        return self._calls(step.operation, patterns)

    def _calls(self, operation: str, patterns: Sequence[Operand]) -> list[Call]:
        flat = _are_stretches(patterns)
        of_bits = operation in _BIT_UFUNCS
        out, *operands = [self._view(item, flat, of_bits) for item in patterns]
        if of_bits:
            return [partial(_BIT_UFUNCS[operation], *operands, out)]
        if operation in ("minimum", "maximum"):
            told = zip(patterns[1:], operands, strict=True)
            # Only what is constant: a number that all lanes share is another one each month.
            operands = [self._widened(item, out) if isinstance(what, float) else item for what, item in told]
            return [partial(_UFUNCS[operation], *operands, out=out)]
        if operation in _UFUNCS:
            return [partial(_UFUNCS[operation], *operands, out)]  # naming `out` costs as much as a small call
        if operation != "where":
            raise NotImplementedError(operation)
        yes, then, otherwise = operands
        chosen = partial(np.copyto, out, then, where=yes)
        return [chosen] if patterns[0] == patterns[3] else [partial(np.copyto, out, otherwise), chosen]

    def _widened(self, operand: Array, out: Array) -> Array:
        """A constant as rows: numpy compares rows with rows in vectors, rows with a number one by one."""
        if operand.ndim or out.size == 1:
            return operand
        key = float(operand).hex()
        if self._constants.get(key, operand).size < out.size:
            self._constants[key] = np.full(out.size, float(operand))
        return self._constants[key][: out.size].reshape(out.shape)

    def _view(self, operand: Operand, flat: bool, of_bits: bool) -> NDArray[Any]:
        """The memory of an operand, made once: thousands of arrays more would crowd the values out of the cache."""
        what = operand.hex() if isinstance(operand, float) else operand
        key = what, flat, of_bits
        if key not in self._views:
            made = self._new_view(operand, flat)
            self._views[key] = made.view(np.int64) if of_bits else made
        return self._views[key]

    def _new_view(self, operand: Operand, flat: bool) -> NDArray[Any]:
        """One stretch (rows * lanes,), or (shape..., lanes)."""
        if isinstance(operand, float):
            return np.array(operand)
        base = self._memory[operand.space]
        if flat:
            count = math.prod(operand.shape)
            if operand.space.shared and count == 1:
                return base[operand.first, 0:1].reshape(())
            return base[operand.first : operand.first + count].reshape(-1)
        row, lane = base.strides
        shape = (*operand.shape, base.shape[1])
        return as_strided(base[operand.first], shape, (*(step * row for step in operand.steps), lane))


def _memory(space: Space, height: int, lanes: int) -> NDArray[Any]:
    """Zeros for the rows of a space, from the start of a line of the cache on: vectors are loaded and stored faster."""
    kind = np.dtype(np.bool_ if space.flags else np.float64)
    size = height * (1 if space.shared else lanes)
    given = np.zeros(size * kind.itemsize + _LINE, dtype=np.uint8)
    start = -given.ctypes.data % _LINE
    return given[start : start + size * kind.itemsize].view(kind).reshape(height, -1 if height else 1)


def _one_for_all(operand: Operand, out: Rows) -> Operand:
    """A row that all lanes and all rows of a result share, as a single row."""
    if isinstance(operand, Rows) and operand.space.shared and not out.space.shared and not any(operand.steps):
        return Rows(operand.first, (1,), (0,), operand.space)
    return operand


def _are_stretches(patterns: Sequence[Operand]) -> bool:
    """Whether a result (the first) and its operands each are one stretch of memory, or one number for all."""
    out = patterns[0]
    assert isinstance(out, Rows)
    return all(_is_stretch(item, out.space.shared) for item in patterns)


def _is_stretch(operand: Operand, all_shared: bool) -> bool:
    if isinstance(operand, float):
        return True
    if operand.space.shared and not all_shared:
        return operand.shape == (1,)
    rows = operand.shape[-1]
    return (rows == 1 or operand.steps[-1] == 1) and (len(operand.shape) == 1 or operand.steps[0] == rows)


def _row(operand: Operand, place: int) -> Operand:
    if isinstance(operand, float) or operand.shape == (1,):
        return operand
    return Rows(operand.first + place * operand.steps[0], (1,), (0,), operand.space)
