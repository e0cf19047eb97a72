"""Office in danger: told turns ahead, with the reason, the figures it hangs on and what averts it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from game.rules.commands import Choose, EndTurn, SetLever
from game.rules.events import Removed, Warned
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session
from game.text.situation import status_lines
from game.views import office
from game.views.room import room_view
from game.views.treasury import change_musd, flows, largest_outgo

SPENDTHRIFT = {"research_separation": 60.0, "research_magnets": 150.0, "export_rebate_metals": 0.18}


def turns(session: Session, orders: dict[str, float]) -> Iterator[int]:
    """Give the orders, then live turn by turn with the first answer to every card."""
    for lever, value in orders.items():
        session.submit(SetLever(lever, value))
    while not session.finished:
        turn = session.state.turn
        while session.state.turn == turn and not session.finished:
            for card in session.open_cards():
                session.submit(Choose(card.id, card.options[0].id))
            session.submit(EndTurn())
        yield session.state.turn


def test_a_deficit_is_told_from_its_first_month_until_removal(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    grace = level.difficulty.grace_turns
    told: list[tuple[str, ...]] = []
    warned_at, removed_at = 0, 0
    for turn in turns(session, SPENDTHRIFT):
        view = room_view(session, "en")
        events = session.last_events()
        if session.state.caretaker:
            removed_at = turn
            assert any(isinstance(one, Removed) for one in events)
            break
        if session.state.deficit_months:
            told.append(view.danger)
            assert f"{session.state.deficit_months} months" in view.danger[0] or session.state.warned is not None
            assert "above zero" in view.danger[1]
            assert largest_outgo(session, "en") in view.danger[1]
            assert [f"  ! {line}" for line in view.danger] == [
                line for line in status_lines(session, "en") if line.startswith("  ! ")
            ]
        if session.state.warned is not None and not warned_at:
            warned_at = turn
            assert any(isinstance(one, Warned) for one in events)
            assert view.removal == office.removal_in(session, "en") != ""
    assert warned_at
    assert removed_at == warned_at + grace
    assert len(told) > grace, "the deficit was told before the warning as well"


def test_low_approval_names_the_lowest_and_what_is_asked(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    for name in session.state.approvals:
        session.state.approvals[name] = 31.0  # type: ignore[index]
    session.state.approvals["planners"] = 7.0  # type: ignore[index]
    near, averts = office.danger(session, "en")
    assert "Mean approval is 27" in near
    assert "reaches 30" in averts
    assert "Planners (7)" in averts


@pytest.mark.parametrize("turns_lived", [1, 3, 8])
def test_the_account_of_the_treasury_adds_up(level: Level, engine: Engine, turns_lived: int) -> None:
    session = Session(level, engine)
    for turn in turns(session, SPENDTHRIFT):
        if turn > turns_lived:
            break
    assert sum(flow.musd for flow in flows(session)) == pytest.approx(change_musd(session), abs=0.4)
    months = min(session.months, 12)
    line = session.series("treasury_musd")
    before = line[-13] if session.months > 12 else level.opening_treasury_musd or 300.0
    assert months
    assert change_musd(session) == pytest.approx(line[-1] - before, abs=1e-6)
    assert next(flow for flow in flows(session) if flow.name == "spending_musd").musd < -50.0


def test_nothing_threatens_a_quiet_first_turn(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    assert office.danger(session, "en") == ()
    assert office.removal_in(session, "en") == ""
    assert flows(session) == ()


def test_an_answer_counts_into_what_the_turn_cost(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    for _ in turns(session, {}):
        if session.open_cards():
            break
    card = session.open_cards()[0]
    dear = max(card.options, key=lambda option: option.capital)
    assert dear.capital > 0.0
    session.submit(Choose(card.id, dear.id))
    assert f"{dear.capital:.1f}" in room_view(session, "en").pending_title
