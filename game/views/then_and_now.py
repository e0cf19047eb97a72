"""The debrief's look back: what Beijing could tell at the time beside what was really so."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from game.language import compact, month_text, percent, phrase, run_on
from game.session import Session
from game.views.estimates import range_text
from game.views.figures import ChartData, figure

SHOWN = ("china_black_supply_t", "china_smuggled_t", "controllability", "leverage_index")


def known_chart(session: Session, name: str, language: str) -> ChartData:
    """A figure as it was, and dashed with its range as it was known; for a finished run."""
    shown = figure(name)
    low, high = session.ends(name)
    return ChartData(
        title=shown.title(language),
        unit=shown.unit_text(language),
        start=session.level.start,
        end=session.level.end,
        yours=session.true_series(name).tolist(),
        history=session.known_series(name).tolist(),
        scale=shown.scale_in(language),
        low=low.tolist(),
        high=high.tolist(),
        estimated=1,
        names=("known_now", "known_then"),
    )


def known_charts(session: Session, language: str) -> tuple[ChartData, ...]:
    """All of them; none in a level that hid nothing."""
    if session.level.knowledge == "now" or not session.months:
        return ()
    return tuple(known_chart(session, name, language) for name in SHOWN)


def known_sentence(session: Session, language: str) -> str:
    """How much black supply was counted, when it was most, and what that made of controllability; else nothing."""
    if session.level.knowledge == "now" or not session.months:
        return ""
    true, known = (_black(session, one) for one in (True, False))
    low, high = session.ends("china_black_supply_t")
    most = int(np.argmax(true))
    scale = figure("china_black_supply_t").scale_in(language)
    parts = [
        phrase(
            "known.counted",
            language,
            n=percent(sum(known) / sum(true) if sum(true) > 0.0 else 1.0, 0, language),
        ),
        phrase(
            "known.most",
            language,
            month=month_text(session.level.start + most, language),
            true=compact(true[most] * scale, language),
            known=compact(known[most] * scale, language),
            range=range_text(float(low[most]) * scale, float(high[most]) * scale, language),
        ),
        phrase(
            "known.control",
            language,
            then=percent(float(session.known_series("controllability")[most]), 0, language),
            now=percent(float(session.true_series("controllability")[most]), 0, language),
        ),
    ]
    return run_on(parts, language)


def _black(session: Session, true: bool) -> Sequence[float]:
    name = "china_black_supply_t"
    line: list[float] = (session.true_series(name) if true else session.known_series(name)).tolist()
    return line
