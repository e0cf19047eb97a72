"""The settings: language and look, aids, sound, play and keys; each change is kept and seen at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pygame

from game.desk import Desk
from game.language import LANGUAGES, percent
from game.ui.key_sheet import key_sheet
from game.ui.keys import ACTIONS, FIXED, chord_of, shown
from game.ui.layout import columns
from game.ui.screen import Answer, Still, back, heading
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, LINE, PANEL, ROW, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import Page, Scale, button, choice, scroll_page, slider, stepper, tabs, toggle
from game.ui.words import say

SECTIONS: Final = ("look", "aids", "play", "keys")
TEXT_SIZES: Final = (100, 115, 130, 150, 175, 200)
_ROW: Final = 52


class Settings(Still):
    """Everything the person can set."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.section = SECTIONS[0]
        self.binding = ""  # the action that waits for its new key
        self.refused = ""

    @property
    def raw_keys(self) -> bool:
        return bool(self.binding)

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        area = heading(ui, say("settings"))
        wide = area.width > px(860)
        self._bind(ui)
        options = [(name, say(f"settings.{name}")) for name in SECTIONS]
        bar = pygame.Rect(area.x, area.y, area.width, px(36))
        chosen = tabs(ui, "section", bar, self.section, options, 14)
        if chosen != self.section:
            self.section, self.binding, self.refused = chosen, "", ""
        body = pygame.Rect(area.x, bar.bottom + px(12), area.width, area.bottom - bar.bottom - px(12))
        if wide:
            body.width = min(body.width, px(920))
        sections: dict[str, Callable[[Ui, Page], None]] = {
            "look": self._look,
            "aids": self._aids,
            "play": self._play,
            "keys": self._keys,
        }
        with scroll_page(ui, f"settings-{self.section}", body) as page:
            sections[self.section](ui, page)
        return back(ui) if not self.binding else None

    def _row(self, ui: Ui, page: Page, name: str) -> tuple[pygame.Rect, pygame.Rect]:
        """A panel with the setting's name and what it does; the rectangle for its widget, and the panel."""
        canvas, px = ui.canvas, ui.px
        line = pygame.Rect(page.rect.x, max(page.bottom, page.rect.y), page.rect.width, px(_ROW))
        hint = say(f"settings.{name}.hint")
        half = line.width * 46 // 100
        lines = canvas.wrap(hint, 11.5, half - px(28)) if hint else []
        line.height = max(px(_ROW), px(32) + len(lines) * px(16) + px(6)) if lines else px(_ROW)
        canvas.panel(line, PANEL, border=LINE)
        left = pygame.Rect(
            line.x + px(16), line.y + (px(7) if lines else 0), half - px(20), px(24) if lines else line.height
        )
        canvas.label(say(name), left, 14, TEXT, least=11)
        for place, words in enumerate(lines):
            canvas.text(words, (left.x, line.y + px(31) + place * px(16)), 11.5, DIM, limit=half)
        page.reaches(line.bottom + px(8))
        box = pygame.Rect(line.x + half, line.y, line.width - half - px(16), line.height)
        return box.inflate(0, -max(line.height - px(34), 0)), line

    def _choice(self, ui: Ui, page: Page, name: str, value: int, words: list[str]) -> int:
        """One of several words."""
        box, _ = self._row(ui, page, name)
        options = tuple((float(place), text) for place, text in enumerate(words))
        return int(choice(ui, name, box, float(value), options, size=13))

    def _toggle(self, ui: Ui, page: Page, name: str, value: bool, field: str) -> None:
        box, _ = self._row(ui, page, name)
        turned = toggle(ui, name, box, value, (say("off"), say("on")))
        if turned != value:
            self._keep(ui, field, turned)

    def _look(self, ui: Ui, page: Page) -> None:
        now = self.desk.settings
        codes = list(LANGUAGES)
        chosen = self._choice(ui, page, "language", codes.index(now.language), list(LANGUAGES.values()))
        if codes[chosen] != now.language:
            self._keep(ui, "language", codes[chosen])
        sizes = list(TEXT_SIZES)
        here = min(range(len(sizes)), key=lambda place: abs(sizes[place] - now.text_percent))
        words = [percent(size / 100.0) for size in sizes]
        size = sizes[self._choice(ui, page, "text_size", here, words)]
        if size != sizes[here]:
            self._keep(ui, "text_percent", size)
        palettes = ["standard", "red_green", "blue_yellow"]
        here = palettes.index(now.palette)
        chosen = self._choice(ui, page, "palette", here, [say(f"palette.{name}") for name in palettes])
        if chosen != here:
            self._keep(ui, "palette", palettes[chosen])
        self._sample(ui, page)
        self._toggle(ui, page, "contrast", now.high_contrast, "high_contrast")
        self._toggle(ui, page, "fullscreen", now.fullscreen, "fullscreen")

    def _sample(self, ui: Ui, page: Page) -> None:
        """The four meanings in the palette in use, each with the sign that tells it without colour."""
        canvas, px = ui.canvas, ui.px
        line = pygame.Rect(page.rect.x + px(16), page.bottom, page.rect.width - px(32), px(24))
        y = line.centery
        for place, cell in enumerate(columns(line, 1.0, 1.0, 1.0, 1.0, gap=px(8))):
            ends = [(cell.x, y), (cell.x + px(26), y)]
            if place == 0:
                canvas.curve(ends, YOURS, 2.2)
            elif place == 1:
                canvas.dashed(ends, HISTORY, 2)
            else:
                canvas.text("▲" if place == 2 else "▼", (cell.x + px(8), y - px(9)), 12, GOOD if place == 2 else BAD)
            name = ("yours", "history", "palette.better", "palette.worse")[place]
            canvas.label(say(name), pygame.Rect(cell.x + px(32), line.y, cell.width - px(32), line.height), 12, DIM)
        page.reaches(line.bottom + px(10))

    def _aids(self, ui: Ui, page: Page) -> None:
        now = self.desk.settings
        self._toggle(ui, page, "motion", now.reduced_motion, "reduced_motion")
        self._toggle(ui, page, "hints", now.history_hints, "history_hints")
        self._volume(ui, page, "sound", now.sound_volume, "sound_volume")
        self._volume(ui, page, "music", now.music_volume, "music_volume")

    def _volume(self, ui: Ui, page: Page, name: str, value: int, field: str) -> None:
        box, _ = self._row(ui, page, name)
        box, words = columns(box, 1.0, ui.px(64), gap=ui.px(8))
        slid = slider(ui, name, box, value / 100.0, Scale(0.0, 1.0, 0.05))
        ui.canvas.label(percent(slid.value) if slid.value else say("off"), words, 13, TEXT, True, "right")
        volume = round(100 * slid.value)
        if slid.settled or (slid.moving and volume != value):
            self._keep(ui, field, volume, slid.settled)

    def _play(self, ui: Ui, page: Page) -> None:
        now = self.desk.settings
        self._toggle(ui, page, "autosave", now.autosave, "autosave")
        self._toggle(ui, page, "turn_report", now.turn_report, "turn_report")
        self._toggle(ui, page, "ask_predictions", now.ask_predictions, "ask_predictions")
        box, _ = self._row(ui, page, "autoplay")
        box = pygame.Rect(box.right - ui.px(170), box.y, ui.px(170), box.height)
        speed = int(stepper(ui, "autoplay", box, float(now.autoplay_speed), (1.0, 5.0, 1.0), f"{now.autoplay_speed} ×"))
        if speed != now.autoplay_speed:
            self._keep(ui, "autoplay_speed", speed)

    def _keys(self, ui: Ui, page: Page) -> None:
        canvas, px = ui.canvas, ui.px
        head = pygame.Rect(page.rect.x, page.bottom, page.rect.width, px(34))
        words, sheet, reset = columns(head, 1.0, px(170), px(170), gap=px(10))
        told = (
            say("keys.waiting", action=say(f"key.{self.binding}")) if self.binding else self.refused or say("keys.how")
        )
        canvas.label(told, words, 12, HISTORY if self.binding else BAD if self.refused else DIM, least=9)
        if button(ui, "keys-sheet", sheet, say("keys.print"), size=12, tip=say("keys.print.tip")):
            self._print(ui)
        changed = bool(ui.keys.changed())
        if button(ui, "keys-reset", reset, say("keys.reset"), enabled=changed, size=12):
            self._keep(ui, "keys", {})
        page.reaches(head.bottom + px(10))
        across = 2 if page.rect.width > px(700) else 1
        for place, action in enumerate(ACTIONS):
            if place % across == 0:
                line = pygame.Rect(page.rect.x, page.bottom, page.rect.width, px(34))
                page.reaches(line.bottom + px(4))
            cell = columns(line, *[1.0] * across, gap=px(16))[place % across]
            self._key(ui, cell, action)
        page.reaches(page.bottom + px(8))
        for code, name in FIXED:
            line = pygame.Rect(page.rect.x, page.bottom, page.rect.width, px(26))
            keys, words = columns(line.inflate(-px(20), 0), px(190), 1.0, gap=px(10))
            canvas.label(shown(code), keys, 12, FAINT, True)
            canvas.label(say(name), words, 12, FAINT)
            page.reaches(line.bottom)

    def _key(self, ui: Ui, cell: pygame.Rect, action: str) -> None:
        canvas, px = ui.canvas, ui.px
        waiting = self.binding == action
        canvas.panel(cell, ROW if waiting else PANEL, border=YOURS if waiting else LINE, radius=6)
        words, key = columns(cell.inflate(-px(6), 0), 1.0, px(120), gap=px(8))
        words.x += px(8)
        canvas.label(say(f"key.{action}"), words, 12.5, TEXT, least=10)
        text = "…" if waiting else ui.keys.text(action)
        own = action in ui.keys.changed()
        if button(ui, f"key-{action}", key.inflate(0, -px(6)), text, selected=own, size=12):
            self.binding, self.refused = ("", "") if waiting else (action, "")

    def _bind(self, ui: Ui) -> None:
        """Take the next key press for the action that waits; Esc gives up unless Back itself is bound."""
        if not self.binding or not ui.inputs.keys:
            return
        key, modifiers = ui.inputs.keys[0]
        if key in (pygame.K_LCTRL, pygame.K_RCTRL, pygame.K_LALT, pygame.K_RALT, pygame.K_LSHIFT, pygame.K_RSHIFT):
            return
        ui.inputs.keys.clear()
        ui.again = True
        action, self.binding, self.refused = self.binding, "", ""
        if key == pygame.K_ESCAPE and action != "back":
            return
        chord = chord_of(key, modifiers)
        why = ui.keys.refusal(action, chord)
        if why == "reserved":
            self.refused = say("keys.reserved")
        elif why:
            self.refused = say("keys.taken", action=say(f"key.{why}"))
        else:
            self._keep(ui, "keys", ui.keys.bound(action, chord).changed())

    def _print(self, ui: Ui) -> None:
        path, problem = self.desk.keep_page("keys.html", key_sheet(ui.keys))
        ui.toast(problem or say("keys.printed", path=path), BAD if problem else GOOD)

    def _keep(self, ui: Ui, field: str, value: object, settled: bool = True) -> None:
        """Take a change over; while a slider moves it is not written yet."""
        if not settled:
            self.desk.settings = self.desk.settings.model_copy(update={field: value})
            return
        ui.again = True
        problem = self.desk.keep_settings({field: value})
        if problem:
            ui.toast(problem, BAD)
