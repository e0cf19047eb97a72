"""The reported figures of a month: what files, charts, scores and conditions speak of."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.economy import exact, market
from game.economy.blocks import Array
from game.economy.dimensions import AUSTRALIA, HEAVY, REST, SOUTH_EAST_ASIA, US
from game.economy.ledger import LEDGER, ledger
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State

# The names of all figures, for files that refer to them; a test holds it against `indicators`.
FIGURES: Final[tuple[str, ...]] = (
    "china_legal_mine_output_t",
    "china_in_plan_mine_output_t",
    "china_recorded_mine_output_t",
    "china_illegal_mine_output_t",
    "china_illegal_heavy_output_t",
    "us_mine_output_t",
    "australia_mine_output_t",
    "south_east_asia_mine_output_t",
    "rest_mine_output_t",
    "china_exports_t",
    "china_smuggled_t",
    "china_magnet_exports_t",
    "export_quota_t",
    "export_price_usd_per_t",
    "domestic_price_usd_per_t",
    "heavy_price_usd_per_t",
    "light_price_usd_per_t",
    "china_mining_share",
    "china_processing_share",
    "china_magnet_share",
    "china_reserves_share",
    "china_domestic_use_t",
    "foreign_use_t",
    "foreign_stock_t",
    "fear",
    "controllability",
    "consolidation_share",
    "pollution_index",
    "leverage_index",
    "treasury_musd",
    "foreign_exchange_musd",
    "china_patents",
    "us_patents",
    "china_black_supply_t",
    "china_legal_heavy_output_t",
    "neodymium_price_usd_per_t",
    "cerium_price_usd_per_t",
    "neodymium_domestic_price_usd_per_t",
    "cerium_domestic_price_usd_per_t",
    "heavy_domestic_price_usd_per_t",
    "export_revenue_net_musd",
    "export_value_musd",
    "magnet_value_musd",
    "rebate_musd",
    "duty_musd",
    "tax_musd",
    "profit_musd",
    "spending_musd",
    "reserve_cost_musd",
    "appropriation_musd",
    "implementation",
    "consolidation_licences_share",
    "consolidation_smelters_share",
    "goodwill",
    "anger",
    "fear_japan",
    "fear_us",
    "fear_europe",
    "trade_case",
    "ruling",
    "exposure_busd",
    "exposure_japan_busd",
    "exposure_us_busd",
    "exposure_europe_busd",
    "magnet_cover_months",
    "magnet_cover_us_months",
    "quota_rent",
    "licence_rent_light_usd_per_t",
    "licence_rent_heavy_usd_per_t",
    "preparedness",
    "unserved_use_t",
    "quota_bite",
    "technology_factor",
    "light_unit_cost_usd_per_t",
    "heavy_unit_cost_usd_per_t",
    "mine_capacity_t",
    "illegal_capacity_t",
    "unsold_t",
    "state_reserve_t",
    "ore_imports_t",
    "rival_capacity_t",
    "rival_refining_t",
    "mine_margin",
    *LEDGER,
)


def _unit_value(value: Array, tonnes: Array, otherwise: Array) -> Array:
    """Value over tonnes as customs record it; the quoted price where nothing was exported."""
    return np.where(tonnes > 1e-6, value / (tonnes + 1e-12), otherwise)


def indicators(p: Parameters, s: State, f: Flows, policy: Policy) -> dict[str, Array]:
    """All figures of the month that ended in state `s`; flows are per month, each of shape (B,)."""
    legal = exact.total(f.legal_mined_t)
    recorded = exact.total(f.recorded_mined_t)
    illegal = exact.total(f.illegal_mined_t)
    abroad = exact.total(f.rival_mined_t)
    by_product = exact.total_second(f.licensed_exports_t)
    exports = exact.total(by_product)
    price = f.export_price_now_usd_per_t
    light_tonnes = by_product[0] + by_product[1]
    # Fixed weights of light ore, so that the light price does not move with the mix alone.
    light_mix = p.composition[0][0] + p.composition[0][1]
    light_quote = (p.composition[0][0] * price[0] + p.composition[0][1] * price[1]) / light_mix
    domestic_light = (
        p.composition[0][0] * f.price_now_usd_per_t[0] + p.composition[0][1] * f.price_now_usd_per_t[1]
    ) / light_mix
    mix_light = exact.clip(light_tonnes / (exports + 1e-9), 0.5, 1.0)
    refined_china = exact.total(f.separated_t) + exact.total(f.black_separated_t)
    refined_abroad = exact.total(f.rival_refined_t)
    made_china, made_abroad = f.magnets_made_china_t, f.magnets_made_abroad_t
    reserves = exact.positive(p.opening_reserves_china_t - exact.total(s.mined_china_t))
    reserves_abroad = p.opening_reserves_abroad_t - exact.total(s.mined_abroad_t)
    unrecorded = legal - recorded
    figures = {
        "china_legal_mine_output_t": legal,
        "china_in_plan_mine_output_t": exact.total(f.in_plan_mined_t),
        "china_recorded_mine_output_t": recorded,
        "china_illegal_mine_output_t": illegal,
        "china_illegal_heavy_output_t": f.illegal_mined_t[HEAVY],
        "us_mine_output_t": f.rival_mined_t[US],
        "australia_mine_output_t": f.rival_mined_t[AUSTRALIA],
        "south_east_asia_mine_output_t": f.rival_mined_t[SOUTH_EAST_ASIA],
        "rest_mine_output_t": f.rival_mined_t[REST],
        "china_exports_t": exports,
        "china_smuggled_t": exact.total(exact.total_second(f.smuggled_t)),
        "china_magnet_exports_t": exact.total(f.magnet_exports_t),
        "export_quota_t": (policy.export_quota_light + policy.export_quota_heavy) / 12.0,
        "export_price_usd_per_t": _unit_value(
            f.export_value_musd * 1e6, exports, mix_light * light_quote + (1.0 - mix_light) * price[2]
        ),
        "domestic_price_usd_per_t": mix_light * domestic_light + (1.0 - mix_light) * f.price_now_usd_per_t[2],
        "heavy_price_usd_per_t": price[2],
        "light_price_usd_per_t": light_quote,
        "china_mining_share": recorded / (recorded + abroad + 1e-9),
        "china_processing_share": refined_china / (refined_china + refined_abroad + 1e-9),
        "china_magnet_share": made_china / (made_china + made_abroad + 1e-9),
        "china_reserves_share": reserves / (reserves + reserves_abroad),
        "china_domestic_use_t": exact.total(f.use_china_t) + exact.total(f.magnet_input_china_t),
        "foreign_use_t": exact.total(exact.total_second(f.use_t + f.magnet_input_abroad_t)),
        "foreign_stock_t": exact.total(exact.total_second(s.foreign_stock_t)),
        "fear": (s.fear[0] + s.fear[1] + s.fear[2]) / 3.0,
        "controllability": f.controllability,
        "consolidation_share": 0.5 * (s.consolidation_licences + s.consolidation_smelters),
        "pollution_index": exact.total(s.damage_points),
        "leverage_index": f.leverage_busd,
        "treasury_musd": s.treasury_musd,
        "foreign_exchange_musd": f.export_value_musd + f.magnet_value_musd,
        "china_patents": s.patents_china,
        "us_patents": s.patents_us,
    }
    figures.update(
        {
            "china_black_supply_t": illegal + unrecorded,
            "china_legal_heavy_output_t": f.legal_mined_t[HEAVY],
            "neodymium_price_usd_per_t": price[1],
            "cerium_price_usd_per_t": price[0],
            "neodymium_domestic_price_usd_per_t": f.price_now_usd_per_t[1],
            "cerium_domestic_price_usd_per_t": f.price_now_usd_per_t[0],
            "heavy_domestic_price_usd_per_t": f.price_now_usd_per_t[2],
            "export_revenue_net_musd": f.export_value_musd + f.magnet_value_musd - f.rebate_musd - f.retaliation_musd,
            "export_value_musd": f.export_value_musd,
            "magnet_value_musd": f.magnet_value_musd,
            "rebate_musd": f.rebate_musd,
            "duty_musd": f.duty_musd,
            "tax_musd": f.tax_musd,
            "profit_musd": f.profit_musd,
            "spending_musd": f.spending_musd,
            "reserve_cost_musd": f.reserve_cost_musd,
            "appropriation_musd": f.appropriation_musd,
            "implementation": f.implementation,
            "consolidation_licences_share": s.consolidation_licences,
            "consolidation_smelters_share": s.consolidation_smelters,
            "goodwill": s.goodwill,
            "anger": s.anger,
            "fear_japan": s.fear[0],
            "fear_us": s.fear[1],
            "fear_europe": s.fear[2],
            "trade_case": s.trade_case,
            "ruling": s.ruling,
            "exposure_busd": exact.total(f.exposure_busd),
            "exposure_japan_busd": f.exposure_busd[0],
            "exposure_us_busd": f.exposure_busd[1],
            "exposure_europe_busd": f.exposure_busd[2],
            "magnet_cover_months": exact.total(s.magnet_stock_t) / (exact.total(f.magnet_demand_t) + 1e-9),
            "magnet_cover_us_months": s.magnet_stock_t[1] / (f.magnet_demand_t[1] + 1e-9),
            "quota_rent": 1.0 + s.licence_rent_usd_per_t[0] / market.by_deposit(p, s.expected_price_usd_per_t)[0],
            "licence_rent_light_usd_per_t": s.licence_rent_usd_per_t[0],
            "licence_rent_heavy_usd_per_t": s.licence_rent_usd_per_t[1],
            "preparedness": (s.preparedness[0] + s.preparedness[1] + s.preparedness[2]) / 3.0,
            "unserved_use_t": exact.total(f.use_china_wanted_t - f.use_china_t),
            "quota_bite": f.quota_bite[0],
            "technology_factor": f.technology_factor,
            "light_unit_cost_usd_per_t": f.unit_cost_usd_per_t[0],
            "heavy_unit_cost_usd_per_t": f.unit_cost_usd_per_t[1],
            "mine_capacity_t": exact.total(s.mine_capacity_t_per_month),
            "illegal_capacity_t": exact.total(s.illegal_capacity_t_per_month),
            "unsold_t": exact.total(s.unsold_t),
            "state_reserve_t": exact.total(s.reserve_t),
            "ore_imports_t": exact.total(f.rival_ore_to_china_t),
            "rival_capacity_t": exact.total(s.rival_capacity_t_per_month),
            "rival_refining_t": exact.total(s.rival_refining_t_per_month),
            "mine_margin": s.mine_margin[0],
        }
    )
    figures.update(ledger(p, s, f))
    return figures
