"""Policies that play a level without a person: history, none, a file of dated orders, or a journal."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from game.content.forms import Month, Setting, Strict
from game.content.source import Source, read_toml
from game.economy.dimensions import month_label, parse_month
from game.faults import Fault, did_you_mean
from game.rules.commands import Announce, Choose, Command, EndTurn, SetLever
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session, baseline


class SetRow(Strict):
    month: Month
    lever: str
    value: Setting


class ChooseRow(Strict):
    card: str
    option: str


class PolicyFile(Strict):
    """A policy file: dated orders and answers to cards; whatever is not named stays or takes its default."""

    set: list[SetRow] = Field(default_factory=list, max_length=5000)
    choose: list[ChooseRow] = Field(default_factory=list, max_length=500)


def play_none(session: Session) -> None:
    """No commands at all: opening settings held, cards take their stated default."""
    while not session.finished:
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        session.submit(EndTurn())


def play_history(session: Session) -> None:
    """History's own commands."""
    for command in baseline(session.level, session.engine).commands:
        session.submit(command)


def history_session(level: Level, engine: Engine) -> Session:
    """History's whole run of a level as a game that can be watched, compared and taken over."""
    session = Session(level, engine)
    play_history(session)
    return session


def play_file(session: Session, path: Path) -> None:
    """The orders of a policy file, each from its month on, at the same prices as in play.

    Raises Fault with all problems of the file, or with the first order that the rules refuse.
    """
    source, policy = read_toml(path, PolicyFile)
    check_names(session.level, source, policy)
    answers = {row.card: row.option for row in policy.choose}
    given: set[int] = set()
    turn = 0
    while not session.finished:
        for card in session.open_cards():
            _submit(session, Choose(card.id, answers.get(card.id, card.default)), source, ("choose",))
        if session.state.turn != turn:
            turn = session.state.turn
            for place, row in enumerate(policy.set):
                month = parse_month(row.month)
                if place not in given and month < session.state.turn_end and month <= session.level.end:
                    given.add(place)
                    later = month > session.state.month
                    order: Command = Announce(row.lever, row.value, month) if later else SetLever(row.lever, row.value)
                    if not session.state.caretaker:
                        _submit(session, order, source, ("set", place))
        session.submit(EndTurn())


def _submit(session: Session, command: Command, source: Source, place: tuple[str | int, ...]) -> None:
    verdict = session.check(command)
    if not verdict.allowed:
        details = ", ".join(f"{name} {value}" for name, value in verdict.details)
        what = f"{type(command).__name__} is refused: {verdict.reason}"
        raise Fault([source.problem(place, "E3042", what, details or None)])
    session.submit(command)


def check_names(level: Level, source: Source, policy: PolicyFile) -> None:
    """Raises Fault for levers, cards, options and months that the level does not have."""
    problems = []
    known = [lever.id for lever in level.levers]
    for place, row in enumerate(policy.set):
        if row.lever not in known:
            hint = did_you_mean(row.lever, known) or "a lever of the level"
            problems.append(source.problem(("set", place, "lever"), "E3053", "is not known", row.lever, hint))
        if not level.start <= parse_month(row.month) <= level.end:
            span = f"{month_label(level.start)} to {month_label(level.end)}"
            problems.append(source.problem(("set", place, "month"), "E3043", "is outside the level", row.month, span))
    cards = {card.id: card for card in level.cards}
    for place, answer in enumerate(policy.choose):
        if answer.card not in cards:
            hint = did_you_mean(answer.card, cards) or "a card of the level"
            problems.append(source.problem(("choose", place, "card"), "E3053", "is not known", answer.card, hint))
        elif all(option.id != answer.option for option in cards[answer.card].options):
            allowed = ", ".join(option.id for option in cards[answer.card].options)
            problems.append(
                source.problem(("choose", place, "option"), "E3053", "is not known", answer.option, allowed)
            )
    if problems:
        raise Fault(problems)
