"""Turning points share out what they did; a copied move is the game in which it was made."""

from __future__ import annotations

import pytest

from game.analysis.attribution import HEADLINES
from game.analysis.turning import HistoryChoice, TurningPoint, choices, top, turning_points
from game.content.load import find_level, load_level
from game.desk import new_session
from game.rules.commands import Choose, EndTurn, SetLever
from game.rules.level import Level
from game.session import Session

from .games import history_but


@pytest.fixture(scope="module")
def quota_years() -> Level:
    return load_level(find_level("quota-years"))


def _idle(level: Level, months: int, copied: HistoryChoice | None = None) -> Session:
    """A game without orders but for one copied move of history."""
    session = new_session(level)
    while session.months < months:
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        if copied is not None and session.state.month == copied.month:
            session.submit(SetLever(copied.lever, copied.value))
        session.submit(EndTurn())
    return session


def _last(steps: object) -> tuple[object, ...]:
    return [step for step in steps if not isinstance(step, float)][-1]  # type: ignore[attr-defined]


def test_who_plays_history_made_the_same_choices(quota_years: Level) -> None:
    session = history_but(quota_years, "", 16)
    found = _last(choices(session))
    assert found
    assert all(isinstance(one, HistoryChoice) and one.same and set(one.gaps) == {0.0} for one in found)


def test_a_copied_move_is_the_game_in_which_it_was_made(quota_years: Level) -> None:
    session = _idle(quota_years, 36)
    found = [one for one in _last(choices(session)) if isinstance(one, HistoryChoice) and not one.same]
    starts = {session.month_of(place) for place, one in enumerate(session.commands) if isinstance(one, EndTurn)}
    for one in found:
        if one.month in starts:
            played = _idle(quota_years, 36, one)
            assert session.score().overall - played.score().overall == one.gaps[HEADLINES.index("overall")]
            break
    else:
        pytest.fail("no move of history falls on a turn's first month")


def test_turning_points_are_among_the_orders_and_the_same_twice(quota_years: Level) -> None:
    session = history_but(quota_years, "export_quota_light", 16)
    first, second = (_last(turning_points(session)) for _ in range(2))
    assert first == second
    points = [one for one in first if isinstance(one, TurningPoint)]
    assert points
    for headline in HEADLINES:
        best = top(points, headline)
        sizes = [abs(one.effects[HEADLINES.index(headline)]) for one in best]
        assert len(best) <= 3
        assert sizes == sorted(sizes, reverse=True)
    assert not any(one.decision.lever == "export_quota_light" for one in points)


def test_without_an_order_there_is_no_turning_point(quota_years: Level) -> None:
    assert _last(turning_points(new_session(quota_years))) == ()
