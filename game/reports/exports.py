"""One file of a run at a time, under a name that overwrites nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from game.desk import journal_bytes
from game.faults import Fault, Problem
from game.reports.run_files import series_csv
from game.reports.score_report import score_report
from game.session import Session
from game.storage.atomic import write_whole

Kind = Literal["report", "csv", "journal"]
_SUFFIXES = {"report": ".html", "csv": ".csv", "journal": ".journal"}
_MOST = 1000


def export(session: Session, kind: Kind, folder: Path) -> Path:
    """Write a run's report, figures or journal.

    Raises Fault (exit 6) when the disk refuses.
    """
    stem = f"{session.level.id}-{session.true_score().overall:.0f}"
    path = folder / f"{stem}{_SUFFIXES[kind]}"
    number = 2
    while path.exists():
        if number > _MOST:
            raise Fault([Problem(str(path), "E6006", "is the last of too many files of this name")])
        path = folder / f"{stem}-{number}{_SUFFIXES[kind]}"
        number += 1
    content = journal_bytes(session) if kind == "journal" else _text(session, kind).encode()
    write_whole(path, content)
    return path


def _text(session: Session, kind: Kind) -> str:
    return score_report(session) if kind == "report" else series_csv(session)
