"""The class's report as one HTML page that needs no network: tables, inline charts, a section for each team."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

from game.language import phrase
from game.reports.book import Sheet
from game.reports.class_table import tables
from game.reports.class_table.causes import Parting, causes_sheet
from game.reports.class_table.charts import distribution, overlay, team_chart
from game.reports.class_table.compare import FIGURES, Comparison
from game.reports.class_table.foresight import foresight_table
from game.reports.class_table.scoring import CURVES, Row
from game.reports.picture import svg

TEAM_CURVES = ("export_price_usd_per_t", "china_exports_t", "china_mining_share", "leverage_index")
_STYLE = """
:root{--ink:#1b2430;--dim:#5b6878;--rule:#d5dbe3;--yours:#0f8b82;--history:#b3741b}
body{font-family:'Noto Sans','Noto Sans SC',system-ui,sans-serif;color:var(--ink);max-width:1080px;margin:2rem auto;
padding:0 1rem;line-height:1.45}
h1{font-size:1.7rem;margin-bottom:.2rem}h2{font-size:1.25rem;margin:2.2rem 0 .3rem;border-bottom:2px solid var(--ink)}
h3{font-size:1.02rem;margin:1.3rem 0 .2rem}p.note{color:var(--dim);margin:.2rem 0 .6rem;font-size:.9rem}
table{border-collapse:collapse;width:100%;font-size:.86rem;font-variant-numeric:tabular-nums}
th,td{border-bottom:1px solid var(--rule);padding:.28rem .5rem;text-align:right;vertical-align:top}
th{color:var(--dim);font-weight:600}.l{text-align:left}tr.strong td{color:var(--history);font-style:italic}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:14px;margin:.6rem 0}svg{width:100%;border:1px solid var(--rule);
border-radius:6px;background:#fff;font-family:inherit}.wide{max-width:760px}
.key span{display:inline-block;margin-right:1.4rem}.key i{display:inline-block;width:28px;height:0;margin-right:.4rem;
border-top:3px solid var(--yours);vertical-align:middle}.key i.h{border-top:3px dashed var(--history)}
.score{display:flex;gap:1rem;flex-wrap:wrap;margin:.5rem 0}.score div{border:1px solid var(--rule);border-radius:6px;
padding:.35rem .8rem;min-width:7rem}.score b{font-size:1.4rem;display:block}.score small{color:var(--dim)}
nav{columns:4;font-size:.86rem;margin:.5rem 0}a{color:var(--yours)}
@media print{body{max-width:none;margin:0}.team{break-before:page}nav{display:none}h2,h3{break-after:avoid}
tr,svg{break-inside:avoid}}
"""


def class_page(
    comparisons: Sequence[Comparison],
    refused: Sequence[Row],
    twins: Mapping[str, str],
    language: str,
    partings: Sequence[Parting | None] = (),
) -> str:
    """The page as text; with the partings of its levels also why their gravest forks came out apart."""
    parts = [*_opening(comparisons, refused, language)]
    for number, (found, parting) in enumerate(zip(comparisons, partings or repeat(None), strict=False)):
        parts += _level(found, twins, language, f"t{number}")
        parts += _causes(found, parting, language) if parting is not None else ()
        for place, row in enumerate(found.rows):
            parts += _team(found, row, twins, language, f"t{number}-{place}")
    if refused:
        parts.append(html_table(tables.refusals(refused, language), "h2"))
    title = _say("class.report", language)
    return (
        f'<!doctype html>\n<html lang="{language.replace("_", "-")}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>\n" + "\n".join(parts) + "\n</body></html>\n"
    )


def _say(message: str, language: str, **values: object) -> str:
    return html.escape(phrase(message, language, **values))


def _opening(comparisons: Sequence[Comparison], refused: Sequence[Row], language: str) -> Iterator[str]:
    finished = sum(len(found.rows) for found in comparisons)
    open_ones = sum(len(found.unfinished) for found in comparisons)
    yield f"<h1>{_say('class.report', language)}</h1>"
    counts = _say("class.counts", language, finished=finished, unfinished=open_ones, refused=len(refused))
    yield f"<p>{counts}</p>"
    yield f'<p class="note">{_say("class.honest", language)}</p>'
    yield (
        f'<p class="key"><span><i></i>{_say("class.key_teams", language)}</span>'
        f'<span><i class="h"></i>{_say("class.key_history", language)}</span></p>'
    )


def _level(found: Comparison, twins: Mapping[str, str], language: str, anchor: str) -> Iterator[str]:
    yield f"<h2>{html.escape(found.level.title.in_language(language))}</h2>"
    if not found.rows:
        yield html_table(tables.unfinished(found, language))
        return
    yield html_table(tables.ranking(found, twins, language), anchor=anchor)
    if found.unfinished:
        yield html_table(tables.unfinished(found, language))
    yield f"<h3>{_say('class.distribution', language)}</h3><p class='note'>{_say('class.strip_note', language)}</p>"
    yield f'<div class="wide">{svg(distribution(found, (760, 190), language))}</div>'
    yield f"<h3>{_say('class.curves', language)}</h3><p class='note'>{_say('class.curves_note', language)}</p>"
    yield '<div class="charts">' + "".join(svg(overlay(found, name, (500, 230), language)) for name in CURVES)
    yield "</div>"
    yield html_table(tables.lever_table(found, language))
    if words := tables.untouched(found, language):
        yield f'<p class="note">{html.escape(words)}</p>'
    if (foreseen := foresight_table(found.rows, language)) is not None:
        yield html_table(foreseen)
    yield f"<h2>{_say('class.forks', language)}</h2><p class='note'>{_say('class.forks_note', language)}</p>"
    for fork in found.forks:
        yield html_table(tables.fork_table(found, fork, language))
    if not found.forks:
        yield f"<p>{_say('class.no_forks', language)}</p>"


def _causes(found: Comparison, parting: Parting, language: str) -> Iterator[str]:
    """The three largest causes at each end of the gravest fork."""
    fork = parting.fork
    words = phrase("pack.gravest", language, fork=tables.fork_title(found, fork, language)) if fork is not None else ""
    yield f"<h2>{_say('pack.section.why', language)}</h2><p class='note'>{html.escape(words)}</p>"
    sheets = (causes_sheet(found, fork, one, language) for one in parting.ends)
    yield '<div class="charts">' + "".join(f"<div>{html_table(sheet)}</div>" for sheet in sheets) + "</div>"
    yield f"<p class='note'>{_say('pack.measured', language)}</p>"


def _team(found: Comparison, row: Row, twins: Mapping[str, str], language: str, anchor: str) -> Iterator[str]:
    yield f'<section class="team" id="{anchor}"><h2><bdi>{html.escape(tables.shown_name(row))}</bdi></h2>'
    yield f"<p class='note'>{html.escape(tables.team_line(found, row, twins, language))}</p>"
    ranks = {name: found.ranks[name][row.source] for name in FIGURES}
    boxes = "".join(
        f"<div>{html.escape(tables.figure_title(name, language))}<b>{row.scores[name]:.1f}</b>"
        f"<small>{_say('class.rank_of', language, rank=ranks[name], count=len(found.rows))}</small></div>"
        for name in FIGURES
    )
    yield f'<div class="score">{boxes}</div>'
    yield '<div class="charts">' + "".join(
        svg(team_chart(found, row, name, (500, 190), language)) for name in TEAM_CURVES
    )
    yield "</div>"
    for sheet in (tables.team_levers(found, row, language), tables.team_cards(found, row, language)):
        if sheet.rows:
            yield html_table(sheet)
    yield "</section>"


def html_table(sheet: Sheet, tag: str = "h3", anchor: str = "") -> str:
    """A sheet as heading, note and table, everything in it as text."""
    head = "".join(
        f"<th{' class=l' if place < sheet.left else ''}>{html.escape(column)}</th>"
        for place, column in enumerate(sheet.columns)
    )
    return (
        (f"<{tag}>{html.escape(sheet.title)}</{tag}>" if sheet.title else "")
        + (f'<p class="note">{html.escape(sheet.note)}</p>' if sheet.note else "")
        + f"<table><tr>{head}</tr>"
        + "".join(_row(sheet, place, row, anchor) for place, row in enumerate(sheet.rows))
        + "</table>"
    )


def _row(sheet: Sheet, place: int, row: Sequence[str], anchor: str) -> str:
    """A row; with an anchor its second cell leads to the team's section."""
    team = place - int(0 <= sheet.strong < place)
    cells = []
    for column, cell in enumerate(row):
        left = column < sheet.left or column >= sheet.words_from
        words = f"<bdi>{html.escape(cell)}</bdi>" if column < sheet.left else html.escape(cell)
        if anchor and column == 1 and place != sheet.strong:
            words = f'<a href="#{anchor}-{team}">{words}</a>'
        cells.append(f"<td{' class=l' if left else ''}>{words}</td>")
    strong = ' class="strong"' if place == sheet.strong else ""
    return f"<tr{strong}>{''.join(cells)}</tr>"
