"""Timing, and lines that say at a glance which aim is met."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence


def seconds(work: Callable[[], object]) -> float:
    """Time on the wall, for work of several processes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def processor_seconds(work: Callable[[], object]) -> float:
    """Processor time of this process, which others' work on the machine lengthens least."""
    start = time.process_time()
    work()
    return time.process_time() - start


def best_of(rounds: int, *works: Callable[[], object]) -> tuple[float, ...]:
    """The shortest processor time of each work. They take turns, so that noise of the machine falls on all alike."""
    shortest = [float("inf")] * len(works)
    for _ in range(rounds):
        for place, work in enumerate(works):
            shortest[place] = min(shortest[place], processor_seconds(work))
    return tuple(shortest)


def heading(text: str, columns: Sequence[str] = ()) -> None:
    print(f"\n{text:<46}" + "".join(f"{column:>14}" for column in columns), flush=True)


def line(text: str, columns: Sequence[str] = (), verdict: str = "") -> None:
    print(f"  {text:<44}" + "".join(f"{column:>14}" for column in columns) + (f"   {verdict}" if verdict else ""))


def aim(wanted: str, met: bool) -> str:
    return f"aim: {wanted} - {'met' if met else 'MISSED'}"
