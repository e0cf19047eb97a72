"""The first game's guide: eight notes that point at parts of the room; it blocks nothing, can be left and resumed."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.ui.icons import icon
from game.ui.room_layout import RoomLayout
from game.ui.theme import DIM, RAISED, TEXT, YOURS, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets import button
from game.ui.words import say

STEPS = 8
LEFT = -1


def part_of(ui: Ui, lay: RoomLayout, step: int) -> pygame.Rect:
    """The part of the room a step speaks of; where it is a tab away, the tabs."""
    px = ui.px
    top = lay.top
    match step:
        case 1 if lay.breadth != "narrow":
            right = px(398) if lay.breadth == "wide" else px(14)
            return pygame.Rect(top.right - right - px(364), top.y, 3 * px(120) + px(4), px(64))
        case 2 if lay.breadth != "narrow":
            return pygame.Rect(top.x + px(206), top.y, px(112), px(64))
        case 1 | 2:
            return top
        case 3:
            return lay.desk if lay.desk.width else lay.parts
        case 4:
            return lay.small if lay.small.width else lay.centre if lay.centre.width else lay.parts
        case 5:
            return lay.orders if lay.orders.width else lay.parts
        case 7:
            return lay.centre if lay.centre.width else lay.parts
        case 6:
            found = [ui.places[name] for name in ("end_turn", "auto") if name in ui.places]
        case _:
            found = [ui.places[name] for name in ("codex",) if name in ui.places]
    return found[0].unionall(found[1:]).inflate(px(10), px(10)) if found else pygame.Rect(0, 0, 0, 0)


def guide(ui: Ui, desk: Desk, lay: RoomLayout) -> None:
    """Draw the step the settings stand at and take its buttons."""
    step = desk.settings.guide_step
    if step == LEFT:
        return
    step = min(max(step, 1), STEPS)
    target = part_of(ui, lay, step)
    if target.width:
        ui.canvas.outline(target, YOURS, 2.2, 9)
    box = beside(ui, target)
    title, _, words = _words(ui, step).partition("\n")
    note(ui, box, title, words, f"{step} / {STEPS}")
    px = ui.px
    row = pygame.Rect(box.x + px(18), box.bottom - px(44), px(112), px(32))
    next_box = pygame.Rect(box.right - px(18) - px(112), row.y, px(112), row.height)
    if button(ui, "guide-leave", row, say("guide_leave"), size=12):
        desk.keep_settings({"guide_step": LEFT})
    if step > 1:
        back_box = pygame.Rect(next_box.x - px(44), row.y, px(36), row.height)
        if button(ui, "guide-back", back_box, ""):
            desk.keep_settings({"guide_step": step - 1})
        icon(ui.canvas, "left", back_box.center, 14, TEXT)
    word = "guide_next" if step < STEPS else "guide_end"
    if button(ui, "guide-next", next_box, say(word), primary=True, size=12.5):
        desk.keep_settings({"guide_step": step + 1 if step < STEPS else LEFT})


def _words(ui: Ui, step: int) -> str:
    keys = {6: {"key": ui.keys.text("end_turn")}, 8: {"help": ui.keys.text("help"), "codex": ui.keys.text("codex")}}
    return say(f"guide_{step}", **keys.get(step, {}))


def beside(ui: Ui, target: pygame.Rect, height: int = 168) -> pygame.Rect:
    """Where the note has room: under, beside or over what it speaks of."""
    px = ui.px
    screen = ui.canvas.surface.get_rect().inflate(-px(24), -px(24))
    box = pygame.Rect(0, 0, px(400), px(height))
    if not target.width:
        box.center = screen.center
        return box
    beside = min(max(target.centerx - box.width // 2, screen.x), screen.right - box.width)
    spots = (
        (target.right + px(14), target.y + px(30)),
        (target.x - box.width - px(14), target.y + px(30)),
        (beside, target.bottom + px(14)),
        # Above, and clear of the buttons at the lower edge.
        (beside, min(target.y, screen.bottom - px(70)) - box.height - px(14)),
    )
    tall = target.height > px(120)
    for spot in spots if tall else spots[2:]:
        box.topleft = spot
        if screen.contains(box):
            return box
    box.clamp_ip(screen)
    return box


def note(ui: Ui, box: pygame.Rect, title: str, words: str, count: str) -> None:
    """The panel of a guide or a tutorial, with room for buttons along its lower edge."""
    canvas, px = ui.canvas, ui.px
    canvas.covers(box)
    canvas.panel(box, RAISED, border=YOURS_DIM, radius=10)
    icon(canvas, "guide", (box.x + px(28), box.y + px(26)), 20, YOURS)
    canvas.text(title, (box.x + px(46), box.y + px(14)), 16, TEXT, True)
    canvas.text(count, (box.right - px(18), box.y + px(18)), 11, DIM, align="right")
    body = pygame.Rect(box.x + px(18), box.y + px(46), box.width - px(36), box.height - px(94))
    canvas.paragraph(words, body, 13, TEXT, 1.4)
