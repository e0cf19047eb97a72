"""The chain of tonnes: mine, separation, products, magnets, buyers, with every leak; what goes in comes out."""

from __future__ import annotations

from dataclasses import dataclass

from game.economy.dimensions import BUYERS
from game.language import month_text, phrase, run_on
from game.session import Session
from game.views.estimates import ranges_sentence
from game.views.tonnes import YearTo, year_to

# Column of each node, left to right; within a column in this order.
COLUMNS = {
    **dict.fromkeys(("light", "heavy", "foreign", "illegal", "scrap", "drawn"), 0),
    **dict.fromkeys(("separation", "black"), 1),
    "products": 2,
    "magnets": 3,
    **dict.fromkeys(("china", "japan", "us", "europe", "reserve", "unsold", "stored", "lost"), 4),
}
# How a link is drawn: what is ordered and counted, what escapes, what is lost, what lies about.
KINDS = ("legal", "magnet", "black", "stock", "lost")
_LEAST = 0.5  # t a year; thinner links are nothing


@dataclass(frozen=True, slots=True)
class Link:
    source: str
    target: str
    tonnes: float  # t REO a year
    kind: str


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    title: str
    column: int
    tonnes: float  # the larger of what goes in and what comes out


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Nodes and links of a year; compared by identity, like charts."""

    caption: str
    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    sentence: str

    def into(self, node: str) -> float:
        return sum(link.tonnes for link in self.links if link.target == node)

    def out_of(self, node: str) -> float:
        return sum(link.tonnes for link in self.links if link.source == node)


def links_of(year: YearTo) -> tuple[Link, ...]:
    """Every flow of the year; a stock that shrank is a source, one that grew is a sink."""
    flow, change = year.flow, year.change
    heavy = flow("china_legal_heavy_output_t")
    illegal = flow("china_illegal_mine_output_t")
    lost_black = flow("black_lost_t")
    made_of = flow("magnet_input_china_t")
    made, scrapped = flow("magnets_made_china_t"), flow("magnet_lost_t")
    abroad = sum(flow(f"magnet_exports_{buyer}_t") for buyer in BUYERS)
    found = [
        Link("light", "separation", flow("china_legal_mine_output_t") - heavy, "legal"),
        Link("heavy", "separation", heavy, "legal"),
        Link("foreign", "separation", flow("ore_imports_t"), "legal"),
        Link("illegal", "black", illegal, "black"),
        Link("scrap", "products", flow("recycled_china_t"), "legal"),
        Link("separation", "products", flow("separated_t"), "legal"),
        Link("separation", "lost", flow("ore_separated_t") - flow("separated_t"), "lost"),
        Link("black", "products", flow("laundered_t"), "black"),
        Link("black", "lost", lost_black, "lost"),
        Link("products", "china", flow("china_domestic_use_t") - made_of, "legal"),
        Link("products", "magnets", made_of, "magnet"),
        Link("magnets", "china", made - abroad, "magnet"),
        Link("magnets", "lost", scrapped, "lost"),
    ]
    for buyer in BUYERS:
        found.append(Link("products", buyer, flow(f"exports_{buyer}_t"), "legal"))
        found.append(Link("magnets", buyer, flow(f"magnet_exports_{buyer}_t"), "magnet"))
        found.append(Link("black", buyer, flow(f"smuggled_{buyer}_t"), "black"))
    for stage, stock, sink in (
        ("separation", "concentrate_stock_t", "stored"),
        ("black", "black_stock_t", "stored"),
        ("products", "product_stock_t", "stored"),
        ("products", "unsold_t", "unsold"),
        ("products", "state_reserve_t", "reserve"),
    ):
        gained = change(stock)
        found.append(Link(stage, sink, gained, "stock") if gained > 0 else Link("drawn", stage, -gained, "stock"))
    return tuple(link for link in found if link.tonnes >= _LEAST)


def chain(session: Session, language: str, month: int | None = None, history: bool = False) -> Chain:
    """The chain of the year up to a month."""
    year = year_to(session, month, history)
    links = links_of(year)
    nodes = []
    for name, column in COLUMNS.items():
        tonnes = max(
            sum(link.tonnes for link in links if link.target == name),
            sum(link.tonnes for link in links if link.source == name),
        )
        if tonnes > 0.0:
            nodes.append(Node(name, phrase(f"chain.{name}", language), column, tonnes))
    told = _sentence(links, language)
    guessed = ranges_sentence(year.ranges(), language)
    return Chain(caption(year, language), tuple(nodes), links, run_on([told, guessed], language) if guessed else told)


def caption(year: YearTo, language: str) -> str:
    """Whose year this is, and until when."""
    until = month_text(year.month, language)
    if year.kind == "forecast":
        return phrase("year.forecast", language, m=until)
    return phrase(f"year.{year.kind}", language, m=until, n=year.months)


def _sentence(links: tuple[Link, ...], language: str) -> str:
    """The chain in words: what is mined, what leaks, where most goes."""

    def sum_of(**wanted: str) -> float:
        return sum(link.tonnes for link in links if all(getattr(link, key) == value for key, value in wanted.items()))

    mined = sum_of(source="light") + sum_of(source="heavy")
    black = sum_of(source="illegal")
    smuggled = sum(link.tonnes for link in links if link.source == "black" and link.target in BUYERS)
    home, lost = sum_of(target="china"), sum_of(target="lost")
    idle = sum(sum_of(target=name) for name in ("unsold", "stored", "reserve"))
    return phrase("chain.sentence", language, m=mined, b=black, s=smuggled, l=lost, i=idle, h=home)
