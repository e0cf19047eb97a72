"""Many games at once are the same games: every lane against a session that carries out the same plan, bit for bit."""

from __future__ import annotations

import numpy as np
import pytest

from game.analysis.evidence import load_engine
from game.analysis.evolve import Breeder
from game.analysis.lanes import play_plans
from game.analysis.native import compiler
from game.analysis.plans import MOVES, Plans, history_plan, plan_of, play_plan, together
from game.content.load import find_level, load_level
from game.economy.guard import EngineError
from game.rules.level import Level
from game.session import Session


def plans_of_chance(level: Level, count: int, seed: int) -> Plans:
    """History's plan, plans drawn at random, and changed ones of both kinds, all with random moves in the duels."""
    breeder = Breeder(level, seed)
    made = together([history_plan(level), breeder.random_plans(count // 2), *[history_plan(level)] * (count // 2)])
    for lane in range(1, made.count):
        for _ in range(3):
            breeder.change(made, lane)
        made.moves[..., lane] = breeder.chance.integers(0, len(MOVES), size=made.moves.shape[:2])
    return made


@pytest.mark.parametrize(("name", "count"), [("quota-years", 14), ("campaign", 6)])
def test_a_lane_is_the_session_of_its_plan(name: str, count: int) -> None:
    level = load_level(find_level(name))
    engine = load_engine(level)
    plans = plans_of_chance(level, count, seed=5)
    played = play_plans(level, engine, plans, compiled=False)
    assert played.removed.any() or name != "campaign"  # the draw must reach removal for that to be held equal
    for lane in range(plans.count):
        session = Session(level, engine)
        try:
            play_plan(session, plans.one(lane))
        except EngineError:
            assert not played.sound[lane]
            continue
        assert np.array_equal(session.state.tally, played.tally[..., lane])
        assert np.array_equal(session.series("political_capital"), played.capital[:, lane])
        assert np.array_equal(session.series("treasury_musd"), played.treasury_musd[:, lane])
        assert session.state.caretaker == played.removed[lane]


@pytest.mark.skipif(compiler() is None, reason="no C compiler here")
def test_the_c_form_plays_the_same_games() -> None:
    level = load_level(find_level("quota-years"))
    engine = load_engine(level)
    plans = plans_of_chance(level, 12, seed=6)
    plain, compiled = (play_plans(level, engine, plans, compiled=form) for form in (False, True))
    assert np.array_equal(plain.tally, compiled.tally)
    assert np.array_equal(plain.capital, compiled.capital)


def test_a_plan_comes_back_from_the_commands_it_gave() -> None:
    level = load_level(find_level("quota-years"))
    engine = load_engine(level)
    plan = plans_of_chance(level, 6, seed=7).one(4)
    first, second = Session(level, engine), Session(level, engine)
    play_plan(first, plan)
    play_plan(second, plan_of(level, first.commands, Session(level, engine)))
    assert second.commands == first.commands
