"""Named quantities kept in one array: rows are the parts of each quantity, the last axis is the batch.

One block makes a campaign's state one thing to copy, hash and store, while the equations speak in names.
"""

from __future__ import annotations

from dataclasses import Field, field, fields
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


# What a quantity of a unit may be at most and at least: not what is likely, but where the engine has gone astray.
# A stock may lie a rounding below nothing; a time constant below half a month overshoots its target; a price enters a
# logarithm. Quantities for which this is too wide or too narrow say so where they are declared.
RANGES: Final[dict[str, tuple[float, float]]] = {
    "t": (-1e-6, 1e9),
    "t/month": (0.0, 1e8),
    "t/yr": (0.0, 1e6),
    "USD/t": (1e-2, 1e9),
    "MUSD": (-1e8, 1e8),
    "MUSD/month": (0.0, 1e6),
    "MUSD/yr": (0.0, 1e6),
    "share": (0.0, 1.0),
    "months": (0.5, 1200.0),
    "1/month": (0.0, 2.0),
    "1": (0.0, 100.0),
    "points": (0.0, 1e6),
    "points/t": (0.0, 1.0),
    "points/MUSD": (0.0, 1e3),
    "patents": (0.0, 1e8),
    "patents/month": (0.0, 1e6),
    "patents/MUSD": (0.0, 1e4),
}


def quantity(
    unit: str, meaning: str, *axes: tuple[str, ...], low: float | None = None, high: float | None = None
) -> Any:
    """Declare one quantity: its unit, what it is, the axes before the batch axis, and hard bounds of its values.

    Bounds that are not given are those of the unit in `RANGES`; flows of other units have none.
    """
    usual = RANGES.get(unit, (None, None))
    low, high = usual[0] if low is None else low, usual[1] if high is None else high
    return field(metadata={"unit": unit, "meaning": meaning, "axes": axes, "low": low, "high": high})


Rows = tuple[tuple[str, tuple[int, ...], int, int], ...]
_SHAPES: dict[str, Rows] = {}


def _shapes(kind: type[Block]) -> Rows:
    """(name, leading shape, first row, end row) of each quantity, in order of declaration."""
    if kind.__qualname__ in _SHAPES:
        return _SHAPES[kind.__qualname__]
    rows = []
    start = 0
    for item in fields(kind):  # type: ignore[arg-type]
        shape = tuple(len(axis) for axis in item.metadata["axes"])
        size = 1
        for length in shape:
            size *= length
        rows.append((item.name, shape, start, start + size))
        start += size
    _SHAPES[kind.__qualname__] = tuple(rows)
    return _SHAPES[kind.__qualname__]


class Block:
    """Base of the dataclasses whose fields are declared with `quantity`."""

    __slots__ = ()

    @classmethod
    def declared(cls) -> tuple[Field[Any], ...]:
        return fields(cls)  # type: ignore[arg-type]

    @classmethod
    def rows(cls) -> int:
        """Number of rows of the block."""
        return _shapes(cls)[-1][3]

    @classmethod
    def row_names(cls) -> tuple[str, ...]:
        """Each row's name, with the labels of its axes: `stock_t[heavy,japan]`."""
        names = []
        for item in cls.declared():
            labels = [""]
            for axis in item.metadata["axes"]:
                labels = [f"{label},{part}" if label else part for label in labels for part in axis]
            names += [f"{item.name}[{label}]" if label else item.name for label in labels]
        return tuple(names)

    @classmethod
    def from_block(cls, block: Array) -> Self:
        """Views into a block of shape (rows, B)."""
        if block.ndim != 2 or block.shape[0] != cls.rows():
            raise ValueError(f"{cls.__name__} needs a block of {cls.rows()} rows, got {block.shape}")
        made = object.__new__(cls)
        lanes = block.shape[1]
        for name, shape, first, end in _shapes(cls):
            object.__setattr__(made, name, block[first:end].reshape(*shape, lanes))
        return made

    def block(self) -> Array:
        """A new C-ordered block of shape (rows, B) with this object's values."""
        parts = [getattr(self, name) for name, *_ in _shapes(type(self))]
        lanes = max(part.shape[-1] for part in parts)
        if all(part.shape[-1] == lanes for part in parts):
            return np.concatenate([part.reshape(-1, lanes) for part in parts])  # the usual case, and twice as fast
        out = np.empty((self.rows(), lanes))
        for part, (_, shape, first, end) in zip(parts, _shapes(type(self)), strict=True):
            if part.shape[-1] != lanes or part.ndim != len(shape) + 1:
                part = np.broadcast_to(part, (*shape, lanes))
            out[first:end] = part.reshape(end - first, lanes)
        return out
