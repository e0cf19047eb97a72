"""Dialogs over the room: a card that wants an answer, a name for a save."""

from __future__ import annotations

import pygame

from game.ui.theme import BAD, DIM, FAINT, HISTORY, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button, field
from game.ui.words import say
from game.views.room import CardView, OptionView

# Names that every file system takes.
_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_"


def card_dialog(ui: Ui, card: CardView, hints: bool) -> str:
    """The card in the middle of the window; the option pressed, "away" to look at the room first, or empty."""
    canvas, px = ui.canvas, ui.px
    inner_width = px(660) - px(56)
    lines = canvas.wrap(card.situation, 14, inner_width)
    heights = [_option_height(ui, option, inner_width) for option in card.options]
    height = px(86) + len(lines) * px(22) + sum(heights) + px(8) * len(heights) + px(60)
    rect = ui.dialog(660, height)
    x = rect.x + px(28)
    canvas.text(card.date, (x, rect.y + px(18)), 12, HISTORY)
    canvas.text(card.title, (x, rect.y + px(34)), 20, TEXT, True, limit=inner_width)
    y = rect.y + px(72)
    for line in lines:
        canvas.text(line, (x, y), 14, TEXT)
        y += px(22)
    y += px(12)
    chosen = ""
    for place, (option, tall) in enumerate(zip(card.options, heights, strict=True)):
        box = pygame.Rect(x, y, inner_width, tall)
        if _option(ui, box, option, place + 1, hints):
            chosen = option.id
        y += tall + px(8)
    away = pygame.Rect(rect.right - px(28) - px(190), rect.bottom - px(46), px(190), px(30))
    canvas.text(card.sources, (x, away.centery - px(8)), 11, FAINT, limit=away.x - x - px(12))
    if button(ui, "card-away", away, say("look_first"), size=12, tip=ui.keys.text("back")) or ui.acts("back"):
        return "away"
    return chosen


def _effect_lines(ui: Ui, option: OptionView, width: int) -> list[str]:
    return ui.canvas.wrap(option.effect if option.allowed else option.reason, 12, width - ui.px(56))


def _option_height(ui: Ui, option: OptionView, width: int) -> int:
    return ui.px(38) + len(_effect_lines(ui, option, width)) * ui.px(18)


def _option(ui: Ui, rect: pygame.Rect, option: OptionView, number: int, hints: bool) -> bool:
    """One answer, pressed with mouse, Enter or its number."""
    canvas, px = ui.canvas, ui.px
    pressed = button(ui, f"option-{option.id}", rect, "", enabled=option.allowed)
    shade = TEXT if option.allowed else DIM
    canvas.text(str(number), (rect.x + px(16), rect.y + px(8)), 14, HISTORY if option.allowed else FAINT, True)
    right = rect.right - px(14)
    if hints and option.history:
        right -= canvas.text("◆ " + say("history_chose"), (right, rect.y + px(9)), 11, HISTORY, align="right") + px(12)
    if option.capital:
        right -= canvas.text(option.capital, (right, rect.y + px(8)), 12, shade, align="right") + px(12)
    canvas.text(option.title, (rect.x + px(40), rect.y + px(7)), 14, shade, True, limit=right - rect.x - px(40))
    y = rect.y + px(30)
    for line in _effect_lines(ui, option, rect.width):
        canvas.text(line, (rect.x + px(40), y), 12, DIM if option.allowed else BAD)
        y += px(18)
    return pressed or (option.allowed and ui.acts(f"tab_{number}"))


def save_dialog(ui: Ui, name: str) -> tuple[str | None, bool]:
    """Asks for the name of a save; (None, False) when it is given up, (name, True) when confirmed."""
    canvas, px = ui.canvas, ui.px
    rect = ui.dialog(440, px(150))
    canvas.text(say("save_name"), (rect.x + px(24), rect.y + px(18)), 14, TEXT, True)
    box = pygame.Rect(rect.x + px(24), rect.y + px(48), rect.width - px(48), px(36))
    confirmed = ui.focus == "save-name" and ui.key(pygame.K_RETURN)
    name = field(ui, "save-name", box, name, 48, _NAME_LETTERS)
    yes = pygame.Rect(rect.right - px(24) - px(110), rect.bottom - px(48), px(110), px(32))
    if button(ui, "save-yes", yes, say("save"), enabled=bool(name.strip()), primary=True):
        confirmed = True
    if button(ui, "save-no", yes.move(-px(120), 0), say("cancel")) or ui.acts("back"):
        return None, False
    return name, confirmed
