"""How the codex shows any figure of the engine: its unit and scale, and a value in words."""

from __future__ import annotations

from game.language import number, percent, quantity
from game.views.figures import FIGURES, Figure

_CHARTED = {one.name: one for one in FIGURES}
# Units of figures that no chart of the room shows, by the end of their names: (unit, shown times).
_ENDINGS = (
    ("_usd_per_t", "usd_per_t", 1.0),
    ("_stock_t", "t", 1.0),
    ("unsold_t", "t", 1.0),
    ("state_reserve_t", "t", 1.0),
    ("_t", "t_per_year", 12.0),
    ("_busd", "bn_usd", 1.0),
    ("_musd", "musd", 1.0),
    ("_share", "percent", 100.0),
    ("preparedness", "percent", 100.0),
    ("goodwill", "percent", 100.0),
    ("anger", "percent", 100.0),
)


def shown_as(figure: str) -> Figure:
    """How a figure is shown: as in the room, else by the unit its name ends in."""
    if figure in _CHARTED:
        return _CHARTED[figure]
    for ending, unit, scale in _ENDINGS:
        if figure.endswith(ending):
            return Figure(figure, unit, scale)
    return Figure(figure, "index", 1.0)


def value_text(figure: str, value: float, language: str) -> str:
    """A figure with its unit."""
    shown = shown_as(figure)
    if shown.unit == "percent":
        return percent(value, 0 if value >= 0.1 else 1, language)
    scaled = value * shown.scale_in(language)
    digits = 0 if abs(scaled) >= 100.0 else 2
    unit = "" if shown.unit == "index" else shown.unit_text(language)
    return quantity(number(scaled, digits, language), unit, language)
