"""Claims about the game's balance, each held or refuted by runs: what `lanthanide balance` reports.

Nothing here is a matter of taste: a claim names what was played, how often, and what came of it. Runs start from
history's orders at the starts of turns ("history's path"); orders of counterfactuals cost nothing unless said, so that
a lever is asked what it does and not what it costs.
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
from game.rules.level import Level, Lever
from game.rules.score import DEFEAT_BELOW, Score
from game.session import Session, baseline

HEADLINES = ("share", "price", "leverage")
VISIBLE_POINTS = 1.0  # a change of a headline that a player notices
_WORSE_POINTS = 0.2
_SEED = 20261125

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


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is run: the whole report, or as much as a test can wait for."""

    sizes: tuple[float, ...]  # moves of a lever as shares of its range; beyond 1 is to the end of it
    dates: int  # at most so many dates of a level at which levers are moved
    draws: int  # plans drawn at random
    rounds: int  # of the search for constant policies


FULL = Effort(sizes=(0.1, 2.0), dates=6, draws=400, rounds=8)
QUICK = Effort(sizes=(2.0,), dates=3, draws=48, rounds=1)


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


def _moved(lever: Lever, now: Array, up: bool, size: float) -> Array:
    """Settings moved by a share of the range, up or down; positions go to the next one."""
    if lever.choices:
        values = sorted(choice.value for choice in lever.choices)
        # A position that history does not hold, so that something changes at every turn of the stretch.
        places = [min(max(values.index(v) + (1 if up else -1), 0), len(values) - 1) for v in now.tolist()]
        return np.array([values[place] for place in places])
    width = (lever.maximum - lever.minimum) * size * (1.0 if up else -1.0)
    return np.clip(now + width, lever.minimum, lever.maximum)


def lever_claims(ground: Ground) -> list[Claim]:
    """No lever is dead, and none is always right: every lever moved up and down at several dates of history's path."""
    cases = [
        (place, turn, up, size)
        for place in range(len(ground.level.levers))
        for turn in ground.dates()
        for up in (True, False)
        for size in ground.effort.sizes
    ]
    plans = copies(ground.base, len(cases) + 1)
    for lane, (place, turn, up, size) in enumerate(cases, start=1):
        lever = ground.level.levers[place]
        plans.settings[turn:, place, lane] = _moved(lever, plans.settings[turn:, place, lane], up, size)
    points = ground.points(plans)
    change = points[:, 1:] - points[:, :1]
    rows: list[Row] = []
    dead, always = [], []
    for place, lever in enumerate(ground.level.levers):
        lanes = [lane for lane, case in enumerate(cases) if case[0] == place]
        largest = max(lanes, key=lambda lane: float(np.abs(change[:3, lane]).max()))
        raised = [lane for lane in lanes if cases[lane][2]]
        worst = min(raised, key=lambda lane: float(change[3, lane]))
        best = max(raised, key=lambda lane: float(change[3, lane]))
        headline = int(np.abs(change[:3, largest]).argmax())
        if abs(change[headline, largest]) < VISIBLE_POINTS:
            dead.append(lever.id)
        if change[3, worst] > -_WORSE_POINTS:
            always.append(lever.id)
        rows.append(
            (
                lever.id,
                f"{HEADLINES[headline]} {change[headline, largest]:+.1f}",
                _case(ground, cases[largest]),
                float(change[3, worst]),
                _case(ground, cases[worst]),
                float(change[3, best]),
                _case(ground, cases[best]),
            )
        )
    columns = ("lever", "largest effect", "by", "raised: worst overall", "by", "raised: best overall", "by")
    told = f"{len(cases)} runs from history's path in {ground.level.id}; orders cost nothing"
    return [
        Claim(
            "no-dead-lever",
            f"Every lever moves some headline by {VISIBLE_POINTS:g} point or more at some date.",
            not dead,
            f"{told}. Dead: {', '.join(dead) or 'none'}.",
            columns,
            tuple(rows),
        ),
        Claim(
            "no-lever-always-right",
            "For every lever there is a date at which raising it lowers the score.",
            not always,
            f"{told}; columns five to seven of the table above. Always right: {', '.join(always) or 'none'}.",
        ),
    ]


def _case(ground: Ground, case: tuple[int, int, bool, float]) -> str:
    _, turn, up, size = case
    how = f"{'+' if up else '-'}{size:.0%} of its range" if size < 1.0 else f"all the way {'up' if up else 'down'}"
    return f"{how} from {ground.month(turn)}"


def _least(points: Array) -> Array:
    """The lowest headline of each plan: at 100 or more it beats history on all three."""
    lowest: Array = points[:3].min(axis=0)
    return lowest


def constant_claim(ground: Ground) -> Claim:
    """No policy that never changes beats history on all three: random ones, and the best of them improved."""
    breeder = Breeder(ground.level, _SEED)
    count = ground.effort.draws
    settings = np.array([[breeder.random_setting(lever) for _ in range(count)] for lever in ground.level.levers])
    settings[:, 0] = opening_settings(ground.level)
    points = ground.points(standing(ground.level, settings), free=False)
    tried = count
    for _ in range(ground.effort.rounds):
        best = np.argsort(-_least(points), kind="stable")[: max(count // 8, 1)]
        parents = settings[:, best]
        made = parents[:, breeder.chance.integers(0, parents.shape[1], size=count)].copy()
        for lane in range(count):
            for place in breeder.chance.integers(0, len(made), size=3):
                made[place, lane] = breeder.random_setting(ground.level.levers[place])
        found = ground.points(standing(ground.level, made), free=False)
        settings = np.concatenate([parents, made], axis=1)
        points = np.concatenate([points[:, best], found], axis=1)
        tried += count
    best_lane = int(_least(points).argmax())
    told = f"{tried} constant policies in {ground.level.id}, the best bred on"
    return Claim(
        "no-constant-policy",
        "No policy that never changes beats history on all three headlines.",
        bool(_least(points).max() < 100.0),
        f"{told}; the best has {_told(points, best_lane)}.",
    )


def _told(points: Array, lane: int) -> str:
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
    lane = int(_least(points).argmax())
    place, turn, value = cases[lane]
    which = f"{ground.level.levers[place].id} at {value:g} from {ground.month(turn)}"
    return Claim(
        "no-single-lever",
        "No policy that moves a single lever beats history on all three headlines.",
        bool(_least(points).max() < 100.0),
        f"{len(cases)} runs in {ground.level.id}; the best, {which}, has {_told(points, lane)}.",
    )


def idle_claim(grounds: Sequence[Ground]) -> Claim:
    """Doing nothing loses: opening settings held, cards left to their stated default."""
    rows: list[Row] = []
    for ground in grounds:
        plan = standing(ground.level, opening_settings(ground.level)[:, None])
        plan.answers[:, 0] = [
            next(i for i, option in enumerate(card.options) if option.id == card.default) for card in ground.level.cards
        ]
        played = ground.play(plan, free=False)
        points = points_of(played.scores(ground.history))[:, 0].tolist()
        rows.append((ground.level.id, *points, "yes" if played.removed[0] else "no"))
    lost = [float(row[4]) < DEFEAT_BELOW or row[5] == "yes" for row in rows]
    return Claim(
        "idling-loses",
        f"Doing nothing loses: overall below {DEFEAT_BELOW:g}, or removed from office.",
        all(lost),
        f"It does in {sum(lost)} of {len(rows)} levels.",
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
        breeder = Breeder(ground.level, _SEED + 1)
        plans = breeder.random_plans(ground.effort.draws)
        drawn = breeder.chance.integers(0, len(MOVES), size=plans.moves.shape)
        played = ground.play(Plans(plans.settings, plans.answers, drawn), free=False)
        points = points_of(played.scores(ground.history))
        beaten = float((_least(points) >= 100.0).mean())
        middle, high = (float(np.quantile(points[3], share)) for share in (0.5, 0.95))
        rows.append((ground.level.id, middle, high, 100.0 * beaten, 100.0 * float(played.removed.mean())))
    return Claim(
        "random-play-loses",
        "Random play lands well below history: median overall under 92, all three at 100 in fewer than 2 of 100 runs.",
        all(float(row[1]) < 92.0 and float(row[3]) < 2.0 for row in rows),
        f"{grounds[0].effort.draws} plans drawn at random for each level, paid for as in play.",
        ("level", "median overall", "95th percentile", "% with all three at 100", "% removed"),
        tuple(rows),
    )


def contradiction_claim(ground: Ground, best: Plans | None) -> Claim:
    """What wins early loses late: early settings held to the end, and late settings from the start, both lose."""
    rows: list[Row] = []
    held = True
    for name, plan in (("history", ground.base), ("par", best)):
        if plan is None:
            continue
        dates = [place for place in ground.dates() if place > 0]
        cut = dates[0] if dates else plan.settings.shape[0] // 2
        early, late = plan.settings[0 if cut == 0 else cut - 1], plan.settings[-1]
        plans = copies(plan, 3)
        plans.settings[cut:, :, 1] = early[None, :, 0]
        plans.settings[:cut, :, 2] = late[None, :, 0]
        points = ground.points(plans)
        for lane, what in enumerate(("as it is", f"settings of {ground.month(cut - 1)} kept", "last settings at once")):
            rows.append((name, what, *points[:, lane].tolist()))
        held = held and bool((points[3, 1:] < points[3, 0] - VISIBLE_POINTS).all())
    return Claim(
        "eras-contradict",
        "The winning policies of different eras contradict each other: kept on, or brought forward, they lose.",
        held,
        f"In {ground.level.id}, orders at no cost.",
        ("path", "changed", *HEADLINES, "overall"),
        tuple(rows),
    )
