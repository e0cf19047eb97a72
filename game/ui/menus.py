"""The screens around the game: title, scenarios, saves, settings."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import log10

import pygame

from game.desk import Desk
from game.faults import Fault
from game.ui.briefing import Briefing
from game.ui.help import Help
from game.ui.room import Room
from game.ui.screen import Answer, Quit, Replace, Show, Still, back, heading
from game.ui.settings import Settings
from game.ui.theme import BAD, DIM, FAINT, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button, scrolled
from game.ui.words import language, plural, say
from game.views.opening import LevelCard, level_cards
from game.views.sentences import month_named

# Frames in which the title's curve draws itself.
_UNROLLING = 140


class Title(Still):
    """Continue is the default; the price curve of history's forty years unrolls in the background."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.problem = desk.notice
        self.curve: tuple[float, ...] | None = None
        self.frames = 0

    def busy(self) -> bool:
        return self.curve is None or (self.frames < _UNROLLING and len(self.curve) > 1)

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        screen = canvas.surface.get_rect()
        canvas.clear()
        self._unroll()
        self._background(ui, screen)
        _element(ui, pygame.Rect(px(96), px(92), px(84), px(84)))
        canvas.text(say("title"), (px(200), px(76)), 52, TEXT, True)
        canvas.text(say("tagline"), (px(203), px(150)), 16, DIM)
        entries = [("campaign", say("campaign")), ("scenarios", say("scenarios")), ("load", say("load"))]
        if self.desk.saves():
            entries.insert(0, ("continue", say("continue")))
        entries += [("settings", say("settings")), ("help", say("help")), ("quit", say("quit"))]
        if not ui.focus:
            ui.focus = entries[0][0]
        answer: Answer | None = None
        for place, (name, label) in enumerate(entries):
            box = pygame.Rect(px(96), px(226) + place * px(50), px(250), px(42))
            if button(ui, name, box, label, primary=place == 0, size=15):
                answer = self._chosen(name)
        if self.problem:
            area = pygame.Rect(px(96), screen.height - px(64), screen.width - px(192), px(48))
            canvas.paragraph(self.problem, area, 12, BAD)
        if ui.acts("help"):
            return Show(partial(Help, self.desk))
        return answer

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
        positive = [value for value in self.curve or () if value > 0.0]
        if len(positive) < 2:
            return
        area = pygame.Rect(px(430), px(190), screen.width - px(500), screen.height - px(290))
        points = curve_points(positive, area)
        shown = points[: max(len(points) * self.frames // _UNROLLING, 2)]
        canvas.wash([(shown[0][0], area.bottom), *shown, (shown[-1][0], area.bottom)], HISTORY, 20)
        canvas.line((area.x, area.bottom), (area.right, area.bottom), LINE)
        canvas.curve(shown, HISTORY, 1.8)
        if self.busy():
            canvas.disc(shown[-1], 4, HISTORY)
        for year in range(1985, 2026, 5):
            x = area.x + (year - 1985) / 41 * area.width
            canvas.line((x, area.bottom), (x, area.bottom + px(4)), LINE)
            canvas.text(str(year), (x, area.bottom + px(8)), 11, FAINT, align="centre")
        canvas.text(say("price_caption"), (area.right, area.bottom + px(30)), 11.5, FAINT, align="right")

    def _chosen(self, name: str) -> Answer | None:
        screens: dict[str, Answer] = {
            "quit": Quit(),
            "settings": Show(partial(Settings, self.desk)),
            "help": Show(partial(Help, self.desk)),
            "load": Show(partial(Saves, self.desk)),
            "scenarios": Show(partial(Scenarios, self.desk)),
        }
        if name in screens:
            return screens[name]
        try:
            if name == "continue":
                session, self.problem = self.desk.load_newest()
                return Show(partial(Room, self.desk, session))
            return Show(partial(Briefing, self.desk, self.desk.level("campaign")))
        except Fault as fault:
            self.problem = str(fault.problems[0])
        return None


def curve_points(values: Sequence[float], area: pygame.Rect) -> list[tuple[float, float]]:
    """Positive values across a rectangle, logarithmic upwards."""
    low, high = log10(min(values)), log10(max(values))
    span = (high - low) or 1.0
    return [
        (
            area.x + place / (len(values) - 1) * area.width,
            area.bottom - (log10(value) - low) / span * area.height * 0.94,
        )
        for place, value in enumerate(values)
    ]


def _element(ui: Ui, rect: pygame.Rect) -> None:
    """The game's mark: lanthanum's cell of the periodic table."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=YOURS, radius=8)
    canvas.text("57", (rect.x + px(9), rect.y + px(5)), 12, DIM)
    canvas.text("镧", (rect.right - px(9), rect.y + px(5)), 12, DIM, align="right")
    canvas.text("La", (rect.centerx, rect.y + px(21)), 36, YOURS, True, "centre")


class Scenarios(Still):
    """Cards of all levels; a broken one is greyed and says why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards = level_cards(desk.levels())
        self.curve = desk.price_curve()

    def draw(self, ui: Ui) -> Answer | None:
        area = heading(ui, say("scenarios"))
        px = ui.px
        width, tall = (area.width - px(24)) // 2, px(214)
        rows = -(-len(self.cards) // 2)
        first, fitting = scrolled(ui, "scenarios-rows", area, rows, tall)
        answer: Answer | None = None
        for place, card in enumerate(self.cards[2 * first : 2 * (first + fitting)]):
            box = pygame.Rect(
                area.x + (place % 2) * (width + px(24)), area.y + (place // 2) * tall, width - px(8), px(198)
            )
            if self._card(ui, box, card) and card.level is not None:
                answer = Show(partial(Briefing, self.desk, card.level))
        return back(ui) or answer

    def _card(self, ui: Ui, rect: pygame.Rect, card: LevelCard) -> bool:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        inner = rect.inflate(-px(36), -px(28))
        title = card.title if card.level is None else card.level.title.in_language(language())
        wide = canvas.text(card.span, (inner.right, inner.y + px(4)), 12, HISTORY, align="right")
        shade = TEXT if card.level is not None else FAINT
        canvas.text(title, (inner.x, inner.y), 18, shade, True, limit=inner.width - wide - px(12))
        words = pygame.Rect(inner.x, inner.y + px(32), inner.width, px(60))
        if card.level is None:
            canvas.paragraph(say("broken") + "\n" + "\n".join(card.problems[:3]), words.inflate(0, px(80)), 12, BAD)
            return False
        canvas.paragraph(card.level.summary.in_language(language()), words, 12.5, DIM)
        facts = "   ".join(plural(f"count.{name}", count) for name, count in card.facts)
        box = pygame.Rect(inner.right - px(140), inner.bottom - px(34), px(140), px(34))
        canvas.text(facts, (inner.x, inner.bottom - px(24)), 12, DIM, limit=box.x - inner.x)
        values = [value for value in self.curve[card.level.start : card.level.end + 1] if value > 0.0]
        if len(values) > 1:
            strip = pygame.Rect(inner.x, inner.bottom - px(80), inner.width - px(160), px(44))
            canvas.curve(curve_points(values, strip), HISTORY, 1.4)
        return button(ui, f"level-{card.level.id}", box, say("start"), primary=True)


class Saves(Still):
    """Saved games by their headers; a bad one is listed with its reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.problem = ""
        self.saved = desk.saves()

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, say("load"))
        if not self.saved:
            canvas.text(say("no_saves"), (area.x, area.y), 14, DIM)
        step = px(48)
        first, fitting = scrolled(ui, "saves-rows", area, len(self.saved), step)
        answer: Answer | None = None
        for place, entry in enumerate(self.saved[first : first + fitting]):
            box = pygame.Rect(area.x, area.y + place * step, area.width - px(12), px(42))
            head = entry.header
            if button(
                ui, f"save-{entry.path.stem}", box, entry.path.stem, enabled=head is not None, align="left", size=14
            ):
                answer = self._load(first + place)
            words = f"{head.level}   {month_named(head.month)}" if head is not None else entry.problem
            spot = pygame.Rect(box.x + px(300), box.y, box.width - px(316), box.height)
            canvas.label(words, spot, 12.5, HISTORY if head is not None else BAD, align="right")
        if self.problem:
            canvas.text(self.problem, (area.x, area.bottom + px(4)), 12, BAD, limit=area.width)
        return back(ui) or answer

    def _load(self, place: int) -> Answer | None:
        try:
            session = self.desk.load(self.saved[place].path)
        except Fault as fault:
            self.problem = str(fault.problems[0])
            return None
        return Replace(partial(Room, self.desk, session))
