"""What advisers say is true: every claim computed again from figures, approvals and forecasts."""

from __future__ import annotations

from math import ceil

import pytest

from game.language import percent
from game.rules.commands import EndTurn
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline, Session
from game.views.advisers import AHEAD_MONTHS, Claim, claims, counsel, most_telling
from game.views.ministries import voices
from game.views.room import room_view


def stands(session: Session, claim: Claim) -> None:
    """Fails unless the claim follows from what the session knows."""
    state, figures = session.state, session.figures
    lived = session.months
    match claim.message:
        case "counsel.rises" | "counsel.falls" | "counsel.multiplies":
            name = claim.names["figure"].removeprefix("figure.")
            ahead = session.forecast({}, AHEAD_MONTHS, (name,))[name]
            change = ahead[-1] / session.series(name)[-1] - 1.0
            if claim.message == "counsel.multiplies":
                assert claim.numbers["times"] == pytest.approx(change + 1.0)
            else:
                assert claim.shares["n"] == pytest.approx(abs(change))
                assert (change > 0.0) == (claim.message == "counsel.rises")
            assert claim.month == state.month + len(ahead) - 1
        case "counsel.lost":
            assert claim.numbers["now"] == state.approvals[claim.who] < session.level.difficulty.least_approval
        case "counsel.turning":
            ends = [place for place, command in enumerate(session.commands) if isinstance(command, EndTurn)]
            before = session.state_before(ends[-2] + 1 if len(ends) > 1 else 0).approvals[claim.who]
            now = state.approvals[claim.who]
            assert claim.numbers["fall"] == pytest.approx(before - now)
            turns = claim.count or 0
            assert now - turns * (before - now) <= claim.numbers["least"] < now - (turns - 1) * (before - now)
        case "counsel.empty":
            money = session.series("treasury_musd")
            behind = min(12, lived - 1)
            assert claim.count == ceil(money[-1] * behind / (money[-1 - behind] - money[-1]))
        case "counsel.quota":
            assert claim.shares["n"] == figures["quota_bite"]
        case "counsel.loses" | "counsel.earns":
            assert (figures["mine_margin"] < 0.0) == (claim.message == "counsel.loses")
            assert claim.shares["n"] == abs(figures["mine_margin"])
        case "counsel.anger":
            assert claim.shares["n"] == figures["anger"]
        case "counsel.implementation":
            assert claim.shares["n"] == figures["implementation"]
        case "counsel.black":
            low, high = session.ends("china_black_supply_t")
            assert (claim.numbers["low"], claim.numbers["high"]) == (12.0 * low[-1], 12.0 * high[-1])
        case "counsel.stocks_fear" | "counsel.stocks_calm":
            use = session.series("foreign_use_t")[-12:]
            assert claim.numbers["months"] == pytest.approx(figures["foreign_stock_t"] / use.mean())
            fear = session.series("fear")
            assert (fear[-1] > fear[max(lived - 13, 0)]) == (claim.message == "counsel.stocks_fear")
        case "counsel.builds":
            building = 12.0 * state.economy.rival_building_t_per_month[:, 0]
            assert claim.numbers["t"] == building.max()
        case "counsel.grain":
            assert claim.numbers["all"] == pytest.approx(sum(state.paid.values()))
            assert claim.numbers["n"] <= claim.numbers["all"]
        case "counsel.talks":
            assert claim.numbers["pain"] > claim.numbers["resolve"]
        case "counsel.acts":
            assert claim.numbers["heat"] >= claim.numbers["most"]
        case _:
            raise AssertionError(f"no check for {claim.message}")


def test_every_claim_of_a_campaign_is_true_and_said_in_both_languages(
    level: Level, engine: Engine, history: Baseline
) -> None:
    session = Session(level, engine)
    kinds: set[str] = set()
    turn = 0
    for command in history.commands:
        if isinstance(command, EndTurn) and session.months:
            turn += 1
            if turn % 4 == 1 or session.state.month >= 480:
                for claim in claims(session):
                    stands(session, claim)
                    kinds.add(claim.message)
                    for language in ("en", "zh_CN"):
                        words = claim.words(language)
                        assert "{" not in words
                        assert claim.message not in words
        session.submit(command)
    assert len(kinds) >= 12, kinds


def test_what_was_said_and_has_not_moved_comes_back_weaker(level: Level, engine: Engine, history: Baseline) -> None:
    """A claim that was first last turn too, with a figure within 15 %, keeps less than two thirds of its salience."""
    session = Session(level, engine)
    before: dict[str, Claim] = {}
    weakened = 0
    for command in history.commands[:120]:
        session.submit(command)
        if isinstance(command, EndTurn):
            told = counsel(session)
            raw = {(claim.who, claim.message, str(claim.names)): claim.salience for claim in claims(session)}
            first: dict[str, Claim] = {}
            for claim in sorted(claims(session), key=lambda one: (-one.salience, one.message)):
                first.setdefault(claim.who, claim)
            for who, claim in told.items():
                old = before.get(who)
                same = old is not None and (old.message, old.names) == (claim.message, claim.names)
                if same and old is not None and abs(claim.figure - old.figure) <= 0.15 * abs(old.figure):
                    assert claim.salience <= 0.6 * raw[who, claim.message, str(claim.names)] + 1e-12
                    weakened += 1
            before = first
    assert weakened >= 10


def test_room_and_report_carry_the_claims(level: Level, engine: Engine, history: Baseline) -> None:
    session = Session.replay(level, engine, history.commands[:150])
    advice = room_view(session, "en").advice
    assert len(advice) == 3
    for claim, line in zip(most_telling(session), advice, strict=True):
        assert line.endswith(claim.words("en"))
    told = counsel(session)
    for voice in voices(session, "en"):
        if voice.id in told and told[voice.id].salience >= 0.25:
            assert voice.words == told[voice.id].words("en")
            for share in told[voice.id].shares.values():
                assert percent(share, 0, "en") in voice.words


def test_nobody_speaks_before_the_first_month_or_after_the_last(
    level: Level, engine: Engine, history: Baseline
) -> None:
    assert claims(Session(level, engine)) == ()
    assert claims(Session.replay(level, engine, history.commands)) == ()
