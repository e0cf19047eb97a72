"""The figures a person can put on a chart: title, unit and scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.language import language as language_in_use
from game.language import phrase


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's name in the recording and how it is shown; values are shown times `scale` in English."""

    name: str
    unit: str  # of the message that names it
    scale: float
    log: bool = False  # shown on a logarithmic axis unless asked otherwise: prices that once rose tenfold

    def title(self, language: str = "") -> str:
        return phrase(f"figure.{self.name}", language)

    def unit_text(self, language: str = "") -> str:
        return phrase(f"unit.{self.unit}", language)

    def scale_in(self, language: str = "") -> float:
        """What values are shown times, where the language counts the unit by another power of ten."""
        return self.scale * unit_size(self.unit, language)


_CHINESE = {"bn_usd": 10.0, "musd": 0.01, "musd_per_year": 0.01}


def unit_size(unit: str, language: str = "") -> float:
    """How many of a language's unit make one of the engine's: Chinese counts money by the hundred million."""
    return _CHINESE.get(unit, 1.0) if (language or language_in_use()).startswith("zh") else 1.0


@dataclass(frozen=True, slots=True)
class OtherLine:
    """The same figure in another future or another run; values are monthly and begin with the chart's."""

    title: str
    values: Sequence[float]
    shade: int  # counts through the colours of other runs


@dataclass(frozen=True, slots=True, eq=False)
class ChartData:
    """What a chart shows; values are monthly, `start` is the month index of the first.

    Compared by identity: a window keeps pictures of a chart as long as it keeps the chart.
    """

    title: str
    unit: str
    start: int
    end: int  # last month of the axis
    yours: Sequence[float]
    history: Sequence[float]
    scale: float = 1.0  # values are shown times this
    log: bool = False
    name: str = ""  # of the figure, where it can be asked about
    low: Sequence[float] = ()  # ends of what an estimated line may have been
    high: Sequence[float] = ()
    estimated: int = 0  # which line they belong to: yours, or the other one
    names: tuple[str, str] = ("yours", "history")  # messages that name the two lines
    others: tuple[OtherLine, ...] = ()


FIGURES = (
    Figure("export_price_usd_per_t", "usd_per_t", 1.0, True),
    Figure("china_mining_share", "percent", 100.0),
    Figure("leverage_index", "bn_usd", 1.0),
    Figure("china_exports_t", "t_per_year", 12.0),
    Figure("china_recorded_mine_output_t", "t_per_year", 12.0),
    Figure("china_black_supply_t", "t_per_year", 12.0),
    Figure("china_smuggled_t", "t_per_year", 12.0),
    Figure("domestic_price_usd_per_t", "usd_per_t", 1.0, True),
    Figure("neodymium_price_usd_per_t", "usd_per_t", 1.0, True),
    Figure("heavy_price_usd_per_t", "usd_per_t", 1.0, True),
    Figure("rival_capacity_t", "t_per_year", 12.0),
    Figure("us_mine_output_t", "t_per_year", 12.0),
    Figure("australia_mine_output_t", "t_per_year", 12.0),
    Figure("south_east_asia_mine_output_t", "t_per_year", 12.0),
    Figure("china_processing_share", "percent", 100.0),
    Figure("china_magnet_share", "percent", 100.0),
    Figure("china_magnet_exports_t", "t_per_year", 12.0),
    Figure("fear", "percent", 100.0),
    Figure("controllability", "percent", 100.0),
    Figure("implementation", "percent", 100.0),
    Figure("pollution_index", "index", 1.0),
    Figure("treasury_musd", "musd", 1.0),
    Figure("foreign_exchange_musd", "musd_per_year", 12.0),
    Figure("political_capital", "points", 1.0),
)
SMALL_CHARTS = ("export_price_usd_per_t", "china_exports_t", "china_mining_share", "leverage_index")
DEBRIEF_CHARTS = ("export_price_usd_per_t", "china_mining_share", "china_black_supply_t", "leverage_index")


def figure(name: str) -> Figure:
    for one in FIGURES:
        if one.name == name:
            return one
    raise KeyError(name)
