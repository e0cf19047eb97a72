"""The ending of a run on the debrief: its text and what decided it, side marks, badges earned and not."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.rules.score import SideMark
from game.ui.icons import icon
from game.ui.theme import DIM, FAINT, HISTORY, LINE, PANEL, RAISED, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import scroll_page
from game.ui.words import say
from game.views.outcome import AwardView, Outcome

_SIGNS = {"environment": "who-environment", "treasury": "group-prices", "stability": "who-provinces"}
_BADGE_HEIGHT = 60


def draw_ending(ui: Ui, rect: pygame.Rect, outcome: Outcome, side: Sequence[SideMark]) -> int:
    """Everything below each other, scrolling within the rectangle unless it has no height; the y below it."""
    if not rect.height:
        return _all(ui, rect, outcome, side)
    with scroll_page(ui, "ending-page", rect) as page:
        y = _all(ui, page.rect, outcome, side)
        page.reaches(y)
    return y


def _all(ui: Ui, rect: pygame.Rect, outcome: Outcome, side: Sequence[SideMark]) -> int:
    px = ui.px
    y = _story(ui, rect, outcome)
    y = _side(ui, pygame.Rect(rect.x, y + px(14), rect.width, 0), side)
    return _badges(ui, pygame.Rect(rect.x, y + px(14), rect.width, 0), outcome.badges)


def _story(ui: Ui, rect: pygame.Rect, outcome: Outcome) -> int:
    canvas, px = ui.canvas, ui.px
    inner = rect.width - px(32)
    because = say("award.because", words=outcome.ending.because)
    lines = len(canvas.wrap(outcome.words, 14, inner))
    box = pygame.Rect(rect.x, rect.y, rect.width, px(44) + lines * round(px(14) * 1.55) + px(34))
    canvas.panel(box, PANEL, border=LINE)
    canvas.text(outcome.ending.title, (box.x + px(16), box.y + px(10)), 18, HISTORY, True, limit=inner)
    words = pygame.Rect(box.x + px(16), box.y + px(42), inner, box.height)
    y = canvas.paragraph(outcome.words, words, 14, TEXT, 1.55)
    canvas.text(because, (words.x, y + px(6)), 11.5, DIM, limit=inner)
    return box.bottom


def _side(ui: Ui, rect: pygame.Rect, side: Sequence[SideMark]) -> int:
    canvas, px = ui.canvas, ui.px
    canvas.text(say("side"), (rect.x, rect.y), 12.5, DIM, True, limit=rect.width)
    y, width = rect.y + px(24), (rect.width - px(16)) // 3
    for place, mark in enumerate(side):
        box = pygame.Rect(rect.x + place * (width + px(8)), y, width, px(44))
        canvas.panel(box, PANEL, border=LINE)
        icon(canvas, _SIGNS[mark.name], (box.x + px(20), box.centery), 18, YOURS)
        words = pygame.Rect(box.x + px(38), box.y, box.width - px(100), box.height)
        canvas.label(say(f"side.{mark.name}"), words, 12.5, TEXT, least=9.5)
        canvas.text(f"{mark.points:.0f}", (box.right - px(14), box.y + px(11)), 17, TEXT, True, "right")
    return y + px(44)


def _badges(ui: Ui, rect: pygame.Rect, badges: Sequence[AwardView]) -> int:
    canvas, px = ui.canvas, ui.px
    earned = sum(badge.earned for badge in badges)
    canvas.text(f"{say('badges')}  {earned}/{len(badges)}", (rect.x, rect.y), 12.5, DIM, True, limit=rect.width)
    across = max(min(rect.width // px(330), 3), 1)
    gap, y = px(8), rect.y + px(24)
    width = (rect.width - gap * (across - 1)) // across
    # Those earned first; the others say what they ask for.
    for place, badge in enumerate(sorted(badges, key=lambda one: not one.earned)):
        x = rect.x + (place % across) * (width + gap)
        top = y + (place // across) * (px(_BADGE_HEIGHT) + px(6))
        box = pygame.Rect(x, top, width, px(_BADGE_HEIGHT))
        canvas.panel(box, RAISED if badge.earned else PANEL, border=LINE)
        icon(canvas, "medal", (box.x + px(22), box.centery), 20, HISTORY if badge.earned else FAINT)
        words = pygame.Rect(box.x + px(42), box.y + px(4), box.width - px(50), px(20))
        canvas.label(("✓ " if badge.earned else "") + badge.title, words, 12.5, TEXT if badge.earned else DIM, True)
        because = pygame.Rect(words.x, words.y + px(20), words.width, px(34))
        canvas.paragraph(badge.because, because, 10.5, DIM, 1.4)
        ui.tip(box, f"{badge.title}\n{badge.because}")
    rows = -(-len(badges) // across)
    return y + rows * (px(_BADGE_HEIGHT) + px(6))
