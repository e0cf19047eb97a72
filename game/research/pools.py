"""Where a sweep's pieces of work are done: this process, other processes or a Dask cluster, with the same answers."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from importlib import import_module
from itertools import islice
from multiprocessing import active_children, get_context
from typing import Any, Final

from game.faults import Fault, Problem
from game.research.cases import Seat, Work
from game.research.engine_runs import by_the_engine
from game.research.outcomes import Outcome
from game.research.rules_runs import by_the_rules
from game.rules.level import Level

Outcomes = tuple[Outcome, ...]
Pool = Callable[[Iterable[Work]], Iterator[Outcomes]]
# Pieces that wait at each process, so that none is idle and an interruption loses little.
_AHEAD: Final = 2


def work_done(work: Work) -> Outcomes:
    """The outcomes of a piece of work; the same wherever it is done.

    Raises Fault when the level's file is missing or another than the sweep was laid out with.
    """
    make = by_the_rules if work.mode == "rules" else by_the_engine
    return tuple(make(work, _level(work.seat)))


@lru_cache(maxsize=8)
def _level(seat: Seat) -> Level:
    return seat.level()


@contextlib.contextmanager
def local(jobs: int) -> Iterator[Pool]:
    """Spawned processes on this machine; with one job the work is done in this process."""
    if jobs <= 1:
        yield lambda works: map(work_done, works)
        return
    executor = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_ready)
    before = set(active_children())
    try:
        yield lambda works: _spread(executor, works, jobs * _AHEAD)
    except BaseException:
        # Whoever breaks a sweep off does not want to wait for runs that nobody will read.
        executor.shutdown(wait=False, cancel_futures=True)
        for process in set(active_children()) - before:
            process.terminate()
        raise
    executor.shutdown()


def _ready() -> None:
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts means the sweep, not one process


def _spread(executor: ProcessPoolExecutor, works: Iterable[Work], most: int) -> Iterator[Outcomes]:
    coming, waiting = iter(works), set[Future[Outcomes]]()
    while True:
        for work in coming:
            waiting.add(executor.submit(work_done, work))
            if len(waiting) >= most:
                break
        if not waiting:
            return
        done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
        for one in done:
            try:
                yield one.result()
            except BrokenProcessPool as error:
                what = "a process of the pool died (out of memory?); what is done is kept, go on with fewer --jobs"
                raise Fault([Problem("sweep", "E1003", what)]) from error


@contextlib.contextmanager
def dask(jobs: int, scheduler: str = "") -> Iterator[Pool]:
    """Workers of a Dask cluster: the one whose scheduler is named, else one of so many processes on this machine.

    Every worker needs the game in the same version and the level files at the same paths.
    Raises Fault when Dask is not installed or the scheduler does not answer.
    """
    try:
        distributed: Any = import_module("distributed")
    except ImportError as error:
        what = 'needs Dask: pip install -e ".[dask]"'
        raise Fault([Problem("--pool", "E2008", what)]) from error
    with contextlib.ExitStack() as open_ones:
        if scheduler:
            try:
                client: Any = open_ones.enter_context(distributed.Client(scheduler, timeout=20))
            except (OSError, ValueError) as error:
                raise Fault([Problem(scheduler[:200], "E6006", f"no Dask scheduler answers: {error}")]) from error
        else:
            cluster = distributed.LocalCluster(
                n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None
            )
            client = open_ones.enter_context(distributed.Client(open_ones.enter_context(cluster)))
        yield lambda works: _through(client, distributed.as_completed, works)


def _through(client: Any, as_completed: Any, works: Iterable[Work]) -> Iterator[Outcomes]:
    """Pieces given to a cluster as it finishes others."""
    coming = iter(works)
    ahead = max(sum(client.nthreads().values()), 1) * _AHEAD
    first = [client.submit(work_done, work, pure=False) for work in islice(coming, ahead)]
    running = as_completed(first)
    for one in running:
        outcomes: Outcomes = one.result()
        following = next(coming, None)
        if following is not None:
            running.add(client.submit(work_done, following, pure=False))
        yield outcomes
