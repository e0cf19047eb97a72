"""The pictures of a class: all curves with history, the spread of the scores, one team among the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from game.language import month_text, phrase, tick_text
from game.reports.class_table.compare import FIGURES, Comparison, Spread, quantile
from game.reports.class_table.scoring import QUARTER, Row
from game.reports.picture import BAND, DIM, HISTORY, INK, RULE, YOURS, Anchor, Picture, Point
from game.views.figures import Figure, figure

MOST_LINES = 60  # more teams are drawn as bands
_LEFT, _RIGHT, _TOP, _BOTTOM = 42.0, 10.0, 34.0, 22.0


class _Frame:
    """A chart's plot: quarters to the right, values upward, on a logarithmic axis where the figure asks for it."""

    def __init__(
        self, size: tuple[float, float], one: Figure, curves: Sequence[Sequence[float]], language: str
    ) -> None:
        self.width, self.height = size
        self.scale = one.scale_in(language)
        values = [value * self.scale for curve in curves for value in curve]
        self.log = one.log and min(values, default=1.0) > 0.0
        if self.log:
            self.low, self.high = float(floor(log10(min(values)))), float(ceil(log10(max(values))))
            self.high = max(self.high, self.low + 1)
            self.step = 1.0
            self.ticks = [10.0**power for power in range(int(self.low), int(self.high) + 1)]
        else:
            self.low, top = min(0.0, *values) if values else 0.0, max(values, default=1.0)
            self.step = _step(top - self.low)
            self.high = self.low + ceil((top - self.low) / self.step) * self.step
            count = round((self.high - self.low) / self.step)
            self.ticks = [self.low + self.step * place for place in range(count + 1)]
        self.count = max((len(curve) for curve in curves), default=2)

    def x(self, quarter: int) -> float:
        return _LEFT + (self.width - _LEFT - _RIGHT) * quarter / max(self.count - 1, 1)

    def y(self, value: float) -> float:
        place = log10(max(value, 1e-12)) if self.log else value
        share = (place - self.low) / ((self.high - self.low) or 1.0)
        return self.height - _BOTTOM - (self.height - _TOP - _BOTTOM) * min(max(share, 0.0), 1.0)

    def points(self, curve: Sequence[float]) -> list[Point]:
        return [(self.x(quarter), self.y(value * self.scale)) for quarter, value in enumerate(curve)]


def _step(span: float) -> float:
    """A round step that divides a span into three to six parts."""
    if span <= 0.0:
        return 1.0
    power = 10.0 ** floor(log10(span / 3.0))
    return next(power * times for times in (1.0, 2.0, 5.0, 10.0) if span / (power * times) <= 6.0)


def _base(
    size: tuple[float, float], name: str, curves: Sequence[Sequence[float]], start: int, language: str
) -> tuple[Picture, _Frame]:
    """The frame of a chart with its title, unit, ticks and years."""
    one = figure(name)
    frame = _Frame(size, one, curves, language)
    picture = Picture(*size, title=one.title(language))
    picture.heading((8, 15), one.title(language))
    picture.words((size[0] - _RIGHT, 27), one.unit_text(language), 8.5, DIM, "end")
    for tick in frame.ticks:
        y = frame.y(tick)
        picture.line([(_LEFT, y), (size[0] - _RIGHT, y)], RULE, 0.6)
        picture.words((_LEFT - 4, y + 3), tick_text(tick, frame.step, language), 8, DIM, "end")
    years = max(frame.count * QUARTER // 12, 1)
    every = next(step for step in (1, 2, 5, 10, 20, 100) if years / step <= 8)
    first = 1985 + start // 12
    for year in range(first, first + years + 1):
        quarter = ((year - 1985) * 12 - start) / QUARTER
        if year % every == 0 and 0 <= quarter <= frame.count - 1:
            x = frame.x(0) + (frame.x(1) - frame.x(0)) * quarter
            picture.words((x, size[1] - 8), str(year), 8, DIM, "middle")
    return picture, frame


def overlay(found: Comparison, name: str, size: tuple[float, float], language: str) -> Picture:
    """All teams' curves with history; beyond sixty teams the median and the bands that half and nine tenths lie in."""
    curves = [row.curves[name] for row in found.rows]
    picture, frame = _base(size, name, [*curves, found.history.curves[name]], found.level.start, language)
    if len(curves) > MOST_LINES:
        for share, colour in ((0.05, "#dcecea"), (0.25, BAND)):
            picture.area(_band(frame, curves, share), colour)
        picture.line(frame.points(_quantiles(curves, 0.5)), YOURS, 1.8)
    else:
        for curve in curves:
            picture.faint(frame.points(curve), YOURS, 0.55)
    quarter = found.widest.get(name, 0)
    if len(curves) > 1:
        x = frame.x(quarter)
        picture.line([(x, _TOP), (x, size[1] - _BOTTOM)], DIM, 0.8, dashed=True)
        month = month_text(found.level.start + quarter * QUARTER + QUARTER - 1, language)
        anchor: Anchor = "end" if x > 0.6 * size[0] else "start"
        beside = x - 4 if anchor == "end" else x + 4
        picture.words((beside, _TOP + 7), phrase("class.widest", language, month=month), 8, DIM, anchor)
    picture.line(frame.points(found.history.curves[name]), HISTORY, 1.8, dashed=True)
    return picture


def team_chart(found: Comparison, row: Row, name: str, size: tuple[float, float], language: str) -> Picture:
    """One team's curve with history, before the band in which nine tenths of the class lie."""
    curves = [one.curves[name] for one in found.rows]
    history = found.history.curves[name]
    picture, frame = _base(size, name, [*curves, row.curves[name], history], found.level.start, language)
    if len(curves) > 2:
        picture.area(_band(frame, curves, 0.05), "#dcecea")
    picture.line(frame.points(history), HISTORY, 1.5, dashed=True)
    picture.line(frame.points(row.curves[name]), YOURS, 1.8)
    return picture


def _quantiles(curves: Sequence[Sequence[float]], share: float) -> list[float]:
    count = min(len(curve) for curve in curves)
    return [quantile(sorted(curve[quarter] for curve in curves), share) for quarter in range(count)]


def _band(frame: _Frame, curves: Sequence[Sequence[float]], share: float) -> list[Point]:
    """The outline of where all but so large a share at each end lies."""
    upper = frame.points(_quantiles(curves, 1.0 - share))
    return [*frame.points(_quantiles(curves, share)), *reversed(upper)]


def distribution(found: Comparison, size: tuple[float, float], language: str) -> Picture:
    """Each figure's teams as marks on one axis, with quartiles and history's hundred."""
    picture = Picture(*size, title=phrase("class.distribution", language))
    values = [row.scores[name] for row in found.rows for name in FIGURES]
    low, high = 10.0 * floor(min(*values, 90.0) / 10.0), 10.0 * ceil(max(*values, 110.0) / 10.0)
    left, right, step = 90.0, size[0] - 16.0, (size[1] - 30.0) / len(FIGURES)

    def x(value: float) -> float:
        return left + (right - left) * (value - low) / (high - low)

    every = 10.0 if high - low <= 100.0 else 20.0
    tick = low
    while tick <= high:
        strong = tick == 100.0
        picture.line([(x(tick), 6), (x(tick), size[1] - 22)], HISTORY if strong else RULE, 1.0, dashed=strong)
        picture.words((x(tick), size[1] - 8), f"{tick:.0f}", 8, HISTORY if strong else DIM, "middle")
        tick += every
    for place, name in enumerate(FIGURES):
        middle = 6.0 + step * (place + 0.5)
        title = phrase("overall", language) if name == "overall" else phrase(f"headline.{name}", language)
        picture.words((left - 10, middle + 4), title, 10, INK, "end")
        _strip(picture, found.spreads[name], [x(row.scores[name]) for row in found.rows], (middle, step), x)
    return picture


def _strip(
    picture: Picture, spread: Spread, marks: list[float], place: tuple[float, float], x: Callable[[float], float]
) -> None:
    middle, step = place
    tall = min(step * 0.5, 16.0)
    picture.box(x(spread.lower), middle - tall / 2, max(x(spread.upper) - x(spread.lower), 1.0), tall, "#dcecea")
    for mark in sorted({round(mark, 1) for mark in marks}):
        picture.line([(mark, middle - tall / 2), (mark, middle + tall / 2)], YOURS, 1.0)
    picture.line([(x(spread.median), middle - tall * 0.8), (x(spread.median), middle + tall * 0.8)], INK, 2.0)
