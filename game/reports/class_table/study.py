"""A class scored beside the window: a thread that minds the workers, and what it has found so far."""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path

from game.faults import Fault
from game.language import language
from game.reports.class_table.command import Table, class_of, write_class
from game.reports.class_table.folder import collected, forget, rows_of
from game.reports.class_table.scoring import Row
from game.told import told


class _StoppedError(Exception):
    """Nobody wants the rest any more."""


class Study:
    """One folder being scored; read its fields at any time, they only grow."""

    def __init__(self, folder: Path, jobs: int = 0) -> None:
        self.folder = folder
        self.count = 0
        self.rows: list[Row] = []
        self.table: Table | None = None
        self.problem = ""
        self._jobs = jobs or os.cpu_count() or 1
        self._stopping = False
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def stop(self) -> None:
        """Let the workers go after the run they are at."""
        self._stopping = True

    def wait(self, seconds: float) -> bool:
        """Wait for the end; whether it came."""
        self._thread.join(seconds)
        return not self.running

    def _work(self) -> None:
        try:
            here = collected(self.folder)
            self.count = len(here.tasks)
            self.rows += here.refused
            with tempfile.TemporaryDirectory(prefix="lanthanide-class-") as place:
                rows = rows_of(here, Path(place), self._jobs, "", self._seen)
                forget(Path(place))
            self.table = class_of(rows)
        except _StoppedError:
            return
        except Fault as fault:
            self.problem = told(fault)
        except OSError as error:
            self.problem = f"{error.strerror or error}"

    def _seen(self, done: int, count: int, row: Row) -> None:
        self.rows.append(row)
        if self._stopping:
            raise _StoppedError


def write_study(table: Table, reports: Path) -> Path:
    """Write a class's table into a new folder among the reports; returns the folder.

    Raises Fault (exit 6) when the disk refuses.
    """
    folder = fresh_folder(reports, "class")
    write_class(table, folder, language())
    return folder


def fresh_folder(reports: Path, name: str) -> Path:
    """The first numbered folder of a name that is not there yet."""
    number = 1
    while (reports / f"{name}-{number}").exists():
        number += 1
    return reports / f"{name}-{number}"
