"""The debrief: score with its parts, curves against history, objectives, where the settings parted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pygame

from game.desk import Desk
from game.faults import Fault
from game.reports.exports import Kind, export
from game.reports.run_files import ending as run_verdict
from game.rules.score import Headline
from game.session import Session
from game.told import told
from game.ui.assignment import draw_hand_in
from game.ui.branches import BranchScreen
from game.ui.charts.line import draw_chart
from game.ui.ending import draw_ending
from game.ui.foresight import ForesightPanel
from game.ui.hand_in import HandInScreen
from game.ui.icons import icon
from game.ui.layout import columns, rows
from game.ui.luck import LuckPanel
from game.ui.replay import Replay
from game.ui.screen import Answer, Home, Show, Still, aside, foot, heading, roomy
from game.ui.theme import BAD, DIM, GOOD, GRID, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.turning import TurningPanel
from game.ui.ui import Ui
from game.ui.widgets import button, scroll_page, tabs
from game.ui.words import language, say
from game.views.branches import rewinds_text
from game.views.debrief import divergences
from game.views.figures import DEBRIEF_CHARTS, ChartData
from game.views.outcome import Outcome, outcome_view
from game.views.par import par_reached, par_words
from game.views.room import chart
from game.views.sentences import part_value
from game.views.then_and_now import known_charts, known_sentence

_PART_ICONS = {
    "mining_share": "stage-mine",
    "processing_share": "stage-separation",
    "magnet_share": "stage-magnets",
    "per_tonne": "group-prices",
    "revenue": "group-trade",
    "leverage": "group-strategy",
    "concessions": "who-foreign",
}


class Debrief(Still):
    """What it came to, against history."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk)
        self.session = session
        self.score = session.score()
        self.tab = "ending"
        self.turning = TurningPanel(session)
        self.luck = LuckPanel(session, lambda: self.turning.points)
        self.foresight = ForesightPanel(session)
        self.known: tuple[ChartData, ...] = ()
        self.told = ""
        self.outcome: Outcome
        self._charts: tuple[str, list[ChartData]] = ("", [])

    def busy(self) -> bool:
        return self.turning.waiting or self.luck.waiting

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        if self._charts[0] != language():
            self._charts = (language(), [chart(self.session, name, language()) for name in DEBRIEF_CHARTS])
            self.parted = divergences(self.session, language())
            self.outcome = outcome_view(self.session, language())
            self.known = known_charts(self.session, language())
            self.told = known_sentence(self.session, language())
        area = heading(ui, f"{say('debrief')}  ·  {self.session.level.title.in_language(language())}")
        if self.session.level.about.hand_in is not None:
            high = px(64 if roomy(ui) else 128)
            draw_hand_in(ui, pygame.Rect(area.x, area.y - px(6), area.width, high), self.desk, self.session)
            area = pygame.Rect(area.x, area.y + high, area.width, area.height - high)
        aside(ui, rewinds_text(self.session, language()), 13, DIM)
        below = px(40) + px(23) * max(len(self.parted), 1)
        if roomy(ui):
            left, right = columns(area, px(400), 1.0, gap=px(24))
            self._score(ui, left)
            top, right = rows(right, px(30), 1.0, gap=px(10))
            names = ("ending", "turning_points", "luck", "divergence", *(("then_and_now",) if self.known else ()))
            if self.session.state.predictions:
                names = (*names, "predictions")
            options = [(name, say(name)) for name in names]
            self.tab = tabs(ui, "debrief-tab", top, self.tab, options)
            if self.tab == "ending":
                draw_ending(ui, right, self.outcome, self.score.side)
            elif self.tab == "turning_points":
                self.turning.draw(ui, right)
            elif self.tab == "luck":
                self.luck.draw(ui, right)
            elif self.tab == "predictions":
                self.foresight.draw(ui, right)
            elif self.tab == "then_and_now":
                self._then_and_now(ui, right)
            else:
                curves, parted = rows(right, 1.0, below, gap=px(10))
                self._curves(ui, curves, self._charts[1])
                self._parted(ui, parted)
        else:
            with scroll_page(ui, "debrief-page", area) as page:
                rect = page.rect
                y = self._score(ui, pygame.Rect(rect.x, rect.y + px(12), rect.width, 0)) + px(12)
                y = draw_ending(ui, pygame.Rect(rect.x, y, rect.width, 0), self.outcome, self.score.side) + px(12)
                y = self.turning.draw(ui, pygame.Rect(rect.x, y, rect.width, px(500))) + px(12)
                y = self.luck.draw(ui, pygame.Rect(rect.x, y, rect.width, px(500))) + px(12)
                if self.session.state.predictions:
                    y = self.foresight.draw(ui, pygame.Rect(rect.x, y, rect.width, px(430))) + px(12)
                self._parted(ui, pygame.Rect(rect.x, y, rect.width, below))
                y += below + px(10)
                self._curves(ui, pygame.Rect(rect.x, y, rect.width, px(380)), self._charts[1])
                y += px(390)
                if self.known:
                    self._then_and_now(ui, pygame.Rect(rect.x, y, rect.width, px(460)))
                    y += px(470)
                page.reaches(y)
        home, row = columns(foot(ui), px(190 if roomy(ui) else 150), 1.0, gap=px(20))
        if roomy(ui):
            row = pygame.Rect(row.right - area.width + px(424), row.y, area.width - px(424), row.height)
        if not ui.focus:
            # Not the way out: whoever ended the last turn with a key may press it once too often.
            ui.focus = f"debrief-tab-{self.tab}" if roomy(ui) else "debrief-page"
        leave = button(ui, "home", home, say("to_title"), primary=True, size=14) or ui.acts("back")
        return Home() if leave else self._keep(ui, row)

    def _keep(self, ui: Ui, rect: pygame.Rect) -> Answer | None:
        """Export buttons, and the run as a film; signs alone where words have no room."""
        canvas, px = ui.canvas, ui.px
        buttons: tuple[tuple[str, str, str], ...] = (
            ("report", "report", say("export_report")),
            ("csv", "scenarios", say("export_csv")),
            ("journal", "note", say("export_journal")),
            ("capsule", "save", say("capsule")),
            ("film", "film", say("watch_again")),
            ("branches", "branch", say("branches")),
        )
        worded = rect.width >= px(740)
        wide = canvas.label(say("export_run"), rect, 12, DIM) + px(14) if worded else 0
        cells = columns(
            pygame.Rect(rect.x + wide, rect.y, rect.width - wide, rect.height), *[1.0] * len(buttons), gap=px(8)
        )
        for (name, sign, words), box in zip(buttons, cells, strict=True):
            pressed = button(ui, f"export-{name}", box, "", tip="" if worded else words)
            icon(canvas, sign, (box.x + px(20), box.centery) if worded else box.center, 16, YOURS)
            if worded:
                room = pygame.Rect(box.x + px(36), box.y, box.width - px(42), box.height)
                canvas.label(words, room, 12.5, TEXT, least=8)
            if pressed and name == "capsule":
                return Show(partial(HandInScreen, self.desk, self.session))
            if pressed and name == "branches":
                return self._futures()
            if pressed and name == "film":
                return Show(partial(Replay, self.desk, self.session))
            if pressed:
                self._export(ui, name)  # type: ignore[arg-type]
        return None

    def _futures(self) -> Answer:
        """Go back to a turn from here; the room that then shows it is not in the window yet."""
        from game.ui.room import Room

        room = Room(self.desk, self.session)
        return Show(partial(BranchScreen, room, None, lambda: room))

    def _export(self, ui: Ui, kind: Kind) -> None:
        folder = self.desk.folders.reports
        if folder is None:
            ui.toast(say("no_export"), BAD)
            return
        try:
            ui.toast(say("exported").format(export(self.session, kind, folder, language())), GOOD)
        except Fault as fault:
            ui.toast(told(fault), BAD)

    def _score(self, ui: Ui, rect: pygame.Rect) -> int:
        """The whole, its parts and the objectives; returns the y below them."""
        canvas, px = ui.canvas, ui.px
        canvas.text(f"{self.score.overall:.1f}", (rect.x, rect.y - px(12)), 46, TEXT, True)
        wide = canvas.width(f"{self.score.overall:.1f}", 46, True)
        sign, shade = ("medal", HISTORY) if self.score.medal else ("report", DIM)
        icon(canvas, sign, (rect.right - px(26), rect.y + px(24)), 44, shade)
        words = pygame.Rect(rect.x + wide + px(18), rect.y + px(2), rect.width - wide - px(74), px(28))
        canvas.label(self.outcome.ending.title, words, 20, HISTORY, True, least=13)
        verdict = say(f"verdict_{run_verdict(self.session, self.score)}")
        par = par_words(self.session.level, language())
        below = pygame.Rect(words.x, rect.y + px(30), words.width, px(20))
        canvas.label("  ·  ".join(one for one in (say("overall"), verdict, par) if one), below, 12, DIM, least=9)
        y = rect.y + px(62)
        for line in self.score.headlines():
            y = self._headline(ui, pygame.Rect(rect.x, y, rect.width, 0), line) + px(8)
        canvas.text(say("objectives"), (rect.x, y + px(2)), 13, DIM, True)
        y += px(24)
        for objective, value, met in self.session.objectives():
            mark, colour = ("✓", GOOD) if met else ("✕", BAD)
            canvas.text(mark, (rect.x, y), 13, colour, True)
            text = f"{objective.title.in_language(language())} ({value:.1f})"
            canvas.text(text, (rect.x + px(22), y), 13, TEXT, limit=rect.width - px(22))
            y += px(22)
        reached = par_reached(self.session.level, language())
        if reached:
            room = pygame.Rect(rect.x, y + px(8), rect.width, px(72))
            canvas.paragraph(reached, room, 11.5, DIM, 1.45)
            y = room.bottom
        return y

    def _headline(self, ui: Ui, rect: pygame.Rect, line: Headline) -> int:
        """One headline with its parts; returns the y below it."""
        canvas, px = ui.canvas, ui.px
        rect.height = px(32) + len(line.parts) * px(19) + px(6)
        canvas.panel(rect, PANEL, border=LINE)
        ui.asking.figure(ui, line.name, rect)
        wide = canvas.text(say(f"headline.{line.name}"), (rect.x + px(12), rect.y + px(6)), 14, TEXT, True)
        colour = GOOD if line.points >= 99.95 else BAD
        if not line.compared:
            colour = DIM
            room = pygame.Rect(rect.x + px(22) + wide, rect.y + px(7), rect.width - wide - px(240), px(18))
            canvas.label(say("headline.uncompared"), room, 11, DIM, least=8)
        canvas.text(f"{line.points:.1f}", (rect.right - px(12), rect.y + px(5)), 15, colour, True, "right")
        sides = ((px(184), YOURS, say("yours")), (px(92), HISTORY, say("history")))
        for back, shade, words in sides:
            canvas.text(words, (rect.right - back, rect.y + px(10)), 10.5, shade, align="right")
        y = rect.y + px(31)
        for part in line.parts:
            icon(canvas, _PART_ICONS.get(part.name, "campaign"), (rect.x + px(20), y + px(9)), 14, DIM)
            canvas.text(say(part.name), (rect.x + px(34), y), 12, DIM)
            texts = tuple(part_value(part.name, one, language()) for one in (part.yours, part.history))
            for (back, shade, _), text in zip(sides, texts, strict=True):
                canvas.text(text, (rect.right - back, y), 11.5, shade, align="right")
            canvas.text(f"{part.points:.1f}", (rect.right - px(12), y), 12, TEXT, align="right")
            y += px(19)
        return rect.bottom

    def _then_and_now(self, ui: Ui, rect: pygame.Rect) -> None:
        """What was known beside what was so, and a sentence about it."""
        canvas, px = ui.canvas, ui.px
        lines = canvas.wrap(self.told, 12.5, rect.width - px(28))
        words, curves = rows(rect, px(38) + px(19) * len(lines), 1.0, gap=px(10))
        canvas.panel(words, PANEL, border=LINE)
        for place, line in enumerate(lines):
            canvas.text(line, (words.x + px(14), words.y + px(7) + place * px(19)), 12.5, TEXT)
        x, y = words.x + px(14), words.bottom - px(22)
        canvas.curve([(x, y + px(8)), (x + px(22), y + px(8))], YOURS, 2.2)
        x += px(28) + canvas.text(say("known_now"), (x + px(28), y), 11.5, YOURS, True) + px(22)
        canvas.dashed([(x, y + px(8)), (x + px(22), y + px(8))], HISTORY, 1.8)
        canvas.text(say("known_then"), (x + px(28), y), 11.5, HISTORY, True)
        self._curves(ui, curves, self.known)

    def _curves(self, ui: Ui, rect: pygame.Rect, shown_charts: Sequence[ChartData]) -> None:
        gap = ui.px(8)
        width, height = (rect.width - gap) // 2, (rect.height - gap) // 2
        for place, shown in enumerate(shown_charts):
            x = rect.x + (place % 2) * (width + gap)
            draw_chart(ui, pygame.Rect(x, rect.y + (place // 2) * (height + gap), width, height), shown)

    def _parted(self, ui: Ui, rect: pygame.Rect) -> None:
        """The levers furthest from history's settings."""
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        canvas.text(say("divergence"), (rect.x + px(12), rect.y + px(7)), 12.5, TEXT, True)
        sides = ((px(190), YOURS, say("yours")), (px(16), HISTORY, say("history")))
        for back, shade, words in sides:
            canvas.text(words, (rect.right - back, rect.y + px(8)), 11, shade, align="right")
        y = rect.y + px(31)
        if not self.parted:
            canvas.text(say("no_divergence"), (rect.x + px(12), y + px(3)), 12, DIM, limit=rect.width - px(24))
        for one in self.parted:
            canvas.line((rect.x + px(12), y), (rect.right - px(12), y), GRID)
            canvas.text(one.title, (rect.x + px(12), y + px(3)), 12, TEXT, limit=rect.width - px(340))
            for (back, shade, _), text in zip(sides, (one.yours, one.history), strict=True):
                canvas.text(text, (rect.right - back, y + px(3)), 12, shade, align="right")
            y += px(23)
