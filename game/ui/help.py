"""The help screen: the rules, the score's formulas, the keys."""

from __future__ import annotations

import pygame

from game.ui.keys import ACTIONS, FIXED, shown
from game.ui.screen import Answer, Back, Still, back, heading
from game.ui.theme import HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.words import say


class Help(Still):
    """The rules, the score's formulas, the keys."""

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, say("help"))
        left = pygame.Rect(area.x, area.y, area.width * 58 // 100, area.height)
        y = left.y
        for part in ("help.play", "help.levers", "help.score", "help.forecast"):
            title, _, words = say(part).partition("\n")
            canvas.text(title, (left.x, y), 14.5, YOURS, True)
            y = canvas.paragraph(words, pygame.Rect(left.x, y + px(24), left.width, left.bottom - y), 13, TEXT) + px(12)
        right = pygame.Rect(left.right + px(36), area.y, area.right - left.right - px(36), area.height)
        keys = [(shown(code), say(words)) for code, words in FIXED]
        keys += [(ui.keys.text(action), say(f"key.{action}")) for action in ACTIONS if not action.startswith("tab_")]
        keys.append(("1 – 9", say("key.tabs")))
        canvas.panel(pygame.Rect(right.x, right.y, right.width, len(keys) * px(29) + px(20)), PANEL, border=LINE)
        for place, (key, words) in enumerate(keys):
            line = pygame.Rect(right.x + px(16), right.y + px(10) + place * px(29), right.width - px(32), px(29))
            canvas.label(key, line, 12.5, HISTORY, True)
            canvas.label(words, pygame.Rect(line.x + px(140), line.y, line.width - px(140), line.height), 12.5, TEXT)
        return back(ui) or (Back() if ui.acts("help") else None)
