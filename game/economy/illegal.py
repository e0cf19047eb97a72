"""Illegal mining: quick to enter where the gap is wide and nobody looks, quick to come back where control is low."""

from __future__ import annotations

import numpy as np

from game.economy import exact
from game.economy.blocks import Array
from game.economy.mining import basket
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth

# Black product sells below the market because its buyer takes the risk, the more the better goods are traced.
_BLACK_DISCOUNT = 0.85
_TRACED_DISCOUNT = 0.5
_DISPLACED_MONTHS = 12.0


def illegal_mining(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Entry on the margin of a miner without licence, tax or clean-up; exit under crackdowns that hold (B028, B058)."""
    gap = exact.positive(s.export_price_usd_per_t - s.price_usd_per_t) * (1.0 - p.customs_effect * f.customs)
    discount = _BLACK_DISCOUNT * (1.0 - _TRACED_DISCOUNT * f.traceability)
    black_price = discount * s.price_usd_per_t + p.smuggler_share * gap
    f.illegal_cost_usd_per_t = (
        p.illegal_cost_share
        * world.cost_index_china
        * (p.mine_cost_usd_per_t + p.separation_cost_usd_per_t * f.technology_factor)
    )
    margin = basket(p.composition, black_price) * (1.0 - p.process_loss_share) / f.illegal_cost_usd_per_t - 1.0
    capacity = s.illegal_capacity_t_per_month
    limit = p.illegal_limit_t_per_month
    # Scattered ownership shelters the pits: a province with one state group in charge has somebody to ask.
    shelter = 1.0 - 0.7 * s.consolidation_licences
    lured = (
        p.illegal_entry_per_month
        * (capacity + p.illegal_seed_share * limit)
        * exact.saturating(margin / p.illegal_margin)
        * shelter
    )
    # What a plan forbids does not vanish: part of it goes on off the books.
    displaced = exact.positive(p.off_book_share * f.cut_by_plan_t - capacity) / _DISPLACED_MONTHS
    room = exact.clip(1.0 - capacity / limit, 0.0, 1.0)
    f.illegal_entry_t_per_month = (lured + displaced) * room * exact.clip(1.0 - f.crackdown, 0.0, 1.0)
    closed = capacity * p.illegal_exit_per_month * f.crackdown
    returns = closed * p.whack_a_mole_share * (1.0 - f.local_implementation)
    ruined = capacity * 0.04 * exact.sigmoid(-4.0 * margin - 1.0)
    shock = capacity * exact.stack([policy.illegal_shock_light, policy.illegal_shock_heavy])
    f.illegal_exit_t_per_month = np.minimum(closed - returns + ruined - shock, 0.5 * capacity)
    f.illegal_mined_t = capacity * exact.sigmoid(3.0 * margin + 1.0)


def next_illegal(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Illegal capacity at the end of the month."""
    return {
        "illegal_capacity_t_per_month": exact.positive(
            s.illegal_capacity_t_per_month + f.illegal_entry_t_per_month - f.illegal_exit_t_per_month
        )
    }
