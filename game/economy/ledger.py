"""The tonnes of a month by stage, buyer and rival: what maps and the chain of tonnes are drawn from."""

from __future__ import annotations

from typing import Final

from game.economy import exact
from game.economy.blocks import Array
from game.economy.dimensions import BUYERS, RIVALS
from game.economy.quantities import Flows, Parameters, State

LEDGER: Final[tuple[str, ...]] = (
    "ore_separated_t",
    "separated_t",
    "laundered_t",
    "black_lost_t",
    "recycled_china_t",
    "magnet_input_china_t",
    "magnet_lost_t",
    "magnets_made_china_t",
    "concentrate_stock_t",
    "product_stock_t",
    "black_stock_t",
    "damage_light_points",
    "damage_heavy_points",
    *(f"exports_{buyer}_t" for buyer in BUYERS),
    *(f"smuggled_{buyer}_t" for buyer in BUYERS),
    *(f"magnet_exports_{buyer}_t" for buyer in BUYERS),
    *(f"rival_deliveries_{buyer}_t" for buyer in BUYERS),
    *(f"{rival}_capacity_t" for rival in RIVALS),
    *(f"{rival}_refined_t" for rival in RIVALS),
    *(f"{rival}_ore_to_china_t" for rival in RIVALS),
)


def ledger(p: Parameters, s: State, f: Flows) -> dict[str, Array]:
    """Flows are t REO a month (magnets: t of magnets), stocks t REO at the month's end, each of shape (B,)."""
    made_of = exact.total(f.magnet_input_china_t)
    figures = {
        "ore_separated_t": exact.total(f.separated_ore_t),
        "separated_t": exact.total(f.separated_t),
        "laundered_t": exact.total(f.laundered_t),
        "black_lost_t": exact.total(f.black_loss_t),
        "recycled_china_t": exact.total(f.recycled_china_t),
        "magnet_input_china_t": made_of,
        # A tonne of magnets holds a tonne of oxide equivalent; metal that lay idle for want of another is lost too.
        "magnet_lost_t": made_of - f.magnets_made_china_t,
        "magnets_made_china_t": f.magnets_made_china_t,
        "concentrate_stock_t": exact.total(s.concentrate_t),
        "product_stock_t": exact.total(s.product_t),
        "black_stock_t": exact.total(s.black_t),
        "damage_light_points": s.damage_points[0],
        "damage_heavy_points": s.damage_points[1],
    }
    exports, smuggled = exact.total(f.licensed_exports_t), exact.total(f.smuggled_t)
    rivals = exact.total(f.rival_deliveries_t)
    for name, by_buyer in (
        ("exports", exports),
        ("smuggled", smuggled),
        ("magnet_exports", f.magnet_exports_t),
        ("rival_deliveries", rivals),
    ):
        figures.update({f"{name}_{buyer}_t": by_buyer[place] for place, buyer in enumerate(BUYERS)})
    for name, by_rival in (
        ("capacity", s.rival_capacity_t_per_month),
        ("refined", f.rival_refined_t),
        ("ore_to_china", f.rival_ore_to_china_t),
    ):
        figures.update({f"{rival}_{name}_t": by_rival[place] for place, rival in enumerate(RIVALS)})
    return figures
