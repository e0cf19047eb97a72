"""Objectives of a level: stated figures against stated bounds."""

from __future__ import annotations

from collections.abc import Mapping

from game.rules.level import Level, Objective
from game.rules.score import Score


def value_of(objective: Objective, score: Score, figures: Mapping[str, float]) -> float:
    """The figure an objective speaks of: a headline's points or an indicator of the last month."""
    for line in score.headlines():
        if line.name == objective.figure:
            return line.points
    return figures.get(objective.figure, 0.0)


def met(level: Level, score: Score, figures: Mapping[str, float]) -> tuple[tuple[Objective, float, bool], ...]:
    """Each objective with its figure and whether it is met."""
    result = []
    for objective in level.objectives:
        value = value_of(objective, score, figures)
        enough = objective.at_least is None or value >= objective.at_least - 1e-9
        little = objective.at_most is None or value <= objective.at_most + 1e-9
        result.append((objective, value, enough and little))
    return tuple(result)
