"""The class's report as a PDF: the same tables and charts, one page a team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from game.language import phrase
from game.reports.book import Book
from game.reports.class_table import tables
from game.reports.class_table.charts import distribution, overlay, team_chart
from game.reports.class_table.compare import FIGURES, Comparison
from game.reports.class_table.foresight import foresight_table
from game.reports.class_table.page import TEAM_CURVES
from game.reports.class_table.scoring import CURVES, Row

_STRIPS, _CHART, _SMALL = (600.0, 170.0), (300.0, 160.0), (300.0, 132.0)  # sizes of pictures, near those on the page


def class_booklet(
    comparisons: Sequence[Comparison], refused: Sequence[Row], twins: Mapping[str, str], language: str
) -> bytes:
    """The PDF's bytes; the same rows give the same bytes."""
    book = Book(phrase("class.report", language), language)
    book.title(phrase("class.report", language))
    finished, unfinished = sum(len(one.rows) for one in comparisons), sum(len(one.unfinished) for one in comparisons)
    counts = phrase("class.counts", language, finished=finished, unfinished=unfinished, refused=len(refused))
    book.note(f"{counts} {phrase('class.honest', language)}")
    for found in comparisons:
        _level(book, found, twins, language)
    if refused:
        book.page()
        book.table(tables.refusals(refused, language))
    return book.content


def _level(book: Book, found: Comparison, twins: Mapping[str, str], language: str) -> None:
    book.heading(found.level.title.in_language(language))
    if not found.rows:
        book.table(tables.unfinished(found, language))
        return
    book.table(tables.ranking(found, twins, language))
    if found.unfinished:
        book.table(tables.unfinished(found, language))
    book.page()
    book.heading(phrase("class.distribution", language))
    book.note(phrase("class.strip_note", language))
    book.pictures([distribution(found, _STRIPS, language)], 1)
    book.heading(phrase("class.curves", language))
    book.note(phrase("class.curves_note", language))
    book.pictures([overlay(found, name, _CHART, language) for name in CURVES], 2)
    book.page()
    book.table(tables.lever_table(found, language))
    if words := tables.untouched(found, language):
        book.note(words)
    if (foreseen := foresight_table(found.rows, language)) is not None:
        book.table(foreseen)
    book.heading(phrase("class.forks", language))
    book.note(phrase("class.forks_note", language))
    for fork in found.forks:
        book.table(tables.fork_table(found, fork, language))
    for row in found.rows:
        book.page()
        book.title(tables.shown_name(row))
        book.note(tables.team_line(found, row, twins, language))
        book.scores(
            [
                (
                    tables.figure_title(name, language),
                    f"{row.scores[name]:.1f}",
                    phrase("class.rank_of", language, rank=found.ranks[name][row.source], count=len(found.rows)),
                )
                for name in FIGURES
            ]
        )
        book.pictures([team_chart(found, row, name, _SMALL, language) for name in TEAM_CURVES], 2)
        for sheet in (tables.team_levers(found, row, language), tables.team_cards(found, row, language)):
            if sheet.rows:
                book.table(sheet)
