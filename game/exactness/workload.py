"""What every cell of the matrix computes, in a process of its own: `python -m game.exactness.workload PART`.

Parts: `features` says what the processor and numpy offer; `run` plays history's whole campaign and random campaigns;
`lanes` holds lanes alone and lanes in another order against the batch; `saves` plays history's campaign as a relay of
saved and loaded games. Each prints lines of progress and ends with one JSON line that carries the digest.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np

from game.analysis.evidence import campaign, load_engine
from game.desk import journal_bytes, new_session, replay
from game.economy.blocks import Array
from game.economy.chance import draw, key
from game.economy.dimensions import FIRST_YEAR, MONTHS_PER_YEAR, month_label
from game.economy.month import opening_state
from game.economy.quantities import Parameters, State
from game.exactness.draws import RandomPolicies, campaign_keys
from game.kernels.course import begin
from game.rules.commands import EndTurn
from game.rules.game_state import Engine
from game.session import Session, baseline
from game.storage.journal import parse_journal


def features() -> dict[str, Any]:
    """The version of numpy and the code paths it may choose between on this processor and has not been forbidden."""
    try:
        core = importlib.import_module("numpy._core._multiarray_umath")
    except ModuleNotFoundError:  # before numpy 2
        core = importlib.import_module("numpy.core._multiarray_umath")
    on = [name for name in core.__cpu_dispatch__ if core.__cpu_features__.get(name)]
    python = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    return {"numpy": np.__version__, "python": python, "features": on, "control": _control()}


def _control() -> str:
    """What the engine may not use: where numpy's own exp moves, a cell has shown that it could have found something."""
    values = np.exp(np.arange(4096.0) * 0.01 - 20.0)
    return hashlib.sha256(values.astype("<f8").tobytes()).hexdigest()


def tell(done: int, of: int) -> None:
    """A line of progress for whoever watches."""
    print(json.dumps({"done": done, "of": of}), flush=True)


def run(lanes: int) -> dict[str, Any]:
    """Every month's full state in history's whole campaign, score and figures, and in some random campaigns."""
    level = campaign()
    engine = load_engine(level)
    made = hashlib.sha256()
    session = Session(level, engine)
    commands = baseline(level, engine).commands
    for place, command in enumerate(commands):
        session.submit(command)
        for mark in session.last_marks:
            made.update(f"{mark['month']} {mark['state']}\n".encode())
        tell(place + 1, len(commands))
    for name in sorted(session.recording.columns):
        made.update((session.true_series(name) + 0.0).astype("<f8").tobytes())
    made.update(session.true_score().overall.hex().encode())
    keys, policies, batch = campaign_keys(0, lanes), RandomPolicies(level), _Batch(engine, lanes)
    for month in range(level.end + 1):
        batch.live(month, policies.rows(month, keys))
        made.update(batch.state.digest())
    return {"digest": made.hexdigest(), "difference": ""}


class _Batch:
    """Random campaigns side by side, a month at a time, in the form the engine chooses for their number."""

    def __init__(self, engine: Engine, lanes: int, start: Array | None = None) -> None:
        self.engine = engine
        parameters = Parameters.from_block(np.repeat(engine.parameters.block(), lanes, axis=1))
        opening = opening_state(parameters, engine.world) if start is None else State.from_block(start)
        self.course = begin(parameters, opening)

    def live(self, month: int, rows: Array) -> None:
        self.course.advance(rows, self.engine.world.row(month))

    @property
    def state(self) -> State:
        return self.course.state


def _same_bits(one: Array, other: Array) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """By column, whether two blocks agree to the last bit (adding 0.0 makes one zero of two)."""
    equal = (one + 0.0).view(np.int64) == (other + 0.0).view(np.int64)
    same: np.ndarray[Any, np.dtype[np.bool_]] = equal.all(axis=0)
    return same


def lanes(count: int, whole_lanes: int) -> dict[str, Any]:
    """A batch of random campaigns against each of its lanes alone, a few for the whole span, and in another order.

    Alone, lane i lives through one year, from the batch's state at its start: years go round the lanes, so that a
    batch of a few thousand tries every year of the span about a hundred times.
    """
    level = campaign()
    engine = load_engine(level)
    keys, policies = campaign_keys(0, count), RandomPolicies(level)
    months = level.end + 1
    years = months // MONTHS_PER_YEAR
    order = np.argsort(draw(key(7), keys), kind="stable")
    batch, shuffled = _Batch(engine, count), _Batch(engine, count)
    whole = {lane: _Batch(engine, 1) for lane in range(0, count, max(count // whole_lanes, 1))}
    difference = ""
    for year in range(years):
        group = slice(year, None, years)  # the lanes that live through this year alone
        start = batch.state.block()[:, group]
        lived: list[Array] = []  # policy rows of the group, by month
        for month in range(year * MONTHS_PER_YEAR, (year + 1) * MONTHS_PER_YEAR):
            rows = policies.rows(month, keys)
            lived.append(rows[:, group])
            batch.live(month, rows)
            shuffled.live(month, np.ascontiguousarray(rows[:, order]))
            block = batch.state.block()
            same = _same_bits(shuffled.state.block(), block[:, order])
            if not difference and not same.all():
                difference = f"lane {int(order[np.argmin(same)])} in another order differs in {month_label(month)}"
            for lane, alone in whole.items():
                alone.live(month, rows[:, lane : lane + 1])
                if not difference and not _same_bits(alone.state.block(), block[:, lane : lane + 1]).all():
                    difference = f"lane {lane} alone differs in {month_label(month)}"
            tell(month + 1, months)
        strayed = _alone(engine, year, start, lived, batch.state.block()[:, group])
        if not difference and strayed is not None:
            difference = f"lane {year + strayed * years} alone differs in {FIRST_YEAR + year}"
    return {"digest": batch.state.digest().hex(), "difference": difference}


def _alone(engine: Engine, year: int, start: Array, rows: list[Array], end: Array) -> int | None:
    """Some lanes alone for one year, each held against its end in the batch; the first that differs."""
    for place in range(start.shape[1]):
        alone = _Batch(engine, 1, np.ascontiguousarray(start[:, place : place + 1]))
        for month, policy in enumerate(rows, start=year * MONTHS_PER_YEAR):
            alone.live(month, policy[:, place : place + 1])
        if not _same_bits(alone.state.block(), end[:, place : place + 1]).all():
            return place
    return None


def saves(every: int) -> dict[str, Any]:
    """History's campaign as a relay: at every n-th end of a turn it is saved, and the loaded game plays on."""
    level = campaign()
    engine = load_engine(level)
    straight = Session(level, engine)
    commands = baseline(level, engine).commands
    for command in commands:
        straight.submit(command)
    relay = new_session(level)
    difference, turns, saved = "", 0, 0
    for place, command in enumerate(commands):
        relay.submit(command)
        difference = difference or _mark_difference(straight, relay, place)
        if isinstance(command, EndTurn):
            turns += 1
            if turns % every == 0:
                content = journal_bytes(relay)
                loaded = replay(parse_journal("relay", content), level)
                saved += 1
                if not difference and (loaded.difference or journal_bytes(loaded.session) != content):
                    difference = f"loaded in {month_label(relay.state.month)}: {loaded.difference or 'another journal'}"
                relay = loaded.session
        tell((place + 1) * (place + 1), len(commands) * len(commands))
    if not difference and relay.recording.columns != straight.recording.columns:
        difference = "figures differ at the end"
    if not difference and journal_bytes(relay) != journal_bytes(straight):
        difference = "journals differ at the end"
    return {"digest": relay.state.digest(), "difference": difference, "saved": saved}


def _mark_difference(straight: Session, relay: Session, place: int) -> str:
    for wanted, made in zip(straight.marks[place], relay.last_marks, strict=True):
        if wanted != made:
            return f"the relay differs in {made['month']}"
    return ""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m game.exactness.workload", description=__doc__)
    parser.add_argument("part", choices=["features", "run", "lanes", "saves"])
    parser.add_argument("--lanes", type=int, default=16)
    parser.add_argument("--whole", type=int, default=8, help="lanes that are played alone for the whole span")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args(argv)
    result: dict[str, Any] = {}
    if options.part == "run":
        result = run(options.lanes)
    elif options.part == "lanes":
        result = lanes(options.lanes, options.whole)
    elif options.part == "saves":
        result = saves(options.every)
    print(json.dumps({**features(), **result}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
