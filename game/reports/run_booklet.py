"""The end report of one run as a PDF: score with parts, curves against history, decisions."""

from __future__ import annotations

from game.language import month_text, phrase
from game.reports.book import Book, Sheet
from game.reports.curves import compared_chart
from game.reports.run_files import ending
from game.session import Session
from game.views.figures import FIGURES
from game.views.room import command_words

_CHART = (300.0, 132.0)


def run_booklet(session: Session, language: str = "en") -> bytes:
    """The PDF's bytes; the same run gives the same bytes."""
    level, score = session.level, session.score()
    first, last = month_text(level.start, language), month_text(level.end, language)
    title = level.title.in_language(language)
    book = Book(title, language)
    book.title(title)
    outcome = phrase(f"verdict_{ending(session, score)}", language)
    span = phrase("format.span", language, first=first, last=last)
    words = phrase("report.outcome", language, overall=f"{score.overall:.1f}", ending=outcome)
    book.note(f"{span}  ·  {words}")
    boxes = [(phrase("overall", language), f"{score.overall:.1f}", outcome)]
    boxes += [(phrase(f"headline.{line.name}", language), f"{line.points:.1f}", "") for line in score.headlines()]
    book.scores(boxes)
    book.table(_parts(session, language))
    book.heading(phrase("report.curves", language))
    book.note(phrase("report.lines", language))
    book.pictures(
        [
            compared_chart(
                one.name,
                session.series(one.name).tolist(),
                session.history_series(one.name).tolist(),
                level.start,
                _CHART,
                language,
            )
            for one in FIGURES
            if len(session.series(one.name))
        ],
        2,
    )
    book.table(_decisions(session, language))
    return book.content


def _parts(session: Session, language: str) -> Sheet:
    rows = []
    for line in session.score().headlines():
        for part in line.parts:
            values = (f"{part.yours:,.4g}", f"{part.history:,.4g}", f"{part.points:.1f}")
            rows.append((f"{phrase(f'headline.{line.name}', language)}: {phrase(part.name, language)}", *values))
    columns = tuple(phrase(name, language) for name in ("report.figure", "yours", "history", "report.points"))
    return Sheet(phrase("report.score", language), "", columns, tuple(rows))


def _decisions(session: Session, language: str) -> Sheet:
    rows = tuple(
        (month_text(session.month_of(place), language), words)
        for place, command in enumerate(session.commands)
        if (words := command_words(session, command, language))
    )
    columns = (phrase("report.month", language), phrase("report.decision", language))
    return Sheet(phrase("report.decisions", language), "", columns, rows, 2)
