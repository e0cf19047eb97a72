"""Every screen at every window and text size in both languages: nothing cut, nothing on another, all in reach."""

from __future__ import annotations

import pytest

from game.rules.game_state import Engine
from game.rules.level import GROUPS, Level
from game.session import Baseline
from game.ui.gallery import Gallery
from game.ui.help import Help
from game.ui.room import TABS, Room
from game.ui.room_layout import MOVED, PARTS
from game.ui.saves import Saves
from game.ui.scenarios import Scenarios
from game.ui.settings import SECTIONS, Settings
from game.ui.title import Title

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

    def test_the_gallery_and_the_menus(self, size: tuple[int, int], percent: int, language: str) -> None:
        driver = dressed(size, percent, language)
        for screen in (Gallery(driver.desk), Title(driver.desk), Help(driver.desk), Saves(driver.desk)):
            assert faults(driver, screen) == [], type(screen).__name__
        assert faults(driver, Scenarios(driver.desk)) == []

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
