"""The cross-hair: a month under the pointer, or chosen by keys, and every value there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.ui.charts.axes import Frame
from game.ui.theme import BRANCHES, DIM, FAINT, HISTORY, TEXT, TIP, YOURS, YOURS_DIM, Colour
from game.ui.ui import Ui
from game.ui.words import say
from game.views.figures import ChartData
from game.views.marks import Marks
from game.views.sentences import compact, month_text

_KEYS = (
    (pygame.K_LEFT, -1),
    (pygame.K_RIGHT, 1),
    (pygame.K_PAGEUP, -12),
    (pygame.K_PAGEDOWN, 12),
    (pygame.K_HOME, -100_000),
    (pygame.K_END, 100_000),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure under the cross-hair: its frame, what lies ahead of it, and its colours."""

    data: ChartData
    frame: Frame
    forecast: Sequence[float]
    band: tuple[Sequence[float], Sequence[float]]
    colour: Colour
    ahead_colour: Colour

    def at(self, month: int) -> list[tuple[str, float, Colour]]:
        """Word, shown value and colour of everything known for a month."""
        data = self.data
        place = month - data.start
        ahead = place - len(data.yours)
        found = []
        if 0 <= place < len(data.yours):
            found.append((say(data.names[0]), data.yours[place] * data.scale, self.colour))
        elif 0 <= ahead < len(self.forecast):
            found.append((say("forecast"), self.forecast[ahead] * data.scale, self.ahead_colour))
        if 0 <= place < len(data.history):
            found.append((say(data.names[1]), data.history[place] * data.scale, HISTORY))
        for other in data.others:
            if 0 <= place < len(other.values):
                colour = BRANCHES[other.shade % len(BRANCHES)]
                found.append((other.title, other.values[place] * data.scale, colour))
        return found

    def band_at(self, month: int) -> str:
        """The band ahead, or the range of an estimate behind, in words; or nothing."""
        place = month - self.data.start
        low, high = self.data.low, self.data.high
        if place >= len(self.data.yours):
            place -= len(self.data.yours)
            low, high = self.band
        if not 0 <= place < min(len(low), len(high)):
            return ""
        return f"{compact(low[place] * self.data.scale)} – {compact(high[place] * self.data.scale)}"


def month_chosen(ui: Ui, name: str, frame: Frame) -> int | None:
    """The month that is read: by the keys while the chart has the focus, else under the pointer."""
    if name:
        ui.place(name, frame.plot)
    if name and ui.focus == name:
        key = f"{name}-month"
        month = int(ui.memory.get(key, frame.first + (frame.last - frame.first) // 2))
        for wanted, step in _KEYS:
            if ui.key(wanted):
                month = min(max(month + step, frame.first), frame.last)
        if ui.hovers(frame.plot) and ui.memory.get(f"{key}-x") != float(ui.inputs.mouse[0]):
            month = frame.month_at(ui.inputs.mouse[0])
            ui.memory[f"{key}-x"] = float(ui.inputs.mouse[0])
        month = min(max(month, frame.first), frame.last)
        ui.memory[key] = float(month)
        return month
    return frame.month_at(ui.inputs.mouse[0]) if ui.hovers(frame.plot) else None


def cross_hair(
    ui: Ui, rect: pygame.Rect, readings: Sequence[Reading], marks: Marks | None, large: bool, name: str = ""
) -> int | None:
    """A hair line and the values there; the month, or None when nothing is pointed at."""
    frame = readings[0].frame
    month = month_chosen(ui, name, frame)
    if month is None:
        return None
    canvas = ui.canvas
    x = frame.at(month, frame.high)[0]
    canvas.line((x, frame.plot.y), (x, frame.plot.bottom), FAINT)
    for reading in readings:
        for _, value, colour in reading.at(month):
            canvas.disc(reading.frame.at(month, value), 3, colour)
    if large:
        _box(ui, frame, x, month, readings, marks)
    else:
        _head(ui, rect, month, readings[0])
    return month


def _head(ui: Ui, rect: pygame.Rect, month: int, reading: Reading) -> None:
    """A small chart tells its values in its head."""
    canvas, px = ui.canvas, ui.px
    right = rect.right - px(14)
    y = rect.y + px(9) if rect.width >= px(260) else rect.y + px(23)
    for _, value, colour in reversed(reading.at(month)):
        right -= canvas.text(compact(value), (right, y), 12, colour, True, "right") + px(9)
    canvas.text(month_text(month), (right, y + px(1)), 11, DIM, align="right")


def _box(ui: Ui, frame: Frame, x: float, month: int, readings: Sequence[Reading], marks: Marks | None) -> None:
    """Month, values and what happened, in a box on the free side of the hair."""
    canvas, px = ui.canvas, ui.px
    rows: list[tuple[str, str, Colour]] = []
    for reading in readings:
        several = f"{reading.data.title} · " if len(readings) > 1 else ""
        for word, value, colour in reading.at(month):
            rows.append((several + word, f"{compact(value)} {reading.data.unit}", colour))
        between = reading.band_at(month)
        if between:
            rows.append((say("band"), f"{between} {reading.data.unit}", reading.ahead_colour))
    told = marks.near(month) if marks is not None else ()
    most = px(270)
    width = max([canvas.width(a, 11) + canvas.width(b, 11.5, True) + px(16) for a, b, _ in rows] or [0])
    notes = [(line, mark.kind) for mark in told for line in canvas.wrap(mark.text, 10.5, most - px(16))[:2]][:6]
    width = max(
        [width, canvas.width(month_text(month), 11.5, True), *(canvas.width(n, 10.5) + px(2) for n, _ in notes)]
    )
    height = px(24) + px(17) * len(rows) + px(15) * len(notes) + px(4)
    box = pygame.Rect(0, frame.plot.y + px(12), min(width, most) + px(16), height)
    box.x = round(x + px(10)) if x < frame.plot.centerx else round(x - px(10) - box.width)
    box.clamp_ip(canvas.surface.get_rect())
    canvas.panel(box, TIP, border=YOURS_DIM, radius=5)
    canvas.text(month_text(month), (box.x + px(8), box.y + px(4)), 11.5, TEXT, True)
    y = box.y + px(22)
    for words, text, colour in rows:
        wide = canvas.width(text, 11.5, True)
        canvas.text(words, (box.x + px(8), y), 11, DIM, limit=box.width - px(22) - wide)
        canvas.text(text, (box.right - px(8), y), 11.5, colour, True, "right")
        y += px(17)
    for line, kind in notes:
        canvas.text(line, (box.x + px(8), y), 10.5, HISTORY if kind == "event" else YOURS, limit=box.width - px(14))
        y += px(15)
