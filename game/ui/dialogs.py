"""Dialogs over the room: a card that wants an answer, a name for a save."""

from __future__ import annotations

import pygame

from game.ui.theme import BAD, DIM, FAINT, HISTORY, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button, field, scroll_page
from game.ui.words import say
from game.views.room import CardView, OptionView

# Names that every file system takes.
_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_"


def card_dialog(ui: Ui, card: CardView, hints: bool) -> str:
    """The card in the middle of the window; the option pressed, "away" to look at the room first, or empty.

    Where the window is too low for all of it, situation and options scroll above the last line.
    """
    canvas, px = ui.canvas, ui.px
    screen = canvas.surface.get_rect()
    edge = px(28 if ui.room[0] > 700 else 14)
    width = min(px(660), screen.width - px(12))
    inner_width = width - 2 * edge - px(10)
    lines = canvas.wrap(card.situation, 14, inner_width)
    heights = [_option_height(ui, option, inner_width) for option in card.options]
    wanted = px(72) + len(lines) * px(22) + px(12) + sum(heights) + px(8) * len(heights) + px(58)
    rect = ui.dialog(width / canvas.sizes.scale, min(wanted, screen.height - px(12)))
    foot = pygame.Rect(rect.x + edge, rect.bottom - px(46), rect.width - 2 * edge, px(32))
    chosen = ""
    with scroll_page(ui, f"card-{card.id}", pygame.Rect(rect.x, rect.y, rect.width - edge, foot.y - rect.y)) as page:
        x, top = rect.x + edge, page.rect.y
        canvas.text(card.date, (x, top + px(18)), 12, HISTORY)
        title = pygame.Rect(x, top + px(34), inner_width, px(30))
        canvas.label(card.title, title, 20, TEXT, True, least=13)
        y = top + px(72)
        for line in lines:
            canvas.text(line, (x, y), 14, TEXT)
            y += px(22)
        y += px(12)
        for place, (option, tall) in enumerate(zip(card.options, heights, strict=True)):
            box = pygame.Rect(x, y, inner_width, tall)
            if _option(ui, box, option, place + 1, hints):
                chosen = option.id
            y += tall + px(8)
        page.reaches(y)
    away = pygame.Rect(rect.x + edge + inner_width - px(190), foot.y, px(190), foot.height)
    canvas.label(card.sources, pygame.Rect(foot.x, foot.y, away.x - foot.x - px(12), foot.height), 11, FAINT, least=8)
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
    title = pygame.Rect(rect.x + px(40), rect.y + px(5), right - rect.x - px(40), px(24))
    canvas.label(option.title, title, 14, shade, True, least=10.5)
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
