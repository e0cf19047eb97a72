"""The scenario picker: cards with span, difficulty, opening situation, what history got and your best."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.rules.level import Level
from game.ui.briefing import Briefing
from game.ui.curve import curve_points, filled
from game.ui.icons import icon
from game.ui.layout import grid
from game.ui.screen import Answer, Show, Still, back, heading
from game.ui.theme import BAD, DIM, FAINT, HISTORY, LINE, PANEL, TEXT, TRACK, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button, scroll_page
from game.ui.words import language, plural, say
from game.views.opening import LevelCard, level_cards
from game.views.par import par_words
from game.views.scenario import Scenario, difficulty, scenario

_TALL = 248


class Scenarios(Still):
    """Cards of all levels; a broken one is greyed and says why and where."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards = level_cards(desk.levels())
        self.best = desk.best()
        self.shown = False
        self._made: dict[tuple[str, str], Scenario] = {}

    def busy(self) -> bool:
        """History's run of each level is played once, one a frame, so that the cards stand at once."""
        return any(card.level is not None and (card.level.id, language()) not in self._made for card in self.cards)

    def _play_one(self) -> None:
        for card in self.cards:
            if card.level is not None and (card.level.id, language()) not in self._made:
                self._made[card.level.id, language()] = scenario(card.level, language())
                return

    def draw(self, ui: Ui) -> Answer | None:
        area = heading(ui, say("scenarios"))
        px = ui.px
        across = 2 if ui.room[0] >= 1100 else 1
        answer: Answer | None = None
        with scroll_page(ui, "scenarios-page", area) as page:
            cells = grid(page.rect, len(self.cards), across, px(16), px(_TALL))
            for box, card in zip(cells, self.cards, strict=True):
                if self._card(ui, box, card) and card.level is not None:
                    answer = Show(partial(Briefing, self.desk, card.level))
                page.reaches(box.bottom)
        if self.shown and self.busy():
            self._play_one()
            ui.again = True
        self.shown = True
        return back(ui) or answer

    def _card(self, ui: Ui, rect: pygame.Rect, card: LevelCard) -> bool:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        inner = rect.inflate(-px(36), -px(28))
        if card.level is None:
            _broken(ui, inner, card)
            return False
        made = self._made.get((card.level.id, language()))
        if made is not None:
            strip = pygame.Rect(inner.x + px(214), inner.bottom - px(40), inner.width - px(214) - px(156), px(42))
            values = [value for value in made.curve if value > 0.0]
            if len(values) > 1:
                points = curve_points(values, strip)
                filled(canvas, points, strip, HISTORY, 22)
                canvas.curve(points, HISTORY, 1.2)
        wide = canvas.text(card.span, (inner.right, inner.y + px(4)), 12, HISTORY, align="right")
        title = card.level.title.in_language(language())
        canvas.text(title, (inner.x, inner.y), 19, TEXT, True, limit=inner.width - wide - px(12))
        self._difficulty(ui, pygame.Rect(inner.x, inner.y + px(30), inner.width, px(18)), card)
        words = pygame.Rect(inner.x, inner.y + px(54), inner.width, px(40))
        canvas.paragraph(card.level.summary.in_language(language()), words, 12.5, DIM, 1.5)
        y = inner.y + px(100)
        if made is not None:
            _figures(ui, pygame.Rect(inner.x, y, inner.width, px(40)), say("opens_with"), made.opening, TEXT)
            _figures(
                ui, pygame.Rect(inner.x, y + px(46), inner.width, px(40)), say("history_got"), made.history, HISTORY
            )
        box = pygame.Rect(inner.right - px(140), inner.bottom - px(34), px(140), px(34))
        self._best(ui, pygame.Rect(inner.x, box.y, px(206), box.height), card.level)
        return button(ui, f"level-{card.level.id}", box, say("start"), primary=True)

    def _difficulty(self, ui: Ui, rect: pygame.Rect, card: LevelCard) -> None:
        canvas, px = ui.canvas, ui.px
        assert card.level is not None
        level = difficulty(card.level)
        for place in range(3):
            box = pygame.Rect(rect.x + place * px(12), rect.centery - px(4), px(9), px(9))
            canvas.panel(box, YOURS if place < level else TRACK, radius=2)
        facts = "  ·  ".join(plural(f"count.{name}", count) for name, count in card.facts)
        words = f"{say(f'difficulty_{level}')}  ·  {facts}"
        canvas.label(words, pygame.Rect(rect.x + px(44), rect.y, rect.width - px(44), rect.height), 11.5, DIM)
        ui.tip(pygame.Rect(rect.x, rect.y, px(130), rect.height), say("difficulty_tip"))

    def _best(self, ui: Ui, rect: pygame.Rect, level: Level) -> None:
        canvas, px = ui.canvas, ui.px
        best = self.best.get(level.id)
        label = pygame.Rect(rect.x, rect.y - px(2), rect.width, px(18))
        par = par_words(level, language())
        canvas.label("  ·  ".join(one for one in (say("best_so_far"), par) if one), label, 11, FAINT, least=9)
        if par:
            ui.tip(label, say("par.tip"))
        line = pygame.Rect(rect.x, rect.y + px(15), rect.width, px(20))
        if best is None:
            canvas.label(say("not_played"), line, 12.5, DIM)
            return
        wide = canvas.label(f"{best.overall:.1f}", line, 16, YOURS, True)
        if best.medal:
            icon(canvas, "medal", (line.x + wide + px(18), line.centery), 18, HISTORY)
            wide += px(28)
        parts = "  ".join(f"{value:.0f}" for value in (best.share, best.price, best.leverage))
        canvas.label(
            parts, pygame.Rect(line.x + wide + px(12), line.y, line.width - wide - px(12), line.height), 12, DIM
        )


def _figures(
    ui: Ui, rect: pygame.Rect, title: str, figures: tuple[tuple[str, str], ...], colour: tuple[int, int, int]
) -> None:
    """A heading at the left and figures over their names beside it."""
    canvas, px = ui.canvas, ui.px
    head = px(96)
    canvas.label(title, pygame.Rect(rect.x, rect.y, head - px(6), px(20)), 11, FAINT, least=9)
    step = (rect.width - head) // 4
    for place, (name, value) in enumerate(figures):
        cell = pygame.Rect(rect.x + head + place * step, rect.y, step - px(8), px(20))
        canvas.label(value, cell, 13, colour, True, least=9.5)
        canvas.label(name, cell.move(0, px(18)), 10.5, DIM, least=8.5)


def _broken(ui: Ui, inner: pygame.Rect, card: LevelCard) -> None:
    """Greyed: the file's name and its mistakes with their lines."""
    canvas, px = ui.canvas, ui.px
    icon(canvas, "alert", (inner.x + px(10), inner.y + px(12)), 18, BAD)
    canvas.text(card.title, (inner.x + px(28), inner.y), 18, FAINT, True, limit=inner.width - px(28))
    words = pygame.Rect(inner.x, inner.y + px(36), inner.width, inner.height - px(36))
    canvas.paragraph(say("broken") + "\n" + "\n".join(card.problems[:3]), words, 12, BAD)
