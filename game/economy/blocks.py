"""Named quantities kept in one array: rows are the parts of each quantity, the last axis is the batch.

One block makes a campaign's state one thing to copy, hash and store, while the equations speak in names.
"""

from __future__ import annotations

from dataclasses import Field, field, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def quantity(unit: str, meaning: str, *axes: tuple[str, ...]) -> Any:
    """Declare one quantity: its unit, what it is, and the axes before the batch axis."""
    return field(metadata={"unit": unit, "meaning": meaning, "axes": axes})


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
        out = np.empty((self.rows(), lanes))
        for part, (_, shape, first, end) in zip(parts, _shapes(type(self)), strict=True):
            if part.shape[-1] != lanes or part.ndim != len(shape) + 1:
                part = np.broadcast_to(part, (*shape, lanes))
            out[first:end] = part.reshape(end - first, lanes)
        return out
