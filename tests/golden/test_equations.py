"""The equations under policies that history never tried, to the last bit, quantity by quantity.

Sixty-four campaigns: levers at random and at their ends, worlds of their own, half of them with parameters and an
opening state far from the calibrated ones, so that limits and thresholds are met that history never reaches. What
differs is told by name. A change of equations, parameters or world moves these; `accepted.HOW` says what then.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from game.economy.accounting import identity_errors
from game.economy.blocks import Array, Block
from game.economy.chance import Chances, Keys, draw, key
from game.economy.guard import limits
from game.economy.indicators import indicators
from game.economy.month import advance_month, opening_state
from game.economy.policy import LEVER_FIELDS, POLICY_FIELDS, policy_of
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import world_month
from game.exactness.draws import RandomPolicies, campaign_keys
from game.rules.game_state import Engine
from game.rules.level import Level
from tests.golden.accepted import HOW, accepted

RANDOM, CORNERS = 48, 16
LANES = RANDOM + CORNERS
# How far each campaign's parameters and opening state lie from the calibrated ones: not at all, some way, very far.
FAR = np.array([0.0, 0.5, 0.0, 2.5])[np.arange(LANES) % 4]
MONTHS = 492


def strange(values: Block, keys: Keys, salt: int, kept: str = "") -> Array:
    """A block with every value moved as far as its lane is strange, within its declared bounds."""
    known = limits(type(values))
    rows = np.arange(len(known.names), dtype=np.uint64)[:, None]
    factor = 1.0 + (draw(key(salt), keys, rows) - 0.4) * FAR
    moves = np.array([not kept or not name.startswith(kept) for name in known.names])[:, None]
    block = values.block()
    return np.where(moves & (FAR > 0.0), np.clip(block * factor, known.low, known.high), block)


def shocks(month: int, keys: Keys) -> Array:
    """What nobody ordered, (fields after the levers, lanes): mostly nothing, else of either sign; severity of none."""
    fields = POLICY_FIELDS[len(LEVER_FIELDS) :]
    rows = np.arange(len(fields), dtype=np.uint64)[:, None]
    sizes = np.array([[2000.0 if "knowledge" in name or "treasury" in name else 0.5] for name in fields])
    hit = draw(key(13), keys, key(month), rows) < 0.04
    struck = np.where(hit, (draw(key(14), keys, key(month), rows) - 0.4) * sizes, 0.0)
    return np.where(rows == 0, np.abs(struck), struck)  # the first is the severity of what is announced


def lived(level: Level, engine: Engine) -> dict[str, Array]:
    """Every stock, flow and figure of all months: name to (months, rows, lanes)."""
    keys = campaign_keys(0, LANES)
    # What a tonne of ore holds must still add up to a tonne.
    lanes = Parameters.from_block(np.repeat(engine.parameters.block(), LANES, axis=1))
    p = Parameters.from_block(strange(lanes, keys, 11, kept="composition"))
    state = State.from_block(strange(opening_state(p, engine.world), keys, 12))
    plain = replace(level, cards=())  # what cards do is made up here, or every new card would move these bits
    policies, corners = RandomPolicies(plain), RandomPolicies(plain, corners=True)
    chances = Chances(keys, 0, engine.world.months)
    made: dict[str, list[Array]] = {}
    for month in range(MONTHS):
        rows = (policies.rows(month, keys[:RANDOM]), corners.rows(month, keys[RANDOM:]))
        row = np.concatenate(rows, axis=1)
        row[len(LEVER_FIELDS) :] = shocks(month, keys)
        policy = policy_of(row)
        before = state
        state, flows = advance_month(p, state, policy, world_month(chances.row(engine.world, month)))
        for name, error in identity_errors(p, before, state, flows).items():
            assert error.max() < 1e-9, (month, name)
        blocks: tuple[Block, ...] = (state, flows)
        for told in blocks:
            block, place = told.block(), 0
            for item in told.declared():
                size = int(np.prod([len(axis) for axis in item.metadata["axes"]], dtype=int))
                made.setdefault(f"{type(told).__name__}.{item.name}", []).append(block[place : place + size])
                place += size
        for name, figure in indicators(p, state, flows, policy).items():
            made.setdefault(name, []).append(np.broadcast_to(figure, (1, LANES)))
    return {name: np.stack(months) for name, months in made.items()}


def test_equations_give_the_accepted_bits_under_wild_policies(level: Level, engine: Engine) -> None:
    months = lived(level, engine)
    assert set(Flows.__dataclass_fields__) <= {name.removeprefix("Flows.") for name in months}
    made = {}
    for name, values in months.items():
        assert np.isfinite(values).all(), name
        made[name] = hashlib.sha256((values + 0.0).astype("<f8").tobytes()).hexdigest()[:16]
    known = accepted("equations.json", "wild", made)
    assert isinstance(known, dict), HOW
    assert {name: digest for name, digest in made.items() if known.get(name) != digest} == {}, HOW
    assert set(known) == set(made), HOW
