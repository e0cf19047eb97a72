"""Rivals, buyers and the court: ledgers that add up, notices at their thresholds, projects, history's order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.economy.dimensions import BUYERS, parse_month
from game.rules import abroad, grievances
from game.rules.abroad import CharacterState, Project
from game.rules.commands import Choose, EndTurn, SetLever
from game.rules.events import Event, NoticeGiven, ProjectEnded
from game.rules.game_state import Engine, GameState
from game.rules.grievances import Grievance
from game.rules.history_player import play_history
from game.rules.level import Level, Text
from game.rules.opening import start_game
from game.rules.opponents import Character, Mark, Notice, Stance, Undertaking
from game.rules.turn import apply
from game.session import Baseline, Session

Told = list[tuple[str, str, int]]  # character, notice, month


@pytest.fixture(scope="module")
def lived(level: Level, engine: Engine) -> tuple[list[GameState], list[Event]]:
    """History's campaign: the state after each month and all events."""
    states: list[GameState] = []
    events: list[Event] = []

    def give(state: GameState, command: object) -> tuple[GameState, tuple[Event, ...]]:
        after, happened = apply(level, state, command, engine, lambda lived, _: states.append(lived))  # type: ignore[arg-type]
        events.extend(happened)
        return after, happened

    start, _ = start_game(level, engine)
    for _ in play_history(level, start, give):
        pass
    return states, events


@pytest.fixture(scope="module")
def told(lived: tuple[list[GameState], list[Event]]) -> Told:
    return [(one.character, one.notice, one.month) for one in lived[1] if isinstance(one, NoticeGiven)]


def _of(state: GameState, name: str) -> CharacterState:
    return next(one for one in state.abroad if one.id == name)


def test_ledgers_add_up_to_fear_and_case_in_every_month(lived: tuple[list[GameState], list[Event]]) -> None:
    names = ("tokyo", "washington", "brussels")
    for state in lived[0]:
        for place, name in enumerate(names):
            held = grievances.total(_of(state, name).grievances)
            assert held == pytest.approx(float(state.economy.fear[place, 0]), abs=1e-9), (state.month, name)
        held = grievances.total(_of(state, "geneva").grievances)
        assert held == pytest.approx(float(state.economy.trade_case[0]), abs=1e-9)
        for one in state.abroad:
            assert len(one.grievances) <= grievances.MOST_ENTRIES
            assert all(entry.month <= state.month - 1 and entry.amount > 0.0 for entry in one.grievances)


def test_the_ledger_names_the_acts_of_2010(lived: tuple[list[GameState], list[Event]]) -> None:
    state = next(one for one in lived[0] if one.month == parse_month("2011-01"))
    tokyo = {(one.cause, one.month): one.amount for one in _of(state, "tokyo").grievances}
    quota, halt = tokyo["quota", parse_month("2010-07")], tokyo["licences", parse_month("2010-09")]
    assert quota > halt > 0.1
    # Only Japan was aimed at; others felt the quota alone.
    assert all(one.cause != "licences" for one in _of(state, "washington").grievances)
    later = next(one for one in lived[0] if one.month == parse_month("2014-01"))
    fading = {(one.cause, one.month): one.amount for one in _of(later, "tokyo").grievances}
    assert fading["licences", parse_month("2010-09")] < 0.6 * halt


def test_history_announces_in_a_sensible_order(told: Told) -> None:
    first = {(who, what): month for who, what, month in reversed(told)}
    assert parse_month("2002-01") <= first["mountain_pass", "idle"] <= parse_month("2002-12")
    assert parse_month("2009-08") <= first["lynas", "seeks_money"] <= parse_month("2010-06")
    assert parse_month("2010-09") <= first["tokyo", "fund"] <= parse_month("2010-12")
    grounds = [month for who, what, month in told if (who, what) == ("lynas", "breaks_ground")]
    assert any(parse_month("2010-09") <= month <= parse_month("2011-09") for month in grounds)
    assert first["tokyo", "fund"] < first["tokyo", "substitutes"]
    assert parse_month("2011-01") <= first["geneva", "prepares"] < parse_month("2012-03")
    again = [month for who, what, month in told if (who, what) == ("mountain_pass", "idle")][1]
    assert parse_month("2015-06") <= again <= parse_month("2016-06")
    assert any(who == "washington" and month >= parse_month("2025-04") for who, _, month in told)


def test_each_notice_is_told_in_history_s_run(level: Level, told: Told) -> None:
    wanted = {(one.id, notice.id) for one in level.characters for notice in one.notices}
    assert wanted == {(who, what) for who, what, _ in told}


def test_undercutting_before_the_money_is_in_keeps_lynas_from_breaking_ground(
    level: Level, engine: Engine, history: Baseline, told: Told
) -> None:
    """The notice of 2009 is acted on: no quota, plan or duty; the project is given up and no ground is broken."""
    month = next(m for who, what, m in told if (who, what) == ("lynas", "seeks_money") and m > parse_month("2005-01"))
    game = Session(level, engine)
    for command in history.commands:
        if game.state.month > month:
            break
        game.submit(command)
    events: list[Event] = []
    while game.state.month < parse_month("2013-01"):
        for card in game.open_cards():
            events += game.submit(Choose(card.id, card.default))
        for lever in ("export_quota_light", "export_quota_heavy", "extraction_index_light", "extraction_index_heavy"):
            if game.check(SetLever(lever, level.lever(lever).maximum)).allowed:
                events += game.submit(SetLever(lever, level.lever(lever).maximum))
        for lever in ("export_duty_light", "export_duty_heavy"):
            if game.check(SetLever(lever, 0.0)).allowed:
                events += game.submit(SetLever(lever, 0.0))
        events += game.submit(EndTurn())
    assert not [one for one in events if isinstance(one, NoticeGiven) and one.notice == "breaks_ground"]
    assert [one for one in events if isinstance(one, ProjectEnded) and one.character == "lynas" and not one.done]


def _somebody(*notices: Notice) -> Character:
    text = Text("x", "x")
    stances = (Stance("hot", text, (Mark("fear", 0.5, None),)), Stance("cold", text, ()))
    return Character("c", "buyer", "japan", text, text, ((0, text),), stances, notices, ("s",))


def _looks(fear: float, case: float = 0.0) -> dict[str, float]:
    return {"fear": fear, "preparedness": 0.0, "trade_case": case}


def test_a_notice_is_told_again_only_after_its_quiet_months(engine: Engine) -> None:
    text = Text("x", "x")
    somebody = _somebody(Notice("n", text, text, text, (Mark("fear", 0.3, None),), 3, None, ("s",)))
    now = abroad.opening((somebody,))[0]
    told = []
    for month, fear in enumerate([0.2, 0.31, 0.4, 0.1, 0.1, 0.35, 0.1, 0.1, 0.1, 0.1, 0.35]):
        now, events = abroad._told(somebody, now, _looks(fear), (engine.parameters, month))
        told += [month for _ in events]
    # Month 5 comes after two quiet months only; month 10 after four.
    assert told == [1, 10]


def test_a_project_comes_true_or_is_given_up(engine: Engine) -> None:
    text = Text("x", "x")
    plan = Undertaking("fund", "", "preparedness_months", 0.5, "preparedness", 0.1)
    somebody = _somebody(Notice("n", text, text, text, (Mark("fear", 0.3, None),), 3, plan, ("s",)))
    now, _ = abroad._told(somebody, abroad.opening((somebody,))[0], _looks(0.4), (engine.parameters, 7))
    # Half of eighteen months.
    assert now.projects == (Project("n", 7, 16, 0.0, 0.0),)
    after, events = abroad._projects(somebody, now, {"preparedness": 0.1}, 9)
    assert (after.projects, [(one.done) for one in events if isinstance(one, ProjectEnded)]) == ((), [True])
    for month, kept in ((28, 1), (29, 0)):
        after, events = abroad._projects(somebody, now, {"preparedness": 0.05}, month)
        assert (len(after.projects), len(events)) == (kept, 1 - kept)


def test_the_ledger_books_rises_on_causes_and_takes_falls_from_all() -> None:
    ledger = grievances._booked((), 0.4, (("quota", "q", 3, 3.0), ("event", "card", 5, 1.0)), 5)
    assert ledger == (Grievance(3, "quota", "q", pytest.approx(0.3)), Grievance(5, "event", "card", pytest.approx(0.1)))
    halved = grievances._booked(ledger, 0.2, (), 6)
    assert [one.amount for one in halved] == pytest.approx([0.15, 0.05])
    again = grievances._booked(halved, 0.3, (("quota", "q", 3, 1.0),), 7)
    assert [one.amount for one in again] == pytest.approx([0.25, 0.05])
    many = ledger
    for place in range(20):
        many = grievances._booked(many, 0.4 + 0.01 * (place + 1), (("event", f"card{place}", place, 1.0),), 60 + place)
    assert len(many) == grievances.MOST_ENTRIES
    assert grievances.total(many) == pytest.approx(0.6)
    assert "older" in {one.cause for one in many}


def test_stances_follow_fear(lived: tuple[list[GameState], list[Event]]) -> None:
    for state in lived[0]:
        for place, name in enumerate(("tokyo", "washington", "brussels")):
            alarmed = float(state.economy.fear[place, 0]) > 0.5
            assert (_of(state, name).stance == "alarmed") == alarmed, (BUYERS[place], state.month)


def test_what_is_known_abroad_is_part_of_the_digest(lived: tuple[list[GameState], list[Event]]) -> None:
    state = lived[0][-1]
    first = state.abroad[0]
    changed = replace(state, abroad=(replace(first, since=first.since + 1), *state.abroad[1:]))
    assert changed.digest() != state.digest()
