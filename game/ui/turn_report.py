"""The turn report: headline figures before and after, what the ministries say, what happened."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.language import phrase
from game.rules.level import CONSTITUENCIES
from game.session import Session
from game.ui import panels
from game.ui.icons import icon
from game.ui.layout import columns, rows
from game.ui.ledgers import LEDGERS
from game.ui.motion import arrival
from game.ui.screen import Answer, Back, Still, aside, foot, heading, main_button, roomy
from game.ui.theme import BAD, DIM, GOOD, GRID, HISTORY, LINE, PANEL, RAISED, TEXT, TRACK, YOURS, Colour
from game.ui.top_bar import approval_colour, face
from game.ui.ui import Ui
from game.ui.why import reasons
from game.ui.widgets import Page, button, choice, scroll_page, scrolled
from game.ui.words import language, say
from game.views.ministries import Voice, gauge_changes, voices
from game.views.predictions import due_lines
from game.views.room import room_view
from game.views.sentences import month_text
from game.views.turn_report import turn_start

_MINISTRIES = 40 + 6 * 47  # height of what they say
_GAUGES = 84 + 4 * 17  # of the headlines with what moved them


class TurnReport(Still):
    """Over the room after a turn; Space, Enter or Esc go on."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk)
        self.session = session
        self._language = ""
        self._waiting = False

    def busy(self) -> bool:
        return self._waiting

    def _look(self) -> None:
        if self._language != language():
            self._language = language()
            self.view = room_view(self.session, language())
            self.voices = voices(self.session, language())
            self.due = due_lines(self.session, turn_start(self.session), language())
            self.gauges = gauge_changes(self.session)

    def draw(self, ui: Ui) -> Answer | None:
        self._look()
        ui.space_presses = False
        px = ui.px
        first = month_text(turn_start(self.session))
        last = month_text(min(max(self.session.state.month - 1, turn_start(self.session)), self.session.level.end))
        area = heading(ui, say("turn_report"))
        dates = first if first == last else f"{first} – {last}"
        aside(ui, dates, 18, HISTORY)
        if roomy(ui):
            left, right = columns(area, 0.56, 0.44, gap=px(20))
            gauges, changes = rows(left, px(_GAUGES), 1.0, gap=px(10))
            ministries, news = rows(right, px(_MINISTRIES), 1.0, gap=px(10))
            self._gauges(ui, gauges)
            panels.report_panel(ui, changes, self.view.changes)
            self._ministries(ui, ministries)
            self._news(ui, news)
        else:
            with scroll_page(ui, "report-page", area) as page:
                self._stacked(ui, page)
        return self._bottom(ui)

    def _stacked(self, ui: Ui, page: Page) -> None:
        """All parts below each other, each as high as it is."""
        px = ui.px
        heights = (
            _GAUGES,
            40 + 26 * max(len(self.view.changes), 2),
            _MINISTRIES,
            48 + 18 * len(self._news_lines(ui, page.rect)),
        )
        y = page.rect.y
        boxes = []
        for height in heights:
            boxes.append(pygame.Rect(page.rect.x, y, page.rect.width, px(height)))
            y = boxes[-1].bottom + px(10)
        self._gauges(ui, boxes[0])
        panels.report_panel(ui, boxes[1], self.view.changes)
        self._ministries(ui, boxes[2])
        self._news(ui, boxes[3])
        page.reaches(boxes[3].bottom)

    def _bottom(self, ui: Ui) -> Answer | None:
        px = ui.px
        go, row = main_button(ui), foot(ui)
        if not ui.focus:
            ui.focus = "report-on"
        words = pygame.Rect(row.x, row.y, go.x - row.x - px(160), row.height)
        wide = ui.canvas.label(say("report_always"), words, 12.5, DIM, least=9) + px(14)
        box = pygame.Rect(row.x + wide, row.y + px(4), px(130), row.height - px(8))
        now = float(self.desk.settings.turn_report)
        chosen = choice(ui, "report-always", box, now, ((0.0, say("off")), (1.0, say("on"))), size=12)
        if chosen != now:
            self.desk.keep_settings({"turn_report": bool(chosen)})
        told = say("with_key", words=say("go_on"), key=ui.keys.text("end_turn"))
        pressed = button(ui, "report-on", go, told, primary=True, size=14)
        leave = pressed or ui.acts("end_turn") or ui.acts("back")
        return Back() if leave else None

    def _gauges(self, ui: Ui, rect: pygame.Rect) -> None:
        """Three bars that run from where they stood to where they stand."""
        canvas, px = ui.canvas, ui.px
        share = arrival(ui, f"report {id(self)}")
        ledger = LEDGERS.of(self.session, "last") if self.session.months else None
        self._waiting = ledger is None and self.session.months > 0
        width = (rect.width - 2 * px(10)) // 3
        for place, (name, before, after) in enumerate(self.gauges):
            box = pygame.Rect(rect.x + place * (width + px(10)), rect.y, width, rect.height)
            canvas.panel(box, PANEL, border=LINE)
            canvas.text(phrase(f"headline.{name}"), (box.x + px(14), box.y + px(9)), 12.5, DIM)
            if after is None:
                room = pygame.Rect(box.x + px(14), box.y + px(31), box.width - px(28), box.height - px(36))
                y = canvas.paragraph(phrase("headline.uncompared"), room, 13, TEXT, 1.3) + px(4)
                canvas.paragraph(
                    say("headline.uncompared.tip"), pygame.Rect(room.x, y, room.width, box.bottom - y), 11, DIM, 1.3
                )
                ui.asking.figure(ui, name, box)
                ui.tip(box, say("headline.uncompared.tip"), f"why-{name}")
                continue
            start = after if before is None else before
            shown = start + (after - start) * share
            canvas.text(f"{shown:.1f}", (box.x + px(14), box.y + px(27)), 23, TEXT, True)
            moved = after - start
            shade = GOOD if moved > 0.05 else BAD if moved < -0.05 else DIM
            mark = "▲ " if moved > 0.05 else "▼ " if moved < -0.05 else ""
            gap = f"{moved:+.1f}" if mark else "±0.0"
            gap = phrase("headline.first_compared") if before is None else mark + gap
            canvas.text(gap, (box.right - px(14), box.y + px(35)), 14, shade, before is not None, "right")
            bar = pygame.Rect(box.x + px(14), box.y + px(67), box.width - px(28), px(5))
            below = pygame.Rect(bar.x, bar.bottom + px(7), bar.width, box.bottom - bar.bottom - px(10))
            sentence = reasons(ui, below, ledger, name)
            ui.asking.figure(ui, name, box)
            ui.tip(box, sentence, f"why-{name}")
            canvas.panel(bar, TRACK, radius=2)
            filled = round(bar.width * min(max(shown, 0.0), 200.0) / 200.0)
            if filled:
                canvas.panel(pygame.Rect(bar.x, bar.y, filled, bar.height), YOURS, radius=2)
            canvas.line((bar.centerx, bar.y - px(3)), (bar.centerx, bar.bottom + px(2)), HISTORY, px(1.6))

    def _ministries(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        canvas.text(say("ministries"), (rect.x + px(16), rect.y + px(9)), 13, TEXT, True)
        for place, voice in enumerate(self.voices):
            line = pygame.Rect(rect.x + px(16), rect.y + px(36) + place * px(47), rect.width - px(32), px(47))
            canvas.line((line.x, line.y), (line.right, line.y), GRID)
            self._voice(ui, line, voice)

    def _voice(self, ui: Ui, line: pygame.Rect, voice: Voice) -> None:
        canvas, px = ui.canvas, ui.px
        assert voice.id in CONSTITUENCIES
        colour = approval_colour(voice.approval)
        canvas.panel(pygame.Rect(line.x, line.y + px(7), px(34), px(34)), RAISED, radius=6)
        icon(canvas, f"who-{voice.id}", (line.x + px(17), line.y + px(24)), 20, colour)
        words = pygame.Rect(line.x + px(46), line.y + px(5), line.width - px(140), px(18))
        canvas.label(voice.name, words, 12.5, TEXT, True)
        said = words.move(0, px(19))
        if canvas.width(voice.words, 11) <= words.width:
            canvas.label(voice.words, said, 12, DIM, least=10.5)
        else:
            # Two lines that can be read rather than one that cannot.
            for place, part in enumerate(canvas.wrap(voice.words, 10.5, words.width)[:2]):
                canvas.text(part, (words.x, words.y + px(16) + place * px(13)), 10.5, DIM, limit=words.width)
        face(ui, (line.right - px(78), line.y + px(24)), 10, voice.approval, colour)
        canvas.text(f"{voice.approval:.0f}", (line.right - px(38), line.y + px(15)), 14, colour, True, "right")
        moved = voice.change
        shade = GOOD if moved > 0.5 else BAD if moved < -0.5 else DIM
        text = f"{moved:+.0f}" if abs(moved) > 0.5 else "±0"
        canvas.text(text, (line.right, line.y + px(16)), 12, shade, align="right")

    def _news(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        canvas.text(say("happened"), (rect.x + px(16), rect.y + px(8)), 13, TEXT, True)
        area = pygame.Rect(rect.x + px(16), rect.y + px(32), rect.width - px(28), rect.height - px(40))
        lines = self._news_lines(ui, rect)
        first, fitting = scrolled(ui, "report-news", area, len(lines), px(18))
        for place, (line, colour) in enumerate(lines[first : first + fitting]):
            canvas.text(line, (area.x, area.y + place * px(18)), 12, colour, limit=area.width - px(6))

    def _news_lines(self, ui: Ui, rect: pygame.Rect) -> list[tuple[str, Colour]]:
        """What threatens office first, then what came due and what happened."""
        items = [(f"! {told}", BAD) for told in self.view.danger]
        items += [(told, TEXT) for told in (*self.due, *self.view.news)]
        wide = rect.width - ui.px(44)
        return [(line, shade) for told, shade in items or [("–", TEXT)] for line in ui.canvas.wrap(told, 12, wide)]
