"""The years before a level begins: history's run of the campaign up to its first month."""

from __future__ import annotations

from collections.abc import Sequence

from game.desk import Desk
from game.faults import Fault
from game.session import Session, baseline
from game.views.figures import ChartData, figure
from game.views.room import chart

_YEARS = 20


def past_charts(desk: Desk, session: Session, names: Sequence[str], language: str) -> list[ChartData]:
    """Figures up to a level's first month; a level without a past shows history's whole run."""
    start = session.level.start
    try:
        campaign = desk.level("campaign") if start > 0 else session.level
    except Fault:
        campaign = session.level
    if campaign.start >= start:
        return [chart(session, name, language) for name in names]
    books = baseline(campaign, session.engine.before or session.engine).books
    columns = books.columns(campaign.knowledge == "now")
    first = max(start - 12 * _YEARS, campaign.start)
    return [
        ChartData(
            title=shown.title(language),
            unit=shown.unit_text(language),
            start=first,
            end=start,
            yours=(),
            history=columns[shown.name][first - campaign.start : start - campaign.start],
            scale=shown.scale_in(language),
            log=shown.log,
        )
        for shown in map(figure, names)
    ]
