"""Arrays of symbols: the step functions run on them as on numbers and leave a record of what they computed.

A symbol is one scalar value of a month. `Symbols` is an array of them that answers numpy's protocols: every ufunc and
function that the steps may use is recorded, any other is refused by name. Equal computations become one symbol
(hash-consing) and operations on constants are carried out at once, by the same float operation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.economy.blocks import Array
from game.economy.exact import Symbolic

# Where a value comes from, as bits: the union over its inputs says when it is known.
PARAMETERS: Final = 1
WORLD: Final = 2
POLICY: Final = 4
STATE: Final = 8
FLOWS: Final = 16  # only where the equations are read one by one, see structure.py
SOURCES: Final[Mapping[str, int]] = {
    "parameters": PARAMETERS,
    "world": WORLD,
    "policy": POLICY,
    "state": STATE,
    "flows": FLOWS,
}

# Numpy's ufuncs that give the same bits everywhere, and the primitive each becomes.
_UFUNCS: Final[Mapping[np.ufunc, str]] = {
    np.add: "add",
    np.subtract: "subtract",
    np.multiply: "multiply",
    np.true_divide: "divide",
    np.negative: "negative",
    np.minimum: "minimum",
    np.maximum: "maximum",
    np.sqrt: "sqrt",
    np.less: "less",
    np.less_equal: "less_equal",
    np.greater: "greater",
    np.greater_equal: "greater_equal",
    np.bitwise_and: "both",
}
COMPARISONS: Final = frozenset({"less", "less_equal", "both"})
_MIRRORED: Final[Mapping[str, str]] = {"greater": "less", "greater_equal": "less_equal"}
_COMMUTATIVE: Final = frozenset({"add", "multiply", "both"})
# Functions that only move elements about: numpy's own do for symbols too.
_MOVES: Final[frozenset[Callable[..., Any]]] = frozenset({np.stack, np.broadcast_arrays, np.broadcast_to, np.shape})

_FOLDS: Final[Mapping[str, Callable[..., float]]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / b,
    "negative": lambda a: -a,
    "minimum": lambda a, b: b if b < a else a,
    "maximum": lambda a, b: b if b > a else a,
    "sqrt": math.sqrt,
}


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """One value: an input row, a constant, or a primitive operation on earlier symbols."""

    tape: Tape
    place: int  # position in the tape
    operation: str  # a source, "constant", or the name of a primitive
    inputs: tuple[Symbol, ...] = ()
    value: float = 0.0  # of a constant; the row of an input
    known: int = 0  # union of the sources it depends on
    group: int = -1  # number of the array operation it was first made by

    def __bool__(self) -> bool:
        raise TypeError("a step may not branch on a value; write exact.where or np.where")


class Tape:
    """All symbols of one tracing, in an order in which they can be computed."""

    def __init__(self) -> None:
        self.symbols: list[Symbol] = []
        self._seen: dict[tuple[Any, ...], Symbol] = {}
        self.group = 0  # the array operation that makes the symbols at present

    def rows(self, source: str, count: int) -> Symbols:
        """Input rows of a source, shape (count, 1)."""
        made = np.empty((count, 1), dtype=object)
        for row in range(count):
            made[row, 0] = self.source(source, row)
        return made.view(Symbols)

    def source(self, name: str, row: int) -> Symbol:
        return self._symbol(name, (), float(row), SOURCES[name])

    def constant(self, value: float) -> Symbol:
        return self._symbol("constant", (), float(value), 0)

    def operation(self, name: str, *inputs: Symbol | float) -> Symbol:
        """The symbol of a primitive on symbols or plain numbers."""
        symbols = tuple(item if isinstance(item, Symbol) else self.constant(item) for item in inputs)
        if name in _MIRRORED:
            name, symbols = _MIRRORED[name], symbols[::-1]
        if name in ("minimum", "maximum") and symbols[0].operation == "constant":
            symbols = symbols[::-1]
        if name in _FOLDS and all(item.operation == "constant" for item in symbols):
            return self.constant(_FOLDS[name](*(item.value for item in symbols)))
        known = 0
        for item in symbols:
            known |= item.known
        return self._symbol(name, symbols, 0.0, known)

    def _symbol(self, operation: str, inputs: tuple[Symbol, ...], value: float, known: int) -> Symbol:
        places = [item.place for item in inputs]
        if operation in _COMMUTATIVE:
            places.sort()
        # The hexadecimal form tells +0.0 from -0.0.
        key = (operation, value.hex(), *places)
        found = self._seen.get(key)
        if found is None:
            found = Symbol(self, len(self.symbols), operation, inputs, value, known, self.group)
            self._seen[key] = found
            self.symbols.append(found)
        return found

    def next_group(self) -> None:
        """From now on another array operation makes the symbols."""
        self.group += 1


def _tape_of(arrays: tuple[Any, ...]) -> Tape:
    for array in arrays:
        if isinstance(array, Symbols):
            tape: Tape = np.asarray(array, dtype=object).reshape(-1)[0].tape
            return tape
    raise TypeError("no symbols among the arguments")


def _elementwise(tape: Tape, name: str, arrays: tuple[Any, ...]) -> Symbols:
    """A primitive on every element, arrays broadcast against each other."""

    def one(*inputs: Symbol | float) -> Symbol:
        return tape.operation(name, *inputs)

    tape.next_group()
    made = np.frompyfunc(one, len(arrays), 1)(*_plain(arrays))
    return np.asarray(made, dtype=object).view(Symbols)


class Symbols(Symbolic):
    """An object array of symbols that numpy's operators and functions record themselves on."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **options: Any) -> Any:
        if ufunc not in _UFUNCS or method != "__call__" or options:
            raise TypeError(f"np.{ufunc.__name__} ({method}) has no exact primitive; steps may not use it")
        return _elementwise(_tape_of(inputs), _UFUNCS[ufunc], inputs)

    def __array_function__(self, function: Callable[..., Any], types: Any, args: Any, kwargs: Any) -> Any:
        if function is np.where:
            return _elementwise(_tape_of(args), "where", args)
        if function not in _MOVES:
            raise TypeError(f"np.{function.__name__} has no exact primitive; steps may not use it")
        return _as_symbols(function(*_plain(args), **kwargs))

    def two_to(self) -> Array:
        return _elementwise(_tape_of((self,)), "two_to", (self,))

    def split(self) -> tuple[Array, Array]:
        tape = _tape_of((self,))
        return _elementwise(tape, "mantissa", (self,)), _elementwise(tape, "exponent", (self,))


def _plain(value: Any) -> Any:
    """Arguments of a numpy function with symbols as plain object arrays, so that numpy's own code runs on them."""
    if isinstance(value, tuple | list):
        return type(value)(_plain(item) for item in value)
    return value.view(np.ndarray) if isinstance(value, Symbols) else value


def _as_symbols(moved: Any) -> Any:
    if isinstance(moved, tuple | list):
        return [_as_symbols(item) for item in moved]
    is_symbols = isinstance(moved, np.ndarray) and moved.dtype == object
    return moved.view(Symbols) if is_symbols else moved
