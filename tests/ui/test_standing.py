"""Standing, difficulty, ending and caretaker in the window: by mouse, by keyboard, both languages, nothing cut off."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from game.analysis.evidence import load_engine
from game.content.load import find_level, load_level
from game.policy_player import play_history
from game.rules.commands import EndTurn
from game.rules.level import CONSTITUENCIES
from game.session import Session
from game.ui.briefing import Briefing
from game.ui.caretaker import Caretaker
from game.ui.debrief import Debrief
from game.ui.room import Room
from game.ui.standing import StandingScreen
from tests.ui.driver import LANGUAGES, SIZES, Driver

LEVEL = load_level(find_level("quota-years"))


def started() -> Session:
    session = Session(LEVEL, load_engine(LEVEL))
    session.submit(EndTurn())
    return session


@pytest.mark.parametrize("size", [*SIZES, (800, 600)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_standing_shows_each_constituency_whole(size: tuple[int, int], language: str) -> None:
    driver = Driver(size, language)
    screen = StandingScreen(driver.desk, started())
    driver.show(screen)
    for name in CONSTITUENCIES:
        driver.focus(f"who-{name}")
        assert screen.shown == name
        assert not driver.app.ui.canvas.overflow
    driver.click(f"who-{CONSTITUENCIES[0]}")
    assert screen.shown == CONSTITUENCIES[0]


def test_standing_opens_by_key_and_by_mouse() -> None:
    driver = Driver()
    driver.show(Room(driver.desk, started()))
    driver.key(pygame.K_F4)
    assert isinstance(driver.screen, StandingScreen)
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.screen, Room)
    driver.click("standing-bar")
    assert isinstance(driver.screen, StandingScreen)


def test_the_difficulty_is_chosen_before_the_first_turn() -> None:
    driver = Driver()
    driver.show(Briefing(driver.desk, LEVEL))
    driver.focus("difficulty")
    driver.key(pygame.K_RIGHT)
    driver.click("start")
    assert isinstance(driver.screen, Room)
    assert driver.screen.session.level.difficulty.id == "hard"
    assert all(row.tick is None for row in driver.screen.view.rows)
    assert driver.desk.load_newest()[0].level.difficulty.id == "hard"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_debrief_tells_the_ending_and_keeps_badges(language: str) -> None:
    driver = Driver(language=language)
    session = Session(LEVEL, load_engine(LEVEL))
    play_history(session)
    driver.show(Room(driver.desk, session))
    driver.key(pygame.K_SPACE)
    assert isinstance(driver.screen, Debrief)
    assert driver.screen.outcome.ending.id == "footsteps"
    assert not driver.app.ui.canvas.overflow
    kept = driver.desk.best()["quota-years"]
    assert (kept.ending, kept.difficulty) == ("footsteps", "normal")
    assert "all_three" in kept.badges
    driver.click("debrief-tab-divergence")
    assert driver.screen.tab == "divergence"


def test_after_removal_one_press_leads_to_the_debrief() -> None:
    driver = Driver()
    session = started()
    session.state = replace(session.state, caretaker=True, warned=("approval", 1), open_cards=())
    driver.show(Room(driver.desk, session))
    driver.event(pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, unicode="")
    assert isinstance(driver.screen, Caretaker)
    assert not session.finished
    driver.rest(4000)
    assert isinstance(driver.screen, Debrief)
    assert driver.screen.outcome.ending.id == "recalled"
