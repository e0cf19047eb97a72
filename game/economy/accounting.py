"""Identities that must hold every month: tonnes by deposit, product and stage; money."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.quantities import Flows, Parameters, State
from game.economy.trade import rival_ore_by_deposit, rival_products

TOLERANCE = 1e-9


def _relative(difference: Array, scale: Array) -> Array:
    result: Array = np.abs(difference) / (1.0 + np.abs(scale))
    return result


def identity_errors(p: Parameters, before: State, after: State, f: Flows) -> dict[str, Array]:
    """Relative error of each identity, shape (axes..., B); all must stay below `TOLERANCE`."""
    ore = exact.total(rival_ore_by_deposit(p, f))
    smuggled = exact.total_second(f.smuggled_t)
    exported = exact.total_second(f.licensed_exports_t)
    refined = exact.total(rival_products(p, f))
    loss = 1.0 - p.process_loss_share
    black_in = f.illegal_mined_t - f.black_loss_t
    money = after.treasury_musd - before.treasury_musd
    income = f.duty_musd + f.tax_musd + f.profit_musd + f.appropriation_musd + f.shock_musd
    outgo = f.rebate_musd + f.spending_musd + f.reserve_cost_musd + f.retaliation_musd
    return {
        "ore: mined + bought = separated + stocked": _relative(
            f.legal_mined_t + ore - f.separated_ore_t - (after.concentrate_t - before.concentrate_t),
            before.concentrate_t,
        ),
        "separation: ore = products + loss": _relative(
            exact.total(f.separated_ore_t) - exact.total(f.separated_t) - exact.total(f.separation_loss_t),
            exact.total(f.separated_ore_t),
        ),
        "black: illegal output = laundered + smuggled + stocked + lost": _relative(
            exact.total(black_in)
            - exact.total(f.laundered_t)
            - exact.total(smuggled)
            - exact.total(after.black_t - before.black_t),
            exact.total(f.illegal_mined_t),
        ),
        "products: separated + laundered + recycled = used + exported + reserved + unsold + stocked": _relative(
            f.separated_t
            + f.laundered_t
            + f.recycled_china_t
            - f.use_china_t
            - f.magnet_input_china_t
            - exported
            - f.reserve_bought_t
            - f.unsold_flow_t
            - (after.product_t - before.product_t),
            before.product_t,
        ),
        "reserve: bought = stocked": _relative(
            f.reserve_bought_t - (after.reserve_t - before.reserve_t), before.reserve_t
        ),
        "abroad: exports + smuggled + rivals + recycled = used + stocked": _relative(
            exported
            + smuggled
            + refined
            + f.recycled_abroad_t
            - exact.total_second(f.use_t + f.magnet_input_abroad_t)
            - exact.total_second(after.foreign_stock_t - before.foreign_stock_t),
            exact.total_second(before.foreign_stock_t),
        ),
        "rivals: mined = refined + lost + sold to China": _relative(
            f.rival_mined_t - f.rival_refined_t - f.rival_refining_loss_t - f.rival_ore_to_china_t,
            f.rival_mined_t,
        ),
        "rivals: refined = (mined - sold) less loss": _relative(
            (f.rival_mined_t - f.rival_ore_to_china_t) * loss - f.rival_refined_t, f.rival_mined_t
        ),
        "money: income - outgo = change of the treasury": _relative(
            income - outgo - money, np.abs(before.treasury_musd) + income + outgo
        ),
    }
