"""A year of tonnes up to a month, of your run, history's, or (before the first turn) of what is expected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.economy.ledger import LEDGER
from game.session import Session

WINDOW = 12
_NEEDED = (
    *LEDGER,
    "china_legal_mine_output_t",
    "china_legal_heavy_output_t",
    "china_illegal_mine_output_t",
    "china_illegal_heavy_output_t",
    "china_recorded_mine_output_t",
    "china_domestic_use_t",
    "ore_imports_t",
    "unsold_t",
    "state_reserve_t",
    "us_mine_output_t",
    "australia_mine_output_t",
    "south_east_asia_mine_output_t",
    "rest_mine_output_t",
    "consolidation_licences_share",
)


@dataclass(frozen=True, slots=True)
class YearTo:
    """Figures of the twelve months that end in a month; fewer near the start, scaled to a year."""

    columns: Mapping[str, Sequence[float]]
    first: int  # place of the first month counted
    last: int
    month: int  # of the last, counted from January 1985
    kind: str  # "yours", "history" or "forecast"
    ends: tuple[Mapping[str, Sequence[float]], Mapping[str, Sequence[float]]] = ({}, {})  # of what is estimated

    @property
    def months(self) -> int:
        """How many months are counted: twelve, or fewer near the start."""
        return self.last + 1 - self.first

    @property
    def _per_year(self) -> float:
        return 12.0 / self.months

    def flow(self, name: str) -> float:
        """Tonnes a year of a monthly flow."""
        return sum(self.columns[name][self.first : self.last + 1]) * self._per_year

    def range(self, name: str) -> tuple[float, float] | None:
        """The ends of a flow that is estimated, tonnes a year; None where it was counted."""
        if name not in self.ends[0]:
            return None
        low, high = (sum(column[name][self.first : self.last + 1]) * self._per_year for column in self.ends)
        return low, high

    def ranges(self) -> tuple[tuple[str, tuple[float, float]], ...]:
        """All flows that are estimated."""
        return tuple((name, found) for name in self.ends[0] if (found := self.range(name)) is not None)

    def change(self, name: str) -> float:
        """What a stock gained, a year."""
        column = self.columns[name]
        return (column[self.last] - column[self.first - 1]) * self._per_year

    def level(self, name: str) -> float:
        """A reading at the end."""
        return self.columns[name][self.last]

    def gain(self, name: str) -> float:
        """Growth of a reading over the year, as a share; nought where there was nothing."""
        before = self.columns[name][self.first - 1]
        return self.columns[name][self.last] / before - 1.0 if before > 1e-9 else 0.0


def months_seen(session: Session) -> tuple[int, int] | None:
    """First and last month that a map or chain can show, or None before the first turn."""
    if session.months < 2:
        return None
    start = session.level.start
    return start + 1, start + session.months - 1


def year_to(session: Session, month: int | None = None, history: bool = False) -> YearTo:
    """The year up to a month, by default the last one lived through."""
    start = session.level.start
    seen = months_seen(session)
    if seen is None and not history:
        # Nothing has happened yet; the first year as the engine expects it under the orders of the day.
        expected = session.forecast({}, WINDOW + 1, _NEEDED)
        ahead = {name: line.tolist() for name, line in expected.items()}
        last = len(ahead[_NEEDED[0]]) - 1
        return YearTo(ahead, 1, last, start + last, "forecast")
    columns = session.columns(history)
    latest = seen[1] if seen is not None else start + WINDOW
    wanted = latest if month is None else min(max(month, start + 1), latest)
    last = min(wanted - start, len(columns[_NEEDED[0]]) - 1)
    kind = "history" if history else "yours"
    return YearTo(columns, max(last + 1 - WINDOW, 1), last, start + last, kind, session.end_columns(history))
