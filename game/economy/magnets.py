"""Magnets: where they are made follows metal prices, support and knowledge; foreign buyers hold small stocks."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.dimensions import NEODYMIUM
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth

_KNOWLEDGE_SCALE = 200.0


def magnet_orders(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Magnets to be made in China and abroad this month, before anybody runs short of metal."""
    wanted_stock = p.magnet_cover_months * f.magnet_demand_t
    orders = exact.positive(f.magnet_demand_t + 0.5 * (wanted_stock - s.magnet_stock_t))
    # A licence office lets through part of the usual business, not of the panic orders that its delays provoke.
    usual = f.magnet_demand_t * (0.6 + 0.9 * f.magnet_licence_flow)
    f.magnet_exports_t = np.minimum(orders, usual) * s.magnet_share * f.magnet_licence_flow
    f.magnets_made_abroad_t = exact.total(orders) * (1.0 - s.magnet_share)
    f.magnets_made_china_t = f.magnet_demand_china_t + exact.total(f.magnet_exports_t)
    need = 1.0 / (1.0 - p.magnet_loss_share)
    f.magnet_input_china_t = f.magnets_made_china_t * f.magnet_content * need
    f.magnet_input_abroad_t = f.magnets_made_abroad_t * need * f.magnet_content[:, None] * p.magnet_maker_share[None]


def magnets_delivered(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Magnets cut to the metal that was there: the scarcest input decides."""
    need = 1.0 / (1.0 - p.magnet_loss_share)
    wanted = f.magnet_demand_china_t + exact.total(f.magnet_exports_t)
    metal = f.magnet_input_china_t[NEODYMIUM] / (f.magnet_content[NEODYMIUM] * need)
    share = np.minimum(metal / (wanted + 1e-9), 1.0)
    f.magnets_made_china_t = wanted * share
    f.magnet_exports_t = f.magnet_exports_t * share
    f.magnets_made_abroad_t = exact.total(f.magnet_input_abroad_t[NEODYMIUM]) / (f.magnet_content[NEODYMIUM] * need)


def next_magnets(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """China's share of magnet making for the world, and magnets held abroad, at the end of the month."""
    # A rebate on exported magnets works like metal that is cheaper by as much at home.
    outside = exact.total(f.magnet_content * s.export_price_usd_per_t) * (1.0 + policy.export_rebate_metals)
    inside = exact.total(f.magnet_content * s.price_usd_per_t * p.export_margin)
    gap = exact.clip(exact.log(outside / inside), -1.0, 1.0)
    push = (
        0.5 * policy.downstream_support
        + 0.25 * policy.foreign_investment
        + exact.saturating(s.magnet_knowledge_points / _KNOWLEDGE_SCALE)
    )
    # Dear metal draws makers inside at once; buyers who prepare for the worst build plants of their own later.
    prepared = (s.preparedness[0] + s.preparedness[1] + s.preparedness[2]) / 3.0
    advantage = p.magnet_advantage_base + p.magnet_price_gain * gap + p.magnet_policy_gain * push - 0.5 * prepared
    share = s.magnet_share
    moved = p.magnet_shift_per_month * advantage * share * (p.magnet_ceiling - share)
    made = f.magnets_made_abroad_t * f.magnet_demand_t / (exact.total(f.magnet_demand_t) + 1e-9)
    supply = s.magnet_stock_t + f.magnet_exports_t + made
    used = np.minimum(f.magnet_demand_t, 0.8 * supply)
    return {
        "magnet_share": exact.clip(share + moved, 0.005, 0.99),
        "magnet_stock_t": supply - used,
    }
