"""The lesson of the quota trap: its papers to read, and to save for the printer."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.faults import Fault
from game.reports.lesson import DOCUMENTS, document, write_lesson
from game.told import told
from game.ui.layout import columns, rows
from game.ui.screen import Answer, Still, back, heading
from game.ui.theme import BAD, DIM, GOOD, HISTORY, LINE, PANEL, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button, scroll_page, tabs
from game.ui.words import language, say


class LessonScreen(Still):
    """One paper at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.page = DOCUMENTS[0]
        self._texts: dict[tuple[str, str], list[str]] = {}

    def _lines(self) -> list[str]:
        key = self.page, language()
        if key not in self._texts:
            text = document(self.page, language()).replace("**", "").replace("`", "")
            self._texts[key] = [line.strip() for line in text.splitlines() if not line.startswith("<!--")]
        return self._texts[key]

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        area = heading(ui, say("lesson"))
        leave = back(ui)
        bar, body = rows(area, px(36), 1.0, gap=px(12))
        save = pygame.Rect(bar.right - px(190), bar.y, px(190), bar.height)
        if button(ui, "lesson-save", save, say("lesson.save"), primary=True, size=13):
            self._save(ui)
        room = pygame.Rect(bar.x, bar.y, save.x - bar.x - px(12), bar.height)
        options = [(name, say(f"lesson.page.{name}")) for name in DOCUMENTS]
        self.page = tabs(ui, "lesson", room, self.page, options)
        with scroll_page(ui, f"lesson-{self.page}", body) as page:
            page.reaches(self._paper(ui, page.rect))
        return leave

    def _paper(self, ui: Ui, rect: pygame.Rect) -> int:
        """The Markdown of a paper as text and tables; the y below."""
        px, y = ui.px, rect.y
        table: list[list[str]] = []
        for line in [*self._lines(), ""]:
            if line.startswith("|"):
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                if not all(set(cell) <= {"-"} and cell for cell in cells):
                    table.append(cells)
                continue
            if table:
                y, table = self._table(ui, pygame.Rect(rect.x, y, rect.width, 0), table), []
            if not line:
                y += px(8)
                continue
            marks = {"# ": (22, HISTORY, True), "## ": (16, HISTORY, True)}
            mark = next((one for one in marks if line.startswith(one)), "")
            size, colour, bold = marks.get(mark, (14, TEXT, False))
            words = f"·  {line[2:]}" if line.startswith("- ") else line[len(mark) :]
            room = pygame.Rect(rect.x, y, rect.width, px(4000))
            y = ui.canvas.paragraph(words, room, size, colour, 1.45, bold)
        return y

    def _table(self, ui: Ui, rect: pygame.Rect, table: list[list[str]]) -> int:
        """Cells as wide as their words in proportion, wrapped; the y below."""
        canvas, px, y = ui.canvas, ui.px, rect.y
        longest = [min(max(canvas.width(row[n], 13) for row in table) + px(16), px(420)) for n in range(len(table[0]))]
        for place, row in enumerate(table):
            cells = columns(pygame.Rect(rect.x, y, rect.width, 0), *map(float, [w / sum(longest) for w in longest]))
            wrapped = [canvas.wrap(text, 13, cell.width - px(14)) for text, cell in zip(row, cells, strict=True)]
            high = max(len(lines) for lines in wrapped) * px(19) + px(10) if any(wrapped) else px(30)
            canvas.panel(pygame.Rect(rect.x, y, rect.width, high), PANEL, border=LINE, radius=0)
            for lines, cell in zip(wrapped, cells, strict=True):
                for number, words in enumerate(lines):
                    spot = (cell.x + px(8), y + px(4) + number * px(19))
                    canvas.text(words, spot, 13, DIM if not place else TEXT, not place)
            y += high
        return y

    def _save(self, ui: Ui) -> None:
        folder = self.desk.folders.reports
        if folder is None:
            ui.toast(say("no_export"), BAD)
            return
        try:
            write_lesson(folder / "lesson", language())
            ui.toast(say("exported").format(folder / "lesson"), GOOD)
        except Fault as fault:
            ui.toast(told(fault), BAD)
