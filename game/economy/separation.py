"""Separation and refining in China: research with long lags, learning by doing, throughput, recycling."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.control import has_cap
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth


def technology(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Separation cost over its 1985 level: cascade extraction (B072) as a knowledge stock, and learning by doing."""
    experience = 1.0 + exact.total(s.mined_china_t) / (60.0 * exact.total(p.opening_mine_capacity_t_per_month))
    learning = exact.power(experience, -p.learning_elasticity)
    f.technology_factor = learning / (1.0 + s.separation_knowledge_points / p.knowledge_scale)


def separation(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Ore and concentrate become products; the smelting plan binds as far as control is real."""
    wanted = np.minimum(0.7 * s.concentrate_t, s.separation_capacity_t_per_month)
    all_wanted = exact.total(wanted)
    # The plan counts products of domestic ore; the ore put in is larger by the loss. Imported ore is worked up outside.
    imported = exact.total(f.rival_ore_to_china_t)
    plan = policy.smelting_plan / 12.0 / (1.0 - p.process_loss_share)
    fresh_above = exact.positive(exact.total(f.legal_mined_t) - plan)
    allowed = plan + imported + (1.0 - f.implementation) * fresh_above
    under_plan = np.minimum(all_wanted, allowed) / (all_wanted + 1e-9)
    f.separated_ore_t = wanted * np.where(has_cap(policy.smelting_plan) > 0.0, under_plan, 1.0)
    f.separation_loss_t = f.separated_ore_t * p.process_loss_share
    f.separated_t = products_of(p.composition, f.separated_ore_t - f.separation_loss_t)
    f.black_loss_t = f.illegal_mined_t * p.process_loss_share
    f.black_separated_t = products_of(p.composition, f.illegal_mined_t - f.black_loss_t)
    returned = p.recycling_share[:, None] * s.past_use_t_per_month
    f.recycled_china_t = returned[:, 0]
    f.recycled_abroad_t = returned[:, 1]


def products_of(composition: Array, ore: Array) -> Array:
    """Products in ore: composition (n, product, B), ore (n, B) -> (product, B)."""
    return exact.total(composition * ore[:, None])


def next_separation(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Separation capacity and knowledge stocks at the end of the month."""
    use = f.separated_ore_t / s.separation_capacity_t_per_month
    growth = p.separation_growth_per_month * exact.clip((use - 0.8) / 0.2, -0.15, 1.0)
    rate = 2.0 / p.research_lag_months
    # Two stages of equal length: the laboratory, then the pilot plant.
    piloted_separation = s.separation_research_points * rate
    piloted_magnet = s.magnet_research_points * rate
    ripe_separation = s.separation_pilot_points * rate
    ripe_magnet = s.magnet_pilot_points * rate
    return {
        "separation_capacity_t_per_month": s.separation_capacity_t_per_month * (1.0 + growth),
        "separation_research_points": s.separation_research_points
        + policy.research_separation / 12.0 / world.cost_index_china
        - piloted_separation,
        "separation_pilot_points": s.separation_pilot_points + piloted_separation - ripe_separation,
        "separation_knowledge_points": exact.positive(
            s.separation_knowledge_points * (1.0 - p.knowledge_decay_per_month)
            + ripe_separation
            + policy.separation_knowledge_shock
        ),
        "magnet_research_points": s.magnet_research_points
        + policy.research_magnets / 12.0 / world.cost_index_china
        - piloted_magnet,
        "magnet_pilot_points": s.magnet_pilot_points + piloted_magnet - ripe_magnet,
        "magnet_knowledge_points": exact.positive(
            s.magnet_knowledge_points * (1.0 - p.knowledge_decay_per_month)
            + ripe_magnet
            + policy.magnet_knowledge_shock
        ),
    }


def next_patents(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Filings follow the money for them and a part of all other research (B076-B080)."""
    money = (policy.research_patents + 0.25 * (policy.research_separation + policy.research_magnets)) / 12.0
    smoothed = s.patent_research_musd_per_month + (money - s.patent_research_musd_per_month) / (
        0.4 * p.research_lag_months
    )
    return {
        "patent_research_musd_per_month": smoothed,
        "patents_china": s.patents_china + p.patents_per_musd * smoothed,
        "patents_us": s.patents_us + p.patents_us_per_month * world.patent_index_us,
    }
