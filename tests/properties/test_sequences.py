"""Random command sequences: what `check` allows `apply` does, what it refuses changes nothing, replays agree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from game.analysis.evidence import campaign, load_engine
from game.economy.dimensions import parse_month
from game.economy.world import WORLD_COLUMNS, World
from game.rules.commands import Announce, Choose, Command, EndTurn, Exchange, Predict, SetLever, Sketch, Withdraw
from game.rules.level import Level
from game.rules.turn import RefusedError
from game.session import Session

LEVEL: Level = replace(campaign(), end=parse_month("1994-12"))
LEVERS = [lever.id for lever in LEVEL.levers]

numbers = st.floats(-1.0, 2.0) | st.floats(0.0, 1e5) | st.just(float("nan"))
figures = st.sampled_from(["export_price_usd_per_t", "fear", "treasury_musd", "nothing"])
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(SetLever, st.sampled_from([*LEVERS, "nothing"]), numbers),
    st.builds(Announce, st.sampled_from(LEVERS), numbers, st.integers(-1, 130)),
    st.builds(Withdraw, st.sampled_from(LEVERS)),
    st.builds(Choose, st.sampled_from(["japanese_plant", "two_track", "wto"]), st.sampled_from(["own", "audit", "x"])),
    st.builds(Exchange, st.just("washington_2025"), st.sampled_from(["enforce", "hold"])),
    st.builds(Predict, figures, st.sampled_from(["up", "down", "x"]), st.integers(40, 110), st.integers(-1, 7)),
    st.builds(Sketch, figures, st.lists(numbers, max_size=4).map(tuple)),
    st.builds(EndTurn),
)


def valid_setting(session: Session, place: int, share: float) -> SetLever:
    lever = LEVEL.levers[place % len(LEVEL.levers)]
    if lever.choices:
        return SetLever(lever.id, lever.choices[int(share * (len(lever.choices) - 1))].value)
    return SetLever(lever.id, lever.minimum + share * (lever.maximum - lever.minimum))


@settings(max_examples=12, deadline=None)
@given(st.lists(commands, max_size=25))
def test_check_and_apply_agree(given_commands: list[Command]) -> None:
    session = Session(LEVEL, load_engine(LEVEL))
    for command in given_commands:
        if session.finished:
            break
        before = session.state.digest()
        allowed = session.check(command).allowed
        try:
            session.submit(command)
        except RefusedError:
            assert not allowed
            assert session.state.digest() == before
        else:
            assert allowed
        assert 0.0 <= session.state.capital <= 100.0


@settings(max_examples=6, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.floats(0.0, 1.0)), max_size=20))
def test_a_replay_ends_in_the_same_bits(moves: list[tuple[int, float]]) -> None:
    engine = load_engine(LEVEL)
    session = Session(LEVEL, engine)
    for place, share in moves:
        order = valid_setting(session, place, share)
        if session.check(order).allowed:
            session.submit(order)
        if place % 3 == 0 and not session.finished:
            for card in session.open_cards():
                session.submit(Choose(card.id, card.default))
            session.submit(EndTurn())
    again = Session.replay(LEVEL, engine, session.commands)
    assert again.state.digest() == session.state.digest()
    assert again.recording.columns == session.recording.columns


def test_the_forecast_is_what_then_happens_when_nothing_unforeseen_does() -> None:
    quiet = replace(LEVEL, cards=(), knowledge="now")
    engine = load_engine(quiet)
    still = World(dict(zip(WORLD_COLUMNS, np.repeat(engine.world.table[:, :1], 600, axis=1), strict=True)))
    session = Session(quiet, replace(engine, world=still))
    session.submit(SetLever("export_rebate_ores", 0.2))
    expected = session.forecast({}, 24, ["export_price_usd_per_t", "china_exports_t"])
    session.submit(EndTurn())
    session.submit(EndTurn())
    for name, values in expected.items():
        assert session.series(name).tolist() == values.tolist()
    drafted = session.forecast({"export_rebate_ores": 0.0}, 12, ["rebate_musd"])
    kept = session.forecast({}, 12, ["rebate_musd"])
    assert drafted["rebate_musd"][-1] == 0.0
    assert kept["rebate_musd"][-1] > 0.0
