"""Standing: what is shown is what is used, at every month of history and after cards and cuts."""

from __future__ import annotations

import pytest

from game.rules import constituencies
from game.rules.game_state import Engine
from game.rules.level import CONSTITUENCIES, Level
from game.session import Session, baseline
from game.views.standing import approval


@pytest.mark.parametrize("last", [0, 1, 120, 240])
def test_the_parts_shown_add_up_to_the_target_used(level: Level, engine: Engine, last: int) -> None:
    session = Session.replay(level, engine, baseline(level, engine).commands[:last])
    state = session.state
    months = level.difficulty.approval_months
    for name in CONSTITUENCIES:
        shown = approval(session, name, "en")
        assert sum(part.points for part in shown.parts) == pytest.approx(shown.target, abs=1e-9)
        if not state.figures:
            continue
        used = constituencies.next_approvals(level, state.approvals, state.shifts, state.settings, state.known)
        assert used[name] == pytest.approx(shown.value + (shown.target - shown.value) / months, abs=1e-9)
