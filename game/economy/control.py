"""Control: how much of an order happens on the ground, and how the industry comes under the state's hand."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.policy import NO_CAP_T_PER_YEAR, Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth

# Implementation gained with each group fewer to hold responsible (B064-B066: from six to two); assumed.
_GROUP_GAIN = 0.02


def has_cap(t_per_year: Array) -> Array:
    """1 where a quota or plan is in force, 0 where there is none."""
    return exact.clip((NO_CAP_T_PER_YEAR - t_per_year) * 1e9, 0.0, 1.0)


def extraction_plan_t_per_month(policy: Policy) -> Array:
    """The extraction index of each deposit, shape (deposit, B)."""
    return exact.stack([policy.extraction_index_light, policy.extraction_index_heavy]) / 12.0


def plans_in_force(policy: Policy) -> Array:
    """1 for each deposit that has an extraction index, else 0, shape (deposit, B)."""
    return has_cap(exact.stack([policy.extraction_index_light, policy.extraction_index_heavy]))


def export_quota_t_per_year(policy: Policy) -> Array:
    """The export quota of each deposit's products, shape (deposit, B)."""
    return exact.stack([policy.export_quota_light, policy.export_quota_heavy])


def _groups_saved(policy: Policy) -> Array:
    """How many groups fewer than six answer for the sector; 0 without any."""
    return np.where(policy.group_map > 0.5, exact.positive(6.0 - policy.group_map), 0.0)


def order_and_implementation(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Effective settings: the order times implementation, which needs consolidation, tracking and goodwill.

    Briefing: control failed while licences were scattered (B037, B058) and worked after 2016 (B061).
    """
    held = 0.5 * (s.consolidation_licences + s.consolidation_smelters)
    f.implementation = exact.clip(
        p.base_implementation
        + p.consolidation_implementation * held
        + p.tracking_implementation * policy.tracking
        + p.goodwill_implementation * (s.goodwill - 0.5)
        + _GROUP_GAIN * _groups_saved(policy) * held,
        0.05,
        1.0,
    )
    # Bayan Obo belongs to one state company with somebody to ask; the clays of the south to thousands.
    north = f.implementation + p.northern_obedience * (1.0 - f.implementation)
    f.local_implementation = exact.stack([north, f.implementation])
    f.crackdown = exact.stack([policy.crackdown_north, policy.crackdown_south]) * f.local_implementation
    # A tonne can be traced as far as the system reaches and the provinces feed it.
    f.traceability = policy.tracking * f.implementation
    # Customs is a central service: half of its work does not depend on the provinces.
    f.customs = policy.customs * (0.5 + 0.5 * f.implementation)
    f.standard = policy.environmental_standard * f.local_implementation
    planned = plans_in_force(policy)
    f.plan_compliance = planned * f.local_implementation * s.plan_practice
    f.consolidation_flow = (
        p.consolidation_per_month
        * policy.consolidation_drive
        * exact.clip(policy.group_map, 0.0, 1.0)
        * (0.5 + s.goodwill)
        * (1.0 - s.consolidation_licences)
    )


def next_control(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Consolidation, goodwill, accountability and the practice of plans at the end of the month."""
    smelters = (
        f.consolidation_flow
        * p.smelter_consolidation_ratio
        * (1.0 - s.consolidation_smelters)
        / (1.0001 - s.consolidation_licences)
    )
    crackdown = 0.5 * (f.crackdown[0] + f.crackdown[1])
    plan_bite = 0.5 * (f.plan_compliance[0] + f.plan_compliance[1])
    margin = exact.clip(s.mine_margin[0], -0.5, 1.0)
    wanted = exact.clip(
        0.55
        - 0.35 * crackdown
        - 0.15 * policy.consolidation_drive * (1.0 - s.consolidation_licences)
        - 0.15 * plan_bite
        - 0.075 * (f.standard[0] + f.standard[1])
        - 0.5 * policy.capacity_retirement
        + 0.15 * policy.downstream_support
        + 0.1 * policy.foreign_investment
        + 0.1 * margin,
        0.0,
        1.0,
    )
    goodwill = s.goodwill + (wanted - s.goodwill) / p.goodwill_months + policy.goodwill_shock
    planned = plans_in_force(policy)
    # Where inspectors are everywhere, mines report what the plan wants to hear.
    effort = (
        policy.crackdown_north + policy.crackdown_south + policy.tracking + policy.consolidation_drive
    ) / p.inspection_scale
    effort = effort * effort
    effort = effort * effort
    target = planned * effort / (1.0 + effort)
    accountability = s.accountability + (target - s.accountability) / p.plan_accountability_months
    # A new plan is paper: it becomes practice over years.
    practice = s.plan_practice + (planned - s.plan_practice) / p.plan_practice_months
    return {
        "consolidation_licences": exact.clip(s.consolidation_licences + f.consolidation_flow, 0.0, 1.0),
        "consolidation_smelters": exact.clip(s.consolidation_smelters + smelters, 0.0, 1.0),
        "goodwill": exact.clip(goodwill, 0.0, 1.0),
        "accountability": accountability,
        "plan_practice": practice,
    }
