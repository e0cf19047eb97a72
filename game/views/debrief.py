"""The debrief's view: where the settings of a run and history's parted, lever by lever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.rules.commands import Announce, Choose, Command, SetLever
from game.rules.level import Level, Lever
from game.session import Session
from game.views import sentences


@dataclass(frozen=True, slots=True)
class Divergence:
    """One lever: mean settings over the span, yours and history's, and how far apart on the lever's range, 0-1."""

    title: str
    yours: str
    history: str
    apart: float


def divergences(session: Session, language: str, most: int = 6) -> tuple[Divergence, ...]:
    """The levers whose settings differed most from history's, by mean distance over the months played."""
    dated = [(session.month_of(place), command) for place, command in enumerate(session.commands)]
    return divergences_of(session.level, dated, session.state.month, language, most)


def divergences_of(
    level: Level, dated: Sequence[tuple[int, Command]], until: int, language: str, most: int
) -> tuple[Divergence, ...]:
    """The same for commands, each with the month in which it was given, up to the month `until`."""
    months = max(min(until, level.end + 1) - level.start, 1)
    found = []
    for lever in level.levers:
        mine, theirs = _path(level, dated, lever, months), _history_path(level, lever, months)
        apart = float(np.mean(np.abs(mine - theirs))) / ((lever.maximum - lever.minimum) or 1.0)
        if apart > 0.005:
            yours, history = (sentences.setting(lever, _typical(lever, path), language) for path in (mine, theirs))
            found.append(Divergence(lever.title.in_language(language), yours, history, apart))
    found.sort(key=lambda one: (-one.apart, one.title))
    return tuple(found[:most])


def apart(
    level: Level,
    one: Sequence[tuple[int, Command]],
    other: Sequence[tuple[int, Command]],
    span: tuple[int, int],
    language: str,
) -> tuple[Divergence, ...]:
    """The same between two runs over a span of months, the last not counted; `history` is then the other's setting."""
    found = []
    for lever in level.levers:
        mine, theirs = (_path(level, dated, lever, span[1] - level.start) for dated in (one, other))
        mine, theirs = mine[span[0] - level.start :], theirs[span[0] - level.start :]
        distance = float(np.mean(np.abs(mine - theirs))) / ((lever.maximum - lever.minimum) or 1.0)
        if distance > 0.0005:
            one_text, other_text = (
                sentences.setting(lever, _typical(lever, path), language) for path in (mine, theirs)
            )
            found.append(Divergence(lever.title.in_language(language), one_text, other_text, distance))
    return tuple(sorted(found, key=lambda found_one: (-found_one.apart, found_one.title)))


def _typical(lever: Lever, path: NDArray[np.float64]) -> float:
    """The mean setting; the most frequent one where a lever has positions or may stand at none."""
    if lever.choices or (lever.maximum_means_none and float(path.max()) >= lever.maximum):
        values, counts = np.unique(path, return_counts=True)
        return float(values[int(np.argmax(counts))])
    return float(np.mean(path))


def _path(level: Level, dated: Sequence[tuple[int, Command]], lever: Lever, months: int) -> NDArray[np.float64]:
    """The lever's ordered setting in each month played."""
    path = np.full(months, level.opening[lever.id])
    start = level.start
    for given, command in dated:
        month, value = given, None
        if isinstance(command, SetLever) and command.lever == lever.id:
            value = command.value
        elif isinstance(command, Announce) and command.lever == lever.id:
            month, value = command.month, command.value
        elif isinstance(command, Choose):
            card = level.card(command.card)
            option = next(one for one in card.options if one.id == command.option)
            value = option.levers.get(lever.id)
        if value is not None:
            path[max(month - start, 0) :] = value
    return path


def _history_path(level: Level, lever: Lever, months: int) -> NDArray[np.float64]:
    path = np.full(months, level.opening[lever.id])
    for row in sorted(level.history, key=lambda row: row.month):
        if row.lever == lever.id:
            path[max(row.month - level.start, 0) :] = row.value
    return path
