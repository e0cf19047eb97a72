"""A class that never was: seeded random policies on a level, handed in as journals and capsules in turn."""

from __future__ import annotations

from pathlib import Path
from random import Random

from game.content.load import find_level, load_level
from game.desk import journal_bytes, new_session
from game.hand_in import capsule_of
from game.rules.commands import Choose, EndTurn, SetLever
from game.session import Session

NAMES = ("Panda", "Ox", "Crane", "Tiger", "Carp", "Heron", "Yak", "Lynx", "Ibis", "Hare")
_EAGER = 0.6  # chance of an order in a turn


def team(seed: int, level_id: str = "lesson-quota-trap", difficulty: str = "normal") -> Session:
    """A run to the level's end: some turns with a random order, every card answered at random."""
    chance = Random(seed)
    session = new_session(load_level(find_level(level_id)).at_difficulty(difficulty))
    levers = [lever for lever in session.level.levers if session.level.access.get(lever.id) is None]
    while not session.finished:
        for card in session.open_cards():
            options = [option.id for option in card.options]
            chance.shuffle(options)
            answers = (Choose(card.id, option) for option in (*options, card.default))
            session.submit(next(answer for answer in answers if session.check(answer).allowed))
        if chance.random() < _EAGER:
            lever = chance.choice(levers)
            steps = round((lever.maximum - lever.minimum) / lever.step)
            order = SetLever(lever.id, min(lever.minimum + lever.step * chance.randint(0, steps), lever.maximum))
            if session.check(order).allowed:
                session.submit(order)
        session.submit(EndTurn())
    return session


def team_name(place: int) -> str:
    again = place // len(NAMES)
    return f"Team {NAMES[place % len(NAMES)]}" + (f" {again + 1}" if again else "")


def hand_in(folder: Path, place: int, session: Session, name: str = "") -> None:
    """Put a run into a folder, as a journal or as a capsule by turns."""
    name = name or team_name(place)
    if place % 2:
        (folder / f"{name}.journal").write_bytes(journal_bytes(session))
    else:
        (folder / f"{place:02d}.capsule").write_text(capsule_of(session, name), encoding="utf-8")
