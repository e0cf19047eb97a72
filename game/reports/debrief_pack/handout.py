"""The worksheet and its answer sheet, each as HTML and as PDF, from the same tasks."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from game.language import phrase
from game.reports.book import Book
from game.reports.class_table.charts import overlay
from game.reports.class_table.compare import Comparison
from game.reports.class_table.page import html_table
from game.reports.debrief_pack.evidence import Evidence, Group
from game.reports.debrief_pack.sayings import BLACK, PRICE
from game.reports.debrief_pack.slides import group_title
from game.reports.debrief_pack.tasks import Task, figures_sheet, tasks
from game.reports.picture import Picture, svg

_CHART = (420.0, 190.0)
_STYLE = """
body{font-family:'Noto Sans','Noto Sans SC',system-ui,sans-serif;color:#1b2430;max-width:860px;margin:1.5rem auto;
padding:0 1rem;line-height:1.4}h1{font-size:1.5rem;margin:0 0 .2rem}
h2{font-size:1.15rem;margin:1.2rem 0 .3rem;border-bottom:2px solid #1b2430}
h3{font-size:1rem;margin:.8rem 0 .2rem}p.note{color:#5b6878;font-size:.88rem;margin:.2rem 0 .5rem}
table{border-collapse:collapse;width:100%;font-size:.8rem;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid #d5dbe3;padding:.2rem .4rem;text-align:right;vertical-align:top}th{color:#5b6878}
.l{text-align:left}tr.strong td{color:#b3741b}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:10px;margin:.6rem 0}
svg{width:100%;border:1px solid #d5dbe3;border-radius:5px;font-family:inherit}ol{padding-left:1.5rem}
ol>li{margin:.9rem 0;break-inside:avoid}ol>li::marker{font-weight:700}
.room{height:1.7rem;border-bottom:1px solid #b9c2cd}
.answer{margin:.3rem 0 0;padding:.3rem .7rem;border-left:3px solid #0f8b82;background:#eef6f5}
@page{size:A4;margin:14mm}@media print{body{max-width:none;margin:0;padding:0;font-size:11px}tr,svg{break-inside:avoid}}
"""


def handout_page(evidence: Evidence, answers: bool, language: str) -> str:
    """The sheet as HTML text, with rules to write on or with the answers."""
    name = html.escape(phrase("pack.answers" if answers else "pack.worksheet", language))
    body = "\n".join(line for group in _played(evidence) for line in _group(group, answers, language))
    note = phrase("pack.answers_note" if answers else "pack.name_line", language)
    return (
        f'<!doctype html>\n<html lang="{language.replace("_", "-")}"><head><meta charset="utf-8"><title>{name}</title>'
        f"<style>{_STYLE}</style></head><body>\n<h1>{name}</h1><p class='note'>{html.escape(note)}</p>\n{body}\n"
        "</body></html>\n"
    )


def handout_pdf(evidence: Evidence, answers: bool, language: str) -> bytes:
    """The same as a PDF; the same runs give the same bytes."""
    name = phrase("pack.answers" if answers else "pack.worksheet", language)
    book = Book(name, language)
    book.title(name)
    book.note(phrase("pack.answers_note" if answers else "pack.name_line", language))
    for place, group in enumerate(_played(evidence)):
        if place:
            book.page()
        book.heading(group_title(group.found, language))
        book.note(phrase("pack.key", language))
        book.pictures(_pictures(group.found, language), 2)
        book.table(figures_sheet(group.found, language))
        book.heading(phrase("pack.tasks", language))
        for number, task in enumerate(tasks(group, language), 1):
            book.task(number, task.question, 0 if answers else task.lines, task.answer if answers else "")
    return book.content


def _played(evidence: Evidence) -> Sequence[Group]:
    return [group for group in evidence.groups if group.found.rows]


def _pictures(found: Comparison, language: str) -> tuple[Picture, ...]:
    return tuple(overlay(found, name, _CHART, language) for name in (PRICE, BLACK))


def _group(group: Group, answers: bool, language: str) -> Iterator[str]:
    yield f"<h2>{html.escape(group_title(group.found, language))}</h2>"
    yield f'<p class="note">{html.escape(phrase("pack.key", language))}</p>'
    yield '<div class="charts">' + "".join(svg(one) for one in _pictures(group.found, language)) + "</div>"
    yield html_table(figures_sheet(group.found, language))
    yield f"<h3>{html.escape(phrase('pack.tasks', language))}</h3><ol>"
    for task in tasks(group, language):
        yield f"<li>{html.escape(task.question)}{_below(task, answers)}</li>"
    yield "</ol>"


def _below(task: Task, answers: bool) -> str:
    if answers:
        return f'<p class="answer">{html.escape(task.answer)}</p>'
    return '<div class="room"></div>' * task.lines
