"""Luck or skill: the same worlds every time, the lived world where nothing is drawn, amounts as they are stated."""

from __future__ import annotations

import numpy as np
import pytest

from game.analysis import luck as module
from game.analysis.attribution import HEADLINES, points
from game.analysis.evidence import load_engine
from game.analysis.luck import Luck, luck, quantile
from game.content.load import find_level, load_level
from game.economy.chance import Chances, key
from game.economy.world import WORLD_COLUMNS
from game.policy_player import play_history
from game.session import Session
from tests.analysis.games import random_game

LEVEL = load_level(find_level("lesson-quota-trap"))


@pytest.fixture(scope="module")
def game() -> Session:
    session = random_game(LEVEL, 3, 300)
    assert session.finished
    return session


def whole(session: Session, worlds: int) -> Luck:
    steps = list(luck(session, worlds))
    shares = [step for step in steps if isinstance(step, float)]
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1.0)
    made = steps[-1]
    assert isinstance(made, Luck)
    return made


@pytest.fixture(scope="module")
def made(game: Session) -> Luck:
    return whole(game, 40)


def test_the_same_worlds_come_again_alone_or_among_many(game: Session, made: Luck) -> None:
    again, few = whole(game, 40), whole(game, 13)
    for name in ("yours", "history", "beside"):
        assert getattr(again, name).tobytes() == getattr(made, name).tobytes()
        assert getattr(few, name).tobytes() == np.ascontiguousarray(getattr(made, name)[:, :13]).tobytes()
    assert [one.effects.tobytes() for one in again.decisions] == [one.effects.tobytes() for one in made.decisions]


def test_worlds_differ_and_history_lies_about_its_own_hundred(made: Luck) -> None:
    assert made.worlds + made.lost == 40
    assert len(set(made.yours[3].tolist())) > 30
    assert abs(float(np.median(made.history[0])) - 100.0) < 3.0
    for place, headline in enumerate(HEADLINES):
        above = int((made.beside[place] > 100.0 + 1e-9).sum())
        assert made.better(headline) == above / made.worlds


def test_without_chances_it_is_the_game_as_it_was_lived(game: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ensemble", lambda level: None)
    monkeypatch.setattr(
        Chances, "row", lambda self, world, month: np.repeat(world.row(month)[:, None], self.factors.shape[2], axis=1)
    )
    made = whole(game, 12)
    wanted = points(game.state.tally, game.tally(history=True))
    for place in range(len(HEADLINES)):
        assert set(made.yours[place].tolist()) == {wanted[place]}
        assert made.history[place].tolist() == pytest.approx([100.0] * 12)
        assert set(made.beside[place].tolist()) == {wanted[place]}
    for one in made.decisions:
        assert set(np.round(one.effects, 9).tolist()) == {round(float(one.effects[0]), 9)}
        assert one.spread == pytest.approx(0.0, abs=1e-9)


def test_history_itself_beats_history_nowhere() -> None:
    session = Session(LEVEL, load_engine(LEVEL))
    play_history(session)
    made = whole(session, 12)
    assert [made.better(name) + made.worse(name) for name in HEADLINES] == [0.0] * 4
    assert made.yours.tobytes() == made.history.tobytes()


def test_a_game_that_is_not_over_is_not_weighed() -> None:
    with pytest.raises(ValueError, match="not over"):
        next(luck(random_game(LEVEL, 1, 2)))


def test_the_amounts_are_those_that_are_stated() -> None:
    """Standard deviations of demand and costs in per cent, and how often how much of the mines abroad stands still."""
    chances = Chances(np.arange(400, dtype=np.uint64), 0, 480)
    spread = {
        name: 100.0 * float(np.std(chances.factors[WORLD_COLUMNS.index(name), 20:]))
        for name in ("magnet_activity_japan", "heavy_activity", "activity_us", "cost_index_china")
    }
    assert [round(one) for one in spread.values()] == [6, 5, 3, 1]
    stopped = chances.factors[WORLD_COLUMNS.index("access_us"), 1:]
    assert float((stopped < 1.0).mean()) == pytest.approx(0.06, abs=0.005)
    assert float(stopped.min()) >= 0.3
    alone = Chances(key(17), 0, 480)
    assert alone.factors[..., 0].tobytes() == np.ascontiguousarray(chances.factors[..., 17]).tobytes()


def test_quantiles_are_values_that_came() -> None:
    values = np.array([3.0, 1.0, 2.0, 5.0, 4.0, 9.0, 8.0, 7.0, 6.0, 10.0, 11.0])
    assert (quantile(values, 0.1), quantile(values, 0.5), quantile(values, 0.9)) == (2.0, 6.0, 10.0)
