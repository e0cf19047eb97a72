"""The duel month by month against hand computation: pain, answers, concessions that last or lapse, offers, Geneva."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from game.analysis.duel_search import MOVES, better, history_outcome, searched, table, worse
from game.economy.dimensions import parse_month
from game.rules import duel, duel_moves
from game.rules.commands import Choose, DuelMove, EndTurn, Exchange
from game.rules.duel import DuelMonth, month_passed, offered, opening_duel, worth, would_take
from game.rules.duel_outlook import steps_after, steps_ahead
from game.rules.events import OfferRefused, OpponentMoved
from game.rules.game_state import Concession, DuelState, Engine, GameState
from game.rules.level import Level
from game.rules.levers import regime_severity
from game.rules.opponents import DuelRule
from game.rules.turn import apply, check
from game.session import Baseline, Session

WITHDRAWING = ("talks", "offer")


def _rule(level: Level, name: str) -> DuelRule:
    return next(rule for rule in level.duels if rule.id == name)


@pytest.fixture
def us(level: Level) -> DuelRule:
    return _rule(level, "washington_2025")


@pytest.fixture(scope="module")
def january(level: Level, engine: Engine, history: Baseline) -> GameState:
    """History's game in January 2025."""
    game = Session(level, engine)
    for command in history.commands:
        if game.state.month >= parse_month("2025-01"):
            break
        game.submit(command)
    return replace(game.state, capital=100.0)


def _month(rule: DuelRule, month: int, cover: float, in_force: float = 0.0, announced: float = 0.0) -> DuelMonth:
    return DuelMonth(month, {rule.cover_figure: cover, rule.figure: 0.0}, in_force, max(in_force, announced))


def _told(events: tuple[object, ...]) -> list[tuple[str, int, str]]:
    return [(one.step, one.level, one.reason) for one in events if isinstance(one, OpponentMoved)]


def test_pain_and_resolve_of_two_idle_months(us: DuelRule) -> None:
    now = opening_duel(us)
    now, _ = month_passed(us, now, _month(us, 0, 0.24))
    # Half of the idle limit is missing: 75 x 0.5; resolve gains a tenth of its recovery.
    assert now.pain == pytest.approx(37.5)
    assert now.resolve == pytest.approx(45.6)
    assert now.idle
    now, events = month_passed(us, now, _month(us, 1, 0.24))
    assert now.pain == pytest.approx(37.5 * 0.75 + 37.5)
    # More pain than resolve, but no step stands that talks could withdraw.
    assert _told(events) == []


def test_provoked_it_raises_the_tariff_and_markets_fall_by_the_surprise(us: DuelRule) -> None:
    now = replace(opening_duel(us), heat=14.0)
    after, events = month_passed(us, now, _month(us, 0, 1.2))
    assert _told(events) == [("tariff", 1, "provoked")]
    assert after.market == pytest.approx(-0.14 * 14.0)
    assert after.pain == pytest.approx(2.0 * 0.14 * 14.0)
    # The second time markets are braced for half of it.
    again, _ = month_passed(us, replace(after, heat=14.0), _month(us, 1, 1.2))
    assert again.market == pytest.approx(0.5 * after.market - 0.14 * 7.0)


def test_too_much_pain_keeps_it_from_answering(us: DuelRule) -> None:
    now = replace(opening_duel(us), heat=14.0, pain=100.0)
    # 100 fades to 75 and 75 come: cut to 100, above 1.5 x 45.6.
    _, events = month_passed(us, now, _month(us, 0, 0.0))
    assert _told(events) == []


def test_talks_withdraw_a_step_and_that_is_a_concession(us: DuelRule) -> None:
    now = replace(opening_duel(us), heights={"tariff": 2, "chip": 0, "blacklist": 1}, pain=80.0)
    after, events = month_passed(us, now, _month(us, 7, 1.0))
    assert _told(events) == [("tariff", 1, "talks")]
    assert after.concessions == (Concession("tariff", 7, None),)
    assert duel.concessions_busd(us, after) == pytest.approx(6.0)


def test_a_broken_promise_brings_the_step_back(us: DuelRule) -> None:
    held = replace(opening_duel(us), concessions=(Concession("tariff", 3, 0.2),))
    kept, events = month_passed(us, held, _month(us, 5, 1.0, in_force=0.2, announced=0.21))
    assert (kept.concessions, _told(events)) == (held.concessions, [])
    broken, events = month_passed(us, held, _month(us, 5, 1.0, in_force=0.2, announced=0.4))
    assert _told(events) == [("tariff", 1, "broken")]
    assert broken.concessions == ()
    assert broken.resolve == pytest.approx(45.6 + 8.0)


def test_three_months_without_magnets_bring_the_step_back(us: DuelRule) -> None:
    now = replace(opening_duel(us), concessions=(Concession("tariff", 10, None),), idle_since=9, resolve=99.0)
    told = []
    for month in range(11, 14):
        now, events = month_passed(us, now, _month(us, month, 0.46))
        told += [(month, *one) for one in _told(events)]
    assert told == [(13, "tariff", 1, "starved")]


def test_a_step_stands_two_months_unless_a_concession_trades_it(us: DuelRule) -> None:
    heights = {"tariff": 1, "chip": 0, "blacklist": 0}
    now = replace(opening_duel(us), heights=heights, taken={"tariff": 10}, pain=95.0)
    early, events = month_passed(us, now, _month(us, 11, 0.3))
    assert (early.heights, events[1:]) == (heights, ())  # the first is that plants stand idle
    late, events = month_passed(us, early, _month(us, 12, 0.3))
    assert _told(events) == [("tariff", 0, "talks")]
    assert late.freed == {"tariff": 12}
    # Words are refused as long; controls eased are not.
    assert not would_take(us, now, 0.0, 11)
    assert offered(us, now, 0.0, (12, None))[1] == "tariff"
    assert offered(us, now, 5.0, (10, 0.3))[1] == "tariff"


def test_after_idle_plants_talks_are_closed_until_controls_are_eased(us: DuelRule) -> None:
    held = (Concession("tariff", 10, None),)
    now = replace(opening_duel(us), concessions=held, freed={"tariff": 10}, idle_since=9, pain=100.0)
    told = []
    for month in range(11, 19):
        pressure = 0.5 if month < 17 else 0.3
        now, events = month_passed(us, now, _month(us, month, 0.1, in_force=pressure))
        told += [(month, *one) for one in _told(events)]
    assert told == [(13, "tariff", 1, "starved"), (17, "tariff", 0, "talks")]


def test_the_blacklist_is_not_repeated_within_three_months(us: DuelRule) -> None:
    """Plants that run again while controls stand bring it, but not when it was withdrawn just before."""
    now = replace(opening_duel(us), freed={"blacklist": 10}, idle_since=9)
    _, events = month_passed(us, now, _month(us, 12, 1.0, in_force=0.3))
    assert _told(events) == []
    _, events = month_passed(us, now, _month(us, 13, 1.0, in_force=0.3))
    assert _told(events) == [("blacklist", 1, "pressing")]


@pytest.mark.parametrize("number", range(8))
def test_washington_never_goes_to_and_fro(
    level: Level, engine: Engine, us: DuelRule, january: GameState, number: int
) -> None:
    """Whatever is played, a step just taken falls only to a concession, and one withdrawn returns only for a reason."""
    draw = random.Random(number)
    state = january
    moved: list[OpponentMoved] = []
    while not state.ended:
        for card in state.open_cards:
            state, _ = apply(level, state, Choose(card, level.card(card).default), engine)
        for move in draw.choices(MOVES, k=draw.choice((0, 1, 3))):
            deed = Exchange(us.id, move)
            if check(level, state, deed).allowed:
                state, events = apply(level, state, deed, engine)
                moved += [one for one in events if isinstance(one, OpponentMoved) and one.duel == us.id]
        state, events = apply(level, state, EndTurn(), engine)
        moved += [one for one in events if isinstance(one, OpponentMoved) and one.duel == us.id]
    assert moved
    for place, after in enumerate(moved):
        for before in moved[:place]:
            if before.step != after.step:
                continue
            gap = after.month - before.month
            if after.reason == "talks" and before.reason not in WITHDRAWING:
                assert gap >= us.stands_months, (before, after)
            if after.reason in ("pressing", "starved") and before.reason in WITHDRAWING:
                assert gap >= us.repeats_months, (before, after)


def test_a_step_taken_again_ends_the_concession_it_was(us: DuelRule) -> None:
    held = (Concession("blacklist", 1, None), Concession("tariff", 2, None), Concession("tariff", 3, None))
    now = replace(opening_duel(us), concessions=held, heat=20.0)
    after, _ = month_passed(us, now, _month(us, 4, 1.2))
    assert after.concessions == held[:2]


def test_an_offer_is_taken_when_pain_and_worth_reach_six_tenths_of_resolve(us: DuelRule) -> None:
    now = replace(opening_duel(us), heights={"tariff": 1, "chip": 0, "blacklist": 0}, pain=12.0)
    # 0.6 x 45 = 27: words are not enough, a control of a quarter is 60 x 0.25 = 15.
    assert not would_take(us, now, 0.0, 9)
    assert worth(us, now, 0.25, announced=True) == pytest.approx(15.0)
    assert would_take(us, now, 15.0, 9)
    assert not would_take(us, replace(now, heat=12.0), 15.0, 9)
    assert worth(us, replace(now, bluffs=2), 0.25, announced=True) == pytest.approx(3.75)
    assert worth(us, replace(now, bluffs=2), 0.25, announced=False) == pytest.approx(15.0)
    after, step = offered(us, now, 15.0, (9, 0.3))
    assert (step, after.heights["tariff"], after.pain) == ("tariff", 0, pytest.approx(8.4))
    assert after.concessions == (Concession("tariff", 9, 0.3),)
    refused, step = offered(us, now, 0.0, (9, None))
    assert (step, refused.resolve, refused.heights) == ("", 48.0, now.heights)


def _with(state: GameState, now: DuelState) -> GameState:
    return duel_moves.with_duel(state, now)


def _us(state: GameState) -> DuelState:
    return next(one for one in state.duels if one.id == "washington_2025")


def _give(level: Level, engine: Engine, state: GameState, move: DuelMove) -> tuple[GameState, tuple[object, ...]]:
    return apply(level, state, Exchange("washington_2025", move), engine)


def test_what_is_announced_can_be_delayed_bound_or_traded_away(
    level: Level, engine: Engine, us: DuelRule, january: GameState
) -> None:
    state, _ = _give(level, engine, january, "announce")
    orders = duel_moves.pending(us, state.announced)
    assert {(one.lever, one.value, one.month - state.month) for one in orders} == {
        ("licensing_coverage", 7.0, 3),
        ("licensing_strictness", 0.25, 3),
    }
    assert _us(state).heat == pytest.approx(22.0 * 0.6 * 0.25)
    late, _ = _give(level, engine, state, "delay")
    assert {one.month - state.month for one in duel_moves.pending(us, late.announced)} == {6}
    bound, _ = _give(level, engine, state, "bind")
    assert duel_moves.pending(us, bound.announced) == ()
    assert regime_severity(bound.settings) == pytest.approx(0.6 * 0.25)
    hurt = _with(state, replace(_us(state), heights={"tariff": 1, "chip": 0, "blacklist": 0}, pain=20.0))
    # 20 + 60 x 0.15 = 29 against 0.6 x resolve.
    traded, events = _give(level, engine, hurt, "trade")
    assert _told(events) == [("tariff", 0, "offer")]
    assert duel_moves.pending(us, traded.announced) == ()
    assert _us(traded).concessions == (Concession("tariff", state.month, 0.0),)
    assert _us(traded).bluffs == 1
    # Announced again the promise is broken and the tariff returns.
    again, _ = _give(level, engine, traded, "announce")
    assert ("tariff", 1, "broken") in [(one.step, one.level, one.reason) for one in steps_ahead(level, again, us)]
    cold = _with(hurt, replace(_us(hurt), pain=0.0))
    kept, events = _give(level, engine, cold, "trade")
    assert [type(one) for one in events] == [OfferRefused]
    assert duel_moves.pending(us, kept.announced) == orders


def test_three_exchanges_a_month_and_reasons_for_refusal(level: Level, engine: Engine, january: GameState) -> None:
    assert check(level, january, Exchange("washington_2025", "trade")).reason == "no_step"
    assert check(level, january, Exchange("washington_2025", "delay")).reason == "nothing_announced"
    assert check(level, january, Exchange("washington_2025", "ease")).reason == "no_effect"
    state = january
    for _ in range(3):
        state, _ = _give(level, engine, state, "hold")
    assert check(level, state, Exchange("washington_2025", "hold")).reason == "exchanges"
    state, _ = apply(level, state, EndTurn(), engine)
    assert check(level, state, Exchange("washington_2025", "hold")).allowed


def test_it_says_what_it_then_does(level: Level, engine: Engine, us: DuelRule, january: GameState) -> None:
    """Each move's forecast of this month comes true where the supply of magnets does not change within the month."""
    for moves in ((), ("announce",), ("announce", "announce"), ("announce", "announce", "announce")):
        state = january
        for move in moves[:-1]:
            state, _ = _give(level, engine, state, move)  # type: ignore[arg-type]
        said = steps_after(level, state, us, moves[-1]) if moves else steps_ahead(level, state, us)  # type: ignore[arg-type]
        if moves:
            state, _ = _give(level, engine, state, moves[-1])  # type: ignore[arg-type]
        _, events = apply(level, state, EndTurn(), engine)
        done = tuple(one for one in events if isinstance(one, OpponentMoved) and one.duel == us.id)
        assert said == done, moves


def test_geneva_goes_step_by_step_with_history_s_moves(level: Level, engine: Engine, history: Baseline) -> None:
    """Consultations, panel, ruling, appeal in the months of history, and settled with the compliance of 2014."""
    game = Session.replay(level, engine, history.commands)
    told = [
        (one.level, one.reason, one.month)
        for place in range(len(history.commands))
        for one in game.events_of(place)
        if isinstance(one, OpponentMoved) and one.duel == "geneva_case"
    ]
    months = [parse_month(month) for month in ("2012-03", "2012-07", "2014-03", "2014-04", "2014-08")]
    assert [level_ for level_, _, _ in told] == [1, 2, 3, 4, 0]
    # Other cards of those years move the case by a little.
    assert all(abs(month - theirs) <= 3 for (_, _, month), theirs in zip(told, months, strict=True)), told
    assert told[-1][1] == "settled"


def test_a_court_weighs_quotas_not_licences(level: Level) -> None:
    rule = _rule(level, "geneva_case")
    lever = level.lever("export_quota_light")
    span = lever.maximum - lever.minimum
    assert duel_moves.pressure(level, rule, {"export_quota_light": lever.maximum}) == 0.0
    assert duel_moves.pressure(level, rule, {"export_quota_light": lever.minimum + 0.25 * span}) == pytest.approx(0.75)
    now = replace(opening_duel(rule), heights={"case": 2})
    # A notch of 5,000 t is worth 260 x 0.05 = 13 points against 0.6 x 20.
    assert would_take(rule, now, worth(rule, now, 5_000.0 / span, announced=False), 40)


def test_other_moves_do_better_and_worse_than_history(level: Level, engine: Engine, history: Baseline) -> None:
    rule = _rule(level, "washington_2025")
    theirs = history_outcome(level, history, rule)
    found = searched(level, engine, history, rule, 40)
    assert sum(better(one, theirs) for one in found) >= 1
    assert sum(worse(one, theirs) for one in found) >= 1
    assert len({one.standing for one in found}) > 1
    lines = table(found, theirs, 3)
    assert len(lines) == 8
    assert "history" in lines[1]
