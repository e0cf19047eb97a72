"""The settings: language, text size, hints, motion, sound, full screen."""

from __future__ import annotations

import pygame

from game.ui.screen import Answer, Still, back, heading
from game.ui.theme import BAD, LINE, PANEL, TEXT
from game.ui.ui import Ui
from game.ui.widgets import choice
from game.ui.words import say, use_language


class Settings(Still):
    """Language, text size, hints, motion, full screen; kept at once."""

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, say("settings"))
        now = self.desk.settings
        switch = ((0.0, say("off")), (1.0, say("on")))
        sizes = tuple((float(size), f"{size} %") for size in (80, 100, 115, 130))
        loud = tuple((float(percent), f"{percent} %" if percent else say("off")) for percent in (0, 30, 60, 100))
        rows: list[tuple[str, str, float, tuple[tuple[float, str], ...]]] = [
            ("language", say("language"), float(now.language == "zh_CN"), ((0.0, "English"), (1.0, "简体中文"))),
            ("text_percent", say("text_size"), float(now.text_percent), sizes),
            ("history_hints", say("hints"), float(now.history_hints), switch),
            ("reduced_motion", say("motion"), float(now.reduced_motion), switch),
            ("sound_percent", say("sound"), float(now.sound_percent), loud),
            ("music_percent", say("music"), float(now.music_percent), loud),
            ("fullscreen", say("fullscreen"), float(now.fullscreen), switch),
        ]
        for place, (name, label, value, options) in enumerate(rows):
            line = pygame.Rect(area.x, area.y + place * px(58), min(area.width, px(860)), px(50))
            canvas.panel(line, PANEL, border=LINE)
            canvas.label(label, line.inflate(-px(32), 0), 14, TEXT)
            width = px(100) * len(options)
            box = pygame.Rect(line.right - px(10) - width, line.y + px(8), width, line.height - px(16))
            chosen = choice(ui, name, box, value, options, size=13)
            if chosen != value:
                self._keep(ui, name, chosen)
        return back(ui)

    def _keep(self, ui: Ui, name: str, value: float) -> None:
        change: object = bool(value)
        if name == "language":
            change = "zh_CN" if value else "en"
            use_language(str(change))
        elif name.endswith("_percent"):
            change = int(value)
        problem = self.desk.keep_settings({name: change})
        if problem:
            ui.toast(problem, BAD)
