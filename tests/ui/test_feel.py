"""Motion, sound, autoplay and the guide: quick, quiet, optional, and never in the way."""

from __future__ import annotations

import numpy as np
import pygame
import pytest

from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline, Session
from game.ui import motion, sound
from game.ui.autoplay import PACES
from game.ui.guide import STEPS
from game.ui.icons import picture
from game.ui.room import Room
from game.ui.turn_report import TurnReport

from .driver import Driver
from .test_screens import until


@pytest.fixture
def room(level: Level, engine: Engine) -> tuple[Driver, Room]:
    driver = Driver()
    made = Room(driver.desk, Session(level, engine))
    driver.show(made)
    return driver, made


def test_numbers_roll_within_a_fifth_of_a_second_and_arrive_exactly() -> None:
    driver = Driver()
    ui = driver.app.ui
    ui.calm = False
    assert motion.rolled(ui, "x", 10.0) == 10.0
    assert motion.rolled(ui, "x", 20.0) == 10.0
    driver.now += 0.05
    assert 10.0 < motion.rolled(ui, "x", 20.0) < 20.0
    # A new goal on the way starts from where the eye is.
    seen = motion.rolled(ui, "x", 20.0)
    assert motion.rolled(ui, "x", 5.0) == pytest.approx(seen)
    driver.now += 0.2
    assert motion.rolled(ui, "x", 5.0) == 5.0
    motion.rolled_text(ui, "t", "1,000 M$")
    motion.rolled_text(ui, "t", "2,000 M$")
    driver.now += 0.05
    assert motion.rolled_text(ui, "t", "2,000 M$").endswith(" M$")
    driver.now += 0.2
    assert motion.rolled_text(ui, "t", "2,000 M$") == "2,000 M$"
    assert motion.SECONDS <= 0.2


def test_reduced_motion_moves_nothing() -> None:
    ui = Driver().app.ui
    ui.again = False
    ui.calm = True
    motion.rolled(ui, "x", 1.0)
    assert motion.rolled(ui, "x", 9.0) == 9.0
    assert motion.arrival(ui, "card") == 1.0
    assert not ui.again


@pytest.mark.parametrize("name", sound.CUES)
def test_cues_are_short_quiet_and_the_same_every_time(name: str) -> None:
    wave = sound.CUES[name]()
    assert len(wave) < 1.5 * sound.RATE
    assert 0.05 < np.abs(wave).max() <= 1.0
    assert np.isfinite(wave).all()
    assert (sound.CUES[name]() == wave).all()


@pytest.mark.parametrize("era", ["reform", "weapon", "no such era"])
def test_a_theme_loops_without_a_seam(era: str) -> None:
    wave = sound.era_theme(era)
    steps = np.abs(np.diff(wave))
    assert abs(wave[0] - wave[-1]) <= steps.max()
    assert np.abs(wave).max() < 0.5
    assert sound.samples(wave).shape == (len(wave), 2)


def test_no_device_is_silence_that_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise pygame.error("no device")

    monkeypatch.setattr(pygame.mixer, "init", refuse)
    speaker = sound.Speaker()
    assert speaker.play((), "", 60, 30) == ""
    assert speaker.play(("click",), "", 60, 30)
    assert speaker.play(("click",), "reform", 60, 30) == ""


def test_sounds_off_open_no_device(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the device was opened")

    monkeypatch.setattr(pygame.mixer, "init", refuse)
    assert sound.Speaker().play(("click",), "reform", 0, 0) == ""


def test_presses_orders_and_turns_ask_for_their_sounds(room: tuple[Driver, Room]) -> None:
    driver, _ = room
    sound.taken()
    asked = []
    driver.app._sound = lambda: asked.append(sound.taken()[0])  # type: ignore[method-assign]
    driver.click("group-trade")
    driver.key(pygame.K_SPACE)
    heard = {name for names in asked for name in names}
    assert {"click", "turn"} <= heard


def test_autoplay_ends_turns_waits_at_cards_and_stops_at_the_end(
    level: Level, engine: Engine, history: Baseline
) -> None:
    driver = Driver()
    late = Session.replay(level, engine, until(level, engine, history, (2023 - 1985) * 12).commands)
    screen = Room(driver.desk, late)
    driver.show(screen)
    driver.click("auto")
    assert screen.auto.on
    for _ in range(3000):
        if screen.session.finished:
            break
        driver.now += PACES[1] + 0.01
        driver.app.ui.again = True
        driver.rest()
        if screen.view.card is not None:
            month = screen.session.state.month
            driver.now += 5.0
            driver.app.ui.again = True
            driver.rest()
            assert screen.session.state.month == month
            driver.key(pygame.K_1)
    assert screen.session.finished
    assert not screen.auto.on


def test_autoplay_is_stopped_by_hand_and_goes_faster(room: tuple[Driver, Room]) -> None:
    driver, screen = room
    driver.click("auto")
    driver.click("auto")
    assert screen.auto.pace == driver.desk.settings.autoplay_speed + 1
    driver.key(pygame.K_ESCAPE)
    assert not screen.auto.on
    assert driver.screen is screen


def test_the_turn_report_opens_by_itself_and_can_be_told_not_to(room: tuple[Driver, Room]) -> None:
    driver, screen = room
    driver.desk.keep_settings({"turn_report": True})
    driver.key(pygame.K_SPACE)
    if screen.view.card is not None:
        driver.key(pygame.K_1)
    assert isinstance(driver.screen, TurnReport)
    driver.focus("report-always")
    driver.key(pygame.K_LEFT)
    assert not driver.desk.settings.turn_report
    driver.key(pygame.K_SPACE)
    assert driver.screen is screen
    driver.click("tab-report")
    assert screen.tab == "report"


def test_the_guide_goes_on_where_it_was_left_and_traps_nobody(room: tuple[Driver, Room]) -> None:
    driver, screen = room
    driver.click("guide")
    driver.click("guide-next")
    assert driver.desk.settings.guide_step == 2
    # The room answers while the guide stands over it.
    driver.key(pygame.K_SPACE)
    assert screen.session.state.month > 0
    while screen.view.card is not None:
        driver.key(pygame.K_1)
    driver.click("guide-leave")
    assert driver.desk.settings.guide_step == -1
    driver.click("guide")
    for _ in range(STEPS):
        driver.click("guide-next")
    assert driver.desk.settings.guide_step == -1
    assert "guide-next" not in driver.app.ui.places


def test_an_icon_that_is_missing_draws_nothing() -> None:
    assert picture("no-such-icon", 16, 16, (255, 255, 255)).get_size() == (1, 1)
