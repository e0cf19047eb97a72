"""The policy desk: lever groups, and the open group's rows with slider, history's tick, effective mark and cost."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui.icons import icon
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, LINE, PANEL, RAISED, ROW, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import Scale, button, choice, slider
from game.ui.words import say
from game.views.lever_rows import DraftView, LeverRow
from game.views.room import RoomView

ROWS_AT_MOST = 7


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """What was done at the policy desk: a draft while a slider moves, an order when it is let go."""

    group: str
    draft: tuple[str, float] | None = None
    order: tuple[str, float] | None = None
    eyed: str = ""  # the lever that the person seems about to move


def policy_desk(ui: Ui, rect: pygame.Rect, view: RoomView, group: str, draft: DraftView | None) -> DeskAnswer:
    """The groups as tabs in two rows and the rows of one of them."""
    ui.canvas.panel(rect, PANEL, border=LINE)
    px = ui.px
    group = _groups(ui, pygame.Rect(rect.x + px(8), rect.y + px(8), rect.width - px(16), px(58)), view, group)
    rows = [row for row in view.rows if row.group == group]
    top = rect.y + px(72)
    height = min((rect.bottom - px(4) - top) // max(len(rows), 6), px(66))
    answer = DeskAnswer(group)
    for place, row in enumerate(rows[:ROWS_AT_MOST]):
        box = pygame.Rect(rect.x + px(8), top + place * height, rect.width - px(16), height - px(4))
        done = _row(ui, box, row, draft if draft is not None and draft.lever == row.id else None)
        if done.draft or done.order or (done.eyed and not answer.eyed and not (answer.draft or answer.order)):
            answer = DeskAnswer(group, done.draft, done.order, done.eyed)
    return answer


def _groups(ui: Ui, rect: pygame.Rect, view: RoomView, group: str) -> str:
    px = ui.px
    columns = 4
    width = (rect.width - px(4) * (columns - 1)) // columns
    for place, (name, title) in enumerate(view.groups):
        box = pygame.Rect(
            rect.x + (place % columns) * (width + px(4)), rect.y + (place // columns) * px(30), width, px(27)
        )
        if button(ui, f"group-{name}", box, "", selected=name == group):
            group = name
        icon(ui.canvas, f"group-{name}", (box.x + px(12), box.centery), 13, TEXT if name == group else DIM)
        words = pygame.Rect(box.x + px(22), box.y, box.width - px(23), box.height)
        ui.canvas.label(title, words, 10.5, TEXT, name == group, least=9)
        if any(row.changed for row in view.rows if row.group == name):
            ui.canvas.disc((box.right - px(7), box.y + px(7)), 2.5, YOURS)
    return group


def _row(ui: Ui, rect: pygame.Rect, row: LeverRow, draft: DraftView | None) -> DeskAnswer:
    canvas, px = ui.canvas, ui.px
    name = f"lever-{row.id}"
    eyed = row.id if ui.hovers(rect) or name in (ui.focus, ui.active) else ""
    if eyed or draft is not None:
        canvas.panel(rect, ROW, radius=6)
    inner = rect.inflate(-px(12), -px(4))
    upper = pygame.Rect(inner.x, inner.y, inner.width, px(20))
    text, colour = (
        (draft.text, YOURS if draft.allowed else BAD) if draft else (row.text, YOURS if row.enabled else FAINT)
    )
    right = inner.right
    if not row.choices:
        right -= canvas.label(text, upper, 13, colour, True, "right") + px(10)
    right -= _cost(ui, pygame.Rect(inner.x, upper.y, right - inner.x, upper.height), row, draft)
    title = pygame.Rect(upper.x, upper.y, right - upper.x - px(8), upper.height)
    shade = TEXT if row.enabled else FAINT
    canvas.label(row.title, title, 13, shade, row.changed, least=10.5)
    ui.tip(rect, row.tip, name)
    top = upper.bottom + px(4)  # clear of the title's descenders when the focus ring is drawn
    lower = pygame.Rect(inner.x, top, inner.width, inner.bottom - top)
    if row.choices:
        box = pygame.Rect(lower.x, lower.centery - px(12), lower.width, px(24))
        chosen = choice(ui, name, box, row.value, row.choices, row.enabled, tick=row.tick)
        return DeskAnswer("", order=(row.id, chosen), eyed=eyed) if chosen != row.value else DeskAnswer("", eyed=eyed)
    scale = Scale(row.low, row.high, row.step, row.tick, row.mark, row.reach)
    slid = slider(ui, name, lower, draft.value if draft else row.value, scale, row.enabled)
    if slid.settled:
        return DeskAnswer("", order=(row.id, slid.value), eyed=eyed)
    return DeskAnswer("", draft=(row.id, slid.value) if slid.moving else None, eyed=eyed)


def _cost(ui: Ui, rect: pygame.Rect, row: LeverRow, draft: DraftView | None) -> int:
    """The cost badge at the right end of a rectangle: the draft's cost, else that of the whole range and its grain.

    Returns the width taken.
    """
    canvas, px = ui.canvas, ui.px
    colour: Colour
    if draft is not None:
        words, colour = draft.cost, HISTORY if draft.allowed else BAD
    else:
        mark = "½" if row.grain < 1.0 else "×2" if row.grain > 1.0 else ""
        words = f"{row.range_cost} {mark}".strip()
        colour = GOOD if row.grain < 1.0 else BAD if row.grain > 1.0 else DIM
        if not row.enabled:
            words, colour = say("not_yet"), FAINT
    width = canvas.width(words, 10.5) + px(12)
    box = pygame.Rect(rect.right - width, rect.centery - px(8), width, px(16))
    canvas.panel(box, RAISED, radius=5)
    canvas.label(words, box, 10.5, colour, align="centre")
    return width
