"""The parts of the situation room: top bar, policy desk, timeline, duel, news; each draws one rectangle."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui.theme import (
    BAD,
    DIM,
    ERA_BANDS,
    FAINT,
    GOOD,
    HISTORY,
    HOVER,
    LINE,
    PANEL,
    RAISED,
    TEXT,
    YOURS,
    YOURS_DIM,
)
from game.ui.ui import Ui
from game.ui.words import say
from game.views.room import DuelView, LeverRow, RoomView, Timeline


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """What was done at the policy desk: a draft while a slider moves, an order when it is let go."""

    draft: tuple[str, float] | None = None
    order: tuple[str, float] | None = None
    group: str = ""


def top_bar(ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    x = rect.x + px(16)
    canvas.text(view.date, (x, rect.y + px(8)), 20, HISTORY, True)
    canvas.text(view.turn, (x, rect.y + px(38)), 11, DIM)
    x += max(canvas.width(view.date, 20, True), canvas.width(view.turn, 11)) + px(18)
    canvas.text(view.era, (x, rect.y + px(14)), 13, TEXT, limit=px(170))
    x += px(180)
    for title, value, sign in view.purse:
        canvas.text(title, (x, rect.y + px(10)), 11, DIM)
        colour = BAD if sign == "bad" else TEXT
        wide = canvas.text(value, (x, rect.y + px(28)), 15, colour, True)
        x += max(wide, canvas.width(title, 11)) + px(20)
    _approvals(ui, rect, view)
    width = px(108)
    x = rect.right - px(270) - 3 * (width + px(8))
    for gauge in view.gauges:
        _gauge(ui, pygame.Rect(x, rect.y + px(6), width, rect.height - px(12)), gauge.title, gauge.points, gauge.gap)
        x += width + px(8)


def _gauge(ui: Ui, rect: pygame.Rect, title: str, points: float, gap: str) -> None:
    """Yours against history's 100: a bar to 200 with history's tick in the middle."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, RAISED, radius=6)
    canvas.text(title, (rect.x + px(8), rect.y + px(4)), 11, DIM)
    colour = GOOD if points >= 99.95 else BAD
    canvas.text(gap, (rect.right - px(8), rect.y + px(4)), 11, colour, align="right")
    canvas.text(f"{points:.1f}", (rect.x + px(8), rect.y + px(17)), 15, TEXT, True)
    bar = pygame.Rect(rect.x + px(8), rect.bottom - px(10), rect.width - px(16), px(4))
    canvas.panel(bar, LINE, radius=2)
    filled = pygame.Rect(bar.x, bar.y, round(bar.width * min(max(points, 0.0), 200.0) / 200.0), bar.height)
    if filled.width:
        canvas.panel(filled, YOURS, radius=2)
    canvas.line((bar.centerx, bar.y - px(3)), (bar.centerx, bar.bottom + px(2)), HISTORY, px(1.5))
    ui.tip(rect, say("gauge_tip"))


def _approvals(ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
    """Six constituencies: a bar each, its height the approval, its number below."""
    canvas, px = ui.canvas, ui.px
    width = px(34)
    x = rect.right - px(12) - 6 * (width + px(6))
    for title, value in view.approvals:
        box = pygame.Rect(x, rect.y + px(8), width, rect.height - px(16))
        height = box.height - px(16)
        bar = pygame.Rect(box.x + px(10), box.y, width - px(20), height)
        canvas.panel(bar, RAISED, radius=3)
        filled = round(height * min(max(value, 0.0), 100.0) / 100.0)
        colour = GOOD if value >= 50 else HISTORY if value >= 30 else BAD
        if filled:
            canvas.panel(pygame.Rect(bar.x, bar.bottom - filled, bar.width, filled), colour, radius=3)
        canvas.text(f"{value:.0f}", (box.centerx, box.bottom - px(13)), 10.5, DIM, align="centre")
        ui.tip(box, f"{title}: {value:.0f}")
        x += width + px(6)


def policy_desk(ui: Ui, rect: pygame.Rect, view: RoomView, group: str, draft: tuple[str, float] | None) -> DeskAnswer:
    """Lever groups, the open group's rows, and nothing else; a row is at most seventh of the height."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    answer = DeskAnswer(group=group)
    columns = 4
    width = (rect.width - px(16) - px(4) * (columns - 1)) // columns
    for place, (name, title) in enumerate(view.groups):
        box = pygame.Rect(
            rect.x + px(8) + (place % columns) * (width + px(4)),
            rect.y + px(8) + (place // columns) * px(30),
            width,
            px(26),
        )
        if ui.button(f"group-{name}", box, title, selected=name == group, size=11.5):
            answer = DeskAnswer(group=name)
    rows = [row for row in view.rows if row.group == group]
    top = rect.y + px(72)
    height = min((rect.bottom - px(6) - top) // 7, px(66))
    for place, row in enumerate(rows):
        box = pygame.Rect(rect.x + px(8), top + place * height, rect.width - px(16), height - px(4))
        done = _lever_row(ui, box, row, draft)
        if done.draft or done.order:
            answer = DeskAnswer(done.draft, done.order, group)
    return answer


def _lever_row(ui: Ui, rect: pygame.Rect, row: LeverRow, draft: tuple[str, float] | None) -> DeskAnswer:
    canvas, px = ui.canvas, ui.px
    if ui.hovers(rect):
        canvas.panel(rect, HOVER, radius=6)
    drafted = draft is not None and draft[0] == row.id
    value = draft[1] if drafted and draft is not None else row.value
    shade = TEXT if row.enabled else FAINT
    inner = rect.inflate(-px(12), -px(4))
    badge = say("cost_badge").format(row.step_cost)
    right = inner.right
    if not row.choices:
        text = row.text
        right -= canvas.text(text, (right, inner.y), 13, YOURS if row.enabled else FAINT, True, "right") + px(10)
    canvas.text(row.title, (inner.x, inner.y), 13, shade, limit=right - inner.x)
    lower = pygame.Rect(inner.x, inner.y + px(20), inner.width - px(64), inner.height - px(20))
    canvas.text(badge, (inner.right, lower.centery - px(8)), 10.5, DIM, align="right")
    ui.tip(rect, row.tip)
    if row.choices:
        box = pygame.Rect(lower.x, lower.centery - px(11), lower.width, px(22))
        chosen = ui.choice(f"lever-{row.id}", box, row.value, row.choices, row.enabled)
        return DeskAnswer(order=(row.id, chosen)) if chosen != row.value else DeskAnswer()
    box = pygame.Rect(lower.x, lower.centery - px(9), lower.width, px(18))
    slid = ui.slider(f"lever-{row.id}", box, value, row.low, row.high, row.step, row.tick, row.mark, row.enabled)
    if slid.settled:
        return DeskAnswer(order=(row.id, slid.value))
    return DeskAnswer(draft=(row.id, slid.value)) if slid.moving else DeskAnswer()


def timeline(ui: Ui, rect: pygame.Rect, data: Timeline) -> None:
    """The whole span: era bands, chronicle, your decisions, now."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    bar = pygame.Rect(rect.x + px(14), rect.y + px(24), rect.width - px(28), px(14))
    span = max(data.end + 1 - data.start, 1)

    def at(month: float) -> float:
        return bar.x + (month - data.start) / span * bar.width

    starts = [start for _, start in data.eras] + [data.end + 1]
    for place, (title, start) in enumerate(data.eras):
        x0, x1 = at(start), at(starts[place + 1])
        band = pygame.Rect(round(x0), bar.y, max(round(x1 - x0) - 1, 1), bar.height)
        canvas.panel(band, ERA_BANDS[place % len(ERA_BANDS)], radius=2)
        if band.width > canvas.width(title, 10.5) + px(4):
            canvas.text(title, (band.x + px(2), rect.y + px(6)), 10.5, DIM)
        ui.tip(band, title)
    done = pygame.Rect(bar.x, bar.bottom - px(3), max(round(at(data.now) - bar.x), 1), px(3))
    canvas.panel(done, YOURS, radius=1)
    # What is to come stays unknown: the chronicle shows the past only.
    for month, text in data.events:
        if month < data.now:
            x = at(month)
            canvas.line((x, bar.bottom + px(2)), (x, bar.bottom + px(7)), HISTORY)
            ui.tip(pygame.Rect(round(x) - px(3), bar.bottom, px(6), px(10)), f"{1985 + month // 12}: {text}")
    for month, text in data.decisions:
        x = at(month)
        canvas.line((x, bar.y - px(5)), (x, bar.y - px(1)), YOURS, px(1.5))
        ui.tip(pygame.Rect(round(x) - px(3), bar.y - px(7), px(6), px(8)), text)
    x = at(data.now)
    pygame.draw.circle(canvas.surface, TEXT, (round(x), bar.centery), px(5))
    year = 1985 + (data.start + 11) // 12
    gap = 5 if span > 150 else 1
    while (year - 1985) * 12 <= data.end:
        if year % gap == 0:
            canvas.text(str(year), (at((year - 1985) * 12), bar.bottom + px(9)), 10.5, FAINT, align="centre")
        year += 1


def duel_panel(ui: Ui, rect: pygame.Rect, duel: DuelView) -> str:
    """The opponent's steps, pain and resolve, and your moves; returns the move pressed."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=YOURS_DIM)
    canvas.text(duel.title, (rect.x + px(12), rect.y + px(8)), 13, TEXT, True)
    canvas.text(duel.left, (rect.right - px(12), rect.y + px(10)), 11, DIM, align="right")
    x = rect.x + px(12)
    for title, height in duel.steps:
        x += canvas.text(title, (x, rect.y + px(32)), 11, DIM) + px(6)
        for step in range(4):
            box = pygame.Rect(x, rect.y + px(34), px(8), px(10))
            canvas.panel(box, BAD if step < height else RAISED, radius=2)
            x += px(10)
        x += px(10)
    for place, (title, value, colour) in enumerate(
        ((say("pain"), duel.pain, BAD), (say("resolve"), duel.resolve, HISTORY))
    ):
        y = rect.y + px(54) + place * px(18)
        canvas.text(title, (rect.x + px(12), y - px(4)), 11, DIM)
        bar = pygame.Rect(rect.x + px(80), y, rect.width - px(140), px(8))
        canvas.panel(bar, RAISED, radius=3)
        filled = round(bar.width * min(value, 100.0) / 100.0)
        if filled:
            canvas.panel(pygame.Rect(bar.x, bar.y, filled, bar.height), colour, radius=3)
        canvas.text(f"{value:.0f}", (rect.right - px(12), y - px(4)), 11, TEXT, align="right")
    width = (rect.width - px(24) - px(6) * 3) // 4
    pressed = ""
    for place, (move, label, allowed, tip) in enumerate(duel.moves):
        box = pygame.Rect(rect.x + px(12) + place * (width + px(6)), rect.bottom - px(34), width, px(26))
        if ui.button(f"duel-{move}", box, label, enabled=allowed, tip=tip, size=12):
            pressed = move
    return pressed


def news_panel(ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
    """What happened last, and one computed sentence from each adviser."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    canvas.text(say("news"), (rect.x + px(12), rect.y + px(7)), 12.5, TEXT, True)
    y = rect.y + px(28)
    for line in view.advice:
        if y + px(18) > rect.bottom:
            return
        canvas.text("· " + line, (rect.x + px(12), y), 11.5, YOURS, limit=rect.width - px(24))
        y += px(17)
    for line in view.news:
        lines = canvas.wrap(line, 11.5, rect.width - px(24))
        if y + px(17) * len(lines) > rect.bottom - px(4):
            break
        for part in lines:
            canvas.text(part, (rect.x + px(12), y), 11.5, DIM)
            y += px(17)


def pending_panel(ui: Ui, rect: pygame.Rect, view: RoomView) -> str:
    """Orders of this turn with their total cost; "undo" or "redo" when pressed."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    title = say("pending").format(len(view.pending), view.pending_cost)
    canvas.text(title, (rect.x + px(12), rect.y + px(8)), 12, TEXT, True, limit=rect.width - px(150))
    undo = pygame.Rect(rect.right - px(136), rect.y + px(6), px(62), px(24))
    redo = pygame.Rect(rect.right - px(70), rect.y + px(6), px(62), px(24))
    pressed = ""
    if ui.button("undo", undo, say("undo"), enabled=view.can_undo, size=11.5, tip="Ctrl+Z"):
        pressed = "undo"
    if ui.button("redo", redo, say("redo"), enabled=view.can_redo, size=11.5, tip="Ctrl+Y"):
        pressed = "redo"
    y = rect.y + px(34)
    for line in view.pending[-3:]:
        if y + px(16) > rect.bottom:
            break
        canvas.text(line, (rect.x + px(12), y), 11.5, DIM, limit=rect.width - px(24))
        y += px(16)
    return pressed
