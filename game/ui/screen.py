"""What screens share: a screen draws itself and answers with what is to happen next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import pygame

from game.desk import Desk
from game.ui.theme import LINE, TEXT, Colour
from game.ui.ui import Ui
from game.ui.widgets import button
from game.ui.words import say


class Screen(Protocol):
    """One full window; `draw` is called only when something changed."""

    def draw(self, ui: Ui) -> Answer | None: ...

    def busy(self) -> bool:
        """Whether the screen wants to be drawn again soon without input (a forecast that still grows)."""
        ...


@dataclass(frozen=True, slots=True)
class Show:
    """Put a screen on top."""

    make: Callable[[], Screen]


@dataclass(frozen=True, slots=True)
class Replace:
    """Put a screen in place of this one."""

    make: Callable[[], Screen]


@dataclass(frozen=True, slots=True)
class Back:
    """Leave this screen."""


@dataclass(frozen=True, slots=True)
class Home:
    """Leave everything but the title."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Close the window."""


Answer = Show | Replace | Back | Home | Quit


class Still:
    """Base of screens that change only by input; what does not fit beside each other goes below and scrolls."""

    needs = (640, 360)  # the least room, in lengths at scale 1

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def busy(self) -> bool:
        return False


class Trouble(Still):
    """What is shown over a screen that failed; the game itself is safe on disk, as `rescued` if it could be saved."""

    def __init__(self, desk: Desk, words: str, rescued: str = "") -> None:
        super().__init__(desk)
        self.words = words
        self.rescued = rescued

    def draw(self, ui: Ui) -> Answer | None:
        area = heading(ui, say("trouble"))
        safe = say("trouble_rescued", name=self.rescued) if self.rescued else say("trouble_text")
        ui.canvas.paragraph(f"{safe}\n\n{self.words}", area, 14, TEXT)
        if button(ui, "home", main_button(ui), say("to_title"), primary=True):
            return Home()
        return back(ui)


def heading(ui: Ui, text: str) -> pygame.Rect:
    """Clear the window, write a heading and return the room below it."""
    screen = ui.canvas.surface.get_rect()
    ui.canvas.clear()
    margin = edge(ui)
    if small(ui):
        ui.canvas.text(text, (margin, ui.px(8)), 18, TEXT, True, limit=screen.width - 2 * margin)
        top, below = ui.px(38), ui.px(48)
    else:
        ui.canvas.text(text, (margin, ui.px(24)), 26, TEXT, True, limit=screen.width - 2 * margin)
        top, below = ui.px(70), ui.px(76)
    ui.canvas.line((margin, top), (screen.width - margin, top), LINE)
    area = pygame.Rect(margin, top + ui.px(16), screen.width - 2 * margin, 0)
    if small(ui):
        area.y = top + ui.px(8)
    area.height = max(screen.height - area.y - below, 1)
    return area


def aside(ui: Ui, text: str, size: float, colour: Colour) -> None:
    """A short text at the right end of the heading's line."""
    screen = ui.canvas.surface.get_rect()
    line = pygame.Rect(
        screen.width // 2, ui.px(8 if small(ui) else 24), screen.width // 2 - edge(ui), ui.px(28 if small(ui) else 42)
    )
    ui.canvas.label(text, line, min(size, 13) if small(ui) else size, colour, size > 14, "right", least=8.5)


def small(ui: Ui) -> bool:
    """Whether the window has room for little: a small one, or large text."""
    width, height = ui.room
    return width < 900 or height < 500


def edge(ui: Ui) -> int:
    """The margin left and right of a screen."""
    return ui.px(16 if small(ui) else 48)


def roomy(ui: Ui) -> bool:
    """Whether a screen has room for its parts beside each other."""
    width, height = ui.room
    return width >= 1150 and height >= 630


def foot(ui: Ui) -> pygame.Rect:
    """The row of buttons along the lower edge."""
    screen = ui.canvas.surface.get_rect()
    up = 42 if small(ui) else 56
    return pygame.Rect(edge(ui), screen.height - ui.px(up), screen.width - 2 * edge(ui), ui.px(min(38, up - 8)))


def main_button(ui: Ui) -> pygame.Rect:
    """Where the button that goes on stands: at the right of the foot."""
    row = foot(ui)
    return pygame.Rect(row.right - ui.px(190), row.y, ui.px(190), row.height)


def back(ui: Ui) -> Back | None:
    """The button that leaves a screen; Esc does the same."""
    box = foot(ui)
    box.width = ui.px(130)
    return Back() if button(ui, "back", box, say("back")) or ui.acts("back") else None
