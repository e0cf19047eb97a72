"""Par: the best overall score that a search of policies finds for a level with all three headlines at 100 or more.

The search plays thousands of plans at once; its best ones are then played through a session, and what the session
says counts. History itself has all three at 100, so every level has a par of at least 100.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from game.analysis.evidence import load_engine
from game.analysis.evolve import Report, search, worth
from game.analysis.lanes import play_plans
from game.analysis.plans import Plans, history_plan, opening_settings, plan_of, play_plan, standing
from game.content.load import load_level
from game.economy.blocks import Array
from game.economy.guard import EngineError
from game.rules.commands import Command
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session, baseline

_UNSOUND = -1e6  # worth of a plan that leads the economy out of its bounds
_LEAST_POINTS = 100.0
_TRIED = 24  # of the best plans, as several headlines may stand a hair below 100


class Judge:
    """Says what plans of a level are worth."""

    def __init__(self, level: Level, engine: Engine) -> None:
        self.level, self.engine = level, engine
        self._history = baseline(level, engine).tally

    def __call__(self, plans: Plans) -> Array:
        played = play_plans(self.level, self.engine, plans)
        return np.where(played.sound, worth(played.scores(self._history)), _UNSOUND)


_HERE: list[Judge] = []


def _start(file: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the search, which then ends in order
    level = load_level(file)
    _HERE.append(Judge(level, load_engine(level)))


def _judged(plans: Plans) -> Array:
    return _HERE[0](plans)


@contextmanager
def judges(file: Path, processes: int) -> Iterator[Callable[[Plans], Array]]:
    """A function from plans to what they are worth; over how many processes it works does not change its answer."""
    if processes <= 1:
        level = load_level(file)
        yield Judge(level, load_engine(level))
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), _start, (file,)) as pool:

        def spread(plans: Plans) -> Array:
            width = -(-plans.count // processes)
            parts = [plans.some(slice(first, first + width)) for first in range(0, plans.count, width)]
            return np.concatenate(list(pool.map(_judged, parts)))

        yield spread


def find_par(file: Path, known: Sequence[Command], budget: int, seed: int, processes: int, report: Report) -> Session:
    """The finished game with the best overall score found for the level of a file, all three headlines at 100 or more.

    `known` are the commands of an earlier par, where there is one: the search starts from them too. With a budget of
    nought they are only played again.
    """
    level = load_level(file)
    engine = load_engine(level)
    starts = [history_plan(level), standing(level, opening_settings(level)[:, None])]
    if known:
        starts.append(plan_of(level, known, Session(level, engine)))
    if budget:
        with judges(file, processes) as evaluate:
            found = search(level, starts, evaluate, budget, seed, report).plans
        candidates = [found.one(lane) for lane in range(min(found.count, _TRIED))]
    else:
        candidates = starts[2:]
    for plan in candidates:
        session = Session(level, engine)
        try:
            play_plan(session, plan)
        except EngineError:
            continue
        # The best comes first, and a session says what its lane said: the first that counts is the answer.
        if _counts(session) and session.score().overall >= _LEAST_POINTS:
            return session
    return Session.replay(level, engine, baseline(level, engine).commands)


def _counts(session: Session) -> bool:
    return all(line.points >= _LEAST_POINTS for line in session.score().headlines())
