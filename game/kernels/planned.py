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
from game.kernels.plan import Instruction, Operand, Rows, plan
from game.kernels.program import ROWS, Program

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
_ROUNDER: Final = np.array(1.5 * 2.0**52)  # its last bits count, see exact.exp
# Arrays of no dimension: numpy takes them without the conversion that a number costs at every call.
_BIASED_ROUNDER: Final = np.array(_ROUNDER.view(np.int64) - 1023, dtype=np.int64)
_SHIFT: Final = np.array(52, dtype=np.int64)
_TO_SQRT_2: Final = np.array(0x95F6400000000, dtype=np.int64)
_EXPONENT_BITS: Final = np.array(-(1 << 52), dtype=np.int64)
_ONE_BITS: Final = np.array(1023 << 52, dtype=np.int64)
# Up to so many uneven rows are called one by one: starting numpy on broadcast or strided rows costs as much.
_FEW_ROWS: Final = 4

Call = Callable[[], Any]


class Workspace:
    """A plan bound to memory for a number of lanes."""

    def __init__(self, program: Program, lanes: int) -> None:
        self._plan = plan(program)
        self._values = np.zeros((self._plan.height, lanes))
        self._flags = np.zeros((max(self._plan.flags, 1), lanes), dtype=np.bool_)
        for row, value in self._plan.constants.items():
            self._values[row] = value
        self._once = [call for step in self._plan.once for call in self._bound(step)]
        self._monthly = [call for step in self._plan.monthly for call in self._bound(step)]
        blocks = {name: slice(first, first + ROWS[name]) for name, first in self._plan.first_rows.items()}
        self._inputs = {name: self._values[rows] for name, rows in blocks.items()}

    def begin(self, parameters: Array, state: Array) -> None:
        """Set parameters and state, both (rows, lanes)."""
        self._inputs["parameters"][:] = parameters
        self._inputs["state"][:] = state
        for call in self._once:
            call()

    def advance(self, policy: Array, world: Array) -> Array:
        """One month on; policy (fields,) or (fields, lanes), world (rows,). Returns the figures (names, lanes)."""
        self._inputs["policy"][:] = policy if policy.ndim == 2 else policy[:, None]
        self._inputs["world"][:] = world[:, None]
        for call in self._monthly:
            call()
        figures = self._values[self._plan.figures]
        self._inputs["state"][:] = self._values[self._plan.state]
        return figures

    @property
    def state(self) -> Array:
        """A copy of the state, (rows, lanes)."""
        return self._inputs["state"].copy()

    def _bound(self, step: Instruction) -> list[Call]:
        """The numpy calls of an instruction with their arguments."""
        patterns = [step.out, *step.operands]
        count = math.prod(step.out.shape)
        if not all(_is_stretch(item) for item in patterns) and count <= _FEW_ROWS and len(step.out.shape) == 1:
            single = [[_row(item, place) for item in patterns] for place in range(count)]
            return [call for one in single for call in self._calls(step.operation, one)]
        return self._calls(step.operation, patterns)

    def _calls(self, operation: str, patterns: Sequence[Operand]) -> list[Call]:
        flat = all(_is_stretch(item) for item in patterns)
        out, *operands = [self._view(item, flat) for item in patterns]
        if operation in _UFUNCS:
            ufunc = _UFUNCS[operation]
            if operation in ("minimum", "maximum"):
                return [partial(ufunc, *operands, out=out)]
            return [partial(ufunc, *operands, out)]  # by position: naming `out` costs as much as a small call
        if operation == "where":
            yes, then, otherwise = operands
            chosen = partial(np.copyto, out, then, where=yes)
            return [chosen] if patterns[0] == patterns[3] else [partial(np.copyto, out, otherwise), chosen]
        bits, given = out.view(np.int64), operands[0].view(np.int64)
        match operation:
            case "two_to":
                return [
                    partial(np.add, operands[0], _ROUNDER, out),
                    partial(np.subtract, bits, _BIASED_ROUNDER, bits),
                    partial(np.left_shift, bits, _SHIFT, bits),
                ]
            # The offset carries into the exponent from a mantissa of sqrt(2) on.
            case "exponent":
                return [
                    partial(np.add, given, _TO_SQRT_2, bits),
                    partial(np.right_shift, bits, _SHIFT, bits),
                    partial(np.add, bits, _BIASED_ROUNDER, bits),
                    partial(np.subtract, out, _ROUNDER, out),
                ]
            case "mantissa":
                return [
                    partial(np.add, given, _TO_SQRT_2, bits),
                    partial(np.bitwise_and, bits, _EXPONENT_BITS, bits),
                    partial(np.subtract, given, bits, bits),
                    partial(np.add, bits, _ONE_BITS, bits),
                ]
        raise NotImplementedError(operation)

    def _view(self, operand: Operand, flat: bool) -> NDArray[Any]:
        """The memory of an operand: one stretch (rows * lanes,), or (shape..., lanes)."""
        if isinstance(operand, float):
            return np.array(operand)
        base: NDArray[Any] = self._flags if operand.flags else self._values
        if flat:
            return base[operand.first : operand.first + math.prod(operand.shape)].reshape(-1)
        row, lane = base.strides
        shape = (*operand.shape, base.shape[1])
        return as_strided(base[operand.first], shape, (*(step * row for step in operand.steps), lane))


def _is_stretch(operand: Operand) -> bool:
    """Whether an operand is one stretch of memory (or one number for all)."""
    if isinstance(operand, float):
        return True
    rows = operand.shape[-1]
    return (rows == 1 or operand.steps[-1] == 1) and (len(operand.shape) == 1 or operand.steps[0] == rows)


def _row(operand: Operand, place: int) -> Operand:
    if isinstance(operand, float):
        return operand
    return Rows(operand.first + place * operand.steps[0], (1,), (0,), operand.flags)
