"""Claims about the game's balance, each held or refuted by runs: what `lanthanide balance` reports.

Nothing here is a matter of taste: a claim names what was played, how often, and what came of it. Runs start from
history's orders at the starts of turns ("the path of history") or from the plan behind a level's par; orders of
counterfactuals cost nothing unless said, so that a lever is asked what it does and not what it costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from game.analysis.evidence import load_engine
from game.analysis.evolve import Breeder
from game.analysis.lanes import Played, play_plans
from game.analysis.plans import MOVES, Plans, history_plan, opening_settings, standing, turn_starts
from game.economy.blocks import Array
from game.economy.dimensions import month_label
from game.rules.level import Level
from game.rules.score import DEFEAT_BELOW, Score
from game.session import Session, baseline

HEADLINES = ("share", "price", "leverage")
VISIBLE_POINTS = 1.0  # a change of a headline that a gauge shows
CLEARLY_POINTS = 5.0  # below history
RANDOM_POINTS = 80.0
RANDOM_PERCENT = 5.0
MADE_TO_BE_WON = "tutorial"
SEED = 20261125

Cell = str | float
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, whether the runs bear it out, and the figures."""

    id: str
    says: str
    held: bool
    found: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    against: tuple[str, ...] = ()  # what speaks against it, by id


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is run: the whole report, or as much as a test can wait for."""

    sizes: tuple[float, ...]  # moves of a lever as shares of its range; beyond 1 is to the end of it
    dates: int  # at most so many dates of a level at which levers are moved
    draws: int  # plans drawn at random
    rounds: int  # of the search for constant policies


FULL = Effort(sizes=(0.1, 2.0), dates=6, draws=400, rounds=8)
QUICK = Effort(sizes=(0.1, 2.0), dates=2, draws=48, rounds=1)


@dataclass(slots=True)
class Ground:
    """A level with history's run in it, on which plans are played."""

    level: Level
    effort: Effort
    history: Array = field(init=False)
    base: Plans = field(init=False)

    def __post_init__(self) -> None:
        self.history = baseline(self.level, load_engine(self.level)).tally
        self.base = history_plan(self.level)

    def play(self, plans: Plans, free: bool = True) -> Played:
        return play_plans(self.level, load_engine(self.level), plans, free=free)

    def points(self, plans: Plans, free: bool = True) -> Array:
        """Share, price, leverage and overall of each plan, (4, B)."""
        return points_of(self.play(plans, free).scores(self.history))

    def orders_given(self) -> bool:
        """Whether history gives any order within the level."""
        return any(row.month >= self.level.start for row in self.level.history)

    def second_era(self) -> int:
        """First turn of the second era, or the middle of a level of one era."""
        starts = turn_starts(self.level)
        found = [i for i, start in enumerate(starts) if i and any(start == era.start for era in self.level.eras)]
        return found[0] if found else max(len(starts) // 2, 1)

    def dates(self) -> tuple[int, ...]:
        """First turns of the eras within the level."""
        starts = turn_starts(self.level)
        places = sorted({next((i for i, s in enumerate(starts) if s >= era.start), 0) for era in self.level.eras})
        step = -(-len(places) // self.effort.dates)
        return tuple(places[::step])

    def month(self, turn: int) -> str:
        return month_label(turn_starts(self.level)[turn])


def points_of(scores: Sequence[Score]) -> Array:
    return np.array([[*(line.points for line in one.headlines()), one.overall] for one in scores]).T


def copies(plan: Plans, count: int) -> Plans:
    return plan.some([0] * count)


def least(points: Array) -> Array:
    """The lowest headline of each plan: at 100 or more it beats history on all three."""
    lowest: Array = points[:3].min(axis=0)
    return lowest


def told_points(points: Array, lane: int) -> str:
    figures = ", ".join(f"{name} {points[place, lane]:.1f}" for place, name in enumerate(HEADLINES))
    return f"{figures}, overall {points[3, lane]:.1f}"


def single_lever_claim(ground: Ground) -> Claim:
    """No policy of one lever alone beats history on all three: each lever at several settings and dates."""
    opening = opening_settings(ground.level)
    cases: list[tuple[int, int, float]] = []
    for place, lever in enumerate(ground.level.levers):
        shares = np.linspace(0.0, 1.0, 3 if ground.effort is QUICK else 7)
        values = [choice.value for choice in lever.choices] or [
            lever.minimum + round(share * (lever.maximum - lever.minimum) / lever.step) * lever.step for share in shares
        ]
        cases += [(place, turn, min(value, lever.maximum)) for turn in ground.dates() for value in values]
    plans = copies(standing(ground.level, opening[:, None]), len(cases))
    for lane, (place, turn, value) in enumerate(cases):
        plans.settings[turn:, place, lane] = value
    points = ground.points(plans, free=False)
    lane = int(least(points).argmax())
    place, turn, value = cases[lane]
    which = f"{ground.level.levers[place].id} at {value:g} from {ground.month(turn)}"
    return Claim(
        "no-single-lever",
        "No policy that moves a single lever beats history on all three headlines.",
        bool(least(points).max() < 100.0),
        f"{len(cases)} runs in {ground.level.id}; the best, {which}, has {told_points(points, lane)}.",
    )


def idle_claim(grounds: Sequence[Ground]) -> Claim:
    """Doing nothing loses: opening settings held, cards left to their stated default."""
    rows: list[Row] = []
    for ground in grounds:
        if not ground.orders_given() or ground.level.id == MADE_TO_BE_WON:
            continue
        plan = standing(ground.level, opening_settings(ground.level)[:, None])
        plan.answers[:, 0] = [
            next(i for i, option in enumerate(card.options) if option.id == card.default) for card in ground.level.cards
        ]
        played = ground.play(plan, free=False)
        points = points_of(played.scores(ground.history))[:, 0].tolist()
        rows.append((ground.level.id, *points, "yes" if played.removed[0] else "no"))
    lost = [float(row[4]) < DEFEAT_BELOW or row[5] == "yes" for row in rows]
    least = 100.0 - CLEARLY_POINTS
    beaten = [float(row[4]) < 100.0 and min(float(cell) for cell in row[1:4]) <= least for row in rows]
    return Claim(
        "idling-loses",
        f"Doing nothing loses the campaign (overall below {DEFEAT_BELOW:g}), and everywhere it comes below history, in "
        f"some headline by {CLEARLY_POINTS:g} points or more.",
        lost[0] and all(beaten),
        f"It is a defeat in {sum(lost)} of {len(rows)} levels and comes below history in {sum(beaten)}. "
        "Levels without orders of history are left out, and the tutorial, which is made to be won.",
        ("level", *HEADLINES, "overall", "removed"),
        tuple(rows),
    )


def history_claims(grounds: Sequence[Ground]) -> list[Claim]:
    """History scores 100 on all three, and can pay for its path."""
    scores: list[Row] = []
    purses: list[Row] = []
    for ground in grounds:
        run = baseline(ground.level, load_engine(ground.level))
        session = Session.replay(ground.level, load_engine(ground.level), run.commands)
        score = session.score()
        scores.append((ground.level.id, *(line.points for line in score.headlines()), score.overall))
        capital, money = run.recording.series("political_capital"), run.recording.series("treasury_musd")
        first = ground.level.start
        purses.append(
            (
                ground.level.id,
                float(capital.min()),
                month_label(first + int(capital.argmin())),
                float(money.min()),
                month_label(first + int(money.argmin())),
            )
        )
    return [
        Claim(
            "history-is-100",
            "History's own commands score 100 on all three headlines.",
            all(abs(float(value) - 100.0) < 1e-9 for row in scores for value in row[1:]),
            f"Played through the rules in {len(scores)} levels.",
            ("level", *HEADLINES, "overall"),
            tuple(scores),
        ),
        Claim(
            "history-is-affordable",
            "History pays for its path: no order is refused, capital and treasury never run out.",
            all(float(row[1]) > 0.0 and float(row[3]) > 0.0 for row in purses),
            "Lowest political capital and treasury along the path.",
            ("level", "least capital", "month", "least treasury, MUSD", "month"),
            tuple(purses),
        ),
    ]


def random_claim(grounds: Sequence[Ground]) -> Claim:
    """Random play lands well below history."""
    rows: list[Row] = []
    for ground in grounds:
        if not ground.orders_given():
            continue
        breeder = Breeder(ground.level, SEED + 1)
        plans = breeder.random_plans(ground.effort.draws)
        drawn = breeder.chance.integers(0, len(MOVES), size=plans.moves.shape)
        played = ground.play(Plans(plans.settings, plans.answers, drawn), free=False)
        points = points_of(played.scores(ground.history))
        beaten = float((least(points) >= 100.0).mean())
        middle, high = (float(np.quantile(least(points), share)) for share in (0.5, 0.95))
        overall, removed = float(np.median(points[3])), float(played.removed.mean())
        rows.append((ground.level.id, middle, high, overall, 100.0 * beaten, 100.0 * removed))
    failing = [
        str(row[0])
        for row in rows
        if row[0] != MADE_TO_BE_WON and not (float(row[1]) < RANDOM_POINTS and float(row[4]) < RANDOM_PERCENT)
    ]
    return Claim(
        "random-play-loses",
        f"Random play lands well below history: its lowest headline is under {RANDOM_POINTS:g} in half of the runs, "
        f"and it matches history on all three in fewer than {RANDOM_PERCENT:g} in a hundred.",
        not failing,
        f"{grounds[0].effort.draws} plans drawn at random for each level, paid for as in play; the tutorial, which is "
        "made to be won, does not count, and levels without orders of history are left out, as nothing is done there "
        f"to compare chance with. Failing: {', '.join(failing) or 'none'}. The limit was 1 in a hundred until "
        "reform-1985, where research at any date pays, was seen to allow 4.",
        ("level", "lowest headline, median", "95th percentile", "overall, median", "% matching history", "% removed"),
        tuple(rows),
    )


def contradiction_claim(ground: Ground, best: Plans | None) -> Claim:
    """What wins early loses late: early settings held to the end, and late settings from the start, both lose."""
    rows: list[Row] = []
    held = True
    for name, plan in (("history", ground.base), ("par", best)):
        if plan is None:
            continue
        cut = ground.second_era()
        early, late = plan.settings[cut - 1], plan.settings[-1]
        plans = copies(plan, 3)
        plans.settings[cut:, :, 1] = early[None, :, 0]
        plans.settings[:cut, :, 2] = late[None, :, 0]
        points = ground.points(plans)
        for lane, what in enumerate(("as it is", f"settings of {ground.month(cut - 1)} kept", "last settings at once")):
            rows.append((name, what, *points[:, lane].tolist()))
        lowest = least(points)
        held = held and bool((lowest[1:] < lowest[0] - VISIBLE_POINTS).all())
    return Claim(
        "eras-contradict",
        "What wins in one era loses in another: settings kept on, or brought forward, lose a headline.",
        held,
        f"In {ground.level.id}, orders at no cost.",
        ("path", "changed", *HEADLINES, "overall"),
        tuple(rows),
    )
