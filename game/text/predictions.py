"""Predictions in the transcript: what was said, what came, how well confidence was judged."""

from __future__ import annotations

from collections.abc import Iterator

from game.language import phrase
from game.session import Session
from game.views.predictions import (
    PredictionRow,
    band_cells,
    foresight,
    offered,
    revealed,
)

_TITLE = 30


def prediction_lines(session: Session, language: str) -> Iterator[str]:
    """All predictions so far with their outcomes, the calibration, and what can be predicted now."""
    told = foresight(session, language)
    for row in told.rows:
        yield from _row(row, language)
    if not told.rows:
        yield phrase("predict.none", language)
    yield from calibration_text(session, language)
    if not session.finished:
        yield phrase("predict.rule", language)
        for one in offered(session, language):
            yield f"  ± {one.width_text:10} {one.title:{_TITLE}} [{one.figure}]"


def calibration_text(session: Session, language: str) -> Iterator[str]:
    """The calibration score and the reliability table; nothing before a prediction came due."""
    told = foresight(session, language)
    yield from told.lines
    if told.made.directions:
        columns = ("sure", "count", "mean", "came")
        yield "  ".join(f"{phrase(f'predict.band.{name}', language):>12}" for name in columns)
        for cells in band_cells(told.made, language):
            yield "  ".join(f"{cell:>12}" for cell in cells)


def revealed_lines(session: Session, first: int, language: str) -> Iterator[str]:
    """What came due in the turn that began in a month."""
    for row in revealed(session, first, language):
        yield from _row(row, language)


def _row(row: PredictionRow, language: str) -> Iterator[str]:
    yield f"{row.date}  {row.title}: {row.said}"
    if row.verdict != "open":
        sides = (("before", row.before), ("yours", row.outcome), ("history", row.history))
        told = "  ".join(f"{phrase(f'predict.{side}', language)} {words}" for side, words in sides)
        yield f"  {told}"
    yield f"  → {row.verdict_text}"
