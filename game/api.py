"""The Python interface for researchers: `from game import load_level, run, score, figures, simulate, sweep`.

Nothing here opens a window. What is wrong with a file, an argument or a run is a `Fault` with file, line and field.
Figures are monthly: their units are `unit_of(name)`, their names `FIGURES`, as in series.csv.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from game import paths
from game.analysis.evidence import load_engine
from game.content.economy_files import EconomyFileError, read_ensemble
from game.content.engine import engine_of, parameters_of
from game.content.load import find_level
from game.content.load import load_level as read_level
from game.desk import engine_fault
from game.economy.blocks import Array
from game.economy.dimensions import month_label, parse_month
from game.economy.guard import EngineError
from game.economy.indicators import FIGURES
from game.economy.quantities import Parameters
from game.faults import Fault, Problem, did_you_mean
from game.policy_player import play_file, play_history, play_none
from game.research.engine_runs import HISTORY, SCORED, lived, tally_of
from game.research.policies import SweptPolicy, play
from game.research.pools import local
from game.research.sweeping import Swept, sweep_into
from game.research.units import unit_of
from game.rules.commands import Announce, Choose, EndTurn, Exchange, SetLever, Withdraw
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import Order
from game.rules.score import Score
from game.rules.score import score as scored
from game.session import Session

__all__ = [
    "FIGURES",
    "Announce",
    "Choose",
    "EndTurn",
    "Engine",
    "Exchange",
    "Fault",
    "Level",
    "Parameters",
    "Score",
    "Session",
    "SetLever",
    "Simulated",
    "Swept",
    "SweptPolicy",
    "Withdraw",
    "engine",
    "ensemble",
    "figures",
    "load_level",
    "months",
    "new_session",
    "policy",
    "run",
    "score",
    "simulate",
    "sweep",
    "unit_of",
]


def load_level(name: str | Path, difficulty: str = "normal", seed: int | None = None) -> Level:
    """A level by id ("campaign") or file (.toml); a `seed` gives its world chances of its own from its start on.

    Raises Fault for a level that cannot be read, ValueError for an unknown difficulty.
    """
    try:
        level = read_level(find_level(str(name))).at_difficulty(difficulty)
    except KeyError as error:
        raise ValueError(f"difficulty {difficulty!r} is unknown; expected easy, normal or hard") from error
    return level if seed is None else replace(level, seed=seed)


def engine(level: Level, parameters: Parameters | None = None) -> Engine:
    """Parameters and world of a level; `parameters` of one lane stand in for its own. Raises Fault."""
    try:
        return load_engine(level) if parameters is None else engine_of(level, parameters)
    except EconomyFileError as error:
        raise Fault([Problem(level.id, "E3060", str(error)[:300])]) from error


def ensemble(level: Level, members: int | None = None) -> Parameters:
    """Parameter sets that fit the past about as well as the level's own, best first: a block with a lane a member.

    `parameters.block()` has shape (rows, members). Raises Fault when there is no ensemble or not so many members.
    """
    file = paths.ensemble_file(paths.parameters_file(level.parameters))
    try:
        block = read_ensemble(file, parameters_of(level.parameters)).block()
    except (EconomyFileError, OSError) as error:
        raise Fault([Problem(str(file), "E3060", str(error)[:300])]) from error
    if members is not None and not 1 <= members <= block.shape[1]:
        raise Fault([Problem(str(file), "E3007", "has not so many members", got=str(members))])
    return Parameters.from_block(block[:, :members])


def new_session(level: Level, engine: Engine | None = None) -> Session:
    """A game to be played by commands: `session.check(command)` tells whether and at what price, `submit` gives it."""
    return Session(level, engine or load_engine(level))


def policy(name: str, base: str = "history", orders: Iterable[tuple[str, str, float]] = ()) -> SweptPolicy:
    """A policy: `base` ("history" or "none") with orders (month "YYYY-MM", lever, value) on top.

    From its first order on a lever follows the orders alone. Raises ValueError for another base or a bad month.
    """
    if base not in ("history", "none"):
        raise ValueError(f"base {base!r} is unknown; expected history or none")
    made = sorted((Order(parse_month(month), lever, float(value)) for month, lever, value in orders), key=_month)
    return SweptPolicy(name, base, tuple(made))


def _month(order: Order) -> int:
    return order.month


def run(level: Level, policy: str | Path | SweptPolicy = "history", engine: Engine | None = None) -> Session:
    """A level played to its end by the rules: "history", "none", a policy file (.toml) or a `policy`.

    Orders of a `policy` that the rules refuse are left out. Raises Fault for a file that cannot be used or whose
    orders are refused, and for a run that leaves the engine's bounds.
    """
    session = Session(level, engine or load_engine(level), marking=False)
    try:
        if isinstance(policy, SweptPolicy):
            _known(level, policy)
            play(session, policy)
        elif policy == "history":
            play_history(session)
        elif policy == "none":
            play_none(session)
        else:
            play_file(session, Path(policy))
    except EngineError as error:
        raise engine_fault(error) from error
    return session


def score(session: Session) -> Score:
    """The score to date of the true figures: points 0-200 with 100 for history, and the parts they are made of."""
    return session.true_score()


def figures(session: Session, names: Sequence[str] = (), known: bool = False) -> Mapping[str, Array]:
    """Monthly values by name, each of shape (months,): the true ones, or as they were known at the time.

    Without names all that there are. Raises KeyError for a name that is no figure.
    """
    there = session.recording.columns
    wrong = [name for name in names if name not in there]
    if wrong:
        raise KeyError(f"{wrong[0]} is no figure; {did_you_mean(wrong[0], there) or 'see FIGURES'}")
    return {name: session.books.series(name, not known) for name in names or there}


def months(level: Level) -> tuple[str, ...]:
    """The months of a level, "YYYY-MM", as many as its figures have values."""
    return tuple(month_label(month) for month in range(level.start, level.end + 1))


@dataclass(frozen=True, slots=True)
class Simulated:
    """Runs by the economy alone; P policies, S parameter sets."""

    figures: Mapping[str, Array]  # name -> (months, P, S)
    scores: Array  # (P, S, 4): overall, share, price, leverage in points
    sound: Array  # (P, S): 1 where the run and history's stayed inside the engine's bounds, else 0


def simulate(
    level: Level,
    policies: Sequence[SweptPolicy] = (HISTORY,),
    parameters: Parameters | None = None,
    names: Sequence[str] = SCORED,
) -> Simulated:
    """Every policy under every parameter set at once, by the economy alone: fast, but without the rules of play.

    Nobody pays for orders, nothing is refused, cards and duels do not answer (`game/research/engine_runs.py` says
    exactly what is left out). `parameters` has a lane a set; None means the level's own.
    Raises Fault for an unknown lever or a policy outside the engine's bounds, KeyError for a name that is no figure.
    """
    wrong = [name for name in names if name not in FIGURES]
    if wrong:
        raise KeyError(f"{wrong[0]} is no figure; {did_you_mean(wrong[0], FIGURES) or 'see FIGURES'}")
    for one in policies:
        _known(level, one)
    sets = [None] if parameters is None else _lanes(parameters)
    every = (HISTORY, *policies)
    told_names = tuple(dict.fromkeys((*SCORED, *names)))
    ordered = np.repeat(np.arange(len(every)), len(sets))
    own = np.tile(np.arange(len(sets)), len(every))
    try:
        told, strays = lived(level, sets, (every, ordered), own, told_names)
    except EngineError as error:
        raise engine_fault(error) from error
    shape = len(policies), len(sets)
    scores = np.empty((*shape, 4))
    sound = np.ones(shape)
    for place in range(shape[0] * shape[1]):
        lane, history = len(sets) + place, place % len(sets)
        points = scored(tally_of(told, told_names, lane), tally_of(told, told_names, history))
        where = divmod(place, len(sets))
        scores[where] = [points.overall, *(line.points for line in points.headlines())]
        sound[where] = float(lane not in strays and history not in strays)
    chosen = {
        name: told[:, told_names.index(name), len(sets) :].reshape(len(told), *shape) for name in dict.fromkeys(names)
    }
    return Simulated(chosen, scores, sound)


def sweep(spec: str | Path, out: str | Path, jobs: int = 1, parquet: bool = False) -> Swept:
    """What `lanthanide sweep` does: make the runs of a specification that a folder does not hold yet, write its tables.

    More than one job means spawned processes, which start by importing the calling script: keep the call under
    `if __name__ == "__main__":`. Raises Fault for a specification, level or folder that cannot be used.
    """
    with local(jobs) as pool:
        return sweep_into(Path(spec), Path(out), pool, parquet=parquet)


def _lanes(parameters: Parameters) -> list[Parameters | None]:
    block = parameters.block()
    return [Parameters.from_block(block[:, lane : lane + 1].copy()) for lane in range(block.shape[1])]


def _known(level: Level, policy: SweptPolicy) -> None:
    """Raises Fault for orders of levers that the level does not have."""
    there = [lever.id for lever in level.levers]
    problems = [
        Problem(policy.id, "E3053", "lever is not known", got=order.lever, expected=did_you_mean(order.lever, there))
        for order in policy.orders
        if order.lever not in there
    ]
    if problems:
        raise Fault(problems)
