"""Behaviour checks: what a change of one thing must do to a figure, judged by pairs of runs.

A check names a common ground (history's policies, with changes of its own where it asks "and if ...") and what is
changed on top of it. All runs of all checks go through the engine at once, one lane each. For calibration the same
checks give a smooth loss, one changed path at a time over many parameter sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from game.analysis.runs import PolicyPath, Run, run_path
from game.economy import exact
from game.economy.blocks import Array
from game.economy.dimensions import MONTHS_PER_YEAR
from game.economy.policy import NO_CAP_T_PER_YEAR, POLICY_FIELDS
from game.economy.quantities import Parameters
from game.economy.world import World
from game.rules.game_state import Engine

Operation = Literal["value", "times", "plus"]
Kind = Literal["mean", "sum", "peak", "every_year"]
Compare = Literal["above", "below", "within"]
Measure = Literal["relative", "difference"]
Window = tuple[int, int]  # first and last month, counted from January 1985

# A calibration should not stop at the edge of a threshold: it goes on until a quarter more is reached.
_MARGIN: Final = 0.25
_LEAST_MARGIN: Final = 0.002
_LARGEST_LOSS: Final = 4.0
_NOTHING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done otherwise: a lever or shock over some months, or a parameter for the whole run."""

    of: Literal["lever", "parameter"]
    name: str
    operation: Operation
    amount: float
    first: int = 0
    last: int | None = None  # None: to the end


Changes = tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Two runs and what must differ between them: the ground, and the ground with the changes."""

    id: str
    words: str
    changes: Changes
    figure: str
    window: Window
    compare: Compare
    by: float
    base: Changes = ()
    kind: Kind = "mean"
    per: str | None = None  # a second figure that the first is divided by
    against: Window | None = None  # earlier months of the same run that the figure is divided by
    measure: Measure = "relative"
    fit: bool = False  # calibration should see it
    known_miss: str = ""  # why the engine fails it at present

    @property
    def figures(self) -> tuple[str, ...]:
        return (self.figure,) if self.per is None else (self.figure, self.per)

    @property
    def lanes(self) -> tuple[Changes, Changes]:
        """The two runs: the ground, and the changes on top of it."""
        return self.base, self.base + self.changes

    @property
    def end(self) -> int:
        """The month after the last that the check looks at."""
        return max(self.window[1], self.against[1] if self.against else 0) + 1


@dataclass(frozen=True, slots=True)
class Result:
    """A check judged: both figures (of the worst year for `every_year`), the change between them, the verdict."""

    check: Check
    base: float
    changed: float
    change: float
    passed: bool

    def __str__(self) -> str:
        size = f"{100.0 * self.change:+.1f} %" if self.check.measure == "relative" else f"{self.change:+.4g}"
        return f"{self.check.words}: base {self.base:.4g}, changed {self.changed:.4g} ({size})"


def changed_path(path: PolicyPath, changes: Iterable[Change]) -> PolicyPath:
    """The path with the changes of levers and shocks, in their order; parameters are left to `changed_parameters`."""
    values = path.values.copy()
    for change in changes:
        if change.of != "lever":
            continue
        last = len(values) if change.last is None else change.last + 1
        rows = slice(change.first, last), POLICY_FIELDS.index(change.name)
        now = values[rows]
        if change.operation == "value":
            values[rows] = change.amount
            continue
        moved = now * change.amount if change.operation == "times" else now + change.amount
        # Four fifths of "no quota" is no quota.
        values[rows] = np.where(now >= NO_CAP_T_PER_YEAR, now, moved)
    return PolicyPath(values)


def parameter_rows(name: str) -> list[int]:
    """Rows of a parameter, all of a vector (`mine_cost_usd_per_t`) or one (`mine_cost_usd_per_t[heavy]`)."""
    labels = Parameters.row_names()
    return [row for row, label in enumerate(labels) if name in (label, label.partition("[")[0])]


def changed_parameters(block: Array, changes: Iterable[Change]) -> Array:
    """A block of parameters, shape (rows, B), with the changes of parameters."""
    block = block.copy()
    for change in changes:
        if change.of != "parameter":
            continue
        rows = parameter_rows(change.name)
        if change.operation == "value":
            block[rows] = change.amount
        else:
            block[rows] = block[rows] * change.amount if change.operation == "times" else block[rows] + change.amount
    return block


def _figure(check: Check, run: Run, window: Window, kind: Kind) -> Array:
    """The check's figure over some months: shape (years, B) for `every_year`, else (1, B)."""
    months = slice(window[0], window[1] + 1)
    values = run.series[check.figure][months]
    divisor = None if check.per is None else run.series[check.per][months]
    if kind == "peak":
        values = values if divisor is None else values / (divisor + _NOTHING)
        peak: Array = np.max(values, axis=0)[None]
        return peak
    length = MONTHS_PER_YEAR if kind == "every_year" else len(values)
    sums = np.cumsum(values.reshape(-1, length, values.shape[-1]), axis=1)[:, -1]
    if divisor is not None:
        result: Array = sums / (np.cumsum(divisor.reshape(-1, length, divisor.shape[-1]), axis=1)[:, -1] + _NOTHING)
        return result
    return sums if kind == "sum" else sums / float(length)


def readings(check: Check, run: Run) -> Array:
    """What the check compares between two runs, shape (years or 1, B)."""
    figure = _figure(check, run, check.window, check.kind)
    if check.against is None:
        return figure
    return figure / (_figure(check, run, check.against, "mean") + _NOTHING)


def slack(check: Check, base: Array, changed: Array) -> tuple[Array, Array]:
    """By how much the check is met (negative: missed) and the change itself, shape (years or 1, B)."""
    change = changed - base
    if check.measure == "relative":
        change = change / (np.abs(base) + _NOTHING)
    if check.compare == "within":
        return check.by - np.abs(change), change
    return (change if check.compare == "above" else -change) - check.by, change


def figures_of(checks: Iterable[Check]) -> tuple[str, ...]:
    """All figures that the checks read, in order of name."""
    return tuple(sorted({name for check in checks for name in check.figures}))


def _distinct(checks: Iterable[Check]) -> dict[Changes, int]:
    """Every run the checks need, once; lane 0 is history as it was."""
    lanes: dict[Changes, int] = {(): 0}
    for check in checks:
        for changes in check.lanes:
            lanes.setdefault(changes, len(lanes))
    return lanes


def run_lanes(engine: Engine, path: PolicyPath, lanes: Sequence[Changes], figures: Sequence[str]) -> Run:
    """One run in which each lane has its own policy path and parameters."""
    paths = np.stack([changed_path(path, changes).values for changes in lanes], axis=-1)
    own = engine.parameters.block()
    parameters = Parameters.from_block(np.hstack([changed_parameters(own, changes) for changes in lanes]))
    return run_path(parameters, engine.world, PolicyPath(paths), figures)


def run_checks(engine: Engine, path: PolicyPath, checks: Sequence[Check]) -> tuple[Result, ...]:
    """Every check judged, out of one batched run; `path` is history's policy from January 1985."""
    if not checks:
        return ()
    lanes = _distinct(checks)
    months = max(check.end for check in checks)
    run = run_lanes(engine, PolicyPath(path.values[:months]), list(lanes), figures_of(checks))

    def judge(check: Check) -> Result:
        base, changed = (
            readings(check, Run({name: run.series[name][:, lane : lane + 1] for name in check.figures}))[:, 0]
            for lane in (lanes[changes] for changes in check.lanes)
        )
        met, change = slack(check, base, changed)
        worst = int(np.argmin(met))
        passed = bool(np.isfinite(met).all() and met[worst] >= 0.0)
        return Result(check, float(base[worst]), float(changed[worst]), float(change[worst]), passed)

    return tuple(judge(check) for check in checks)


def check_loss(check: Check, base: Array, changed: Array) -> Array:
    """0 where the check is met with a margin, then the shortfall over the size of what is asked, shape (B,)."""
    met = np.min(slack(check, base, changed)[0], axis=0)
    wanted = _MARGIN * abs(check.by) + _LEAST_MARGIN
    if check.compare == "within":
        wanted = min(wanted, 0.5 * check.by)
    short = exact.positive(wanted - met) / (abs(check.by) + 0.05)
    return np.where(np.isfinite(met), np.minimum(short, _LARGEST_LOSS), _LARGEST_LOSS)


def check_losses(
    parameters: Parameters,
    world: World,
    path: PolicyPath,
    checks: Sequence[Check],
    history: Run | None = None,
    compiled: bool = False,
) -> Mapping[str, Array]:
    """The loss of each check on every lane of the parameters, id -> (B,).

    `history` may be a run of the path with `figures_of` the checks that the caller has already; each other path is
    run once, as far as its checks look. All runs keep the same figures, so that `compiled` compiles once.
    """
    block = parameters.block()
    told: dict[tuple[str, bool], Array] = {}
    for changes in _distinct(checks):
        asked = [(check, side) for check in checks for side in (False, True) if check.lanes[side] == changes]
        if not asked:
            continue
        if not changes and history is not None:
            run = history
        else:
            months = max(check.end for check, _ in asked)
            run = run_path(
                Parameters.from_block(changed_parameters(block, changes)),
                world,
                PolicyPath(changed_path(path, changes).values[:months]),
                figures_of(checks),
                compiled=compiled,
            )
        for check, side in asked:
            told[check.id, side] = readings(check, run)
    return {check.id: check_loss(check, told[check.id, False], told[check.id, True]) for check in checks}
