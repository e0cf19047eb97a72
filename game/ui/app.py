"""The window: one loop that draws only when something happened."""

from __future__ import annotations

import os
import time
import traceback
from collections.abc import Callable, Iterable
from functools import partial

import pygame

from game import paths
from game.crash_report import write_report
from game.desk import Desk
from game.rules.lecture import Lecture
from game.session import Session
from game.ui.drawing import Canvas
from game.ui.fade import Fade
from game.ui.frozen import alive, watched
from game.ui.keys import KeyMap
from game.ui.screen import Answer, Back, Home, Quit, Replace, Screen, Show, Trouble
from game.ui.sound import Speaker, cue, taken
from game.ui.theme import DIM, NEEDS, Fonts, sizes_for, tones
from game.ui.ui import Inputs, Ui
from game.ui.why import WhyScreen
from game.ui.window import fill_screen, open_window
from game.ui.words import explained, language, say, use_language
from game.views.codex import Codex
from game.views.why import Span

FRAMES_PER_SECOND = 60
IDLE_MILLISECONDS = 1000
NO_SCREEN = ("offscreen", "dummy")
RESCUED = "rescued"
_MOST_FAILURES = 3


class NoWindowError(Exception):
    """No window can be opened; says why."""


class App:
    """Screens in a stack over one surface."""

    def __init__(self, desk: Desk, surface: pygame.Surface) -> None:
        self.desk = desk
        self.fonts = Fonts(paths.fonts_folder())
        self.stack: list[Screen] = []
        self._composing = ""
        self._ui: Ui | None = None
        self.mouse = (-1, -1)
        self.clock: Callable[[], float] = time.monotonic
        self.down = False
        self.running = True
        self._listening = True  # SDL begins so
        self._failures = 0  # in a row
        self.forgiving = False  # whether a fault in a screen is shown rather than raised
        self.speaker: Speaker | None = None  # None where nothing shall be heard
        self.fade = Fade()
        self.resize(surface)

    def resize(self, surface: pygame.Surface) -> None:
        """Lay everything out anew for a surface."""
        canvas = Canvas(surface, self.fonts, sizes_for(*surface.get_size(), self.desk.settings.text_percent))
        if self._ui is None:
            self._ui = Ui(canvas, self.clock)
            self._ui.tips.explain = explained
        # Focus, drafts and scroll positions outlive the window's size; a drag does not.
        self.ui = self._ui
        self.ui.canvas, self.ui.active = canvas, ""
        self.ui.keeping.forget()
        self.ui.tips.forget()
        self._laid_out = surface.get_size()
        self._set_up()

    def _set_up(self) -> None:
        """Take the settings and the top screen's needs over; costs nothing when they are as they were."""
        now = self.desk.settings
        use_language(now.language)
        needs = getattr(self.stack[-1], "needs", NEEDS) if self.stack else NEEDS
        self.ui.canvas.sizes = sizes_for(*self.ui.canvas.surface.get_size(), now.text_percent, needs)
        self.ui.canvas.dress(tones(now.palette, now.high_contrast))
        self.ui.calm = now.reduced_motion
        if self.ui.keys.changed() != now.keys:
            self.ui.keys = KeyMap(now.keys)
        # A picture of a panel is right for one look and one language only.
        look = (now.language, now.palette, now.high_contrast, now.text_percent, tuple(self.ui.keys.changed().items()))
        if look != getattr(self, "_look", None):
            self._look = look
            self.ui.keeping.forget()
            self.ui.again = True

    def frame(self, events: Iterable[pygame.event.Event]) -> bool:
        """Take events in and draw if anything changed; whether something was drawn."""
        inputs, changed = self._inputs(events)
        surface = self.ui.canvas.surface
        if self._laid_out != surface.get_size():
            self.resize(surface)
            changed = True
        self._set_up()
        due = self.ui.wake is not None and self.ui.clock() >= self.ui.wake
        if not self.stack or not (changed or due or self.ui.again or self.stack[-1].busy()):
            return False
        if min(surface.get_size()) < 64:
            return False
        pressed = self.ui.active if inputs.released else ""
        self.ui.begin(inputs)
        answer = self._drawn(self.stack[-1])
        if pressed and pressed in self.ui.places and self.ui.clicked(pressed, self.ui.places[pressed]):
            cue("click")
        self.ui.end()
        answer = answer or self._why(self.stack[-1])
        self._listen()
        self.fade.draw(self.ui)
        if answer is not None:
            if not self.ui.calm:
                self.fade.begin(self.ui)
            self._follow(answer)
            self.ui.again = True
        self._sound()
        return True

    def _why(self, screen: Screen) -> Answer | None:
        """The explanation of the figure that was asked about, where the screen has a game."""
        session = getattr(screen, "session", None)
        if not self.ui.asking.asked or not isinstance(session, Session) or isinstance(screen, WhyScreen):
            return None
        span: Span | None = "history" if session.finished else None
        return Show(partial(WhyScreen, self.desk, session, self.ui.asking.asked, span))

    def _listen(self) -> None:
        """Text input is on while a field has the focus, so that an input method takes no other keys."""
        if not pygame.display.get_init() or pygame.display.get_surface() is None:
            return
        field = self.ui.writing
        if field is not None:
            if not self._listening:
                pygame.key.start_text_input()
            pygame.key.set_text_input_rect(field)
        elif self._listening:
            pygame.key.stop_text_input()
        self._listening = field is not None

    def _sound(self) -> None:
        """Let what the frame asked for be heard; say once when this machine cannot."""
        cues, era = taken()
        if self.speaker is None:
            return
        settings = self.desk.settings
        if self.speaker.play(cues, era, settings.sound_volume, settings.music_volume):
            self.ui.toast(say("no_sound"), DIM)

    def _drawn(self, screen: Screen) -> Answer | None:
        """Draw a screen; in play a fault in it shows as a screen of its own instead of ending the game."""
        if not self.forgiving:
            return self._asked(screen)
        try:
            answer = self._asked(screen)
        except Exception:
            return self._failed(screen)
        self._failures = 0 if not isinstance(screen, Trouble) else self._failures
        return answer

    def _failed(self, screen: Screen) -> Answer:
        """Keep the running game and show what happened over the screen that failed; one that fails on is left."""
        last = traceback.format_exc().strip().splitlines()[-1]
        report = write_report(f"drawing {type(screen).__name__}")
        self._failures += 1
        rescued = self._rescue()
        if self._failures > _MOST_FAILURES:
            self._failures = 0
            return Home()
        return Show(partial(Trouble, self.desk, f"{last}\n{report}", rescued))

    def _rescue(self) -> str:
        """Save the games of all open screens under a name of their own; that name, or empty."""
        for screen in self.stack:
            session = getattr(screen, "session", None)
            if session is not None and not self.desk.save(session, RESCUED):
                return RESCUED
        return ""

    def _asked(self, screen: Screen) -> Answer | None:
        """What a screen answers; those that do not take the help key themselves answer it all the same."""
        answer = screen.draw(self.ui)
        if answer is None and not self.raw_keys and self.ui.acts("help"):
            return self._explained(screen)
        return answer

    def _explained(self, screen: Screen) -> Answer:
        """The codex at the article of what is pointed at, else the help."""
        from game.ui.codex import CodexScreen
        from game.ui.help import Help

        session = getattr(screen, "session", None)
        level = session.level if isinstance(session, Session) else None
        page = self.ui.asking.subject(self.ui)
        if page and Codex(language(), level).page(page) is not None:
            return Show(partial(CodexScreen, self.desk, page, level))
        return Show(partial(Help, self.desk))

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
                self._key(inputs, *_pressed(event))
            elif event.type == pygame.TEXTINPUT:
                inputs.typed += event.text
                self._composing = ""
            elif event.type == pygame.TEXTEDITING:
                self._composing = event.text
            elif event.type == pygame.WINDOWFOCUSLOST:
                # A button let go outside the window would never be heard of.
                self.down, self.ui.active = False, ""
        inputs.mouse, inputs.down = self.mouse, self.down
        inputs.composing = self._composing
        return inputs, changed

    def _key(self, inputs: Inputs, key: int, modifiers: int) -> None:
        """A key press, translated by the person's key map."""
        writing = self.ui.writing is not None
        if writing and self._composing:
            return  # the input method's own keys
        plain = not modifiers & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META)
        if writing and plain and pygame.K_SPACE <= key < pygame.K_DELETE:
            inputs.keys.append((key, modifiers))
            return
        pressed = self.ui.keys.translated(key, modifiers) if not self.raw_keys else (key, modifiers)
        if pressed is None:
            return
        if pressed[0] == pygame.K_F11 and not self.raw_keys:
            self.desk.keep_settings({"fullscreen": not self.desk.settings.fullscreen})
            return
        inputs.keys.append(pressed)

    @property
    def raw_keys(self) -> bool:
        """Whether the top screen wants keys as they are pressed, because it binds them."""
        return bool(self.stack) and bool(getattr(self.stack[-1], "raw_keys", False))

    def pause(self) -> int:
        """Milliseconds to wait for an event: long, but not past the moment that a tip or a toast waits for."""
        if self.ui.wake is None:
            return IDLE_MILLISECONDS
        return min(max(round(1000.0 * (self.ui.wake - self.ui.clock())), 1), IDLE_MILLISECONDS)

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
        self.ui.tips.forget()
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


def main(
    level_name: str = "",
    on_frame: Callable[[float], None] | None = None,
    gallery: bool = False,
    demo: Lecture | bool = False,
) -> int:
    """Open the window and play until it is closed; a demo begins with a lecture or with the choice of one.

    `on_frame` is told the seconds that each drawn frame took. Raises NoWindowError when no window can be opened.
    """
    desk = Desk()
    desk.claim()
    asked_for = os.environ.get("SDL_VIDEODRIVER", "")
    try:
        surface = open_window(desk)
        driver = pygame.display.get_driver()
        if driver in NO_SCREEN and driver != asked_for:
            # Without a display SDL takes such a driver silently and would run unseen for ever.
            raise pygame.error(f"only the {driver} driver was found")
    except pygame.error as error:
        pygame.quit()
        raise NoWindowError(str(error)) from error
    app = App(desk, surface)
    app.forgiving = True
    app.speaker = Speaker()
    app.stack = first_screens(desk, level_name)
    if gallery:
        from game.ui.gallery import Gallery

        app.stack.append(Gallery(desk))
    if demo:
        from game.ui.lecture import Presenter
        from game.ui.lectures import Lectures

        app.stack.append(Presenter(desk, demo) if isinstance(demo, Lecture) else Lectures(desk))
    app.ui.again = True
    with watched():
        loop(app, on_frame)
    app.speaker.close()
    pygame.quit()
    desk.release()
    return 0


def loop(app: App, on_frame: Callable[[float], None] | None) -> None:
    """Wait while nothing happens; else at most so many frames a second."""
    clock = pygame.time.Clock()
    full = app.desk.settings.fullscreen
    while app.running:
        idle = not app.ui.again and not app.stack[-1].busy()
        events = _events(app.pause() if idle else 0)
        if app.desk.settings.fullscreen != full:
            full = not full
            fill_screen(full)
        current = pygame.display.get_surface()
        if current is not None and current is not app.ui.canvas.surface:
            app.resize(current)
            app.ui.again = True
        started = time.perf_counter()
        alive()
        if app.frame(events):
            pygame.display.flip()
            if on_frame is not None:
                on_frame(time.perf_counter() - started)
        if not idle:
            clock.tick(FRAMES_PER_SECOND)


def _pressed(event: pygame.event.Event) -> tuple[int, int]:
    """Key and modifiers; the question mark is a key of its own wherever a keyboard has it."""
    if getattr(event, "unicode", "") == "?":
        return pygame.K_QUESTION, event.mod & ~pygame.KMOD_SHIFT
    return event.key, event.mod


def _events(pause: int) -> list[pygame.event.Event]:
    """What came in, waiting so many milliseconds for the first of it.

    SDL's own wait asks a thousand times a second where the window system gives it nothing to sleep on, which costs more
    than 2 % of a core; asking at first often and then forty times a second costs a tenth of that and is not felt.
    """
    until = time.monotonic() + pause / 1000.0
    steps = 0
    while True:
        events = pygame.event.get()
        left = until - time.monotonic()
        if events or left <= 0.0:
            return events
        steps += 1
        time.sleep(min(0.004 if steps < 8 else 0.025, left))


def first_screens(desk: Desk, level_name: str) -> list[Screen]:
    """The title, and over it the briefing of a level that was asked for.

    Raises Fault when that level cannot be read.
    """
    from game.ui.title import Title

    screens: list[Screen] = [Title(desk)]
    if level_name:
        # Nobody waits for it who did not ask for a level.
        from game.ui.briefing import Briefing

        screens.append(Briefing(desk, desk.level(level_name)))
    return screens
