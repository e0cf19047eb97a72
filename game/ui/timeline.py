"""The timeline: the whole span with its eras, the chronicle so far, your decisions, now."""

from __future__ import annotations

from collections.abc import Callable

import pygame

from game.ui.theme import BACKGROUND, BRANCHES, DIM, ERA_BANDS, FAINT, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.words import say
from game.views.room import Timeline
from game.views.sentences import month_text


def draw_timeline(ui: Ui, rect: pygame.Rect, line: Timeline) -> None:
    """Era bands with their names, your decisions above, the chronicle below; what is to come stays unknown."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    bar = _bar(ui, rect)
    span = max(line.end + 1 - line.start, 1)

    def at(month: float) -> int:
        return round(bar.x + (month - line.start) / span * bar.width)

    starts = [start for _, start in line.eras] + [line.end + 1]
    for place, (title, start) in enumerate(line.eras):
        left, right = at(start), at(starts[place + 1])
        band = pygame.Rect(left, bar.y, max(right - left - 1, 1), bar.height)
        here = start <= line.now < starts[place + 1]
        canvas.panel(band, ERA_BANDS[place % len(ERA_BANDS)], radius=3)
        if canvas.width(title, 10) <= band.width - px(8):
            bold = here and canvas.width(title, 11, True) <= band.width - px(8)
            canvas.label(title, band.inflate(-px(8), 0), 11, TEXT if here else DIM, bold, least=10)
        ui.tip(band, f"{title}\n{month_text(start)}")
    _past(ui, bar, line, at)
    years = px(56)
    gap = next((gap for gap in (1, 2, 5, 10) if span / 12.0 / gap * years <= bar.width), 10)
    for year in range(1985 + (line.start + 11) // 12, 1985 + line.end // 12 + 1):
        x = at((year - 1985) * 12)
        if year % gap == 0:
            canvas.line((x, bar.bottom + px(9)), (x, bar.bottom + px(12)), FAINT)
            canvas.text(str(year), (x, bar.bottom + px(13)), 10.5, FAINT, align="centre")


def _bar(ui: Ui, rect: pygame.Rect) -> pygame.Rect:
    px = ui.px
    return pygame.Rect(rect.x + px(20), rect.y + px(14), rect.width - px(40), px(24))


def timeline_month(ui: Ui, rect: pygame.Rect, line: Timeline) -> int | None:
    """The month of the past that was pressed, to go back to it; by key the present one."""
    if not rect.width:
        return None
    ui.place("timeline-past", rect, area=True)
    if ui.entered("timeline-past"):
        return line.now
    if not ui.clicked("timeline-past", rect):
        return None
    bar = _bar(ui, rect)
    month = line.start + (ui.inputs.mouse[0] - bar.x) / max(bar.width, 1) * (line.end + 1 - line.start)
    return round(month) if line.start <= month < line.now else None


def _past(ui: Ui, bar: pygame.Rect, line: Timeline, at: Callable[[float], int]) -> None:
    """How far time has come, your decisions as ticks above the bar, the chronicle's as ticks below."""
    canvas, px = ui.canvas, ui.px
    now = at(line.now)
    canvas.panel(pygame.Rect(bar.x, bar.bottom + px(1), max(now - bar.x, 1), px(3)), YOURS, radius=1)
    if line.seen > line.now:
        # Hatched, not only coloured: months that another future has lived through already.
        for x in range(now + px(5), at(min(line.seen, line.end + 1)), max(px(5), 1)):
            canvas.line((x, bar.bottom + px(4)), (x + px(3), bar.bottom + px(1)), BRANCHES[0])
        ahead = pygame.Rect(now, bar.bottom, max(at(min(line.seen, line.end + 1)) - now, 1), px(6))
        ui.tip(ahead, say("branches.seen", month=month_text(min(line.seen, line.end) - 1)))
    if line.left:
        canvas.diamond((at(line.left), bar.bottom + px(2)), 4, BRANCHES[0], 1.6)
        ui.tip(
            pygame.Rect(at(line.left) - px(5), bar.bottom - px(2), px(10), px(9)),
            say("branches.left", month=month_text(line.left)),
        )
    for month, text in line.events:
        if month < line.now:
            x = at(month)
            canvas.line((x, bar.bottom + px(5)), (x, bar.bottom + px(9)), HISTORY)
            ui.tip(pygame.Rect(x - px(3), bar.bottom, px(6), px(11)), f"{month_text(month)}\n{text}")
    told: dict[int, list[str]] = {}
    for month, text in line.decisions:
        told.setdefault(at(month), []).append(f"{month_text(month)}  {text}")
    for x, texts in told.items():
        canvas.line((x, bar.y - px(6)), (x, bar.y - px(2)), YOURS, px(1.5))
        ui.tip(pygame.Rect(x - px(3), bar.y - px(9), px(6), px(9)), "\n".join(texts[:12]))
    canvas.disc((now, bar.bottom + px(2)), 6, TEXT)
    canvas.disc((now, bar.bottom + px(2)), 3, BACKGROUND)
