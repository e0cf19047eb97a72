"""Numbers rounded together, so that what is shown adds up to the total that is shown."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor


def digits_for(values: Sequence[float]) -> int:
    """Decimals that show the largest of some values with about three figures."""
    largest = max((abs(value) for value in values), default=0.0)
    return 0 if largest >= 100.0 else 1 if largest >= 10.0 else 2


def rounded(value: float, digits: int) -> float:
    """Half up, and never a minus before nought."""
    units: float = floor(value * 10.0**digits + 0.5)
    return units / 10.0**digits + 0.0


def rounded_to_sum(values: Sequence[float], total: float, digits: int) -> list[float]:
    """The values rounded so that they sum to the rounded total: the largest remainders are rounded up.

    The total may differ from the values' own sum by a rounding of its ends; the difference goes to the largest values.
    """
    size = 10.0**digits
    down = [floor(value * size) for value in values]
    missing = floor(total * size + 0.5) - sum(down)
    by_remainder = sorted(range(len(values)), key=lambda place: (down[place] - values[place] * size, place))
    by_value = sorted(range(len(values)), key=lambda place: (-abs(values[place]), place))
    places = [*by_remainder, *by_value] if missing >= 0 else by_value
    step = 1 if missing >= 0 else -1
    for count in range(abs(missing) if values else 0):
        down[places[count % len(places)]] += step
    return [units / size + 0.0 for units in down]
