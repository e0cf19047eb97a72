"""The causes a ledger names, each a group of things that can be taken away together ("atoms").

Atoms: `decision:PLACE` (in the conduct's list), `card:ID`, the switches of `nulls`, and for the comparison with history
`lever:ID`, `cards`, `duel`, `treasury`. `history` is the opponent's own run, which moves the score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from game.analysis.conduct import Conduct, Decision
from game.analysis.nulls import WORLD_PARTS, AtWork, Lanes
from game.analysis.shapley import Sets
from game.analysis.versus import Yours, differing
from game.economy.policy import POLICY_FIELDS, SHOCK_FIELDS
from game.rules.level import Level

SWITCHES: Final = ("duel", "treasury", "earlier", "rivals", "buyers", *WORLD_PARTS)
_MOST_LEVERS: Final = 5  # ordered in one turn; more are told by group
_MOST_PARTS: Final = 8


@dataclass(frozen=True, slots=True)
class Cause:
    """`id` is "lever:ID", "group:ID", "card:ID", "decision:LEVER@MONTH", "world:PART", or a word of its own."""

    id: str
    atoms: frozenset[str]


def _own_switches(conduct: Conduct) -> list[Cause]:
    """Causes beside orders, as far as they were at work."""
    found = []
    cards = [card for month in conduct.cards for card, option in month.items() if option.shocks or option.levers]
    ordered = {
        f"decision:{place}" for place, made in enumerate(conduct.decisions) if made.origin not in ("", "duel", "others")
    }
    if cards:
        found.append(Cause("cards", frozenset({*ordered, *(f"card:{card}" for card in cards)})))
    duelled = {f"decision:{place}" for place, made in enumerate(conduct.decisions) if made.origin == "duel"}
    if duelled or _opposed(conduct):
        found.append(Cause("duel", frozenset({*duelled, "duel"})))
    others = {f"decision:{place}" for place, made in enumerate(conduct.decisions) if made.origin == "others"}
    if others:
        found.append(Cause("others", frozenset(others)))
    if any(share < 1.0 for share in conduct.payable):
        found.append(Cause("treasury", frozenset({"treasury"})))
    return found


def _opposed(conduct: Conduct) -> bool:
    """Whether an opponent of a duel did anything that the economy was told, or concessions were held."""
    if bool((conduct.concessions != 0.0).any()):
        return True
    for told, cards in zip(conduct.told, conduct.cards, strict=True):
        for name in SHOCK_FIELDS:
            shock = sum(option.shocks.get(name, 0.0) for option in cards.values())
            if abs(float(told.row[POLICY_FIELDS.index(name)]) - shock) > 1e-12:
                return True
    return False


def _abroad() -> list[Cause]:
    return [
        Cause("rivals", frozenset({"rivals"})),
        Cause("buyers", frozenset({"buyers"})),
        Cause("world", frozenset(WORLD_PARTS)),
    ]


def _orders(conduct: Conduct) -> dict[str, set[str]]:
    """The player's own orders by lever, as atoms."""
    found: dict[str, set[str]] = {}
    for place, made in enumerate(conduct.decisions):
        if not made.origin:
            found.setdefault(made.lever, set()).add(f"decision:{place}")
    return found


def _by_group(level: Level, orders: dict[str, set[str]]) -> list[Cause]:
    groups: dict[str, set[str]] = {}
    for lever in level.levers:
        if lever.id in orders:
            groups.setdefault(lever.group, set()).update(orders[lever.id])
    return [Cause(f"group:{group}", frozenset(atoms)) for group, atoms in groups.items()]


def causes_of_turn(conduct: Conduct) -> tuple[Cause, ...]:
    """The turn's orders lever by lever while they are few, orders on their way, and what others did."""
    orders = _orders(conduct)
    own = [Cause(f"lever:{lever}", frozenset(atoms)) for lever, atoms in orders.items()]
    if len(own) > _MOST_LEVERS:
        own = _by_group(conduct.level, orders)
    return (*own, *_under_way(conduct), *_own_switches(conduct), *_abroad(), Cause("history", frozenset()))


def causes_of_start(conduct: Conduct) -> tuple[Cause, ...]:
    """All orders by group, and what others did."""
    return (*_by_group(conduct.level, _orders(conduct)), *_own_switches(conduct), *_abroad())


def causes_since(conduct: Conduct, levers: Sequence[str]) -> tuple[Cause, ...]:
    """The orders of these levers one by one, all others as one, those on their way, and what others did."""
    orders = _orders(conduct)
    own = [Cause(f"lever:{name}", frozenset(orders[name])) for name in levers if name in orders]
    rest = frozenset(atom for name, atoms in orders.items() if name not in levers for atom in atoms)
    others = [Cause("other_orders", rest)] if rest else []
    return (*own, *others, *_under_way(conduct), *_own_switches(conduct), *_abroad())


def _under_way(conduct: Conduct) -> list[Cause]:
    """Orders given before the span that still move."""
    moving = any(ramp.at(conduct.first - 1) != ramp.after for ramp in conduct.opening.ramps.values())
    return [Cause("earlier", frozenset({"earlier"}))] if moving else []


def causes_of_versus(yours: Conduct, history: Conduct) -> tuple[Cause, ...]:
    """What you did otherwise than history, levers by group."""
    found = differing(yours, history)
    groups: dict[str, set[str]] = {}
    for lever in yours.level.levers:
        if lever.id in found:
            groups.setdefault(lever.group, set()).add(f"lever:{lever.id}")
    rest = [Cause(name, frozenset({name})) for name in found if name in ("cards", "duel", "treasury")]
    return (*(Cause(f"group:{group}", frozenset(atoms)) for group, atoms in groups.items()), *rest)


def sub_causes(conduct: Conduct, cause: Cause) -> tuple[Cause, ...]:
    """What a cause is made of: a group's levers, a lever's orders, cards, parts of the world."""
    atoms = sorted(cause.atoms)
    levers = {atom for atom in atoms if atom.startswith("lever:")}
    if levers:
        return tuple(Cause(atom, frozenset({atom})) for atom in sorted(levers))
    if cause.id == "world":
        return tuple(Cause(part, frozenset({part})) for part in WORLD_PARTS)
    if cause.id == "cards":
        return _merged([_card(conduct, atom) for atom in _by_date(conduct, atoms)])
    decisions = [int(atom.partition(":")[2]) for atom in atoms if atom.startswith("decision:")]
    by_lever: dict[str, set[str]] = {}
    for place in sorted(decisions):
        by_lever.setdefault(conduct.decisions[place].lever, set()).add(f"decision:{place}")
    if len(by_lever) > 1:
        return tuple(Cause(f"lever:{lever}", frozenset(own)) for lever, own in by_lever.items())
    return _merged([decision_cause(conduct.decisions[place], place) for place in sorted(decisions)])


def decision_cause(made: Decision, place: int) -> Cause:
    return Cause(f"decision:{made.lever}@{made.month}", frozenset({f"decision:{place}"}))


def _by_date(conduct: Conduct, atoms: Sequence[str]) -> list[str]:
    dated = [card for month in conduct.cards for card in month]
    cards = [atom for atom in atoms if atom.startswith("card:")]
    return sorted(cards, key=lambda atom: dated.index(atom.partition(":")[2]))


def _card(conduct: Conduct, atom: str) -> Cause:
    card = atom.partition(":")[2]
    ordered = {f"decision:{place}" for place, made in enumerate(conduct.decisions) if made.origin == card}
    return Cause(atom, frozenset({atom, *ordered}))


def _merged(parts: list[Cause]) -> tuple[Cause, ...]:
    """The latest parts alone, all earlier ones as one."""
    if len(parts) <= _MOST_PARTS:
        return tuple(parts)
    old, new = parts[: 1 - _MOST_PARTS], parts[1 - _MOST_PARTS :]
    return (Cause("before", frozenset().union(*(one.atoms for one in old))), *new)


def at_work(conduct: Conduct, causes: Sequence[Cause], lanes: Sets) -> AtWork:
    """Which atoms are at work in which lanes; what no cause names always is."""
    always = np.ones(len(lanes), dtype=np.bool_)
    owner = {atom: lanes[:, place] for place, cause in enumerate(causes) for atom in cause.atoms}

    def of(atom: str) -> Lanes:
        mask: Lanes = owner.get(atom, always)
        return mask

    cards = {card: of(f"card:{card}") for month in conduct.cards for card in month}
    return AtWork(
        tuple(of(f"decision:{place}") for place in range(len(conduct.decisions))),
        cards,
        {name: of(name) for name in SWITCHES},
    )


def yours_of(level: Level, causes: Sequence[Cause], lanes: Sets) -> Yours:
    """Where what is yours; what no cause names is the same in both runs."""
    always = np.ones(len(lanes), dtype=np.bool_)
    owner = {atom: lanes[:, place] for place, cause in enumerate(causes) for atom in cause.atoms}
    return Yours(
        {lever.id: owner.get(f"lever:{lever.id}", always) for lever in level.levers},
        owner.get("cards", always),
        owner.get("duel", always),
        owner.get("treasury", always),
    )
