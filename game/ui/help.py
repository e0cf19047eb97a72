"""The help screen: the rules, the score's formulas, the keys."""

from __future__ import annotations

import pygame

from game.ui.key_sheet import key_rows
from game.ui.layout import columns
from game.ui.screen import Answer, Back, Still, back, heading
from game.ui.theme import HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import Page, rich_text, scroll_page
from game.ui.words import say

PARTS = ("help.play", "help.levers", "help.score", "help.forecast", "help.predict")


class Help(Still):
    """The rules, the score's formulas, the keys; beside each other, or below where the window is narrow."""

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        area = heading(ui, say("help"))
        with scroll_page(ui, "help-page", area) as page:
            if page.rect.width > px(860):
                left, right = columns(page.rect, 1.35, 1.0, gap=px(36))
            else:
                left = right = page.rect
            y = self._rules(ui, page, left)
            self._keys(ui, page, pygame.Rect(right.x, y if right is left else right.y, right.width, 0))
        return back(ui) or (Back() if ui.acts("help") else None)

    def _rules(self, ui: Ui, page: Page, rect: pygame.Rect) -> int:
        """The rules; returns the y below them."""
        canvas, px = ui.canvas, ui.px
        y = rect.y
        for part in PARTS:
            title, _, words = say(part).partition("\n")
            canvas.text(title, (rect.x, y), 14.5, YOURS, True)
            _, y = rich_text(ui, part, pygame.Rect(rect.x, y + px(24), rect.width, 0), words, 13)
            y += px(12)
        page.reaches(y)
        return y

    def _keys(self, ui: Ui, page: Page, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        keys = key_rows(ui.keys)
        box = pygame.Rect(rect.x, rect.y, rect.width, len(keys) * px(25) + px(20))
        canvas.panel(box, PANEL, border=LINE)
        for place, (key, words) in enumerate(keys):
            line = pygame.Rect(box.x + px(16), box.y + px(10) + place * px(25), box.width - px(32), px(25))
            name, text = columns(line, px(130), 1.0, gap=px(10))
            canvas.label(key, name, 12.5, HISTORY, True, least=9.5)
            canvas.label(words, text, 12.5, TEXT, least=9.5)
        page.reaches(box.bottom)
