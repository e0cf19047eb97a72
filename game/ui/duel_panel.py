"""A duel in the room: steps, pain and resolve, what the opponent says, and your moves; one rectangle."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.theme import BAD, DIM, HISTORY, PANEL, TEXT, TRACK, YOURS, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets import button, choice
from game.views.duel import DuelView

_SAID_LINES = 2


def duel_panel(ui: Ui, rect: pygame.Rect, duels: Sequence[DuelView], shown: str) -> tuple[str, str]:
    """Draw the duel that is shown, with a choice where there are more; returns its id and the move pressed or ""."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=YOURS_DIM)
    duel = next((one for one in duels if one.id == shown), duels[0])
    ui.asking.about(f"duel:{duel.id}", rect, "duel-shown")
    head = pygame.Rect(rect.x + px(12), rect.y + px(5), rect.width - px(24), px(22))
    right = canvas.label(f"{duel.held}    {duel.left}", head, 11, DIM, align="right", least=9)
    room = pygame.Rect(head.x, head.y, head.width - right - px(12), head.height)
    if len(duels) > 1:
        options = [(float(place), one.title) for place, one in enumerate(duels)]
        duel = duels[int(choice(ui, "duel-shown", room, float(list(duels).index(duel)), options, size=10.5))]
    else:
        canvas.label(duel.title, room, 13, TEXT, True)
    row = pygame.Rect(head.x, head.bottom + px(3), head.width, px(17))
    half = row.width if not duel.bars else row.width * 54 // 100
    _steps(ui, pygame.Rect(row.x, row.y, half, row.height), duel)
    wide = (row.width - half) // max(len(duel.bars), 1)
    for place, (title, value) in enumerate(duel.bars):
        colour = (BAD, HISTORY)[place % 2]
        _bar(ui, pygame.Rect(row.x + half + place * wide, row.y, wide - px(6), row.height), (title, value, colour))
    pressed = _moves(ui, pygame.Rect(head.x, rect.bottom - px(33), head.width, px(27)), duel)
    _says(ui, pygame.Rect(head.x, row.bottom + px(2), head.width, rect.bottom - px(36) - row.bottom), duel)
    return duel.id, pressed


def _steps(ui: Ui, line: pygame.Rect, duel: DuelView) -> None:
    """A row of boxes for each kind of step; a height with a name tells it."""
    canvas, px = ui.canvas, ui.px
    x = line.x
    for step in duel.steps:
        title = f"{step.title}: {step.name}" if step.name else step.title
        x += canvas.label(title, pygame.Rect(x, line.y, line.right - x - px(50), line.height), 11, DIM, least=9) + px(5)
        for height in range(step.most):
            box = pygame.Rect(x, line.y + px(4), px(8), px(10))
            canvas.panel(box, BAD if height < step.height else TRACK, radius=2)
            x += px(10)
        x += px(9)


def _bar(ui: Ui, line: pygame.Rect, told: tuple[str, float, tuple[int, int, int]]) -> None:
    canvas, px = ui.canvas, ui.px
    title, value, colour = told
    left = canvas.label(title, line, 11, DIM) + px(5)
    right = canvas.label(f"{value:.0f}", line, 11.5, TEXT, True, "right") + px(5)
    bar = pygame.Rect(line.x + left, line.centery - px(4), max(line.width - left - right, px(4)), px(8))
    canvas.panel(bar, TRACK, radius=3)
    filled = round(bar.width * min(max(value, 0.0), 100.0) / 100.0)
    if filled:
        canvas.panel(pygame.Rect(bar.x, bar.y, filled, bar.height), colour, radius=3)


def _says(ui: Ui, area: pygame.Rect, duel: DuelView) -> None:
    """What the opponent says; what has no room is told in the tip."""
    canvas, px = ui.canvas, ui.px
    words = [*duel.says, *([duel.announced] if duel.announced else [])]
    ui.tip(area, "\n".join(words))
    lines = [
        (part, YOURS if place == 0 else TEXT) for place, said in enumerate(words) for part in _wrapped(ui, said, area)
    ]
    fitting = max(area.height // px(14.5), 1)
    for place, (line, colour) in enumerate(lines[:fitting]):
        canvas.text(line, (area.x, area.y + place * px(14.5)), 10.5, colour, limit=area.width)


def _wrapped(ui: Ui, words: str, area: pygame.Rect) -> list[str]:
    return list(ui.canvas.wrap(words, 10.5, area.width))


def _moves(ui: Ui, row: pygame.Rect, duel: DuelView) -> str:
    px = ui.px
    gap = px(4)
    width = (row.width - gap * (len(duel.moves) - 1)) // len(duel.moves)
    pressed = ""
    for place, move in enumerate(duel.moves):
        box = pygame.Rect(row.x + place * (width + gap), row.y, width, row.height)
        tip = f"{move.label}\n{move.tip}"
        if button(ui, f"duel-{move.move}", box, move.label, enabled=move.allowed, tip=tip, size=10.5):
            pressed = move.move
    return pressed
