"""Workers that score hand-ins: spawned processes, one task at a time each, replaced when they die or take too long.

A pool of the standard library breaks as a whole when one of its processes dies; a class must not, so each worker has a
pipe of its own, and what kills it is reported for the one task it had.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Final

from game.faults import Fault, Problem
from game.reports.class_table.scoring import Row, Task, own_name, refused, scored

PROCESSOR_SECONDS: Final = 10  # for one hand-in, where the system can count them
WALL_SECONDS: Final = 90.0  # for one hand-in, start of the worker included
MEMORY_BYTES: Final = 512 * 1024 * 1024  # beyond what a worker needs to stand ready
Score = Callable[[Task, str], Row]


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    task: Task
    until: float


def crew(tasks: Sequence[Task], jobs: int, level_file: str = "", score: Score = scored) -> Iterator[Row]:
    """Score tasks on so many processes; rows in the order in which they are done.

    `score` is a function of a module, for workers import it. Every task comes back as a row, whatever befell it.
    """
    waiting = list(reversed(tasks))
    workers: list[_Worker] = []
    try:
        while waiting or workers:
            while waiting and len(workers) < max(jobs, 1):
                workers.append(_started(waiting.pop(), level_file, score))
            timeout = max(min(worker.until for worker in workers) - time.monotonic(), 0.0)
            ready = wait([worker.pipe for worker in workers], timeout)
            for worker in [one for one in workers if one.pipe in ready]:
                row, alive = _heard(worker)
                yield row
                if alive and waiting:
                    _give(worker, waiting.pop())
                else:
                    workers.remove(worker)
                    _dismiss(worker)
            for worker in [one for one in workers if time.monotonic() >= one.until]:
                workers.remove(worker)
                _dismiss(worker)
                yield _lost(worker.task, f"took longer than {WALL_SECONDS:.0f} s", "E7015")
    finally:
        for worker in workers:
            _dismiss(worker)


def _started(task: Task, level_file: str, score: Score) -> _Worker:
    context: Any = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, level_file, score), daemon=True)
    process.start()
    theirs.close()
    worker = _Worker(process, ours, task, 0.0)
    _give(worker, task)
    return worker


def _give(worker: _Worker, task: Task) -> None:
    worker.task, worker.until = task, time.monotonic() + WALL_SECONDS
    with contextlib.suppress(OSError):  # a worker that has died is noticed when it is listened to
        worker.pipe.send(task)


def _heard(worker: _Worker) -> tuple[Row, bool]:
    """A worker's row, and whether it can go on."""
    try:
        row: Row = worker.pipe.recv()
        return row, True
    except (EOFError, OSError):
        worker.process.join(5.0)
        code = worker.process.exitcode
        if code is not None and code == -getattr(signal, "SIGXCPU", 0):
            return _lost(worker.task, f"took longer than {PROCESSOR_SECONDS} s of processor time", "E7015"), False
        return _lost(worker.task, f"its process died with exit code {code}", "E1001"), False


def _lost(task: Task, what: str, code: str) -> Row:
    return refused(task.source, task.label or own_name(task.source), Fault([Problem(task.source, code, what)]))


def _dismiss(worker: _Worker) -> None:
    worker.pipe.close()
    if worker.process.is_alive():
        worker.process.terminate()
        worker.process.join(2.0)
        if worker.process.is_alive():
            worker.process.kill()
    worker.process.join()
    worker.process.close()


def _work(pipe: Connection, level_file: str, score: Score) -> None:
    """A worker's life: a task comes, a row goes, until the pipe is closed."""
    with contextlib.suppress(ValueError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts means the class, not one run
    limited = False
    while True:
        try:
            task: Task = pipe.recv()
        except (EOFError, OSError):
            return
        if not limited:
            limited = True
            _limit_memory()
        _limit_time()
        try:
            row = score(task, level_file)
        except MemoryError:
            row = _lost(task, f"needs more than {MEMORY_BYTES // 1024 // 1024} MB", "E7016")
        except Exception as error:
            # A bug of ours, for one run; the class goes on.
            row = _lost(task, f"internal error: {type(error).__name__}: {str(error)[:120]}", "E1002")
        with contextlib.suppress(OSError):
            pipe.send(row)


def _limit_memory() -> None:
    """Let this process have so much more than it has now, where the system can be asked."""
    try:
        import resource

        with open("/proc/self/statm", encoding="ascii") as stream:
            now = int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (now + MEMORY_BYTES, hard))
    except (ImportError, OSError, ValueError, IndexError):
        return


def _limit_time() -> None:
    """Let this process run for so long from now, where the system counts processor time."""
    try:
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        until = int(used.ru_utime + used.ru_stime) + PROCESSOR_SECONDS + 1
        resource.setrlimit(resource.RLIMIT_CPU, (until, hard))
    except (ImportError, OSError, ValueError):
        return
