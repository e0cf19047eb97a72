"""Policy as the engine is told it: history's path against history's own game, and levers that somebody else moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.economy.policy import LEVER_FIELDS, POLICY_FIELDS, SHOCK_FIELDS
from game.rules.events import Announced, AnnouncementWithdrawn, Event, LeverSet
from game.rules.game_state import Engine, GameState
from game.rules.level import Level, PathRow
from game.rules.levers import Order, dated_shocks, history_path
from game.rules.opening import start_game
from game.rules.orders import followed
from game.rules.staging import Access, Text
from game.session import Baseline


def test_history_s_path_is_what_its_game_told_the_engine(level: Level, history: Baseline) -> None:
    path = history_path(level, level.end + 1)
    told = np.stack([one.row for one in history.recording.told])
    orders = [POLICY_FIELDS.index(name) for name in (*LEVER_FIELDS, "announced_severity")]
    assert np.array_equal(path[:, orders], told[:, orders])
    # Cards with a date are in the path, with history's answers; those that came of themselves and duels are not.
    shocks = [POLICY_FIELDS.index(name) for name in SHOCK_FIELDS]
    dated = [month for month in range(level.end + 1) if dated_shocks(level, month, history=True)]
    assert len(dated) > 10
    assert np.array_equal(path[np.ix_(dated, shocks)], told[np.ix_(dated, shocks)])
    others = np.setdiff1d(np.arange(level.end + 1), dated)
    assert not path[np.ix_(others, shocks)].any()


def test_dated_shocks_are_history_s_or_the_default_s(level: Level) -> None:
    for card in level.cards:
        if card.month is None:
            continue
        alone = replace(level, cards=(card, card))
        for history, chosen in ((True, card.history or card.default), (False, card.default)):
            option = next(one for one in card.options if one.id == chosen)
            doubled = {name: 2.0 * value for name, value in option.shocks.items()}
            assert dated_shocks(alone, card.month, history) == doubled
        assert dated_shocks(alone, card.month + 1, history=True) == {}


def _row(month: int, value: float, announced: int | None = None) -> PathRow:
    return PathRow(month, "customs", value, "sourced", "B001", announced)


@pytest.fixture
def state(level: Level, engine: Engine) -> GameState:
    return replace(start_game(level, engine)[0], month=20)


def _followed(level: Level, state: GameState, *rows: PathRow, until: int | None = 30) -> tuple[GameState, list[Event]]:
    access = Access(False, True, Text("theirs", "theirs"), until)
    events: list[Event] = []
    after = followed(replace(level, history=rows, access={"customs": access}), state, events)
    return after, events


def test_history_moves_the_levers_that_the_player_may_not(level: Level, state: GameState) -> None:
    now = state.settings["customs"]
    after, events = _followed(level, state, _row(19, 0.1), _row(20, 0.4), _row(21, 0.6), _row(25, 0.8, announced=20))
    assert after.settings["customs"] == 0.4
    assert after.announced == (Order(25, "customs", 0.8),)
    assert events == [LeverSet(20, "customs", now, 0.4, 0.0), Announced(20, "customs", 0.8, 25)]
    assert after.capital == state.capital, "somebody else's ministry pays"


def test_what_was_announced_for_it_before_falls_and_what_was_for_others_stays(level: Level, state: GameState) -> None:
    tracking = Order(24, "tracking", 0.5)
    promised = replace(state, announced=(tracking, Order(25, "customs", 0.8)))
    after, events = _followed(level, promised, _row(20, state.settings["customs"]))
    assert after.announced == (tracking,)
    assert events == [AnnouncementWithdrawn(20, "customs")], "it stood there already"
    only_others = replace(state, announced=(tracking,))
    assert _followed(level, only_others, _row(20, state.settings["customs"])) == (only_others, [])


def test_from_the_month_on_in_which_it_is_free_nobody_else_moves_it(level: Level, state: GameState) -> None:
    assert _followed(level, state, _row(20, 0.4), until=20) == (state, [])
    assert _followed(level, state, _row(20, 0.4), until=21)[0].settings["customs"] == 0.4
    assert _followed(level, state, _row(20, 0.4), until=None)[0].settings["customs"] == 0.4
    free = followed(replace(level, history=(_row(20, 0.4),)), state, [])
    assert free is state
