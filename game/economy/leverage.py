"""Leverage, fear and the trade case: what a stop would cost, what restrictions do to buyers' minds."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.dimensions import NEODYMIUM
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth

# Part of licensed supply without a plan that still follows orders, through permits and state mines.
_REACH_WITHOUT_PLAN = 0.25


def leverage(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Exposure = twelve-month value lost by each buyer if Chinese supply stopped; leverage = exposure x control.

    Missing tonnes = a year's need, less what can be done without, less stocks, rivals and smugglers. Controllability
    = the share of Chinese supply that moves when Beijing says so: what is under a plan that has become practice, and
    a part of other licensed supply.
    """
    need = f.foreign_need_t
    elsewhere = 12.0 * (f.rival_deliveries_t + f.smuggled_t)
    unprepared = exact.positive(1.0 - p.substitution_share - p.preparedness_gain * s.preparedness)
    missing = exact.positive(12.0 * need - elsewhere - s.foreign_stock_t) * unprepared
    # What magnet makers miss is counted in magnets below.
    missing = missing * f.use_wanted_t / (need + 1e-9)
    # Magnets made abroad count only as far as their metal does not come from China.
    covered = (elsewhere[NEODYMIUM] + s.foreign_stock_t[NEODYMIUM]) / (12.0 * need[NEODYMIUM] + 1e-9)
    own_metal = exact.clip(covered, 0.0, 1.0) * (1.0 - s.magnet_share)
    foreign = 12.0 * f.magnet_demand_t * (1.0 - own_metal)
    missing_magnets = exact.positive(foreign - s.magnet_stock_t) * unprepared
    f.exposure_busd = (
        (
            exact.total(missing * p.value_at_stake_usd_per_t[:, None])
            + missing_magnets * p.magnet_value_at_stake_usd_per_t
        )
        * 1e-9
        * world.cost_index_abroad
    )
    supply = exact.total(f.legal_mined_t) + exact.total(f.illegal_mined_t)
    reach = _REACH_WITHOUT_PLAN * f.implementation
    planned = exact.total(f.in_plan_mined_t)
    practised = exact.total(f.in_plan_mined_t * np.maximum(s.plan_practice, reach))
    f.controllability = exact.clip(
        (practised + reach * (exact.total(f.legal_mined_t) - planned)) / (supply + 1e-9), 0.0, 1.0
    )
    f.leverage_busd = exact.total(f.exposure_busd) * f.controllability


def export_restraint(policy: Policy, f: Flows) -> Array:
    """What a court of trade would see: orders that the quota refuses, and duties, 0-1."""
    duty = 0.5 * (policy.export_duty_light + policy.export_duty_heavy)
    return exact.clip(0.7 * f.quota_bite[0] + 0.3 * f.quota_bite[1] + duty, 0.0, 1.0)


def fear(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Pressure that buyers feel: orders refused by quota or licence, announcements, prices out of hand."""
    refused_magnets = 1.0 - f.magnet_licence_flow
    refused = exact.clip(1.0 - (f.licence_flow[1] + f.licence_flow[2]) * 0.5, 0.0, 1.0)
    bite = 0.7 * f.quota_bite[0] + 0.3 * f.quota_bite[1]
    spike = exact.clip(s.export_price_usd_per_t / s.expected_export_price_usd_per_t - 1.25, 0.0, 1.0)
    f.restriction = exact.clip(
        p.quota_fear_weight * bite
        + p.licence_fear_weight * np.maximum(refused, refused_magnets)
        + p.announcement_fear_weight * policy.announced_severity
        + p.spike_fear_weight * (spike[0] + spike[1] + spike[2]) / 3.0,
        0.0,
        1.0,
    )


def next_fear(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Fear, the trade case and the force of a ruling at the end of the month."""
    shock = exact.stack([policy.fear_shock_japan, policy.fear_shock_us, policy.fear_shock_europe])
    # Fear follows what buyers feel: up within months, down over years. Talks take the edge off and speed it down.
    felt = exact.clip(f.restriction * (1.0 + 0.5 * s.ruling) * (1.0 - 0.3 * policy.negotiate), 0.0, 1.0)
    calm = p.fear_decay_per_month * (1.0 + policy.negotiate)
    change = (felt - s.fear) * np.where(felt > s.fear, p.fear_rise_per_month, calm)
    pressure = export_restraint(policy, f)
    mean = (s.fear[0] + s.fear[1] + s.fear[2]) / 3.0
    case = (
        s.trade_case
        + p.trade_case_per_month * pressure * (0.2 + mean)
        - (p.trade_case_decay_per_month + 0.01 * policy.negotiate) * s.trade_case
        + policy.trade_case_shock
    )
    case = exact.clip(case, 0.0, 1.2)
    decided = np.where(case >= 1.0, 1.0, 0.0)
    ruling = s.ruling + np.where(decided > s.ruling, (decided - s.ruling) / 6.0, -s.ruling / 48.0)
    return {
        "fear": exact.clip(s.fear + change + shock, 0.0, 1.0),
        # Whoever has been frightened looks for other ways, and forgets them slowly once supply is quiet.
        "preparedness": s.preparedness
        + (s.fear - s.preparedness) / np.where(s.fear > s.preparedness, p.preparedness_months, p.complacency_months),
        "trade_case": case,
        "ruling": ruling,
    }
