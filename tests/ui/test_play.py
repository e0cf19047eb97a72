"""A whole game by mouse alone and by keyboard alone; undo, announcements, saves, the way back."""

from __future__ import annotations

import pygame
import pytest

from game.rules.commands import Announce, SetLever
from game.rules.level import Level
from game.ui import outlook
from game.ui.briefing import Briefing
from game.ui.debrief import Debrief
from game.ui.room import Room
from game.ui.saves import Saves
from game.ui.scenarios import Scenarios
from game.ui.settings import Settings
from game.ui.title import Title

from .driver import Driver


@pytest.fixture
def driver() -> Driver:
    made = Driver()
    made.show(Title(made.desk))
    return made


def room_of(driver: Driver) -> Room:
    assert isinstance(driver.screen, Room), type(driver.screen).__name__
    return driver.screen


def into_play(driver: Driver) -> Room:
    driver.click("campaign")
    assert isinstance(driver.screen, Briefing)
    driver.click("start")
    return room_of(driver)


def drag(driver: Driver, name: str, share: float) -> None:
    box = driver.place(name)
    x = round(box.x + 8 + (box.width - 16) * share)
    driver.move((box.x + 8, box.centery))
    driver.press((box.x + 8, box.centery))
    for place in range(box.x + 8, x, 9):
        driver.move((place, box.centery))
    driver.move((x, box.centery))
    driver.release((x, box.centery))


def answer_card(driver: Driver) -> None:
    """Take the open card's last option that is allowed, by mouse."""
    names = [name for name in driver.app.ui.places if name.startswith("option-")]
    driver.click(names[-1])


def test_mouse_alone_plays_from_title_to_turns_and_back(driver: Driver) -> None:
    room = into_play(driver)
    drag(driver, "lever-export_rebate_ores", 0.5)
    assert room.session.pending() == (SetLever("export_rebate_ores", 0.15),)
    drag(driver, "lever-export_rebate_ores", 0.4)
    assert room.session.pending() == (SetLever("export_rebate_ores", 0.12),)
    driver.click("undo")
    assert room.session.pending() == ()
    driver.click("redo")
    assert len(room.session.pending()) == 1
    driver.click("group-trade")
    driver.click("tab-table")
    driver.click("tab-charts")
    driver.click("figure")
    driver.click("figure-fear")
    assert room.large == "fear"
    for _ in range(6):
        while any(name.startswith("option-") for name in driver.app.ui.places):
            answer_card(driver)
        driver.click("end_turn")
    assert room.session.state.month >= 36
    driver.click("tab-report")
    if any(name.startswith("option-") for name in driver.app.ui.places):
        driver.click("card-away")
        assert room.session.open_cards()
    driver.click("menu")
    assert isinstance(driver.screen, Title)
    driver.click("continue")
    assert room_of(driver).session.state.digest() == room.session.state.digest()


def test_charts_move_while_a_lever_is_dragged(driver: Driver) -> None:
    room = into_play(driver)
    box = driver.place("lever-export_rebate_ores")
    driver.move((box.x + 8, box.centery))
    driver.rest()
    driver.press((box.x + 8, box.centery))
    seen = []
    for x in range(box.x + 8, box.right - 8, 40):
        driver.move((x, box.centery))
        driver.rest()
        ahead = room.ahead("china_exports_t")
        drafted, standing = list(ahead.forecast), list(ahead.standing)
        seen.append(tuple(drafted))
        assert not standing or len(drafted) == len(standing)
    assert len(set(seen)) == len(seen)
    assert room.session.pending() == ()
    driver.release((box.x + 8, box.centery))


def test_keyboard_alone_finishes_a_level(driver: Driver) -> None:
    level = next(one.level for one in driver.desk.levels() if one.level is not None and one.level.id == "quota-years")
    driver.focus("scenarios")
    driver.key(pygame.K_RETURN)
    assert isinstance(driver.screen, Scenarios)
    driver.focus(f"level-{level.id}")
    driver.key(pygame.K_RETURN)
    assert isinstance(driver.screen, Briefing)
    driver.key(pygame.K_RETURN)
    room = room_of(driver)
    driver.focus("group-trade")
    driver.key(pygame.K_RETURN)
    driver.focus("lever-export_quota_light")
    before = room.session.state.settings["export_quota_light"]
    driver.key(pygame.K_LEFT)
    assert room.session.state.settings["export_quota_light"] < before
    driver.key(pygame.K_z, pygame.KMOD_LCTRL)
    assert room.session.state.settings["export_quota_light"] == before
    driver.key(pygame.K_y, pygame.KMOD_LCTRL)
    for key in (pygame.K_3, pygame.K_2, pygame.K_1):
        driver.key(key)
    for _ in range(200):
        if room.session.finished:
            break
        driver.key(pygame.K_1 if room.session.open_cards() else pygame.K_SPACE)
    assert room.session.finished
    driver.key(pygame.K_SPACE)
    assert isinstance(driver.screen, Debrief)
    driver.focus("home")
    driver.key(pygame.K_RETURN)
    assert isinstance(driver.screen, Title)


def test_orders_for_later_are_announced_and_withdrawn(driver: Driver) -> None:
    room = into_play(driver)
    room.months_ahead = 6
    drag(driver, "lever-export_rebate_ores", 0.5)
    assert room.session.pending() == (Announce("export_rebate_ores", 0.15, 6),)
    driver.click("withdraw-export_rebate_ores")
    assert room.session.state.announced == ()


def test_what_cannot_be_paid_is_refused_with_a_reason(driver: Driver) -> None:
    room = into_play(driver)
    for lever in ("export_duty_light", "export_duty_heavy", "resource_tax"):
        drag(driver, f"lever-{lever}", 1.0)
    driver.click("group-production")
    drag(driver, "lever-environmental_standard", 1.0)
    drag(driver, "lever-foreign_investment", 1.0)
    driver.click("group-enforcement")
    drag(driver, "lever-crackdown_south", 1.0)
    assert room.session.state.capital >= 0.0
    assert driver.app.ui._toast is not None


def test_saving_by_name_and_loading(driver: Driver) -> None:
    room = into_play(driver)
    driver.key(pygame.K_s, pygame.KMOD_LCTRL)
    assert room.saving == "campaign-1985-01"
    driver.type("-My Try")
    driver.key(pygame.K_RETURN)
    assert room.saving is None
    assert [entry.path.stem for entry in driver.desk.saves() if "my-try" in entry.path.stem] == [
        "campaign-1985-01-my-try"
    ]
    driver.key(pygame.K_s, pygame.KMOD_LCTRL)
    driver.key(pygame.K_ESCAPE)
    assert room.saving is None
    driver.key(pygame.K_ESCAPE)
    driver.click("load")
    assert isinstance(driver.screen, Saves)
    driver.click("save-campaign-1985-01-my-try")
    assert room_of(driver).session.state.digest() == room.session.state.digest()


def test_settings_change_the_language_at_once_and_stay(driver: Driver) -> None:
    driver.click("settings")
    assert isinstance(driver.screen, Settings)
    driver.focus("language")
    driver.key(pygame.K_RIGHT)
    assert driver.desk.settings.language == "zh_CN"
    driver.focus("language")
    driver.key(pygame.K_LEFT)
    assert driver.desk.settings.language == "en"
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.screen, Title)


def test_resizing_in_play_keeps_the_game_and_the_focus(driver: Driver, level: Level) -> None:
    room = into_play(driver)
    driver.focus("group-trade")
    clock = driver.app.ui.clock
    for size in ((1920, 1080), (300, 200), (50, 50), (1366, 768)):
        driver.app.resize(pygame.Surface(size))
        driver.app.ui.clock = clock
        driver.app.ui.again = True
        driver.rest()
    assert room_of(driver) is room


def test_losing_the_window_in_the_middle_of_a_drag_leaves_nothing_stuck(driver: Driver) -> None:
    room = into_play(driver)
    box = driver.place("lever-export_rebate_ores")
    driver.press(box.center)
    driver.move((box.right - 20, box.centery))
    assert room.draft is not None
    driver.event(pygame.WINDOWFOCUSLOST)
    driver.rest()
    assert room.draft is None
    assert room.session.pending() == ()


def test_closing_the_window_keeps_the_running_game(driver: Driver) -> None:
    room = into_play(driver)
    drag(driver, "lever-export_rebate_ores", 0.5)
    driver.event(pygame.QUIT)
    assert not driver.app.running
    session, _ = driver.desk.load_newest()
    assert session.state.digest() == room.session.state.digest()


def test_mouse_alone_finishes_the_campaign(driver: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    room = into_play(driver)
    # Forecasts are left out: this is about a hundred turns, each drawn, and every card answered.
    monkeypatch.setattr(outlook, "SECONDS", 0.0)

    def press(name: str) -> None:
        spot = driver.place(name).center
        driver.move(spot)
        driver.press(spot)
        driver.event(pygame.MOUSEBUTTONUP, pos=spot, button=1)
        for _ in range(3):  # a card goes and the room answers again
            driver.app.frame([])

    for _ in range(300):
        if room.session.finished:
            break
        options = [name for name in driver.app.ui.places if name.startswith("option-")]
        press(options[-1] if options else "end_turn")
    assert room.session.finished
    press("end_turn")
    assert isinstance(driver.screen, Debrief)
    driver.click("home")
    assert isinstance(driver.screen, Title)
