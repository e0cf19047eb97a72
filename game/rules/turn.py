"""The reducer: `check` says whether and at what price, `apply` makes the next state. Nothing else changes a game."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from game.economy.blocks import Array
from game.rules import constituencies, dilemmas, duel_moves, levers, predictions
from game.rules.commands import (
    Announce,
    Choose,
    Command,
    EndTurn,
    Exchange,
    Predict,
    SetLever,
    Sketch,
    Verdict,
    Withdraw,
)
from game.rules.events import (
    Announced,
    AnnouncementWithdrawn,
    CardAnswered,
    CardOpened,
    Event,
    LevelEnded,
    LeverSet,
    TurnEnded,
)
from game.rules.game_state import DuelState, Engine, GameState
from game.rules.level import Level, Lever
from game.rules.month import live_month
from game.rules.opponents import DuelRule
from game.rules.orders import announced, order_set, withdrawn
from game.rules.removal import judged
from game.rules.turns import turn_end

# Shown the state after a month and the row of policy that the economy was told in it.
Seen = Callable[[GameState, Array], None]


class RefusedError(ValueError):
    """A command that `check` refuses; carries the verdict."""

    def __init__(self, command: Command, verdict: Verdict) -> None:
        super().__init__(f"{type(command).__name__} refused: {verdict.reason} {dict(verdict.details)}")
        self.command = command
        self.verdict = verdict


def check(level: Level, state: GameState, command: Command) -> Verdict:
    """Whether a command is allowed now, what it costs, and if not, why not."""
    if state.ended:
        return Verdict(False, 0.0, "ended")
    if state.caretaker and not isinstance(command, EndTurn | Choose):
        return Verdict(False, 0.0, "caretaker")
    match command:
        case SetLever(lever_id, value):
            return _closed(level, lever_id, state.month) or _check_lever(level, state, lever_id, value, state.month)
        case Announce(lever_id, value, month):
            if not state.month < month <= min(state.month + 24, level.end):
                return Verdict(False, 0.0, "announce_month", (("month", float(month)),))
            return _closed(level, lever_id, month) or _check_lever(level, state, lever_id, value, state.month)
        case Withdraw(lever_id):
            closed = _closed(level, lever_id, state.month)
            if closed is not None:
                return closed
            known = any(order.lever == lever_id for order in state.announced)
            return Verdict(known, 0.0, "" if known else "not_announced", (("lever", lever_id),))
        case Choose(card_id, option_id):
            return _check_choice(level, state, card_id, option_id)
        case Exchange():
            return _check_exchange(level, state, command)
        case Predict() | Sketch():
            return predictions.check(level, state, command)
        case EndTurn():
            if state.open_cards:
                return Verdict(False, 0.0, "card_open", (("card", state.open_cards[0]),))
            return Verdict(True, 0.0)


def _closed(level: Level, lever_id: str, month: int) -> Verdict | None:
    """The refusal to move a lever that the level keeps closed in a month."""
    if level.closed(lever_id, month) is None:
        return None
    return Verdict(False, 0.0, "locked", (("lever", lever_id),))


def _check_lever(level: Level, state: GameState, lever_id: str, value: float, month: int) -> Verdict:
    found = [lever for lever in level.levers if lever.id == lever_id]
    if not found:
        return Verdict(False, 0.0, "no_lever", (("lever", lever_id),))
    lever = found[0]
    if not levers.is_setting(lever, value):
        bounds = (("lever", lever_id), ("minimum", lever.minimum), ("maximum", lever.maximum))
        return Verdict(False, 0.0, "out_of_range", bounds)
    if month < lever.conceivable_from:
        return Verdict(False, 0.0, "not_conceivable", (("month", float(lever.conceivable_from)),))
    if value == state.settings[lever_id]:
        return Verdict(True, 0.0)
    # What was paid for this lever this turn counts, so that trying about costs nothing.
    cost = price_of(level, state, lever, value, month) - state.paid.get(lever_id, 0.0)
    if levers.on_paper(lever, state.turn_settings[lever_id], value, state.known):
        most = levers.ceiling_t_per_year(lever, state.known)
        return Verdict(False, cost, "on_paper", (("lever", lever_id), ("most", most)))
    if cost <= state.capital + 1e-9:
        return Verdict(True, cost)
    reversal = abs(value - level.opening[lever_id]) < abs(state.settings[lever_id] - level.opening[lever_id])
    if state.capital <= 0.5 and reversal:
        return Verdict(True, max(min(cost, state.capital), 0.0))
    return Verdict(False, cost, "capital", (("cost", cost), ("capital", state.capital)))


def price_of(level: Level, state: GameState, lever: Lever, value: float, month: int) -> float:
    """Political capital for a lever's move from where it stood when the turn began, as constituencies favour it."""
    before = state.turn_settings[lever.id]
    plain = levers.move_cost(level, lever, before, value, month)
    return plain * constituencies.favour(level, lever, value - before, state.approvals)


def _check_choice(level: Level, state: GameState, card_id: str, option_id: str) -> Verdict:
    if card_id not in state.open_cards:
        return Verdict(False, 0.0, "card_not_open", (("card", card_id),))
    card = level.card(card_id)
    for option in card.options:
        if option.id == option_id:
            # The stated default is always open, or a card could block a poor government for ever.
            if option.capital > state.capital + 1e-9 and option_id != card.default:
                return Verdict(False, option.capital, "capital", (("cost", option.capital), ("capital", state.capital)))
            return Verdict(True, option.capital)
    return Verdict(False, 0.0, "no_option", (("option", option_id),))


def _duel(level: Level, state: GameState, duel_id: str) -> tuple[DuelRule, DuelState] | None:
    for rule, now in zip(level.duels, state.duels, strict=True):
        if rule.id == duel_id and rule.start <= state.month <= rule.end:
            return rule, now
    return None


def _check_exchange(level: Level, state: GameState, command: Exchange) -> Verdict:
    found = _duel(level, state, command.duel)
    if found is None:
        return Verdict(False, 0.0, "no_duel", (("duel", command.duel),))
    rule, now = found
    if now.exchanges >= rule.exchanges_per_month:
        return Verdict(False, 0.0, "exchanges", (("most", float(rule.exchanges_per_month)),))
    if command.move in duel_moves.OFFERS and now.standing == 0:
        return Verdict(False, 0.0, "no_step")
    if command.move in duel_moves.ON_ANNOUNCED and not duel_moves.pending(rule, state.announced):
        return Verdict(False, 0.0, "nothing_announced")
    if command.move in ("hold", "offer"):
        return Verdict(True, 0.0)
    for lever_id in duel_moves.controls(rule):
        closed = _closed(level, lever_id, state.month)
        if closed is not None:
            return closed
    if command.move not in duel_moves.ORDERING:
        return Verdict(True, 0.0)
    orders_made = duel_moves.ordered(level, state, rule, command.move)
    if not orders_made:
        return Verdict(False, 0.0, "no_effect")
    if any(order.month > level.end for order in orders_made):
        return Verdict(False, 0.0, "announce_month", (("month", float(orders_made[0].month)),))
    # The control is paid for; a list of elements that comes with it is not.
    priced = next((order for order in orders_made if order.lever == rule.control), orders_made[0])
    return _check_lever(level, state, priced.lever, priced.value, state.month)


def apply(
    level: Level, state: GameState, command: Command, engine: Engine, seen: Seen | None = None
) -> tuple[GameState, tuple[Event, ...]]:
    """The state after a command and what happened; `seen` is shown each month lived through.

    Raises RefusedError when `check` does not allow it.
    """
    verdict = check(level, state, command)
    if not verdict.allowed:
        raise RefusedError(command, verdict)
    match command:
        case SetLever(lever_id, value):
            before = state.settings[lever_id]
            if value == before:
                return state, ()
            state = order_set(level, paid_for(state, lever_id, verdict.cost), lever_id, value)
            return state, (LeverSet(state.month, lever_id, before, value, verdict.cost),)
        case Announce(lever_id, value, month):
            state = announced(level, paid_for(state, lever_id, verdict.cost), levers.Order(month, lever_id, value))
            return state, (Announced(state.month, lever_id, value, month),)
        case Withdraw(lever_id):
            return withdrawn(level, state, lever_id), (AnnouncementWithdrawn(state.month, lever_id),)
        case Choose(card_id, option_id):
            return _chosen(level, state, card_id, option_id)
        case Exchange():
            return _exchanged(level, state, command, verdict)
        case Predict() | Sketch():
            return predictions.predicted(state, command), ()
        case EndTurn():
            return _ended_turn(level, state, engine, seen)


def paid_for(state: GameState, lever_id: str, cost: float) -> GameState:
    paid = {**state.paid, lever_id: state.paid.get(lever_id, 0.0) + cost}
    return replace(state, capital=min(max(state.capital - cost, 0.0), 100.0), paid=paid)


def _chosen(level: Level, state: GameState, card_id: str, option_id: str) -> tuple[GameState, tuple[Event, ...]]:
    option = next(o for o in level.card(card_id).options if o.id == option_id)
    shocks = dict(state.shocks)
    for name, value in option.shocks.items():
        shocks[name] = shocks.get(name, 0.0) + value
    shifts = dict(state.shifts)
    for name, value in option.approval.items():
        shifts[name] = shifts.get(name, 0.0) + value
    state = replace(
        state,
        capital=min(max(state.capital - option.capital, 0.0), 100.0),
        shocks=shocks,
        shifts=shifts,
        open_cards=tuple(card for card in state.open_cards if card != card_id),
        answered=(*state.answered, (card_id, option_id)),
    )
    events: list[Event] = [CardAnswered(state.month, card_id, option_id)]
    for lever_id, value in sorted(option.levers.items()):
        before = state.settings[lever_id]
        if before != value:
            state = order_set(level, state, lever_id, value)
            events.append(LeverSet(state.month, lever_id, before, value, 0.0))
    return state, tuple(events)


def _exchanged(
    level: Level, state: GameState, command: Exchange, verdict: Verdict
) -> tuple[GameState, tuple[Event, ...]]:
    found = _duel(level, state, command.duel)
    assert found is not None
    rule, _ = found
    state, events, paid = duel_moves.made(level, state, rule, command.move)
    if paid:
        lever_id = rule.control if rule.control in paid else paid[0]
        state = paid_for(state, lever_id, verdict.cost)
    return state, tuple(events)


def _ended_turn(
    level: Level, state: GameState, engine: Engine, seen: Seen | None
) -> tuple[GameState, tuple[Event, ...]]:
    """Run to the end of the turn or to the month of the next card, whichever comes first."""
    events: list[Event] = []
    while True:
        state, lived, row = live_month(level, state, engine)
        events += lived
        if seen is not None:
            seen(state, row)
        over = state.month >= state.turn_end
        if over:
            state, happened = _next_turn(level, state)
            events += happened
        if state.ended:
            return state, tuple(events)
        state, happened = _opened(level, state)
        events += happened
        if over or state.open_cards:
            return state, tuple(events)


def _opened(level: Level, state: GameState) -> tuple[GameState, tuple[Event, ...]]:
    """Cards of the month that now begins; a caretaker takes the stated default at once."""
    state = dilemmas.due(level, state)
    opened = state.open_cards
    events: list[Event] = [CardOpened(state.month, card) for card in opened]
    if state.caretaker:
        for card in opened:
            state, happened = _chosen(level, state, card, level.card(card).default)
            events += happened
    return state, tuple(events)


def _next_turn(level: Level, state: GameState) -> tuple[GameState, tuple[Event, ...]]:
    events: list[Event] = [TurnEnded(state.month, state.turn)]
    state, happened = judged(level, state)
    events += happened
    if state.month > level.end:
        events.append(LevelEnded(state.month))
        return replace(state, ended=True), tuple(events)
    return (
        replace(
            state,
            turn=state.turn + 1,
            turn_end=min(turn_end(level, state.month), level.end + 1),
            turn_settings=dict(state.settings),
            paid={},
            triggered=0,
        ),
        tuple(events),
    )
