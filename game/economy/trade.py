"""Trade: orders from abroad, licences, quota, smugglers, and what Chinese stocks can serve."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.control import export_quota_t_per_year, has_cap
from game.economy.market import by_product
from game.economy.policy import NO_CAP_T_PER_YEAR, Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.rivals import rival_composition
from game.economy.world import WorldMonth

# Share of each flow that falls under licences when 7, 12 or 17 elements are covered: the seven of April 2025 (B084:
# Sm, Gd, Tb, Dy, Lu, Sc, Y, with magnets that hold them) and the five more of October 2025 (events.csv).
_COVERED = {"cerium": (0.0, 0.05, 1.0), "neodymium": (0.02, 0.15, 1.0), "heavy": (0.85, 0.95, 1.0)}
_COVERED_MAGNETS = (0.85, 0.95, 1.0)
_LICENCES_KEPT_MONTHS = 4.0
_REFUSED_SEEK = 0.7  # of orders refused for months that look for smugglers
_TRACED_LAUNDERING = 0.8  # of laundering that full traceability ends


def _covered(table: tuple[float, float, float], coverage: Array) -> Array:
    seven, twelve, all_elements = table
    return np.where(
        coverage >= 16.5,
        all_elements,
        np.where(coverage >= 11.5, twelve, np.where(coverage >= 6.5, seven, 0.0)),
    )


def _aimed(policy: Policy, leak: Array) -> Array:
    """Strength with which each buyer is hit: all alike, or one buyer less what third buyers pass on, (buyer, B)."""
    target = policy.licensing_target
    everybody = np.where(target < 0.5, 1.0, 0.0)
    return exact.stack(
        [np.where((target > place + 0.5) & (target < place + 1.5), 1.0 - leak, everybody) for place in range(3)]
    )


def refused_share(p: Parameters, policy: Policy) -> tuple[Array, Array]:
    """Share of flows refused in the long run: (product, buyer, B) and for magnets (buyer, B).

    Lenient licensing costs weeks, not goods: refusals grow with the square of strictness.
    """
    strict = policy.licensing_strictness * policy.licensing_strictness
    aimed = _aimed(policy, p.leak_share) * strict
    products = exact.stack([_covered(table, policy.licensing_coverage) for table in _COVERED.values()])
    return products[:, None] * aimed[None], _covered(_COVERED_MAGNETS, policy.licensing_coverage) * aimed


def licensing(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Share of normal flows that get a licence this month: stops within weeks, opens up again over months."""
    refused, refused_magnets = refused_share(p, policy)
    f.licence_flow = _licence_flow(p, s.licence_flow, 1.0 - refused)
    f.magnet_licence_flow = _licence_flow(p, s.magnet_licence_flow, 1.0 - refused_magnets)


def foreign_orders(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Orders from China: use, wanted stocks (more in fear and in a rising market), less what rivals deliver."""
    need = f.use_wanted_t + f.magnet_input_abroad_t
    f.foreign_need_t = need
    all_need = exact.total_second(need) + 1e-9
    refined = exact.total(rival_products(p, f))
    f.rival_deliveries_t = (refined + f.recycled_abroad_t)[:, None] * need / all_need[:, None]
    wanted = wanted_foreign_stock(p, s, need)
    f.foreign_orders_t = exact.positive(need + (wanted - s.foreign_stock_t) / p.restock_months - f.rival_deliveries_t)


def wanted_foreign_stock(p: Parameters, s: State, need: Array) -> Array:
    """Stock that buyers abroad want, shape (product, buyer, B)."""
    trend = exact.clip(s.export_price_usd_per_t / s.expected_export_price_usd_per_t - 1.0, -0.4, 1.0)
    mood = 1.0 + (p.speculation_gain * trend)[:, None] + p.fear_stock_gain * s.fear[None]
    return p.foreign_cover_months[:, None] * need * exact.clip(mood, 0.3, 6.0)


def rival_products(p: Parameters, f: Flows) -> Array:
    """Refined products by rival, shape (rival, product, B)."""
    products: Array = rival_composition(p) * f.rival_refined_t[:, None]
    return products


def exports(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Smugglers serve first, licensed exporters take what licences and stocks allow."""
    gap = exact.log(s.export_price_usd_per_t / (s.price_usd_per_t * p.export_margin))
    # Drawn by the gap between the two prices, and by orders that found no licence for months (B037).
    lured = p.smuggling_limit_share * exact.saturating(exact.positive(gap) / p.smuggling_gap)
    refused = 1.0 - 1.0 / np.maximum(s.tightness, 1.0)
    pull = (lured + (1.0 - lured) * _REFUSED_SEEK * by_product(refused)) * (1.0 - p.customs_effect * f.customs)
    wanted = f.foreign_orders_t * pull[:, None]
    all_wanted = exact.total_second(wanted)
    served = np.minimum(all_wanted, 0.8 * s.black_t) / (all_wanted + 1e-9)
    f.smuggled_t = wanted * served[:, None]
    # Licensed smelters buy black goods as long as nobody can tell where they come from.
    f.laundered_t = (
        (s.black_t - exact.total_second(f.smuggled_t))
        / p.laundering_months
        * (1.0 - _TRACED_LAUNDERING * f.traceability)
    )

    legal_wanted = f.foreign_orders_t - f.smuggled_t
    licensed = legal_wanted * f.licence_flow
    quota = export_quota_t_per_year(policy)
    capped = has_cap(quota)
    ceiling = 0.5 * s.licences_t + quota / 12.0
    f.export_ceiling_t = np.where(capped > 0.0, ceiling, NO_CAP_T_PER_YEAR)
    by_deposit = _by_deposit(exact.total_second(licensed))
    allowed = np.minimum(1.0, f.export_ceiling_t / (by_deposit + 1e-9))
    f.quota_bite = capped * (1.0 - allowed)
    # The cap that the market sees shrinks with an embargo: licences nobody may use are not idle licences.
    normal = _by_deposit(exact.total_second(legal_wanted)) + 1e-9
    f.quota_use = capped * exact.clip(normal / (ceiling * by_deposit / normal + 1e-9), 0.0, 3.0)
    f.licensed_exports_t = licensed * by_product(allowed)[:, None]


def _by_deposit(by_product: Array) -> Array:
    return exact.stack([by_product[0] + by_product[1], by_product[2]])


def deliveries(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Ration Chinese stocks over use, magnets, exports and the reserve; ration foreign stocks over use."""
    bought = (
        policy.state_reserve
        / 12.0
        * exact.stack(
            [
                0.0 * policy.state_reserve + 0.2,
                0.0 * policy.state_reserve + 0.5,
                0.0 * policy.state_reserve + 0.3,
            ]
        )
    )
    sold = np.minimum(exact.positive(-bought), s.reserve_t)
    income = s.product_t + f.separated_t + f.laundered_t + f.recycled_china_t + sold
    exported = exact.total_second(f.licensed_exports_t)
    wanted = f.use_china_wanted_t + f.magnet_input_china_t + exported + exact.positive(bought)
    share = np.minimum(1.0, 0.95 * income / (wanted + 1e-9))
    f.use_china_t = f.use_china_wanted_t * share
    f.unserved_now = 1.0 - share
    f.magnet_input_china_t = f.magnet_input_china_t * share
    f.licensed_exports_t = f.licensed_exports_t * share[:, None]
    f.reserve_bought_t = exact.positive(bought) * share - sold

    cover = p.domestic_cover_months * wanted
    surplus = exact.positive(s.product_t - 2.5 * cover) * 0.25
    back = np.minimum(exact.positive(cover - s.product_t) * 0.25, 0.2 * s.unsold_t)
    f.unsold_flow_t = np.minimum(surplus, 0.2 * income) - back

    arrived = s.foreign_stock_t + f.licensed_exports_t + f.smuggled_t + f.rival_deliveries_t
    needed = f.use_wanted_t + f.magnet_input_abroad_t
    served = np.minimum(1.0, 0.95 * arrived / (needed + 1e-9))
    f.use_t = f.use_wanted_t * served
    f.magnet_input_abroad_t = f.magnet_input_abroad_t * served


def next_trade(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """All Chinese and foreign stocks of goods, licences and licence flows at the end of the month."""
    quota = export_quota_t_per_year(policy)
    used = _by_deposit(exact.total_second(f.licensed_exports_t))
    licences = exact.clip(s.licences_t + quota / 12.0 - used, 0.0, _LICENCES_KEPT_MONTHS / 12.0 * quota)
    ore = exact.total(rival_ore_by_deposit(p, f))
    exported = exact.total_second(f.licensed_exports_t)
    return {
        "licences_t": np.where(has_cap(quota) > 0.0, licences, 0.0),
        "licence_flow": f.licence_flow,
        "magnet_licence_flow": f.magnet_licence_flow,
        "concentrate_t": s.concentrate_t + f.legal_mined_t + ore - f.separated_ore_t,
        "black_t": s.black_t + f.black_separated_t - f.laundered_t - exact.total_second(f.smuggled_t),
        "product_t": s.product_t
        + f.separated_t
        + f.laundered_t
        + f.recycled_china_t
        - f.use_china_t
        - f.magnet_input_china_t
        - exported
        - f.reserve_bought_t
        - f.unsold_flow_t,
        "reserve_t": s.reserve_t + f.reserve_bought_t,
        "unsold_t": s.unsold_t + f.unsold_flow_t,
        "unserved": f.unserved_now,
        "foreign_stock_t": s.foreign_stock_t
        + f.licensed_exports_t
        + f.smuggled_t
        + f.rival_deliveries_t
        - f.use_t
        - f.magnet_input_abroad_t,
    }


def rival_ore_by_deposit(p: Parameters, f: Flows) -> Array:
    """Ore bought from rivals by deposit type, shape (rival, deposit, B)."""
    clay = f.rival_ore_to_china_t * p.rival_heavy_share
    return exact.stack([f.rival_ore_to_china_t - clay, clay], axis=1)


def _licence_flow(p: Parameters, now: Array, target: Array) -> Array:
    return now + (target - now) * np.where(target < now, 0.8, 1.0 / p.licence_lag_months)
