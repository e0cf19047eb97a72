"""Dialogs over the room: a card that wants an answer, a name for a save."""

from __future__ import annotations

import pygame

from game.ui.icons import icon
from game.ui.motion import arrival
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, LINE, PANEL, TEXT, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets import button, field
from game.ui.words import say
from game.views.room import CardView, OptionView

# Names that every file system takes.
_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_"


def card_dialog(ui: Ui, card: CardView, hints: bool) -> str:
    """The card in the middle of the window.

    Answers the option pressed, "away" to look at the room first, "sources" to read where it comes from, or empty.
    """
    canvas, px = ui.canvas, ui.px
    inner_width = px(720) - px(64)
    lines = canvas.wrap(card.situation, 14.5, inner_width)
    heights = [_option_height(ui, option, inner_width) for option in card.options]
    height = px(122) + len(lines) * px(23) + sum(heights) + px(8) * len(heights) + px(58)
    rect = ui.dialog(720, height)
    # It comes up from a little below, so that the eye sees that the room has stopped for it.
    rect.y += round((1.0 - arrival(ui, f"card {card.id}")) * px(18))
    x = rect.x + px(32)
    _head(ui, pygame.Rect(rect.x, rect.y, rect.width, px(84)), card)
    y = rect.y + px(98)
    for line in lines:
        canvas.text(line, (x, y), 14.5, TEXT)
        y += px(23)
    y += px(14)
    chosen = ""
    for place, (option, tall) in enumerate(zip(card.options, heights, strict=True)):
        box = pygame.Rect(x, y, inner_width, tall)
        if _option(ui, box, option, place + 1, hints):
            chosen = option.id
        y += tall + px(8)
    away = pygame.Rect(rect.right - px(32) - px(190), rect.bottom - px(48), px(190), px(32))
    sources = pygame.Rect(x, away.y, away.x - x - px(16), away.height)
    if _sources_link(ui, sources, card.sources):
        return "sources"
    if button(ui, "card-away", away, say("look_first"), size=12, tip="Esc") or ui.key(pygame.K_ESCAPE):
        return "away"
    return chosen


def _head(ui: Ui, rect: pygame.Rect, card: CardView) -> None:
    """A band with the date, the era and the card's title."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE, radius=10)
    canvas.surface.fill(PANEL, (rect.x + 1, rect.bottom - px(10), rect.width - 2, px(10)))
    canvas.line((rect.x, rect.bottom), (rect.right - 1, rect.bottom), YOURS_DIM, px(1.5))
    x = rect.x + px(32)
    icon(canvas, "note", (x + px(14), rect.centery), 28, HISTORY)
    wide = canvas.text(card.date, (x + px(44), rect.y + px(15)), 13, HISTORY, True)
    canvas.text(card.era, (x + px(58) + wide, rect.y + px(15)), 13, DIM)
    canvas.text(card.title, (x + px(44), rect.y + px(35)), 22, TEXT, True, limit=rect.width - px(108))


def _sources_link(ui: Ui, rect: pygame.Rect, words: str) -> bool:
    """The card's sources as a link into the codex."""
    canvas, px = ui.canvas, ui.px
    wide = min(canvas.width(words, 11.5), rect.width - px(24))
    box = pygame.Rect(rect.x, rect.y, wide + px(26), rect.height)
    icon(canvas, "book", (box.x + px(8), box.centery), 14, DIM)
    spot = pygame.Rect(box.x + px(22), box.y, wide, box.height)
    hot = ui.hovers(box)
    canvas.label(words, spot, 11.5, TEXT if hot else DIM, least=9)
    if hot:
        canvas.line((spot.x, box.centery + px(9)), (spot.right, box.centery + px(9)), DIM)
    ui.place("card-sources", box)
    return ui.clicked("card-sources", box) or ui.entered("card-sources")


def _effect_lines(ui: Ui, option: OptionView, width: int) -> list[str]:
    return ui.canvas.wrap(option.effect if option.allowed else option.reason, 12, width - ui.px(56))


def _option_height(ui: Ui, option: OptionView, width: int) -> int:
    return ui.px(40) + len(_effect_lines(ui, option, width)) * ui.px(18)


def _option(ui: Ui, rect: pygame.Rect, option: OptionView, number: int, hints: bool) -> bool:
    """One answer, pressed with mouse, Enter or its number; who likes it stands at its right as signs."""
    canvas, px = ui.canvas, ui.px
    pressed = button(ui, f"option-{option.id}", rect, "", enabled=option.allowed)
    shade = TEXT if option.allowed else DIM
    canvas.text(str(number), (rect.x + px(16), rect.y + px(8)), 14, HISTORY if option.allowed else FAINT, True)
    right = rect.right - px(14)
    if hints and option.history:
        right -= canvas.text("◆ " + say("history_chose"), (right, rect.y + px(9)), 11, HISTORY, align="right") + px(14)
    if option.capital:
        right -= canvas.text(option.capital, (right, rect.y + px(8)), 12, shade, True, "right") + px(14)
    for name, points in reversed(option.approvals):
        colour = GOOD if points > 0.0 else BAD
        right -= canvas.text(f"{points:+.0f}", (right, rect.y + px(9)), 11.5, colour, True, "right") + px(3)
        icon(canvas, f"who-{name}", (right - px(8), rect.y + px(18)), 15, colour)
        right -= px(26)
    canvas.text(option.title, (rect.x + px(40), rect.y + px(7)), 14, shade, True, limit=right - rect.x - px(40))
    y = rect.y + px(31)
    for line in _effect_lines(ui, option, rect.width):
        canvas.text(line, (rect.x + px(40), y), 12, DIM if option.allowed else BAD)
        y += px(18)
    return pressed or (option.allowed and ui.key(pygame.K_0 + number))


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
    if button(ui, "save-no", yes.move(-px(120), 0), say("cancel")) or ui.key(pygame.K_ESCAPE):
        return None, False
    return name, confirmed
