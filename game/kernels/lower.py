"""The program in operations that numpy has: work on the bits of numbers taken apart, quotients as products where exact.

A constant of an operation on bits is the double that has those bits.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.kernels.program import Program
from game.kernels.symbols import SOURCES, Symbol, Tape


def _as_double(bits: int) -> float:
    value: float = struct.unpack("<d", struct.pack("<q", bits))[0]
    return value


_ROUNDER: Final = 1.5 * 2.0**52  # its last bits count, see exact.exp
_BIASED_ROUNDER: Final = _ROUNDER - 1023.0
_SHIFT: Final = _as_double(52)
TO_SQRT_2: Final = _as_double(0x95F6400000000)
_EXPONENT_BITS: Final = _as_double(-(1 << 52))
_ONE: Final = 1.0  # the bits of an exponent of zero
_STEPS: Final = 8  # more than any operation is taken apart into


@dataclass(frozen=True, slots=True)
class Lowered:
    """As Program, in other operations."""

    once: tuple[Symbol, ...]
    monthly: tuple[Symbol, ...]
    state: tuple[Symbol, ...]
    figures: tuple[Symbol, ...]


def lower(program: Program) -> Lowered:
    made = _Lowering()
    once = made.of(program.once)
    monthly = made.of(program.monthly)
    told = [tuple(made.symbol(item) for item in items) for items in (program.state, program.figures)]
    return Lowered(once, monthly, told[0], told[1])


class _Lowering:
    def __init__(self) -> None:
        self._tape = Tape()
        self._made: dict[int, Symbol] = {}

    def of(self, work: Sequence[Symbol]) -> tuple[Symbol, ...]:
        """New symbols for some operations, without the constants and inputs among them."""
        done = len(self._tape.symbols)
        for symbol in work:
            self._made[symbol.place] = self._lowered(symbol)
        return tuple(symbol for symbol in self._tape.symbols[done:] if symbol.inputs)

    def symbol(self, old: Symbol) -> Symbol:
        if old.operation == "constant":
            return self._tape.constant(old.value)
        if old.operation in SOURCES:
            return self._tape.source(old.operation, int(old.value))
        return self._made[old.place]

    def _lowered(self, old: Symbol) -> Symbol:
        inputs = [self.symbol(item) for item in old.inputs]
        self._tape.group = old.group * _STEPS
        first = inputs[0]
        match old.operation:
            case "two_to":
                whole = self._step("add", first, _ROUNDER)
                return self._step("left", self._step("take_bits", whole, _BIASED_ROUNDER), _SHIFT)
            # The offset carries into the exponent from a mantissa of sqrt(2) on.
            case "exponent":
                shifted = self._step("right", self._step("add_bits", first, TO_SQRT_2), _SHIFT)
                return self._step("subtract", self._step("add_bits", shifted, _BIASED_ROUNDER), _ROUNDER)
            case "mantissa":
                power = self._step("both_bits", self._step("add_bits", first, TO_SQRT_2), _EXPONENT_BITS)
                return self._step("add_bits", self._step("take_bits", first, power), _ONE)
            case "divide" if _is_power_of_two(inputs[1]):
                return self._step("multiply", first, 1.0 / inputs[1].value)
        return self._step(old.operation, *inputs)

    def _step(self, operation: str, *inputs: Symbol | float) -> Symbol:
        made = self._tape.operation(operation, *inputs)
        self._tape.group += 1
        return made


def _is_power_of_two(symbol: Symbol) -> bool:
    """Whether a constant's reciprocal is exact, so that a product has the bits of the quotient."""
    return symbol.operation == "constant" and abs(math.frexp(symbol.value)[0]) == 0.5 and abs(symbol.value) < 2.0**1000
