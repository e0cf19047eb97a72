"""What predictions, awards, objectives, lessons and the score ask for, at the very value and just beyond it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.rules import objectives, predictions
from game.rules.commands import Predict, Sketch
from game.rules.game_state import Engine, GameState
from game.rules.lessons import done
from game.rules.level import Level, Objective
from game.rules.opening import start_game
from game.rules.outcome import BADGES, ENDINGS
from game.rules.score import score
from game.rules.staging import Done, Text
from game.rules.turn import check
from tests.rules.test_score import tally


@pytest.fixture(scope="module")
def start(level: Level, engine: Engine) -> GameState:
    return start_game(level, engine)[0]


# Predictions.

COUNTS_AS_MOVED = {
    "export_price_usd_per_t": 50.0,
    "china_exports_t": 50.0,
    "leverage_index": 50.0,
    "china_recorded_mine_output_t": 50.0,
    "neodymium_price_usd_per_t": 50.0,
    "heavy_price_usd_per_t": 50.0,
    "china_mining_share": 0.02,
    "china_processing_share": 0.02,
    "china_magnet_share": 0.02,
    "fear": 0.02,
}


@pytest.mark.parametrize("figure", COUNTS_AS_MOVED)
def test_prices_move_by_a_twentieth_and_shares_by_two_points(figure: str) -> None:
    one = predictions.predictable(figure)
    assert one is not None
    width = COUNTS_AS_MOVED[figure]
    told = [predictions.direction_of(one, 1000.0, 1000.0 + width * part) for part in (1.001, 0.999, -0.999, -1.001)]
    assert told == ["up", "flat", "flat", "down"]
    assert one.width(-1000.0) == pytest.approx(width)


def test_every_figure_that_can_be_predicted_is_in_the_table() -> None:
    assert {one.figure for one in predictions.PREDICTABLE} == set(COUNTS_AS_MOVED)


def test_limits_of_a_prediction(level: Level, start: GameState) -> None:
    state = replace(start, figures={"fear": 0.1})

    def reason(confidence: int = 50, years: int = 1) -> str:
        return check(level, state, Predict("fear", "up", confidence, years)).reason

    assert [reason(confidence=one) for one in (49, 50, 99, 100)] == ["predict_confidence", "", "", "predict_confidence"]
    assert [reason(years=one) for one in (0, 1, 5, 6)] == ["predict_years", "", "", "predict_years"]
    drawn = {value: check(level, state, Sketch("fear", (0.0, value))).allowed for value in (1e9, -1e9, 1.001e9)}
    assert drawn == {1e9: True, -1e9: True, 1.001e9: False}
    left = {months: predictions.most_years(level, replace(state, month=level.end + 1 - months)) for months in (11, 12)}
    assert left == {11: 0, 12: 1}
    assert predictions.most_years(level, replace(state, month=level.end + 1 - 23)) == 1


# Endings and badges: what each asks for.

ASKED = {
    "recalled": {"removed_for_approval": (1.0, None)},
    "bankrupt": {"removed_for_deficit": (1.0, None)},
    "master": dict.fromkeys(("share", "price", "leverage"), (115.0, None)),
    "clean_giant": dict.fromkeys(("share", "price", "leverage"), (100.0, None)) | {"environment": (110.0, None)},
    "footsteps": dict.fromkeys(("share", "price", "leverage"), (99.0, 101.0)),
    "foresight": dict.fromkeys(("share", "price", "leverage"), (100.0, None)),
    "feared": {"leverage": (105.0, None), "fear_at_end": (0.3, None)},
    "strongbox": {"leverage": (105.0, None)},
    "eclipsed": {"share": (None, 80.0)},
    "cheap_mine": {"share": (97.0, None), "price": (None, 97.0), "leverage": (None, 60.0)},
    "merchant": {"price": (103.0, None), "leverage": (None, 90.0)},
    "mixed": {},
    "all_three": dict.fromkeys(("share", "price", "leverage"), (100.0, None)),
    "old_hand": {"hard": (1.0, None), "overall": (100.0, None), "in_office": (1.0, None)},
    "never_warned": {"warnings": (None, 0.0), "overall": (70.0, None)},
    "well_liked": {"stability": (108.0, None)},
    "clean_hands": {"environment": (115.0, None)},
    "full_purse": {"treasury": (130.0, None)},
    "no_licence": {"licence_months": (None, 0.0), "leverage": (100.0, None)},
    "no_quota": {"quota_months": (None, 0.0), "price": (100.0, None)},
    "quiet_buyers": {"fear_at_most": (None, 0.25), "overall": (80.0, None)},
    "boom": {"price_at_most_usd_per_t": (100_000.0, None)},
    "sole_supplier": {"mining_share_at_end": (0.95, None)},
    "magnet_power": {"magnet_share_at_end": (0.98, None)},
    "black_to_light": {"black_share_at_end": (None, 0.05), "black_share_at_most": (0.15, None)},
    "no_ruling": {"trade_case_at_most": (None, 0.2), "quota_months": (12.0, None)},
    "concessions": {"concessions_at_end": (2.0, None)},
    "few_words": {"orders_to_history_share": (None, 0.5), "overall": (90.0, None)},
}


@pytest.mark.parametrize("award", [*ENDINGS, *BADGES], ids=lambda one: one.id)
def test_an_award_is_earned_at_its_bounds_and_missed_just_beyond_each(award) -> None:  # type: ignore[no-untyped-def]
    asked = ASKED[award.id]
    enough = {fact: least if least is not None else most for fact, (least, most) in asked.items()}
    assert award.earned(enough)
    for fact, (least, most) in asked.items():
        if least is not None:
            assert not award.earned({**enough, fact: least - 2e-9})
        if most is not None:
            assert award.earned({**enough, fact: most})
            assert not award.earned({**enough, fact: most + 2e-9})


# Objectives and lessons.


def test_an_objective_is_met_at_its_very_value(level: Level) -> None:
    result = score(tally(), tally())
    for at_least, at_most, met in (
        (0.5, None, True),
        (0.5 + 1e-6, None, False),
        (None, 0.5, True),
        (None, 0.5 - 1e-6, False),
        (None, None, True),
    ):
        aim = Objective(figure="fear", title=Text("", ""), at_least=at_least, at_most=at_most)
        told = objectives.met(replace(level, objectives=(aim,)), result, {"fear": 0.5})
        assert told == ((aim, 0.5, met),)
    aim = Objective(figure="leverage", title=Text("", ""), at_least=100.0, at_most=100.0)
    assert objectives.met(replace(level, objectives=(aim,)), result, {}) == ((aim, 100.0, True),)


def _condition(**parts: object) -> Done:
    names = {"deed": None, "lever": None, "at_least": None, "at_most": None, "month": None, "card": None}
    return Done(**{**names, **parts})  # type: ignore[arg-type]


def test_a_lesson_s_step_is_done_at_its_very_value(start: GameState) -> None:
    state = replace(start, settings={**start.settings, "customs": 0.0})
    assert done(_condition(lever="customs", at_least=1e-9), state, ()), "less than the last bits of a slider"
    assert not done(_condition(lever="customs", at_least=1e-6), state, ())
    assert done(_condition(lever="customs", at_most=-1e-9), state, ())
    assert not done(_condition(lever="customs", at_most=-1e-6), state, ())
    assert done(_condition(month=state.month), state, ())
    assert not done(_condition(month=state.month + 1), state, ())


# Score.


def test_without_revenue_a_dear_tonne_counts_for_nothing() -> None:
    for revenue in (0.0, -5.0):
        line = score(tally(net_revenue_musd=revenue, exported_t=0.0), tally()).price
        assert line.points == 0.0
    small = score(tally(net_revenue_musd=0.005, exported_t=0.001), tally()).price
    assert small.points == pytest.approx(50.0 * 1.2 * 0.0005 + 50.0 * 0.0005)


def test_who_holds_nothing_has_no_points_and_nobody_is_compared_below_fifty_million() -> None:
    nothing = tally(leverage=0.0, **dict.fromkeys(("mining_share", "processing_share", "magnet_share"), 0.0))
    empty = score(nothing, tally())
    assert (empty.share.points, empty.leverage.points) == (0.0, 0.0)
    for floor, points, compared in ((0.05, 200.0 - 100.0 / 80.0, True), (0.0499, 100.0, False)):
        line = score(tally(1, leverage=4.0), tally(1, leverage=floor)).leverage
        assert (line.points, line.compared) == (pytest.approx(points), compared)


def test_a_year_in_which_history_earned_nothing_counts_for_nothing() -> None:
    for revenue in (0.0, 5.0, -5.0):
        assert score(tally(net_revenue_musd=revenue), tally(net_revenue_musd=0.0)).price.points == 100.0

    def earned(*years: tuple[float, float, int]) -> float:
        mine, theirs = (
            np.vstack([tally(months, net_revenue_musd=pair[side]) for *pair, months in years]) for side in (0, 1)
        )
        return score(mine, theirs).price.parts[1].points

    assert earned((5.0, 10.0, 12), (99.0, 0.0, 12)) == pytest.approx(25.0)
    assert earned((5.0, 10.0, 12), (99.0, -10.0, 12)) == pytest.approx(25.0)
    assert earned((10.0, 10.0, 12), (15.0, 30.0, 12)) == pytest.approx(50.0 * (1.0 + 3.0 * 0.5) / 4.0)
    # A year begun counts by what was earned in it: here a quarter of the year before.
    assert earned((10.0, 10.0, 12), (5.0, 10.0, 3)) == pytest.approx(50.0 * (1.0 + 0.25 * 0.5) / 1.25)
    assert earned((20.0, 10.0, 12), (-7.0, 10.0, 12)) == pytest.approx(50.0 * (1.5 + 0.0) / 2.0)


def test_leverage_window_is_a_quarter_but_a_year_at_least() -> None:
    for months, window in ((100, 25), (47, 12), (52, 13), (6, 6)):
        mine = np.vstack([tally(months - window), tally(window, leverage=8.0)]) if months > window else tally(window)
        wanted = 150.0 if months > window else 100.0
        assert score(mine, tally(months)).leverage.points == pytest.approx(wanted)
        if months > window:
            longer = np.vstack([tally(months - window - 1), tally(window + 1, leverage=8.0)])
            assert score(longer, tally(months)).leverage.points == pytest.approx(150.0)
            shorter = np.vstack([tally(months - window + 1), tally(window - 1, leverage=8.0)])
            assert score(shorter, tally(months)).leverage.points < 150.0


@pytest.mark.parametrize(("medal", "least"), [("gold", 115.0), ("silver", 100.0), ("bronze", 80.0)])
def test_a_medal_is_won_at_its_very_points(medal: str, least: float) -> None:
    factor = least / 100.0 if least <= 100.0 else 1.0 / (2.0 - least / 100.0)
    parts = dict.fromkeys(("mining_share", "processing_share", "magnet_share"), 0.5 * factor)
    mine = tally(net_revenue_musd=10.0 * factor, exported_t=100.0, leverage=4.0 * factor, **parts)
    assert score(mine, tally()).medal == medal
    less = tally(net_revenue_musd=10.0 * factor, exported_t=100.0, leverage=4.0 * factor * (1.0 - 1e-6), **parts)
    assert score(less, tally()).medal != medal


def test_defeat_is_below_seventy_points() -> None:
    def at(share: float) -> bool:
        parts = dict.fromkeys(("mining_share", "processing_share", "magnet_share"), 0.5 * share)
        return score(
            tally(net_revenue_musd=10.0 * share, exported_t=100.0, leverage=4.0 * share, **parts), tally()
        ).defeat

    assert (at(0.701), at(0.699)) == (False, True)
