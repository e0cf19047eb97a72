"""Standing: six approvals with the parts that make one up, the account of political capital, objectives, difficulty."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.rules.level import CONSTITUENCIES
from game.session import Session
from game.ui.icons import icon
from game.ui.layout import columns
from game.ui.screen import Answer, Still, back, heading, roomy
from game.ui.theme import BAD, DIM, GOOD, GRID, HISTORY, HOVER, LINE, PANEL, TEXT, YOURS
from game.ui.top_bar import approval_colour, face
from game.ui.ui import Ui
from game.ui.widgets import scroll_page
from game.ui.words import language, say
from game.views.sentences import number
from game.views.standing import standing

_ROW = 46
_PART = 22


class StandingScreen(Still):
    """Over the room; Up and Down or a click choose a constituency."""

    def __init__(self, desk: Desk, session: Session, shown: str = CONSTITUENCIES[0]) -> None:
        super().__init__(desk)
        self.session = session
        self.shown = shown
        self._language = ""

    def draw(self, ui: Ui) -> Answer | None:
        if self._language != language():
            self._language = language()
            self.view = standing(self.session, language())
        if not ui.focus:
            ui.focus = f"who-{self.shown}"
        area = heading(ui, say("standing"))
        with scroll_page(ui, "standing-page", area) as page:
            if roomy(ui):
                left, middle, right = columns(page.rect, ui.px(250), 1.0, ui.px(430), gap=ui.px(18))
                below = max(self._who(ui, left), self._formula(ui, middle), self._account(ui, right))
            else:
                rect, gap = page.rect, ui.px(14)
                y = self._who(ui, rect) + gap
                y = self._formula(ui, pygame.Rect(rect.x, y, rect.width, 0)) + gap
                below = self._account(ui, pygame.Rect(rect.x, y, rect.width, 0))
            page.reaches(below)
        return back(ui)

    def _who(self, ui: Ui, rect: pygame.Rect) -> int:
        """The six, each a button; returns the y below them."""
        canvas, px = ui.canvas, ui.px
        y = rect.y
        for one in self.view.approvals:
            box = pygame.Rect(rect.x, y, rect.width, px(_ROW))
            name = f"who-{one.id}"
            ui.place(name, box)
            ui.asking.about(f"constituency:{one.id}", box, name)
            if ui.focus == name and self.shown != one.id:
                self.shown = one.id
                ui.again = True  # rows above are drawn as they stood before
            chosen = one.id == self.shown
            canvas.panel(box, HOVER if chosen or ui.hovers(box) else PANEL, border=YOURS if chosen else LINE)
            colour = approval_colour(one.value)
            icon(canvas, f"who-{one.id}", (box.x + px(22), box.centery), 20, colour)
            words = pygame.Rect(box.x + px(42), box.y, box.width - px(110), box.height)
            canvas.label(one.title, words, 12.5, TEXT, chosen, least=9)
            face(ui, (box.right - px(56), box.centery), 9, one.value, colour)
            canvas.text(f"{one.value:.0f}", (box.right - px(14), box.y + px(13)), 15, colour, True, "right")
            y += px(_ROW) + px(6)
        return y

    def _formula(self, ui: Ui, rect: pygame.Rect) -> int:
        """The parts of the chosen approval and their sum; returns the y below them."""
        canvas, px = ui.canvas, ui.px
        one = next(one for one in self.view.approvals if one.id == self.shown)
        box = pygame.Rect(rect.x, rect.y, rect.width, px(96) + px(_PART) * len(one.parts))
        canvas.panel(box, PANEL, border=LINE)
        left, right = box.x + px(16), box.right - px(16)
        canvas.text(one.title, (left, box.y + px(10)), 15, TEXT, True, limit=box.width - px(32))
        moves = say("approval.moves", now=number(one.value), target=number(one.target))
        mood = f"  ·  {say(f'approval.{one.mood}')}" if one.mood else ""
        shade = BAD if one.mood == "resists" else GOOD if one.mood else DIM
        canvas.text(moves + mood, (left, box.y + px(34)), 12, shade, limit=box.width - px(32))
        y = box.y + px(60)
        for part in one.parts:
            canvas.line((left, y), (right, y), GRID)
            canvas.text(part.title, (left, y + px(2)), 12, TEXT, limit=box.width - px(190))
            canvas.text(part.value, (right - px(70), y + px(2)), 12, DIM, align="right")
            colour = GOOD if part.points > 0.05 else BAD if part.points < -0.05 else DIM
            canvas.text(_signed(part.points), (right, y + px(2)), 12.5, colour, True, "right")
            y += px(_PART)
        canvas.line((left, y), (right, y), LINE, 2)
        canvas.text(say("approval.sum"), (left, y + px(5)), 12.5, TEXT, True)
        canvas.text(number(one.target, 1), (right, y + px(5)), 13, TEXT, True, "right")
        return self._treasury(ui, pygame.Rect(rect.x, box.bottom + px(14), rect.width, 0))

    def _treasury(self, ui: Ui, rect: pygame.Rect) -> int:
        """Where the year's money came from and went; returns the y below, that of the top before the first month."""
        canvas, px = ui.canvas, ui.px
        if not self.view.treasury:
            return rect.y
        box = pygame.Rect(rect.x, rect.y, rect.width, px(66) + px(_PART) * len(self.view.treasury))
        canvas.panel(box, PANEL, border=LINE)
        left, right, y = box.x + px(16), box.right - px(16), box.y + px(36)
        canvas.text(say("treasury.account"), (left, box.y + px(9)), 14, TEXT, True, limit=box.width - px(32))
        for title, text, musd in self.view.treasury:
            canvas.line((left, y), (right, y), GRID)
            canvas.text(title, (left, y + px(2)), 12, TEXT, limit=box.width - px(150))
            canvas.text(text, (right, y + px(2)), 12.5, GOOD if musd > 0.0 else BAD, True, "right")
            y += px(_PART)
        canvas.line((left, y), (right, y), LINE, 2)
        canvas.text(say("treasury.change"), (left, y + px(5)), 12.5, TEXT, True)
        canvas.text(self.view.treasury_change[0], (right, y + px(5)), 13, TEXT, True, "right")
        return box.bottom

    def _account(self, ui: Ui, rect: pygame.Rect) -> int:
        """Political capital, objectives and side marks so far, what the difficulty changes; returns the y below."""
        canvas, px = ui.canvas, ui.px
        y = _paragraphs(ui, rect, rect.y, say("authority"), self.view.authority)
        canvas.text(say("objectives"), (rect.x, y), 13, HISTORY, True)
        y += px(22)
        for met, title, value in self.view.objectives:
            canvas.text("✓" if met else "✕", (rect.x, y), 12.5, GOOD if met else BAD, True)
            canvas.text(f"{title} ({value})", (rect.x + px(20), y), 12.5, TEXT, limit=rect.width - px(20))
            y += px(20)
        y += px(10)
        canvas.text(say("side"), (rect.x, y), 13, HISTORY, True, limit=rect.width)
        y += px(22)
        for title, points, words in self.view.side:
            line = pygame.Rect(rect.x, y, rect.width, px(20))
            canvas.text(f"{points:.0f}", (rect.x + px(30), y), 12.5, TEXT, True, "right")
            wide = canvas.text(title, (rect.x + px(40), y), 12.5, TEXT)
            canvas.label(
                words, pygame.Rect(line.x + px(52) + wide, y, line.width - px(52) - wide, px(20)), 11, DIM, least=9
            )
            y += px(20)
        return _paragraphs(ui, rect, y + px(10), f"{say('rank')}: {self.view.difficulty}", self.view.rules)


def _signed(points: float) -> str:
    return f"{points + 0.0:+.1f}" if abs(points) >= 0.05 else "0.0"


def _paragraphs(ui: Ui, rect: pygame.Rect, y: int, title: str, lines: tuple[str, ...]) -> int:
    """A heading with lines below it; returns the y below them."""
    canvas, px = ui.canvas, ui.px
    canvas.text(title, (rect.x, y), 13, HISTORY, True, limit=rect.width)
    y += px(23)
    for line in lines:
        y = canvas.paragraph(line, pygame.Rect(rect.x, y, rect.width, px(200)), 12, TEXT, 1.45) + px(3)
    return y + px(10)
