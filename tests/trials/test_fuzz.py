"""Bad files by number: every reader takes or refuses each by name, and what finds bugs is itself held to be able to."""

from __future__ import annotations

import dataclasses

import pytest

from game.faults import Fault, Problem
from game.trials.fuzz import run
from game.trials.fuzz.run import GENERATORS, Tally, fuzz, known_targets, made, run_cases
from game.trials.fuzz.targets import TAKEN, Target

# 200,000 in all over the workers of a run; ten million on demand: lanthanide fuzz --cases 10000000.
SLICES, SLICE = 20, 10_000


@pytest.mark.parametrize("part", range(SLICES))
def test_no_bad_file_does_more_than_be_refused(part: int) -> None:
    tally = run_cases(part * SLICE, SLICE)
    assert tally.findings == []
    assert tally.cases == SLICE
    assert tally.sound() > 0.5
    for target in known_targets():
        assert tally.sound(target.name) > 0.03


@pytest.mark.parametrize("target", known_targets(), ids=[one.name for one in known_targets()])
def test_the_seeds_are_sound_and_every_way_reaches_past_the_text(target: Target) -> None:
    for seed in target.seeds:
        assert target.stage(seed)[0] == TAKEN, target.stage(seed)
        assert target.stage(target.write(target.tree(seed)))[0] == TAKEN
    tally = Tally()
    for generator in GENERATORS:
        for case in range(300):
            run._one(tally, target, generator, case)
        stages = {key[2]: count for key, count in tally.stages.items() if key[1] == generator}
        assert stages.get("meaning", 0) > 5, (generator, stages)
        # What is grown by chance is seldom a whole level and never a capsule, and that is as it should be.
        assert stages.get("taken", 0) > 1 or generator == "grammar", (generator, stages)


def test_a_case_is_the_same_bytes_every_time_and_others_are_others() -> None:
    for target in known_targets():
        contents = [made(target, generator, case) for generator in GENERATORS for case in range(40)]
        assert contents == [made(target, generator, case) for generator in GENERATORS for case in range(40)]
        assert len(set(contents)) > 80


@pytest.mark.parametrize("bug", ["raises", "two lines", "hangs"])
def test_a_reader_that_does_wrong_is_found(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(content: bytes) -> None:
        if b"nan" in content:
            if bug == "raises":
                raise KeyError("nan")
            if bug == "two lines":
                raise Fault([Problem("x\ny" * 10, "E3001", "w" * 3000)])
            while True:
                pass

    monkeypatch.setattr(run, "_HANG_SECONDS", 0.05)
    monkeypatch.setattr("game.trials.fuzz.targets.Fault.lines", lambda fault: [str(fault.problems[0]) + "\n"])
    broken = dataclasses.replace(next(one for one in known_targets() if one.name == "policy"), read=read)
    tally = Tally()
    with run._alarm():
        for case in range(400):
            run._one(tally, broken, "bytes", case)
    assert tally.findings
    assert all(b"nan" in found.content for found in tally.findings)


def test_parts_add_up_to_the_whole() -> None:
    whole = fuzz(0, 600)
    parts = Tally()
    for first in (0, 200, 400):
        parts.add(run_cases(first, 200))
    assert (whole.stages, whole.codes, whole.cases) == (parts.stages, parts.codes, parts.cases)
