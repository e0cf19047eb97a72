"""The band around the forecast: what it says, where there is none, and that it costs no frame of a drag."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pygame
import pytest

from game import paths
from game.analysis.forecast import MEMBERS, ensemble_members, forecast_band
from game.economy.indicators import FIGURES as ENGINE_FIGURES
from game.economy.quantities import Parameters
from game.rules.commands import Announce
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline, Session
from game.ui import outlook as outlook_module
from game.ui.outlook import MONTHS, Outlook
from game.ui.room import Room
from game.views.figures import FIGURES

from .driver import Driver

NAMES = [figure.name for figure in FIGURES if figure.name in ENGINE_FIGURES]
PRICE = "export_price_usd_per_t"


@pytest.fixture(scope="module")
def members(level: Level) -> Parameters:
    found = ensemble_members(level)
    assert found is not None
    return found


@pytest.fixture
def session(level: Level, engine: Engine, history: Baseline) -> Session:
    return Session.replay(level, engine, history.commands[:100])


def lanes_of(parameters: Parameters, lanes: list[int]) -> Parameters:
    return Parameters.from_block(np.ascontiguousarray(parameters.block()[:, lanes]))


def test_the_band_leaves_out_a_tenth_at_each_end_and_encloses_the_median(session: Session, members: Parameters) -> None:
    months = list(forecast_band(session, members, 24))
    assert len(months) == 24
    alone = [Session.forecast(_with(session, lanes_of(members, [lane])), {}, 24, NAMES) for lane in range(0, MEMBERS)]
    for name in NAMES:
        lines = np.array([one[name] for one in alone])
        low, high = np.array([month[name] for month in months]).T
        assert (low <= high).all()
        middle = np.median(lines, axis=0)
        assert ((low <= middle) & (middle <= high)).all(), name
        assert low.tolist() == pytest.approx(np.percentile(lines, 10, axis=0).tolist(), rel=1e-12), name
        assert high.tolist() == pytest.approx(np.percentile(lines, 90, axis=0).tolist(), rel=1e-12), name
    first, last = months[0][PRICE], months[-1][PRICE]
    assert first[0] < first[1]
    assert last[0] < last[1]


def _with(session: Session, parameters: Parameters) -> Session:
    """The same present state before an engine of other parameters."""
    other = Session(session.level, session.engine)
    other.engine = Engine(parameters, session.engine.world)
    other.state = session.state
    return other


@pytest.mark.parametrize("draft", [{}, {"export_duty_light": 0.3}])
def test_members_equal_to_the_games_parameters_make_a_band_without_width(
    session: Session, engine: Engine, draft: dict[str, float]
) -> None:
    session.submit(Announce("export_duty_heavy", 0.2, session.state.month + 12))
    same = Parameters.from_block(np.repeat(engine.parameters.block(), MEMBERS, axis=1))
    months = list(forecast_band(session, same, MONTHS, draft))
    for name, line in session.forecast(draft, MONTHS, NAMES).items():
        assert [month[name] for month in months] == [(value, value) for value in line.tolist()], name


def test_the_band_is_the_same_every_time(session: Session, members: Parameters, level: Level) -> None:
    again = ensemble_members(level)
    assert again is not None
    assert list(forecast_band(session, members, 30)) == list(forecast_band(session, again, 30))


def test_the_members_are_spread_over_the_ranks_of_the_whole_file(members: Parameters) -> None:
    block = members.block()
    assert block.shape[1] == MEMBERS
    assert len(np.unique(block, axis=1).T) == MEMBERS


@pytest.mark.parametrize("text", [None, "loss,nothing\n1.0,2.0\n"])
def test_without_a_fitting_ensemble_there_is_no_band(
    level: Level, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None
) -> None:
    file = tmp_path / "ensemble.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "ensemble_file", lambda parameters: file)
    assert ensemble_members(level) is None
    outlook = Outlook(Session(level, engine))
    assert not outlook.widening
    while outlook.busy:
        outlook.grow()
    outlook.grow()
    assert outlook.band(PRICE) == ([], [])


def test_the_band_comes_last_and_only_in_idle_frames_and_undo_finds_it_again(session: Session) -> None:
    outlook = Outlook(session)
    while outlook.busy:
        outlook.grow(idle=False)
        assert outlook.widening
    outlook.grow(idle=False)
    assert outlook.widening
    assert outlook.band(PRICE) == ([], [])
    while outlook.widening:
        outlook.grow()
    low, high = outlook.band(PRICE)
    assert len(low) == len(high) == len(outlook.standing(PRICE)) == MONTHS
    session.submit(Announce("export_duty_heavy", 0.2, session.state.month + 12))
    outlook.restart()
    assert outlook.widening
    assert outlook.band(PRICE) == ([], [])
    session.undo()
    outlook.restart()
    assert not outlook.widening
    assert outlook.band(PRICE) == (low, high)


def test_the_room_shows_the_band_after_idle_frames_and_a_drag_computes_none(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = Driver()
    room = Room(driver.desk, session)
    room.group = "trade"
    months: list[object] = []
    widen = Outlook._widen

    def counted(self: Outlook) -> None:
        months.append(self)
        widen(self)

    monkeypatch.setattr(Outlook, "_widen", counted)
    driver.show(room)
    assert len(months) == MONTHS + 1
    low, high = room.ahead(PRICE).low, room.ahead(PRICE).high
    assert len(low) == len(high) == MONTHS
    assert not room.busy()
    box = driver.place("lever-export_quota_light")
    months.clear()
    # A band that is not whole when the drag begins waits for its end.
    room.outlook._bands.clear()
    driver.move((box.centerx, box.centery))
    monkeypatch.setattr(outlook_module, "SECONDS", 60.0)
    months.clear()
    room.outlook._bands.clear()
    driver.press((box.centerx, box.centery))
    for x in range(box.centerx, box.x + 20, -8):
        driver.event(pygame.MOUSEMOTION, pos=(x, box.centery), rel=(-8, 0), buttons=(1, 0, 0))
    assert room.draft is not None
    assert months == []
    driver.rest()  # a drag that stands still asks for no frames
    assert months == []
    driver.release((box.x + 20, box.centery))
    assert room.draft is None
    assert len(months) == MONTHS + 1
    assert room.ahead(PRICE).low
