"""The policy desk: lever groups, and the open group's rows with slider, history's tick, effective mark and cost."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui.icons import icon
from game.ui.layout import columns, grid, rows
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, LINE, PANEL, RAISED, ROW, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import Scale, button, choice, field, scroll_page, slider
from game.ui.words import say
from game.views.lever_rows import DraftView, LeverRow
from game.views.room import RoomView

ALL = "all"  # the group that lists every lever and finds one by its words
FINDER = "desk-find"


@dataclass(frozen=True, slots=True)
class DeskAnswer:
    """What was done at the policy desk: a draft while a slider moves, an order when it is let go."""

    group: str
    draft: tuple[str, float] | None = None
    order: tuple[str, float] | None = None
    eyed: str = ""  # the lever that the person seems about to move


def policy_desk(ui: Ui, rect: pygame.Rect, view: RoomView, group: str, draft: DraftView | None) -> DeskAnswer:
    """The groups as buttons and the rows of one of them, which scroll where the window is low."""
    ui.canvas.panel(rect, PANEL, border=LINE)
    px = ui.px
    broad = rect.width > px(520)
    inner = rect.inflate(-px(16), -px(16))
    heads, body = rows(inner, px(30 if broad else 58), 1.0, gap=px(6))
    group = _groups(ui, heads, view, group, 8 if broad else 4)
    shown = [row for row in view.rows if row.group == group]
    if group == ALL:
        finder, body = rows(body, px(32), 1.0, gap=px(6))
        wanted = field(ui, FINDER, finder, ui.texts.get(FINDER, ""), 40, hint=say("find.hint"))
        ui.texts[FINDER] = wanted
        shown = [row for row in view.rows if wanted.casefold() in f"{row.title} {row.tip}".casefold()]
        if not shown:
            ui.canvas.label(say("find.none"), body, 13, DIM, align="centre")
    least = px(36 if broad else 50)
    height = min(max((body.height + px(4)) // max(len(shown), 6), least), px(40 if broad else 66))
    answer = DeskAnswer(group)
    with scroll_page(ui, f"desk-{group}", body) as page:
        for place, row in enumerate(shown):
            box = pygame.Rect(page.rect.x, page.rect.y + place * height, page.rect.width, height - px(4))
            drafted = draft if draft is not None and draft.lever == row.id else None
            done = _line(ui, box, row, drafted) if broad else _row(ui, box, row, drafted)
            if done.draft or done.order or (done.eyed and not answer.eyed and not (answer.draft or answer.order)):
                answer = DeskAnswer(group, done.draft, done.order, done.eyed)
            page.reaches(box.bottom)
    return answer


def _groups(ui: Ui, rect: pygame.Rect, view: RoomView, group: str, across: int) -> str:
    px = ui.px
    groups = [*view.groups, (ALL, say("group.all"))]
    if all(name != group for name, _ in groups):
        group = groups[0][0]
    for (name, title), box in zip(groups, grid(rect, len(groups), across, px(4)), strict=True):
        ui.asking.about(f"group:{name}", box, f"group-{name}")
        if button(ui, f"group-{name}", box, "", selected=name == group):
            group = name
        words, align = box.inflate(-px(6), 0), "centre"
        # The sign goes where the word has no room beside it.
        if ui.canvas.width(title, 9) <= box.width - px(23):
            sign = f"group-{name}"
            icon(ui.canvas, sign, (box.x + px(12), box.centery), 13, TEXT if name == group else DIM)
            words, align = pygame.Rect(box.x + px(22), box.y, box.width - px(23), box.height), "left"
        ui.canvas.label(title, words, 10.5, TEXT, name == group, align, least=8)
        if any(row.changed for row in view.rows if row.group == name):
            ui.canvas.disc((box.right - px(7), box.y + px(7)), 2.5, YOURS)
    return group


def _row(ui: Ui, rect: pygame.Rect, row: LeverRow, draft: DraftView | None) -> DeskAnswer:
    canvas, px = ui.canvas, ui.px
    name = f"lever-{row.id}"
    ui.asking.about(f"lever:{row.id}", rect, name)
    eyed = row.id if ui.hovers(rect) or name in (ui.focus, ui.active) else ""
    if eyed or draft is not None:
        canvas.panel(rect, ROW, radius=6)
    inner = rect.inflate(-px(12), -px(4))
    upper = pygame.Rect(inner.x, inner.y, inner.width, px(20))
    text, colour = _setting(row, draft)
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
        lower = pygame.Rect(lower.x, lower.centery - px(12), lower.width, px(24))
    return _moved(ui, name, lower, row, draft, eyed)


def _line(ui: Ui, rect: pygame.Rect, row: LeverRow, draft: DraftView | None) -> DeskAnswer:
    """A row where there is breadth but no height: name, cost, slider and value beside each other."""
    canvas, px = ui.canvas, ui.px
    name = f"lever-{row.id}"
    ui.asking.about(f"lever:{row.id}", rect, name)
    eyed = row.id if ui.hovers(rect) or name in (ui.focus, ui.active) else ""
    if eyed or draft is not None:
        canvas.panel(rect, ROW, radius=6)
    title, badge, lower, value = columns(rect.inflate(-px(12), 0), 1.0, px(66), 1.15, px(70), gap=px(6))
    canvas.label(row.title, title, 12, TEXT if row.enabled else FAINT, row.changed, least=8)
    _cost(ui, badge, row, draft)
    ui.tip(rect, row.tip, name)
    text, colour = _setting(row, draft)
    if row.choices:
        lower.width = value.right - lower.x
        lower = lower.inflate(0, -px(6))
    else:
        canvas.label(text, value, 12, colour, True, "right", least=8)
    return _moved(ui, name, lower, row, draft, eyed)


def _setting(row: LeverRow, draft: DraftView | None) -> tuple[str, Colour]:
    """The setting's text: the draft's while there is one."""
    if draft is not None:
        return draft.text, YOURS if draft.allowed else BAD
    return row.text, YOURS if row.enabled else FAINT


def _moved(ui: Ui, name: str, box: pygame.Rect, row: LeverRow, draft: DraftView | None, eyed: str) -> DeskAnswer:
    """The row's slider or positions, and what was done with them."""
    if row.choices:
        chosen = choice(ui, name, box, row.value, row.choices, row.enabled, tick=row.tick)
        return DeskAnswer("", order=(row.id, chosen), eyed=eyed) if chosen != row.value else DeskAnswer("", eyed=eyed)
    scale = Scale(row.low, row.high, row.step, row.tick, row.mark, row.reach)
    slid = slider(ui, name, box, draft.value if draft else row.value, scale, row.enabled)
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
            words, colour = row.shut, FAINT
    width = canvas.width(words, 10.5) + px(12)
    box = pygame.Rect(rect.right - width, rect.centery - px(8), width, px(16))
    canvas.panel(box, RAISED, radius=5)
    canvas.label(words, box, 10.5, colour, align="centre")
    return width
