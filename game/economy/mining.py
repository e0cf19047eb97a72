"""Licensed mining in China: cost, utilisation, the extraction index, investment after a lead time."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.control import extraction_plan_t_per_month, has_cap
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth

_GLUT_T_PER_MONTH = 83_000.0  # a million tonnes a year


def basket(composition: Array, price: Array) -> Array:
    """Value of the products in a tonne of ore: composition (n, product, B) x price (product, B) -> (n, B)."""
    value: Array = composition[:, 0] * price[0] + composition[:, 1] * price[1] + composition[:, 2] * price[2]
    return value


def licensed_mining(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Output follows capacity and margin; the plan cuts what exceeds it as far as control is real."""
    depleted = exact.total(s.mined_china_t) / p.opening_reserves_china_t
    mine_cost = (
        p.mine_cost_usd_per_t * (1.0 + p.standard_cost_share * f.standard) * (1.0 + p.depletion_cost_share * depleted)
    )
    f.unit_cost_usd_per_t = world.cost_index_china * (mine_cost + p.separation_cost_usd_per_t * f.technology_factor)
    f.basket_price_usd_per_t = basket(p.composition, s.price_usd_per_t) * (1.0 - p.process_loss_share)
    f.mine_margin_now = f.basket_price_usd_per_t * (1.0 - policy.resource_tax) / f.unit_cost_usd_per_t - 1.0
    utilisation = p.mine_floor_share + (1.0 - p.mine_floor_share) * exact.sigmoid(
        p.utilisation_steepness * (f.mine_margin_now + 0.1)
    )
    potential = s.mine_capacity_t_per_month * utilisation
    plan = extraction_plan_t_per_month(policy)
    within = np.minimum(potential, plan)
    above = (potential - within) * (1.0 - f.plan_compliance)
    planned = has_cap(plan * 12.0)
    f.legal_mined_t = within + above
    f.cut_by_plan_t = (potential - within) * f.plan_compliance
    f.in_plan_mined_t = within * planned
    # Statistics: output above the plan is reported until mines learn to report the plan (T: S02, 2006 against 2010).
    f.recorded_mined_t = within + above * (1.0 - planned * s.accountability)

    appetite = exact.sigmoid(3.0 * (s.mine_margin - p.investment_margin))
    # New licences dry up where capacity already exceeds the plan, as far as orders are carried out.
    room = exact.clip(1.15 * plan / (s.mine_capacity_t_per_month + s.mine_projects_t_per_month), 0.0, 1.0)
    licences = 1.0 - planned * exact.clip(0.5 + f.plan_compliance, 0.0, 1.0) * (1.0 - room * room)
    # Nobody builds a second million tonnes a year: four times the largest plan ever issued is a glut for all to see.
    unbuilt = exact.clip(2.0 - s.mine_capacity_t_per_month / _GLUT_T_PER_MONTH, 0.0, 1.0)
    f.mine_starts_t_per_month = (
        s.mine_capacity_t_per_month
        * p.investment_share_per_month
        * appetite
        * unbuilt
        * (1.0 + p.foreign_investment_gain * policy.foreign_investment)
        * licences
    ) + s.mine_capacity_t_per_month * exact.stack([policy.capacity_shock_light, policy.capacity_shock_heavy])


def next_mines(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Capacity, projects, smoothed margin and cumulative output at the end of the month."""
    finished = s.mine_projects_t_per_month / p.mine_lead_months
    worn = s.mine_capacity_t_per_month * (p.mine_depreciation_per_month + policy.capacity_retirement / 12.0)
    return {
        "mine_projects_t_per_month": s.mine_projects_t_per_month + f.mine_starts_t_per_month - finished,
        "mine_capacity_t_per_month": s.mine_capacity_t_per_month + finished - worn,
        "mine_margin": s.mine_margin + (exact.clip(f.mine_margin_now, -1.0, 3.0) - s.mine_margin) / p.margin_months,
        "mined_china_t": s.mined_china_t + f.legal_mined_t + f.illegal_mined_t,
    }
