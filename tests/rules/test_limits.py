"""Every limit of the rules at its very value and just beyond it, against numbers written down here by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.rules import levers
from game.rules.commands import Announce, Choose, SetLever
from game.rules.constituencies import CONSTITUENCIES, FORMULAS, favour
from game.rules.difficulty import DIFFICULTIES
from game.rules.game_state import Engine, GameState
from game.rules.level import Level
from game.rules.levers import Order, Ramp
from game.rules.opening import start_game
from game.rules.removal import judged
from game.rules.turn import check

# Least mean approval, months of deficit, turns of grace; income, kept, prices, and the angry.
OFFICE = {"easy": (22.0, 36, 3), "normal": (30.0, 24, 2), "hard": (35.0, 18, 2)}
AUTHORITY = {
    "easy": (1.2, 50.0, 0.8, 0.8, 20.0, 0.15, 15.0),
    "normal": (1.0, 40.0, 1.0, 1.0, 30.0, 0.25, 12.0),
    "hard": (1.0, 40.0, 1.0, 1.4, 32.0, 0.3, 9.0),
}


@pytest.fixture(scope="module")
def start(level: Level, engine: Engine) -> GameState:
    return start_game(level, engine)[0]


def of(approval: float) -> dict[str, float]:
    return dict.fromkeys(CONSTITUENCIES, approval)


def just_below(value: float) -> float:
    return float(np.nextafter(value, -np.inf))


def just_above(value: float) -> float:
    return float(np.nextafter(value, np.inf))


# Office.


@pytest.mark.parametrize("name", OFFICE)
def test_office_is_in_danger_just_below_the_least_approval(level: Level, start: GameState, name: str) -> None:
    approval, months, grace = OFFICE[name]
    level = level.at_difficulty(name)
    for state, reason in (
        (replace(start, approvals=of(approval)), ""),
        (replace(start, approvals=of(approval - 1e-6)), "approval"),
        (replace(start, approvals=of(90.0), deficit_months=months - 1), ""),
        (replace(start, approvals=of(90.0), deficit_months=months), "deficit"),
    ):
        after, _ = judged(level, state)
        assert (after.warned[0] if after.warned else "") == reason
    state = replace(start, approvals=of(0.0))
    for turn in range(1, grace + 2):
        assert not state.caretaker
        state, _ = judged(level, replace(state, turn=turn))
    assert state.caretaker


def test_a_warning_for_another_reason_begins_anew(level: Level, start: GameState) -> None:
    state, _ = judged(level, replace(start, approvals=of(90.0), deficit_months=24, turn=5))
    assert state.warned == ("deficit", 5)
    state, _ = judged(level, replace(state, approvals=of(10.0), turn=7))
    assert state.warned == ("approval", 7)
    assert not state.caretaker


def test_the_three_difficulties_are_what_the_briefing_says_they_are() -> None:
    assert [one.id for one in DIFFICULTIES] == list(AUTHORITY)
    for one in DIFFICULTIES:
        assert AUTHORITY[one.id] == (
            one.income_factor,
            one.kept,
            one.price_factor,
            one.against_factor,
            one.angry_below,
            one.resistance,
            one.approval_months,
        )
    assert [one.history_shown for one in DIFFICULTIES] == [True, True, False]


# Approval: what each constituency looks at, from where to where, and for how many points.

LOOKED_AT = {
    "provinces": (20, {"goodwill": (45, 0, 0.8), "mine_margin": (15, -0.3, 0.6), "unsold_t": (-10, 0, 60_000)}),
    "commerce": (
        30,
        {
            "sold": (25, 0, 1),
            "foreign_exchange_musd": (15, 0, 60),
            "quota_bite": (-30, 0, 0.6),
            "fear": (-15, 0, 0.8),
            "trade_case": (-10, 0, 1),
        },
    ),
    "industry": (
        35,
        {"mine_margin": (30, -0.5, 0.6), "china_magnet_share": (15, 0, 1), "unserved_use_t": (-15, 0, 6_000)},
    ),
    "environment": (80, {"anger": (-65, 0, 0.8), "pollution_index": (-10, 0, 200)}),
    "planners": (
        25,
        {"controllability": (35, 0, 1), "consolidation_share": (10, 0, 1), "china_processing_share": (10, 0, 1)},
    ),
    "foreign": (55, {"sold": (15, 0, 1), "fear": (-50, 0, 0.8), "trade_case": (-15, 0, 1)}),
}


def test_what_constituencies_look_at() -> None:
    told = {
        name: (formula.base, {one.figure: (one.points, one.low, one.high) for one in formula.terms})
        for name, formula in FORMULAS.items()
    }
    assert told == LOOKED_AT


def test_who_is_angry_or_helps_at_the_very_border(level: Level) -> None:
    lever = next(one for one in level.levers if one.liked_by and one.disliked_by and not one.maximum_means_none)
    angry, kind = len(lever.disliked_by), len(lever.liked_by)
    assert favour(level, lever, 0.1, of(30.0)) == 1.0
    assert favour(level, lever, 0.1, of(just_below(30.0))) == pytest.approx(1.0 + 0.25 * angry)
    assert favour(level, lever, 0.1, of(just_below(70.0))) == 1.0
    assert favour(level, lever, 0.1, of(70.0)) == pytest.approx(1.0 - 0.15 * kind)
    assert favour(level, lever, -0.1, of(70.0)) == pytest.approx(1.0 - 0.15 * angry)


# Levers.


def test_a_ramp_of_two_months_is_half_way_in_its_first() -> None:
    ramp = Ramp(10, 2, 4.0, 8.0)
    assert [ramp.at(month) for month in (9, 10, 11, 12)] == [4.0, 6.0, 8.0, 8.0]
    assert [Ramp(10, 1, 4.0, 8.0).at(month) for month in (10, 11)] == [8.0, 8.0]
    assert [Ramp(10, 4, 4.0, 8.0).at(month) for month in (9, 10, 11, 12, 13)] == [4.0, 5.0, 6.0, 7.0, 8.0]


@pytest.mark.parametrize("name", ["customs", "export_quota_light", "state_reserve"])
def test_a_setting_is_one_at_both_ends_and_none_beyond(level: Level, name: str) -> None:
    lever = level.lever(name)
    wanted = {
        lever.minimum: True,
        lever.maximum: True,
        just_below(lever.minimum): False,
        just_above(lever.maximum): False,
        float("inf"): False,
    }
    assert {value: levers.is_setting(lever, value) for value in wanted} == wanted


def test_less_than_a_third_of_the_range_counts_as_a_third_where_it_is_a_switch(level: Level) -> None:
    lever = replace(level.lever("export_quota_light"), grain=(), base_cost=100.0)
    top, span = lever.maximum, lever.maximum - lever.minimum
    price = lambda before, after: levers.move_cost(level, lever, before, after, 0)  # noqa: E731
    assert price(top, top - 0.1 * span) == pytest.approx(34.0)
    assert price(top, top - 0.34 * span) == pytest.approx(34.0)
    assert price(top, top - 0.5 * span) == pytest.approx(50.0)
    assert price(top - 0.5 * span, top - 0.4 * span) == pytest.approx(10.0)
    assert price(top, top) == 0.0
    still = replace(lever, minimum=top, choices=())
    assert levers.move_cost(level, still, top, top, 0) == 0.0


def test_a_plan_may_be_half_more_than_what_is_done_and_no_more(level: Level) -> None:
    lever = level.lever("smelting_plan")
    figures = {"ore_separated_t": 1000.0}
    assert levers.ceiling_t_per_year(lever, figures) == 18_000.0
    assert levers.ceiling_t_per_year(level.lever("customs"), figures) == np.inf
    assert levers.ceiling_t_per_year(lever, {}) == 0.0
    light = {"china_legal_mine_output_t": 900.0, "china_legal_heavy_output_t": 100.0}
    assert levers.ceiling_t_per_year(level.lever("extraction_index_light"), light) == 14_400.0
    assert levers.ceiling_t_per_year(level.lever("extraction_index_heavy"), light) == 1_800.0
    none, at, over = lever.maximum, 18_000.0, 18_001.0
    assert not levers.on_paper(lever, none, at, figures)
    assert levers.on_paper(lever, none, over, figures)
    assert levers.on_paper(lever, at, over, figures)
    assert not levers.on_paper(lever, over, over, figures), "it stands there already"
    assert not levers.on_paper(lever, 20_000.0, over, figures), "it is lowered"
    assert not levers.on_paper(lever, at, none, figures), "it is lifted"


def test_severity_of_a_regime_by_hand() -> None:
    assert [levers.severity(0.5, lists) for lists in (0.0, 7.0, 12.0, 17.0)] == pytest.approx([0.0, 0.3, 0.425, 0.5])
    assert levers.severity(1.0, 8.5) == pytest.approx(0.5)
    now = {"licensing_strictness": 0.5, "licensing_coverage": 7.0}
    assert levers.announced_severity(now, [Order(9, "licensing_coverage", 17.0)]) == pytest.approx(0.2)
    assert levers.announced_severity(now, [Order(9, "licensing_coverage", 0.0)]) == 0.0


# Orders and answers.


def test_without_capital_a_reversal_is_free_up_to_half_a_point(level: Level, start: GameState) -> None:
    moved = replace(start, settings={**start.settings, "customs": 0.6})
    moved = replace(moved, turn_settings=dict(moved.settings))
    lever = level.lever("customs")
    back = SetLever("customs", lever.minimum)
    for capital, allowed in ((0.0, True), (0.5, True), (just_above(0.5), False)):
        verdict = check(level, replace(moved, capital=capital), back)
        assert verdict.allowed == allowed
        assert verdict.cost == pytest.approx(capital) or not allowed
    assert not check(level, replace(moved, capital=0.5), SetLever("customs", 0.9)).allowed


def test_what_costs_all_that_is_there_can_be_paid(level: Level, start: GameState) -> None:
    dear = check(level, replace(start, capital=100.0), SetLever("customs", 0.8)).cost
    assert dear > 1.0
    assert check(level, replace(start, capital=dear), SetLever("customs", 0.8)).allowed
    refused = check(level, replace(start, capital=dear - 0.001), SetLever("customs", 0.8))
    assert (refused.allowed, refused.reason) == (False, "capital")
    assert refused.details == (("cost", dear), ("capital", dear - 0.001))


def test_announcements_bind_from_next_month_to_two_years_ahead(level: Level, start: GameState) -> None:
    rich = replace(start, capital=100.0)
    reasons = {
        ahead: check(level, rich, Announce("customs", 0.2, start.month + ahead)).reason for ahead in (0, 1, 24, 25)
    }
    assert reasons == {0: "announce_month", 1: "", 24: "", 25: "announce_month"}
    late = replace(rich, month=level.end - 1)
    assert check(level, late, Announce("customs", 0.2, level.end)).allowed
    assert not check(level, late, Announce("customs", 0.2, level.end + 1)).allowed


def test_an_answer_that_costs_all_that_is_there_is_open_and_one_that_does_not_exist_is_refused(
    level: Level, start: GameState
) -> None:
    card, option = next(
        (card, one) for card in level.cards for one in card.options if one.capital > 0.0 and one.id != card.default
    )
    asked = replace(start, open_cards=(card.id,), capital=option.capital)
    assert check(level, asked, Choose(card.id, option.id)).cost == option.capital
    poor = check(level, replace(asked, capital=option.capital - 0.001), Choose(card.id, option.id))
    assert (poor.allowed, poor.reason, poor.cost) == (False, "capital", option.capital)
    assert check(level, replace(asked, capital=0.0), Choose(card.id, card.default)).allowed
    nobody = check(level, asked, Choose(card.id, "nobody"))
    assert (nobody.allowed, nobody.reason, nobody.cost) == (False, "no_option", 0.0)
