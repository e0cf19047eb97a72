"""Demand: exogenous activity, endogenous price response, thrift that is learnt fast and forgotten slowly."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.dimensions import HEAVY_PRODUCT
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.rivals import rival_composition
from game.economy.separation import products_of
from game.economy.world import WorldMonth

_LOG_LIMIT = 3.0
# Shares of capacity that ran, and of earlier use that came back as scrap, when the model opens.
_OPENING_RUN = 0.95
_RECYCLED_AT_FIRST = 0.8


def _log_ratio(price: Array, reference: Array) -> Array:
    return exact.clip(exact.log(price / reference), -_LOG_LIMIT, _LOG_LIMIT)


def opening_export_price(p: Parameters) -> Array:
    """FOB price at the opening domestic price with neither rebate nor duty, shape (product, B)."""
    return p.opening_price_usd_per_t * p.export_margin


def opening_use_t_per_month(p: Parameters) -> Array:
    """Foreign use outside magnets in January 1985, shape (product, buyer, B).

    Nobody counted it, so the opening balance tells it: what was separated and recycled, less what China used (magnets
    were a few tonnes a month then). A model that starts out of balance poisons its first decade.
    """
    kept = 1.0 - p.process_loss_share
    china = products_of(p.composition, (_OPENING_RUN * p.opening_mine_capacity_t_per_month) * kept)
    refined = _OPENING_RUN * p.opening_rival_refining_t_per_month * kept
    abroad = exact.total(rival_composition(p) * refined[:, None])
    primary = 1.0 - _RECYCLED_AT_FIRST * p.recycling_share
    use = (china + abroad) / primary - p.use_china_1985_t_per_month
    result: Array = np.maximum(use, 0.2 * abroad)[:, None] * p.use_share_1985
    return result


def demand(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Use wanted by China and three buyers outside magnets, and magnets wanted."""
    # Activity by product: heavy uses (phosphors, ceramics) have a cycle of their own.
    abroad = exact.power(
        exact.stack([world.activity, world.activity, world.activity * 0.0 + world.heavy_activity]),
        p.income_elasticity[:, None],
    )
    china = exact.power(
        exact.stack([world.activity_china, world.activity_china, world.heavy_activity_china]),
        p.income_elasticity,
    )
    real = _log_ratio(s.export_price_usd_per_t, opening_export_price(p) * world.cost_index_abroad)
    real_china = _log_ratio(s.price_usd_per_t, p.opening_price_usd_per_t * world.cost_index_china)
    f.use_wanted_t = (
        opening_use_t_per_month(p)
        * abroad
        * exact.exp(-p.elasticity_short * real)[:, None]
        * s.thrift
        * (1.0 + policy.foreign_demand_shock)
    )
    f.use_china_wanted_t = (
        p.use_china_1985_t_per_month
        * china
        * exact.exp(-p.elasticity_short * real_china)
        * s.thrift_china
        * (1.0 + policy.chinese_demand_shock)
    )
    heavy = p.magnet_heavy_share * s.thrift_china[HEAVY_PRODUCT]
    f.magnet_content = exact.stack([heavy * 0.0, 1.0 - heavy, heavy])
    metals = exact.total(f.magnet_content * s.expected_price_usd_per_t)
    # Reference: the same metals at opening prices, in money of the day.
    reference = exact.total(f.magnet_content * p.opening_price_usd_per_t)
    response = exact.exp(-p.magnet_elasticity * _log_ratio(metals, reference * world.cost_index_china))
    # Magnets for buyers abroad carry the price of metal where they are made.
    metals_abroad = exact.total(f.magnet_content * s.expected_export_price_usd_per_t)
    mixed = s.magnet_share * metals + (1.0 - s.magnet_share) * metals_abroad
    response_abroad = exact.exp(-p.magnet_elasticity * _log_ratio(mixed, reference * world.cost_index_abroad))
    f.magnet_demand_t = (
        p.magnet_use_2005_t_per_month * world.magnet_activity * response_abroad * (1.0 + policy.foreign_demand_shock)
    )
    f.magnet_demand_china_t = (
        p.magnet_use_china_2005_t_per_month
        * world.magnet_activity_china
        * response
        * (1.0 + policy.chinese_demand_shock)
    )


def next_demand(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Thrift and past use at the end of the month."""
    real = _log_ratio(f.export_price_now_usd_per_t, opening_export_price(p) * world.cost_index_abroad)
    real_china = _log_ratio(f.price_now_usd_per_t, p.opening_price_usd_per_t * world.cost_index_china)
    learnt = exact.exp(-p.elasticity_long * real)[:, None] + 0.0 * s.thrift
    learnt_china = exact.exp(-p.elasticity_long * real_china)
    past = exact.total_second(f.use_t + f.magnet_input_abroad_t)
    long_ago = exact.stack([f.use_china_t + f.magnet_input_china_t, past], axis=1)
    return {
        "thrift": _ratchet(p, s.thrift, learnt),
        "thrift_china": _ratchet(p, s.thrift_china, learnt_china),
        "past_use_t_per_month": s.past_use_t_per_month + (long_ago - s.past_use_t_per_month) / p.recycling_months,
    }


def _ratchet(p: Parameters, now: Array, target: Array) -> Array:
    """Doing without is learnt within a year or two of high prices and forgotten over many."""
    months = np.where(target < now, p.thrift_months, p.thrift_memory_months)
    return now + (target - now) / months
