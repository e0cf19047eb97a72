"""The pictures of a class: all curves with history, the spread of the scores, one team among the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, floor

from game.language import month_text, phrase
from game.reports.class_table.compare import FIGURES, Comparison, Spread, quantile
from game.reports.class_table.scoring import Row
from game.reports.curves import BOTTOM, QUARTER, TOP, Frame, framed
from game.reports.picture import BAND, DIM, HISTORY, INK, PALE, RULE, YOURS, Anchor, Picture, Point

MOST_LINES = 60  # more teams are drawn as bands


def overlay(found: Comparison, name: str, size: tuple[float, float], language: str) -> Picture:
    """All teams' curves with history; beyond sixty teams the median and the bands that half and nine tenths lie in."""
    curves = [row.curves[name] for row in found.rows]
    picture, frame = framed(size, name, [*curves, found.history.curves[name]], found.level.start, language)
    if len(curves) > MOST_LINES:
        for share, colour in ((0.05, PALE), (0.25, BAND)):
            picture.area(_band(frame, curves, share), colour)
        picture.line(frame.points(_quantiles(curves, 0.5)), YOURS, 1.8)
    else:
        for curve in curves:
            picture.faint(frame.points(curve), YOURS, 0.55)
    quarter = found.widest.get(name, 0)
    if len(curves) > 1:
        x = frame.x(quarter)
        picture.line([(x, TOP), (x, size[1] - BOTTOM)], DIM, 0.8, dashed=True)
        month = month_text(found.level.start + quarter * QUARTER + QUARTER - 1, language)
        anchor: Anchor = "end" if x > 0.6 * size[0] else "start"
        beside = x - 4 if anchor == "end" else x + 4
        picture.words((beside, TOP + 7), phrase("class.widest", language, month=month), 8, DIM, anchor)
    picture.line(frame.points(found.history.curves[name]), HISTORY, 1.8, dashed=True)
    return picture


def team_chart(found: Comparison, row: Row, name: str, size: tuple[float, float], language: str) -> Picture:
    """One team's curve with history, before the band in which nine tenths of the class lie."""
    curves = [one.curves[name] for one in found.rows]
    history = found.history.curves[name]
    picture, frame = framed(size, name, [*curves, row.curves[name], history], found.level.start, language)
    if len(curves) > 2:
        picture.area(_band(frame, curves, 0.05), PALE)
    picture.line(frame.points(history), HISTORY, 1.5, dashed=True)
    picture.line(frame.points(row.curves[name]), YOURS, 1.8)
    return picture


def _quantiles(curves: Sequence[Sequence[float]], share: float) -> list[float]:
    count = min(len(curve) for curve in curves)
    return [quantile(sorted(curve[quarter] for curve in curves), share) for quarter in range(count)]


def _band(frame: Frame, curves: Sequence[Sequence[float]], share: float) -> list[Point]:
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
    tick = every * ceil(low / every)
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
    picture.box(x(spread.lower), middle - tall / 2, max(x(spread.upper) - x(spread.lower), 1.0), tall, PALE)
    for mark in sorted({round(mark, 1) for mark in marks}):
        picture.line([(mark, middle - tall / 2), (mark, middle + tall / 2)], YOURS, 1.0)
    picture.line([(x(spread.median), middle - tall * 0.8), (x(spread.median), middle + tall * 0.8)], INK, 2.0)
