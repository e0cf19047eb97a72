"""In the debrief: your decisions in a thousand worlds beside history's, and which of them hung on luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pygame

from game.analysis.turning import TurningPoint
from game.language import number
from game.session import Session
from game.ui.layout import columns, rows
from game.ui.measured import Measured
from game.ui.theme import BAD, DIM, FAINT, GOOD, GRID, HISTORY, LINE, PANEL, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import button, progress, scrolled, tabs
from game.ui.words import language, say
from game.views.luck import WORLDS, Bars, DecisionLine, Luck, LuckView, luck, luck_view

_SHADES: dict[str, Colour] = {"good": GOOD, "bad": BAD, "luck": HISTORY}


class LuckPanel:
    """Waits until it is asked for; then measures a little in each frame."""

    def __init__(self, session: Session, known: Callable[[], Sequence[TurningPoint] | None]) -> None:
        self.session = session
        self.shown = "overall"
        self.begun = False
        self._made: Measured[Luck] = Measured(lambda: luck(session, WORLDS, known()))
        self._view: tuple[str, LuckView] | None = None

    @property
    def waiting(self) -> bool:
        return self.begun and self._made.found is None

    def draw(self, ui: Ui, rect: pygame.Rect) -> int:
        """Returns the y below it."""
        px = ui.px
        rect = pygame.Rect(rect.x, rect.y, rect.width, max(rect.height, px(470)))
        if not self.begun or not self._made.grow():
            self._wait(ui, rect)
            return rect.bottom
        if self._view is None or self._view[0] != language():
            assert self._made.found is not None
            self._view = language(), luck_view(self.session, self._made.found, language())
        view = self._view[1]
        note = ui.canvas.wrap(view.note, 11, rect.width)
        upper, lower, below = rows(rect, px(250), 1.0, px(16) * len(note), gap=px(8))
        self._bars(ui, upper, view)
        self._decisions(ui, lower, view.decisions)
        for place, line in enumerate(note):
            ui.canvas.text(line, (below.x, below.y + place * px(16)), 11, FAINT)
        return rect.bottom

    def _wait(self, ui: Ui, rect: pygame.Rect) -> None:
        """The button that begins, or how far it is."""
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        middle = pygame.Rect(rect.centerx - px(190), rect.centery - px(30), px(380), px(40))
        middle.width = min(middle.width, rect.width - px(20))
        middle.centerx = rect.centerx
        if self.begun:
            canvas.label(say("measuring"), middle, 13, DIM, align="centre")
            progress(ui, pygame.Rect(middle.x, middle.bottom, middle.width, px(8)), self._made.progress)
            return
        words = say("luck.begin", n=number(WORLDS, 0))
        if button(ui, "luck-begin", middle, words, primary=True, size=14):
            self.begun, ui.again = True, True
        canvas.label(say("luck.tip"), middle.move(0, px(44)), 12, DIM, align="centre", least=9)

    def _bars(self, ui: Ui, rect: pygame.Rect, view: LuckView) -> None:
        px = ui.px
        head, body = rows(rect, px(28), 1.0, gap=px(6))
        options = [(one.name, one.title) for one in (view.bars[-1], *view.bars[:-1])]
        self.shown = tabs(ui, "luck-of", head, self.shown, options)
        one = next(bars for bars in view.bars if bars.name == self.shown)
        ui.canvas.panel(body, PANEL, border=LINE)
        inner = body.inflate(-px(28), -px(16))
        y = inner.y
        for text, size, shade in ((one.sentence, 14, TEXT), (one.standing, 12, DIM)):
            for line in ui.canvas.wrap(text, size, inner.width):
                ui.canvas.text(line, (inner.x, y), size, shade)
                y += px(size + 7)
        plot = pygame.Rect(inner.x, y + px(24), inner.width, inner.bottom - y - px(44))
        self._histogram(ui, plot, one)

    def _histogram(self, ui: Ui, plot: pygame.Rect, one: Bars) -> None:
        """Yours filled, history's outlined; a line where the game really ended, a dashed one at history's 100."""
        canvas, px = ui.canvas, ui.px
        count = len(one.yours)
        most = max(*one.yours, *one.history, 1)
        canvas.line(plot.bottomleft, plot.bottomright, LINE)

        def at(points: float) -> float:
            return plot.x + (points - one.low) / (one.high - one.low) * plot.width

        for place, (mine, theirs) in enumerate(zip(one.yours, one.history, strict=True)):
            start = plot.x + plot.width * place // count
            end = plot.x + plot.width * (place + 1) // count
            for held, shade in ((mine, YOURS), (theirs, HISTORY)):
                high = max(round(plot.height * held / most), px(2)) if held else 0
                bar = pygame.Rect(start + px(1), plot.bottom - high, max(end - start - px(2), 1), high)
                if high and shade is YOURS:
                    canvas.fill(bar, YOURS)
                elif high:
                    canvas.outline(bar, HISTORY, 1.4, radius=1)
        x = at(one.lived)
        canvas.line((x, plot.y - px(14)), (x, plot.bottom), TEXT, px(1.6))
        align = "right" if x > plot.centerx else "left"
        canvas.text(
            say("luck.lived"), (x - px(5) if align == "right" else x + px(5), plot.y - px(19)), 11, TEXT, align=align
        )
        if one.low < 100.0 < one.high:
            canvas.dashed([(at(100.0), plot.y + px(14)), (at(100.0), plot.bottom)], DIM, 1.2)
        scale = pygame.Rect(plot.x, plot.bottom + px(3), plot.width, px(16))
        canvas.label(number(one.low, 0), scale, 11, FAINT)
        canvas.label(number(one.high, 0), scale, 11, FAINT, align="right")
        middle = pygame.Rect(scale.x + px(40), scale.y, scale.width - px(80), scale.height)
        left, right = columns(middle, 1.0, 1.0, gap=px(20))
        canvas.label(f"■ {say('yours')}", left, 11.5, YOURS, align="right")
        canvas.label(f"□ {say('history')}", right, 11.5, HISTORY)

    def _decisions(self, ui: Ui, rect: pygame.Rect, found: tuple[DecisionLine, ...]) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        head = pygame.Rect(rect.x + px(12), rect.y + px(5), rect.width - px(24), px(20))
        canvas.label(say("luck.decisions"), head, 12.5, TEXT, True, least=9)
        if not found:
            canvas.label(say("luck.none"), rect, 12, DIM, align="centre")
            return
        area = pygame.Rect(head.x, head.bottom + px(4), head.width, rect.bottom - head.bottom - px(10))
        high = px(22)
        first, fitting = scrolled(ui, "luck-rows", area, len(found), high)
        for place, one in enumerate(found[first : first + fitting]):
            line = pygame.Rect(area.x, area.y + place * high, area.width - px(8), high)
            name = f"luck-{first + place}"
            ui.place(name, line)
            helped = f"{say('luck.helped')} {one.helped}: {one.verdict_text}"
            ui.tip(line, f"{one.date}  {one.words}\n{one.mean}: {one.ends}\n{helped}", name)
            canvas.line((line.x, line.y), (line.right, line.y), GRID)
            texts = (one.date, one.words, one.mean, one.ends, one.helped, one.verdict_text)
            shades = (DIM, TEXT, TEXT, DIM, TEXT, _SHADES[one.verdict])
            sides = columns(line, px(72), 1.0, px(48), px(104), px(54), px(150), gap=px(8))
            for text, shade, box in zip(texts, shades, sides, strict=True):
                canvas.label(text, box, 12, shade, least=8)
