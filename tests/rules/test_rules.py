"""The rules: prices of levers, phase-in, cards, undo, score, losing office, the duel in history's order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.economy.dimensions import parse_month
from game.rules import constituencies, levers
from game.rules.commands import Announce, Choose, Command, EndTurn, Exchange, SetLever, Withdraw
from game.rules.events import Event, OpponentMoved, PlantsIdled, Removed, Warned
from game.rules.game_state import Engine, GameState
from game.rules.history_player import play_history
from game.rules.level import Level
from game.rules.levers import Ramp, grain_at, move_cost, ramp_to, settled
from game.rules.opening import start_game
from game.rules.removal import judged
from game.rules.turn import RefusedError, apply, check
from game.rules.turns import turn_count, turn_end
from game.session import Baseline, Session


def test_cost_is_base_times_share_times_grain(level: Level) -> None:
    lever = level.lever("export_rebate_ores")  # base 24, range 0-0.3, grain 0.5 from 1985, 2 from 2006
    assert grain_at(lever, parse_month("1990-01")) == 0.5
    assert move_cost(level, lever, 0.0, 0.15, parse_month("1990-01")) == pytest.approx(24.0 * 0.5 * 0.5)
    assert move_cost(level, lever, 0.0, 0.15, parse_month("2007-01")) == pytest.approx(24.0 * 0.5 * 2.0)


def test_trade_levers_cost_a_third_in_a_crisis(level: Level) -> None:
    lever = level.lever("export_duty_light")
    calm = move_cost(level, lever, 0.0, 0.25, parse_month("2009-12"))
    assert move_cost(level, lever, 0.0, 0.25, parse_month("2010-01")) == pytest.approx(calm / 3.0)


def test_phase_in_is_a_straight_line_and_caps_bind_at_once(level: Level) -> None:
    ramp = Ramp(start=10, months=4, before=0.0, after=1.0)
    assert [ramp.at(month) for month in range(9, 15)] == [0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
    quota = level.lever("export_quota_light")
    assert ramp_to(quota, settled(quota.maximum), 5, 30_000.0).at(5) == 30_000.0
    standard = level.lever("environmental_standard")
    first = ramp_to(standard, settled(0.0), 0, 0.6)
    turned = ramp_to(standard, first, 6, 0.0)
    assert first.at(5) == pytest.approx(0.3)
    assert turned.at(6) == pytest.approx(0.3 * 11 / 12)


def test_turns_end_where_lengths_change(level: Level) -> None:
    assert turn_end(level, parse_month("1985-05")) == parse_month("1986-01")
    assert turn_end(level, parse_month("2010-02")) == parse_month("2010-04")
    assert turn_end(level, parse_month("2024-08")) == parse_month("2025-01")
    assert turn_end(level, parse_month("2025-08")) == parse_month("2025-09")
    assert turn_count(level) == 71


def test_end_turn_waits_for_an_answer(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    session.submit(EndTurn())
    assert session.state.open_cards == ("japanese_plant",)
    verdict = session.check(EndTurn())
    assert (verdict.allowed, verdict.reason) == (False, "card_open")
    session.submit(Choose("japanese_plant", "own"))
    assert session.check(EndTurn()).allowed


def test_undo_restores_the_digest_and_redo_repeats(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    before = session.state.digest()
    session.submit(SetLever("export_rebate_ores", 0.2))
    after = session.state.digest()
    assert after != before
    assert session.undo()
    assert session.state.digest() == before
    assert session.redo()
    assert session.state.digest() == after
    session.submit(EndTurn())
    assert not session.undo()


def test_moving_back_in_a_turn_gives_the_capital_back(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    capital = session.state.capital
    session.submit(SetLever("export_rebate_ores", 0.3))
    assert session.state.capital == pytest.approx(capital - 12.0)
    session.submit(SetLever("export_rebate_ores", 0.0))
    assert session.state.capital == pytest.approx(capital)


REFUSED: list[tuple[Command, str]] = [
    (SetLever("nonsense", 1.0), "no_lever"),
    (SetLever("customs", 1.5), "out_of_range"),
    (SetLever("customs", float("nan")), "out_of_range"),
    (SetLever("licensing_coverage", 9.0), "out_of_range"),
    (Choose("wto", "sign"), "card_not_open"),
    (Announce("customs", 0.5, 0), "announce_month"),
    (Announce("customs", 0.5, 400), "announce_month"),
    (Withdraw("customs"), "not_announced"),
    (Exchange("washington_2025", "hold"), "no_duel"),
]


@pytest.mark.parametrize(("command", "reason"), REFUSED)
def test_refused_commands_say_why_and_change_nothing(
    level: Level, engine: Engine, command: Command, reason: str
) -> None:
    state, _ = start_game(level, engine)
    digest = state.digest()
    verdict = check(level, state, command)
    assert (verdict.allowed, verdict.reason) == (False, reason)
    with pytest.raises(RefusedError):
        apply(level, state, command, engine)
    assert state.digest() == digest


def test_without_capital_only_reversals(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    session.submit(SetLever("customs", 0.6))
    poor = replace(session.state, capital=0.0, turn_settings=dict(session.state.settings), paid={})
    assert check(level, poor, SetLever("customs", 0.9)).reason == "capital"
    assert check(level, poor, SetLever("customs", 0.2)).allowed


def test_office_is_lost_only_after_warnings(level: Level, engine: Engine) -> None:
    state, _ = start_game(level, engine)
    state = replace(state, approvals=dict.fromkeys(state.approvals, 10.0))
    seen: list[Event] = []
    for turn in range(1, 4):
        state, events = judged(level, replace(state, turn=turn))
        seen += events
    assert [type(event) for event in seen] == [Warned, Warned, Removed]
    assert state.caretaker
    happy = replace(state, caretaker=False, approvals=dict.fromkeys(state.approvals, 60.0))
    assert judged(level, happy)[0].warned is None


def test_capital_income_is_linear_in_mean_approval(level: Level) -> None:
    names = constituencies.CONSTITUENCIES
    incomes = [
        constituencies.income_per_month(level, dict.fromkeys(names, one)) for one in (0.0, 20.0, 50.0, 80.0, 100.0)
    ]
    assert incomes == pytest.approx([1.0, 1.0, 1.75, 2.5, 2.5])


def test_authority_beyond_what_is_kept_fades(level: Level) -> None:
    middling = dict.fromkeys(constituencies.CONSTITUENCIES, 50.0)
    assert constituencies.next_capital(level, 40.0, middling) == pytest.approx(41.75)
    assert constituencies.next_capital(level, 100.0, middling) == pytest.approx(100.0 - 60.0 / 12.0 + 1.75)


def test_with_history_s_moves_2025_comes_out_in_order(level: Level, engine: Engine) -> None:
    """Tariff from outside, controls answered, plants idle, talks, blacklist, October's announcement answered."""
    events: list[Event] = []

    def give(state: GameState, command: Command) -> tuple[GameState, tuple[Event, ...]]:
        after, happened = apply(level, state, command, engine)
        events.extend(happened)
        return after, happened

    start, _ = start_game(level, engine)
    for _ in play_history(level, start, give):
        pass
    told = [
        (event.month, getattr(event, "step", "idle"), getattr(event, "reason", ""))
        for event in events
        if isinstance(event, OpponentMoved | PlantsIdled) and event.month >= parse_month("2025-01")
    ]
    months = [month for month, _, _ in told]
    assert months == sorted(months)
    kinds = [(step, reason) for _, step, reason in told]
    # Talks may take two rounds.
    kinds = [kind for place, kind in enumerate(kinds) if kinds[place - 1 : place] != [kind]]
    order = [
        ("tariff", "outside"),
        ("tariff", "provoked"),
        ("idle", ""),
        ("tariff", "talks"),
        ("blacklist", "pressing"),
    ]
    assert kinds[: len(order)] == order
    assert told[2][0] in (parse_month("2025-04"), parse_month("2025-05"))
    assert (parse_month("2025-09"), "blacklist", "pressing") in told
    assert (parse_month("2025-10"), "tariff", "provoked") in told


def test_other_moves_in_2025_do_better_or_worse(level: Level, engine: Engine, history: Baseline) -> None:
    """Steps standing against Beijing in December: loud announcements end worse than history, sitting still better."""
    january = [place for place, command in enumerate(history.commands) if isinstance(command, EndTurn)][-12]
    opening = history.commands[: january + 1]
    december = parse_month("2025-12")

    def standing(state: GameState) -> int:
        now = next(one for one in state.duels if one.id == "washington_2025")
        return now.standing

    def play(loud: bool) -> int:
        game = Session.replay(level, engine, opening)
        while not game.finished:
            for card in game.open_cards():
                game.submit(Choose(card.id, card.default))
            for lever, value in (("licensing_coverage", 17.0), ("licensing_strictness", 1.0)):
                if loud and game.check(Announce(lever, value, december)).allowed:
                    game.submit(Announce(lever, value, december))
            game.submit(EndTurn())
        return standing(game.state)

    assert play(loud=False) < standing(history.final) < play(loud=True)


def test_spending_shrinks_with_an_empty_treasury(level: Level) -> None:
    ramps = levers.opening_ramps(level)
    ramps["clean_up"] = settled(100.0)
    row = levers.policy_row(level, ramps, 0, {}, 0.0, 0.5)
    from game.economy.policy import POLICY_FIELDS

    assert row[POLICY_FIELDS.index("clean_up")] == 50.0
    assert row[POLICY_FIELDS.index("extraction_index_light")] >= 400_000.0
