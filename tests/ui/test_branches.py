"""Turning time back in the window: by mouse, by keyboard, from the timeline, at the end; names, deletion, overlay."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.content.load import find_level, load_level
from game.rules.commands import Choose, EndTurn
from game.session import Session
from game.ui.branches import BranchScreen
from game.ui.briefing import Briefing
from game.ui.debrief import Debrief
from game.ui.room import Room
from tests.ui.driver import LANGUAGES, SIZES, Driver

LEVEL = load_level(find_level("quota-years"))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def on(session: Session, turns: int) -> Session:
    for _ in range(turns):
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        if not session.finished:
            session.submit(EndTurn())
    return session


def seated(turns: int = 6, size: tuple[int, int] = SIZES[0], language: str = "en") -> tuple[Driver, Room]:
    driver = Driver(size, language)
    room = Room(driver.desk, on(driver.desk.start(LEVEL), turns))
    room.card_away = True
    driver.app.stack = [Briefing(driver.desk, LEVEL), room]
    driver.app.ui.again = True
    driver.rest()
    return driver, room


def test_a_turn_is_gone_back_to_by_keys_alone() -> None:
    driver, room = seated()
    first = room.session
    driver.key(pygame.K_F6)
    driver.focus("branch-tree")
    for _ in range(3):
        driver.key(pygame.K_LEFT)
    driver.focus("branch-go")
    driver.key(pygame.K_RETURN)
    assert driver.screen is room
    place = first.stops[-4]
    assert room.session.state.digest() == first.state_at(place).digest()
    assert (room.session.rewinds, room.session.lineage.parent) == (1, 1)
    assert first.months > room.session.months


def test_a_press_on_the_past_of_the_timeline_leads_there_and_by_mouse_alone_back() -> None:
    driver, room = seated()
    month = room.session.state_at(room.session.stops[3]).month
    level = room.session.level
    bar = driver.place("end_turn")
    line = pygame.Rect(8, bar.y, bar.x - 16, 70)
    share = (month + 0.4 - level.start) / (level.end + 1 - level.start)
    spot = (round(line.x + 20 + share * (line.width - 40)), line.y + 25)
    driver.move(spot)
    driver.press(spot)
    driver.release(spot)
    assert isinstance(driver.screen, BranchScreen)
    driver.click("branch-go")
    assert driver.screen is room
    assert room.session.state.month == month
    before = (spot[0] - 40, spot[1])
    driver.move(before)
    driver.press(before)
    driver.release(before)
    driver.click("branch-name")
    driver.type("早些")
    driver.click("branch-title-yes")
    assert room.session.lineage.title == "早些"
    driver.click("back")
    assert driver.screen is room


def test_futures_are_overlaid_deleted_and_brought_back() -> None:
    driver, room = seated()
    room.take(room.futures.rewind(room.session.stops[2]))
    driver.key(pygame.K_F6)
    driver.focus("branch-tree")
    driver.key(pygame.K_UP)
    driver.click("branch-show")
    assert room.overlaid == {1}
    shown = room.chart("export_price_usd_per_t")
    assert [len(other.values) > len(shown.yours) for other in shown.others] == [True]
    driver.click("branch-delete")
    assert room.overlaid == set()
    assert [branch.lineage.branch for branch in room.futures.tree.alive] == [2]
    driver.key(pygame.K_z, pygame.KMOD_CTRL)
    assert [branch.lineage.branch for branch in room.futures.tree.alive] == [1, 2]


def test_time_is_forsworn_at_the_briefing_and_then_the_button_is_closed() -> None:
    driver = Driver()
    driver.show(Briefing(driver.desk, LEVEL))
    driver.click("ironman")
    driver.click("start")
    room = driver.screen
    assert isinstance(room, Room)
    assert room.session.ironman
    on(room.session, 3)
    room.changed()
    room.card_away = True
    driver.key(pygame.K_F6)
    driver.focus("branch-tree")
    driver.key(pygame.K_LEFT)
    assert "branch-go" not in driver.app.ui.places


def test_the_debrief_leads_back_too() -> None:
    driver = Driver()
    session = on(driver.desk.start(LEVEL), 80)
    assert session.finished
    driver.show(Debrief(driver.desk, session))
    driver.click("export-branches")
    driver.focus("branch-tree")
    driver.key(pygame.K_LEFT)
    driver.click("branch-go")
    assert isinstance(driver.screen, Room)
    assert not driver.screen.session.finished


@pytest.mark.parametrize("size", [*SIZES, (640, 360)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_draws_everywhere(size: tuple[int, int], language: str) -> None:
    driver, room = seated(4, size, language)
    room.take(room.futures.rewind(room.session.stops[1]))
    driver.show(BranchScreen(room))
    driver.focus("branch-tree")
    driver.key(pygame.K_DOWN)
