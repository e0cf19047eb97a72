"""The title: wordmark, the fifteen lanthanides, what there is to do, and the forty-year price curve behind it."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.faults import Fault
from game.told import told, wording
from game.ui import sound
from game.ui.curve import curve_points, filled
from game.ui.icons import icon, wordmark
from game.ui.screen import Answer, Quit, Show, Still, roomy
from game.ui.theme import BAD, DIM, FAINT, HISTORY, LINE, PANEL, TEXT, YOURS, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets import button
from game.ui.words import language, say
from game.views.opening import CURVE_MARKS, newest_save

# Frames in which the curve draws itself: seven seconds.
_UNROLLING = 420
_LANTHANIDES = ["La", "Ce", "Pr", "Nd", "Pm", "Sm", "Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu"]
# The five of them that were put under licence in April 2025; scandium and yttrium are no lanthanides (fact B084).
_LICENSED = frozenset(("Sm", "Gd", "Tb", "Dy", "Lu"))
_ICONS = {"continue": "play", "load": "folder", "replay": "film", "classroom": "class", "codex": "book"}
_ICONS |= {"open_capsule": "enlarge", "demo": "play"}
_ICONS |= {"settings": "cog", "quit": "door"}


class Title(Still):
    """Continue is the default when there is something to continue."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.problem = desk.notice
        self.curve: tuple[float, ...] | None = None
        self.frames = 0
        self.newest = ""  # what "continue" would continue
        self.named = False  # whether that names its level by its title

    def busy(self) -> bool:
        return self.curve is None or (self.frames < _UNROLLING and len(self.curve) > 1)

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        screen = canvas.surface.get_rect()
        canvas.clear()
        self._unroll()
        if self.curve is not None:  # not before the first frames: opening a device takes its time
            sound.theme("reform")
        if roomy(ui):
            self._background(ui, screen)
        left, low = (px(72), ui.room[1] < 560) if ui.room[0] >= 800 else (px(16), ui.room[1] < 560)
        tall = 28 if low else 44
        mark = wordmark(canvas, (left, px(16 if low else 56)), tall)
        if language().startswith("zh"):
            canvas.text(
                say("title"), (mark.right + px(20), mark.y - px(5 if low else 8)), 26 if low else 40, TEXT, True
            )
        y = mark.bottom + px(16)
        if not low:
            _element_strip(ui, pygame.Rect(left, y, px(386), px(24)))
            y += px(34)
        canvas.label(say("tagline"), pygame.Rect(left, y - px(6), screen.width - 2 * left, px(22)), 14.5, DIM, least=11)
        answer = self._entries(ui, pygame.Rect(left, y + px(34 if not low else 22), screen.width - 2 * left, 0))
        if self.problem:
            beside = px(306) if roomy(ui) else 0  # clear of the entries, which then reach down to the edge
            x = left + beside
            area = pygame.Rect(x, screen.height - px(40), screen.width - left - x, px(36))
            canvas.paragraph(wording(self.problem), area, 12, BAD)
        for name in ("help", "codex"):
            if ui.acts(name):
                return self._chosen(name)
        return answer

    def _entries(self, ui: Ui, rect: pygame.Rect) -> Answer | None:
        px = ui.px
        names = [
            "campaign",
            "scenarios",
            "load",
            "replay",
            "open_capsule",
            "classroom",
            "demo",
            "codex",
            "settings",
            "quit",
        ]
        self._look(ui)
        newest = self.newest
        if newest:
            names.insert(0, "continue")
        if not ui.focus:
            ui.focus = names[0]
        answer: Answer | None = None
        # One column beside the curve; two where the window is low.
        across = 1 if ui.room[1] >= 630 else 2
        # Eleven entries under the strip of elements leave less room for each.
        step = px(42 if ui.room[1] < 400 else 48 if len(names) < 11 else 45)
        x, y = rect.x, rect.y
        for place, name in enumerate(names):
            tall = step + px(6) if name == "continue" and across == 1 else step - px(6)
            wide = px(286) if across == 1 or rect.width > px(640) else (rect.width - px(10)) // 2
            box = pygame.Rect(x + (place % across) * (wide + px(10)), y, wide, tall)
            if place % across == across - 1:
                y += tall + px(6)
            if _entry(ui, box, name, place == 0, newest if name == "continue" and across == 1 else ""):
                answer = self._chosen(name)
        return answer

    def _look(self, ui: Ui) -> None:
        """What could be continued, looked up when the title comes up; level files are read after the first frame."""
        if not ui.focus:
            self.named = False
            self.newest = newest_save(self.desk.saves(), (), language())
        if self.curve is not None and not self.named:
            self.named = True
            if self.newest:
                self.newest = newest_save(self.desk.saves(), self.desk.levels(), language())

    def _unroll(self) -> None:
        """The first frame stands before history has been played for the curve."""
        if self.frames == 1 and self.curve is None:
            self.curve = self.desk.price_curve()
        self.frames = min(self.frames + 1, _UNROLLING)
        if self.desk.settings.reduced_motion and self.curve is not None:
            self.frames = _UNROLLING

    def _background(self, ui: Ui, screen: pygame.Rect) -> None:
        """The curve on a logarithmic axis, so that the quiet decades show beside the spike."""
        canvas, px = ui.canvas, ui.px
        values = [value for value in self.curve or () if value > 0.0]
        if len(values) < 2:
            return
        left = px(430)
        area = pygame.Rect(left, px(208), screen.width - left - px(56), screen.height - px(208) - px(84))
        points = curve_points(values, area)
        share = self.frames / _UNROLLING
        shown = points[: max(round(len(points) * share), 2)]
        filled(canvas, shown, area, HISTORY, 20)
        canvas.line((area.x, area.bottom), (area.right, area.bottom), LINE)
        canvas.curve(shown, HISTORY, 1.8)
        if self.busy():
            canvas.disc(shown[-1], 4, HISTORY)
        for year in range(1985, 2026, 5):
            x = area.x + (year - 1985) / 41 * area.width
            canvas.line((x, area.bottom), (x, area.bottom + px(4)), LINE)
            canvas.text(str(year), (x, area.bottom + px(8)), 11, FAINT, align="centre")
        canvas.text(say("price_caption"), (area.right, area.bottom + px(30)), 11.5, FAINT, align="right")
        for place, (month, name) in enumerate(CURVE_MARKS):
            if month < len(shown):
                self._mark(ui, points[month], area.y - px(34) + (place % 2) * px(18), say(name), area)

    def _mark(self, ui: Ui, point: tuple[float, float], y: float, words: str, area: pygame.Rect) -> None:
        """What happened at a point of the curve, above it on a hair line."""
        canvas, px = ui.canvas, ui.px
        canvas.line((point[0], y + px(17)), (point[0], point[1] - px(6)), LINE)
        canvas.disc(point, 2.5, HISTORY)
        half = canvas.width(words, 11) / 2
        x = min(max(point[0], area.x + half), area.right - half)
        canvas.text(words, (x, y), 11, DIM, align="centre")

    def _chosen(self, name: str) -> Answer | None:
        # Imported when they are wanted: the first frame need not wait for screens that nobody has asked for.
        from game.ui.briefing import Briefing
        from game.ui.classroom import Classroom
        from game.ui.codex import CodexScreen
        from game.ui.help import Help
        from game.ui.lectures import Lectures
        from game.ui.open_capsule import OpenCapsule
        from game.ui.replay import ReplayPicker
        from game.ui.room import Room
        from game.ui.saves import Saves
        from game.ui.scenarios import Scenarios
        from game.ui.settings import Settings

        screens: dict[str, Answer] = {
            "quit": Quit(),
            "help": Show(partial(Help, self.desk)),
            "settings": Show(partial(Settings, self.desk)),
            "codex": Show(partial(CodexScreen, self.desk)),
            "load": Show(partial(Saves, self.desk)),
            "scenarios": Show(partial(Scenarios, self.desk)),
            "replay": Show(partial(ReplayPicker, self.desk)),
            "open_capsule": Show(partial(OpenCapsule, self.desk)),
            "classroom": Show(partial(Classroom, self.desk)),
            "demo": Show(partial(Lectures, self.desk)),
        }
        if name in screens:
            return screens[name]
        try:
            if name == "continue":
                session, self.problem = self.desk.load_newest()
                return Show(partial(Room, self.desk, session))
            return Show(partial(Briefing, self.desk, self.desk.level("campaign")))
        except Fault as fault:
            self.problem = told(fault)
        return None


def _entry(ui: Ui, box: pygame.Rect, name: str, primary: bool, below: str) -> bool:
    """One line of the menu with its icon; `below` tells what would be continued."""
    canvas, px = ui.canvas, ui.px
    pressed = button(ui, name, box, "", primary=primary)
    icon(canvas, _ICONS.get(name, name), (box.x + px(26), box.centery), 19, TEXT if primary else YOURS)
    words = pygame.Rect(box.x + px(52), box.y, box.width - px(64), box.height)
    if below:
        canvas.label(say(name), pygame.Rect(words.x, words.y + px(6), words.width, px(22)), 15.5, TEXT, True)
        canvas.label(below, pygame.Rect(words.x, words.y + px(27), words.width, px(20)), 11.5, TEXT, least=9.5)
    else:
        canvas.label(say(name), words, 15, TEXT, primary)
    return pressed


def _element_strip(ui: Ui, rect: pygame.Rect) -> None:
    """The row of the periodic table that gives the game its name; those under licence since 2025 are lit."""
    canvas, px = ui.canvas, ui.px
    width = rect.width / len(_LANTHANIDES)
    for place, sign in enumerate(_LANTHANIDES):
        left, right = round(rect.x + place * width), round(rect.x + (place + 1) * width) - px(2)
        lit = sign in _LICENSED
        box = pygame.Rect(left, rect.y, right - left, rect.height)
        canvas.panel(box, YOURS_DIM if lit else PANEL, border=YOURS if lit else LINE, radius=3)
        canvas.label(sign, box, 10.5, TEXT if lit else DIM, lit, "centre")
