"""The five readings that players and teachers ask about, at dates at which something is known of the world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from game.books import Recording
from game.economy.dimensions import month_index, month_label

READINGS: Final[Mapping[str, tuple[str, int]]] = {
    "exposure_busd": ("bn USD", 1),
    "controllability": ("0-1", 2),
    "leverage_index": ("bn USD", 1),
    "fear": ("0-1", 2),
    "preparedness": ("0-1", 2),
    "implementation": ("0-1", 2),
}
# First and last month of each column.
DATES: Final[Mapping[str, tuple[tuple[int, int], tuple[int, int]]]] = {
    "1990": ((1990, 1), (1990, 12)),
    "2000": ((2000, 1), (2000, 12)),
    "Aug 2010": ((2010, 8), (2010, 8)),
    "2011": ((2011, 1), (2011, 12)),
    "2015": ((2015, 1), (2015, 12)),
    "2019": ((2019, 1), (2019, 12)),
    "Mar 2025": ((2025, 3), (2025, 3)),
    "Apr 2025": ((2025, 4), (2025, 4)),
    "Jul 2025": ((2025, 7), (2025, 7)),
    "Oct 2025": ((2025, 10), (2025, 10)),
}
BEGIN: Final = "<!-- figures of history's run: written by `lanthanide model`, do not edit -->"
END: Final = "<!-- end of figures -->"


def known_dates(recording: Recording, start: int) -> str:
    """A Markdown table of history's run that begins in month `start`; a year is the mean of its months."""
    lines = [f"| | unit | {' | '.join(DATES)} |", "| --- " * (len(DATES) + 2) + "|"]
    for name, (unit, digits) in READINGS.items():
        cells = []
        for first, last in DATES.values():
            months = recording.columns[name][month_index(*first) - start : month_index(*last) - start + 1]
            if not len(months):
                raise ValueError(f"the run has no month {month_label(month_index(*first))}")
            cells.append(f"{sum(months) / len(months):.{digits}f}")
        lines.append(f"| {name} | {unit} | {' | '.join(cells)} |")
    return "\n".join(lines)


def with_figures(text: str, table: str) -> str:
    """A document with the table between its marks. Raises ValueError where a mark is missing."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the document lacks the marks {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{table}\n{END}{after}"
