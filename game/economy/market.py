"""Prices: adaptive expectations times stock cover at home; parity, quota rent and fear at the border.

The structure of the commodity cycle follows J. Sterman, Business Dynamics (2000), chapter 20.
"""

from __future__ import annotations

from game.economy import exact
from game.economy.blocks import Array
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.rivals import mean_fear
from game.economy.world import WorldMonth

_COVER_LIMIT = 8.0
_RENT_LIMIT = 25.0  # of the value at the border: beyond it nobody buys


def border_factor(p: Parameters, policy: Policy) -> Array:
    """FOB over domestic price in free trade: margin / ((1 + rebate)(1 - duty)), shape (product, B)."""
    rebate = policy.export_rebate_ores + p.metals_export_share * (
        policy.export_rebate_metals - policy.export_rebate_ores
    )
    duty = exact.stack([policy.export_duty_light, policy.export_duty_light, policy.export_duty_heavy])
    return p.export_margin / ((1.0 + rebate) * (1.0 - exact.clip(duty, 0.0, 0.9)))


def domestic_price(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Expected price times (wanted / held stock) to a power; traders hoard in a rising market."""
    outflow = f.use_china_wanted_t + f.magnet_input_china_t + exact.total_second(f.licensed_exports_t) + 1e-9
    # Traders at home hoard on their own price and on what they see abroad.
    inside = exact.clip(s.price_usd_per_t / s.expected_price_usd_per_t - 1.0, -0.4, 1.0)
    outside = exact.clip(s.export_price_usd_per_t / s.expected_export_price_usd_per_t - 1.0, -0.4, 1.0)
    mood = 0.5 * p.speculation_gain * inside + p.hoarding_gain * outside
    wanted = p.domestic_cover_months * outflow * exact.clip(1.0 + mood, 0.3, 4.0)
    held = s.product_t + 0.5 * (f.separated_t + f.laundered_t) + 1e-9
    ratio = exact.clip(wanted / held, 1.0 / _COVER_LIMIT, _COVER_LIMIT)
    f.price_now_usd_per_t = s.expected_price_usd_per_t * exact.power(ratio, p.cover_exponent)


def export_price(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Parity at the border plus the licence rent, times a fear factor outside the rent's integrator.

    A quota counts tonnes, so the price of a licence is the same for a tonne of cerium and of dysprosium: the cheap
    elements rise most in a boom (FOB over domestic price in September 2011: 3.9 for lanthanum, events.csv).
    """
    rent = s.licence_rent_usd_per_t
    fear = exact.exp(p.fear_price_gain * mean_fear(s))
    parity = f.price_now_usd_per_t * border_factor(p, policy)
    f.export_price_now_usd_per_t = (parity + exact.stack([rent[0], rent[0], rent[1]])) * fear


def parity_usd_per_t(p: Parameters, s: State, policy: Policy) -> Array:
    """Expected value at the border of a tonne of each deposit's own products, without any rent, shape (deposit, B)."""
    value = s.expected_price_usd_per_t * border_factor(p, policy)
    light = (p.composition[0][0] * value[0] + p.composition[0][1] * value[1]) / (
        p.composition[0][0] + p.composition[0][1]
    )
    return exact.stack([light, value[2]])


def next_market(p: Parameters, s: State, policy: Policy, f: Flows) -> dict[str, Array]:
    """Prices, expectations and the licence rent at the end of the month."""
    unit_cost = exact.stack([f.unit_cost_usd_per_t[0], f.unit_cost_usd_per_t[0], f.unit_cost_usd_per_t[1]])
    expected = exact.log(s.expected_price_usd_per_t)
    now = exact.log(f.price_now_usd_per_t)
    anchor = exact.log(p.cost_weight * unit_cost)
    expected = expected + (now - expected) / p.expectation_months + (anchor - expected) / p.cost_anchor_months
    abroad = exact.log(s.expected_export_price_usd_per_t)
    abroad = abroad + (exact.log(f.export_price_now_usd_per_t) - abroad) / p.expectation_months
    # Tight means that nearly all licences are asked for; below seven tenths nobody pays for one.
    tight_now = exact.clip((f.quota_use - 0.7) / 0.3, 0.0, 1.0)
    tightness = s.tightness + (tight_now - s.tightness) / p.tightness_months
    shortage = exact.positive(
        exact.stack([0.5 * (f.foreign_shortage[0] + f.foreign_shortage[1]), f.foreign_shortage[2]])
    )
    parity = parity_usd_per_t(p, s, policy)
    rent = s.licence_rent_usd_per_t
    rent = (
        rent
        + p.rent_gain_per_month * shortage * tightness * (parity + rent)
        - p.rent_erosion_per_month * (1.0 - tightness * shortage) * rent
    )
    return {
        "price_usd_per_t": f.price_now_usd_per_t,
        "expected_price_usd_per_t": exact.exp(expected),
        "export_price_usd_per_t": f.export_price_now_usd_per_t,
        "expected_export_price_usd_per_t": exact.exp(abroad),
        "tightness": tightness,
        "licence_rent_usd_per_t": exact.clip(rent, 0.0, _RENT_LIMIT * parity),
    }
