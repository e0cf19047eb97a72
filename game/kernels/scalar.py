"""The month as plain Python on floats: the fastest form for one campaign, where numpy's calls cost more than its work.

The program becomes the source of one function, compiled once. Values used once are written into the expression that
uses them, and a local name is used again when its value is dead: few names and few stores are what makes it fast.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from game.kernels.program import Program, inputs_of
from game.kernels.symbols import Symbol

Floats = Sequence[float]
# (state, policy, world) rows of a month -> (next state rows, figures). Raises ArithmeticError or KeyError where
# Python's arithmetic differs from numpy's: division by zero, powers and logarithms of what is not an ordinary number.
Month = Callable[[Floats, Floats, Floats], tuple[tuple[float, ...], tuple[float, ...]]]

_SIGNS: Final[Mapping[str, str]] = {
    "add": "+",
    "subtract": "-",
    "multiply": "*",
    "divide": "/",
    "less": "<",
    "less_equal": "<=",
    "both": "and",
}
_BITS: Final = ("mantissa", "exponent")
# exact.split turns from m to m / 2 at this mantissa; halved, because frexp's begins at one half.
_TURN: Final = (2.0 - 0x95F6400000000 / 2.0**52) / 2.0
_POWERS: Final[Mapping[float, float]] = {float(k): 2.0**k for k in range(-100, 101)}
_DEEPEST: Final = 25  # nested expressions, far below what Python's parser takes
_SOURCES: Final = ("state", "policy", "world")


def compile_month(program: Program) -> Callable[[Floats], Month]:
    """A function of the parameter rows that returns the month as a function."""
    namespace: dict[str, Any] = {"sqrt": math.sqrt, "frexp": math.frexp, "two_to": _POWERS}
    exec(compile(source(program), "<the month as scalar Python>", "exec"), namespace)
    made: Callable[[Floats], Month] = namespace["with_parameters"]
    return made


def source(program: Program) -> str:
    """The Python text: an outer function for what parameters alone decide, an inner one for the month."""
    outer = _Writer("    ", program.once, program.kept, {})
    outer.unpack("parameters", inputs_of(program, "parameters"))
    outer.write("k", reuse=False)
    inner = _Writer("        ", program.monthly, (*program.state, *program.figures), outer.names)
    for name in _SOURCES:
        inner.unpack(name, inputs_of(program, name))
    inner.write("v", reuse=True)
    told = [f"({''.join(inner.operand(item) + ', ' for item in items)})" for items in (program.state, program.figures)]
    return "\n".join(
        [
            "def with_parameters(parameters):",
            *outer.lines,
            f"    def month({', '.join(_SOURCES)}, sqrt=sqrt, frexp=frexp, two_to=two_to):",
            *inner.lines,
            f"        return {told[0]}, {told[1]}",
            "    return month",
            "",
        ]
    )


class _Writer:
    """Writes the statements of one function for a list of operations."""

    def __init__(
        self, indent: str, work: Sequence[Symbol], outputs: Sequence[Symbol], names: Mapping[int, str]
    ) -> None:
        self.lines: list[str] = []
        self.names = dict(names)  # of symbols by place, those of an outer function too
        self._outer = frozenset(names)
        self._indent = indent
        self._outputs = {symbol.place for symbol in outputs}
        self._exponents = {symbol.inputs[0].place: symbol for symbol in work if symbol.operation == "exponent"}
        self._named = _worth_a_name(work, self._outputs)
        self._statements = [symbol for symbol in work if symbol.place in self._named and symbol.operation != "exponent"]
        self._free: list[str] = []
        self._count = 0

    def unpack(self, source: str, rows: Mapping[int, Symbol]) -> None:
        """Rows of an input as local names; `_` takes those that nobody reads."""
        if not rows:
            return
        for row, symbol in rows.items():
            self.names[symbol.place] = f"{source[:2]}{row}"
        targets = (f"{source[:2]}{row}" if row in rows else "_" for row in range(max(rows) + 1))
        self.lines.append(f"{self._indent}{', '.join(targets)}, *_ = {source}")

    def write(self, letter: str, reuse: bool) -> None:
        """All statements; names begin with the letter and, where `reuse` says so, serve again after their last use."""
        read = [set(self._read_by(symbol)) for symbol in self._statements]
        last = {place: index for index, places in enumerate(read) for place in places}
        for index, symbol in enumerate(self._statements):
            text = self._expression(symbol)
            if reuse:
                dead = sorted(place for place in read[index] if last[place] == index and place not in self._outputs)
                self._free += [self.names[place] for place in dead if place not in self._outer]
            self._assign(symbol, text, letter)

    def operand(self, symbol: Symbol) -> str:
        """The text that stands for a value inside an expression."""
        if symbol.place in self.names:
            return self.names[symbol.place]
        if symbol.operation == "constant":
            return repr(symbol.value) if symbol.value.hex()[0] != "-" else f"({symbol.value!r})"
        return f"({self._expression(symbol)})"

    def _assign(self, symbol: Symbol, text: str, letter: str) -> None:
        name = self._new_name(symbol, letter)
        if symbol.operation == "mantissa":
            exponent = self._new_name(self._exponents[symbol.inputs[0].place], letter)
            self.lines += [
                f"{self._indent}{name}, {exponent} = frexp({text})",
                f"{self._indent}if {name} < {_TURN!r}:",
                f"{self._indent}    if {name} < 0.5: raise ArithmeticError",
                f"{self._indent}    {name} += {name}; {exponent} -= 1",
                f"{self._indent}elif not {name} < 1.0: raise ArithmeticError",
            ]
        else:
            self.lines.append(f"{self._indent}{name} = {text}")

    def _new_name(self, symbol: Symbol, letter: str) -> str:
        if not self._free:
            self._free.append(f"{letter}{self._count}")
            self._count += 1
        self.names[symbol.place] = self._free.pop()
        return self.names[symbol.place]

    def _expression(self, symbol: Symbol) -> str:
        operands = [self.operand(item) for item in symbol.inputs]
        match symbol.operation:
            case "negative":
                return f"-{operands[0]}"
            case "sqrt":
                return f"sqrt({operands[0]})"
            case "two_to":
                return f"two_to[{operands[0]}]"
            case "mantissa":
                return operands[0]
            case "where":
                return f"{operands[1]} if {operands[0]} else {operands[2]}"
            case "minimum" | "maximum":
                return self._cut(symbol, operands)
        return f" {_SIGNS[symbol.operation]} ".join(operands)

    def _cut(self, symbol: Symbol, operands: list[str]) -> str:
        sign = "<" if symbol.operation == "minimum" else ">"
        first, second = operands
        inner = symbol.inputs[0]
        if _is_clip(symbol) and inner.place not in self._named:
            value, low = (self.operand(item) for item in inner.inputs)
            return f"{low} if {value} < {low} else {second} if {value} > {second} else {value}"
        # As numpy's minimum and maximum, a NaN on either side comes through.
        lost = "" if symbol.inputs[1].operation == "constant" else f" or {second} != {second}"
        return f"{second} if {second} {sign} {first}{lost} else {first}"

    def _read_by(self, symbol: Symbol) -> Iterator[int]:
        """Places of the named values that a statement reads, through the expressions written into it."""
        for item in symbol.inputs:
            if item.place in self._named or item.place in self.names:
                yield item.place
            else:
                yield from self._read_by(item)


def _is_clip(symbol: Symbol) -> bool:
    """Whether a symbol is exact.clip with constant bounds in order."""
    inner = symbol.inputs[0]
    if symbol.operation != "minimum" or inner.operation != "maximum":
        return False
    low, high = inner.inputs[1], symbol.inputs[1]
    return low.operation == high.operation == "constant" and low.value <= high.value


def _worth_a_name(work: Sequence[Symbol], outputs: set[int]) -> set[int]:
    """Places of the values that get a statement of their own: outputs, and what is read more than once."""
    times: Counter[int] = Counter(outputs)
    for symbol in work:
        for place, item in enumerate(symbol.inputs):
            repeated = symbol.operation in ("minimum", "maximum") and not (place == 0 and _is_clip(symbol))
            times[item.place] += 2 if repeated else symbol.operation != "exponent"
    named = {symbol.place for symbol in work if times[symbol.place] > 1 or symbol.operation in _BITS}
    named |= outputs
    depth: dict[int, int] = {}
    for symbol in work:
        below = [depth.get(item.place, 0) for item in symbol.inputs if item.place not in named]
        depth[symbol.place] = 1 + max(below, default=0)
        if depth[symbol.place] > _DEEPEST:
            named.add(symbol.place)
    return named
