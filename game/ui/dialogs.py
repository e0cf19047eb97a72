"""Dialogs over the room: a card that wants an answer, a name for a save."""

from __future__ import annotations

import pygame

from game.ui.icons import icon
from game.ui.motion import arrival
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, LINE, PANEL, TEXT, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets import button, field, scroll_page
from game.ui.words import say
from game.views.room import CardView, OptionView

# Names that every file system takes.
_NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_"


def card_dialog(ui: Ui, card: CardView, hints: bool) -> str:
    """The card in the middle of the window.

    Answers the option pressed, "away" to look at the room first, "sources" to read where it comes from, or empty. Where
    the window is too low for all of it, situation and options scroll between the head and the last line.
    """
    canvas, px = ui.canvas, ui.px
    screen = canvas.surface.get_rect()
    edge = px(32 if ui.room[0] > 760 else 14)
    width = min(px(720), screen.width - px(12))
    inner_width = width - 2 * edge
    lines = canvas.wrap(card.situation, 14.5, inner_width)
    heights = [_option_height(ui, option, inner_width) for option in card.options]
    wanted = px(98) + len(lines) * px(23) + px(14) + sum(heights) + px(8) * len(heights) + px(58)
    rect = ui.dialog(width / canvas.sizes.scale, min(wanted, screen.height - px(12)))
    ui.asking.whole = f"card:{card.id}"
    # It comes up from a little below, so that the eye sees that the room has stopped for it.
    rect.y += round((1.0 - arrival(ui, f"card {card.id}")) * px(18))
    head = pygame.Rect(rect.x, rect.y, rect.width, px(84) if screen.height > px(460) else px(64))
    _head(ui, head, card, edge)
    foot = pygame.Rect(rect.x + edge, rect.bottom - px(46), inner_width, px(32))
    chosen = ""
    body = pygame.Rect(rect.x, head.bottom + px(2), rect.width - px(4), foot.y - px(6) - head.bottom)
    with scroll_page(ui, f"card-{card.id}", body) as page:
        x, y = rect.x + edge, page.rect.y + px(12)
        for line in lines:
            canvas.text(line, (x, y), 14.5, TEXT)
            y += px(23)
        y += px(14)
        for place, (option, tall) in enumerate(zip(card.options, heights, strict=True)):
            box = pygame.Rect(x, y, inner_width, tall)
            if _option(ui, box, option, place + 1, hints):
                chosen = option.id
            y += tall + px(8)
        page.reaches(y)
    away = pygame.Rect(foot.right - px(190), foot.y, px(190), foot.height)
    if _sources_link(ui, pygame.Rect(foot.x, foot.y, away.x - foot.x - px(16), foot.height), card.sources):
        return "sources"
    if button(ui, "card-away", away, say("look_first"), size=12, tip=ui.keys.text("back")) or ui.acts("back"):
        return "away"
    return chosen


def _head(ui: Ui, rect: pygame.Rect, card: CardView, edge: int) -> None:
    """A band with the date, the era and the card's title."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE, radius=10)
    canvas.fill(pygame.Rect(rect.x + 1, rect.bottom - px(10), rect.width - 2, px(10)), PANEL)
    canvas.line((rect.x, rect.bottom), (rect.right - 1, rect.bottom), YOURS_DIM, px(1.5))
    x, right = rect.x + edge, rect.right - edge
    icon(canvas, "note", (x + px(14), rect.centery), 28, HISTORY)
    x += px(44)
    upper = pygame.Rect(x, rect.y + rect.height * 14 // 84, right - x, px(22))
    wide = canvas.label(card.date, upper, 13, HISTORY, True) + px(14)
    canvas.label(card.era, pygame.Rect(x + wide, upper.y, right - x - wide, upper.height), 13, DIM, least=9.5)
    title = pygame.Rect(x, upper.bottom, right - x, px(30))
    canvas.label(card.title, title, 22 if rect.height > px(70) else 18, TEXT, True, least=13)


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
    row = 0 if _beside(ui, width) or not option.approvals else ui.px(20)
    return ui.px(40) + len(_effect_lines(ui, option, width)) * ui.px(18) + row


def _beside(ui: Ui, width: int) -> bool:
    """Whether who likes an answer has room beside its title."""
    return width > ui.px(600)


def _approvals(ui: Ui, option: OptionView, right: int, middle: int) -> int:
    """Who likes an answer and who does not, as signs from the right; where they begin."""
    canvas, px = ui.canvas, ui.px
    for name, points in reversed(option.approvals):
        colour = GOOD if points > 0.0 else BAD
        right -= canvas.text(f"{points:+.0f}", (right, middle - px(9)), 11.5, colour, True, "right") + px(3)
        icon(canvas, f"who-{name}", (right - px(8), middle), 15, colour)
        right -= px(26)
    return right


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
    if _beside(ui, rect.width):
        right = _approvals(ui, option, right, rect.y + px(18))
    title = pygame.Rect(rect.x + px(40), rect.y + px(5), right - rect.x - px(40), px(26))
    canvas.label(option.title, title, 14, shade, True, least=10.5)
    y = rect.y + px(31)
    if not _beside(ui, rect.width) and option.approvals:
        _approvals(ui, option, rect.right - px(14), y + px(9))
        y += px(20)
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
