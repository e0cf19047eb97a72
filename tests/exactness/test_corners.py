"""Every lever at both its ends in every level for the whole span; worlds without policy and with all of it."""

from __future__ import annotations

import numpy as np
import pytest

from game.analysis.evidence import load_engine
from game.analysis.runs import PolicyPath, Run, run_path
from game.content.load import find_level, load_level
from game.economy.accounting import TOLERANCE, identity_errors
from game.economy.blocks import Array
from game.economy.chance import draw, key
from game.economy.dimensions import month_label
from game.economy.guard import limits
from game.economy.month import advance_month, opening_state
from game.economy.policy import LEVER_FIELDS, NO_POLICY, POLICY_FIELDS, Policy, policy_of
from game.economy.quantities import Parameters, State
from game.exactness.draws import campaign_keys
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path

MIXED = 64  # lanes in which every lever stands at one of its ends


def corners(level: Level) -> tuple[tuple[str, ...], Array, Array]:
    """Lanes by name, which levers each holds (levers, lanes) and at what (levers, lanes).

    Each lever at its minimum and at its maximum with the rest as history had them, all at once, and mixed corners.
    """
    ends = np.array([[lever.minimum, lever.policy_value(lever.maximum)] for lever in map(level.lever, LEVER_FIELDS)])
    count = len(ends)
    names = [f"{name} at its {end}" for end in ("minimum", "maximum") for name in LEVER_FIELDS]
    held = np.concatenate([np.eye(count, dtype=np.bool_)] * 2 + [np.ones((count, 2 + MIXED), dtype=np.bool_)], axis=1)
    mixed = draw(key(11), campaign_keys(0, MIXED), campaign_keys(0, count)[:, None]) < 0.5
    values = np.concatenate(
        [np.repeat(ends[:, end : end + 1], count, axis=1) for end in (0, 1)]
        + [ends, np.where(mixed, ends[:, :1], ends[:, 1:])],
        axis=1,
    )
    names += ["all at their minimum", "all at their maximum", *(f"mixed corner {place}" for place in range(MIXED))]
    return tuple(names), held, values


@pytest.mark.parametrize("name", ["campaign", "quota-years"])
def test_every_lever_at_its_ends_for_the_whole_span(name: str) -> None:
    level = load_level(find_level(name))
    engine = load_engine(level)
    names, held, values = corners(level)
    lanes = len(names)
    parameters = Parameters.from_block(np.repeat(engine.parameters.block(), lanes, axis=1))
    state = opening_state(parameters, engine.world)
    known = limits(State)
    for month, row in enumerate(history_path(level, level.end + 1)):
        rows = np.repeat(row[:, None], lanes, axis=1)
        if month >= level.start:
            rows[: len(LEVER_FIELDS)] = np.where(held, values, rows[: len(LEVER_FIELDS)])
        after, flows = advance_month(parameters, state, policy_of(rows), engine.world.month(month))
        for identity, error in identity_errors(parameters, state, after, flows).items():
            by_lane = error.reshape(-1, lanes).max(axis=0)
            assert (by_lane < TOLERANCE).all(), (month_label(month), names[int(np.argmax(by_lane))], identity)
        stray = known.first_stray(after.block())
        assert stray is None, (month_label(month), names[stray[1]], known.names[stray[0]])
        state = after
    world = flows.legal_mined_t.sum(axis=0) + flows.illegal_mined_t.sum(axis=0) + flows.rival_mined_t.sum(axis=0)
    assert (world * 12.0 < 10e6).all(), names[int(np.argmax(world))]


def held_for_ever(engine: Engine, level: Level, settings: dict[str, float]) -> Run:
    row = np.array([{**NO_POLICY, **settings}[name] for name in POLICY_FIELDS])
    return run_path(engine.parameters, engine.world, PolicyPath(np.repeat(row[None], level.end + 1, axis=0)))


@pytest.mark.parametrize("what", ["zero", "all out"])
def test_worlds_without_policy_and_with_all_of_it_are_recognisable(level: Level, engine: Engine, what: str) -> None:
    """No blow-up: prices a trader could quote, mines that nature could feed, rivals within their geology."""
    settings = {lever.id: lever.policy_value(lever.maximum) for lever in level.levers} if what == "all out" else {}
    run = held_for_ever(engine, level, settings)
    assert run.strays == {}
    for name, values in run.series.items():
        assert np.isfinite(values).all(), name
    ranges = {
        "domestic_price_usd_per_t": (1e3, 1e6),
        "light_price_usd_per_t": (1e3, 3e5),
        "heavy_price_usd_per_t": (5e3, 4e6),
        "china_legal_mine_output_t": (10.0, 1e5),
        "china_mining_share": (0.02, 0.98),
        "rival_capacity_t": (500.0, 3e4),
        "foreign_use_t": (500.0, 3e4),
        "fear": (0.0, 1.0),
        "treasury_musd": (-3e5, 1e5),
    }
    for name, (low, high) in ranges.items():
        values = run.series[name]
        assert low <= values.min() <= values.max() <= high, (name, float(values.min()), float(values.max()))


def test_illegal_mines_and_damage_grow_without_policy_only(level: Level, engine: Engine) -> None:
    zero = held_for_ever(engine, level, {})
    full = held_for_ever(engine, level, {lever.id: lever.policy_value(lever.maximum) for lever in level.levers})
    for name in ("china_illegal_mine_output_t", "pollution_index"):
        assert zero.mean(name, 2010, 2020)[0] > 2.0 * full.mean(name, 2010, 2020)[0]
    assert full.mean("treasury_musd", 2010)[0] < zero.mean("treasury_musd", 2010)[0]


def test_the_ranges_of_the_engine_hold_those_of_every_lever(level: Level) -> None:
    known = limits(Policy)
    for lever in level.levers:
        row = POLICY_FIELDS.index(lever.id)
        assert known.low[row, 0] <= lever.minimum, lever.id
        assert lever.policy_value(lever.maximum) <= known.high[row, 0], lever.id
