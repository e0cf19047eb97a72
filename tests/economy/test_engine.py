"""The engine: identities, lanes, hand-computed numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from game.economy import exact
from game.economy.accounting import TOLERANCE, identity_errors
from game.economy.dimensions import month_index, month_label, parse_month
from game.economy.indicators import FIGURES, indicators
from game.economy.market import border_factor
from game.economy.mining import basket
from game.economy.month import advance_month, opening_state
from game.economy.policy import LEVER_FIELDS, NO_POLICY, POLICY_FIELDS, policy_from, policy_of
from game.economy.quantities import Parameters, State
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path


def test_exp_and_log_stay_within_two_ulp() -> None:
    x = np.linspace(-50.0, 50.0, 20_001)
    wanted = np.array([math.exp(v) for v in x])
    assert np.max(np.abs(exact.exp(x) - wanted) / np.spacing(wanted)) <= 2.0
    y = np.linspace(1e-3, 40.0, 20_001)
    told = np.array([math.log(v) for v in y])
    assert np.max(np.abs(exact.log(y) - told) / np.maximum(np.spacing(np.abs(told)), 1e-17)) <= 2.0


def test_exact_functions_by_hand() -> None:
    assert exact.exp(np.array([0.0]))[0] == 1.0
    assert exact.log(np.array([1.0]))[0] == 0.0
    assert exact.power(np.array([2.0]), 10.0)[0] == pytest.approx(1024.0, rel=1e-14)
    assert exact.saturating(np.array([1.0, -3.0])).tolist() == [0.5, 0.0]
    assert exact.sigmoid(np.array([0.0]))[0] == 0.5


def test_months_by_hand() -> None:
    assert month_index(1985, 1) == 0
    assert month_label(491) == "2025-12"
    assert parse_month("2010-09") == 308
    for wrong in ("2010-13", "2010-9", "abcd-01", "2010/09", ""):
        with pytest.raises(ValueError, match="not a month"):
            parse_month(wrong)


def test_basket_and_border_factor_by_hand() -> None:
    composition = np.array([[[0.5], [0.25], [0.25]]])
    price = np.array([[1000.0], [2000.0], [4000.0]])
    assert basket(composition, price).tolist() == [[2000.0]]
    parameters = object.__new__(Parameters)
    object.__setattr__(parameters, "export_margin", np.full((3, 1), 1.2))
    object.__setattr__(parameters, "metals_export_share", np.zeros((3, 1)))
    policy = policy_from({"export_rebate_ores": 0.2, "export_duty_heavy": 0.25})
    factor = border_factor(parameters, policy)[:, 0]
    assert factor[0] == pytest.approx(1.2 / 1.2)
    assert factor[2] == pytest.approx(1.2 / (1.2 * 0.75))


def test_figures_are_what_indicators_give(engine: Engine) -> None:
    state = opening_state(engine.parameters, engine.world)
    policy = policy_from({})
    after, flows = advance_month(engine.parameters, state, policy, engine.world.month(0))
    assert tuple(indicators(engine.parameters, after, flows, policy)) == FIGURES


def test_identities_hold_in_every_month_of_history(level: Level, engine: Engine) -> None:
    state = opening_state(engine.parameters, engine.world)
    for month, row in enumerate(history_path(level, level.end + 1)):
        after, flows = advance_month(engine.parameters, state, policy_of(row), engine.world.month(month))
        for name, error in identity_errors(engine.parameters, state, after, flows).items():
            assert np.max(error) < TOLERANCE, (month_label(month), name)
        state = after


def test_a_lane_has_the_same_bits_alone_and_among_many(level: Level, engine: Engine) -> None:
    block = engine.parameters.block()
    chance = np.random.default_rng(7)
    many = block * (1.0 + 0.02 * chance.standard_normal((1, 24)))
    order = chance.permutation(24)
    path = history_path(level, 120)

    def final(lanes: np.ndarray) -> np.ndarray:
        parameters = Parameters.from_block(np.ascontiguousarray(lanes))
        state = opening_state(parameters, engine.world)
        for month, row in enumerate(path):
            state, _ = advance_month(parameters, state, policy_of(row), engine.world.month(month))
        return state.block()

    together = final(many)
    assert np.array_equal(together[:, order], final(many[:, order]))
    for lane in (0, 11, 23):
        assert np.array_equal(together[:, lane : lane + 1], final(many[:, lane : lane + 1]))


def test_state_survives_its_block_and_digest_sees_the_last_bit(engine: Engine) -> None:
    state = opening_state(engine.parameters, engine.world)
    again = State.from_block(state.block())
    assert again.digest() == state.digest()
    block = state.block()
    block[17, 0] = np.nextafter(block[17, 0], np.inf)
    assert State.from_block(block).digest() != state.digest()


def test_lever_fields_come_first_and_no_policy_is_complete(level: Level) -> None:
    assert {lever.id for lever in level.levers} == set(LEVER_FIELDS)
    assert set(NO_POLICY) == set(POLICY_FIELDS)
