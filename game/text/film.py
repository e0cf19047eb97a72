"""`lanthanide film`: a run told turn by turn, another beside it; a run is a journal, a capsule or a level's history."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from game.analysis.evidence import load_engine
from game.content.load import find_level, load_level
from game.faults import ExitCode, Fault, Problem
from game.hand_in import hand_ins, verified
from game.language import LANGUAGES, phrase
from game.policy_player import history_session
from game.session import Session
from game.views.film import Film, FilmTurn

HISTORY = "history"


def main(argv: Sequence[str]) -> int:
    """Tell a run; raises Fault for one that cannot be replayed or does not reproduce."""
    parser = argparse.ArgumentParser(prog="lanthanide film", description=__doc__)
    parser.add_argument("run", help="journal, file with one capsule, or the id of a level for history's run of it")
    parser.add_argument("--beside", default="", help="history, or another run of the same level")
    parser.add_argument("--language", default="en", choices=tuple(LANGUAGES))
    options = parser.parse_args(argv)
    session = _run(options.run)
    other: Session | None = None
    if options.beside == HISTORY:
        other = history_session(session.level, session.engine)
    elif options.beside:
        other = _run(options.beside)
        if other.level.content_hash != session.level.content_hash:
            raise Fault([Problem(options.beside, "E4021", "was made with another level", got=other.level.id)])
    for line in film_lines(session, other, options.language):
        print(line)
    return int(ExitCode.OK)


def _run(name: str) -> Session:
    if not Path(name).is_file():
        level = load_level(find_level(name))
        return history_session(level, load_engine(level))
    found = verified(hand_ins(Path(name))[0])
    if found.difference:
        raise Fault([Problem(name, "E5001", f"does not reproduce: {found.difference}")])
    return found.session


def _gauges(turn: FilmTurn, language: str) -> str:
    return "  ".join(
        f"{title} {phrase('headline.uncompared', language) if points is None else f'{points:.1f}'}"
        for title, points in turn.gauges
    )


def film_lines(session: Session, other: Session | None, language: str) -> Iterator[str]:
    """Every turn: date and gauges, orders and events; of the run beside what it ordered, and the levers that differ."""
    film = Film(session, language)
    there = Film(other, language) if other is not None else None
    yield film.title
    for place, turn in enumerate(film.turns):
        gauges = _gauges(turn, language)
        yield f"{place + 1:3}  {turn.date}  {gauges}"
        yield from (f"       > {words}" for words in turn.orders)
        yield from (f"         {words}" for words in turn.events)
        if there is None:
            continue
        at = film.beside(there, place)
        if at >= 0:
            gauges = _gauges(there.turns[at], language)
            yield f"     | {there.turns[at].date}  {gauges}"
            yield from (f"     | > {words}" for words in there.turns[at].orders)
        gaps = film.gaps(there, place)
        if gaps:
            yield "     | " + phrase("film.gaps", language, n=len(gaps))
            yield from (f"     |   {lever}: {here} | {beside}" for lever, here, beside in gaps)
