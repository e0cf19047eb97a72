"""Every screen at every window and text size in both languages: nothing cut, nothing on another, all in reach."""

from __future__ import annotations

import pytest

from game.rules.game_state import Engine
from game.rules.level import GROUPS, Level
from game.session import Baseline
from game.ui.briefing import Briefing
from game.ui.centre.centre import TABS as CENTRE_TABS
from game.ui.centre.lines import KINDS
from game.ui.classroom import Classroom
from game.ui.codex import CodexScreen
from game.ui.debrief import Debrief
from game.ui.gallery import Gallery
from game.ui.guide import STEPS
from game.ui.help import Help
from game.ui.maps.china import MODES
from game.ui.replay import Replay, ReplayPicker
from game.ui.room import TABS, Room
from game.ui.room_layout import MOVED, PARTS
from game.ui.saves import Saves
from game.ui.scenarios import Scenarios
from game.ui.screen import Screen
from game.ui.settings import SECTIONS, Settings
from game.ui.title import Title
from game.ui.turn_report import TurnReport

from .driver import LANGUAGES
from .looking import LOOKS, dressed, faults
from .test_screens import until


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "percent"), LOOKS)
class TestLooks:
    def test_settings(self, size: tuple[int, int], percent: int, language: str) -> None:
        driver = dressed(size, percent, language)
        screen = Settings(driver.desk)
        for section in SECTIONS:
            screen.section = section
            assert faults(driver, screen) == [], section

    def test_the_screens_before_a_game(self, size: tuple[int, int], percent: int, language: str, level: Level) -> None:
        driver = dressed(size, percent, language)
        desk = driver.desk
        screens: list[Screen] = [
            Gallery(desk),
            Title(desk),
            Help(desk),
            Saves(desk),
            ReplayPicker(desk),
            Classroom(desk),
        ]
        screens += [Scenarios(desk), Briefing(desk, level), CodexScreen(desk, "black-rare-earths"), CodexScreen(desk)]
        for screen in screens:
            assert faults(driver, screen) == [], type(screen).__name__

    def test_the_screens_around_turns(
        self, size: tuple[int, int], percent: int, language: str, level: Level, engine: Engine, history: Baseline
    ) -> None:
        driver = dressed(size, percent, language)
        played = until(level, engine, history, (2010 - 1985) * 12 + 8)
        assert faults(driver, Room(driver.desk, played)) == [], "card"
        assert faults(driver, TurnReport(driver.desk, played)) == [], "report"
        film = Replay(driver.desk, played)
        film.place = film.last // 2
        assert faults(driver, film) == [], "replay"
        assert faults(driver, Debrief(driver.desk, played)) == [], "debrief"
        for step in range(1, STEPS + 1):
            driver.desk.settings = driver.desk.settings.model_copy(update={"guide_step": step})
            fresh = Room(driver.desk, until(level, engine, history, 0))
            assert faults(driver, fresh) == [], f"guide {step}"

    def test_the_pictures(
        self, size: tuple[int, int], percent: int, language: str, level: Level, engine: Engine, history: Baseline
    ) -> None:
        driver = dressed(size, percent, language)
        room = Room(driver.desk, until(level, engine, history, (2010 - 1985) * 12 + 5))
        room.part = "centre"
        for kind in KINDS:
            room.tab, room.centre.lines.kind = "charts", kind
            assert faults(driver, room) == [], kind
        for mode in MODES:
            room.tab, room.centre.pictures.mode = "china", mode
            assert faults(driver, room) == [], mode
        room.centre.as_table = True
        for tab in CENTRE_TABS:
            room.tab = tab
            assert faults(driver, room) == [], f"{tab} as a table"

    def test_the_room(
        self, size: tuple[int, int], percent: int, language: str, level: Level, engine: Engine, history: Baseline
    ) -> None:
        driver = dressed(size, percent, language)
        for year in (1985, 2025):
            room = Room(driver.desk, until(level, engine, history, (year - 1985) * 12 + 5))
            for group in GROUPS:
                room.group = group
                assert faults(driver, room) == [], group
            for part in PARTS:
                room.part = part
                assert faults(driver, room) == [], part
            room.part = "centre"
            for tab in (*TABS, *MOVED):
                room.tab = tab
                assert faults(driver, room) == [], tab
