"""Tonnes through the month: every stock of goods, every flow between them, the processes that turn one into another.

Stocks, flows, their directions, capacities and levers are read off the equations; only places on the page stand here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from game.economy.policy import LEVER_FIELDS
from game.economy.quantities import Flows, State
from game.kernels.structure import Structure

Place = tuple[float, float]  # column, row


@dataclass(frozen=True, slots=True)
class Process:
    """Work done within a month, so without a stock of its own: what goes in and what comes out."""

    words: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Pipe:
    """A flow from one node to another; a node is a stock, a process or "cloud:" and the name of the flow."""

    flow: str
    source: str
    target: str


# Counted in tonnes without being goods: cumulative output, and the right to export.
_NOT_GOODS: Final = frozenset({"mined_china_t", "mined_abroad_t", "licences_t"})
STOCKS: Final[Mapping[str, Place]] = {
    "concentrate_t": (1.0, 1.0),
    "product_t": (3.0, 1.0),
    "reserve_t": (2.65, 1.9),
    "unsold_t": (3.35, 1.9),
    "black_t": (3.0, 3.35),
    "foreign_stock_t": (4.0, 0.0),
    "magnet_stock_t": (5.0, 1.0),
}
PROCESSES: Final[Mapping[str, Process]] = {
    "separation": Process("separation", ("separated_ore_t",), ("separated_t", "separation_loss_t"), (2.0, 1.0)),
    "black separation": Process(
        "separation without licence", ("illegal_mined_t",), ("black_separated_t", "black_loss_t"), (2.0, 3.35)
    ),
    "refining abroad": Process(
        "refining abroad",
        ("rival_mined_t",),
        ("rival_refined_t", "rival_ore_to_china_t", "rival_refining_loss_t"),
        (1.0, 0.0),
    ),
    "sales abroad": Process(
        "sold by rivals", ("rival_refined_t", "recycled_abroad_t"), ("rival_deliveries_t",), (2.5, 0.0)
    ),
    "magnets in China": Process(
        "magnet making, China", ("magnet_input_china_t",), ("magnets_made_china_t", "magnet_exports_t"), (4.0, 1.0)
    ),
    "magnets abroad": Process(
        "magnet making abroad", ("magnet_input_abroad_t",), ("magnets_made_abroad_t",), (5.0, 0.0)
    ),
}
# The far ends of flows that come from or go to nowhere in particular: place and words.
CLOUDS: Final[Mapping[str, tuple[Place, str]]] = {
    "legal_mined_t": ((0.0, 1.0), "licensed mines"),
    "illegal_mined_t": ((0.0, 3.35), "pits without licence"),
    "rival_mined_t": ((0.0, 0.0), "mines abroad"),
    "recycled_china_t": ((2.8, 0.45), "scrap: past_use_t_per_month"),
    "recycled_abroad_t": ((2.5, -0.6), "scrap: past_use_t_per_month"),
    "use_china_t": ((3.85, 1.31), "users in China"),
    "use_t": ((5.0, -0.6), "users abroad"),
    "magnet_demand_t": ((6.0, 1.0), "magnet users abroad"),
    "magnets_made_china_t": ((4.25, 1.65), "at home: made less exported"),
    "separation_loss_t": ((2.0, 1.55), "loss"),
    "black_loss_t": ((2.0, 3.9), "loss"),
    "rival_refining_loss_t": ((1.0, -0.6), "loss"),
}
# Rationing makes a purchase for the reserve touch all users of products; it is drawn where it is meant.
_DRAWN_ONCE: Final[Mapping[str, str]] = {"state_reserve": "reserve_bought_t"}


def units() -> Mapping[str, str]:
    """Unit of every stock and flow by name."""
    return {item.name: item.metadata["unit"] for kind in (State, Flows) for item in kind.declared()}


def stocks_of_goods() -> tuple[str, ...]:
    """Stocks in tonnes that are goods."""
    return tuple(item.name for item in State.declared() if item.metadata["unit"] == "t" and item.name not in _NOT_GOODS)


def pipes(structure: Structure) -> tuple[Pipe, ...]:
    """Every flow of tonnes with its two ends, in order of the equations.

    Raises ValueError where a process of this picture is not one of the equations any more.
    """
    for name, process in PROCESSES.items():
        for given in process.gives:
            reads = {flow for equation in structure.writers(given) for flow in equation.flows}
            if not reads & set(process.takes):
                raise ValueError(f"{name}: {given} is no longer made of {', '.join(process.takes)}")
    source: dict[str, str] = {}
    target: dict[str, str] = {}
    for stock in stocks_of_goods():
        for flow, sign in structure.stock(stock).signs.items():
            (target if sign > 0 else source)[flow] = stock
    for name, process in PROCESSES.items():
        source.update({flow: name for flow in process.gives if flow not in source})
        target.update({flow: name for flow in process.takes if flow not in target})
    order = {equation.name: place for place, equation in enumerate(structure.flows)}
    flows = sorted(source.keys() | target.keys(), key=lambda flow: order[flow])
    return tuple(Pipe(flow, source.get(flow, f"cloud:{flow}"), target.get(flow, f"cloud:{flow}")) for flow in flows)


def levers_at(structure: Structure, flow: str) -> tuple[str, ...]:
    """Levers that act on a flow this month, directly or through settings, costs and licences; deposits as one."""
    tonnes = {pipe.flow for pipe in pipes(structure)}
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [flow]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        for equation in structure.writers(name):
            found.update(lever for lever in equation.policy if lever in LEVER_FIELDS)
            # What another flow of tonnes carries on is drawn at that flow.
            waiting += [read for read in equation.flows if read not in seen and read not in tonnes]
    kept = {lever for lever in found if _DRAWN_ONCE.get(lever, flow) == flow}
    return tuple(dict.fromkeys(without_deposit(lever) for lever in sorted(kept)))


def without_deposit(lever: str) -> str:
    for ending in ("_light", "_heavy", "_north", "_south"):
        lever = lever.removesuffix(ending)
    return lever


def capacities_at(structure: Structure, flow: str) -> tuple[str, ...]:
    """Capacities (stocks in tonnes a month) that a flow is made of."""
    unit = units()
    read = {name for equation in structure.writers(flow) for name in equation.state}
    return tuple(sorted(name for name in read if unit[name] == "t/month" and "capacity" in name))


def places(structure: Structure) -> Iterator[tuple[str, Place, str]]:
    """(node, place, words) of everything with an end of a pipe; what has no place yet is put under the picture."""
    spare = 0.0
    for stock in stocks_of_goods():
        if stock not in STOCKS:
            spare += 1.0
        yield stock, STOCKS.get(stock, (spare - 1.0, 4.2)), stock
    for name, process in PROCESSES.items():
        yield name, process.place, process.words
    for pipe in pipes(structure):
        for end in (pipe.source, pipe.target):
            if end.startswith("cloud:"):
                if pipe.flow not in CLOUDS:
                    spare += 1.0
                place, words = CLOUDS.get(pipe.flow, ((spare - 1.0, 4.2), pipe.flow))
                yield end, place, words
