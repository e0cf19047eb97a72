"""Plays the window as a person does: events in, frames out, under the dummy driver."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.ui import codex, outlook, scenarios
from game.ui.app import App
from game.ui.screen import Screen

SIZES = ((1280, 720), (1920, 1080))
LANGUAGES = ("en", "zh_CN")


class Driver:
    """A window of its own with a clock that stands still unless it is moved."""

    def __init__(self, size: tuple[int, int] = (1280, 720), language: str = "en") -> None:
        pygame.display.init()
        pygame.font.init()
        # Forecasts are whole after one frame, so that tests need not wait for them.
        outlook.SECONDS = 60.0
        scenarios.SECONDS = 60.0
        codex.SECONDS = 60.0
        self.desk = Desk()
        self.desk.settings = self.desk.settings.model_copy(
            update={"language": language, "reduced_motion": True, "turn_report": False, "guide_step": -1}
        )
        self.now = 0.0
        self.app = App(self.desk, pygame.Surface(size))
        self.app.ui.clock = lambda: self.now

    def show(self, screen: Screen) -> None:
        self.app.stack = [screen]
        self.app.ui.again = True
        self.rest()

    @property
    def screen(self) -> Screen:
        return self.app.stack[-1]

    def rest(self, most: int = 400) -> None:
        """Frames until nothing moves any more."""
        for _ in range(most):
            if not self.app.frame([]):
                return
        raise AssertionError("the window never comes to rest")

    def event(self, kind: int, **details: object) -> None:
        self.app.frame([pygame.event.Event(kind, details)])

    def key(self, key: int, modifiers: int = 0) -> None:
        self.event(pygame.KEYDOWN, key=key, mod=modifiers, unicode="")
        self.rest()

    def type(self, text: str) -> None:
        self.event(pygame.TEXTINPUT, text=text)
        self.rest()

    def place(self, name: str) -> pygame.Rect:
        assert name in self.app.ui.places, f"{name} is not on the screen: {sorted(self.app.ui.places)}"
        return self.app.ui.places[name]

    def move(self, spot: tuple[int, int]) -> None:
        self.event(pygame.MOUSEMOTION, pos=spot, rel=(0, 0), buttons=(0, 0, 0))

    def press(self, spot: tuple[int, int]) -> None:
        self.event(pygame.MOUSEBUTTONDOWN, pos=spot, button=1)

    def release(self, spot: tuple[int, int]) -> None:
        self.event(pygame.MOUSEBUTTONUP, pos=spot, button=1)
        self.rest()

    def click(self, name: str) -> None:
        spot = self.place(name).center
        self.move(spot)
        self.press(spot)
        self.release(spot)

    def focus(self, name: str) -> None:
        """Walk there by Tab."""
        for _ in range(len(self.app.ui.places) + 2):
            if self.app.ui.focus == name:
                return
            self.key(pygame.K_TAB)
        raise AssertionError(f"Tab never reaches {name}")
