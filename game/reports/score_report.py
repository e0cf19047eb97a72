"""The end report: one HTML page that needs no network, with score, parts, curves and the run's decisions."""

from __future__ import annotations

import html
from collections.abc import Sequence

from game.language import month_text, phrase
from game.reports.run_files import ending
from game.session import Session
from game.views import sentences
from game.views.figures import FIGURES, Figure
from game.views.room import command_words

_WIDTH, _HEIGHT, _MARGIN = 460, 190, 44
_STYLE = """
body{font-family:'Noto Sans SC',system-ui,sans-serif;background:#0d121a;color:#e5eaf0;
margin:2rem auto;max-width:1000px}
h1{font-size:1.6rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
td,th{border-bottom:1px solid #2a3544;padding:.3rem .6rem;text-align:right}
td:first-child,th:first-child{text-align:left}
.charts{display:grid;grid-template-columns:1fr 1fr;gap:12px}svg{background:#151c27;border-radius:8px;width:100%}
.dim{color:#8d99aa}
@media print{body{background:#fff;color:#111}svg{background:#f4f4f4}}
"""


def _points(values: Sequence[float], low: float, high: float) -> str:
    span = high - low or 1.0
    count = max(len(values) - 1, 1)
    step = max(len(values) // 240, 1)
    return " ".join(
        f"{_MARGIN + place / count * (_WIDTH - _MARGIN - 10):.1f},"
        f"{_HEIGHT - 24 - (values[place] - low) / span * (_HEIGHT - 60):.1f}"
        for place in range(0, len(values), step)
    )


def chart_svg(
    figure: Figure, yours: Sequence[float], history: Sequence[float], first: str, last: str, language: str
) -> str:
    """One chart: yours solid, history dashed."""
    scale = figure.scale_in(language)
    mine = [value * scale for value in yours]
    theirs = [value * scale for value in history]
    low = min(0.0, *mine, *theirs)
    high = max(*mine, *theirs)
    title, unit = html.escape(figure.title(language)), html.escape(figure.unit_text(language))
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{title}">'
        f'<text x="12" y="20" fill="#e5eaf0" font-size="13" font-weight="bold">{title}</text>'
        f'<text x="{_WIDTH - 10}" y="20" fill="#8d99aa" font-size="11" text-anchor="end">'
        f"{unit}</text>"
        f'<text x="{_MARGIN - 6}" y="40" fill="#8d99aa" font-size="10" text-anchor="end">'
        f"{sentences.compact(high, language)}</text>"
        f'<text x="{_MARGIN - 6}" y="{_HEIGHT - 22}" fill="#8d99aa" font-size="10" text-anchor="end">'
        f"{sentences.compact(low, language) if low else '0'}</text>"
        f'<text x="{_MARGIN}" y="{_HEIGHT - 8}" fill="#8d99aa" font-size="10">{first}</text>'
        f'<text x="{_WIDTH - 10}" y="{_HEIGHT - 8}" fill="#8d99aa" font-size="10" text-anchor="end">{last}</text>'
        f'<polyline fill="none" stroke="#e6b25c" stroke-width="1.5" stroke-dasharray="5 4" '
        f'points="{_points(theirs, low, high)}"/>'
        f'<polyline fill="none" stroke="#48c4ba" stroke-width="2" points="{_points(mine, low, high)}"/></svg>'
    )


def score_report(session: Session, language: str = "en") -> str:
    """The page as text."""

    def say(message: str, **values: object) -> str:
        return html.escape(phrase(message, language, **values))

    score = session.true_score()
    level = session.level
    rows = [
        f"<tr><th>{say(f'headline.{line.name}')}</th><th></th><th></th><th>{line.points:.1f}</th></tr>"
        + "".join(
            f"<tr><td>{say(part.name)}</td><td>{part.yours:,.4g}</td><td>{part.history:,.4g}</td>"
            f"<td>{part.points:.1f}</td></tr>"
            for part in line.parts
        )
        for line in score.headlines()
    ]
    first, last = month_text(level.start, language), month_text(level.end, language)
    charts = "".join(
        chart_svg(
            figure,
            session.true_series(figure.name).tolist(),
            session.true_series(figure.name, history=True).tolist(),
            first,
            last,
            language,
        )
        for figure in FIGURES
        if len(session.true_series(figure.name))
    )
    decisions = "".join(
        f"<tr><td>{month_text(session.month_of(place), language)}</td><td>{html.escape(words)}</td></tr>"
        for place, command in enumerate(session.commands)
        if (words := command_words(session, command, language))
    )
    title = html.escape(level.title.in_language(language))
    columns = "".join(f"<th>{say(name)}</th>" for name in ("report.figure", "yours", "history", "report.points"))
    outcome = say("report.outcome", overall=f"{score.overall:.1f}", ending=say(f"verdict_{ending(session, score)}"))
    return (
        f'<!doctype html><html lang="{language.replace("_", "-")}"><meta charset="utf-8">'
        f"<title>{say('title')}: {title}</title>"
        f"<style>{_STYLE}</style><h1>{title}, {say('format.span', first=first, last=last)}</h1>"
        f"<p>{outcome}</p><table><tr>{columns}</tr>{''.join(rows)}</table>"
        f'<h2>{say("report.curves")}</h2><p class="dim">{say("report.lines")}</p>'
        f'<div class="charts">{charts}</div><h2>{say("report.decisions")}</h2><table>{decisions}</table></html>\n'
    )
