"""Units of the reported figures, for the tables of a sweep."""

from __future__ import annotations

from typing import Final

# Figures that only the rules know.
RULES_FIGURES: Final = ("political_capital", "creg_heavy_quota_share", "northern_light_quota_share")

# Tonnes and money that are counted at a month's end; all others flow through the month.
_STOCKS: Final = frozenset(
    [
        "foreign_stock_t",
        "unsold_t",
        "state_reserve_t",
        "concentrate_stock_t",
        "product_stock_t",
        "black_stock_t",
        "treasury_musd",
    ]
)
_PLAIN: Final = {
    "political_capital": "points 0-100",
    "pollution_index": "points",
    "leverage_index": "bn USD a year",
    "china_patents": "patents",
    "us_patents": "patents",
    "mine_margin": "share of cost",
    "quota_rent": "ratio",
    "technology_factor": "ratio",
}
_BY_END: Final = (
    ("_usd_per_t", "USD/t"),
    ("_busd", "bn USD a year"),
    ("_points", "points"),
    ("_months", "months"),
    ("_share", "share 0-1"),
)


def unit_of(figure: str) -> str:
    """The unit of a month's value of a figure."""
    if figure in _PLAIN:
        return _PLAIN[figure]
    for end, unit in _BY_END:
        if figure.endswith(end):
            return unit
    for end, unit in (("_t", "t"), ("_musd", "mn USD")):
        if figure.endswith(end):
            return unit if figure in _STOCKS else f"{unit} a month"
    return "index, without unit"


def is_flow(figure: str) -> bool:
    """Whether a figure's months can be summed to a year."""
    return unit_of(figure).endswith(" a month")
