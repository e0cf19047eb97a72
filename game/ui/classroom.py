"""The classroom: choose a folder of journals and capsules; every run is played again, scored and compared."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path

import pygame

from game.desk import Desk
from game.faults import Fault
from game.hand_in import verified
from game.reports.book import Sheet
from game.reports.class_table import tables
from game.reports.class_table.charts import distribution, overlay
from game.reports.class_table.command import Table
from game.reports.class_table.compare import FIGURES, Comparison
from game.reports.class_table.folder import found_again
from game.reports.class_table.scoring import CURVES, Row
from game.reports.class_table.study import Study, write_study
from game.reports.debrief_pack.writing import Writing
from game.reports.picture import Picture
from game.told import told
from game.ui.icons import icon
from game.ui.layout import columns
from game.ui.lesson import LessonScreen
from game.ui.picture import draw_picture, picture_size
from game.ui.replay import Replay
from game.ui.screen import Answer, Show, Still, back, foot, heading, roomy
from game.ui.sheet import draw_sheets
from game.ui.theme import BAD, DIM, FAINT, GOOD, GRID, HISTORY, LINE, PANEL, ROW, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button, progress, scroll_page, scrolled, tabs
from game.ui.words import language, say
from game.views.classroom import folder_view
from game.views.sentences import month_named

_PAGES = ("table", "curves", "spread", "levers", "forks")
_LOOK_AGAIN = 0.15  # seconds between two looks at workers that are busy


class Classroom(Still):
    """A folder chooser at the left, the class at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.folder = folder_view(desk.folders.saves or Path.cwd())
        self.study: Study | None = None
        self.writing: Writing | None = None
        self.page = "table"
        self.level = 0  # which of the levels that were played
        self._pictures: dict[tuple[object, ...], Picture] = {}

    @property
    def rows(self) -> list[Row]:
        """What has been scored so far, best first, refused ones last."""
        rows = list(self.study.rows) if self.study else []
        return sorted(rows, key=lambda row: (not row.counts, -row.scores.get("overall", 0.0), row.name, row.source))

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        if self.study is not None and self.study.running:
            ui.wake = ui.clock() + _LOOK_AGAIN
        self._written(ui)
        area = heading(ui, say("classroom"))
        leave: Answer | None = back(ui)
        if leave is not None and self.study is not None:
            self.study.stop()
        spot = foot(ui)
        lesson = pygame.Rect(spot.x + px(142), spot.y, px(150), spot.height)
        if button(ui, "class-lesson", lesson, say("lesson"), size=13):
            leave = Show(partial(LessonScreen, self.desk))
        if roomy(ui):
            left, right = columns(area, px(340), 1.0, gap=px(20))
            y = ui.canvas.paragraph(say("class_intro"), left, 13, DIM, 1.5) + px(12)
            self._chooser(ui, pygame.Rect(left.x, y, left.width, left.bottom - y))
            return self._class(ui, right) or leave
        with scroll_page(ui, "class-page", area) as page:
            rect = page.rect
            y = ui.canvas.paragraph(say("class_intro"), pygame.Rect(rect.topleft, (rect.width, px(400))), 13, DIM, 1.5)
            high = px(160) + px(32) * max(len(self.folder.folders), 1)
            self._chooser(ui, pygame.Rect(rect.x, y + px(10), rect.width, high))
            y += high + px(20)
            high = px(480) if self.study is not None else px(100)
            answer = self._class(ui, pygame.Rect(rect.x, y, rect.width, high))
            page.reaches(y + high)
        return answer or leave

    def _go(self, path: Path) -> None:
        if self.study is not None:
            self.study.stop()
        self.folder, self.study = folder_view(path), None
        self._pictures.clear()

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
        running = self.study is not None and self.study.running
        able = bool(self.folder.journals) and not running
        if button(ui, "class-score", score, f"{say('class_score')}  ·  {count}", enabled=able, primary=True, size=13):
            self.study, self.page, self.level = Study(self.folder.path), "table", 0
            self._pictures.clear()
            ui.again = True

    def _class(self, ui: Ui, rect: pygame.Rect) -> Answer | None:
        """Progress while workers are at it, then the pages of the comparison."""
        canvas, px = ui.canvas, ui.px
        study = self.study
        if study is None:
            canvas.panel(rect, PANEL, border=LINE)
            words = say("class_count").format(len(self.folder.journals)) if self.folder.journals else say("class_empty")
            canvas.label(words, rect.inflate(-px(40), 0), 13, DIM, align="centre")
            return None
        if study.problem:
            canvas.paragraph(study.problem, rect, 13.5, BAD)
            return None
        bar = pygame.Rect(rect.x, rect.y, rect.width, px(34))
        below = pygame.Rect(rect.x, bar.bottom + px(10), rect.width, rect.bottom - bar.bottom - px(10))
        if study.table is None:
            done = len(study.rows)
            words = say("class_progress").format(done, study.count)
            progress(ui, bar, done / study.count if study.count else 0.0, words)
            return self._table(ui, below, None)
        self._tools(ui, bar, study)
        found = study.table.comparisons[self.level] if study.table.comparisons else None
        if self.page == "table" or found is None:
            return self._table(ui, below, found)
        if not found.rows:
            canvas.label(say("class.unfinished"), below, 13, DIM, align="centre")
            return None
        if self.page == "curves":
            self._curves(ui, below, found)
        elif self.page == "spread":
            self._picture(ui, below, "spread", found)
        elif self.page == "levers":
            draw_sheets(ui, "class-levers", below, [tables.lever_table(found, language())])
        else:
            sheets = [tables.fork_table(found, fork, language()) for fork in found.forks]
            note = Sheet(say("class.forks"), say("class.forks_note"), (), ())
            draw_sheets(ui, "class-forks", below, [note, *sheets])
        return None

    def _tools(self, ui: Ui, bar: pygame.Rect, study: Study) -> None:
        """Pages, the level where several were played, and the way to save."""
        px, table = ui.px, study.table
        assert table is not None
        save = pygame.Rect(bar.right - px(150), bar.y, px(150), bar.height)
        if button(ui, "class-save", save, say("class_save"), size=12.5):
            self._save(ui, study)
        pack = pygame.Rect(save.x - px(158), bar.y, px(150), bar.height)
        able = self.writing is None and any(found.rows for found in table.comparisons)
        words = say("pack_make") if self.writing is None else say("pack_making")
        if button(ui, "class-pack", pack, words, enabled=able, size=12.5, tip=say("pack_tip")):
            self._write_pack(ui, table)
        room = pygame.Rect(bar.x, bar.y, pack.x - bar.x - px(12), bar.height)
        if len(table.comparisons) > 1:
            pick = pygame.Rect(room.right - px(150), bar.y, px(150), bar.height)
            title = table.comparisons[self.level].level.title.in_language(language())
            if button(ui, "class-level", pick, title, size=12, tip=say("class_next_level")):
                self.level = (self.level + 1) % len(table.comparisons)
                ui.again = True
            room.width -= px(162)
        self.page = tabs(ui, "class", room, self.page, [(name, say(f"class_page.{name}")) for name in _PAGES])

    def _save(self, ui: Ui, study: Study) -> None:
        folder = self.desk.folders.reports
        if folder is None or study.table is None:
            ui.toast(say("no_export"), BAD)
            return
        try:
            ui.toast(say("exported").format(write_study(study.table, folder)), GOOD)
        except Fault as fault:
            ui.toast(told(fault), BAD)

    def _write_pack(self, ui: Ui, table: Table) -> None:
        folder = self.desk.folders.reports
        if folder is None:
            ui.toast(say("no_export"), BAD)
            return
        self.writing = Writing(table, self.folder.path, folder, language())
        ui.again = True

    def _written(self, ui: Ui) -> None:
        """Look whether a pack is ready, and say where it is."""
        if self.writing is None:
            return
        if self.writing.running:
            ui.wake = ui.clock() + _LOOK_AGAIN
            return
        problem = self.writing.problem
        ui.toast(problem or say("exported").format(self.writing.out), BAD if problem else GOOD)
        self.writing = None

    def _curves(self, ui: Ui, rect: pygame.Rect, found: Comparison) -> None:
        gap = ui.px(10)
        width, height = (rect.width - gap) // 2, (rect.height - 2 * gap) // 3
        for place, name in enumerate(CURVES):
            x, y = rect.x + (place % 2) * (width + gap), rect.y + (place // 2) * (height + gap)
            self._picture(ui, pygame.Rect(x, y, width, height), name, found)

    def _picture(self, ui: Ui, rect: pygame.Rect, name: str, found: Comparison) -> None:
        """A picture is made once for a size and a language."""
        key = (name, self.level, rect.size, language())
        if key not in self._pictures:
            size = picture_size(ui, rect)
            made = distribution(found, size, language()) if name == "spread" else overlay(found, name, size, language())
            self._pictures[key] = made
        draw_picture(ui, rect, self._pictures[key])

    def _film(self, row: Row) -> Answer | None:
        """A run of the class as a film; it was read a moment ago, yet its file may be gone by now."""
        with contextlib.suppress(Fault):
            return Show(partial(Replay, self.desk, verified(found_again(self.folder.path, row.source)).session))
        return None

    def _table(self, ui: Ui, rect: pygame.Rect, found: Comparison | None) -> Answer | None:
        """Every hand-in: name, how far, scores; the reason where there are none."""
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        answer: Answer | None = None
        inner = rect.inflate(-px(28), -px(20))
        heads = [tables.figure_title(name, language()) for name in FIGURES]
        step = px(84)
        canvas.text(say("class_run"), (inner.x, inner.y), 11.5, DIM, True)
        for place, title in enumerate(heads):
            canvas.text(title, (inner.right - (len(heads) - 1 - place) * step, inner.y), 11.5, DIM, True, "right")
        area = pygame.Rect(inner.x, inner.y + px(24), inner.width + px(18), inner.height - px(24))
        rows = [row for row in self.rows if found is None or not row.counts or row.level == found.level.id]
        first, fitting = scrolled(ui, "class-rows", area, len(rows), px(34))
        for place, row in enumerate(rows[first : first + fitting]):
            line = pygame.Rect(area.x, area.y + place * px(34), inner.width, px(34))
            answer = self._row(ui, line, row, step) or answer
        return answer

    def _row(self, ui: Ui, line: pygame.Rect, row: Row, step: int) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        canvas.line((line.x, line.y), (line.right, line.y), GRID)
        answer: Answer | None = None
        if row.counts:
            if ui.hovers(line):
                canvas.panel(line.inflate(px(12), -2), ROW, radius=5)
            ui.place(f"class-{row.source}", line)
            ui.tip(line, say("watch_again"))
            if ui.clicked(f"class-{row.source}", line) or ui.entered(f"class-{row.source}"):
                answer = self._film(row)
        room = pygame.Rect(line.x, line.y, line.width - len(FIGURES) * step - px(8), line.height)
        if not row.counts:
            room.width = line.width
        twins = self.study.table.twins if self.study and self.study.table else {}
        about = tables.notes(row, twins, language())
        wide = canvas.label(tables.shown_name(row), room, 13, TEXT if row.counts else FAINT, least=9)
        spot = pygame.Rect(line.x + wide + px(14), line.y, room.right - line.x - wide - px(14), line.height)
        if not row.finished and row.counts:
            until = f"{say('class.unfinished')}, {month_named(row.month, language())}"
            about = f"{until}  ·  {about}" if about else until
        if spot.width > px(60) and about:
            canvas.label(
                about, spot, 11, BAD if row.problem else DIM, align="left" if row.counts else "right", least=8.5
            )
        if row.counts and about:
            ui.tip(room, about)
        for column, name in enumerate(FIGURES if row.counts else ()):
            value = row.scores[name]
            at = line.right - (len(FIGURES) - 1 - column) * step
            cell = pygame.Rect(at - step, line.y, step, line.height)
            canvas.label(f"{value:.1f}", cell, 13, GOOD if value >= 99.95 else TEXT, column == 0, "right")
        return answer
