"""Environment: damage to land and water as a stock, natural recovery, clean-up, public anger."""

from __future__ import annotations

from game.economy import exact
from game.economy.blocks import Array
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth

# A full standard leaves a quarter of the damage that mining without one does.
_STANDARD_EFFECT = 0.75
_ANGER_MONTHS = 24.0


def environment(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> None:
    """Damage by legal and illegal mining less recovery and clean-up (tailings in the north, leaching in the south)."""
    made = (
        p.damage_legal_per_t * f.legal_mined_t * (1.0 - _STANDARD_EFFECT * f.standard)
        + p.damage_illegal_per_t * f.illegal_mined_t
    )
    share = s.damage_points / (exact.total(s.damage_points) + 1e-9)
    cleaned = p.clean_up_points_per_musd * policy.clean_up / 12.0 / world.cost_index_china * share
    f.damage_flow_points = exact.clip(
        made - p.damage_decay_per_month * s.damage_points - cleaned + s.damage_points * policy.damage_shock,
        -0.5 * s.damage_points,
        1e6,
    )


def next_environment(p: Parameters, s: State, policy: Policy, world: WorldMonth, f: Flows) -> dict[str, Array]:
    """Damage and anger at the end of the month; a richer public minds more."""
    damage = exact.total(s.damage_points)
    awareness = exact.saturating(world.activity_china / 8.0)
    target = exact.saturating(damage / p.anger_scale) * (0.4 + 0.6 * awareness)
    anger = s.anger + (target - s.anger) / _ANGER_MONTHS + policy.anger_shock
    return {
        "damage_points": exact.positive(s.damage_points + f.damage_flow_points),
        "anger": exact.clip(anger, 0.0, 1.0),
    }
