"""What people hand in: journals and run capsules, found in files, replayed and scored from decisions alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.content.load import find_level, load_level
from game.desk import Verification, give, header_of, new_session, replay
from game.faults import Fault, Problem, short
from game.reading import decode, read_bytes
from game.rules.difficulty import DIFFICULTIES
from game.rules.level import Level
from game.session import Session
from game.storage.capsule import Capsule, Head, opened_capsule, seal
from game.storage.capsule_text import PREFIX, Passage, passages
from game.storage.journal import MAGIC, MAXIMUM_BYTES, Header, TurnLine, parse_journal

SUFFIXES: Final = (".journal", ".capsule", ".txt")  # what is looked for in a folder
MOST_IN_A_FILE: Final = 5000
_HASHES: Final = {"level_hash": 12, "parameters_hash": 8, "world_hash": 8}
_STATE_DIGITS: Final = 16


@dataclass(frozen=True, slots=True)
class HandIn:
    """One run as it was handed in: a journal's bytes, or the passage of a text that is a capsule."""

    source: str  # the file, and for a capsule among others its line
    label: str  # a name that stood before a capsule
    journal: bytes = b""
    passage: Passage | None = None


def capsule_of(session: Session, name: str = "") -> str:
    """A game as a run capsule.

    Raises Fault: exit 3 for a name that is too long, 7 for a run that is.
    """
    header = header_of(session)
    head = Head(
        level=header.level,
        rules=header.rules,
        difficulty=header.difficulty,
        name=name,
        rewinds=header.rewinds,
        ironman=int(header.ironman),
        level_hash=header.level_hash[: _HASHES["level_hash"]],
        parameters_hash=header.parameters_hash[: _HASHES["parameters_hash"]],
        world_hash=header.world_hash[: _HASHES["world_hash"]],
        state=session.state.digest()[:_STATE_DIGITS],
    )
    return seal(head, session.commands, session.level)


def hand_ins(path: Path) -> tuple[HandIn, ...]:
    """The runs in a file: one journal, or any number of capsules.

    Raises Fault: 6 unreadable, 7 too large, 8 empty or damaged, 3 when there is none in it.
    """
    name, content = str(path), read_bytes(path, MAXIMUM_BYTES)
    if path.suffix == ".journal" or MAGIC.encode() in content[:200]:
        return (HandIn(name, "", journal=content),)
    return capsules(decode(name, content), name)


def capsules(text: str, source: str = "capsule") -> tuple[HandIn, ...]:
    """The capsules in a text.

    Raises Fault: 3 when there is none in it, 7 when there are too many.
    """
    found = passages(text)
    if not found:
        what = "is not a run capsule"
        raise Fault([Problem(source, "E3036", what, got=short(text[:40].strip()), expected=f"{PREFIX}...")])
    if len(found) > MOST_IN_A_FILE:
        raise Fault([Problem(source, "E7014", "holds too many capsules", got=str(len(found)))])
    if len(found) == 1:
        return (HandIn(source, found[0].label, passage=found[0]),)
    return tuple(HandIn(f"{source}:{one.line}", one.label, passage=one) for one in found)


def verified(handed: HandIn, level: Level | None = None) -> Verification:
    """A hand-in replayed with every month compared.

    Raises Fault: 8 damaged, 4 made with another level, rules or engine, 3 a refused command.
    """
    if handed.passage is None:
        return replay(parse_journal(handed.source, handed.journal), level)
    return replay_capsule(opened_capsule(handed.passage, handed.source), level)


def replay_capsule(capsule: Capsule, level: Level | None = None) -> Verification:
    """Play a capsule's commands again and compare the state they lead to; see `verified` for what is raised."""
    head = capsule.head
    session = new_session(at_difficulty(level or load_level(find_level(head.level)), head.difficulty))
    same_level(head, header_of(session))
    session.rewinds, session.ironman = head.rewinds, bool(head.ironman)
    for place, command in enumerate(capsule.commands(session.level)):
        give(session, command, place, capsule.source)
    return Verification(session, "" if ends_in(head, session) else "state hash at the end", None)


def claimed_figures(handed: HandIn) -> dict[str, float]:
    """What a journal says of itself at its last turn, which nobody has checked; empty for a capsule or a bad one."""
    if handed.passage is not None:
        return {}
    try:
        journal = parse_journal(handed.source, handed.journal)
    except Fault:
        return {}
    found: dict[str, float] = {}
    for marks in journal.marks:
        for mark in marks:
            if isinstance(mark, TurnLine):
                found = {"share": mark.share, "price": mark.price, "leverage": mark.leverage}
    if journal.score is not None:
        found["overall"] = journal.score.overall
    return found


def at_difficulty(level: Level, name: str) -> Level:
    """A level at the difficulty that a hand-in names.

    Raises Fault (exit 4) for one that is not known here.
    """
    try:
        return level.at_difficulty(name)
    except KeyError as error:
        what = "was made at an unknown difficulty"
        expected = ", ".join(one.id for one in DIFFICULTIES)
        raise Fault([Problem(level.id, "E4022", what, got=short(name), expected=expected)]) from error


def ends_in(head: Head, session: Session) -> bool:
    """Whether a replay ended in the state that a capsule names."""
    return session.state.digest().startswith(head.state)


def same_level(head: Head, here: Header) -> None:
    """Raises Fault (exit 4) when a capsule was made with another level, rules, parameters or world."""
    for field in ("rules", "difficulty", *_HASHES):
        made, now = getattr(head, field), getattr(here, field)
        if made != now[: _HASHES.get(field, len(now))]:
            what = f"was made with another version of the {field.removesuffix('_hash')}"
            raise Fault([Problem(head.level, "E4021", what, got=made[:12], expected=now[:12])])
