"""Small questions to the engine: history again, with one lever or parameter changed from a month on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from game.analysis.facts import history_run
from game.analysis.runs import Run
from game.baseline import playing_baseline
from game.economy.blocks import Array
from game.economy.dimensions import FIRST_YEAR, month_index
from game.economy.indicators import FIGURES
from game.economy.month import opening_state
from game.economy.policy import LEVER_FIELDS, POLICY_FIELDS
from game.economy.quantities import Parameters, State
from game.kernels.course import begin
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path

_LANES = 33
_COMMANDS = 600  # about as many as history's campaign has
_STEP = 6  # months between two reports of progress
# What an estimate's two stories are compared in.
COMPARED = ("export_price_usd_per_t", "china_exports_t", "china_mining_share", "controllability", "leverage_index")


@dataclass(frozen=True, slots=True)
class Question:
    """A figure's answer to a change of a lever's setting, or of a parameter by a factor, from a month on."""

    figure: str
    name: str  # of a lever or a parameter
    value: float  # the setting in the lever's unit, or the factor
    start: int  # month index
    months: int

    @property
    def of_lever(self) -> bool:
        return self.name in LEVER_FIELDS


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """Both runs month by month from the question's first month on."""

    history: Array  # (months,)
    changed: Array  # (months,)


def answers(level: Level, engine: Engine, question: Question) -> Iterator[float | Response]:
    """Progress, then the response; history's path is played to the question's month, then on two lanes.

    Raises KeyError for a lever or parameter that there is none of, ValueError for a figure.
    """
    end = min(question.start + question.months, level.end + 1)
    path = history_path(level, end)
    course = begin(engine.parameters, opening_state(engine.parameters, engine.world))
    told = FIGURES.index(question.figure)
    for month in range(question.start):
        course.advance(path[month], engine.world.row(month))
        if month % _STEP == 0:
            yield month / end
    parameters = np.repeat(engine.parameters.block(), 2, axis=1)
    wide = np.repeat(path[question.start : end, :, None], 2, axis=2)
    if question.of_lever:
        wide[:, POLICY_FIELDS.index(question.name), 1] = level.lever(question.name).policy_value(question.value)
    else:
        _scale(parameters, question.name, np.array([1.0, question.value]))
    state = State.from_block(np.repeat(course.state.block(), 2, axis=1))
    course = begin(Parameters.from_block(parameters), state)
    rows = []
    for place, policy in enumerate(wide):
        month = question.start + place
        rows.append(course.advance(policy, engine.world.row(month))[told].copy())
        if month % _STEP == 0:
            yield month / end
    series = np.array(rows)
    yield Response(series[:, 0], series[:, 1])


def _scale(block: Array, name: str, factors: Array) -> None:
    """Multiply every row of a parameter by a factor for each lane, in place; KeyError for an unknown one."""
    rows = [place for place, row in enumerate(Parameters.row_names()) if row == name or row.startswith(name + "[")]
    if not rows:
        raise KeyError(name)
    for place in rows:
        block[place] *= factors


@dataclass(frozen=True, slots=True)
class Alternative:
    """A figure of one year to be reached by moving parameters together by one factor."""

    figure: str
    year: int
    reading: str  # "sum" or "mean" of the year's months, or "unit_value" of exports
    wanted: float
    scaled: tuple[str, ...]
    ends: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Retold:
    """History's run and the one nearest to the alternative: what each says, and what else differs."""

    factor: float
    engine: float  # the figure in history's run
    reached: float
    series: tuple[Array, Array]  # the figure month by month from January 1985: history's run, the other
    rows: tuple[
        tuple[str, int, float, float], ...
    ]  # figure, year, history's run, the other; means of the year's months


def retell(level: Level, engine: Engine, asked: Alternative) -> Iterator[float | Retold]:
    """Progress, then history told so that a contested figure comes out otherwise; all factors run at once.

    Raises KeyError for a parameter that there is none of.
    """
    factors = _factors(asked.ends)
    months = level.end + 1
    path = history_path(level, months)
    parameters = np.repeat(engine.parameters.block(), len(factors), axis=1)
    for name in asked.scaled:
        _scale(parameters, name, factors)
    wide = Parameters.from_block(parameters)
    course = begin(wide, opening_state(wide, engine.world))
    series = {name: np.zeros((months, len(factors))) for name in {*COMPARED, asked.figure, "export_value_musd"}}
    for month in range(months):
        policy = np.repeat(path[month][:, None], len(factors), axis=1)
        figures = dict(zip(FIGURES, course.advance(policy, engine.world.row(month)), strict=True))
        for name, column in series.items():
            column[month] = figures[name]
        if month % _STEP == 0:
            yield month / months
    said = _read(series, asked)
    sound = np.where(np.isfinite(said) & (said > 0.0), said, 1e-12)
    nearest = int(np.argmin(np.abs(np.log(sound / asked.wanted))))
    rows = []
    for name in COMPARED:
        for year in dict.fromkeys((asked.year, FIRST_YEAR + level.end // 12)):
            means = _year(series[name], year).mean(axis=0)
            rows.append((name, year, float(means[0]), float(means[nearest])))
    both = series[asked.figure][:, 0].copy(), series[asked.figure][:, nearest].copy()
    yield Retold(float(factors[nearest]), float(said[0]), float(said[nearest]), both, tuple(rows))


def recorded(level: Level, engine: Engine) -> Iterator[float | Run]:
    """Progress, then history's run of a level as the game plays it, cards and duels included."""
    for place, _ in enumerate(playing_baseline(level, engine)):
        yield min(place / _COMMANDS, 0.99)
    yield history_run(level, engine)


def _factors(ends: tuple[float, float]) -> Array:
    """History's own, 1, then factors from end to end in equal ratios."""
    return np.concatenate([[1.0], np.geomspace(ends[0], ends[1], _LANES - 1)])


def _year(column: Array, year: int) -> Array:
    return column[month_index(year, 1) : month_index(year, 12) + 1]


def _read(series: dict[str, Array], asked: Alternative) -> Array:
    """What each lane says of the contested figure, (lanes,)."""
    if asked.reading == "unit_value":
        value = _year(series["export_value_musd"], asked.year).sum(axis=0)
        return np.asarray(1e6 * value / np.maximum(_year(series["china_exports_t"], asked.year).sum(axis=0), 1e-9))
    months = _year(series[asked.figure], asked.year)
    return np.asarray(months.sum(axis=0) if asked.reading == "sum" else months.mean(axis=0))
