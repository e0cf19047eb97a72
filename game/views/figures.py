"""The figures a person can put on a chart: title in both languages, unit and scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's name in the recording and how it is shown; values are shown times `scale`."""

    name: str
    en: str
    zh: str
    unit: str
    unit_zh: str
    scale: float
    log: bool = False  # shown on a logarithmic axis unless asked otherwise: prices that once rose tenfold

    def title(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en

    def unit_text(self, language: str) -> str:
        return self.unit_zh if language.startswith("zh") else self.unit


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


FIGURES = (
    Figure("export_price_usd_per_t", "Export price", "出口均价", "USD/t", "美元/吨", 1.0, True),
    Figure("china_mining_share", "Share of world mining", "全球开采份额", "%", "%", 100.0),
    Figure("leverage_index", "Leverage", "筹码", "bn USD", "十亿美元", 1.0),
    Figure("china_exports_t", "Licensed exports", "合法出口", "t/yr", "吨/年", 12.0),
    Figure("china_recorded_mine_output_t", "Recorded output", "统计产量", "t/yr", "吨/年", 12.0),
    Figure("china_black_supply_t", "Black supply", "黑稀土供应", "t/yr", "吨/年", 12.0),
    Figure("china_smuggled_t", "Smuggled", "走私量", "t/yr", "吨/年", 12.0),
    Figure("domestic_price_usd_per_t", "Domestic price", "国内均价", "USD/t", "美元/吨", 1.0, True),
    Figure("neodymium_price_usd_per_t", "Nd/Pr price", "镨钕价格", "USD/t", "美元/吨", 1.0, True),
    Figure("heavy_price_usd_per_t", "Heavy price", "重稀土价格", "USD/t", "美元/吨", 1.0, True),
    Figure("rival_capacity_t", "Mines abroad", "国外矿山产能", "t/yr", "吨/年", 12.0),
    Figure("us_mine_output_t", "US output", "美国产量", "t/yr", "吨/年", 12.0),
    Figure("australia_mine_output_t", "Australian output", "澳大利亚产量", "t/yr", "吨/年", 12.0),
    Figure("south_east_asia_mine_output_t", "South-east Asian output", "东南亚产量", "t/yr", "吨/年", 12.0),
    Figure("china_processing_share", "Share of separation", "分离份额", "%", "%", 100.0),
    Figure("china_magnet_share", "Share of magnets", "磁材份额", "%", "%", 100.0),
    Figure("china_magnet_exports_t", "Magnet exports", "磁材出口", "t/yr", "吨/年", 12.0),
    Figure("fear", "Fear of buyers", "买家恐慌", "%", "%", 100.0),
    Figure("controllability", "Controllability", "可控性", "%", "%", 100.0),
    Figure("implementation", "Implementation", "执行力", "%", "%", 100.0),
    Figure("pollution_index", "Damage", "环境损害", "index", "指数", 1.0),
    Figure("treasury_musd", "Treasury", "行业财政", "M$", "百万美元", 1.0),
    Figure("foreign_exchange_musd", "Foreign exchange", "创汇", "M$/yr", "百万美元/年", 12.0),
    Figure("political_capital", "Political capital", "政治资本", "points", "点", 1.0),
)
SMALL_CHARTS = ("export_price_usd_per_t", "china_exports_t", "china_mining_share", "leverage_index")
DEBRIEF_CHARTS = ("export_price_usd_per_t", "china_mining_share", "china_black_supply_t", "leverage_index")


def figure(name: str) -> Figure:
    for one in FIGURES:
        if one.name == name:
            return one
    raise KeyError(name)
