"""Why? is reached from every figure, by mouse and by keys, and says what the ledger says."""

from __future__ import annotations

import pygame
import pytest

from game.content.load import find_level, load_level
from game.session import Session
from game.ui.debrief import Debrief
from game.ui.room import Room
from game.ui.screen import Screen
from game.ui.turn_report import TurnReport
from game.ui.why import WhyScreen
from game.views.figures import SMALL_CHARTS
from tests.analysis.games import random_game

from .driver import LANGUAGES, Driver


@pytest.fixture(scope="module")
def played() -> Session:
    return random_game(load_level(find_level("quota-years")), 3, 9)


@pytest.fixture(scope="module")
def finished() -> Session:
    return random_game(load_level(find_level("quota-years")), 4, 200, orders=1)


def _ask(driver: Driver) -> Screen:
    driver.event(pygame.KEYDOWN, key=pygame.K_SLASH, mod=pygame.KMOD_SHIFT, unicode="?")
    driver.rest(2000)
    return driver.screen


def test_a_gauge_asks_by_a_press_and_by_keys(played: Session) -> None:
    driver = Driver()
    driver.show(Room(driver.desk, played))
    driver.click("why-price")
    driver.rest(2000)
    assert isinstance(driver.screen, WhyScreen)
    assert (driver.screen.figure, driver.screen.span) == ("price", "last")
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.screen, Room)
    driver.focus("why-leverage")
    driver.key(pygame.K_RETURN)
    driver.rest(2000)
    assert isinstance(driver.screen, WhyScreen)
    assert driver.screen.figure == "leverage"


def test_the_key_asks_about_the_focus_the_mouse_or_the_score(played: Session) -> None:
    driver = Driver((1920, 1080))
    driver.show(Room(driver.desk, played))
    for name in SMALL_CHARTS[:2]:
        driver.focus(f"small-{name}")
        screen = _ask(driver)
        assert isinstance(screen, WhyScreen)
        assert screen.figure == name
        driver.key(pygame.K_ESCAPE)
    driver.move(driver.place(f"small-{SMALL_CHARTS[2]}").center)
    screen = _ask(driver)
    assert isinstance(screen, WhyScreen)
    assert screen.figure == SMALL_CHARTS[2]
    driver.key(pygame.K_ESCAPE)
    driver.move((2, 2))
    screen = _ask(driver)
    assert isinstance(screen, WhyScreen)
    assert screen.figure == "overall"


def test_tables_report_and_debrief_ask(played: Session, finished: Session) -> None:
    driver = Driver()
    room = Room(driver.desk, played)
    room.tab = "table"
    report = TurnReport(driver.desk, played)
    debrief = Debrief(driver.desk, finished)
    for screen, figure, span in (
        (room, "china_exports_t", "last"),
        (report, "share", "last"),
        (report, "fear", "last"),
        (debrief, "leverage", "history"),
    ):
        driver.show(screen)
        driver.rest(2000)
        driver.click(f"why-{figure}")
        driver.rest(2000)
        assert isinstance(driver.screen, WhyScreen)
        assert (driver.screen.figure, driver.screen.span) == (figure, span)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(640, 360), (1280, 720), (1920, 1080)])
def test_spans_figures_and_parts_by_keys(played: Session, size: tuple[int, int], language: str) -> None:
    driver = Driver(size, language)
    driver.show(WhyScreen(driver.desk, played, "export_price_usd_per_t"))
    driver.rest(2000)
    screen = driver.screen
    assert isinstance(screen, WhyScreen)
    for span in ("start", "history"):
        driver.focus("why-span")
        driver.key(pygame.K_RIGHT)
        driver.rest(2000)
        assert screen.span == span
        assert not driver.app.ui.canvas.overflow, driver.app.ui.canvas.overflow
    driver.focus("why-span")
    driver.key(pygame.K_LEFT)
    driver.rest(2000)
    opens = next(name for name in driver.app.ui.places if name == "why-part-world")
    driver.focus(opens)
    driver.key(pygame.K_RETURN)
    driver.rest(2000)
    assert screen.opened == "world"
    assert screen._view is not None
    assert any(part.inside for part in screen._view[1].parts)
    driver.key(pygame.K_t)
    assert screen.as_table
    driver.key(pygame.K_ESCAPE)
    assert screen.opened == ""
    assert driver.screen is screen
