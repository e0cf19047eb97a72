"""Orders as they are given, promised and taken back: what each does to the levers and to the heat of a duel."""

from __future__ import annotations

from dataclasses import replace

from game.rules import duel, levers
from game.rules.events import Announced, AnnouncementWithdrawn, Event, LeverSet
from game.rules.game_state import GameState
from game.rules.level import Level


def with_setting(level: Level, state: GameState, lever_id: str, value: float) -> GameState:
    """The lever ordered to a setting from the state's month on, phasing in from where it stands."""
    ramp = levers.ramp_to(level.lever(lever_id), state.ramps[lever_id], state.month, value)
    settings = {**state.settings, lever_id: value}
    return replace(state, settings=settings, ramps={**state.ramps, lever_id: ramp})


def order_set(level: Level, state: GameState, lever_id: str, value: float) -> GameState:
    """The lever ordered to a setting from this month on; tightening or easing licences is felt by the duel."""
    before = levers.regime_severity(state.settings)
    state = with_setting(level, state, lever_id, value)
    if lever_id not in levers.LICENSING:
        return state
    after = levers.regime_severity(state.settings)
    if after > before + 1e-9:
        return heated(level, state, "enforce", (after - before) * 2.0)
    if after < before - 1e-9:
        return heated(level, state, "ease", (before - after) * 2.0)
    return state


def announced(level: Level, state: GameState, order: levers.Order) -> GameState:
    """An order promised for a later month, in place of one for the same lever and month."""
    rest = tuple(o for o in state.announced if (o.lever, o.month) != (order.lever, order.month))
    state = replace(state, announced=(*rest, order))
    if order.lever in levers.LICENSING:
        return heated(level, state, "announce", levers.announced_severity(state.settings, state.announced))
    return state


def withdrawn(level: Level, state: GameState, lever_id: str) -> GameState:
    """Everything promised for a lever taken back."""
    rest = tuple(order for order in state.announced if order.lever != lever_id)
    state = replace(state, announced=rest)
    return heated(level, state, "ease", 0.5) if lever_id in levers.LICENSING else state


def heated(level: Level, state: GameState, move: str, strength: float) -> GameState:
    """Heat in every duel that is on."""
    changed = tuple(
        duel.provoked(rule, now, move, strength) if rule.start <= state.month <= rule.end else now
        for rule, now in zip(level.duels, state.duels, strict=True)
    )
    return replace(state, duels=changed)


def followed(level: Level, state: GameState, events: list[Event]) -> GameState:
    """History's orders of this month for the levers that somebody else moves, as history gave them."""
    following = [name for name, access in level.access.items() if access.follows_history]
    if not following:
        return state
    for row in level.history:
        if row.lever not in following or level.closed(row.lever, state.month) is None:
            continue
        if row.announced == state.month:
            state = announced(level, state, levers.Order(row.month, row.lever, row.value))
            events.append(Announced(state.month, row.lever, row.value, row.month))
        elif row.announced is None and row.month == state.month:
            if any(order.lever == row.lever for order in state.announced):
                state = withdrawn(level, state, row.lever)
                events.append(AnnouncementWithdrawn(state.month, row.lever))
            before = state.settings[row.lever]
            if before != row.value:
                state = order_set(level, state, row.lever, row.value)
                events.append(LeverSet(state.month, row.lever, before, row.value, 0.0))
    return state
