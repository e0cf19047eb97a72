"""Nothing shown in play depends on what is hidden or still to come; the debrief opens the truth."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from game.analysis.forecast import ensemble_members, forecast_band, forecast_fan
from game.analysis.sensitivity import Sensitivities, measure
from game.economy.world import WORLD_COLUMNS, World
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.statistics import HIDDEN_STOCKS
from game.session import Baseline, Session
from game.text.play import Transcript
from game.views.chain import chain
from game.views.figures import FIGURES
from game.views.maps import china_view, world_view
from game.views.ministries import gauge_changes, voices
from game.views.room import chart, room_view
from game.views.tables import chain_table, china_table, lines_table, web_table, world_table
from game.views.web import NAMES, web_view

MOMENTS = (40, 150, 230)  # commands of history's run: the rebate years, the quota, the crackdowns


def shown(session: Session) -> dict[str, object]:
    """Everything a player can see at a moment."""
    seen: dict[str, object] = {"room": room_view(session, "en"), "raum": room_view(session, "zh_CN")}
    seen["voices"], seen["gauges"] = voices(session, "en"), gauge_changes(session)
    for figure in FIGURES:
        data = chart(session, figure.name, "en")
        lines = lines_table("x", [(data, ())], (session.level.start, session.level.end), "en")
        seen[figure.name] = (lines.columns, lines.rows, lines.sentence, tuple(data.low), tuple(data.high))
    for history in (False, True):
        for name, view, table in (
            ("china", china_view, china_table),
            ("world", world_view, world_table),
            ("chain", chain, chain_table),
        ):
            made = table(view(session, "en", None, history), "en")  # type: ignore[operator]
            seen[f"{name} {history}"] = (made.title, made.rows, made.sentence)
    found = [step for step in measure(session, NAMES, 12) if isinstance(step, Sensitivities)][-1]
    for name in ("export_price_usd_per_t", "china_black_supply_t"):
        made = web_table(web_view(session, found, name, "en"), "en")
        seen[f"web {name}"] = (made.rows, made.sentence)
    for draft in ({}, {"export_rebate_ores": 0.1}):
        lines = session.forecast(draft, 36)
        seen[f"forecast {draft}"] = {name: values.tolist() for name, values in lines.items()}
    fan = [
        {name: lane.tolist() for name, lane in month.items()}
        for month in forecast_fan(session, "customs", (0.0, 0.5, 1.0), 6)
    ]
    seen["fan"] = fan
    members = ensemble_members(session.level)
    assert members is not None
    seen["band"] = list(forecast_band(session, members, 6))
    said = io.StringIO()
    told = Transcript(session, said, "en")
    for line in ("status", "levers", "forecast", "series china_black_supply_t", "series leverage_index", "approval"):
        told.answer(line)
    seen["text"] = said.getvalue()
    return seen


def disturbed(session: Session) -> None:
    """Other truths behind the same observations, and another future."""
    state = session.state
    hidden = {name: getattr(state.economy, name) * 1.7 for name in HIDDEN_STOCKS}
    figures = dict(state.figures)
    books = session.books
    for name in state.observed.figures:
        figures[name] *= 1.3
        books.true.columns[name] = [value * 1.3 for value in books.true.columns[name]]
    session.state = replace(state, economy=replace(state.economy, **hidden), figures=figures, tally=moved(state.tally))
    table = session.engine.world.table.copy()
    table[:, state.month :] *= 1.5
    world = World(dict(zip(WORLD_COLUMNS, table, strict=True)))
    session.engine = replace(session.engine, world=world)
    coming = tuple(card for card in session.level.cards if card.month is None or card.month <= state.month)
    duels = tuple(replace(rule, outside_steps={}) for rule in session.level.duels)
    session.level = replace(session.level, cards=coming, duels=duels, changes=())


def moved(tally: np.ndarray) -> np.ndarray:
    """A tally whose columns that cannot be counted are other than they were."""
    made = tally.copy()
    made[:, 1] *= 0.8
    made[:, 5] *= 1.4
    return made


@pytest.mark.parametrize("place", MOMENTS)
def test_nothing_shown_in_play_tells_what_is_hidden_or_still_to_come(
    place: int, level: Level, engine: Engine, history: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.replay(level, engine, history.commands[:place])
    before = shown(session)
    # History's line is the record of another run, not a forecast of this one: it stays as it is.
    monkeypatch.setattr(Session, "_history", property(lambda self: history))
    disturbed(session)
    after = shown(session)
    for name, value in before.items():
        assert after[name] == value, name


@pytest.mark.parametrize("touch", [lambda s: replace(s.economy, price_usd_per_t=s.economy.price_usd_per_t * 1.1)])
def test_what_is_open_does_show(touch: Callable[..., object], level: Level, engine: Engine, history: Baseline) -> None:
    """The same comparison would notice a stock that everybody can see."""
    session = Session.replay(level, engine, history.commands[:150])
    before = session.forecast({}, 12)["export_price_usd_per_t"].tolist()
    session.state = replace(session.state, economy=touch(session.state))  # type: ignore[arg-type]
    assert session.forecast({}, 12)["export_price_usd_per_t"].tolist() != before


def test_the_debrief_opens_the_truth(level: Level, engine: Engine, history: Baseline) -> None:
    session = Session.replay(level, engine, history.commands)
    assert session.finished
    assert session.opened
    assert session.series("china_black_supply_t").tolist() == history.recording.columns["china_black_supply_t"]
    assert session.score().overall == pytest.approx(100.0)
    assert (session.known_series("china_black_supply_t") < session.series("china_black_supply_t")).all()
    assert not chart(session, "china_black_supply_t", "en").low
