"""What a level's `[[changes]]` may name: rows of the parameters, of the opening state, and columns of the world."""

from __future__ import annotations

from collections.abc import Sequence

from game.economy import guard
from game.economy.blocks import Block
from game.economy.quantities import Parameters, State
from game.economy.world import WORLD_COLUMNS
from game.rules.staging import ChangeKind

_BLOCKS: dict[str, type[Block]] = {"parameter": Parameters, "opening": State}


def change_names(kind: ChangeKind) -> tuple[str, ...]:
    """Names that a change of a kind may give, without their items."""
    if kind == "world":
        return WORLD_COLUMNS
    return tuple(item.name for item in _BLOCKS[kind].declared())


def change_rows(kind: ChangeKind, name: str, item: str | None) -> tuple[str, ...]:
    """The rows that a name and an item mean: all rows of the quantity without an item; none when there is no such."""
    if kind == "world":
        return (name,) if name in WORLD_COLUMNS and item is None else ()
    rows = [row for row in _BLOCKS[kind].row_names() if row.partition("[")[0] == name]
    if item is None:
        return tuple(rows)
    # One label of two axes stands for all rows that bear it: [heavy] is every buyer's heavy stock.
    wanted = set(item.split(","))
    return tuple(row for row in rows if wanted <= set(row.partition("[")[2].rstrip("]").split(",")))


def change_items(kind: ChangeKind, name: str) -> tuple[str, ...]:
    """The items a quantity has, for hints."""
    return tuple(row.partition("[")[2].rstrip("]") for row in change_rows(kind, name, None) if "[" in row)


def allowed(kind: ChangeKind, rows: Sequence[str]) -> tuple[float, float]:
    """The range in which values of these rows must lie, that of the engine's own door."""
    if kind == "world":
        return guard.world_range(rows[0])
    known = guard.limits(_BLOCKS[kind])
    places = [known.names.index(row) for row in rows]
    return max(float(known.low[place, 0]) for place in places), min(float(known.high[place, 0]) for place in places)
