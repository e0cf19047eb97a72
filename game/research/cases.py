"""A sweep laid out: its runs in order, what identifies each, and the pieces of work that go to a pool."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Final

from game import __version__
from game.content.engine import parameters_of, world_of
from game.content.load import find_level, load_level
from game.faults import Fault, Problem
from game.research.parameter_sets import SweptParameters, swept_parameters
from game.research.policies import SweptPolicy, swept_policies
from game.research.spec import MOST_RUNS, FiguresRow, Spec
from game.rules.level import Level

# Policies of one piece of work by the rules: they share history's run, which costs as much as one of theirs.
RULES_AT_ONCE: Final = 4
# Lanes of one piece by the engine: wide enough for numpy, few enough that their figures fit in the cache.
ENGINE_AT_ONCE: Final = 512


@dataclass(frozen=True, slots=True)
class Seat:
    """A level as a sweep plays it; small, so that it can go to another machine."""

    file: str
    content_hash: str
    difficulty: str
    seed: int | None  # of the world; None: the level's own

    def level(self) -> Level:
        """The level from its file.

        Raises Fault when it cannot be read or is no longer the one that the sweep was laid out with.
        """
        level = load_level(Path(self.file))
        if level.content_hash != self.content_hash:
            raise Fault([Problem(self.file, "E4021", "is not the level that the sweep was laid out with")])
        level = level.at_difficulty(self.difficulty)
        return level if self.seed is None else replace(level, seed=self.seed)


@dataclass(frozen=True, slots=True)
class Case:
    """One run of a sweep; the key says all that its figures depend on."""

    key: str
    level: str
    seat: Seat
    parameters: SweptParameters
    policy: SweptPolicy


@dataclass(frozen=True, slots=True)
class Work:
    """Runs of one level that a process makes at once."""

    mode: str
    seat: Seat
    figures: FiguresRow
    cases: tuple[Case, ...]


def cases_of(spec: Spec) -> tuple[Case, ...]:
    """Every run of a specification: levels, difficulties, seeds, parameter sets, policies, the last varying fastest.

    Raises Fault for a level, file or order that cannot be used, and for more than a million runs.
    """
    files = [_level_file(spec, place, name) for place, name in enumerate(spec.file.levels)]
    levels = tuple(load_level(file) for file in files)
    policies, parameters = swept_policies(spec, levels), swept_parameters(spec, levels)
    seeds: Sequence[int | None] = spec.file.seeds or [None]
    count = len(levels) * len(spec.file.difficulties) * len(seeds) * len(parameters) * len(policies)
    if count > MOST_RUNS:
        raise Fault([spec.source.problem(("policy",), "E7018", "makes too many runs", count, f"at most {MOST_RUNS}")])
    sums = {policy.id: policy.digest for policy in policies}
    made = []
    for (file, level), difficulty, seed in product(zip(files, levels, strict=True), spec.file.difficulties, seeds):
        seat = Seat(str(file), level.content_hash, difficulty, seed)
        base = _seat_digest(spec, level, seat)
        for one in parameters:
            values = (one.values or b"own") + base
            made += [Case(_key(values, sums[policy.id]), level.id, seat, one, policy) for policy in policies]
    return tuple(made)


def pieces(spec: Spec, cases: Sequence[Case], done: Container[str]) -> Iterator[Work]:
    """The runs that are not done yet, in pieces that share a level, and by the rules also the parameters."""
    waiting: list[Case] = []
    seen: set[str] = set()  # two names may stand for one and the same run
    most = RULES_AT_ONCE if spec.file.mode == "rules" else ENGINE_AT_ONCE

    def together(one: Case, other: Case) -> bool:
        return one.seat == other.seat and (spec.file.mode == "engine" or one.parameters == other.parameters)

    for case in cases:
        if case.key in done or case.key in seen:
            continue
        seen.add(case.key)
        if waiting and (len(waiting) >= most or not together(waiting[0], case)):
            yield Work(spec.file.mode, waiting[0].seat, spec.file.figures, tuple(waiting))
            waiting = []
        waiting.append(case)
    if waiting:
        yield Work(spec.file.mode, waiting[0].seat, spec.file.figures, tuple(waiting))


def _level_file(spec: Spec, place: int, name: str) -> Path:
    """A level by id, or by a path from the specification's folder."""
    if name.endswith(".toml"):
        return (spec.path.parent / name).resolve()
    try:
        return find_level(name).resolve()
    except Fault as fault:
        problem = fault.problems[0]
        raise Fault(
            [spec.source.problem(("levels", place), problem.code, problem.what, name, problem.expected)]
        ) from fault


def _seat_digest(spec: Spec, level: Level, seat: Seat) -> bytes:
    """Of all that a run depends on besides parameters and policy."""
    known = [
        __version__,
        level.rules,
        spec.file.mode,
        level.content_hash,
        parameters_of(level.parameters).digest,
        world_of(level.world).digest,
        seat.difficulty,
        seat.seed,
        spec.file.figures.model_dump(),
    ]
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).digest()


def _key(values: bytes, policy: str) -> str:
    return hashlib.sha256(values + policy.encode()).hexdigest()[:32]
