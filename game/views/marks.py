"""Marks on the months of a chart: the chronicle's events and your own orders."""

from __future__ import annotations

from dataclasses import dataclass

from game.views.room import Timeline

_NEAR = 2  # months to either side that still count as here


@dataclass(frozen=True, slots=True)
class Mark:
    month: int
    text: str
    kind: str  # "event" or "decision"


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """In order of months; compared by identity, like charts."""

    items: tuple[Mark, ...]

    def near(self, month: int) -> tuple[Mark, ...]:
        return tuple(mark for mark in self.items if abs(mark.month - month) <= _NEAR)


def marks(line: Timeline) -> Marks:
    """Everything on the timeline that has happened by now."""
    found = [Mark(month, text, "event") for month, text in line.events if month < line.now]
    found += [Mark(month, text, "decision") for month, text in line.decisions]
    return Marks(tuple(sorted(found, key=lambda mark: mark.month)))
