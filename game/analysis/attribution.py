"""The why-ledger: a figure's change shared out over its causes by re-runs, so that the parts add up to it.

Three spans: since the last turn, since the level's start, and against history's run of the same months. A change is
what would have come with all causes taken away (momentum; `nulls` says what that means for each), plus each cause's
Shapley value. One batch of runs explains every figure and the headlines of the score.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from game.analysis.causes import (
    Cause,
    causes_of_start,
    causes_of_turn,
    causes_of_versus,
    causes_since,
    sub_causes,
)
from game.analysis.conduct import Conduct, conduct_of
from game.analysis.rerun import Runs, history_conduct, rerun, rerun_against
from game.analysis.shapley import Design, design
from game.economy.blocks import Array
from game.rules.commands import EndTurn
from game.rules.score import score
from game.session import Session

Span = Literal["last", "start", "history"]
SPANS: Final[tuple[Span, ...]] = ("last", "start", "history")
HEADLINES: Final = ("share", "price", "leverage", "overall")
# Runs of one ledger: all sets of eight causes, over forty years about half a second on one core.
_MOST_LANES: Final = 256


@dataclass(frozen=True, slots=True)
class Explanation:
    """A change and its parts; `momentum` and all parts sum to `after - before`."""

    figure: str
    before: float
    after: float
    momentum: float
    parts: tuple[tuple[Cause, float], ...]
    interplay: float  # what causes did only together; it is shared out in the parts
    exact: bool  # every order of the causes counts

    @property
    def change(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True, eq=False)
class Ledger:
    """The runs of one span of a session, ready to explain any figure."""

    session: Session
    span: Span
    own: Conduct
    causes: tuple[Cause, ...]
    design: Design
    runs: Runs
    lane_of: NDArray[np.int64]  # the lane in which a set of causes ran
    _points: dict[str, Array] = field(default_factory=dict)

    def explain(self, name: str) -> Explanation:
        """KeyError for a figure that the economy does not tell."""
        values = self.values(name)
        before = float(values[0]) if self.span == "history" else self._before(name)
        parts = self.design.parts(values)
        told = tuple((cause, float(part)) for cause, part in zip(self.causes, parts, strict=True))
        alone = float(np.add.reduce(self.design.alone(values))) if self.causes else 0.0
        together = float(values[-1] - values[0]) - alone
        momentum = float(values[0]) - before
        return Explanation(name, before, float(values[-1]), momentum, told, together, self.design.exact)

    def values(self, name: str) -> Array:
        """A figure or headline after each set of causes, (sets,)."""
        if name not in HEADLINES:
            found: Array = self.runs.last[name][self.lane_of]
            return found
        if not self._points:
            self._points.update(self._headlines())
        return self._points[name]

    def _before(self, name: str) -> float:
        lived = self.own.first - self.session.level.start
        if name in HEADLINES:
            history = self.session.tally(history=True)
            return points(self.session.tally()[:lived], history)[HEADLINES.index(name)]
        # The month before, or the very first where there is none.
        return self.session.columns()[name][max(lived - 1, 0)]

    def _headlines(self) -> Mapping[str, Array]:
        lived = self.own.first - self.session.level.start
        own = self.session.tally()
        past, standing = own[:lived], own[lived:, self.runs.earned.shape[1] :]
        history = self.session.tally(history=True)
        still = history.copy()
        if lived:
            still[lived:] = history[lived - 1]
        ids = [cause.id for cause in self.causes]
        moves = self.design.sets[:, ids.index("history")] if "history" in ids else np.ones(len(self.lane_of), np.bool_)
        known: dict[tuple[int, bool], tuple[float, ...]] = {}
        for key in zip(self.lane_of.tolist(), moves.tolist(), strict=True):
            if key not in known:
                rows = np.concatenate([self.runs.earned[:, :, key[0]], standing], axis=1)
                known[key] = points(np.concatenate([past, rows]), history if key[1] else still)
        told = [known[key] for key in zip(self.lane_of.tolist(), moves.tolist(), strict=True)]
        return dict(zip(HEADLINES, np.array(told).T, strict=True))


def points(mine: Array, history: Array) -> tuple[float, ...]:
    """Share, price, leverage and overall of a tally."""
    made = score(mine, history)
    return (*(line.points for line in made.headlines()), made.overall)


def span_start(session: Session, span: Span) -> int:
    """The first month of a span."""
    if span == "last":
        commands = session.commands
        for place in range(len(commands) - 1, -1, -1):
            if isinstance(commands[place], EndTurn):
                return session.month_of(place)
    return session.level.start


def explain(session: Session, span: Span) -> Iterator[float | Ledger]:
    """Progress as a share, then the ledger; a window takes a little in each frame.

    ValueError before the first month has been lived.
    """
    if not session.recording.months:
        raise ValueError("no month has been lived yet")
    own = conduct_of(session, span_start(session, span))
    if span == "history":
        causes = causes_of_versus(own, history_conduct(session, len(own.told)))
    else:
        causes = causes_of_turn(own) if span == "last" else causes_of_start(own)
    yield from _ledger(session, span, own, causes)


def explain_since(session: Session, month: int, levers: Sequence[str]) -> Iterator[float | Ledger]:
    """Progress, then the ledger since a month in which only these levers' orders stand for themselves.

    ValueError before that month has been lived.
    """
    if session.state.month <= month:
        raise ValueError("that month has not been lived yet")
    own = conduct_of(session, month)
    yield from _ledger(session, "start", own, causes_since(own, levers))


def expand(ledger: Ledger, cause_id: str) -> Iterator[float | Ledger]:
    """A ledger of the parts of one cause, all others taken as one ("rest"); nothing for a cause without parts."""
    cause = next(one for one in ledger.causes if one.id == cause_id)
    parts = sub_causes(ledger.own, cause)
    if len(parts) > 1:
        rest = frozenset(atom for one in ledger.causes if one.id != cause_id for atom in one.atoms)
        yield from _ledger(ledger.session, ledger.span, ledger.own, (*parts, Cause("rest", rest)))


def _ledger(session: Session, span: Span, own: Conduct, causes: tuple[Cause, ...]) -> Iterator[float | Ledger]:
    # History's own run moves the score alone: it needs no lanes.
    lived = [place for place, cause in enumerate(causes) if cause.id != "history"]
    made = design(len(causes), _MOST_LANES * 2 ** (len(causes) - len(lived)))
    lanes, lane_of = np.unique(made.sets[:, lived], axis=0, return_inverse=True)
    run = rerun_against if span == "history" else rerun
    for step in run(session, own, tuple(causes[place] for place in lived), lanes):
        yield Ledger(session, span, own, causes, made, step, lane_of.reshape(-1)) if isinstance(step, Runs) else step


def whole(steps: Iterator[float | Ledger]) -> Ledger:
    """The ledger, waited for."""
    made = [step for step in steps if isinstance(step, Ledger)]
    return made[-1]
