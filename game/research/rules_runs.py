"""Runs of a sweep through the rules: prices, cards, duels and removal from office as in play."""

from __future__ import annotations

from collections.abc import Iterator

from game.content.engine import engine_of
from game.economy.guard import EngineError
from game.reports.run_files import ending
from game.research.cases import Case, Work
from game.research.outcomes import Outcome, final_figures, headlines, yearly_figures
from game.research.policies import play
from game.research.spec import FiguresRow
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session


def by_the_rules(work: Work, level: Level) -> Iterator[Outcome]:
    """The outcome of each run; one that leaves the engine's bounds says so and has no figures."""
    engine = engine_of(level, work.cases[0].parameters.given())
    for case in work.cases:
        try:
            yield _played(case, level, engine, work.figures)
        except EngineError as error:
            yield Outcome(case.key, problem=str(error)[:200])


def _played(case: Case, level: Level, engine: Engine, figures: FiguresRow) -> Outcome:
    session = Session(level, engine, marking=False)
    refused = play(session, case.policy)
    score = session.true_score()
    return Outcome(
        case.key,
        headlines(score),
        score.medal,
        ending(session, score),
        refused,
        "",
        final_figures(figures, session.recording.series),
        yearly_figures(figures, session.recording.series, level.start),
    )
