"""Every screen in both languages and sizes: nothing is cut, every string has its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from game.rules.commands import EndTurn
from game.rules.game_state import Engine
from game.rules.level import GROUPS, Level
from game.session import Baseline, Session
from game.ui.briefing import Briefing
from game.ui.debrief import Debrief
from game.ui.help import Help
from game.ui.room import TABS, Room
from game.ui.saves import Saves
from game.ui.scenarios import Scenarios
from game.ui.screen import Screen
from game.ui.settings import Settings
from game.ui.title import Title
from game.views.figures import FIGURES

from .driver import LANGUAGES, SIZES, Driver

YEARS = (1985, 1999, 2010, 2025)


_REACHED: dict[int, Session] = {}


def until(level: Level, engine: Engine, history: Baseline, month: int) -> Session:
    """History's game at the first turn that is not before a month and has no open card; only to be looked at."""
    if month not in _REACHED:
        session = Session(level, engine)
        for command in history.commands:
            if session.state.month >= month and not session.open_cards():
                break
            session.submit(command)
        _REACHED[month] = session
    return _REACHED[month]


@pytest.fixture(params=[(size, language) for size in SIZES for language in LANGUAGES], ids=str)
def driver(request: pytest.FixtureRequest) -> Driver:
    return Driver(*request.param)


def shown(driver: Driver, screen: Screen) -> list[str]:
    """The texts that had to be cut on a screen."""
    driver.app.ui.canvas.overflow.clear()
    driver.show(screen)
    return sorted(set(driver.app.ui.canvas.overflow))


def test_menus_cut_nothing(driver: Driver) -> None:
    makers: list[Callable[[], Screen]] = [
        lambda: Title(driver.desk),
        lambda: Scenarios(driver.desk),
        lambda: Settings(driver.desk),
        lambda: Help(driver.desk),
        lambda: Saves(driver.desk),
    ]
    for listed in driver.desk.levels():
        if listed.level is not None:
            makers.append(lambda level=listed.level: Briefing(driver.desk, level))  # type: ignore[misc]
    for make in makers:
        assert shown(driver, make()) == []


@pytest.mark.parametrize("year", YEARS)
def test_the_room_cuts_nothing(driver: Driver, year: int, level: Level, engine: Engine, history: Baseline) -> None:
    room = Room(driver.desk, until(level, engine, history, (year - 1985) * 12 + 5))
    assert shown(driver, room) == []
    for group in GROUPS:
        room.group = group
        assert shown(driver, room) == [], group
    for tab in TABS:
        room.tab = tab
        assert shown(driver, room) == [], tab
    room.tab = TABS[0]
    for figure in FIGURES:
        room.large = figure.name
        assert shown(driver, room) == [], figure.name


def test_every_card_fits(driver: Driver, level: Level, engine: Engine, history: Baseline) -> None:
    session = Session(level, engine)
    seen = set()
    for command in history.commands:
        for card in session.open_cards()[:1]:  # the one the room shows
            if card.id not in seen:
                seen.add(card.id)
                assert shown(driver, Room(driver.desk, session)) == [], card.id
                last = driver.place(f"option-{card.options[-1].id}")
                assert driver.app.ui.canvas.surface.get_rect().contains(last)
        session.submit(command)
    assert len(seen) >= 12


def test_the_debrief_cuts_nothing(driver: Driver, level: Level, engine: Engine, history: Baseline) -> None:
    assert shown(driver, Debrief(driver.desk, Session.replay(level, engine, history.commands))) == []
    idle = Session(level, engine)
    while not idle.finished:
        for card in idle.open_cards():
            from game.rules.commands import Choose

            idle.submit(Choose(card.id, card.default))
        idle.submit(EndTurn())
    assert shown(driver, Debrief(driver.desk, idle)) == []
