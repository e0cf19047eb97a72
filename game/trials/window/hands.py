"""Events as plain values, so that a log of them can be kept, cut and played again; and the window they are given to."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pygame

from game import paths
from game.desk import Desk
from game.ui.app import App, first_screens
from game.ui.title import Title

# kind and arguments: ("move", x, y), ("down", x, y), ("up", x, y), ("wheel", n), ("key", key, modifiers),
# ("type", text), ("compose", text), ("blur",), ("size", width, height), ("settings", name, value), ("wait", frames)
Deed = tuple[Any, ...]

SIZES: Final = (
    (1280, 720), (1920, 1080), (640, 360), (800, 600), (1024, 768), (1366, 768), (2560, 1440), (720, 1280),
)  # fmt: skip
TEXT_PERCENTS: Final = (80, 100, 130, 200)
LANGUAGES: Final = ("en", "zh_CN")
_MOST_FRAMES: Final = 1  # that a busy screen is given after a deed


@dataclass(frozen=True, slots=True)
class Start:
    """How a window begins."""

    size: tuple[int, int] = (1280, 720)
    language: str = "en"
    text_percent: int = 100
    level: str = ""  # whose briefing lies over the title; empty: the title alone


class Hands:
    """A window without a screen, in a home of its own, that takes deeds."""

    def __init__(self, home: Path, start: Start) -> None:
        os.environ[paths.HOME_VARIABLE] = str(home)
        paths.personal_folders.cache_clear()
        pygame.display.init()
        pygame.font.init()
        self.desk = Desk()
        changes = {"language": start.language, "text_percent": start.text_percent}
        self.desk.settings = self.desk.settings.model_copy(update=changes)
        self.now = 0.0
        self.app = App(self.desk, pygame.Surface(start.size))
        self.app.ui.clock = lambda: self.now
        self.app.stack = first_screens(self.desk, start.level)
        self.app.ui.again = True
        self.slowest = 0.0  # seconds of processor time that a frame took

    def do(self, deed: Deed) -> None:
        """One deed and the frames after it. Raises whatever a screen raises."""
        kind, *given = deed
        if kind == "size":
            self.app.resize(pygame.Surface(given))
            self.app.ui.again = True
        elif kind == "settings":
            self.desk.keep_settings({given[0]: given[1]})
        for event in _events(kind, given):
            self._frame([event])
        for _ in range(given[0] if kind == "wait" else _MOST_FRAMES):
            if not self._frame([]):
                break
        if not self.app.running:  # whoever quits opens the window again
            self.app.running = True
            self.app.stack = [Title(self.desk)]
            self.app.ui.again = True

    def do_all(self, deeds: Sequence[Deed]) -> None:
        for deed in deeds:
            self.do(deed)

    def _frame(self, events: list[pygame.event.Event]) -> bool:
        self.now += 1.0 / 60.0
        started = time.thread_time()
        drawn = self.app.frame(events)
        self.slowest = max(self.slowest, time.thread_time() - started)
        return drawn

    @property
    def screen(self) -> str:
        """The name of the topmost screen."""
        return type(self.app.stack[-1]).__name__


def _events(kind: str, given: Sequence[Any]) -> list[pygame.event.Event]:
    if kind == "move":
        return [pygame.event.Event(pygame.MOUSEMOTION, pos=tuple(given), rel=(0, 0), buttons=(0, 0, 0))]
    if kind == "down":
        return [pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=tuple(given), button=1)]
    if kind == "up":
        return [pygame.event.Event(pygame.MOUSEBUTTONUP, pos=tuple(given), button=1)]
    if kind == "wheel":
        return [pygame.event.Event(pygame.MOUSEWHEEL, y=given[0], x=0, flipped=False)]
    if kind == "key":
        return [pygame.event.Event(pygame.KEYDOWN, key=given[0], mod=given[1], unicode="")]
    if kind == "type":
        return [pygame.event.Event(pygame.TEXTINPUT, text=given[0])]
    if kind == "compose":
        return [pygame.event.Event(pygame.TEXTEDITING, text=given[0], start=0, length=len(given[0]))]
    if kind == "blur":
        return [pygame.event.Event(pygame.WINDOWFOCUSLOST)]
    return []
