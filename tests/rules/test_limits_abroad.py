"""The borders at which an opponent answers, deals or stops, and what a ledger keeps, by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.rules import duel, duel_moves, grievances
from game.rules.duel import DuelMonth, month_passed, opening_duel, would_take
from game.rules.grievances import Grievance
from game.rules.level import Level
from game.rules.opponents import DuelRule


def just_below(value: float) -> float:
    return float(np.nextafter(value, -np.inf))


# The duel.


@pytest.fixture
def us(level: Level) -> DuelRule:
    return next(rule for rule in level.duels if rule.id == "washington_2025")


def seen(rule: DuelRule, month: int, cover: float = 1.2) -> DuelMonth:
    return DuelMonth(month, {rule.cover_figure: cover, rule.figure: 0.0}, 0.0, 0.0)


def test_an_answer_comes_at_ten_points_of_heat_and_up_to_half_more_pain_than_resolve(us: DuelRule) -> None:
    still = replace(us, pain_decay_per_month=0.0, resolve=40.0, resolve_recovery_per_month=0.0)

    def answers(heat: float, pain: float) -> bool:
        now = replace(opening_duel(still), heat=heat, pain=pain, resolve=40.0)
        return any(getattr(event, "reason", "") == "provoked" for event in month_passed(still, now, seen(still, 0))[1])

    assert answers(10.0, 0.0)
    assert not answers(just_below(10.0), 0.0)
    assert answers(10.0, 60.0)
    assert not answers(10.0, 60.001)


def test_an_offer_is_taken_at_six_tenths_of_resolve_and_below_ten_points_of_heat(us: DuelRule) -> None:
    now = replace(opening_duel(us), heights={**opening_duel(us).heights, "tariff": 1}, resolve=50.0)

    def taken(pain: float, heat: float = 0.0) -> bool:
        return would_take(us, replace(now, pain=pain, heat=heat), 10.0, 0)

    assert [taken(20.0), taken(19.999)] == [True, False]
    assert [taken(20.0, just_below(10.0)), taken(20.0, 10.0)] == [True, False]


def test_plants_stop_below_half_a_month_and_start_again_with_eight_tenths(us: DuelRule) -> None:
    running = opening_duel(us)
    assert not running.idle
    assert [month_passed(us, running, seen(us, 0, cover))[0].idle for cover in (0.48, 0.479)] == [False, True]
    idle = replace(running, idle_since=0)
    assert idle.idle, "January 1985 is a month like any other"
    assert [month_passed(us, idle, seen(us, 3, cover))[0].idle for cover in (0.8, 0.799)] == [False, True]


def test_pressure_of_a_lever_is_how_far_it_stands_from_its_lenient_end(level: Level, us: DuelRule) -> None:
    lever = replace(level.lever("customs"), id="toll", minimum=20.0, maximum=120.0)
    made = replace(level, levers=(*level.levers, lever))
    for notch, wanted in ((5.0, 0.25), (-5.0, 0.75)):
        rule = replace(us, control="toll", notch=notch)
        assert duel_moves.pressure(made, rule, {"toll": 45.0}) == pytest.approx(wanted)


def test_what_an_announcement_is_worth_halves_with_each_one_that_was_traded_away(us: DuelRule) -> None:
    full = us.worth_per_pressure * 0.5
    for bluffs, part in ((0, 1.0), (1, 0.5), (2, 0.25)):
        now = replace(opening_duel(us), bluffs=bluffs)
        assert duel.worth(us, now, 0.5, announced=True) == pytest.approx(full * part)
        assert duel.worth(us, now, 0.5, announced=False) == pytest.approx(full)


# Grievances.


def test_a_rise_without_a_cause_is_booked_whole_as_older() -> None:
    assert grievances._booked((), 0.3, (), 5) == (Grievance(5, "older", "", 0.3),)
    held = (Grievance(2, "quota", "q", 0.1),)
    assert grievances._booked(held, 0.1, (), 5) == held
    assert grievances._booked(held, 0.0, (), 5) == ()


def test_a_spell_lasts_a_year_and_an_act_for_ever() -> None:
    held = (Grievance(10, "price", "", 0.1),)
    assert len(grievances._added(held, ("price", "", 22, 0.1), 22)) == 1
    assert len(grievances._added(held, ("price", "", 23, 0.1), 23)) == 2
    assert len(grievances._added(held, ("price", "", 10, 0.1), 400)) == 1
    idle = (Grievance(10, "idle", "", 50.0),)
    assert len(grievances._added(idle, ("idle", "", 70, 50.0), 70)) == 1
    assert len(grievances._added(idle, ("idle", "", 71, 50.0), 71)) == 2


def test_what_is_too_much_for_a_ledger_joins_what_is_older() -> None:
    full = tuple(Grievance(10 + place, "event", f"card{place}", 0.1 + 0.01 * place) for place in range(8))
    nine = (*full, Grievance(40, "quota", "q", 0.01))
    # The first that is put away needs a place itself, so two join; the present year's stay, however small.
    trimmed = grievances._trimmed(nine, 40)
    assert trimmed == (*nine[2:], Grievance(10, "older", "", pytest.approx(0.21)))
    again = grievances._trimmed((*trimmed, Grievance(40, "duty", "d", 0.02)), 40)
    assert again[-1] == Grievance(10, "older", "", pytest.approx(0.33))
    assert grievances._trimmed(again, 40) == again
    assert grievances.total(again) == pytest.approx(grievances.total(nine) + 0.02)
