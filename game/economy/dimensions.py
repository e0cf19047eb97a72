"""The axes of the engine: what each index of an array stands for."""

from __future__ import annotations

from typing import Final

DEPOSITS: Final = ("light", "heavy")
LIGHT: Final = 0
HEAVY: Final = 1

# Light ore is separated into two products whose markets differ (La/Ce in surplus, Nd/Pr scarce); ionic clay
# is carried as one heavy product.
PRODUCTS: Final = ("cerium", "neodymium", "heavy")
CERIUM: Final = 0
NEODYMIUM: Final = 1
HEAVY_PRODUCT: Final = 2

RIVALS: Final = ("us", "australia", "south_east_asia", "rest")
US: Final = 0
AUSTRALIA: Final = 1
SOUTH_EAST_ASIA: Final = 2
REST: Final = 3

# Foreign buyers; China itself is always written on its own because it sees the domestic price.
BUYERS: Final = ("japan", "us", "europe")
JAPAN: Final = 0
AMERICA: Final = 1
EUROPE: Final = 2

FIRST_YEAR: Final = 1985
MONTHS_PER_YEAR: Final = 12


def month_index(year: int, month: int) -> int:
    """Months since January 1985 (January 1985 is 0)."""
    return (year - FIRST_YEAR) * MONTHS_PER_YEAR + (month - 1)


def month_label(index: int) -> str:
    """The month as YYYY-MM."""
    return f"{FIRST_YEAR + index // MONTHS_PER_YEAR:04d}-{index % MONTHS_PER_YEAR + 1:02d}"


def parse_month(text: str) -> int:
    """Index of a month written YYYY-MM.

    Raises ValueError for any other form.
    """
    year, dash, month = text.partition("-")
    if dash != "-" or len(year) != 4 or len(month) != 2 or not (year + month).isascii():
        raise ValueError(f"{text!r} is not a month; write YYYY-MM")
    if not (year + month).isdigit() or not 1 <= int(month) <= 12:
        raise ValueError(f"{text!r} is not a month; write YYYY-MM")
    return month_index(int(year), int(month))
