"""Saved games: the newest first, each with its level, month, date and the course of its gauges."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.faults import ExitCode, Fault
from game.told import told
from game.ui.curve import gauges_thumbnail
from game.ui.icons import icon
from game.ui.room import Room
from game.ui.screen import Answer, Replace, Still, aside, back, foot, heading
from game.ui.theme import BAD, DIM, FAINT, HISTORY, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button, scrolled
from game.ui.words import language, say
from game.views.saves import SaveRow, save_rows

_ICONS = {"named": "save", "auto": "clock", "finished": "medal"}


class SaveList(Still):
    """A list of journals to pick from; what a press does is up to who shows it."""

    kinds: tuple[str, ...] = ("named", "auto")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.problem = ""
        self.doomed: SaveRow | None = None  # the save that is asked about before it goes
        self._gauges: dict[str, tuple[tuple[float, float, float], ...]] = {}
        self.look()

    def look(self) -> None:
        """Read the folder anew."""
        self._levels = self.desk.levels()
        self.rows = self._rows()

    def _rows(self) -> list[SaveRow]:
        self._language = language()
        return [row for row in save_rows(self.desk.saves(), self._levels, language()) if row.kind in self.kinds]

    def listing(self, ui: Ui, area: pygame.Rect, empty: str) -> SaveRow | None:
        """Draw the rows; the one that was pressed."""
        canvas, px = ui.canvas, ui.px
        if self._language != language():
            self.rows = self._rows()
        if not self.rows:
            canvas.paragraph(empty, area, 14, DIM)
        step = px(64)
        first, fitting = scrolled(ui, "saves-rows", area, len(self.rows), step)
        chosen = None
        for row in self.rows[first : first + fitting]:
            place = self.rows.index(row) - first
            if self._row(ui, pygame.Rect(area.x, area.y + place * step, area.width - px(14), px(56)), row):
                chosen = row
        if self.problem:
            line = foot(ui)
            canvas.label(
                self.problem, pygame.Rect(line.x + px(150), line.y, line.width - px(150), line.height), 12, BAD
            )
        return chosen

    def _row(self, ui: Ui, box: pygame.Rect, row: SaveRow) -> bool:
        canvas, px = ui.canvas, ui.px
        sound = not row.problem
        wide = box.width - px(52)  # the rest is for the way to delete it
        main = pygame.Rect(box.x, box.y, wide, box.height)
        pressed = button(ui, f"save-{row.name}", main, "", enabled=sound)
        icon(canvas, _ICONS[row.kind], (box.x + px(28), box.centery), 20, YOURS if sound else FAINT)
        x = box.x + px(58)
        thumb = pygame.Rect(main.right - px(16) - px(190), box.y + px(9), px(190), box.height - px(18))
        wide_enough = main.width > px(700)
        limit = (thumb.x if wide_enough else main.right) - px(150) - x
        canvas.text(row.title, (x, box.y + px(8)), 15, TEXT if sound else FAINT, True, limit=limit)
        if not sound:
            canvas.text(row.problem, (x, box.y + px(31)), 11.5, BAD, limit=main.right - x - px(16))
        else:
            wide = canvas.text(f"{row.level}  ·  {row.month}", (x, box.y + px(31)), 12, HISTORY, limit=limit)
            room = pygame.Rect(x + wide + px(14), box.y + px(30), max(limit - wide - px(14), 1), px(18))
            canvas.label(row.rules, room, 11.5, DIM, least=9)
            right = thumb.x - px(20) if wide_enough else main.right - px(16)
            canvas.text(row.written, (right, box.y + px(20)), 12, DIM, align="right")
            if wide_enough:
                gauges_thumbnail(canvas, thumb, self._gauges_of(row))
                ui.tip(thumb, say("gauges_over_time"))
        away = pygame.Rect(main.right + px(8), box.y, px(44), box.height)
        if button(ui, f"delete-{row.name}", away, "", tip=say("delete")):
            self.doomed = row
            ui.again = True
        icon(canvas, "trash", away.center, 17, DIM)
        return pressed

    def _gauges_of(self, row: SaveRow) -> tuple[tuple[float, float, float], ...]:
        if row.name not in self._gauges:
            self._gauges[row.name] = self.desk.gauges(row.path)
        return self._gauges[row.name]

    def refused(self, row: SaveRow, fault: Fault) -> None:
        """Why a journal cannot be used; one of another version still tells its figures, which nobody has checked."""
        self.problem = told(fault)
        stored = self._gauges_of(row)
        if fault.exit_code == ExitCode.VERSION and stored:
            share, price, leverage = (f"{value:.1f}" for value in stored[-1])
            self.problem += "  " + say("save.unverified", share=share, price=price, leverage=leverage)

    def confirm(self, ui: Ui) -> None:
        """The dialog that asks before a save is deleted."""
        if self.doomed is None:
            return
        canvas, px = ui.canvas, ui.px
        rect = ui.dialog(480, px(150))
        words = say("delete_sure").format(self.doomed.title)
        canvas.paragraph(words, pygame.Rect(rect.x + px(24), rect.y + px(22), rect.width - px(48), px(70)), 14.5)
        yes = pygame.Rect(rect.right - px(24) - px(120), rect.bottom - px(52), px(120), px(34))
        keep = yes.move(-px(132), 0)
        if ui.focus not in ("delete-yes", "delete-no"):
            ui.focus = "delete-no"
        kept = button(ui, "delete-no", keep, say("cancel")) or ui.acts("back")
        if button(ui, "delete-yes", yes, say("delete"), primary=True):
            self.problem = self.desk.delete(self.doomed.path)
            ui.toast(self.problem or say("deleted"), BAD if self.problem else TEXT)
            self.doomed = None
            self.look()
        elif kept:
            self.doomed = None
            ui.again = True


class Saves(SaveList):
    """Pick a game to go on with."""

    def draw(self, ui: Ui) -> Answer | None:
        area = heading(ui, say("load"))
        aside(ui, say("newest_first"), 12, FAINT)
        leave = back(ui)
        row = self.listing(ui, area, say("no_saves"))
        self.confirm(ui)
        return leave or (self._load(row) if row is not None else None)

    def _load(self, row: SaveRow) -> Answer | None:
        try:
            session = self.desk.load(row.path)
        except Fault as fault:
            self.refused(row, fault)
            return None
        return Replace(partial(Room, self.desk, session))
