"""The exogenous world: activity, costs, access and filings by month, each row of its file with a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.economy import guard
from game.economy.blocks import Array
from game.economy.dimensions import BUYERS, RIVALS


@dataclass(slots=True)
class WorldMonth:
    """The exogenous world of one month; each row of its file has a source."""

    activity: Array  # (buyer, 1) use outside magnets, 1985 = 1
    activity_china: Array  # (1,)
    heavy_activity: Array  # (1,) phosphors, ceramics and other heavy uses, 1985 = 1
    heavy_activity_china: Array  # (1,)
    magnet_activity: Array  # (buyer, 1) 2005 = 1
    magnet_activity_china: Array  # (1,)
    cost_index_china: Array  # (1,) cost level in USD, 1985 = 1
    cost_index_abroad: Array  # (1,) 1985 = 1
    rival_access: Array  # (rival, 1) share of mines that outside events allow to run
    refining_access: Array  # (rival, 1) the same for refineries
    patent_index_us: Array  # (1,)


WORLD_COLUMNS: Final = (
    *(f"activity_{buyer}" for buyer in BUYERS),
    "activity_china",
    "heavy_activity",
    "heavy_activity_china",
    *(f"magnet_activity_{buyer}" for buyer in BUYERS),
    "magnet_activity_china",
    "cost_index_china",
    "cost_index_abroad",
    *(f"access_{rival}" for rival in RIVALS),
    *(f"refining_access_{rival}" for rival in RIVALS),
    "patent_index_us",
)


class World:
    """The exogenous world: one row per column of `WORLD_COLUMNS`, one column per month from January 1985.

    Raises guard.BadInputError for a column that is missing, has a hole, or is of another length.
    """

    def __init__(self, columns: Mapping[str, Array]) -> None:
        guard.check_world(WORLD_COLUMNS, columns)
        self.table = np.stack([np.asarray(columns[name], dtype=np.float64) for name in WORLD_COLUMNS])
        self.months = self.table.shape[1]
        self._made: dict[int, WorldMonth] = {}

    def row(self, index: int) -> Array:
        """The values of a month in the order of `WORLD_COLUMNS`; after its last month the world stands still."""
        column: Array = self.table[:, min(index, self.months - 1)]
        return column

    def month(self, index: int) -> WorldMonth:
        """The world of a month by name."""
        index = min(index, self.months - 1)
        if index not in self._made:
            self._made[index] = world_month(self.row(index))
        return self._made[index]


def world_month(rows: Array) -> WorldMonth:
    """The world of a month from its rows, one per column of `WORLD_COLUMNS`: (rows,) for all lanes or (rows, B)."""
    wide = rows if rows.ndim == 2 else rows[:, None]
    place = {name: i for i, name in enumerate(WORLD_COLUMNS)}

    def several(prefix: str, names: tuple[str, ...]) -> Array:
        column: Array = wide[[place[f"{prefix}_{name}"] for name in names]]
        return column

    def one(name: str) -> Array:
        column: Array = wide[place[name]]
        return column

    return WorldMonth(
        activity=several("activity", BUYERS),
        activity_china=one("activity_china"),
        heavy_activity=one("heavy_activity"),
        heavy_activity_china=one("heavy_activity_china"),
        magnet_activity=several("magnet_activity", BUYERS),
        magnet_activity_china=one("magnet_activity_china"),
        cost_index_china=one("cost_index_china"),
        cost_index_abroad=one("cost_index_abroad"),
        rival_access=several("access", RIVALS),
        refining_access=several("refining_access", RIVALS),
        patent_index_us=one("patent_index_us"),
    )
