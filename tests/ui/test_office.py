"""Danger to office in the window: seen in the room as long as it lasts; refused plans say what would be allowed."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from game.analysis.evidence import load_engine
from game.content.load import find_level, load_level
from game.policy_player import play_history
from game.reports.exports import export
from game.rules.commands import Choose, EndTurn, SetLever
from game.session import Session
from game.ui.debrief import Debrief
from game.ui.room import Room
from game.ui.standing import StandingScreen
from game.ui.turn_report import TurnReport
from game.views.room import room_view
from tests.ui.driver import LANGUAGES, SIZES, Driver
from tests.ui.looking import words_of

LEVEL = load_level(find_level("campaign"))


def broke() -> Session:
    """A campaign that has been warned of its deficit."""
    session = Session(LEVEL, load_engine(LEVEL))
    for lever, value in (("research_separation", 60.0), ("research_magnets", 150.0), ("export_rebate_metals", 0.18)):
        session.submit(SetLever(lever, value))
    while session.state.warned is None:
        for card in session.open_cards():
            session.submit(Choose(card.id, card.options[0].id))
        session.submit(EndTurn())
    for card in session.open_cards():
        session.submit(Choose(card.id, card.options[0].id))
    return session


@pytest.mark.parametrize("size", [*SIZES, (640, 360)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_stays_in_the_room_until_it_is_averted(size: tuple[int, int], language: str) -> None:
    driver = Driver(size, language)
    room = Room(driver.desk, broke())
    if size[0] < 800:
        room.part = "news"
    driver.show(room)
    driver.now += 60.0  # long after any toast
    shown = words_of(driver)
    view = room_view(room.session, language)
    assert len(view.danger) == 2
    assert "".join(view.danger[0].split())[:12] in shown
    if size[0] >= 800:
        assert "".join(view.removal.split()) in shown
    driver.show(TurnReport(driver.desk, room.session))
    if size[0] >= 800:
        assert "".join(view.danger[0].split())[:12] in words_of(driver)


def test_the_purse_opens_the_account_of_what_is_in_it() -> None:
    driver = Driver()
    driver.show(Room(driver.desk, broke()))
    spot = driver.place("standing-purse").center
    driver.move(spot)
    driver.now += 1.0
    driver.rest()
    assert len(driver.app.ui.tips.stack) == 1, "the purse says what it is"
    driver.click("standing-purse")
    assert isinstance(driver.screen, StandingScreen)
    shown = words_of(driver)
    assert "Treasury,lasttwelvemonths" in shown
    assert "Researchsupport" in shown.replace(",", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_that_binds_nothing_is_refused_with_what_may_be_ordered(language: str) -> None:
    driver = Driver((1280, 720), language)
    session = Session(LEVEL, load_engine(LEVEL))
    session.submit(EndTurn())
    for card in session.open_cards():
        session.submit(Choose(card.id, card.options[0].id))
    room = Room(driver.desk, session)
    room.group = "production"
    driver.show(room)
    lever = "extraction_index_light"
    row = next(one for one in room.view.rows if one.id == lever)
    most = next(line for line in row.tip.split("\n") if "1.5" in line or "able to bind" in line)
    before = session.state.settings[lever]
    assert not room.give(SetLever(lever, row.high * 0.9))
    assert session.state.settings[lever] == before
    shown = words_of(driver)
    tonnes = "".join(letter for letter in most if letter.isdigit() or letter in ",.").strip(",.")
    assert tonnes[:4] in shown, "the refusal names the most that may be ordered"
    assert room.give(SetLever(lever, 3000.0))
    assert tonnes[:4] not in words_of(driver).replace("3,000", ""), "what was refused is not said of what was allowed"


def test_page_keys_reach_what_lies_below_whatever_button_has_the_focus() -> None:
    driver = Driver((640, 360))
    session = Session(LEVEL, load_engine(LEVEL))
    session.submit(EndTurn())
    driver.show(TurnReport(driver.desk, session))
    assert driver.app.ui.focus == "report-on"
    driver.key(pygame.K_PAGEDOWN)
    assert driver.app.ui.memory["report-page-at"] > 100.0


def test_tab_reaches_everything_below_the_headlines_of_a_small_debrief() -> None:
    driver = Driver((640, 360))
    session = driver.desk.start(driver.desk.level("quota-years"))
    play_history(session)
    driver.show(Debrief(driver.desk, session))
    driver.key(pygame.K_SPACE)
    assert isinstance(driver.screen, Debrief), "one press too many does not leave it"
    for name in ("why-leverage", "choice-rows", "luck-begin", "why-leverage_index", "home"):
        driver.focus(name)


def test_a_handed_in_file_carries_the_teams_name(tmp_path: Path) -> None:
    session = Session(LEVEL, load_engine(LEVEL))
    session.submit(EndTurn())
    for name, stem in (("Team 3: Öre/Ost", "Team-3-Öre-Ost"), ("第二组", "第二组")):
        path = export(session, "journal", tmp_path, "en", name)
        assert path.name.startswith(f"campaign-{stem}-"), path
    assert export(session, "journal", tmp_path).name.startswith("campaign-1")


def test_a_lesson_of_six_levers_opens_with_all_of_them() -> None:
    driver = Driver()
    room = Room(driver.desk, driver.desk.start(driver.desk.level("lesson-quota-trap")))
    driver.show(room)
    assert {f"lever-{row.id}" for row in room.view.rows} <= set(driver.app.ui.places)


def test_the_tip_of_a_tab_leaves_the_tabs_beside_it_free() -> None:
    driver = Driver()
    driver.show(Room(driver.desk, Session(LEVEL, load_engine(LEVEL))))
    driver.move(driver.place("tab-web").center)
    driver.now += 1.0
    driver.event(pygame.USEREVENT)
    box = driver.app.ui.tips.stack[0].box
    assert not [name for name, rect in driver.app.ui.places.items() if name[:4] == "tab-" and box.colliderect(rect)]
