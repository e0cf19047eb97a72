"""Cases by number: case 17 of a reader is the same bytes on every machine, so a bad one can be made again alone."""

from __future__ import annotations

import contextlib
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any, Final

from game.trials.fuzz.making import from_bytes, from_tree, grown
from game.trials.fuzz.targets import MEANING, TAKEN, Target, targets

GENERATORS: Final = ("bytes", "tree", "grammar")
WORST_SECONDS: Final = 1.0  # any input up to the caps
_HANG_SECONDS: Final = 20.0
_MEMORY_BYTES: Final = 2 * 1024**3
_CHUNK: Final = 2000
_MOST_KEPT: Final = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """A case that did what none may do."""

    target: str
    generator: str
    case: int
    what: str
    content: bytes


@dataclass(slots=True)
class Tally:
    """What many cases came to; tallies of parts add up to that of the whole."""

    cases: int = 0
    stages: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # (target, generator, stage)
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)  # (target, code)
    worst_seconds: float = 0.0
    worst_case: str = ""
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.cases += other.cases
        self.stages.update(other.stages)
        self.codes.update(other.codes)
        if other.worst_seconds > self.worst_seconds:
            self.worst_seconds, self.worst_case = other.worst_seconds, other.worst_case
        self.findings += other.findings[: _MOST_KEPT - len(self.findings)]

    def sound(self, target: str = "") -> float:
        """Share of cases that were sound text of their format, 0-1: refused for what they say, or taken."""
        mine = {key: count for key, count in self.stages.items() if target in ("", key[0])}
        whole = sum(mine.values())
        return sum(count for key, count in mine.items() if key[2] in (MEANING, TAKEN)) / whole if whole else 0.0


class _Hang(BaseException):
    """Raised by the alarm inside a reader that does not come back."""


_TARGETS: list[Target] = []


def known_targets() -> tuple[Target, ...]:
    """The readers, made once a process."""
    if not _TARGETS:
        _TARGETS.extend(targets())
    return tuple(_TARGETS)


def made(target: Target, generator: str, case: int) -> bytes:
    """The bytes of a case."""
    chance = random.Random(f"{target.name} {generator} {case}")
    seed = chance.choice(target.seeds)
    if generator == "bytes":
        content = from_bytes(chance, seed)
        return target.repair(content) if chance.random() < 0.7 else content
    if generator == "tree":
        return target.write(from_tree(chance, target.tree(seed)))
    return target.write(grown(chance, target.schema))


def share_of(case: int, chosen: Sequence[Target]) -> tuple[Target, str]:
    """Which reader and which way of making a numbered case belongs to: all in turn."""
    return chosen[case % len(chosen)], GENERATORS[case // len(chosen) % len(GENERATORS)]


def run_cases(first: int, count: int, names: Sequence[str] = ()) -> Tally:
    """Cases first..first+count-1 of the named readers, or of all."""
    chosen = [one for one in known_targets() if not names or one.name in names]
    tally = Tally()
    with _alarm():
        for case in range(first, first + count):
            _one(tally, *share_of(case, chosen), case)
    return tally


def _one(tally: Tally, target: Target, generator: str, case: int) -> None:
    content = made(target, generator, case)
    start = time.perf_counter()
    stage, code, wrong = "", "", ""
    try:
        _arm(_HANG_SECONDS)
        stage, code = target.stage(content)
    except _Hang:
        wrong = f"did not come back within {_HANG_SECONDS:.0f} s"
    except Exception:
        wrong = traceback.format_exc(limit=-6)
    finally:
        _arm(0.0)
    seconds = time.perf_counter() - start
    tally.cases += 1
    tally.stages[target.name, generator, stage] += 1
    tally.codes[target.name, code] += 1
    if seconds > tally.worst_seconds:
        tally.worst_seconds, tally.worst_case = seconds, f"{target.name} {generator} {case}"
    if wrong and len(tally.findings) < _MOST_KEPT:
        tally.findings.append(Finding(target.name, generator, case, wrong, content))


def _arm(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


@contextlib.contextmanager
def _alarm() -> Iterator[None]:
    """A reader that hangs is interrupted where the system has alarms; elsewhere its time only shows in the tally."""

    def ring(*_: object) -> None:
        raise _Hang

    if not hasattr(signal, "SIGALRM"):
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    try:
        yield
    finally:
        _arm(0.0)
        signal.signal(signal.SIGALRM, before)


def _bound_memory() -> None:
    """A worker that eats memory fails alone, where the system can bound it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))


def _task(span: tuple[int, int, tuple[str, ...]]) -> Tally:
    return run_cases(*span)


def fuzz(
    first: int,
    count: int,
    names: Sequence[str] = (),
    jobs: int = 1,
    progress: Callable[[Tally], None] | None = None,
) -> Tally:
    """Many cases on some processes; the tally does not depend on their number but for its times."""
    whole = Tally()
    spans = [(start, min(_CHUNK, first + count - start), tuple(names)) for start in range(first, first + count, _CHUNK)]

    def add(parts: Any) -> None:
        for part in parts:
            whole.add(part)
            if progress is not None:
                progress(whole)

    if jobs <= 1 or len(spans) == 1:
        add(map(_task, spans))
    else:
        limit = _bound_memory if sys.platform.startswith("linux") else None
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=limit) as pool:
            add(pool.map(_task, spans))
    return whole
