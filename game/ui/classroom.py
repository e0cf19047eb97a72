"""The classroom's entry: choose a folder of journals; every run is played again and scored."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path

import pygame

from game.desk import Desk
from game.faults import Fault
from game.language import phrase
from game.ui.icons import icon
from game.ui.layout import columns
from game.ui.replay import Replay
from game.ui.screen import Answer, Show, Still, back, heading, roomy
from game.ui.theme import BAD, DIM, FAINT, GOOD, GRID, HISTORY, LINE, PANEL, ROW, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button, scroll_page, scrolled
from game.ui.words import language, say
from game.views.classroom import ClassRow, class_row, folder_view


class Classroom(Still):
    """A folder chooser at the left, the table of the class at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.folder = folder_view(desk.folders.saves or Path.cwd())
        self.waiting: list[Path] = []
        self.rows: list[ClassRow] = []

    def busy(self) -> bool:
        return bool(self.waiting)

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        if self.waiting:
            self.rows.append(class_row(self.desk, self.waiting.pop(0), language()))
            self.rows.sort(key=lambda row: (bool(row.problem), -row.scores[0], row.name))
        area = heading(ui, say("classroom"))
        leave = back(ui)
        if roomy(ui):
            left, right = columns(area, px(400), 1.0, gap=px(20))
            y = ui.canvas.paragraph(say("class_intro"), left, 13, DIM, 1.5) + px(12)
            self._chooser(ui, pygame.Rect(left.x, y, left.width, left.bottom - y))
            return self._table(ui, right) or leave
        with scroll_page(ui, "class-page", area) as page:
            rect = page.rect
            y = ui.canvas.paragraph(say("class_intro"), pygame.Rect(rect.topleft, (rect.width, px(400))), 13, DIM, 1.5)
            high = px(160) + px(32) * max(len(self.folder.folders), 1)
            self._chooser(ui, pygame.Rect(rect.x, y + px(10), rect.width, high))
            y += high + px(20)
            high = px(60) + px(34) * max(len(self.rows), 1)
            answer = self._table(ui, pygame.Rect(rect.x, y, rect.width, high))
            page.reaches(y + high)
        return answer or leave

    def _go(self, path: Path) -> None:
        self.folder = folder_view(path)
        self.rows, self.waiting = [], []

    def _chooser(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        inner = rect.inflate(-px(24), -px(20))
        canvas.text(say("class_folder"), (inner.x, inner.y), 11, FAINT)
        shown = str(self.folder.path)
        while canvas.width(shown, 13) > inner.width and len(shown) > 8:
            shown = "…" + shown[2:]
        canvas.text(shown, (inner.x, inner.y + px(16)), 13, HISTORY)
        up = pygame.Rect(inner.x, inner.y + px(44), px(130), px(28))
        if button(ui, "class-up", up, say("class_up"), enabled=self.folder.parent is not None, size=12):
            assert self.folder.parent is not None
            self._go(self.folder.parent)
            ui.again = True
        score = pygame.Rect(inner.x, inner.bottom - px(36), inner.width, px(36))
        count = say("class_count").format(len(self.folder.journals))
        area = pygame.Rect(inner.x, up.bottom + px(8), inner.width, score.y - up.bottom - px(16))
        first, fitting = scrolled(ui, f"class-folders-{self.folder.path}", area, len(self.folder.folders), px(32))
        for place, (name, journals) in enumerate(self.folder.folders[first : first + fitting]):
            row = pygame.Rect(area.x, area.y + place * px(32), area.width - px(10), px(28))
            if button(ui, f"folder-{name}", row, "", size=12):
                self._go(self.folder.path / name)
                ui.again = True
                return
            icon(canvas, "folder", (row.x + px(18), row.centery), 15, YOURS if journals else FAINT)
            words = pygame.Rect(row.x + px(36), row.y, row.width - px(150), row.height)
            canvas.label(name, words, 12.5, TEXT, least=9)
            if journals:
                canvas.label(say("class_count").format(journals), row.inflate(-px(20), 0), 11, DIM, align="right")
        able = bool(self.folder.journals) and not self.waiting
        if button(ui, "class-score", score, f"{say('class_score')}  ·  {count}", enabled=able, primary=True, size=13):
            self.rows, self.waiting = [], list(self.folder.journals)

    def _film(self, row: ClassRow) -> Answer | None:
        """A run of the class as a film; it was read a moment ago, yet its file may be gone by now."""
        with contextlib.suppress(Fault):
            session = self.desk.verify(row.path).session
            return Show(partial(Replay, self.desk, session))
        return None

    def _table(self, ui: Ui, rect: pygame.Rect) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        if not self.rows and not self.waiting:
            words = say("class_count").format(len(self.folder.journals)) if self.folder.journals else say("class_empty")
            canvas.label(words, rect.inflate(-px(40), 0), 13, DIM, align="centre")
            return None
        answer: Answer | None = None
        inner = rect.inflate(-px(28), -px(20))
        heads = [say("overall"), *(phrase(f"headline.{name}") for name in ("share", "price", "leverage"))]
        step = px(84)
        canvas.text(say("class_run"), (inner.x, inner.y), 11.5, DIM, True)
        for place, title in enumerate(heads):
            canvas.text(title, (inner.right - (len(heads) - 1 - place) * step, inner.y), 11.5, DIM, True, "right")
        area = pygame.Rect(inner.x, inner.y + px(24), inner.width, inner.height - px(24))
        first, fitting = scrolled(ui, "class-rows", area, len(self.rows), px(34))
        for place, row in enumerate(self.rows[first : first + fitting]):
            line = pygame.Rect(area.x, area.y + place * px(34), area.width, px(34))
            canvas.line((line.x, line.y), (line.right, line.y), GRID)
            if not row.problem:
                if ui.hovers(line):
                    canvas.panel(line.inflate(px(12), -2), ROW, radius=5)
                ui.place(f"class-{row.name}", line)
                ui.tip(line, say("watch_again"))
                if ui.clicked(f"class-{row.name}", line) or ui.entered(f"class-{row.name}"):
                    answer = self._film(row)
            room = pygame.Rect(line.x, line.y, line.width - len(heads) * step, line.height)
            wide = canvas.label(row.name, room, 13, TEXT if not row.problem else FAINT, least=9)
            spot = pygame.Rect(line.x + wide + px(14), line.y, line.right - line.x - wide - px(14), line.height)
            if row.problem:
                canvas.label(row.problem, spot, 11, BAD, align="right", least=8.5)
                continue
            spot.width = room.right - spot.x
            if spot.width > px(60):
                canvas.label(f"{row.level}  ·  {row.month}", spot, 11, DIM, least=8.5)
            for column, value in enumerate(row.scores):
                at = inner.right - (len(heads) - 1 - column) * step
                shade = GOOD if value >= 99.95 else TEXT
                cell = pygame.Rect(at - step, line.y, step, line.height)
                canvas.label(f"{value:.1f}", cell, 13, shade, column == 0, "right")
        return answer
