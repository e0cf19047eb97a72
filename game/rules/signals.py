"""What can be seen of somebody abroad, by name: the figures that stances and notices are told by.

Tonnes are a year's, shares run from 0 to 1. Mines that are planned, built or idle abroad are public; fear and
preparedness are what embassies report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from game.economy.dimensions import BUYERS, RIVALS
from game.economy.quantities import State
from game.rules.opponents import Character

SIGNALS: Final[Mapping[str, tuple[str, ...]]] = {
    "rival": (
        "capacity_t",
        "running",
        "working",
        "output_t",
        "projects_t",
        "building_t",
        "refining_t",
        "ore_to_china_t",
        "neodymium_expected_usd_per_t",
        "support",
    ),
    "buyer": ("fear", "preparedness", "stock_months", "rival_share", "licences", "exposure_busd", "trade_case"),
    "court": ("trade_case", "ruling", "quota_bite", "fear"),
}


def signals(character: Character, state: State, figures: Mapping[str, float], supply: float) -> dict[str, float]:
    """The present signals of somebody abroad; `supply` is a buyer's usual tonnes a month."""
    if character.kind == "rival":
        return _rival(character.place, state, figures)
    if character.kind == "buyer":
        return _buyer(character.place, state, figures, supply)
    return {name: figures.get(name, 0.0) for name in SIGNALS["court"]}


def _rival(name: str, state: State, figures: Mapping[str, float]) -> dict[str, float]:
    place = RIVALS.index(name)
    capacity = 12.0 * float(state.rival_capacity_t_per_month[place, 0])
    output = 12.0 * figures.get(f"{name}_mine_output_t", capacity / 12.0)
    return {
        "capacity_t": capacity,
        "running": float(state.rival_running[place, 0]),
        "working": min(output / (capacity + 1e-6), 1.0),
        "output_t": output,
        "projects_t": 12.0 * float(state.rival_projects_t_per_month[place, 0]),
        "building_t": 12.0 * float(state.rival_building_t_per_month[place, 0]),
        "refining_t": 12.0 * float(state.rival_refining_t_per_month[place, 0]),
        "ore_to_china_t": 12.0 * figures.get(f"{name}_ore_to_china_t", 0.0),
        "neodymium_expected_usd_per_t": float(state.expected_export_price_usd_per_t[1, 0]),
        "support": float(state.rival_support[place, 0]),
    }


def supply_of(buyer: str, figures: Mapping[str, float]) -> float:
    """Tonnes that reached a buyer in a month, magnets left out."""
    total = 0.0
    for flow in ("exports", "smuggled", "rival_deliveries"):
        total += figures.get(f"{flow}_{buyer}_t", 0.0)
    return total


def _buyer(name: str, state: State, figures: Mapping[str, float], supply: float) -> dict[str, float]:
    place = BUYERS.index(name)
    stock = 0.0
    for product in range(state.foreign_stock_t.shape[0]):
        stock += float(state.foreign_stock_t[product, place, 0])
    reached = supply_of(name, figures)
    elsewhere = figures.get(f"rival_deliveries_{name}_t", 0.0)
    return {
        "fear": float(state.fear[place, 0]),
        "preparedness": float(state.preparedness[place, 0]),
        "stock_months": stock / (supply + 1e-6) if supply > 0.0 else 0.0,
        "rival_share": elsewhere / (reached + 1e-6),
        "licences": min(float(state.magnet_licence_flow[place, 0]), 1.0),
        "exposure_busd": figures.get(f"exposure_{name}_busd", 0.0),
        "trade_case": float(state.trade_case[0]),
    }
