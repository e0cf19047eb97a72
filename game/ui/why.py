"""Why? A figure's change as bars that sum to it, over a span to choose, with a sentence, parts to open and a table."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.language import known, phrase
from game.session import Session
from game.ui.ledgers import LEDGERS
from game.ui.screen import Answer, Still, back, foot, heading, roomy
from game.ui.theme import BAD, DIM, FAINT, GOOD, GRID, LINE, PANEL, TEXT, TRACK, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import Column, Row, button, choice, picker, progress, scrolled, table
from game.ui.words import language, say
from game.views.why import (
    EXPLAINED,
    HEADLINES,
    Ledger,
    Part,
    Span,
    WhyView,
    brief,
    figure_title,
    span_title,
    spans_of,
    why_view,
)


class WhyScreen(Still):
    """Over whatever screen the figure stood on; Esc goes back to it."""

    def __init__(self, desk: Desk, session: Session, figure: str, span: Span | None = None) -> None:
        super().__init__(desk)
        self.session = session
        self.figure = figure
        self.span: Span = span or spans_of(figure)[0]
        self.opened = ""
        self.as_table = False
        self._waiting = False
        self._shades = (YOURS, YOURS)  # of rises and falls: only of points it is known which is good
        self._view: tuple[tuple[object, ...], WhyView] | None = None

    def busy(self) -> bool:
        return self._waiting

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        area = heading(ui, say("why.heading", figure=figure_title(self.figure, language())))
        ui.asking.whole = f"figure:{self.figure}"
        self._choices(ui, pygame.Rect(area.x, area.y, area.width, px(30)))
        body = pygame.Rect(area.x, area.y + px(42), area.width, area.height - px(42))
        if not self.session.months:
            ui.canvas.label(say("no_report"), body, 14, DIM, align="centre")
        else:
            self._explain(ui, body)
        if ui.acts("as_table"):
            self.as_table = not self.as_table
        row = foot(ui)
        shown = pygame.Rect(row.x + px(142), row.y, px(120), row.height)
        if button(ui, "why-table", shown, say("as_table"), selected=self.as_table, tip=say("as_table_tip")):
            self.as_table = not self.as_table
        if self.opened:
            # Esc leads out of an opened cause first.
            fold = pygame.Rect(shown.right + px(12), row.y, px(170), row.height)
            if button(ui, "why-fold", fold, f"◀ {say('why.all_causes')}") or ui.acts("back"):
                self.opened, ui.focus = "", "why-span"
        return back(ui)

    def _choices(self, ui: Ui, row: pygame.Rect) -> None:
        """The span at the left, the figure at the right."""
        px = ui.px
        spans = spans_of(self.figure)
        if self.span not in spans:
            self.span = "history"
        if not ui.focus:
            ui.focus = "why-span"
        options = [(float(place), span_title(span, language())) for place, span in enumerate(spans)]
        box = pygame.Rect(row.x, row.y, min(px(190) * len(spans), row.width * 6 // 10), row.height)
        chosen = spans[int(choice(ui, "why-span", box, float(spans.index(self.span)), options, size=12))]
        if chosen != self.span:
            self.span, self.opened = chosen, ""
        wide = min(px(260), row.right - box.right - px(12))
        figures = [(name, figure_title(name, language())) for name in EXPLAINED]
        place = pygame.Rect(row.right - wide, row.y, wide, row.height)
        chosen_figure = picker(ui, "why-figure", place, self.figure, figures, columns=2)
        if chosen_figure != self.figure:
            self.figure, self.opened, ui.again = chosen_figure, "", True

    def _explain(self, ui: Ui, body: pygame.Rect) -> None:
        ledger = LEDGERS.of(self.session, self.span)
        inner = LEDGERS.opened(ledger, self.opened) if ledger is not None and self.opened else None
        self._waiting = ledger is None or (bool(self.opened) and inner is None)
        if ledger is None:
            self._measuring(ui, body)
            return
        view = self._told(ledger, inner)
        canvas, px = ui.canvas, ui.px
        lines = canvas.wrap(view.sentence, 14, body.width)
        for place, line in enumerate(lines):
            canvas.text(line, (body.x, body.y + place * px(21)), 14, TEXT)
        notes = [part for note in view.notes for part in canvas.wrap(f"· {note}", 11.5, body.width)]
        y = body.y + len(lines) * px(21) + px(10)
        bottom = body.bottom - len(notes) * px(17)
        if bottom - y >= px(120):
            for place, note in enumerate(notes):
                canvas.text(note, (body.x, bottom + px(4) + place * px(17)), 11.5, FAINT)
        else:
            bottom = body.bottom
        parts = pygame.Rect(body.x, y, body.width, bottom - y - px(6))
        canvas.panel(parts, PANEL, border=LINE)
        if self._waiting:
            parts.height -= px(30)
            self._measuring(ui, pygame.Rect(parts.x, parts.bottom, parts.width, px(30)))
        self._shades = (GOOD, BAD) if self.figure in HEADLINES else (YOURS, YOURS)
        (self._table if self.as_table else self._bars)(ui, parts.inflate(-px(24), -px(16)), view)

    def _told(self, ledger: Ledger, inner: Ledger | None) -> WhyView:
        key = (ledger, inner, self.figure, language())
        if self._view is None or self._view[0] != key:
            opened = self.opened if inner is not None else ""
            self._view = (key, why_view(ledger, self.figure, language(), inner, opened))
        return self._view[1]

    def _measuring(self, ui: Ui, rect: pygame.Rect) -> None:
        """How far the re-runs have come."""
        px = ui.px
        box = pygame.Rect(0, 0, min(px(320), rect.width - px(40)), px(8))
        box.center = rect.center
        if rect.height > px(60):
            ui.canvas.text(say("measuring"), (rect.centerx, box.y - px(28)), 12, DIM, align="centre", limit=rect.width)
        progress(ui, box, LEDGERS.progress)

    def _bars(self, ui: Ui, rect: pygame.Rect, view: WhyView) -> None:
        """A row for each part, then the sum; bars grow from a common line, right for up and left for down."""
        canvas, px = ui.canvas, ui.px
        high = px(34)
        area = pygame.Rect(rect.x, rect.y, rect.width, rect.height - px(38))
        first, fitting = scrolled(ui, "why-rows", area, len(view.parts), high)
        largest = max((abs(part.value) for part in view.parts), default=0.0)
        for place, part in enumerate(view.parts[first : first + fitting]):
            self._row(ui, pygame.Rect(rect.x, rect.y + place * high, rect.width - px(8), high), part, largest)
        total = pygame.Rect(rect.x, rect.bottom - px(34), rect.width - px(8), px(32))
        canvas.line((total.x, total.y), (total.right, total.y), LINE)
        canvas.label(say("why.total"), total, 13.5, TEXT, True)
        canvas.label(f"{view.before} → {view.after} {view.unit}", total.move(-px(110), 0), 12, DIM, align="right")
        canvas.label(view.change_text, total, 15, self._shade(view.change), True, "right")

    def _row(self, ui: Ui, line: pygame.Rect, part: Part, largest: float) -> None:
        canvas, px = ui.canvas, ui.px
        name = f"why-part-{part.id}"
        ui.place(name, line)
        ui.tip(line, f"{part.title}\n{part.null}" if part.null else "", name)
        if part.opens and (ui.clicked(name, line) or ui.entered(name)):
            self.opened, ui.again = part.id, True
        canvas.line((line.x, line.bottom), (line.right, line.bottom), GRID)
        share = 0.42 if roomy(ui) else 0.5
        words = pygame.Rect(line.x + px(18), line.y, round(line.width * share) - px(18), line.height)
        if part.opens:
            canvas.label("▶", pygame.Rect(line.x, line.y, px(16), line.height), 9, YOURS)
        canvas.label(part.title, words, 13, YOURS if part.inside else TEXT, part.opens, least=10)
        field = pygame.Rect(words.right + px(8), line.y + px(9), line.right - px(96) - words.right - px(8), px(16))
        middle = field.centerx
        canvas.panel(field, TRACK, radius=3)
        long = round(field.width / 2 * abs(part.value) / largest) if largest else 0
        if long:
            left = middle if part.value > 0.0 else middle - long
            canvas.panel(pygame.Rect(left, field.y, long, field.height), self._shade(part.value), radius=3)
        canvas.line((middle, field.y - px(3)), (middle, field.bottom + px(2)), DIM)
        canvas.label(part.text, line, 13.5, TEXT, True, "right")

    def _table(self, ui: Ui, rect: pygame.Rect, view: WhyView) -> None:
        columns = (Column(say("column.cause"), 1.0), Column(f"{say('column.change')}, {view.unit}", 160, right=True))
        rows = [Row(part.id, (part.title, part.text), (part.title, part.value)) for part in view.parts]
        rows.append(Row("total", (say("why.total"), view.change_text), (say("why.total"), view.change)))
        table(ui, "why-table-rows", rect, columns, rows, "total")

    def _shade(self, value: float) -> Colour:
        return self._shades[value < 0.0] if value else DIM


SMALL = 11


def shortened(ui: Ui, text: str, room: int) -> str:
    """As much of a title in small type as fits; a tip has all of it."""
    if ui.canvas.width(text, SMALL) <= room:
        return text
    while text and ui.canvas.width(f"{text}…", SMALL) > room:
        text = text[:-1].rstrip("，、,: ")
    return f"{text}…" if text else ""


def reasons(ui: Ui, rect: pygame.Rect, ledger: Ledger | None, name: str) -> str:
    """The three largest causes of a figure's change and everything else, each with a small bar; the whole sentence."""
    canvas, px = ui.canvas, ui.px
    if ledger is None:
        box = pygame.Rect(rect.x, rect.centery - px(3), rect.width, px(6))
        progress(ui, box, LEDGERS.progress)
        return say("measuring")
    view = why_view(ledger, name, language())
    parts = brief(view, language())
    largest = max((abs(part.value) for part in parts), default=0.0)
    for place, part in enumerate(parts):
        line = pygame.Rect(rect.x, rect.y + place * px(17), rect.width, px(17))
        value = canvas.label(part.text, line, 11.5, TEXT, align="right")
        field = pygame.Rect(line.right - max(value, px(32)) - px(38), line.y + px(5), px(32), px(7))
        words = pygame.Rect(line.x, line.y, field.x - line.x - px(6), line.height)
        title = part.title
        if canvas.width(title, SMALL) > words.width and known(f"why.short.{part.id}"):
            title = phrase(f"why.short.{part.id}")
        canvas.label(shortened(ui, title, words.width), words, SMALL, DIM)
        long = round(field.width / 2 * abs(part.value) / largest) if largest else 0
        left = field.centerx if part.value > 0.0 else field.centerx - long
        if long:
            canvas.panel(pygame.Rect(left, field.y, long, field.height), GOOD if part.value > 0.0 else BAD, radius=2)
        canvas.line((field.centerx, field.y - 1), (field.centerx, field.bottom), FAINT)
    return view.sentence
