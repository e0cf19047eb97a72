"""The pages of the presenter, in letters that are read from the back of a room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import pygame

from game.ui.charts.line import Ahead, LineChart, draw_lines
from game.ui.layout import columns, rows
from game.ui.theme import DIM, FORECAST, HISTORY, LINE, PANEL, RAISED, TEXT, TRACK, YOURS, Colour, Sizes
from game.ui.ui import Ui
from game.ui.widgets import button, field
from game.ui.words import language, say
from game.views import lecture as told
from game.views.figures import ChartData
from game.views.lecture import LectureRun, Outcome, Page, Vote
from game.views.why import Part

_CAPTION: Final = 30.0
_CHART: Final = 1.6  # how much larger than in play a chart is drawn
_WAY: Final = ("export_price_usd_per_t", "leverage_index")


class Pictures:
    """Curves of the page, made once as long as nothing moves: a window keeps what it drew of them."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, ...], ChartData] = {}
        self.ahead: dict[str, Sequence[float]] = {}

    def forget(self) -> None:
        self._made.clear()
        self.ahead.clear()

    def curve(self, run: LectureRun, page: Page, name: str) -> ChartData:
        key = page, name, language()
        if key not in self._made:
            make = (
                told.way(run, name, language()) if page.kind == "closing" else told.curve(run, page, name, language())
            )
            self._made[key] = make
        return self._made[key]

    def expected(self, run: LectureRun, page: Page) -> dict[str, Sequence[float]]:
        if not self.ahead:
            self.ahead = {name: values.tolist() for name, values in told.forecasts(run, page.stop).items()}
        return self.ahead


@contextmanager
def _enlarged(ui: Ui, times: float) -> Iterator[None]:
    """Everything drawn within is larger."""
    sizes = ui.canvas.sizes
    ui.canvas.sizes = Sizes(sizes.scale * times)
    try:
        yield
    finally:
        ui.canvas.sizes = sizes


def _charts(ui: Ui, rect: pygame.Rect, run: LectureRun, page: Page, pictures: Pictures, across: bool = False) -> None:
    """The figures of a page as large charts, one above the other or side by side."""
    names = _WAY if page.kind == "closing" else run.lecture.stops[page.stop].figures
    ahead = pictures.expected(run, page) if page.kind == "forecast" and run.reached(page.stop) is not None else {}
    gap = ui.px(14)
    boxes = columns(rect, *(1.0 for _ in names), gap=gap) if across else rows(rect, *(1.0 for _ in names), gap=gap)
    for name, box in zip(names, boxes, strict=True):
        data = pictures.curve(run, page, name)
        shown = (data.start, data.end) if page.kind == "closing" else told.window(run.lecture.stops[page.stop])
        chart = LineChart(data, Ahead(forecast=ahead.get(name, ())), shown, None, widget=f"lecture-{name}")
        with _enlarged(ui, _CHART):
            draw_lines(ui, box, chart)


def _fitting(ui: Ui, texts: Sequence[str], rect: pygame.Rect, size: float, gap: int, leading: float) -> float:
    """The largest size up to the one wanted at which all paragraphs fit."""
    while size > 13.0:
        tall = sum(len(ui.canvas.wrap(text, size, rect.width)) * round(ui.px(size) * leading) + gap for text in texts)
        if tall - gap <= rect.height:
            break
        size -= 0.5
    return size


def _paragraphs(ui: Ui, rect: pygame.Rect, texts: Sequence[str], size: float) -> int:
    """Captions one below the other, each with a bar at its left; the y below the last."""
    px, gap = ui.px, ui.px(24)
    inner = pygame.Rect(rect.x + px(20), rect.y, rect.width - px(20), rect.height)
    size = _fitting(ui, texts, inner, size, gap, 1.4)
    y = inner.y
    for text in texts:
        below = ui.canvas.paragraph(text, pygame.Rect(inner.x, y, inner.width, inner.bottom - y), size, TEXT, 1.4)
        ui.canvas.panel(pygame.Rect(rect.x, y + px(4), px(5), below - y - px(8)), HISTORY, radius=2)
        y = below + gap
    return y


def reading_page(ui: Ui, rect: pygame.Rect, run: LectureRun, page: Page, pictures: Pictures) -> None:
    """Captions; beside them the curves of the way here."""
    texts = told.captions(run.lecture, page, language())
    if page.kind == "opening":
        _paragraphs(ui, rect.inflate(-ui.px(120), -ui.px(40)), (*texts, say("lecture.how")), 37)
        return
    left, right = columns(rect, 1.0, 1.05, gap=ui.px(30))
    kept = told.kept_words(run, page.stop, language())
    note = ui.px(64) if kept else 0
    _paragraphs(ui, pygame.Rect(left.x, left.y + ui.px(6), left.width, left.height - note), texts, _CAPTION)
    if kept:
        below = pygame.Rect(left.x, left.bottom - note, left.width, note)
        size = _fitting(ui, [kept], below, 16, 0, 1.35)
        ui.canvas.paragraph(kept, below, size, YOURS, 1.35)
    _charts(ui, right, run, page, pictures)


def question_page(ui: Ui, rect: pygame.Rect, run: LectureRun, page: Page, vote: Vote, typed: str) -> str:
    """What would you do? Up to four answers, their votes as bars; returns what stands in the field for votes."""
    canvas, px = ui.canvas, ui.px
    stop = run.lecture.stops[page.stop]
    asked, list_of, below = rows(rect, px(84), 1.0, px(40), gap=px(12))
    words = stop.question.in_language(language())
    size = _fitting(ui, [words], asked, 29, 0, 1.3)
    canvas.paragraph(words, asked, size, HISTORY, 1.3, True)
    told_bars = told.bars(vote.votes, len(stop.options))
    boxes = rows(list_of, *(1.0 for _ in stop.options), gap=px(10))
    for place, box in enumerate(boxes):
        _answer(ui, box, page, run, vote, (place, *told_bars[place]))
    label = say("lecture.votes")
    wide = canvas.width(label, 16) + px(14)
    canvas.label(label, pygame.Rect(below.x, below.y, wide, below.height), 16, DIM)
    box = pygame.Rect(below.x + wide, below.y, px(260), below.height)
    with _enlarged(ui, 1.2):
        now = field(ui, "lecture-votes", box, typed, 24, "0123456789-,;/", say("lecture.votes_hint"))
    if now != typed:
        vote.votes = told.typed_votes(now, len(stop.options))
        vote.option = told.chosen(vote.votes, vote.option)
        ui.again = True
    rest = pygame.Rect(box.right + px(24), below.y, below.right - box.right - px(24), below.height)
    canvas.label(say("lecture.free"), rest, 15, DIM, align="right", least=11)
    return now


def _answer(ui: Ui, box: pygame.Rect, page: Page, run: LectureRun, vote: Vote, bar: tuple[int, int, float]) -> None:
    """One answer: number, words, bar, votes and the buttons that count them."""
    canvas, px = ui.canvas, ui.px
    place, votes, share = bar
    option, chosen = run.lecture.stops[page.stop].options[place], vote.option == place
    steps = pygame.Rect(box.right - px(168), box.y, px(168), box.height)
    body = pygame.Rect(box.x, box.y, steps.x - box.x - px(10), box.height)
    if button(ui, f"lecture-answer-{place + 1}", body, "", selected=chosen):
        vote.option = place
    strip = pygame.Rect(body.x + px(84), body.bottom - px(15), body.width - px(104), px(8))
    canvas.panel(strip, TRACK, radius=3)
    if share:
        canvas.panel(
            pygame.Rect(strip.x, strip.y, max(round(strip.width * share), px(4)), strip.height), YOURS, radius=3
        )
    canvas.label(
        str(place + 1), pygame.Rect(body.x, body.y, px(84), body.height), 38, TEXT if chosen else DIM, True, "centre"
    )
    words = pygame.Rect(strip.x, body.y + px(4), strip.width, body.height - px(22))
    title = option.title.in_language(language())
    if option.note is not None and not option.historical:
        title = f"{title}  ·  {option.note.in_language(language())}"
    canvas.label(title, words, 25, TEXT, chosen, least=16)
    less = pygame.Rect(steps.x, steps.centery - px(20), px(40), px(40))
    more = pygame.Rect(steps.right - px(40), steps.centery - px(20), px(40), px(40))
    counts = [*vote.votes, *(0 for _ in range(len(run.lecture.stops[page.stop].options) - len(vote.votes)))]
    for name, spot, change in (("less", less, -1), ("more", more, 1)):
        able = change > 0 or votes > 0
        if button(ui, f"lecture-{name}-{place + 1}", spot, "+" if change > 0 else "–", enabled=able, size=22):
            counts[place] += change
            vote.votes = tuple(counts)
            vote.option = told.chosen(vote.votes, vote.option)
    canvas.label(
        str(votes), pygame.Rect(less.right, steps.y, more.x - less.right, steps.height), 26, TEXT, True, "centre"
    )


def _choice(ui: Ui, rect: pygame.Rect, run: LectureRun, page: Page, vote: Vote) -> int:
    """The class's answer with its orders and their price in play; the y below."""
    canvas, language_now = ui.canvas, language()
    option = run.lecture.stops[page.stop].options[vote.option]
    y = canvas.paragraph(say("lecture.choice"), rect, 17, DIM, 1.4)
    title = f"{vote.option + 1}  {option.title.in_language(language_now)}"
    y = canvas.paragraph(title, pygame.Rect(rect.x, y, rect.width, rect.bottom - y), 27, YOURS, 1.3, True) + ui.px(8)
    lines = list(told.order_lines(run, option, language_now))
    if option.historical:
        lines = [say("lecture.as_history")]
    price = told.price_words(run, page.stop, language_now)
    for text, colour in (*((line, TEXT) for line in lines), *(((price, DIM),) if price else ())):
        y = canvas.paragraph(text, pygame.Rect(rect.x, y, rect.width, rect.bottom - y), 18, colour, 1.35) + ui.px(4)
    return y


def forecast_page(ui: Ui, rect: pygame.Rect, run: LectureRun, page: Page, pictures: Pictures) -> None:
    """What could be expected of the answer chosen."""
    left, right = columns(rect, 1.0, 1.3, gap=ui.px(30))
    y = _choice(ui, left, run, page, run.votes[page.stop]) + ui.px(12)
    note = pygame.Rect(left.x, y, left.width, left.bottom - y)
    text = say("lecture.forecast")
    ui.canvas.paragraph(text, note, _fitting(ui, [text], note, 20, 0, 1.4), FORECAST, 1.4)
    _charts(ui, right, run, page, pictures)


def run_page(ui: Ui, rect: pygame.Rect, run: LectureRun, page: Page, pictures: Pictures) -> None:
    """The class's answer and history side by side, month by month."""
    canvas, px = ui.canvas, ui.px
    head, body, below = rows(rect, px(66), 1.0, px(92), gap=px(10))
    options, vote = run.lecture.stops[page.stop].options, run.votes[page.stop]
    canvas.label(told.month_words(run, page.stop, language()), head, 32, TEXT, True, "right")
    room = pygame.Rect(head.x, head.y, head.width - px(240), px(36))
    title = f"{vote.option + 1}  {options[vote.option].title.in_language(language())}"
    canvas.label(title, room, 25, YOURS, True, least=16)
    theirs = next(place for place, option in enumerate(options) if option.historical)
    words = say("lecture.beijing", answer=f"{theirs + 1}  {options[theirs].title.in_language(language())}")
    canvas.label(words, room.move(0, px(34)), 18, HISTORY, least=13)
    _charts(ui, body, run, page, pictures, across=True)
    found = told.outcomes(run, page.stop, language())
    for outcome, box in zip(found, columns(below, *(1.0 for _ in found), gap=px(14)) if found else (), strict=True):
        _tile(ui, box, outcome)


def _tile(ui: Ui, box: pygame.Rect, one: Outcome) -> None:
    """Ours, history's and the gap in large figures, and how high both went."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(box, RAISED, border=LINE)
    cells = columns(box.inflate(-px(32), -px(12)), 1.0, 1.0, 0.8, 1.2, gap=px(10))
    shown: tuple[tuple[str, str, Colour], ...] = (
        (say("lecture.class"), one.ours, YOURS),
        (say("lecture.history"), one.history, HISTORY),
        (say("lecture.gap"), one.gap, TEXT),
        (say("lecture.highest"), one.highest, TEXT),
    )
    for place, (cell, (name, value, colour)) in enumerate(zip(cells, shown, strict=True)):
        canvas.label(name, pygame.Rect(cell.x, cell.y, cell.width, px(26)), 16, DIM, least=11)
        size = 32 if place < 2 else 25
        canvas.label(value, pygame.Rect(cell.x, cell.y + px(28), cell.width, px(46)), size, colour, True, least=16)


def causes_page(ui: Ui, rect: pygame.Rect, run: LectureRun, page: Page, vote: Vote) -> None:
    """Three causes and everything else; the figures; rejoin history or keep the choice."""
    canvas, px = ui.canvas, ui.px
    body, words, below = rows(rect, 1.0, px(64), px(56), gap=px(12))
    left, right = columns(body, 1.35, 1.0, gap=px(30))
    after = told.after(run.lecture, page, language())
    canvas.panel(pygame.Rect(words.x, words.y, px(5), words.height), HISTORY, radius=2)
    words = pygame.Rect(words.x + px(18), words.y, words.width - px(18), words.height)
    canvas.paragraph(after, words, _fitting(ui, [after], words, 20, 0, 1.35), TEXT, 1.35)
    sentence, parts = told.causes(run, page.stop, language())
    if not parts:
        canvas.label(sentence or say("lecture.working"), left, 22, DIM, align="centre")
    else:
        y = canvas.paragraph(sentence, left, 22, TEXT, 1.35, True) + px(12)
        largest = max(abs(part.value) for part in parts) or 1.0
        boxes = rows(pygame.Rect(left.x, y, left.width, left.bottom - y), *(1.0 for _ in parts), gap=px(8))
        for part, box in zip(parts, boxes, strict=True):
            _cause(ui, box, part, part.value / largest)
    _figures(ui, right, told.outcomes(run, page.stop, language()))
    rejoin, keep = columns(below, 1.0, 1.0, gap=px(20))
    if button(ui, "lecture-rejoin", rejoin, say("lecture.rejoin"), selected=not vote.kept, size=20):
        vote.kept = False
    if button(ui, "lecture-keep", keep, say("lecture.keep"), selected=vote.kept, size=20):
        vote.kept = True


def _cause(ui: Ui, box: pygame.Rect, part: Part, share: float) -> None:
    """A cause with its bar, to the right where it raised the figure and to the left where it lowered it."""
    canvas, px = ui.canvas, ui.px
    # Colours say whose cause it is; which way it went, sign and bar say.
    own, theirs = part.id.startswith("lever:"), part.id == "other_orders"
    colour = YOURS if own else HISTORY if theirs else TEXT
    number = pygame.Rect(box.right - px(160), box.y, px(160), min(px(62), box.height))
    words = pygame.Rect(box.x, box.y, number.x - box.x - px(8), min(px(38), box.height // 2))
    canvas.label(part.title, words, 22, colour, least=13)
    canvas.label(part.text, number, 27, colour, True, "right", least=16)
    strip = pygame.Rect(box.x, words.bottom + px(2), words.width, px(12))
    canvas.panel(strip, TRACK, radius=3)
    half = strip.width // 2
    wide = max(round(half * min(abs(share), 1.0)), px(2))
    x = strip.x + half if share >= 0 else strip.x + half - wide
    canvas.panel(pygame.Rect(x, strip.y, wide, strip.height), colour, radius=3)
    canvas.line((strip.x + half, strip.y - px(2)), (strip.x + half, strip.bottom + px(2)), DIM)


def _figures(ui: Ui, rect: pygame.Rect, found: Sequence[Outcome]) -> None:
    """Each figure: before, as expected, ours, history's."""
    canvas, px = ui.canvas, ui.px
    if not found:
        return
    for one, box in zip(found, rows(rect, *(1.0 for _ in found), gap=px(12)), strict=True):
        canvas.panel(box, PANEL, border=LINE)
        inner = box.inflate(-px(28), -px(18))
        head = pygame.Rect(inner.x, inner.y, inner.width, px(30))
        canvas.label(f"{one.title} ({one.unit})", head, 17, DIM, least=11)
        lines: tuple[tuple[str, str, Colour], ...] = (
            (say("lecture.before"), one.start, TEXT),
            (say("lecture.expected"), one.forecast, FORECAST),
            (say("lecture.class"), one.ours, YOURS),
            (say("lecture.history"), one.history, HISTORY),
        )
        step = (inner.height - px(34)) // len(lines)
        size = min(23.0, 0.72 * step / canvas.sizes.scale)
        for place, (name, value, colour) in enumerate(lines):
            line = pygame.Rect(inner.x, head.bottom + px(4) + place * step, inner.width, step)
            canvas.label(name, line, min(size, 18.0), DIM, least=9)
            canvas.label(value, line, size, colour, place > 1, "right", least=9)
