"""The screens around the game: title, scenarios, briefing, saves, settings, help."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.faults import Fault
from game.rules.level import Level
from game.ui.room import Room
from game.ui.screen import Answer, Back, Quit, Replace, Show, Still
from game.ui.theme import BACKGROUND, BAD, DIM, FAINT, HISTORY, LINE, PANEL, TEXT
from game.ui.ui import Ui
from game.ui.words import language, say, use_language
from game.views.opening import LevelCard, level_cards, span_text


def heading(ui: Ui, text: str) -> pygame.Rect:
    """Clear the window, write a heading and return the room below it."""
    screen = ui.canvas.surface.get_rect()
    ui.canvas.surface.fill(BACKGROUND)
    margin = ui.px(48)
    ui.canvas.text(text, (margin, ui.px(28)), 26, TEXT, True)
    return pygame.Rect(margin, ui.px(84), screen.width - 2 * margin, screen.height - ui.px(150))


def back_button(ui: Ui) -> bool:
    screen = ui.canvas.surface.get_rect()
    box = pygame.Rect(ui.px(48), screen.height - ui.px(54), ui.px(120), ui.px(34))
    return ui.button("back", box, say("back")) or ui.key(pygame.K_ESCAPE)


class Title(Still):
    """Continue is the default; the price curve of history's run lies in the background."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.problem = desk.notice
        self.curve = desk.price_curve()

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        screen = canvas.surface.get_rect()
        canvas.surface.fill(BACKGROUND)
        self._background(ui, screen)
        canvas.text(say("title"), (px(96), px(96)), 54, TEXT, True)
        canvas.text(say("tagline"), (px(98), px(170)), 17, DIM)
        saves = self.desk.saves()
        entries = [("campaign", say("campaign")), ("scenarios", say("scenarios")), ("load", say("load"))]
        if saves:
            entries.insert(0, ("continue", say("continue")))
        entries += [("settings", say("settings")), ("help", say("help")), ("quit", say("quit"))]
        answer: Answer | None = None
        for place, (name, label) in enumerate(entries):
            box = pygame.Rect(px(96), px(232) + place * px(48), px(240), px(40))
            if ui.button(name, box, label, primary=place == 0, size=15):
                answer = self._chosen(name)
        if not ui.focus:
            ui.focus = entries[0][0]
        if self.problem:
            canvas.text(self.problem, (px(96), screen.height - px(40)), 12, BAD, limit=screen.width - px(192))
        if ui.key(pygame.K_F1):
            return Show(partial(Help, self.desk))
        return answer

    def _background(self, ui: Ui, screen: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        if len(self.curve) < 2:
            return
        area = pygame.Rect(px(420), px(130), screen.width - px(500), screen.height - px(260))
        top = max(self.curve)
        points = [
            (area.x + place / (len(self.curve) - 1) * area.width, area.bottom - value / top * area.height)
            for place, value in enumerate(self.curve)
        ]
        canvas.line((area.x, area.bottom), (area.right, area.bottom), LINE)
        canvas.curve(points, HISTORY, 1.6)
        for year in range(1985, 2026, 10):
            x = area.x + (year - 1985) / 41 * area.width
            canvas.text(str(year), (x, area.bottom + px(8)), 11, FAINT, align="centre")
        canvas.text(say("price_caption"), (area.right, area.y - px(34)), 11.5, FAINT, align="right")

    def _chosen(self, name: str) -> Answer | None:
        if name == "quit":
            return Quit()
        if name == "settings":
            return Show(partial(Settings, self.desk))
        if name == "help":
            return Show(partial(Help, self.desk))
        if name == "load":
            return Show(partial(Saves, self.desk))
        if name == "scenarios":
            return Show(partial(Scenarios, self.desk))
        try:
            if name == "continue":
                session, self.problem = self.desk.load_newest()
                return Show(partial(Room, self.desk, session))
            campaign = next(one for one in self.desk.levels() if one.path.stem == "campaign")
            if campaign.level is not None:
                return Show(partial(Briefing, self.desk, campaign.level))
            self.problem = str(campaign.problems[0])
        except (Fault, StopIteration) as fault:
            self.problem = str(fault) or "the campaign's file is missing"
        return None


class Scenarios(Still):
    """Cards of all levels; a broken one is greyed and says why."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards = level_cards(desk.levels())

    def draw(self, ui: Ui) -> Answer | None:
        area = heading(ui, say("scenarios"))
        px = ui.px
        width = (area.width - px(24)) // 2
        answer: Answer | None = None
        for place, card in enumerate(self.cards):
            box = pygame.Rect(area.x + (place % 2) * (width + px(24)), area.y + (place // 2) * px(176), width, px(160))
            if self._card(ui, box, card) and card.level is not None:
                answer = Show(partial(Briefing, self.desk, card.level))
        return Back() if back_button(ui) else answer

    def _card(self, ui: Ui, rect: pygame.Rect, card: LevelCard) -> bool:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        sound = card.level is not None
        title = card.title if card.level is None else card.level.title.in_language(language())
        canvas.text(title, (rect.x + px(18), rect.y + px(14)), 18, TEXT if sound else FAINT, True)
        canvas.text(card.span, (rect.right - px(18), rect.y + px(18)), 12, HISTORY, align="right")
        words = "\n".join(card.problems[:3])
        if card.level is not None:
            words = card.level.summary.in_language(language())
        inner = pygame.Rect(rect.x + px(18), rect.y + px(48), rect.width - px(36), px(64))
        canvas.paragraph(words if sound else say("broken") + "\n" + words, inner, 12.5, DIM if sound else BAD)
        box = pygame.Rect(rect.right - px(158), rect.bottom - px(44), px(140), px(32))
        return sound and ui.button(f"level-{card.title}", box, say("start"), primary=True)


class Briefing(Still):
    """Date, seat, objectives, the opening situation."""

    def __init__(self, desk: Desk, level: Level) -> None:
        super().__init__(desk)
        self.level = level
        self.problem = ""

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, self.level.title.in_language(language()))
        canvas.text(span_text(self.level), (area.x, area.y), 14, HISTORY)
        column = pygame.Rect(area.x, area.y + px(34), min(area.width, px(760)), px(230))
        y = canvas.paragraph(self.level.briefing.in_language(language()), column, 15, TEXT, 1.6)
        y += px(24)
        canvas.text(say("objectives"), (area.x, y), 14, DIM, True)
        for objective in self.level.objectives:
            y += px(26)
            canvas.text("· " + objective.title.in_language(language()), (area.x, y), 14, TEXT)
        if self.problem:
            canvas.text(self.problem, (area.x, y + px(40)), 12, BAD)
        screen = canvas.surface.get_rect()
        box = pygame.Rect(screen.width - px(48) - px(180), screen.height - px(54), px(180), px(36))
        if not ui.focus:
            ui.focus = "start"
        if ui.button("start", box, say("start"), primary=True, size=15):
            try:
                session = self.desk.start(self.level)
            except Fault as fault:
                self.problem = str(fault.problems[0])
                return None
            self.desk.autosave(session)
            return Replace(partial(Room, self.desk, session))
        return Back() if back_button(ui) else None


class Saves(Still):
    """Saved games by their headers; a bad one is listed with its reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.problem = ""
        self.first = 0

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, say("load"))
        saved = self.desk.saves()
        if not saved:
            canvas.text(say("no_saves"), (area.x, area.y), 14, DIM)
        fitting = max(area.height // px(46), 1)
        self.first = min(max(self.first - ui.inputs.wheel, 0), max(len(saved) - fitting, 0))
        answer: Answer | None = None
        for place, entry in enumerate(saved[self.first : self.first + fitting]):
            box = pygame.Rect(area.x, area.y + place * px(46), area.width, px(40))
            head = entry.header
            label = (
                f"{entry.path.stem}    {head.level}  {head.month}" if head else f"{entry.path.stem}: {entry.problem}"
            )
            if ui.button(f"save-{entry.path.stem}", box, label, enabled=head is not None, align="left", size=14):
                try:
                    session = self.desk.load(entry.path)
                except Fault as fault:
                    self.problem = str(fault.problems[0])
                else:
                    answer = Replace(partial(Room, self.desk, session))
        if self.problem:
            canvas.text(self.problem, (area.x, area.bottom + px(4)), 12, BAD, limit=area.width)
        return Back() if back_button(ui) else answer


class Settings(Still):
    """Language, text size, hints, motion, full screen; kept at once."""

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, say("settings"))
        now = self.desk.settings
        switch = ((0.0, say("off")), (1.0, say("on")))
        sizes = tuple((float(size), f"{size} %") for size in (80, 100, 115, 130))
        rows: list[tuple[str, str, float, tuple[tuple[float, str], ...]]] = [
            ("language", say("language"), float(now.language == "zh_CN"), ((0.0, "English"), (1.0, "简体中文"))),
            ("text_percent", say("text_size"), float(now.text_percent), sizes),
            ("history_hints", say("hints"), float(now.history_hints), switch),
            ("reduced_motion", say("motion"), float(now.reduced_motion), switch),
            ("fullscreen", say("fullscreen"), float(now.fullscreen), switch),
        ]
        for place, (name, label, value, options) in enumerate(rows):
            y = area.y + place * px(56)
            canvas.text(label, (area.x, y + px(8)), 15, TEXT)
            box = pygame.Rect(area.x + px(340), y, px(110) * len(options), px(36))
            chosen = ui.choice(name, box, value, options)
            if chosen != value:
                self._keep(name, chosen)
        return Back() if back_button(ui) else None

    def _keep(self, name: str, value: float) -> None:
        change: object = bool(value)
        if name == "language":
            change = "zh_CN" if value else "en"
            use_language(str(change))
        elif name == "text_percent":
            change = int(value)
        self.desk.keep_settings({name: change})


class Help(Still):
    """The rules, the score's formulas, the keys."""

    def draw(self, ui: Ui) -> Answer | None:
        area = heading(ui, say("help"))
        column = pygame.Rect(area.x, area.y, min(area.width, ui.px(980)), area.height)
        ui.canvas.paragraph(say("help_text"), column, 14, TEXT, 1.55)
        return Back() if back_button(ui) or ui.key(pygame.K_F1) else None
