"""Prices: adaptive expectations times stock cover at home; parity, quota rent and fear at the border.

The structure of the commodity cycle follows J. Sterman, Business Dynamics (2000), chapter 20.
"""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.control import export_quota_t_per_year, has_cap
from game.economy.mining import basket
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.rivals import mean_fear
from game.economy.world import WorldMonth

_COVER_LIMIT = 8.0
_CHOKE = 60.0  # times its cost, at which everybody does without (the peak of 2011 came to some thirty times)
_RENT_LIMIT = 25.0  # of the value at the border: beyond it nobody buys


def border_rates(p: Parameters, policy: Policy) -> tuple[Array, Array]:
    """Rebate and duty on the exports of each product, shares of FOB value, shape (product, B) each."""
    rebate = policy.export_rebate_ores + p.metals_export_share * (
        policy.export_rebate_metals - policy.export_rebate_ores
    )
    return rebate, by_product(exact.stack([policy.export_duty_light, policy.export_duty_heavy]))


def border_factor(p: Parameters, policy: Policy) -> Array:
    """FOB over domestic price in free trade: margin / ((1 + rebate)(1 - duty)), shape (product, B)."""
    rebate, duty = border_rates(p, policy)
    return p.export_margin / ((1.0 + rebate) * (1.0 - exact.clip(duty, 0.0, 0.9)))


def domestic_price(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Expected price times (wanted / held stock) to a power; traders hoard in a rising market."""
    outflow = f.use_china_wanted_t + f.magnet_input_china_t + exact.total_second(f.licensed_exports_t) + 1e-9
    # Traders at home hoard on their own price and on what they see abroad.
    inside = exact.clip(s.price_usd_per_t / s.expected_price_usd_per_t - 1.0, -0.4, 1.0)
    outside = exact.clip(s.export_price_usd_per_t / s.expected_export_price_usd_per_t - 1.0, -0.4, 3.0)
    mood = 0.5 * p.speculation_gain * inside + p.hoarding_gain * outside
    # Shelves found empty last month make everybody want more: a price must rise until goods are found.
    short = 1.0 + p.unserved_gain * s.unserved
    wanted = p.domestic_cover_months * outflow * exact.clip(1.0 + mood, 0.3, 4.0) * short
    held = s.product_t + 0.5 * (f.separated_t + f.laundered_t + f.recycled_china_t) + 1e-9
    ratio = exact.clip(wanted / held, 1.0 / _COVER_LIMIT, _COVER_LIMIT)
    cost = by_product(f.unit_cost_usd_per_t)
    price = s.expected_price_usd_per_t * exact.power(ratio, p.cover_exponent)
    f.price_now_usd_per_t = np.minimum(np.maximum(price, p.price_floor_share * cost), _CHOKE * cost)


def export_price(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Parity at the border plus the licence rent, times a fear factor outside the rent's integrator.

    A quota counts tonnes, so the price of a licence is the same for a tonne of cerium and of dysprosium: the cheap
    elements rise most in a boom (FOB over domestic price in September 2011: 3.9 for lanthanum, events.csv).
    """
    rent = s.licence_rent_usd_per_t
    fear = exact.exp(p.fear_price_gain * mean_fear(s))
    parity = f.price_now_usd_per_t * border_factor(p, policy)
    f.export_price_now_usd_per_t = (parity + by_product(rent)) * fear


def by_product(deposits: Array) -> Array:
    """What belongs to a deposit, for each of its own products: (deposit, B) -> (product, B)."""
    return exact.stack([deposits[0], deposits[0], deposits[1]])


def by_deposit(p: Parameters, value: Array) -> Array:
    """Value of a tonne of each deposit's own products: (product, B) -> (deposit, B)."""
    light = (p.composition[0][0] * value[0] + p.composition[0][1] * value[1]) / (
        p.composition[0][0] + p.composition[0][1]
    )
    return exact.stack([light, value[2]])


def next_market(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Prices, expectations and the licence rent at the end of the month."""
    # Products of one ore share its cost: what is anchored is the value of the tonne, not each product's price.
    worth = basket(p.composition, s.expected_price_usd_per_t) * (1.0 - p.process_loss_share)
    gap = exact.log(p.producer_margin * f.unit_cost_usd_per_t / worth)
    expected = exact.log(s.expected_price_usd_per_t)
    now = exact.log(f.price_now_usd_per_t)
    expected = expected + (now - expected) / p.expectation_months + by_product(gap) / p.cost_anchor_months
    abroad = exact.log(s.expected_export_price_usd_per_t)
    abroad = abroad + (exact.log(f.export_price_now_usd_per_t) - abroad) / p.expectation_months
    # The price of a licence brings orders down towards the quota: a duty is taken out of it, a rebate adds to it. It
    # follows what the market sees of the quota and goes at once with the quota.
    free = by_deposit(p, s.expected_price_usd_per_t * p.export_margin)
    parity = by_deposit(p, s.expected_price_usd_per_t * border_factor(p, policy))
    tightness = s.tightness + (f.quota_use - s.tightness) / p.tightness_months
    needed = exact.exp(exact.log(np.maximum(tightness, 1.0)) / p.rent_elasticity)
    binding = exact.clip((tightness - 0.9) / 0.2, 0.0, 1.0)
    target = np.minimum(exact.positive(free * needed - parity) * binding, _RENT_LIMIT * free)
    rent = s.licence_rent_usd_per_t
    rent = np.where(has_cap(export_quota_t_per_year(policy)) > 0.0, rent + (target - rent) / p.rent_months, 0.0)
    return {
        "price_usd_per_t": f.price_now_usd_per_t,
        "expected_price_usd_per_t": exact.exp(expected),
        "export_price_usd_per_t": f.export_price_now_usd_per_t,
        "expected_export_price_usd_per_t": exact.exp(abroad),
        "tightness": tightness,
        "licence_rent_usd_per_t": rent,
    }
