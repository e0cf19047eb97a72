"""What the last turn changed: headline figures before and after, beside history's."""

from __future__ import annotations

from dataclasses import dataclass

from game.language import compact, number, percent, phrase
from game.rules.commands import EndTurn
from game.session import Session
from game.views.estimates import last_range
from game.views.figures import figure

REPORTED = (
    "export_price_usd_per_t",
    "china_exports_t",
    "china_recorded_mine_output_t",
    "china_mining_share",
    "china_processing_share",
    "china_magnet_share",
    "leverage_index",
    "fear",
    "implementation",
    "pollution_index",
    "treasury_musd",
    "political_capital",
)


@dataclass(frozen=True, slots=True)
class Change:
    """One figure over the last turn; all texts formatted."""

    title: str
    unit: str
    before: str
    after: str
    change: str
    direction: int  # 1 up, -1 down, 0 hardly moved
    history: str
    figure: str = ""


def turn_start(session: Session) -> int:
    """Month index at which the last end of turn began; the level's start before any."""
    commands = session.commands
    for place in range(len(commands) - 1, -1, -1):
        if isinstance(commands[place], EndTurn):
            return session.month_of(place)
    return session.level.start


def changes(session: Session, language: str) -> tuple[Change, ...]:
    """The reported figures over the last turn; empty before the first."""
    lived = session.months
    if not lived:
        return ()
    earlier = max(turn_start(session) - session.level.start - 1, 0)
    rows = []
    for name in REPORTED:
        shown = figure(name)
        scale = shown.scale_in(language)
        mine, theirs = session.series(name), session.history_series(name)
        if not len(mine):
            continue
        before, after = float(mine[min(earlier, len(mine) - 1)]), float(mine[-1])
        moved = after - before
        relative = moved / abs(before) if abs(before) > 1e-9 else 0.0
        share = shown.unit == "percent"
        hardly = abs(moved * scale) < 0.05 if share else abs(relative) < 0.005
        text = _signed(moved * scale, language) if share else percent(relative, 0, language, signed=True)
        if not share and min(before, after) < 0.0:
            # A share of a debt says nothing; the sum does.
            text = f"{'+' if moved >= 0.0 else ''}{compact(moved * scale, language)}"
        rows.append(
            Change(
                shown.title(language),
                _with_range(shown.unit_text(language), last_range(session, name, language), language),
                compact(before * scale, language),
                compact(after * scale, language),
                "=" if hardly else text,
                0 if hardly else 1 if moved > 0.0 else -1,
                compact(float(theirs[lived - 1]) * scale, language) if lived <= len(theirs) else "",
                name,
            )
        )
    return tuple(rows)


def _with_range(unit: str, ends: str, language: str) -> str:
    """A unit, followed by the range of the last value where that is an estimate."""
    return phrase("format.more", language, first=unit, more=ends) if ends else unit


def _signed(value: float, language: str) -> str:
    return f"{'+' if value >= 0.0 else ''}{number(value, 1, language)}"
