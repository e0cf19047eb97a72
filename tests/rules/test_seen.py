"""What is seen, by hand: estimates of next to nothing, stocks changed in public, signals at their ends."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.economy.dimensions import BUYERS
from game.rules import statistics
from game.rules.game_state import Engine, GameState
from game.rules.level import Level
from game.rules.opening import start_game
from game.rules.score import score
from game.rules.signals import signals, supply_of
from game.rules.statistics import Observation, Sight, before_the_first_month, believed, changed_stocks, estimated
from tests.rules.test_score import tally

_T = 1e-9  # tonnes that count as nothing


@pytest.fixture(scope="module")
def start(level: Level, engine: Engine) -> GameState:
    return start_game(level, engine)[0]


def _illegal(light: float, heavy: float) -> dict[str, float]:
    return {"china_illegal_mine_output_t": light + heavy, "china_illegal_heavy_output_t": heavy}


def test_where_nothing_is_dug_all_of_it_is_counted() -> None:
    assert statistics._counted(_illegal(0.0, 0.0), _illegal(0.0, 0.0)) == (1.0, 1.0)
    assert statistics._counted(_illegal(0.0, _T), _illegal(0.0, 0.0)) == (1.0, 1.0)
    assert statistics._counted(_illegal(200.0, 100.0), _illegal(50.0, 75.0)) == (0.25, 0.75)


def test_a_plan_that_is_kept_or_wholly_reported_changes_no_estimate(start: GameState) -> None:
    legal = {
        "china_legal_mine_output_t": 120.0,
        "china_recorded_mine_output_t": 100.0,
        "china_in_plan_mine_output_t": 80.0,
        "implementation": 0.5,
    }
    known = {"china_legal_mine_output_t": 120.0}
    assert statistics._plan_kept(start.economy, legal, known) == (1.0, 1.0)
    kept = {**legal, "china_in_plan_mine_output_t": 120.0}
    assert statistics._plan_kept(start.economy, kept, {"china_legal_mine_output_t": 110.0}) == (1.0, 1.0)
    # Half of the 20 t that are hidden is found; where nothing of a plan is practised all above it is mined.
    economy = replace(start.economy, plan_practice=np.zeros((2, 1)))
    mines, reported = statistics._plan_kept(economy, legal, {"china_legal_mine_output_t": 110.0})
    assert mines == pytest.approx(1.0 - 10.0 / 120.0)
    assert reported == pytest.approx((10.0 / 30.0) / (20.0 / 40.0))
    practised = replace(start.economy, plan_practice=np.array([[0.6], [1.0]]))
    mines, _ = statistics._plan_kept(practised, legal, {"china_legal_mine_output_t": 110.0})
    assert mines == pytest.approx(1.0 - 10.0 / 0.6 / (80.0 + 40.0 / 0.6))


def test_what_is_changed_in_public_changes_estimates_alike(start: GameState) -> None:
    before = replace(start.economy, illegal_capacity_t_per_month=np.array([[100.0], [0.0]]))
    after = replace(before, illegal_capacity_t_per_month=np.array([[50.0], [30.0]]))
    observed = Observation(stocks={"illegal_capacity_t_per_month": (40.0, 0.0), "accountability": (0.1, 0.2)})
    changed = changed_stocks(observed, before, after).stocks
    assert changed == {"illegal_capacity_t_per_month": (20.0, 30.0), "accountability": (0.1, 0.2)}
    barely = replace(before, illegal_capacity_t_per_month=np.array([[100.0], [_T]]))
    assert changed_stocks(observed, barely, after).stocks["illegal_capacity_t_per_month"] == (20.0, 30.0)


def test_before_anything_was_published_what_is_seen_is_a_part_of_what_there_is(start: GameState) -> None:
    economy = replace(
        start.economy,
        illegal_capacity_t_per_month=np.array([[100.0], [200.0]]),
        black_t=np.array([[10.0], [20.0], [30.0]]),
    )
    observed = before_the_first_month(economy, Sight(0.5, 0.25, 0.9))
    assert observed.stocks["illegal_capacity_t_per_month"] == (50.0, 50.0)
    assert observed.stocks["black_t"] == (2.5, 5.0, 7.5)
    assert observed.counted_share == (0.5, 0.25)
    assert estimated(economy, observed).black_t.tolist() == [[2.5], [5.0], [7.5]]
    assert estimated(economy, Observation()) is economy


def test_who_counts_a_part_of_the_pits_takes_what_they_could_become_for_as_much_less(engine: Engine) -> None:
    p = engine.parameters
    assert believed(p, Observation()) is p
    held = believed(p, Observation(counted_share=(0.5, 0.25)))
    assert (held.illegal_limit_t_per_month / p.illegal_limit_t_per_month).ravel().tolist() == [0.5, 0.25]
    assert (held.off_book_share / p.off_book_share).ravel() == pytest.approx(0.375)


def test_signals_of_buyers_stay_within_their_ends(level: Level, start: GameState) -> None:
    buyer = next(one for one in level.characters if one.kind == "buyer")
    place = BUYERS.index(buyer.place)
    flow, stock = start.economy.magnet_licence_flow.copy(), np.zeros_like(start.economy.foreign_stock_t)
    flow[place, 0] = 1.25
    stock[:, place, 0] = [10.0, 20.0, 30.0]
    state = replace(start.economy, magnet_licence_flow=flow, foreign_stock_t=stock)
    figures = {
        f"exports_{buyer.place}_t": 50.0,
        f"smuggled_{buyer.place}_t": 10.0,
        f"rival_deliveries_{buyer.place}_t": 40.0,
    }
    told = signals(buyer, state, figures, 20.0)
    assert supply_of(buyer.place, figures) == 100.0
    assert told["licences"] == 1.0
    assert told["stock_months"] == pytest.approx(3.0)
    assert told["rival_share"] == pytest.approx(0.4)
    assert signals(buyer, state, {}, 0.0)["stock_months"] == 0.0
    flow[place, 0] = 0.75
    assert signals(buyer, state, {}, 0.0)["licences"] == 0.75


def test_signals_of_rivals_are_tonnes_a_year(level: Level, start: GameState) -> None:
    rival = next(one for one in level.characters if one.kind == "rival")
    capacity = np.full((4, 1), 100.0)
    state = replace(start.economy, rival_capacity_t_per_month=capacity, rival_projects_t_per_month=capacity * 0.5)
    told = signals(rival, state, {f"{rival.place}_mine_output_t": 110.0, f"{rival.place}_ore_to_china_t": 5.0}, 0.0)
    assert (told["capacity_t"], told["output_t"], told["projects_t"], told["ore_to_china_t"]) == (1200, 1320, 600, 60)
    assert told["working"] == 1.0
    idle = signals(rival, state, {f"{rival.place}_mine_output_t": 25.0}, 0.0)
    assert idle["working"] == pytest.approx(0.25)
    assert signals(rival, state, {}, 0.0)["working"] == pytest.approx(1.0)


@pytest.mark.parametrize(("theirs", "points"), [(-1000.0, 100.0), (-999.9995, 200.0), (-1001.0, 100.0), (0.0, 150.0)])
def test_a_treasury_is_compared_by_what_lies_above_a_thousand_millions_of_debt(theirs: float, points: float) -> None:
    marks = {one.name: one for one in score(tally(treasury_musd=500.0), tally(treasury_musd=theirs)).side}
    assert marks["treasury"].points == pytest.approx(points)
    assert (marks["treasury"].yours, marks["treasury"].history) == (500.0, theirs)
