"""How long turns are: the level's lengths, which may change on the way."""

from __future__ import annotations

from game.rules.level import Level


def turn_end(level: Level, month: int) -> int:
    """First month after the turn that holds a month; a turn never runs over the start of another length."""
    length, start, next_start = 1, level.start, level.end + 1
    for place, turn in enumerate(level.turns):
        if turn.start <= month:
            length, start = turn.months, turn.start
            next_start = level.turns[place + 1].start if place + 1 < len(level.turns) else level.end + 1
    return min(start + ((month - start) // length + 1) * length, next_start)


def turn_count(level: Level) -> int:
    """Number of turns of a whole level."""
    count, month = 0, level.start
    while month <= level.end:
        month = turn_end(level, month)
        count += 1
    return count
