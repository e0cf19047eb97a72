"""Predicting in the window: by mouse alone and by keyboard alone, revealed in the report, weighed in the debrief."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from game.analysis.evidence import load_engine
from game.analysis.foresight import judge
from game.content.load import find_level, load_level
from game.rules.commands import Choose, EndTurn, Predict, Sketch
from game.session import Session
from game.ui import luck as luck_panel
from game.ui.debrief import Debrief
from game.ui.predict import PredictScreen
from game.ui.room import Room
from game.ui.turn_report import TurnReport
from tests.analysis.games import random_game
from tests.ui.driver import LANGUAGES, SIZES, Driver

LEVEL = load_level(find_level("quota-years"))
LESSON = load_level(find_level("lesson-quota-trap"))


def started(level: object = LEVEL) -> Session:
    session = Session(level, load_engine(level))  # type: ignore[arg-type]
    session.submit(EndTurn())
    while session.open_cards():
        card = session.open_cards()[0]
        session.submit(Choose(card.id, card.default))
    return session


def test_by_keyboard_alone() -> None:
    driver = Driver()
    session = started()
    driver.show(Room(driver.desk, session))
    driver.key(pygame.K_F5)
    assert isinstance(driver.screen, PredictScreen)
    driver.focus("predict-way")
    driver.key(pygame.K_RIGHT)
    driver.key(pygame.K_RIGHT)
    driver.focus("predict-sure")
    driver.key(pygame.K_RIGHT)
    driver.focus("predict-years")
    driver.key(pygame.K_RIGHT)
    driver.focus("predict-take")
    driver.key(pygame.K_RETURN)
    driver.focus("sketch-1")
    driver.key(pygame.K_RIGHT)
    driver.key(pygame.K_RIGHT)
    driver.focus("predict-draw")
    driver.key(pygame.K_RETURN)
    said, drawn = (one.said for one in session.state.predictions)
    assert said == Predict("export_price_usd_per_t", "down", 71, 2)
    assert isinstance(drawn, Sketch)
    assert drawn.values[0] == pytest.approx(1.05 * judge(session)[0].base)
    assert drawn.values[1:] == pytest.approx([judge(session)[0].base] * 4)
    month = session.state.month
    driver.key(pygame.K_SPACE)
    assert isinstance(driver.screen, Room)
    assert session.state.month > month
    assert [one.said for one in session.state.predictions] == [said, drawn]


def test_by_mouse_alone() -> None:
    driver = Driver()
    session = started()
    driver.show(Room(driver.desk, session))
    driver.click("predict")
    driver.click("predict-take")
    spot = driver.place("sketch-2").center
    driver.press(spot)
    driver.event(pygame.MOUSEMOTION, pos=(spot[0], spot[1] - 80), rel=(0, 0), buttons=(1, 0, 0))
    driver.release((spot[0], spot[1] - 80))
    driver.click("predict-draw")
    said, drawn = (one.said for one in session.state.predictions)
    assert said == Predict("export_price_usd_per_t", "up", 70, 1)
    assert isinstance(drawn, Sketch)
    assert drawn.values[1] > 1.2 * drawn.values[0]
    driver.key(pygame.K_z, pygame.KMOD_CTRL)
    assert [one.said for one in session.state.predictions] == [said]
    driver.click("back")
    assert isinstance(driver.screen, Room)
    assert session.pending() == (said,)


def test_it_is_asked_for_once_a_turn_where_setting_or_level_say_so() -> None:
    for asked in (started(replace(LEVEL, predictions="asked")), started()):
        driver = Driver()
        driver.desk.settings = driver.desk.settings.model_copy(update={"ask_predictions": asked.level is LEVEL})
        driver.show(Room(driver.desk, asked))
        month = asked.state.month
        driver.key(pygame.K_SPACE)
        assert isinstance(driver.screen, PredictScreen)
        assert asked.state.month == month
        driver.key(pygame.K_ESCAPE)
        driver.key(pygame.K_SPACE)
        assert isinstance(driver.screen, Room)
        assert asked.state.month > month
    closed = started(replace(LEVEL, predictions="off"))
    driver = Driver()
    driver.desk.settings = driver.desk.settings.model_copy(update={"ask_predictions": True})
    driver.show(Room(driver.desk, closed))
    driver.key(pygame.K_SPACE)
    assert isinstance(driver.screen, Room)


@pytest.mark.parametrize("size", [*SIZES, (800, 600)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_has_room(size: tuple[int, int], language: str) -> None:
    driver = Driver(size, language)
    session = started()
    session.submit(Predict("fear", "up", 60, 1))
    month = session.state.month
    while session.state.month < month + 12:
        session.submit(EndTurn())
        while session.open_cards():
            card = session.open_cards()[0]
            session.submit(Choose(card.id, card.default))
    assert judge(session)[0].came
    screen = PredictScreen(driver.desk, Room(driver.desk, session))
    driver.show(screen)
    assert not driver.app.ui.canvas.overflow
    driver.focus("predict-lock")
    driver.show(TurnReport(driver.desk, session))
    assert isinstance(driver.screen, TurnReport)
    assert any("60" in line for line in driver.screen.due)


@pytest.mark.parametrize("size", [*SIZES, (800, 600)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_debrief_weighs_luck_when_asked(
    size: tuple[int, int], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(luck_panel, "WORLDS", 12)
    session = random_game(LESSON, 3, 300)
    driver = Driver(size, language)
    screen = Debrief(driver.desk, session)
    screen.tab = "luck"
    driver.show(screen)
    assert not screen.luck.begun
    if size == (800, 600):
        screen.luck.begun = True  # it lies far down the page
        driver.key(pygame.K_TAB)
    else:
        driver.focus("luck-begin")
        driver.key(pygame.K_RETURN)
    assert screen.luck.begun
    assert not screen.luck.waiting
    assert not driver.app.ui.canvas.overflow
    if size != (800, 600):
        driver.focus("luck-of-overall")
        driver.key(pygame.K_RIGHT)
        assert screen.luck.shown == "share"
        assert not driver.app.ui.canvas.overflow


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_debrief_tells_predictions(language: str) -> None:
    session = started()
    session.submit(Predict("fear", "up", 60, 1))
    session.submit(Predict("china_exports_t", "down", 95, 2))
    session.submit(Sketch("china_mining_share", (0.9, 0.8, 0.7)))
    while not session.finished:
        while session.open_cards():
            card = session.open_cards()[0]
            session.submit(Choose(card.id, card.default))
        session.submit(EndTurn())
    driver = Driver(language=language)
    screen = Debrief(driver.desk, session)
    screen.tab = "predictions"
    driver.show(screen)
    assert not driver.app.ui.canvas.overflow
    assert "foresight-2" in driver.app.ui.places
