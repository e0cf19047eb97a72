"""The window: one loop that draws only when something happened."""

from __future__ import annotations

import contextlib
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from functools import partial

import pygame

from game import paths
from game.desk import Desk
from game.ui.drawing import Canvas
from game.ui.fade import Fade
from game.ui.icons import window_icon
from game.ui.motion import reduce_motion
from game.ui.screen import Answer, Back, Home, Quit, Replace, Screen, Show, Trouble
from game.ui.sound import Speaker, cue, taken
from game.ui.theme import DIM, LARGEST_SIDE, SMALLEST, Fonts, sizes_for
from game.ui.ui import Inputs, Ui
from game.ui.words import say, use_language

FRAMES_PER_SECOND = 60
IDLE_SECONDS, IDLE_LOOKS = 0.01, 25
NO_SCREEN = ("offscreen", "dummy")


class App:
    """Screens in a stack over one surface."""

    def __init__(self, desk: Desk, surface: pygame.Surface) -> None:
        self.desk = desk
        self.fonts = Fonts(paths.fonts_folder())
        self.stack: list[Screen] = []
        self.mouse = (-1, -1)
        self.down = False
        self.running = True
        self.forgiving = False  # whether a fault in a screen is shown rather than raised
        self.speaker: Speaker | None = None  # None where nothing shall be heard
        self.fade = Fade()
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
        reduce_motion(self.desk.settings.reduced_motion)
        pressed = self.ui.active if inputs.released else ""
        self.ui.begin(inputs)
        answer = self._drawn(self.stack[-1])
        if pressed and pressed in self.ui.places and self.ui.clicked(pressed, self.ui.places[pressed]):
            cue("click")
        self.ui.end()
        self.fade.draw(self.ui)
        if answer is not None:
            if not self.desk.settings.reduced_motion:
                self.fade.begin(self.ui)
            self._follow(answer)
            self.ui.again = True
        self._sound()
        return True

    def _sound(self) -> None:
        """Let what the frame asked for be heard; say once when this machine cannot."""
        cues, era = taken()
        if self.speaker is None:
            return
        settings = self.desk.settings
        if self.speaker.play(cues, era, settings.sound_percent, settings.music_percent):
            self.ui.toast(say("no_sound"), DIM)

    def _drawn(self, screen: Screen) -> Answer | None:
        """Draw a screen; in play a fault in it shows as a screen of its own instead of ending the game."""
        if not self.forgiving:
            return screen.draw(self.ui)
        try:
            return screen.draw(self.ui)
        except Exception:
            traceback.print_exc()
            last = traceback.format_exc().strip().splitlines()[-1]
            return Replace(partial(Trouble, self.desk, last))

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
    pygame.display.set_icon(window_icon())
    with contextlib.suppress(AttributeError, pygame.error):
        pygame.Window.from_display_module().minimum_size = SMALLEST
    pygame.key.set_repeat(350, 45)
    return surface


def main(level_name: str = "", on_frame: Callable[[float], None] | None = None) -> int:
    """Open the window and play until it is closed; 6 when no window can be opened.

    `on_frame` is told the seconds that each drawn frame took.
    """
    desk = Desk()
    asked_for = os.environ.get("SDL_VIDEODRIVER", "")
    try:
        surface = open_window(desk)
        driver = pygame.display.get_driver()
        if driver in NO_SCREEN and driver != asked_for:
            # Without a display SDL takes such a driver silently and would run unseen for ever.
            raise pygame.error(f"only the {driver} driver was found")
    except pygame.error as error:
        print(f"no window can be opened ({error}); play without one: lanthanide play --text", file=sys.stderr)
        return 6
    app = App(desk, surface)
    app.forgiving = True
    app.speaker = Speaker()
    app.stack = first_screens(desk, level_name)
    app.ui.again = True
    loop(app, on_frame)
    app.speaker.close()
    pygame.quit()
    return 0


def quiet_wait() -> list[pygame.event.Event]:
    """The next events, or none after a quarter of a second.

    SDL's own wait wakes a thousand times a second, which is some per cent of a core; a hundred is felt by nobody.
    """
    for _ in range(IDLE_LOOKS):
        events = pygame.event.get()
        if events:
            return events
        time.sleep(IDLE_SECONDS)
    return pygame.event.get()


def loop(app: App, on_frame: Callable[[float], None] | None) -> None:
    """Wait while nothing happens; else at most so many frames a second."""
    clock = pygame.time.Clock()
    full = app.desk.settings.fullscreen
    while app.running:
        idle = not app.ui.again and app.ui.wake is None and not app.stack[-1].busy()
        events = quiet_wait() if idle else pygame.event.get()
        events = [event for event in events if event.type != pygame.NOEVENT]
        for event in events:
            if event.type == pygame.KEYDOWN and event.key == pygame.K_F11:
                app.desk.keep_settings({"fullscreen": not full})
        if app.desk.settings.fullscreen != full:
            full = not full
            pygame.display.toggle_fullscreen()
        current = pygame.display.get_surface()
        if current is not None and current is not app.ui.canvas.surface:
            app.resize(current)
            app.ui.again = True
        started = time.perf_counter()
        if app.frame(events):
            pygame.display.flip()
            if on_frame is not None:
                on_frame(time.perf_counter() - started)
        if not idle:
            clock.tick(FRAMES_PER_SECOND)


def first_screens(desk: Desk, level_name: str) -> list[Screen]:
    """The title, and over it the briefing of a level that was asked for.

    Raises Fault when that level cannot be read.
    """
    from game.ui.briefing import Briefing
    from game.ui.title import Title

    screens: list[Screen] = [Title(desk)]
    if level_name:
        screens.append(Briefing(desk, desk.level(level_name)))
    return screens
