"""Authority: approval by its stated formulas, what support and resistance do to prices, caps that are formalities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.content.load import find_level, list_levels, load_level
from game.desk import load_engine
from game.economy.dimensions import parse_month
from game.rules import constituencies, levers
from game.rules.commands import SetLever
from game.rules.difficulty import DIFFICULTIES, Difficulty
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.opening import start_game
from game.rules.turn import check
from game.session import Baseline, baseline

_FIGURES = {
    "goodwill": 0.4,
    "mine_margin": 0.15,
    "unsold_t": 30_000.0,
    "china_exports_t": 50.0,
    "foreign_use_t": 99.0,
    "foreign_exchange_musd": 30.0,
    "quota_bite": 0.3,
    "fear": 0.4,
    "trade_case": 0.5,
    "china_magnet_share": 0.8,
    "unserved_use_t": 0.0,
    "anger": 0.4,
    "pollution_index": 100.0,
    "controllability": 0.5,
    "consolidation_share": 0.5,
    "china_processing_share": 0.9,
}


def test_approval_by_hand() -> None:
    assert constituencies.outlook(_FIGURES) == pytest.approx(
        {
            "provinces": 20.0 + 45.0 * 0.4 / 0.8 + 15.0 * 0.45 / 0.9 - 10.0 * 0.5,
            "commerce": 30.0 + 25.0 * 0.5 + 15.0 * 0.5 - 30.0 * 0.5 - 15.0 * 0.5 - 10.0 * 0.5,
            "industry": 35.0 + 30.0 * 0.65 / 1.1 + 15.0 * 0.8,
            "environment": 80.0 - 65.0 * 0.5 - 10.0 * 0.5,
            "planners": 25.0 + 35.0 * 0.5 + 10.0 * 0.5 + 10.0 * 0.9,
            "foreign": 55.0 + 15.0 * 0.5 - 50.0 * 0.5 - 15.0 * 0.5,
        }
    )


def test_beyond_its_ends_a_term_gives_no_more() -> None:
    term = constituencies.Term("anger", -65.0, 0.0, 0.8)
    assert [constituencies.term_points(term, {"anger": value}) for value in (-1.0, 0.0, 0.8, 3.0)] == [
        0.0,
        0.0,
        -65.0,
        -65.0,
    ]


def test_attitude_counts_what_is_moved_from_the_opening(level: Level) -> None:
    settings = {**level.opening, "environmental_standard": 0.5}
    points = constituencies.attitude(level, settings)
    assert points["environment"] == pytest.approx(4.0)
    assert points["industry"] == points["provinces"] == pytest.approx(-4.0)
    # A quota of any height counts at least a third of its tool.
    settings = {**level.opening, "export_quota_light": 95_000.0}
    assert constituencies.attitude(level, settings)["foreign"] == pytest.approx(-8.0 * 0.34)


def test_many_games_at_once_get_what_one_game_gets(level: Level, history: Baseline) -> None:
    settings = [level.opening, history.final.settings]
    both = {name: np.array([one[name] for one in settings]) for name in level.opening}
    many = constituencies.attitude(level, both)
    for place, one in enumerate(settings):
        single = constituencies.attitude(level, one)
        assert [float(many[name][place]) for name in single] == list(single.values())


def test_the_angry_make_a_move_dearer_and_supporters_cheaper(level: Level) -> None:
    calm = dict.fromkeys(constituencies.CONSTITUENCIES, 50.0)
    standard = level.lever("environmental_standard")  # the public likes it, industry and provinces do not
    quota = level.lever("export_quota_light")  # planners like a lower one, commerce, industry and foreigners do not

    def favour(lever: str, way: float, **approvals: float) -> float:
        return constituencies.favour(level, level.lever(lever), way, {**calm, **approvals})

    assert favour(standard.id, 1.0) == 1.0
    assert favour(standard.id, 1.0, provinces=29.0) == pytest.approx(1.25)
    assert favour(standard.id, 1.0, provinces=29.0, industry=10.0, environment=70.0) == pytest.approx(1.35)
    assert favour(standard.id, -1.0, provinces=29.0, environment=20.0) == pytest.approx(1.25)
    assert favour(quota.id, -1.0, planners=80.0) == pytest.approx(0.85)
    assert favour(quota.id, -1.0, foreign=20.0) == pytest.approx(1.25)
    assert favour(quota.id, 1.0, foreign=20.0) == 1.0


def test_the_price_asked_is_the_plain_one_times_favour(level: Level, engine: Engine) -> None:
    state, _ = start_game(level, engine)
    state = replace(state, approvals={**state.approvals, "provinces": 10.0})
    lever = level.lever("customs")
    plain = levers.move_cost(level, lever, level.opening["customs"], 0.5, state.month)
    assert check(level, state, SetLever("customs", 0.5)).cost == pytest.approx(1.25 * plain)


def test_a_cap_that_binds_nothing_still_costs_a_third(level: Level) -> None:
    lever = level.lever("extraction_index_light")
    month = parse_month("2008-01")
    third = 0.34 * lever.base_cost * 0.5
    assert levers.move_cost(level, lever, 400_000.0, 399_000.0, month) == pytest.approx(third)
    assert levers.move_cost(level, lever, 399_000.0, 400_000.0, month) == pytest.approx(third)
    assert levers.move_cost(level, lever, 400_000.0, 400_000.0, month) == 0.0
    assert levers.move_cost(level, lever, 100_000.0, 200_000.0, month) == pytest.approx(0.25 * lever.base_cost * 0.5)


@pytest.mark.parametrize("rules", DIFFICULTIES, ids=lambda one: one.id)
def test_history_pays_the_same_prices_and_can(level: Level, engine: Engine, rules: Difficulty) -> None:
    run = baseline(replace(level, difficulty=rules), engine)
    assert run.final.ended
    assert not run.final.caretaker
    assert min(run.recording.columns["political_capital"]) > 0.0


@pytest.mark.parametrize("name", [entry.level.id for entry in list_levels() if entry.level is not None])
def test_history_is_affordable_in_every_level(name: str) -> None:
    level = load_level(find_level(name))
    for rules in DIFFICULTIES:
        run = baseline(replace(level, difficulty=rules), load_engine(level))
        assert not run.final.caretaker


def test_authority_is_scarce_for_who_does_nothing_and_for_history(history: Baseline) -> None:
    capital = history.recording.series("political_capital")
    assert float(capital.max()) < 70.0
    assert float(capital.min()) < 20.0


def test_difficulty_changes_no_figure_of_the_economy(level: Level, engine: Engine, history: Baseline) -> None:
    for rules in DIFFICULTIES:
        run = baseline(replace(level, difficulty=rules), engine)
        assert run.final.economy.digest() == history.final.economy.digest()
