"""Predictions in words and numbers: what can be said, what was said, what came, and how well confidence was judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from game.analysis.foresight import Calibration, Judged, calibration, judge, newly_due
from game.language import month_text, number, percent, phrase, plural, quantity
from game.rules.commands import DIRECTIONS, Direction, Predict, Sketch
from game.rules.predictions import (
    LEAST_CONFIDENCE,
    MOST_CONFIDENCE,
    PREDICTABLE,
    Predictable,
    check,
    most_years,
    predictable,
)
from game.session import Session
from game.views.figures import figure

__all__ = [
    "DIRECTIONS",
    "LEAST_CONFIDENCE",
    "MOST_CONFIDENCE",
    "Predict",
    "Sketch",
    "calibration",
    "judge",
    "most_years",
]

Verdict = Literal["right", "wrong", "drawn", "open", "void"]


@dataclass(frozen=True, slots=True)
class Offered:
    """A figure that can be predicted now; numbers in the engine's unit."""

    figure: str
    title: str
    unit: str
    scale: float  # values are shown times this
    base: float  # mean of the last year, or the month before the start
    width: float  # by how much the yearly mean must move
    width_text: str
    bounds: str  # the same as a sentence


@dataclass(frozen=True, slots=True)
class PredictionRow:
    """One prediction beside what came; all texts formatted."""

    date: str
    title: str
    said: str
    before: str
    outcome: str
    history: str
    verdict: Verdict
    verdict_text: str
    month: int


@dataclass(frozen=True, slots=True)
class Foresight:
    """All predictions of a game, and the calibration they come to."""

    rows: tuple[PredictionRow, ...]
    made: Calibration
    lines: tuple[str, ...]  # the calibration in words; none before anything came due


def shown_value(name: str, value: float, language: str) -> str:
    """A yearly mean as charts show the figure, with its unit."""
    one = figure(name)
    return quantity(fine(value * one.scale_in(language), language), one.unit_text(language), language)


def _values(name: str, values: Sequence[float], language: str) -> str:
    """Yearly means one after the other, the unit once; a dash for none."""
    if not values:
        return "–"
    one = figure(name)
    told = " → ".join(fine(value * one.scale_in(language), language) for value in values)
    return quantity(told, one.unit_text(language), language)


def fine(value: float, language: str) -> str:
    """A number with enough digits for bounds of some per cent to show."""
    digits = 0 if abs(value) >= 100.0 else 1 if abs(value) >= 10.0 else 2
    return number(value, digits, language)


def offered(session: Session, language: str) -> tuple[Offered, ...]:
    """The figures that can be predicted now; none where the level or the moment allows nothing."""
    if not may_predict(session):
        return ()
    found = []
    for one in PREDICTABLE:
        asked = Predict(one.figure, "up", LEAST_CONFIDENCE, 1)
        if not check(session.level, session.state, asked).allowed:
            continue
        lived = session.known_series(one.figure)[-12:]
        base = float(lived.mean()) if len(lived) else session.opening.known[one.figure]
        shown = figure(one.figure)
        title, unit = shown.title(language), shown.unit_text(language)
        words = _width(one, language)
        bounds = phrase("predict.bounds", language, width=words)
        found.append(Offered(one.figure, title, unit, shown.scale_in(language), base, one.width(base), words, bounds))
    return tuple(found)


def may_predict(session: Session) -> bool:
    """Whether anything can be predicted now."""
    state = session.state
    return not (state.ended or state.caretaker) and any(
        check(session.level, state, Predict(one.figure, "up", LEAST_CONFIDENCE, 1)).allowed for one in PREDICTABLE
    )


def axis_ends(one: Offered) -> tuple[float, float]:
    """Ends between which a curve of the years ahead is drawn, in the engine's unit: prices from a sixth to sixfold."""
    if figure(one.figure).log:
        return one.base / 6.0, one.base * 6.0
    share = figure(one.figure).unit == "percent"
    return 0.0, 1.0 if share else 2.0 * max(one.base, 4.0 * one.width, 1e-6)


def _width(one: Predictable, language: str) -> str:
    """By how much a figure must move, in words."""
    if one.relative:
        return percent(one.bound, 0, language)
    return quantity(number(100.0 * one.bound, 0, language), phrase("unit.points", language), language)


def said_words(said: Predict | Sketch, language: str) -> str:
    """What was predicted, without the figure's name."""
    if isinstance(said, Sketch):
        return phrase("predict.drawn", language, values=_values(said.figure, said.values, language))
    way = phrase(f"predict.{said.direction}", language)
    return plural("predict.said", said.years, language, way=way, sure=percent(said.confidence / 100.0, 0, language))


def told_row(one: Judged, language: str) -> PredictionRow:
    """One prediction beside what came."""
    name = one.about.figure
    outcomes = [year.outcome for year in one.years if year.outcome is not None]
    theirs = [year.history for year in one.years if year.history is not None]
    if isinstance(one.said, Predict):
        outcomes, theirs = outcomes[one.said.years - 1 :], theirs[one.said.years - 1 :]
    verdict, words = _verdict(one, language)
    return PredictionRow(
        month_text(one.month, language),
        figure(name).title(language),
        said_words(one.said, language),
        shown_value(name, one.base, language),
        _values(name, outcomes[:1] + outcomes[1:][-1:], language),
        _values(name, theirs[:1] + theirs[1:][-1:], language),
        verdict,
        words,
        one.month,
    )


def _verdict(one: Judged, language: str) -> tuple[Verdict, str]:
    if isinstance(one.said, Sketch):
        misses = one.misses()
        if misses:
            mean = sum(miss for miss, _ in misses) / len(misses)
            return "drawn", phrase("predict.missed", language, n=number(mean, 1, language))
        seen = any(year.outcome is not None for year in one.years)
        return ("void", phrase("predict.void", language)) if seen else _open(one, language)
    if not one.came:
        return _open(one, language)
    if one.cost is None:
        return "void", phrase("predict.void", language)
    way = phrase(f"predict.{one.came}", language)
    if one.came == one.said.direction:
        return "right", phrase("predict.right", language, way=way)
    return "wrong", phrase("predict.wrong", language, way=way)


def _open(one: Judged, language: str) -> tuple[Verdict, str]:
    return "open", phrase("predict.open", language, month=month_text(one.due, language))


def foresight(session: Session, language: str) -> Foresight:
    """All predictions so far, in order, and the calibration."""
    judged = judge(session)
    made = calibration(judged)
    return Foresight(tuple(told_row(one, language) for one in judged), made, calibration_lines(made, language))


def revealed(session: Session, first: int, language: str) -> tuple[PredictionRow, ...]:
    """What came due in the turn that began in a month."""
    return tuple(told_row(one, language) for one in newly_due(judge(session), first, session.state.month))


def due_lines(session: Session, first: int, language: str) -> tuple[str, ...]:
    """What came due in the turn that began in a month, prediction, outcome and history in a line each."""
    return tuple(
        phrase(
            "predict.due_line",
            language,
            title=row.title,
            said=row.said,
            verdict=row.verdict_text,
            outcome=row.outcome,
            history=row.history,
        )
        for row in revealed(session, first, language)
    )


def pending_rows(session: Session, language: str) -> tuple[str, ...]:
    """What was predicted since time last moved, each in a line."""
    now = [one for one in session.state.predictions if one.month == session.state.month]
    return tuple(line_of(one.said, language) for one in now)


def line_of(said: Predict | Sketch, language: str) -> str:
    """A prediction in a line, with the figure's name."""
    return phrase("format.named", language, name=figure(said.figure).title(language), words=said_words(said, language))


def calibration_lines(made: Calibration, language: str) -> tuple[str, ...]:
    """The calibration score in words."""
    found = []
    if made.points is not None and made.cost is not None:
        values = {"points": number(made.points, 0, language), "cost": number(made.cost, 2, language)}
        found.append(plural("predict.calibration", made.directions, language, right=made.right, **values))
    if made.miss is not None and made.steady_miss is not None:
        values = {"miss": number(made.miss, 1, language), "steady": number(made.steady_miss, 1, language)}
        found.append(plural("predict.curves", made.drawn_years, language, **values))
    return tuple(found)


def band_cells(made: Calibration, language: str) -> tuple[tuple[str, str, str, str], ...]:
    """The reliability table: confidence from - to, how many, said on average, came true."""
    rows = []
    for band in made.bands:
        ends = f"{band.low}–{percent(band.high / 100.0, 0, language)}"
        said = percent(band.confidence, 0, language) if band.count else "–"
        came = percent(band.right / band.count, 0, language) if band.count else "–"
        rows.append((ends, str(band.count), said, came))
    return tuple(rows)


def spoken(session: Session, words: Sequence[str], language: str) -> Predict | Sketch:
    """A prediction as it is typed: FIGURE up|flat|down 80% [YEARS], or FIGURE curve VALUE... as charts show values.

    ValueError for what is no such prediction.
    """
    name = named_figure(words[0], language)
    if words[1] == "curve":
        scale = figure(name).scale_in(language)
        return Sketch(name, tuple(float(word.replace(",", "").rstrip("%")) / scale for word in words[2:]))
    if words[1] not in DIRECTIONS:
        raise ValueError(f"{words[1]}: {' | '.join(DIRECTIONS)} | curve")
    way: Direction = words[1]  # type: ignore[assignment]
    return Predict(name, way, round(float(words[2].rstrip("%"))), int(words[3]) if len(words) > 3 else 1)


def named_figure(word: str, language: str) -> str:
    """A predictable figure by its name, or by a part of its name or title that only it has; ValueError for others."""
    if predictable(word) is not None:
        return word
    names = [one.figure for one in PREDICTABLE]
    found = [name for name in names if word in name or word.lower() in figure(name).title(language).lower()]
    if len(found) != 1:
        raise ValueError(f"{word}: {', '.join(found or names)}")
    return found[0]
