"""What a sweep's policies do: history, nothing, dated orders on top of either, or a run that was played."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from game.content.source import Source, read_toml
from game.economy.dimensions import month_label, parse_month
from game.faults import Fault, Problem, did_you_mean
from game.hand_in import hand_ins, verified
from game.policy_player import PolicyFile, check_names
from game.research.spec import PolicyRow, Spec
from game.rules.commands import Announce, Choose, Command, EndTurn, SetLever, Withdraw
from game.rules.history_player import card_choice, history_commands
from game.rules.level import Level
from game.rules.levers import Order, is_setting
from game.session import Session
from game.storage.journal import line_of


@dataclass(frozen=True, slots=True)
class SweptPolicy:
    """One policy of a sweep, the same for every level that it is played in."""

    id: str
    base: str  # "history", "none", or "run" for recorded commands
    orders: tuple[Order, ...] = ()  # in the order of their months
    answers: tuple[tuple[str, str], ...] = ()  # card, option
    recorded: tuple[tuple[int, Command], ...] = ()  # commands of a run with the month of each
    grid: tuple[tuple[str, float], ...] = ()  # what the grid chose: lever@month, value

    @property
    def digest(self) -> str:
        """SHA-256 of what is done; the name is no part of it."""
        orders = [[order.month, order.lever, order.value] for order in self.orders]
        recorded = [[month, line_of(command)] for month, command in self.recorded]
        text = json.dumps([self.base, orders, self.answers, recorded], sort_keys=True, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def first_order(self, lever_id: str) -> int | None:
        """The month from which the policy's own orders stand in the place of the base's; None for never."""
        return min((order.month for order in self.orders if order.lever == lever_id), default=None)


def swept_policies(spec: Spec, levels: tuple[Level, ...]) -> tuple[SweptPolicy, ...]:
    """All policies of a specification in its order, every combination of a grid one.

    Raises Fault with every order or answer that a level does not know, or for a file that cannot be used.
    """
    problems: list[Problem] = []
    made: list[SweptPolicy] = []
    for place, row in enumerate(spec.file.policy):
        if row.run is not None:
            made.append(_recorded(spec, place, levels))
            continue
        if row.file is not None:
            made.append(_from_file(spec, row, levels))
            continue
        found = [*_problems(spec.source, place, row, levels)]
        problems += found
        if not found:
            made += _combined(row)
    if problems:
        raise Fault(problems)
    return tuple(made)


def _combined(row: PolicyRow) -> Iterator[SweptPolicy]:
    assert row.base is not None
    answers = tuple((one.card, one.option) for one in row.choose)
    names = [f"{one.lever}@{one.month}" for one in row.grid]
    for values in product(*(one.values for one in row.grid)):
        orders = [Order(parse_month(one.month), one.lever, one.value) for one in row.set]
        orders += [Order(parse_month(one.month), one.lever, value) for one, value in zip(row.grid, values, strict=True)]
        chosen = tuple(zip(names, values, strict=True))
        label = ",".join(f"{name}={value:g}" for name, value in chosen)
        yield SweptPolicy(
            f"{row.id}[{label}]" if chosen else row.id,
            row.base,
            tuple(sorted(orders, key=lambda order: order.month)),
            answers,
            grid=chosen,
        )


def _problems(source: Source, place: int, row: PolicyRow, levels: tuple[Level, ...]) -> Iterator[Problem]:
    """What a row asks of a level that the level does not have; each thing told once."""
    asked = [("set", number, (one.lever, one.month, [one.value])) for number, one in enumerate(row.set)]
    asked += [("grid", number, (one.lever, one.month, one.values)) for number, one in enumerate(row.grid)]
    for kind, number, order in asked:
        yield from _order_problems(source, ("policy", place, kind, number), order, levels)
    for number, answer in enumerate(row.choose):
        where = ("policy", place, "choose", number)
        for level in levels:
            cards = {card.id: [option.id for option in card.options] for card in level.cards}
            if answer.card not in cards:
                hint = did_you_mean(answer.card, cards) or f"a card of {level.id}"
                yield source.problem((*where, "card"), "E3053", "is not known", answer.card, hint)
            elif answer.option not in cards[answer.card]:
                hint = ", ".join(cards[answer.card])
                yield source.problem((*where, "option"), "E3053", "is not known", answer.option, hint)
            else:
                continue
            break


def _order_problems(
    source: Source, where: tuple[str | int, ...], asked: tuple[str, str, list[float]], levels: tuple[Level, ...]
) -> Iterator[Problem]:
    lever_id, month, values = asked
    for level in levels:
        known = {lever.id: lever for lever in level.levers}
        if lever_id not in known:
            hint = did_you_mean(lever_id, known) or f"a lever of {level.id}"
            yield source.problem((*where, "lever"), "E3053", "is not known", lever_id, hint)
            return
        if not level.start <= parse_month(month) <= level.end:
            span = f"{month_label(level.start)} to {month_label(level.end)}"
            yield source.problem((*where, "month"), "E3043", f"is outside {level.id}", month, span)
            return
        lever = known[lever_id]
        wrong = [value for value in values if not is_setting(lever, value)]
        if wrong:
            allowed = ", ".join(f"{choice.value:g}" for choice in lever.choices)
            allowed = allowed or f"{lever.minimum:g} to {lever.maximum:g}"
            field = "values" if where[2] == "grid" else "value"
            yield source.problem((*where, field), "E3007", f"is no setting of {lever_id}", wrong[0], allowed)
            return


def _from_file(spec: Spec, row: PolicyRow, levels: tuple[Level, ...]) -> SweptPolicy:
    assert row.file is not None
    source, policy = read_toml(spec.path.parent / row.file, PolicyFile)
    for level in levels:
        check_names(level, source, policy)
    orders = [Order(parse_month(one.month), one.lever, one.value) for one in policy.set]
    answers = tuple((one.card, one.option) for one in policy.choose)
    if spec.file.mode == "engine" and answers:
        raise Fault([source.problem(("choose",), "E3008", "needs the rules", None, 'mode = "rules"')])
    return SweptPolicy(row.id, "none", tuple(sorted(orders, key=lambda order: order.month)), answers)


def _recorded(spec: Spec, place: int, levels: tuple[Level, ...]) -> SweptPolicy:
    """The commands of a journal or capsule with their months, replayed once to find them."""
    row = spec.file.policy[place]
    assert row.run is not None
    where = ("policy", place, "run")
    found = hand_ins(spec.path.parent / row.run)
    if len(found) != 1:
        raise Fault([spec.source.problem(where, "E3008", "holds more than one run", len(found), "one run")])
    session = verified(found[0]).session
    other = [level.id for level in levels if level.content_hash != session.level.content_hash]
    if other:
        what = f"is a run of {session.level.id}"
        raise Fault([spec.source.problem(where, "E3038", what, other[0], "a sweep of that level alone")])
    commands = tuple((session.month_of(number), command) for number, command in enumerate(session.commands))
    return SweptPolicy(row.id, "run", recorded=commands)


def play(session: Session, policy: SweptPolicy) -> int:
    """Play a policy to the end of a level; how many of its orders the rules refused."""
    refused = turn = given = 0
    answers, left = dict(policy.answers), list(policy.orders)
    while not session.finished:
        while given < len(policy.recorded) and policy.recorded[given][0] <= session.state.month:
            command = policy.recorded[given][1]
            if not isinstance(command, EndTurn):
                refused += not _given(session, command)
            given += 1
        _answer(session, policy, answers)
        begins = session.state.turn != turn
        turn, last = session.state.turn, session.state.turn_end - 1 if begins else session.state.month
        if not session.state.caretaker:
            if policy.base == "history":
                refused += _history_orders(session, policy, last)
            due = [order for order in left if order.month <= last]
            left = [order for order in left if order.month > last]
            refused += sum(not _given(session, _as_command(session, order)) for order in due)
        session.submit(EndTurn())
    return refused


def _answer(session: Session, policy: SweptPolicy, answers: dict[str, str]) -> None:
    """Every open card: the policy's own answer, history's where it goes on from history, else the stated default."""
    for card in session.open_cards():
        usual = card_choice(session.level, card.id).option if policy.base == "history" else card.default
        choice = Choose(card.id, answers.get(card.id, usual))
        if not _given(session, choice):
            session.submit(Choose(card.id, card.default))


def _history_orders(session: Session, policy: SweptPolicy, last: int) -> int:
    """History's orders of the coming turn, but for levers that the policy has taken over; how many were refused."""
    refused = 0
    for command in tuple(history_commands(session.level, session.state, last)):
        assert isinstance(command, SetLever | Announce | Withdraw)
        binds = command.month if isinstance(command, Announce) else session.state.month
        taken_over = policy.first_order(command.lever)
        if taken_over is None or binds < taken_over:
            refused += not _given(session, command)
    return refused


def _as_command(session: Session, order: Order) -> Command:
    later = order.month > session.state.month
    return Announce(order.lever, order.value, order.month) if later else SetLever(order.lever, order.value)


def _given(session: Session, command: Command) -> bool:
    if not session.check(command).allowed:
        return False
    session.submit(command)
    return True
