"""The moves of a duel: what each orders, and what an opponent makes of an offer.

announce  the next list of elements, a notch stricter, to bind in three months     bind  what is announced binds now
enforce   a notch stricter now          ease  a notch more lenient now             delay it by three months
offer     words for a step back         concede  a notch more lenient, for a step  trade it away for a step
hold      nothing: wears resolve a little
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from game.rules import duel, levers, orders
from game.rules.duel import DuelMonth
from game.rules.events import (
    Announced,
    AnnouncementBound,
    AnnouncementWithdrawn,
    Event,
    LeverSet,
    OfferRefused,
    OpponentMoved,
)
from game.rules.game_state import DuelState, GameState
from game.rules.level import Level
from game.rules.levers import Order
from game.rules.opponents import DuelRule

AHEAD_MONTHS = 3
_LISTS: Final = (7.0, 12.0, 17.0)  # elements under licence, list by list
_STRICTNESS, _COVERAGE = levers.LICENSING
# Moves that order the control itself; the others move only what was announced, or nothing.
ORDERING: Final = ("enforce", "ease", "concede", "announce")
ON_ANNOUNCED: Final = ("bind", "delay", "trade")
OFFERS: Final = ("offer", "concede", "trade")


def controls(rule: DuelRule) -> tuple[str, ...]:
    """The levers that are at stake in a duel."""
    return levers.LICENSING if rule.control in levers.LICENSING else (rule.control,)


def of_licences(level: Level) -> tuple[DuelRule, ...]:
    """The duels over licences; the moves of others are orders that a plan of levers can give as well."""
    return tuple(rule for rule in level.duels if rule.control in levers.LICENSING)


def pressure(level: Level, rule: DuelRule, settings: Mapping[str, float]) -> float:
    """How hard the control is, 0-1: severity of the licensing regime, or how far the lever is from its lenient end."""
    if rule.control in levers.LICENSING:
        return levers.regime_severity(settings)
    lever = level.lever(rule.control)
    share = (settings[rule.control] - lever.minimum) / (lever.maximum - lever.minimum)
    return share if rule.notch > 0.0 else 1.0 - share


def seen(level: Level, state: GameState, rule: DuelRule, figures: Mapping[str, float]) -> DuelMonth:
    """What an opponent sees at the end of the state's month."""
    return seen_of(level, rule, state.month, figures, (state.settings, state.announced))


def seen_of(
    level: Level,
    rule: DuelRule,
    month: int,
    figures: Mapping[str, float],
    ordered: tuple[Mapping[str, float], tuple[Order, ...]],
) -> DuelMonth:
    """The same from settings and what is announced."""
    settings, announced = ordered
    now = pressure(level, rule, settings)
    promised = {order.lever: order.value for order in pending(rule, announced)}
    planned = pressure(level, rule, {**settings, **promised}) if promised else now
    return DuelMonth(month, figures, now, max(planned, now))


def pending(rule: DuelRule, announced: tuple[Order, ...]) -> tuple[Order, ...]:
    """What is announced for the levers at stake."""
    return tuple(order for order in announced if order.lever in controls(rule))


def ordered(level: Level, state: GameState, rule: DuelRule, move: str) -> tuple[Order, ...]:
    """The settings that a move orders, each with the month in which it binds; empty when it changes nothing."""
    lever = level.lever(rule.control)
    now = state.settings[rule.control]
    if move == "announce":
        promised = {order.lever: order.value for order in pending(rule, state.announced)}
        stricter = _moved(lever.minimum, lever.maximum, promised.get(rule.control, now), rule.notch)
        month = state.month + AHEAD_MONTHS
        made = [Order(month, rule.control, stricter)]
        if rule.control in levers.LICENSING:
            listed = promised.get(_COVERAGE, state.settings[_COVERAGE])
            longer = next((one for one in _LISTS if one > listed), listed)
            made.insert(0, Order(month, _COVERAGE, longer))
        return tuple(order for order in made if order.value != promised.get(order.lever, state.settings[order.lever]))
    notch = rule.notch if move == "enforce" else -rule.notch
    value = _moved(lever.minimum, lever.maximum, now, notch)
    if value == now:
        return ()
    made = [Order(state.month, rule.control, value)]
    if move == "enforce" and rule.control in levers.LICENSING and state.settings[_COVERAGE] < _LISTS[0]:
        made.append(Order(state.month, _COVERAGE, _LISTS[0]))
    return tuple(made)


def _moved(low: float, high: float, now: float, by: float) -> float:
    return min(max(round(now + by, 6), low), high)


def made(level: Level, state: GameState, rule: DuelRule, move: str) -> tuple[GameState, list[Event], tuple[str, ...]]:
    """The state after a move that is allowed, what happened, and the levers that were moved and are to be paid for."""
    now = next(one for one in state.duels if one.id == rule.id)
    heat = now.heat + (0.0 if move in ("announce", "bind") else rule.provocation.get(move, 0.0))
    now = replace(now, exchanges=now.exchanges + 1, heat=heat)
    if move in OFFERS:
        return _offered(level, state, rule, now, move)
    if move == "hold":
        now = replace(now, resolve=max(now.resolve - 1.0, 0.0))
    state = with_duel(state, now)
    events: list[Event] = []
    if move in ON_ANNOUNCED:
        return _on_announced(level, state, rule, move), _told(state, rule, move), ()
    paid: tuple[str, ...] = ()
    if move in ORDERING:
        for order in ordered(level, state, rule, move):
            state, happened = _given(level, state, order)
            events.append(happened)
            paid = (*paid, order.lever)
    return state, events, paid


def _given(level: Level, state: GameState, order: Order) -> tuple[GameState, Event]:
    """One order of a move: announced for later, or set without heat, for the move's own is counted already."""
    if order.month > state.month:
        return orders.announced(level, state, order), Announced(state.month, order.lever, order.value, order.month)
    before = state.settings[order.lever]
    state = orders.with_setting(level, state, order.lever, order.value)
    return state, LeverSet(state.month, order.lever, before, order.value, 0.0)


def _on_announced(level: Level, state: GameState, rule: DuelRule, move: str) -> GameState:
    """What is announced for the levers at stake binds now, or three months later than said."""
    moved = pending(rule, state.announced)
    rest = tuple(order for order in state.announced if order not in moved)
    if move == "delay":
        later = tuple(replace(o, month=min(o.month + AHEAD_MONTHS, level.end)) for o in moved)
        return replace(state, announced=(*rest, *later))
    state = replace(state, announced=rest)
    for order in moved:
        state = orders.order_set(level, state, order.lever, order.value)
    return state


def _told(state: GameState, rule: DuelRule, move: str) -> list[Event]:
    """What a move on announced controls is told as; the state is the one before it."""
    if move == "bind":
        return [AnnouncementBound(state.month, o.lever, o.value) for o in pending(rule, state.announced)]
    return [Announced(state.month, o.lever, o.value, o.month + AHEAD_MONTHS) for o in pending(rule, state.announced)]


def offer_worth(level: Level, state: GameState, rule: DuelRule, move: str) -> float:
    """What an offer counts for: the pressure that it gives up."""
    now = next(one for one in state.duels if one.id == rule.id)
    if move == "offer":
        return 0.0
    month = seen(level, state, rule, {})
    if move == "trade":
        return duel.worth(rule, now, month.with_announced - month.in_force, True)
    eased = {order.lever: order.value for order in ordered(level, state, rule, "ease")}
    return duel.worth(rule, now, month.in_force - pressure(level, rule, {**state.settings, **eased}), False)


def _offered(
    level: Level, state: GameState, rule: DuelRule, now: DuelState, move: str
) -> tuple[GameState, list[Event], tuple[str, ...]]:
    """An offer that is taken gives up what it names; one that is refused gives up nothing."""
    value = offer_worth(level, state, rule, move)
    given = state
    paid: tuple[str, ...] = ()
    if move == "trade":
        rest = tuple(order for order in state.announced if order not in pending(rule, state.announced))
        given = replace(state, announced=rest)
    elif move == "concede":
        for order in ordered(level, state, rule, "ease"):
            given, _ = _given(level, given, order)
            paid = (*paid, order.lever)
    promised = None if move == "offer" else seen(level, given, rule, {}).with_announced
    now, step = duel.offered(rule, now, value, (state.month, promised))
    if not step:
        return with_duel(state, now), [OfferRefused(state.month, rule.id)], ()
    if move == "trade":
        now = replace(now, bluffs=now.bluffs + 1)
    events: list[Event] = [OpponentMoved(state.month, rule.id, step, now.heights[step], "offer")]
    if move == "trade":
        events += [AnnouncementWithdrawn(state.month, o.lever) for o in pending(rule, state.announced)]
    for lever_id in paid:
        events.append(LeverSet(state.month, lever_id, state.settings[lever_id], given.settings[lever_id], 0.0))
    return with_duel(given, now), events, paid


def with_duel(state: GameState, now: DuelState) -> GameState:
    return replace(state, duels=tuple(now if one.id == now.id else one for one in state.duels))
