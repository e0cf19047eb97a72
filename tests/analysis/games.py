"""Games of any conduct, played by number: draws are hashes, so that a game of a number is always the same."""

from __future__ import annotations

import hashlib

from game.desk import new_session
from game.rules.commands import Announce, Choose, Command, EndTurn, Exchange, SetLever, Withdraw
from game.rules.level import Level, Lever
from game.session import Session


def draw(*key: object) -> float:
    """A number in [0, 1) that belongs to its key."""
    return int.from_bytes(hashlib.sha256(repr(key).encode()).digest()[:6], "big") / 2.0**48


def _setting(lever: Lever, share: float) -> float:
    if lever.choices:
        return lever.choices[int(share * len(lever.choices))].value
    return lever.minimum + round(share * (lever.maximum - lever.minimum) / lever.step) * lever.step


def _wish(session: Session, number: int) -> Command:
    month, levers = session.state.month, session.level.levers
    lever = levers[int(draw(number, month, "which", len(session.commands)) * len(levers))]
    kind = draw(number, month, "kind", len(session.commands))
    if kind < 0.15 and session.state.announced:
        return Withdraw(session.state.announced[0].lever)
    value = _setting(lever, draw(number, month, "value", len(session.commands)))
    if kind < 0.35:
        return Announce(lever.id, min(value, lever.maximum), month + 1 + int(kind * 20))
    return SetLever(lever.id, min(value, lever.maximum))


def random_game(level: Level, number: int, turns: int, orders: int = 3) -> Session:
    """So many turns of orders, announcements, withdrawals, answers and exchanges, as far as the rules allow them."""
    session = new_session(level)
    for turn in range(turns):
        while session.open_cards():
            card = session.open_cards()[0]
            option = card.options[int(draw(number, card.id) * len(card.options))]
            choice = Choose(card.id, option.id)
            session.submit(choice if session.check(choice).allowed else Choose(card.id, card.default))
        wishes = [_wish(session, number) for _ in range(orders)]
        wishes += [Exchange(duel.id, "enforce" if draw(number, turn) < 0.5 else "ease") for duel in level.duels]
        for wish in wishes:
            if session.check(wish).allowed:
                session.submit(wish)
        if session.finished:
            break
        session.submit(EndTurn())
    return session


def history_but(level: Level, lever_id: str, turns: int) -> Session:
    """History's own game, but one lever never moves."""
    from game.rules.history_player import card_choice, history_commands

    session = new_session(level)
    turn = 0
    while session.state.turn <= turns and not session.finished:
        while session.open_cards():
            session.submit(card_choice(level, session.open_cards()[0].id))
        last = session.state.turn_end - 1 if session.state.turn != turn else session.state.month
        turn = session.state.turn
        for command in tuple(history_commands(level, session.state, last)):
            if getattr(command, "lever", "") != lever_id and session.check(command).allowed:
                session.submit(command)
        session.submit(EndTurn())
    return session
