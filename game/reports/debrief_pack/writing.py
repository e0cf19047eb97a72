"""A debrief pack written beside the window: a thread that plays the typical runs again and writes the files."""

from __future__ import annotations

import threading
from pathlib import Path

from game.faults import Fault
from game.reports.class_table.command import Table
from game.reports.class_table.study import fresh_folder
from game.reports.debrief_pack.command import write_pack
from game.told import told


class Writing:
    """One pack on its way into a new folder among the reports; read `problem` once it no longer runs."""

    def __init__(self, table: Table, folder: Path, reports: Path, language: str) -> None:
        self.out = fresh_folder(reports, "debrief")
        self.problem = ""
        self._thread = threading.Thread(target=self._work, args=(table, folder, language), daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        return self._thread.is_alive()

    def wait(self, seconds: float) -> bool:
        """Wait for the end; whether it came."""
        self._thread.join(seconds)
        return not self.running

    def _work(self, table: Table, folder: Path, language: str) -> None:
        try:
            write_pack(table, folder, self.out, language)
        except Fault as fault:
            self.problem = told(fault)
