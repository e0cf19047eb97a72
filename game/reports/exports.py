"""One file of a run at a time, under a name that overwrites nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from game.desk import journal_bytes
from game.faults import Fault, Problem
from game.hand_in import capsule_of
from game.reports.code import code_png
from game.reports.run_files import series_csv
from game.reports.score_report import score_report
from game.session import Session
from game.storage.atomic import write_whole

Kind = Literal["report", "pdf", "csv", "journal", "capsule", "code"]
_SUFFIXES: Final[Mapping[Kind, str]] = {
    "report": ".html",
    "pdf": ".pdf",
    "csv": ".csv",
    "journal": ".journal",
    "capsule": ".capsule",
    "code": ".png",
}
_MOST = 1000
_LONGEST_NAME = 40  # letters


def export(session: Session, kind: Kind, folder: Path, language: str = "en", name: str = "") -> Path:
    """Write a run's report, figures, journal or capsule; `name` is whose capsule it is, and stands in the file's name.

    Raises Fault (exit 6) when the disk refuses.
    """
    stem = "-".join(part for part in (session.level.id, _plain(name), f"{session.true_score().overall:.0f}") if part)
    path = folder / f"{stem}{_SUFFIXES[kind]}"
    number = 2
    while path.exists():
        if number > _MOST:
            raise Fault([Problem(str(path), "E6006", "is the last of too many files of this name")])
        path = folder / f"{stem}-{number}{_SUFFIXES[kind]}"
        number += 1
    write_whole(path, content_of(session, kind, language, name))
    return path


def _plain(name: str) -> str:
    """A name as any file system takes it: letters and digits, in whatever script, the rest as hyphens."""
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name).split())[:_LONGEST_NAME]


def content_of(session: Session, kind: Kind, language: str = "en", name: str = "") -> bytes:
    """What such a file holds.

    Raises Fault: exit 3 for a name that is too long, 7 for a run too long for a capsule or a code.
    """
    match kind:
        case "report":
            return score_report(session, language).encode()
        case "pdf":
            from game.reports.run_booklet import run_booklet

            return run_booklet(session, language)
        case "csv":
            return series_csv(session).encode()
        case "journal":
            return journal_bytes(session)
        case "capsule":
            return (capsule_of(session, name) + "\n").encode()
        case "code":
            return code_png(capsule_of(session, name))


def write_reports(session: Session, folder: Path, language: str) -> tuple[Path, ...]:
    """Write report.html, report.pdf and capsule.png beside a run's other files.

    Raises Fault (exit 6) when the disk refuses.
    """
    files: dict[str, Kind] = {"report.html": "report", "report.pdf": "pdf", "capsule.png": "code"}
    for name, kind in files.items():
        write_whole(folder / name, content_of(session, kind, language))
    return tuple(folder / name for name in files)
