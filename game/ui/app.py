"""The window: one loop that draws only when something happened."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import pygame

from game import paths
from game.desk import Desk
from game.ui.drawing import Canvas
from game.ui.screen import Answer, Back, Home, Quit, Replace, Screen, Show
from game.ui.theme import LARGEST_SIDE, SMALLEST, Fonts, sizes_for
from game.ui.ui import Inputs, Ui
from game.ui.words import use_language

FRAMES_PER_SECOND = 60


class App:
    """Screens in a stack over one surface."""

    def __init__(self, desk: Desk, surface: pygame.Surface) -> None:
        self.desk = desk
        self.fonts = Fonts(paths.fonts_folder())
        self.stack: list[Screen] = []
        self.mouse = (-1, -1)
        self.down = False
        self.running = True
        use_language(desk.settings.language)
        self.resize(surface)

    def resize(self, surface: pygame.Surface) -> None:
        """Lay everything out anew for a surface."""
        sizes = sizes_for(*surface.get_size(), self.desk.settings.text_percent)
        self.ui = Ui(Canvas(surface, self.fonts, sizes))
        self._laid_out = (surface.get_size(), self.desk.settings.text_percent)

    def frame(self, events: Iterable[pygame.event.Event]) -> bool:
        """Take events in and draw if anything changed; whether something was drawn."""
        inputs, changed = self._inputs(events)
        surface = self.ui.canvas.surface
        if self._laid_out != (surface.get_size(), self.desk.settings.text_percent):
            focus = self.ui.focus
            self.resize(surface)
            self.ui.focus = focus
            changed = True
        due = self.ui.wake is not None and self.ui.clock() >= self.ui.wake
        if not self.stack or not (changed or due or self.ui.again or self.stack[-1].busy()):
            return False
        if min(surface.get_size()) < 64:
            return False
        self.ui.begin(inputs)
        answer = self.stack[-1].draw(self.ui)
        self.ui.end()
        if answer is not None:
            self._follow(answer)
            self.ui.again = True
        return True

    def _inputs(self, events: Iterable[pygame.event.Event]) -> tuple[Inputs, bool]:
        inputs = Inputs()
        changed = False
        for event in events:
            changed = True
            if event.type == pygame.QUIT:
                self._leave()
            elif event.type == pygame.MOUSEMOTION:
                self.mouse = event.pos
                self.ui.mouse_moved()
            elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
                self.mouse, self.down, inputs.pressed = event.pos, True, True
            elif event.type == pygame.MOUSEBUTTONUP and event.button == 1:
                self.mouse, self.down, inputs.released = event.pos, False, True
            elif event.type == pygame.MOUSEWHEEL:
                inputs.wheel += event.y
            elif event.type == pygame.KEYDOWN:
                inputs.keys.append((event.key, event.mod))
            elif event.type == pygame.TEXTINPUT:
                inputs.typed += event.text
            elif event.type == pygame.WINDOWFOCUSLOST:
                # A button let go outside the window would never be heard of.
                self.down, self.ui.active = False, ""
        inputs.mouse, inputs.down = self.mouse, self.down
        return inputs, changed

    def _leave(self) -> None:
        """Keep the running game before the window closes."""
        for screen in self.stack:
            session = getattr(screen, "session", None)
            if session is not None:
                self.desk.autosave(session)
        self.running = False

    def _follow(self, answer: Answer) -> None:
        self.ui.focus = ""
        self.ui.active = ""
        match answer:
            case Show(make):
                self.stack.append(make())
            case Replace(make):
                self.stack[-1] = make()
            case Back():
                if len(self.stack) > 1:
                    self.stack.pop()
            case Home():
                del self.stack[1:]
            case Quit():
                self._leave()


def open_window(desk: Desk) -> pygame.Surface:
    """The window at its first size; software surfaces, so that any machine draws alike."""
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    os.environ.setdefault("SDL_IME_SHOW_UI", "1")
    pygame.display.init()
    pygame.font.init()
    width, height = min(pygame.display.get_desktop_sizes(), default=(1600, 900))
    size = (min(max(width - 160, SMALLEST[0]), 1760), min(max(height - 160, SMALLEST[1]), 990))
    flags = pygame.RESIZABLE
    if desk.settings.fullscreen:
        size, flags = (min(width, LARGEST_SIDE), min(height, LARGEST_SIDE)), pygame.FULLSCREEN
    surface = pygame.display.set_mode(size, flags)
    pygame.display.set_caption("Lanthanide")
    pygame.key.set_repeat(350, 45)
    return surface


def main(level_name: str = "") -> int:
    """Open the window and play until it is closed; 6 when no window can be opened."""
    desk = Desk()
    try:
        surface = open_window(desk)
    except pygame.error as error:
        print(f"no window can be opened ({error}); play without one: lanthanide play --text", file=sys.stderr)
        return 6
    app = App(desk, surface)
    app.stack = first_screens(desk, level_name)
    clock = pygame.time.Clock()
    app.ui.again = True
    while app.running:
        events = pygame.event.get()
        for event in events:
            if event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
                pygame.display.toggle_fullscreen()
        current = pygame.display.get_surface()
        if current is not None and current is not app.ui.canvas.surface:
            app.resize(current)
            app.ui.again = True
        if app.frame(events):
            pygame.display.flip()
        clock.tick(FRAMES_PER_SECOND)
    pygame.quit()
    return 0


def first_screens(desk: Desk, level_name: str) -> list[Screen]:
    """The title, and over it the briefing of a level that was asked for.

    Raises Fault when that level cannot be read.
    """
    from game.ui.briefing import Briefing
    from game.ui.menus import Title

    screens: list[Screen] = [Title(desk)]
    if level_name:
        screens.append(Briefing(desk, desk.level(level_name)))
    return screens
