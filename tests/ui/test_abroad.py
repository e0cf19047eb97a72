"""Those abroad and the duel in the window: by keyboard alone, by mouse alone, in a window of every breadth."""

from __future__ import annotations

import pygame
import pytest

from game.economy.dimensions import parse_month
from game.rules.commands import Exchange
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline, Session
from game.ui.room import Room
from tests.ui.driver import LANGUAGES, SIZES, Driver


def _at(level: Level, engine: Engine, history: Baseline, month: str) -> Session:
    game = Session(level, engine)
    for command in history.commands:
        if game.state.month >= parse_month(month):
            break
        game.submit(command)
    return game


@pytest.fixture(scope="module")
def game(level: Level, engine: Engine, history: Baseline) -> Session:
    return _at(level, engine, history, "2011-04")


def _room(driver: Driver, game: Session, tab: str = "abroad") -> Room:
    room = Room(driver.desk, game)
    room.tab, room.part, room.card_away = tab, "centre", True
    driver.show(room)
    return room


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [*SIZES, (960, 540), (640, 360)])
def test_cards_and_pages_in_every_window(game: Session, size: tuple[int, int], language: str) -> None:
    driver = Driver(size, language)
    room = _room(driver, game)
    for character in game.level.characters:
        box = driver.place(f"abroad-{character.id}")
        assert driver.app.ui.canvas.surface.get_rect().contains(box)
    room.centre.abroad.page = "tokyo"
    driver.app.ui.again = True
    driver.rest()
    assert "abroad-back" in driver.app.ui.places


def test_a_page_opens_and_closes_by_key_and_by_mouse(game: Session) -> None:
    driver = Driver()
    room = _room(driver, game, "world")
    driver.key(pygame.K_6)
    assert room.tab == "abroad"
    driver.app.ui.focus = "abroad-lynas"
    driver.key(pygame.K_RETURN)
    assert room.centre.abroad.page == "lynas"
    driver.key(pygame.K_ESCAPE)
    assert (room.centre.abroad.page, driver.screen) == ("", room)
    driver.click("abroad-geneva")
    assert room.centre.abroad.page == "geneva"
    driver.click("abroad-back")
    assert room.centre.abroad.page == ""


def test_both_duels_of_2011_can_be_chosen_and_moved_in(level: Level, engine: Engine, history: Baseline) -> None:
    driver = Driver()
    game = _at(level, engine, history, "2011-04")
    room = _room(driver, game)
    assert [view.id for view in room.view.duels] == ["tokyo_2010", "geneva_case"]
    driver.click("duel-hold")
    assert game.commands[-1] == Exchange("tokyo_2010", "hold")
    room.duel_shown = "geneva_case"
    driver.app.ui.again = True
    driver.rest()
    driver.app.ui.focus = "duel-hold"
    driver.key(pygame.K_RETURN)
    assert game.commands[-1] == Exchange("geneva_case", "hold")


def test_all_moves_have_a_key_of_their_own_in_the_focus_order(level: Level, engine: Engine, history: Baseline) -> None:
    driver = Driver()
    room = _room(driver, _at(level, engine, history, "2025-07"))
    allowed = [move.move for move in room.view.duels[0].moves if move.allowed]
    assert len(allowed) >= 5
    assert all(f"duel-{move}" in driver.app.ui.places for move in allowed)
