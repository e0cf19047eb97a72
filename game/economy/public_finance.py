"""Money: what rebates, research, clean-up, enforcement and the reserve cost, what duties, taxes and profits bring."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.leverage import export_restraint
from game.economy.market import border_rates, by_product
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth


def public_finance(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Revenue and spending of the month in million USD."""
    exported = exact.total_second(f.licensed_exports_t)
    value = exported * f.export_price_now_usd_per_t * 1e-6
    f.export_value_musd = exact.total(value)
    metal = exact.total(f.magnet_content * f.price_now_usd_per_t)
    f.magnet_value_musd = (
        exact.total(f.magnet_exports_t) * (metal + p.magnet_value_added_usd_per_t * world.cost_index_abroad) * 1e-6
    )
    rate, duty = border_rates(p, policy)
    f.rebate_musd = exact.total(value * rate) + f.magnet_value_musd * policy.export_rebate_metals
    f.duty_musd = exact.total(value * duty)
    gate = f.legal_mined_t * f.basket_price_usd_per_t * 1e-6
    f.tax_musd = exact.total(gate) * policy.resource_tax
    profit = exact.positive(
        exact.total(gate * (1.0 - policy.resource_tax) - f.legal_mined_t * f.unit_cost_usd_per_t * 1e-6)
    )
    # Whoever holds a licence earns its price, less the duty on it and with the rebate.
    rent = exact.total(exported * by_product(s.licence_rent_usd_per_t) * (1.0 - duty) * (1.0 + rate)) * 1e-6
    # State groups hand over more of their profit than scattered owners do.
    f.profit_musd = (profit + rent) * p.profit_share * (0.4 + 0.6 * s.consolidation_licences)
    effort = policy.crackdown_north + policy.crackdown_south + policy.customs + policy.tracking
    f.spending_musd = (
        policy.research_separation + policy.research_magnets + policy.research_patents + policy.clean_up
    ) / 12.0 + world.cost_index_china * (
        p.enforcement_cost_musd_per_month * effort
        + p.support_cost_musd_per_month * (policy.downstream_support + 0.5 * policy.consolidation_drive)
    )
    f.reserve_cost_musd = exact.total(f.reserve_bought_t * f.price_now_usd_per_t) * 1e-6
    f.appropriation_musd = p.appropriation_musd_per_month * world.cost_index_china * np.sqrt(world.activity_china)
    f.retaliation_musd = 0.15 * s.ruling * export_restraint(policy, f) * (f.export_value_musd + f.magnet_value_musd)
    f.shock_musd = policy.treasury_shock


def next_money(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Treasury and foreign exchange at the end of the month."""
    change = (
        f.duty_musd
        + f.tax_musd
        + f.profit_musd
        + f.appropriation_musd
        - f.rebate_musd
        - f.spending_musd
        - f.reserve_cost_musd
        - f.retaliation_musd
        + f.shock_musd
    )
    return {
        "treasury_musd": s.treasury_musd + change,
        "foreign_exchange_musd": s.foreign_exchange_musd + f.export_value_musd + f.magnet_value_musd,
    }
