"""The environment for programs that learn: Gymnasium's own checks, bounds, rewards that add up, chance by seed."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from game.content.load import find_level, load_level
from game.desk import new_session
from game.policy_player import play_history

gymnasium = pytest.importorskip("gymnasium")
checker = pytest.importorskip("gymnasium.utils.env_checker")
LeverEnvironment: Any = pytest.importorskip("game.research.environment").LeverEnvironment

LEVEL = "lesson-quota-trap"


def rollout(world: Any, seed: int, steps: int = 1000) -> tuple[list[float], list[bytes], dict[str, Any]]:
    """Rewards, observations and the last told of an episode of random legal actions."""
    observed, told = world.reset(seed=seed)
    world.action_space.seed(seed)
    rewards, seen = [], [observed.tobytes()]
    for _ in range(steps):
        action = world.action_space.sample(mask=told["action_mask"])
        observed, reward, over, cut, told = world.step(action)
        assert observed in world.observation_space
        assert not cut
        rewards.append(reward)
        seen.append(observed.tobytes())
        if over:
            break
    return rewards, seen, told


def held(world: Any) -> dict[str, Any]:
    """The action that leaves every lever where it stands and takes each card's first option."""
    shares = [
        (world.session.state.settings[lever.id] - lever.minimum) / (lever.maximum - lever.minimum)
        for lever in world.level.levers
    ]
    return {
        "levers": np.array(shares, dtype=np.float32),
        "cards": np.zeros(len(world.level.cards), dtype=np.int64),
        "moves": np.zeros(3, dtype=np.int64),
    }


@pytest.fixture(scope="module")
def world() -> Any:
    return LeverEnvironment(LEVEL, render_mode="ansi")


def test_gymnasiums_own_checker_has_no_complaint() -> None:
    made = gymnasium.make("Lanthanide-v0", level=LEVEL)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        checker.check_env(made.unwrapped, skip_render_check=True)


def test_a_random_policy_plays_to_the_end_and_its_rewards_sum_to_the_score(world: Any) -> None:
    rewards, seen, told = rollout(world, 7)
    assert world.session.finished
    final = world.session.true_score().overall
    assert told["score"] == final
    assert sum(rewards) == pytest.approx(final - 100.0, abs=1e-9)
    assert rollout(world, 7)[1] == seen
    assert rollout(world, 8)[1] != seen
    with pytest.raises(RuntimeError, match="over"):
        world.step(held(world))


def test_holding_moves_no_lever(world: Any) -> None:
    world.reset()
    before = dict(world.session.state.settings)
    _, _, _, _, told = world.step(held(world))
    closed = [lever.id for lever, free in zip(world.level.levers, told["lever_mask"], strict=True) if not free]
    moved = [name for name, value in world.session.state.settings.items() if value != before[name]]
    assert set(moved) <= set(closed)  # history's ministries go on moving theirs
    assert len(closed) > 3


def test_orders_carry_through_to_the_levers() -> None:
    world = LeverEnvironment("quota-years")
    world.reset()
    action = held(world)
    place = [lever.id for lever in world.level.levers].index("clean_up")
    lever = world.level.levers[place]
    action["levers"][place] = 0.25
    world.step(action)
    wanted = lever.minimum + 0.25 * (lever.maximum - lever.minimum)
    assert world.session.state.settings["clean_up"] == pytest.approx(wanted, abs=lever.step)


def test_the_observation_tells_what_is_known_and_not_what_is_hidden(world: Any) -> None:
    world.reset()
    observed, *_ = world.step(held(world))
    names = world.observation_names
    assert len(names) == len(set(names)) == len(observed) == world.observation_space.shape[0]
    smuggled = float(observed[names.index("china_smuggled_t")])
    size = world._sizes[names.index("china_smuggled_t")]
    known, true = (world.session.books.series("china_smuggled_t", opened)[-1] for opened in (False, True))
    assert smuggled == pytest.approx(known / (known + size), rel=1e-6)
    assert abs(smuggled - true / (true + size)) > 1e-3
    assert observed[names.index("political_capital")] == pytest.approx(world.session.state.capital / 100.0)


def test_chance_is_asked_for_and_comes_from_the_seed(world: Any) -> None:
    sandbox = LeverEnvironment("sandbox", chance=True)
    worlds = []
    for seed in (1, 2, 1):
        sandbox.reset(seed=seed)
        worlds.append(sandbox.session.engine.world.table.tobytes())
    assert worlds[0] == worlds[2] != worlds[1]
    sandbox.reset()
    assert sandbox.session.engine.world.table.tobytes() != worlds[0]
    told = [world.reset(seed=seed)[0].tobytes() for seed in (1, 2)]
    assert told[0] == told[1]


def test_the_situation_is_told_in_words(world: Any) -> None:
    world.reset()
    told = world.render()
    assert told is not None
    assert "2009" in told
    with pytest.raises(ValueError, match="human"):
        LeverEnvironment(LEVEL, render_mode="human")


def test_historys_player_and_the_environment_live_in_the_same_world(world: Any) -> None:
    session = new_session(load_level(find_level(LEVEL)))
    play_history(session)
    world.reset()
    for command in session.commands:
        world.session.submit(command)
    assert world.session.state.digest() == session.state.digest()
