"""Predict, then reveal: before a turn ends a direction with its confidence, or the curve of the years ahead."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.language import tick_text
from game.ui.charts.axes import Frame, frame_for, paint_years
from game.ui.layout import columns, rows
from game.ui.screen import Answer, Back, Still, aside, back, foot, heading, main_button, roomy
from game.ui.seat import Seat
from game.ui.theme import DIM, FAINT, FORECAST, GRID, HISTORY, LINE, PANEL, TEXT, YOURS, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets import Page, Scale, button, choice, picker, scroll_page, slider
from game.ui.widgets.sliding import key_steps
from game.ui.words import language, plural, say
from game.views.figures import ChartData
from game.views.predictions import (
    DIRECTIONS,
    LEAST_CONFIDENCE,
    MOST_CONFIDENCE,
    Offered,
    Predict,
    Sketch,
    axis_ends,
    fine,
    foresight,
    most_years,
    offered,
    pending_rows,
)
from game.views.sentences import month_text, percent

_PAST_YEARS = 8
_FORM = 300  # height of what is asked


class PredictScreen(Still):
    """Over the room; Back leaves without ending the turn, Space ends it and locks in what was taken down."""

    def __init__(self, desk: Desk, seat: Seat) -> None:
        super().__init__(desk)
        self.seat = seat
        self.session = seat.session
        self.figure = ""
        self.way = 0
        self.sure = 70
        self.years = 1
        self.drawn: dict[str, list[float]] = {}  # by figure, in the engine's unit
        self._told: tuple[object, tuple[Offered, ...], tuple[str, ...], tuple[str, ...]] | None = None

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        ui.space_presses = False
        area = heading(ui, say("predict.title"))
        aside(ui, month_text(self.session.state.month, language()), 18, HISTORY)
        figures, taken, calibrated = self._look()
        if not figures:
            ui.canvas.label(say("predict.closed"), area, 14, DIM, align="centre")
            return self._leave(ui)
        self.figure = self.figure or figures[0].figure
        one = next(shown for shown in figures if shown.figure == self.figure)
        options = [(shown.figure, shown.title) for shown in figures]
        if not ui.focus:
            ui.focus = "predict-way"
        if roomy(ui):
            left, right = columns(area, 1.0, px(400), gap=px(20))
            self._curve(ui, left, one, options)
            with scroll_page(ui, "predict-form", right) as page:
                self._form(ui, page, one, (taken, calibrated))
        else:
            with scroll_page(ui, "predict-page", area) as page:
                chart = pygame.Rect(page.rect.x, page.rect.y, page.rect.width, px(330))
                self._curve(ui, chart, one, options)
                page.reaches(chart.bottom + px(12))
                self._form(ui, page, one, (taken, calibrated))
        self._undo(ui)
        return self._leave(ui)

    def _undo(self, ui: Ui) -> None:
        """Take the last prediction back, while it is the last thing that was done."""
        pending = self.session.pending()
        if ui.acts("undo") and pending and isinstance(pending[-1], Predict | Sketch):
            self.seat.step("undo")
            ui.again = True

    def _look(self) -> tuple[tuple[Offered, ...], tuple[str, ...], tuple[str, ...]]:
        """What is offered, what was taken down this turn, and the calibration so far."""
        key = language(), self.session.state.predictions, self.session.state.month
        if self._told is None or self._told[0] != key:
            lines = foresight(self.session, language()).lines
            self._told = key, offered(self.session, language()), pending_rows(self.session, language()), lines
        return self._told[1:]

    def _leave(self, ui: Ui) -> Answer | None:
        words = say("with_key", words=say("predict.lock"), key=ui.keys.text("end_turn"))
        box = main_button(ui)
        wide = min(max(box.width, ui.px(230)), foot(ui).width - ui.px(150))
        box = pygame.Rect(box.right - wide, box.y, wide, box.height)
        if button(ui, "predict-lock", box, words, primary=True, size=14) or ui.acts("end_turn"):
            self.seat.end_turn()
            return Back()
        return back(ui)

    def _form(self, ui: Ui, page: Page, one: Offered, told: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
        """Direction, confidence and years, then what was taken down and how well it went so far."""
        canvas, px = ui.canvas, ui.px
        top = max(page.bottom, page.rect.y)
        box = pygame.Rect(page.rect.x, top, page.rect.width - px(6), px(_FORM))
        lines = canvas.wrap(one.bounds, 12, box.width - px(28))
        box.height = px(206) + len(lines) * px(18)
        canvas.panel(box, PANEL, border=LINE)
        inner = box.inflate(-px(28), -px(20))
        for place, line in enumerate(lines):
            canvas.text(line, (inner.x, inner.y + place * px(18)), 12, DIM)
        y = inner.y + len(lines) * px(18) + px(8)
        ways = [(float(place), say(f"predict.{name}")) for place, name in enumerate(DIRECTIONS)]
        row = self._row(ui, inner, y, "direction")
        self.way = int(choice(ui, "predict-way", row, float(self.way), ways, size=13))
        row, value = columns(self._row(ui, inner, y + px(44), "confidence"), 1.0, px(52), gap=px(6))
        scale = Scale(LEAST_CONFIDENCE / 100.0, MOST_CONFIDENCE / 100.0, 0.01)
        self.sure = round(100.0 * slider(ui, "predict-sure", row, self.sure / 100.0, scale).value)
        canvas.label(percent(self.sure / 100.0, 0, language()), value, 14, TEXT, True, "right")
        most = most_years(self.session.level, self.session.state)
        self.years = min(self.years, most)
        spans = [(float(count), plural("predict.span", count)) for count in range(1, most + 1)]
        row = self._row(ui, inner, y + px(88), "years")
        self.years = int(choice(ui, "predict-years", row, float(self.years), spans, size=12))
        take = pygame.Rect(inner.x, y + px(138), inner.width, px(36))
        if button(ui, "predict-take", take, say("predict.take"), size=14):
            self.seat.give(Predict(one.figure, DIRECTIONS[self.way], self.sure, self.years))  # type: ignore[arg-type]
            ui.again = True
        page.reaches(box.bottom + px(12))
        taken, calibrated = told
        self._list(ui, page, say("predict.now"), taken or (say("predict.nothing"),))
        if calibrated:
            self._list(ui, page, say("predictions"), calibrated)

    def _row(self, ui: Ui, inner: pygame.Rect, y: int, name: str) -> pygame.Rect:
        """A label at the left; the room for its widget."""
        words, row = columns(pygame.Rect(inner.x, y, inner.width, ui.px(34)), ui.px(96), 1.0, gap=ui.px(8))
        ui.canvas.label(say(f"predict.{name}"), words, 13, TEXT, least=9)
        return row

    def _list(self, ui: Ui, page: Page, title: str, lines: tuple[str, ...]) -> None:
        canvas, px = ui.canvas, ui.px
        width = page.rect.width - px(6)
        y = page.bottom
        canvas.text(title, (page.rect.x, y), 13, HISTORY, True, limit=width)
        y += px(22)
        for line in lines:
            for part in canvas.wrap(line, 12.5, width - px(8)):
                canvas.text(part, (page.rect.x + px(4), y), 12.5, TEXT)
                y += px(19)
        page.reaches(y + px(10))

    def _curve(self, ui: Ui, rect: pygame.Rect, one: Offered, options: list[tuple[str, str]]) -> None:
        """The figure so far, the bounds, and a point to drag for each year ahead."""
        canvas, px = ui.canvas, ui.px
        head, chart, below = rows(rect, px(34), 1.0, px(38), gap=px(8))
        wide = min(px(300), head.width)
        chosen = picker(ui, "predict-figure", pygame.Rect(head.x, head.y, wide, head.height), one.figure, options)
        if chosen != self.figure:
            self.figure, ui.again = chosen, True
        if head.width > px(420):
            words = pygame.Rect(head.x + wide + px(14), head.y, head.width - wide - px(14), head.height)
            base = f"{say('predict.base')}: {fine(one.base * one.scale, language())} {one.unit}"
            canvas.label(base, words, 12.5, DIM, align="right")
        canvas.panel(chart, PANEL, border=LINE)
        most = most_years(self.session.level, self.session.state)
        drawn = self.drawn.setdefault(one.figure, [one.base] * most)[:most]
        frame = self._frame(ui, chart, one, most)
        self._past(ui, frame, one)
        for place in range(len(drawn)):
            drawn[place] = self._point(ui, frame, one, place, drawn[place])
        if drawn != self.drawn[one.figure]:
            self.drawn[one.figure] = drawn
        month = self.session.state.month
        spots = [frame.at(month, one.base * one.scale)]
        spots += [frame.at(month + 12 * place + 6, max(value, 0.0) * one.scale) for place, value in enumerate(drawn)]
        canvas.dashed(spots, FORECAST, 1.6)
        for place, value in enumerate(drawn):
            hot = f"sketch-{place + 1}" in (ui.focus, ui.active)
            canvas.disc(spots[place + 1], 8 if hot else 6, YOURS)
            canvas.disc(spots[place + 1], 3, PANEL)
            text = fine(value * one.scale, language())
            wide = canvas.width(text, 11.5, hot)
            tag = pygame.Rect(0, 0, wide + px(6), px(17))
            tag.midbottom = round(spots[place + 1][0]), max(round(spots[place + 1][1]) - px(10), chart.y + px(20))
            canvas.fill(tag, PANEL)
            canvas.label(text, tag, 11.5, TEXT if hot else DIM, hot, "centre")
        self._take_curve(ui, below, one, drawn)

    def _take_curve(self, ui: Ui, below: pygame.Rect, one: Offered, drawn: list[float]) -> None:
        words, take = columns(below, 1.0, ui.px(190), gap=ui.px(10))
        ui.canvas.label(say("predict.drag"), words, 12, DIM, least=8.5)
        if button(ui, "predict-draw", take, say("predict.draw"), size=13):
            self.seat.give(Sketch(one.figure, tuple(value + 0.0 for value in drawn)))
            ui.again = True

    def _frame(self, ui: Ui, rect: pygame.Rect, one: Offered, most: int) -> Frame:
        """Axes that stay while points are dragged."""
        px = ui.px
        plot = pygame.Rect(rect.x + px(56), rect.y + px(18), rect.width - px(112), rect.height - px(46))
        data = self._data(one)
        month = self.session.state.month
        first = max(month - 12 * _PAST_YEARS, self.session.level.start)
        shown = first, max(month + 12 * most, first + 12)
        return frame_for(data, plot, shown, axis_ends(one), data.log, max(min(5, plot.height // px(34)), 1))

    def _data(self, one: Offered) -> ChartData:
        return self.seat.chart(one.figure)

    def _past(self, ui: Ui, frame: Frame, one: Offered) -> None:
        """Grid, your past and history's up to now, and the bounds around the last year's mean."""
        canvas, px = ui.canvas, ui.px
        data, month = self._data(one), self.session.state.month
        for value in frame.ticks():
            y = frame.at(frame.first, value)[1]
            canvas.line((frame.plot.x, y), (frame.plot.right, y), GRID)
            canvas.text(tick_text(value, frame.step), (frame.plot.x - px(6), y - px(8)), 10.5, FAINT, align="right")
        paint_years(canvas, frame, 10.5)
        x = frame.at(month, frame.high)[0]
        canvas.line((x, frame.plot.y), (x, frame.plot.bottom), LINE)
        lived = slice(max(frame.first - data.start, 0), month - data.start)
        start = data.start + lived.start
        theirs, mine = list(data.history[lived]), list(data.yours[lived])
        if len(theirs) > 1:
            canvas.dashed(frame.line(start, theirs, data.scale), HISTORY, 1.4)
        if len(mine) > 1:
            canvas.curve(frame.line(start, mine, data.scale), YOURS, 2.2)
        for edge in (one.base - one.width, one.base + one.width):
            y = frame.at(month, edge * one.scale)[1]
            if frame.plot.y <= y <= frame.plot.bottom:
                canvas.dashed([(x, y), (frame.plot.right, y)], YOURS_DIM, 1.2)
        for name, up in (("up", True), ("down", False)):
            edge_y = frame.at(month, (one.base + (one.width if up else -one.width)) * one.scale)[1]
            spot = (frame.plot.right + px(6), edge_y - px(17) if up else edge_y + px(1))
            canvas.text(say(f"predict.{name}"), spot, 11, DIM)

    def _point(self, ui: Ui, frame: Frame, one: Offered, place: int, value: float) -> float:
        """The point of a year: dragged up and down, or moved by keys in halves of the bound; its value now."""
        px = ui.px
        name = f"sketch-{place + 1}"
        x, y = frame.at(self.session.state.month + 12 * place + 6, max(value, 0.0) * one.scale)
        box = pygame.Rect(0, 0, px(30), px(30))
        box.center = (round(x), round(y))
        ui.place(name, box)
        if ui.active == name and (ui.inputs.down or ui.inputs.released):
            share = (frame.plot.bottom - ui.inputs.mouse[1]) / max(frame.plot.height, 1)
            value = value_at(frame, share) / one.scale
            ui.again = ui.again or ui.inputs.released
        elif ui.focus == name:
            steps = key_steps(ui)
            if steps:
                ends = {-1000: frame.low / one.scale, 1000: frame.high / one.scale}
                value = ends.get(steps, value + steps * one.width / 2.0)
                ui.again = True
        return min(max(value, frame.low / one.scale), frame.high / one.scale)


def value_at(frame: Frame, share: float) -> float:
    """The value at a share of an axis's height."""
    share = min(max(share, 0.0), 1.0)
    if frame.log:
        return float(frame.low * (frame.high / frame.low) ** share)
    return float(frame.low + (frame.high - frame.low) * share)
