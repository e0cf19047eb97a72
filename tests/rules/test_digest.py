"""The hash of the full state, of which a journal holds one a month: nothing escapes it, and nothing else moves it."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from game.economy.quantities import State
from game.rules.game_state import GameState
from game.session import Baseline

FIELDS = [item.name for item in fields(GameState)]


def changed(state: GameState, name: str) -> GameState:
    """The state with the smallest change to one field."""
    value = getattr(state, name)
    if isinstance(value, State):
        block = value.block()
        block[-1, 0] = np.nextafter(block[-1, 0], np.inf)
        return replace(state, economy=State.from_block(block))
    if isinstance(value, np.ndarray):
        other = value.copy()
        other[-1, 0] = np.nextafter(other[-1, 0], np.inf)
        return replace(state, **{name: other})
    if isinstance(value, bool):
        return replace(state, **{name: not value})
    if isinstance(value, int | float):
        return replace(state, **{name: value + 1})
    if isinstance(value, dict) and value:
        first = next(iter(value))
        moved = (
            float(np.nextafter(value[first], np.inf))
            if isinstance(value[first], float)
            else value[next(reversed(value))]
        )
        return replace(state, **{name: {**value, first: moved}})
    if isinstance(value, dict):
        return replace(state, **{name: {"customs": 0.0}})
    if isinstance(value, tuple):
        return replace(state, **{name: (*value, "more")})
    return replace(state, **{name: ("deficit", 1)})


@pytest.mark.parametrize("name", FIELDS)
def test_every_part_of_the_state_moves_the_hash(history: Baseline, name: str) -> None:
    state = history.final
    assert changed(state, name).digest() != state.digest()


def test_the_order_of_mappings_and_the_sign_of_zero_do_not(history: Baseline) -> None:
    state = replace(history.final, shocks={"anger_shock": 0.0})
    turned = replace(
        state,
        settings=dict(reversed(state.settings.items())),
        ramps=dict(reversed(state.ramps.items())),
        figures=dict(reversed(state.figures.items())),
        shocks={"anger_shock": -0.0},
        tally=np.where(state.tally == 0.0, -0.0, state.tally),
    )
    assert turned.digest() == state.digest()


def test_a_value_does_not_slip_from_one_name_to_the_next(history: Baseline) -> None:
    state = replace(history.final, paid={"customs": 1.0}, shocks={})
    assert state.digest() != replace(state, paid={}, shocks={"customs": 1.0}).digest()
    assert state.digest() != replace(state, paid={"tracking": 1.0}).digest()


def test_what_has_no_canonical_form_is_refused(history: Baseline) -> None:
    with pytest.raises(TypeError, match="no canonical form for complex"):
        replace(history.final, capital=1j).digest()  # type: ignore[arg-type]
