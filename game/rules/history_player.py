"""History as a player: the commands that history's path makes, at its months and at its prices."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.rules.commands import Announce, Choose, Command, EndTurn, SetLever, Withdraw
from game.rules.events import Event
from game.rules.game_state import GameState
from game.rules.level import Level

# How a command is given: the state after it and what happened.
Give = Callable[[GameState, Command], tuple[GameState, tuple[Event, ...]]]


def history_commands(level: Level, state: GameState, last: int) -> Iterator[Command]:
    """Orders of history that fall into the coming turn, the state's month to `last`.

    What binds later in the turn is announced for its month, so that a year-long turn keeps April in April. Where a card
    of that month will stop the clock, the order waits for it: what was a surprise then must not be announced.
    """
    sure = [card.month for card in level.cards if card.month is not None and not card.conditions]
    stops = {month for month in sure if month > state.month}
    for row in level.history:
        if level.closed(row.lever, row.month) is not None:
            continue  # not for a player to order: it stays, or history's order binds by itself
        if row.announced is not None:
            if state.month <= row.announced <= last:
                yield Announce(row.lever, row.value, row.month)
        elif state.month <= row.month <= last and row.month not in stops:
            if any(order.lever == row.lever for order in state.announced):
                yield Withdraw(row.lever)
            if row.month > state.month:
                yield Announce(row.lever, row.value, row.month)
            elif row.value != state.settings[row.lever]:
                yield SetLever(row.lever, row.value)


def card_choice(level: Level, card_id: str) -> Choose:
    """History's answer to a card, or its stated default where history did not face it."""
    card = level.card(card_id)
    return Choose(card_id, card.history or card.default)


def play_history(level: Level, state: GameState, give: Give) -> Iterator[tuple[Command, GameState]]:
    """Play history's path to the end of the level, each order at its own month whatever the turn length.

    Raises RefusedError when a command is refused, which a test excludes for the shipped levels.
    """
    turn = 0
    while not state.ended:
        while state.open_cards:
            choice = card_choice(level, state.open_cards[0])
            state, _ = give(state, choice)
            yield choice, state
        if state.turn != turn:
            turn = state.turn
            last = state.turn_end - 1
        else:
            last = state.month
        if not state.caretaker:
            for command in tuple(history_commands(level, state, last)):
                state, _ = give(state, command)
                yield command, state
        state, _ = give(state, EndTurn())
        yield EndTurn(), state
