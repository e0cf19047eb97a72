"""Dialogs over the room: a card that wants an answer."""

from __future__ import annotations

import pygame

from game.ui.theme import BAD, DIM, HISTORY, LINE, PANEL, RAISED, TEXT
from game.ui.ui import Ui
from game.ui.words import say
from game.views.room import CardView


def card_dialog(ui: Ui, card: CardView, hints: bool) -> str:
    """The card in the middle of the window; the option pressed, or empty."""
    canvas, px = ui.canvas, ui.px
    screen = canvas.surface.get_rect()
    shade = pygame.Surface(screen.size, pygame.SRCALPHA)
    shade.fill((6, 9, 14, 170))
    canvas.surface.blit(shade, (0, 0))
    width = px(640)
    inner = width - px(48)
    lines = canvas.wrap(card.situation, 14, inner)
    option_height = px(70)
    height = px(112) + len(lines) * px(22) + len(card.options) * option_height + px(24)
    rect = pygame.Rect(0, 0, width, height)
    rect.center = screen.center
    ui.modal(rect)
    canvas.panel(rect, PANEL, border=LINE, radius=10)
    canvas.text(card.date, (rect.x + px(24), rect.y + px(18)), 12, HISTORY)
    canvas.text(card.title, (rect.x + px(24), rect.y + px(36)), 20, TEXT, True, limit=inner)
    y = rect.y + px(74)
    for line in lines:
        canvas.text(line, (rect.x + px(24), y), 14, TEXT)
        y += px(22)
    y += px(10)
    chosen = ""
    for option in card.options:
        box = pygame.Rect(rect.x + px(24), y, inner, option_height - px(8))
        if _option(ui, box, option.id, option.title, option.effect, option.capital, option.allowed, option.reason):
            chosen = option.id
        if hints and option.history:
            canvas.text("◆ " + say("history_chose"), (box.right - px(12), box.y + px(8)), 11, HISTORY, align="right")
        y += option_height
    canvas.text(card.sources, (rect.x + px(24), rect.bottom - px(28)), 11, DIM, limit=inner)
    return chosen


def _option(
    ui: Ui, rect: pygame.Rect, name: str, title: str, effect: str, capital: str, allowed: bool, reason: str
) -> bool:
    canvas, px = ui.canvas, ui.px
    pressed = ui.button(f"option-{name}", rect, "", enabled=allowed)
    if not allowed:
        canvas.panel(rect, RAISED, border=LINE, radius=6)
    label = f"{title}   ({capital})" if capital else title
    canvas.text(
        label, (rect.x + px(14), rect.y + px(8)), 14, TEXT if allowed else DIM, True, limit=rect.width - px(150)
    )
    canvas.text(
        effect if allowed else reason, (rect.x + px(14), rect.y + px(33)), 12, DIM if allowed else BAD,
        limit=rect.width - px(28),
    )  # fmt: skip
    return pressed
