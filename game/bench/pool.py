"""A hundred thousand campaigns on processes of their own, each with its own engine."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor

from game.analysis.native import native_months
from game.bench.field import SCORED, Field, field
from game.bench.measure import processor_seconds, seconds
from game.kernels.course import TILE, PlannedCourse

PROCESSES = 2
# Campaigns of one call in C: it needs no width for speed, and their figures stay small enough to be used again.
_COMPILED_SHARE = 1024
_OWN: dict[str, Field] = {}


def _ready(compiled: bool) -> None:
    """Load and compile in the worker, so that the measured time is work alone."""
    _OWN["field"] = field()
    _campaigns(8, 1, compiled)


def _campaigns(lanes: int, months: int, compiled: bool) -> float:
    """Processor seconds for some campaigns."""
    native = native_months(SCORED) if compiled else None
    own = _OWN["field"]
    work = own.run(PlannedCourse, lanes, months, SCORED) if native is None else own.run_compiled(native, lanes, months)
    return processor_seconds(work)


def pool_seconds(campaigns: int, months: int, compiled: bool) -> tuple[float, float, float]:
    """Seconds for some campaigns on `PROCESSES` processes: until they stand ready, of work on the wall, and of work had
    each process a processor to itself.
    """
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_ready, initargs=(compiled,)) as pool:

        def run(total: int, length: int) -> float:
            share = min(_COMPILED_SHARE if compiled else TILE, -(-total // PROCESSES))
            waiting = [
                pool.submit(_campaigns, min(share, total - done), length, compiled) for done in range(0, total, share)
            ]
            return sum(one.result() for one in waiting)

        start = seconds(lambda: run(PROCESSES * 8, 1))
        before = time.perf_counter()
        worked = run(campaigns, months)
        return start, time.perf_counter() - before, worked / PROCESSES
