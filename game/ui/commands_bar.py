"""The row of small commands under "End turn": save, predict, autoplay, codex, guide, leave.

No more than a finger can tell apart. Elsewhere by mouse: futures by the timeline's past, standing by the six faces, the
report by the tab of the last turn.
"""

from __future__ import annotations

import pygame

from game.ui.autoplay import Autoplay
from game.ui.icons import icon
from game.ui.keys import KeyMap
from game.ui.theme import TEXT
from game.ui.ui import Ui
from game.ui.widgets import button
from game.ui.words import say

_ICONS = {
    "save": "save",
    "predict": "eye",
    "auto": "play",
    "codex": "book",
    "guide": "guide",
    "menu": "door",
}


def commands_bar(ui: Ui, rect: pygame.Rect, auto: Autoplay) -> str:
    """Draw the row; the name of the command pressed, or empty."""
    canvas, px = ui.canvas, ui.px
    gap = px(2)
    width = (rect.width - gap * (len(_ICONS) - 1)) // len(_ICONS)
    pressed = ""
    for place, (name, sign) in enumerate(_ICONS.items()):
        box = pygame.Rect(rect.x + place * (width + gap), rect.y, width, rect.height)
        on = name == "auto" and auto.on
        if button(ui, name, box, "", selected=on, tip=_tip(name, ui.keys)):
            pressed = name
        if on:
            icon(canvas, "pause" if auto.fastest else "forward", (box.x + px(10), box.centery), 12, TEXT)
            canvas.label(auto.label, box.inflate(-px(6), 0), 10.5, TEXT, True, "right")
        else:
            icon(canvas, sign, box.center, 16, TEXT)
    return pressed


def _tip(name: str, keys: KeyMap) -> str:
    tips = {
        "save": f"{say('save')}\n{keys.text('save')}",
        "predict": f"{say('predict')}: {say('predict.tip')}\n{keys.text('predict')}",
        "auto": say("auto_tip"),
        "codex": f"{say('codex')}\n{keys.text('codex')}",
        "guide": say("guide_tip"),
        "menu": f"{say('menu')}\n{keys.text('back')}",
    }
    return tips[name]
