"""Four rivals: finite geology, lead times, idling, mine and refinery apart, ore sold to China at a netback."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.dimensions import HEAVY, RIVALS, SOUTH_EAST_ASIA
from game.economy.mining import basket
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth

_SUPPORT_MEMORY_MONTHS = 36.0
_WATCHED = 0.1  # effective crackdown in the south at which half of the diggers look across the border


def rival_composition(p: Parameters) -> Array:
    """Products in a tonne of each rival's ore, shape (rival, product, B)."""
    clay = p.rival_heavy_share[:, None]
    mixed: Array = (1.0 - clay) * p.composition[0][None] + clay * p.composition[1][None]
    return mixed


def refining_cost(p: Parameters, s: State, world: WorldMonth) -> Array:
    """Cost of refining a tonne abroad; it rises where plants have closed and their people are gone, (rival, B)."""
    kept = exact.clip(s.rival_refining_t_per_month / (0.3 * p.rival_limit_t_per_month), 0.0, 1.0)
    lost = p.know_how_penalty * (1.0 - kept)
    return p.rival_refining_cost_usd_per_t * world.cost_index_abroad * (1.0 + lost)


def _income(p: Parameters, s: State, world: WorldMonth, price: Array, netback: Array) -> Array:
    """Income per tonne of ore when refineries take what they can and China buys the rest."""
    refined = basket(rival_composition(p), price) * (1.0 - p.process_loss_share)
    own = exact.positive(refined - refining_cost(p, s, world))
    running = s.rival_capacity_t_per_month + 1e-6
    share = exact.clip(s.rival_refining_t_per_month * world.refining_access / running, 0.0, 1.0)
    return share * np.maximum(own, netback) + (1.0 - share) * netback


def rivals(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Output, refining and ore sales abroad; projects start on expected price, fear and support."""
    composition = rival_composition(p)
    f.rival_netback_usd_per_t = p.netback_share * basket(composition, s.price_usd_per_t)
    mine_cost = p.rival_mine_cost_usd_per_t * world.cost_index_abroad
    income = _income(p, s, world, s.export_price_usd_per_t, f.rival_netback_usd_per_t)
    f.rival_margin_now = exact.clip(exact.log((income + 1.0) / mine_cost), -2.0, 2.0)
    f.rival_mined_t = s.rival_capacity_t_per_month * s.rival_running * world.rival_access
    refining = np.minimum(f.rival_mined_t, s.rival_refining_t_per_month * world.refining_access)
    f.rival_refining_loss_t = refining * p.process_loss_share
    f.rival_refined_t = refining - f.rival_refining_loss_t
    f.rival_ore_to_china_t = f.rival_mined_t - refining

    # Investors look at the price they have come to expect, of a refined tonne or of ore, whichever pays more.
    expected = basket(composition, s.expected_export_price_usd_per_t) * (1.0 - p.process_loss_share)
    project = np.maximum(
        exact.positive(expected - refining_cost(p, s, world)),
        p.netback_share * basket(composition, s.expected_price_usd_per_t),
    )
    margin = exact.clip(exact.log((project + 1.0) / mine_cost), -2.0, 2.0)
    appetite = exact.sigmoid(
        4.0 * (margin + p.fear_premium * mean_fear(s) + s.rival_support + policy.rival_support_shock - p.rival_margin)
    )
    room = exact.positive(
        p.rival_limit_t_per_month
        - s.rival_capacity_t_per_month
        - s.rival_projects_t_per_month
        - s.rival_building_t_per_month
    )
    f.rival_starts_t_per_month = p.rival_start_per_month * room * appetite * world.rival_access


def mean_fear(s: State) -> Array:
    """Fear averaged over the buyers abroad, shape (B,)."""
    mean: Array = (s.fear[0] + s.fear[1] + s.fear[2]) / 3.0
    return mean


def next_rivals(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Mines, projects and refineries abroad at the end of the month."""
    stage = 2.0 / p.rival_lead_months
    begun = s.rival_projects_t_per_month * stage
    finished = s.rival_building_t_per_month * stage
    idle = s.rival_capacity_t_per_month * (1.0 - s.rival_running * world.rival_access)
    target = exact.sigmoid(p.rival_steepness * f.rival_margin_now)
    months = np.where(target < s.rival_running, p.rival_idle_months, p.rival_restart_months)
    starts = f.rival_starts_t_per_month + _displaced(p, s, f)
    return {
        "rival_projects_t_per_month": s.rival_projects_t_per_month + starts - begun,
        "rival_building_t_per_month": s.rival_building_t_per_month + begun - finished,
        "rival_capacity_t_per_month": s.rival_capacity_t_per_month + finished - idle * p.rival_scrap_per_month,
        "rival_running": s.rival_running + (target - s.rival_running) / months,
        "rival_refining_t_per_month": _next_refining(p, s, policy, world, f),
        "rival_support": (s.rival_support + policy.rival_support_shock) * (1.0 - 1.0 / _SUPPORT_MEMORY_MONTHS),
        "mined_abroad_t": s.mined_abroad_t + f.rival_mined_t,
    }


def _displaced(p: Parameters, s: State, f: Flows) -> Array:
    """Diggings closed in the Chinese south that start again across the border, shape (rival, B).

    Those who know clay come from China: they look abroad when the hills at home are watched.

    Source: Myanmar's clays replaced illegal southern ore from 2016-18 on (events.csv, 2018).
    """
    nobody = 0.0 * f.rival_mined_t[0]
    room = exact.positive(
        1.0 - (s.rival_capacity_t_per_month + s.rival_projects_t_per_month) / p.rival_limit_t_per_month
    )
    watched = exact.saturating(f.crackdown[HEAVY] / _WATCHED)
    moved = (
        p.clay_displacement_share * exact.positive(f.illegal_exit_t_per_month[HEAVY])
        + p.border_trade_per_month
        * watched
        * s.rival_capacity_t_per_month[SOUTH_EAST_ASIA]
        * exact.positive(f.rival_margin_now[SOUTH_EAST_ASIA])
    ) * room[SOUTH_EAST_ASIA]
    return exact.stack([moved if place == SOUTH_EAST_ASIA else nobody for place in range(len(RIVALS))])


def _next_refining(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> Array:
    """Refineries abroad follow the mine slowly where refining pays; idle ones are lost with their know-how."""
    refined = basket(rival_composition(p), s.expected_export_price_usd_per_t) * (1.0 - p.process_loss_share)
    cost = refining_cost(p, s, world) + f.rival_netback_usd_per_t
    gain = exact.clip(exact.log(refined / cost), -2.0, 2.0)
    appetite = exact.sigmoid(4.0 * (gain + p.fear_premium * mean_fear(s) + s.rival_support - p.rival_margin))
    gap = exact.positive(f.rival_mined_t - s.rival_refining_t_per_month)
    lead = p.refinery_lead_months * (1.0 + 0.5 * policy.technology_export_ban)
    used = np.minimum(f.rival_mined_t / (s.rival_refining_t_per_month + 1e-6), 1.0)
    lost = s.rival_refining_t_per_month * p.refinery_scrap_per_month * (1.0 - used * world.refining_access)
    return s.rival_refining_t_per_month + gap * appetite / lead - lost
