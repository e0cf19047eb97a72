"""The key map: bound anew, kept, printed; nothing on two keys, nothing lost while writing."""

from __future__ import annotations

import json

import pygame
import pytest

from game import paths
from game.language import use_language
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session
from game.ui.codex import CodexScreen
from game.ui.key_sheet import key_sheet
from game.ui.keys import ACTIONS, Chord, KeyMap, chord_code, chord_of, parsed
from game.ui.room import Room
from game.ui.settings import Settings
from game.ui.turn_report import TurnReport

from .driver import Driver


@pytest.mark.parametrize("chord", [*ACTIONS.values(), Chord(pygame.K_PLUS, True, True, True), Chord(pygame.K_F12)])
def test_a_chord_is_written_and_read_alike(chord: Chord) -> None:
    assert parsed(chord_code(chord)) == chord


@pytest.mark.parametrize("code", ["", "Ctrl", "Ctrl+", "Strg+Z", "Ctrl+Nonsense", "z", "++++"])
def test_nonsense_names_no_chord(code: str) -> None:
    assert parsed(code) is None


def test_no_two_actions_share_a_key() -> None:
    assert len(set(ACTIONS.values())) == len(ACTIONS)


def test_a_press_is_translated_and_the_old_key_given_up() -> None:
    keys = KeyMap().bound("end_turn", Chord(pygame.K_e))
    assert keys.translated(pygame.K_e, 0) == (pygame.K_SPACE, 0)
    assert keys.translated(pygame.K_SPACE, 0) is None
    assert keys.translated(pygame.K_z, pygame.KMOD_LCTRL) == (pygame.K_z, pygame.KMOD_LCTRL)
    assert keys.translated(pygame.K_z, pygame.KMOD_LMETA)[1] & (pygame.KMOD_CTRL | pygame.KMOD_META)  # type: ignore[index]
    swapped = keys.bound("undo", Chord(pygame.K_SPACE))
    assert swapped.translated(pygame.K_SPACE, 0) == (pygame.K_z, pygame.KMOD_CTRL)


def test_conflicts_and_reserved_keys_are_refused() -> None:
    keys = KeyMap()
    assert keys.refusal("end_turn", ACTIONS["undo"]) == "undo"
    assert keys.refusal("end_turn", Chord(pygame.K_TAB)) == "reserved"
    assert keys.refusal("end_turn", Chord(pygame.K_LEFT, ctrl=True)) == "reserved"
    assert keys.refusal("end_turn", ACTIONS["end_turn"]) == ""
    assert keys.refusal("end_turn", Chord(pygame.K_e)) == ""


@pytest.mark.parametrize(
    "kept", [{"end_turn": "Ctrl+Z"}, {"nothing": "E"}, {"end_turn": "nonsense"}, {"undo": "1", "redo": "1"}]
)
def test_settings_that_make_no_sense_fall_back(kept: dict[str, str]) -> None:
    assert KeyMap(kept).changed() == {}


@pytest.fixture
def driver() -> Driver:
    made = Driver()
    screen = Settings(made.desk)
    screen.section = "keys"
    made.show(screen)
    return made


def test_a_key_is_bound_on_the_settings_screen_and_kept(driver: Driver) -> None:
    driver.click("key-end_turn")
    driver.key(pygame.K_e)
    assert driver.desk.settings.keys == {"end_turn": "E"}
    file = paths.personal_folders().settings
    assert file is not None
    assert json.loads((file / "settings.json").read_text("utf-8"))["keys"] == {"end_turn": "E"}
    assert driver.app.ui.keys.text("end_turn") == "E"
    driver.click("keys-reset")
    assert driver.desk.settings.keys == {}
    assert driver.app.ui.keys.text("end_turn") == "Space"


def test_a_taken_key_is_refused_with_its_owner(driver: Driver) -> None:
    screen = driver.screen
    assert isinstance(screen, Settings)
    driver.click("key-save")
    driver.key(pygame.K_F1)
    assert driver.desk.settings.keys == {}
    assert "help" in screen.refused
    driver.click("key-save")
    driver.key(pygame.K_ESCAPE)
    assert (screen.binding, driver.screen) == ("", screen)


def test_the_sheet_names_every_action_as_it_is_bound(driver: Driver) -> None:
    use_language("zh_CN")
    page = key_sheet(KeyMap({"end_turn": "Ctrl+Shift+E"}))
    assert "Ctrl+Shift+E" in page
    assert "空格" not in page
    assert page.count("<tr>") >= len(ACTIONS) - 8
    use_language("en")
    driver.click("keys-sheet")
    reports = paths.personal_folders().reports
    assert reports is not None
    assert "end the turn" in (reports / "keys.html").read_text("utf-8")


def test_f11_is_an_action_like_any_other(driver: Driver) -> None:
    driver.key(pygame.K_F11)
    assert driver.desk.settings.fullscreen
    driver.desk.keep_settings({"keys": {"fullscreen": "Alt+Enter"}})
    driver.desk.keep_settings({"keys": {"fullscreen": "F9"}, "fullscreen": False})
    driver.rest()
    driver.key(pygame.K_F11)
    assert not driver.desk.settings.fullscreen
    driver.key(pygame.K_F9)
    assert driver.desk.settings.fullscreen


def test_command_counts_as_ctrl() -> None:
    assert chord_of(pygame.K_z, pygame.KMOD_LMETA) == ACTIONS["undo"]


def test_keys_bound_anew_work_in_every_screen(level: Level, engine: Engine) -> None:
    driver = Driver()
    driver.desk.keep_settings({"keys": {"codex": "C", "end_turn": "N", "back": "Q"}})
    room = Room(driver.desk, Session(level, engine))
    driver.show(room)
    driver.key(pygame.K_F3)
    assert driver.screen is room
    driver.key(pygame.K_c)
    assert isinstance(driver.screen, CodexScreen)
    driver.key(pygame.K_q)
    assert driver.screen is room
    driver.desk.keep_settings({"turn_report": True})
    driver.key(pygame.K_n)
    if room.view.card is not None:
        driver.key(pygame.K_1)
    assert isinstance(driver.screen, TurnReport)
    driver.key(pygame.K_SPACE)
    assert isinstance(driver.screen, TurnReport)
    driver.key(pygame.K_n)
    assert driver.screen is room
