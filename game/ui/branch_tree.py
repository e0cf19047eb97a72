"""The picture of a tree of futures: a line each on one time axis, where they parted, and the stop that is chosen."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import pygame

from game.rules.level import Level
from game.ui.theme import (
    BRANCHES,
    DIM,
    ERA_BANDS,
    FAINT,
    FOCUS,
    GRID,
    HISTORY,
    LINE,
    PANEL,
    RAISED,
    TEXT,
    YOURS,
    Colour,
)
from game.ui.ui import Ui
from game.ui.widgets import scrolled
from game.views.branches import BranchRow
from game.views.sentences import month_text

NAME = "branch-tree"


def shade_of(number: int, played: bool) -> Colour:
    """A future's colour: yours while it is played, else one of its own."""
    return YOURS if played else BRANCHES[(number - 1) % len(BRANCHES)]


@dataclass(slots=True)
class TreePicture:
    """One drawing of the tree; all months count from January 1985."""

    level: Level
    rows: Sequence[BranchRow]
    chosen: int
    stops: Sequence[int]  # months of the chosen future's stops
    stop: int
    overlaid: Set[int]

    def draw(self, ui: Ui, rect: pygame.Rect) -> tuple[int, int | None] | None:
        """Draw it; the future and the month that mouse or keys went to, None where nothing moved.

        A month of None is where the future stands.
        """
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        ui.place(NAME, rect)
        step = px(50)
        names = px(190 if rect.width > px(560) else 130)
        body = pygame.Rect(rect.x + px(6), rect.y + px(8), rect.width - px(12), rect.height - px(40))
        plot = pygame.Rect(body.x + names, body.y, body.width - names - px(26), body.height)
        self._axis(ui, plot)
        first, fitting = scrolled(ui, "branch-rows", body, len(self.rows), step)
        shown = self.rows[first : first + fitting]
        middles = {row.number: body.y + place * step + step // 2 for place, row in enumerate(shown)}
        for row in shown:
            line = pygame.Rect(body.x, middles[row.number] - step // 2, body.width - px(8), step)
            if row.number == self.chosen:
                canvas.panel(line.inflate(-px(2), -px(4)), RAISED, radius=6)
            self._row(ui, row, line, plot, middles)
        if self.chosen in middles:
            self._cursor(ui, plot, middles[self.chosen])
        return self._keys(ui) or self._mouse(ui, rect, plot, middles)

    def _at(self, plot: pygame.Rect, month: float) -> int:
        span = max(self.level.end + 1 - self.level.start, 1)
        return round(plot.x + (month - self.level.start) / span * plot.width)

    def _axis(self, ui: Ui, plot: pygame.Rect) -> None:
        canvas, px, level = ui.canvas, ui.px, self.level
        starts = [max(era.start, level.start) for era in level.eras] + [level.end + 1]
        for place in range(len(level.eras)):
            left, right = self._at(plot, starts[place]), self._at(plot, starts[place + 1])
            band = pygame.Rect(left, plot.bottom + px(2), max(right - left - 1, 1), px(5))
            canvas.panel(band, ERA_BANDS[place % len(ERA_BANDS)], radius=2)
        years = (level.end + 1 - level.start) / 12.0
        gap = next((gap for gap in (1, 2, 5, 10) if years / gap * px(54) <= plot.width), 10)
        for year in range(1985 + (level.start + 11) // 12, 1985 + level.end // 12 + 1):
            if year % gap == 0:
                x = self._at(plot, (year - 1985) * 12)
                canvas.line((x, plot.y), (x, plot.bottom), GRID)
                canvas.text(str(year), (x, plot.bottom + px(9)), 10.5, FAINT, align="centre")

    def _row(self, ui: Ui, row: BranchRow, line: pygame.Rect, plot: pygame.Rect, middles: dict[int, int]) -> None:
        canvas, px = ui.canvas, ui.px
        shade = shade_of(row.number, row.played)
        y = line.centery
        left, right = self._at(plot, row.left), self._at(plot, row.month)
        above = middles.get(row.parent, plot.y) if row.parent else y
        if row.parent:
            canvas.line((left, above), (left, y), shade, px(1.5))
        canvas.line((left, y), (max(right, left + 1), y), shade, px(2.5))
        canvas.disc((right, y), 5, shade)
        if not row.played:
            canvas.disc((right, y), 2.5, PANEL)
        words = pygame.Rect(line.x + px(26), line.y + px(6), plot.x - line.x - px(40), px(20))
        canvas.label(
            row.title, words, 13.5, TEXT if row.played or row.number == self.chosen else DIM, row.played, least=9
        )
        below = words.move(0, px(19))
        wide = canvas.label(row.points, below, 12.5, shade, True) + px(8)
        room = pygame.Rect(below.x + wide, below.y, max(below.width - wide, 1), below.height)
        canvas.label(row.parts, room, 11, DIM, least=8)
        mark = (line.x + px(13), y)
        if row.played:
            canvas.disc(mark, 5, YOURS)
        elif row.number in self.overlaid:
            canvas.disc(mark, 5, shade)
            canvas.disc(mark, 2.5, PANEL)
        ui.tip(line, f"{row.title}\n{month_text(row.left)} – {row.stands}\n{row.points}  ({row.parts})")

    def _cursor(self, ui: Ui, plot: pygame.Rect, y: int) -> None:
        """The stops of the chosen future, and the one that is chosen with its date."""
        canvas, px = ui.canvas, ui.px
        last = -1000
        for month in self.stops:
            x = self._at(plot, month)
            if x - last >= px(4):
                canvas.line((x, y - px(3)), (x, y + px(3)), DIM)
                last = x
        if not self.stops:
            return
        month = self.stops[min(self.stop, len(self.stops) - 1)]
        x = self._at(plot, month)
        colour = FOCUS if ui.focus == NAME else HISTORY
        canvas.line((x, y - px(15)), (x, y + px(15)), colour, px(2))
        canvas.diamond((x, y), 6, colour, 2.0)
        words = month_text(min(month, self.level.end))
        wide = canvas.width(words, 11, True)
        left = min(max(x - wide // 2, plot.x), plot.right + px(20) - wide)
        canvas.text(words, (left, y - px(25)), 11, colour, True)

    def _keys(self, ui: Ui) -> tuple[int, int | None] | None:
        if ui.focus != NAME:
            return None
        numbers = [row.number for row in self.rows]
        here = numbers.index(self.chosen) if self.chosen in numbers else 0
        for key, way in ((pygame.K_UP, -1), (pygame.K_DOWN, 1)):
            if ui.key(key) and 0 <= here + way < len(numbers):
                return numbers[here + way], None
        last = len(self.stops) - 1
        ways = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1, pygame.K_HOME: -last, pygame.K_END: last}
        ways |= {pygame.K_PAGEUP: -8, pygame.K_PAGEDOWN: 8}
        for key, way in ways.items():
            if ui.key(key) and last >= 0:
                return self.chosen, self.stops[min(max(self.stop + way, 0), last)]
        return None

    def _mouse(
        self, ui: Ui, rect: pygame.Rect, plot: pygame.Rect, middles: dict[int, int]
    ) -> tuple[int, int | None] | None:
        if not ui.clicked(NAME, rect):
            return None
        x, y = ui.inputs.mouse
        near = min(middles, key=lambda number: abs(middles[number] - y), default=0)
        if not near or abs(middles[near] - y) > ui.px(26):
            return None
        if x < plot.x - ui.px(8):
            return near, None
        span = self.level.end + 1 - self.level.start
        month = self.level.start + (x - plot.x) / max(plot.width, 1) * span
        if near == self.chosen and self.stops:
            return near, min(self.stops, key=lambda one: abs(one - month))
        return near, round(month)
