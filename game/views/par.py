"""Par of a level in words: the best result the project's own search has found, and by which settings."""

from __future__ import annotations

from functools import lru_cache

from game import paths
from game.faults import Fault
from game.language import listing, phrase
from game.rules.commands import Command, EndTurn
from game.rules.level import Level
from game.storage.journal import Journal, read_journal
from game.views.debrief import Divergence, divergences_of

_TOLD = 3  # settings named as what reached par


def par_words(level: Level, language: str) -> str:
    """ "Par 118.4", or nothing for a level without par."""
    par = level.about.par
    return phrase("par.is", language, overall=f"{par.overall:.1f}") if par is not None else ""


def par_reached(level: Level, language: str) -> str:
    """By which settings par was reached, where they differ most from history's; empty without its journal."""
    parted = _parted(level, language)
    if not parted:
        return ""
    told = [phrase("par.setting", language, title=one.title, yours=one.yours, history=one.history) for one in parted]
    return phrase("par.reached", language, settings=listing(told, language))


@lru_cache(maxsize=64)
def _journal(level_id: str) -> Journal | None:
    try:
        return read_journal(paths.par_file(level_id))
    except Fault:
        return None


def _parted(level: Level, language: str) -> tuple[Divergence, ...]:
    journal = _journal(level.id) if level.about.par is not None else None
    if journal is None:
        return ()
    parted = divergences_of(level, _dated(journal, level.start), level.end + 1, language, len(level.levers))
    # A position held as long as history held it, but at other times, reads as the same.
    return tuple(one for one in parted if one.yours != one.history)[:_TOLD]


def _dated(journal: Journal, start: int) -> list[tuple[int, Command]]:
    """The journal's commands, each with the month in which it was given: its marks count the months lived through."""
    month, dated = start, []
    for command, marks in zip(journal.commands, journal.marks, strict=True):
        dated.append((month, command))
        if isinstance(command, EndTurn):
            month += sum(mark.do == "mark" for mark in marks)
    return dated
