"""The engine's door: what it is given is refused by name before the first month, and a run that strays is stopped.

Every bound is read from the declarations (`quantity(..., low=, high=)`); nothing is listed here. What is not a number
lies inside no bounds, so one comparison with a column of lows and one with a column of highs sees it too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

import numpy as np

from game.economy.blocks import Array, Block
from game.economy.dimensions import month_label

Mask = np.ndarray[Any, np.dtype[np.bool_]]

# Indices of the world are 1 in 1985 or 2005; the bounds catch a slip of units, not an unlikely future.
_LEAST_OF_A_WORLD_INDEX: Final = 1e-9
_MOST_OF_A_WORLD_INDEX: Final = 1e6


class EngineError(ValueError):
    """A value that the engine cannot work with: its name, the value, and what is allowed."""

    def __init__(self, where: str, quantity: str, value: float, allowed: str) -> None:
        super().__init__(f"{where}: {quantity} is {value!r}; allowed is {allowed}")
        self.where = where
        self.quantity = quantity
        self.value = value
        self.allowed = allowed


class BadInputError(EngineError):
    """Parameters, a policy, a world or an opening state that no run may start from."""


class OutOfBoundsError(EngineError):
    """A run that left its bounds: in which month, which quantity, and the last state that was sound."""

    def __init__(self, month: int, quantity: str, value: float, allowed: str, lane: int, last_good: Block) -> None:
        where = f"economy of {month_label(month)}" + (f", lane {lane}" if lane else "")
        super().__init__(where, quantity, value, allowed)
        self.month = month
        self.lane = lane
        self.last_good = last_good


class Limits:
    """The rows of a declared kind: names, and lows and highs as columns of shape (rows, 1)."""

    def __init__(self, kind: Any) -> None:
        low: list[float] = []
        high: list[float] = []
        for item in fields(kind):
            if item.metadata["low"] is None or item.metadata["high"] is None:
                raise TypeError(f"{kind.__name__}.{item.name} has no bounds and its unit has none either")
            rows = 1
            for axis in item.metadata["axes"]:
                rows *= len(axis)
            low += [item.metadata["low"]] * rows
            high += [item.metadata["high"]] * rows
        self.names = kind.row_names() if issubclass(kind, Block) else tuple(item.name for item in fields(kind))
        self.low = np.array(low)[:, None]
        self.high = np.array(high)[:, None]

    def sound(self, block: Array) -> Mask:
        """Which values of a block (rows, B) lie inside; NaN never does."""
        inside: Mask = (block >= self.low) & (block <= self.high)
        return inside

    def allowed(self, row: int) -> str:
        return _range(float(self.low[row, 0]), float(self.high[row, 0]))

    def first_stray(self, block: Array) -> tuple[int, int] | None:
        """Row and lane of the first value outside, by lane and then by row; None when all is sound."""
        inside = self.sound(block)
        if inside.all():
            return None
        lane = int(np.argmin(inside.all(axis=0)))
        return int(np.argmin(inside[:, lane])), lane


_LIMITS: dict[type, Limits] = {}


def limits(kind: type) -> Limits:
    """The bounds of a declared kind, read once."""
    if kind not in _LIMITS:
        _LIMITS[kind] = Limits(kind)
    return _LIMITS[kind]


def _range(low: float, high: float) -> str:
    return f"{low:g} to {high:g}"  # exact: words for a message, nothing is computed from them


def check_block(where: str, values: Block) -> None:
    """Parameters or an opening state before a run.

    Raises BadInputError for the first value outside its declared bounds or not finite.
    """
    known, block = limits(type(values)), values.block()
    stray = known.first_stray(block)
    if stray is not None:
        row, lane = stray
        place = f"{where}, lane {lane}" if lane else where
        raise BadInputError(place, known.names[row], float(block[row, lane]), known.allowed(row))


def check_policy(kind: type, rows: Array, first_month: int = 0) -> None:
    """One month of policy (fields,), a path (months, fields) or one for each lane (months, fields, B), in field order.

    Raises BadInputError for a wrong shape or the first setting outside the range the equations are made for.
    """
    known = limits(kind)
    path = rows[None] if rows.ndim == 1 else rows
    if path.ndim not in (2, 3) or path.shape[1] != len(known.names):
        fields = path.shape[1] if path.ndim > 1 else 0
        raise BadInputError("policy", "the number of its fields", fields, str(len(known.names)))
    if path.shape[0] == 0:
        raise BadInputError("policy", "the number of its months", 0, "at least 1")
    settings = np.moveaxis(path, 1, 0).reshape(len(known.names), -1)
    stray = known.first_stray(settings)
    if stray is not None:
        row, place = stray
        where = f"policy of {month_label(first_month + place * path.shape[0] // settings.shape[1])}"
        raise BadInputError(where, known.names[row], float(settings[row, place]), known.allowed(row))


def world_range(name: str) -> tuple[float, float]:
    """The range in which a column of the world must lie."""
    # Mines may be shut and filings stop; costs and activities enter divisions and logarithms.
    return 0.0 if "access" in name or "patent" in name else _LEAST_OF_A_WORLD_INDEX, _MOST_OF_A_WORLD_INDEX


def check_world(names: Sequence[str], columns: Mapping[str, Array]) -> None:
    """The columns of the exogenous world: all there, of one length, without holes, none negative.

    Raises BadInputError for the first that is not so.
    """
    months = 0
    for name in names:
        if name not in columns:
            raise BadInputError("world", f"the number of values of {name}", 0, "one a month")
        column = np.asarray(columns[name], dtype=np.float64)
        months = months or column.size
        if column.ndim != 1 or column.size != months or not months:
            raise BadInputError("world", f"the number of values of {name}", column.size, str(max(months, 1)))
        low, high = world_range(name)
        inside = (column >= low) & (column <= high)
        if not inside.all():
            month = int(np.argmin(inside))
            allowed = _range(low, high)
            raise BadInputError(f"world of {month_label(month)}", name, float(column[month]), allowed)


def check_month(month: int, after: Block, last_good: Block) -> None:
    """The state at the end of a month.

    Raises OutOfBoundsError, which carries the state before the month, when a value left its bounds.
    """
    known, block = limits(type(after)), after.block()
    stray = known.first_stray(block)
    if stray is not None:
        raise _stray(month, known, block, stray, last_good)


def note_strays(
    kind: type[Block], month: int, after: Array, before: Array, strays: dict[int, OutOfBoundsError], first: int = 0
) -> None:
    """Enter each lane that left its bounds in this month, once; blocks (rows, B) of a tile from lane `first` on."""
    known = limits(kind)
    inside = known.sound(after)
    if inside.all():
        return
    last_good = kind.from_block(before)
    for lane in np.flatnonzero(~inside.all(axis=0)).tolist():
        if first + lane not in strays:
            place = int(np.argmin(inside[:, lane])), lane
            strays[first + lane] = _stray(month, known, after, place, last_good, first)


def earliest(strays: Mapping[int, OutOfBoundsError]) -> OutOfBoundsError:
    """Of some lanes the one that left its bounds first."""
    return strays[min(strays, key=lambda lane: (strays[lane].month, lane))]


def _stray(
    month: int, known: Limits, block: Array, place: tuple[int, int], last_good: Block, first: int = 0
) -> OutOfBoundsError:
    row, lane = place
    kept = type(last_good).from_block(np.ascontiguousarray(last_good.block()[:, lane : lane + 1]))
    return OutOfBoundsError(month, known.names[row], float(block[row, lane]), known.allowed(row), first + lane, kept)
