"""A class's folder: which runs are in it, and their rows, begun anew or gone on with after an interruption."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from game.faults import Fault, Problem, io_problem
from game.hand_in import SUFFIXES, HandIn, hand_ins
from game.reports.class_table.crew import crew
from game.reports.class_table.scoring import Row, Task, from_line, own_name, refused, shipped_version, to_line

PROGRESS_FILE: Final = ".class-progress.jsonl"
MOST_FILES: Final = 20_000
_JOURNAL: Final = ".journal"
Watch = Callable[[int, int, Row], None]


@dataclass(frozen=True, slots=True)
class Collected:
    """What a folder holds: runs to be scored, rows of files that hold none, and how many files were passed over."""

    tasks: tuple[Task, ...]
    refused: tuple[Row, ...]
    passed_over: int


def collected(folder: Path) -> Collected:
    """The runs in a folder and below it, in order of their paths.

    Raises Fault: 2 when there is no hand-in in it, 6 when it cannot be read, 7 when it holds too many files.
    """
    files, passed_over = _files(folder)
    tasks: list[Task] = []
    bad: list[Row] = []
    for path in files:
        source = path.relative_to(folder).as_posix()
        if path.suffix == _JOURNAL:
            tasks.append(Task(len(tasks), source, str(path)))  # read where it is scored
            continue
        try:
            found = hand_ins(path)
        except Fault as fault:
            bad.append(refused(source, own_name(source), fault))
            continue
        for one in found:
            where = source + one.source.removeprefix(str(path))
            passage = one.passage
            shown = None if passage is None else (passage.line, passage.version, passage.letters)
            tasks.append(Task(len(tasks), where, str(path), one.label, shown))
    if not tasks and not bad:
        expected = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        raise Fault([Problem(str(folder), "E2004", "holds no journals or capsules", expected=expected)])
    return Collected(tuple(tasks), tuple(bad), passed_over)


def found_again(folder: Path, source: str) -> HandIn:
    """The hand-in of a row.

    Raises Fault (exit 6) when it is no longer there.
    """
    file, _, line = source.rpartition(":")
    path = folder / (file if file and line.isdecimal() else source)
    for one in hand_ins(path):
        if path.relative_to(folder).as_posix() + one.source.removeprefix(str(path)) == source:
            return one
    raise Fault([Problem(source, "E6007", "is no longer in the folder")])


def _files(folder: Path) -> tuple[list[Path], int]:
    found: list[Path] = []
    others = 0

    def stop(error: OSError) -> None:
        raise Fault([io_problem(str(error.filename or folder), error, "cannot be read")])

    for place, folders, names in os.walk(folder, onerror=stop):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place) / name
            if name.startswith(".") or not path.is_file():
                continue
            if path.suffix in SUFFIXES:
                found.append(path)
            else:
                others += 1
        if len(found) > MOST_FILES:
            raise Fault([Problem(str(folder), "E7017", "holds too many files", expected=f"at most {MOST_FILES}")])
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix()), others


def rows_of(here: Collected, out: Path, jobs: int, level_file: str = "", watch: Watch | None = None) -> list[Row]:
    """Every run scored, in order of its path whatever the number of workers.

    Rows are written down as they come; after an interruption those of unchanged hand-ins are taken over. Raises Fault
    (exit 6) when the disk refuses.
    """
    version = hashlib.sha256(f"{shipped_version()} {_file_hash(level_file)}".encode()).hexdigest()[:16]
    keys = [f"{version} {_task_hash(task)}" for task in here.tasks]
    known = _remembered(out / PROGRESS_FILE)
    rows: dict[str, Row] = {}
    fresh: list[Task] = []
    for task, key in zip(here.tasks, keys, strict=True):
        if key in known:
            rows[task.source] = replace(known[key], source=task.source)
        else:
            fresh.append(task)
    by_source = {task.source: key for task, key in zip(here.tasks, keys, strict=True)}
    try:
        out.mkdir(parents=True, exist_ok=True)
        with (out / PROGRESS_FILE).open("a", encoding="utf-8") as stream:
            for row in crew(fresh, jobs, level_file):
                rows[row.source] = row
                if row.exit != 1:  # a worker that died may live next time
                    stream.write(f"{by_source[row.source]} {to_line(row)}\n")
                    stream.flush()
                if watch is not None:
                    watch(len(rows), len(here.tasks), row)
    except OSError as error:
        raise Fault([io_problem(str(out / PROGRESS_FILE), error, "cannot be written")]) from error
    return sorted([*rows.values(), *here.refused], key=lambda row: _order(row.source))


def _order(source: str) -> tuple[str, int]:
    """By file, then by line."""
    name, _, line = source.rpartition(":")
    return (name, int(line)) if name and line.isdecimal() else (source, 0)


def forget(out: Path) -> None:
    """Remove what was written down for going on, once the table stands."""
    with contextlib.suppress(OSError):
        (out / PROGRESS_FILE).unlink(missing_ok=True)


def _remembered(path: Path) -> dict[str, Row]:
    """Rows by key; a broken last line, or a broken file, only means that more is scored anew."""
    found: dict[str, Row] = {}
    with contextlib.suppress(OSError, UnicodeDecodeError):
        for line in path.read_text(encoding="utf-8").split("\n"):
            version, _, rest = line.partition(" ")
            key, _, told = rest.partition(" ")
            with contextlib.suppress(ValueError, TypeError, KeyError, AttributeError):
                found[f"{version} {key}"] = from_line(told)
    return found


def _task_hash(task: Task) -> str:
    """A digest of what is handed in and of the name it goes by."""
    made = hashlib.sha256(f"{task.source}\0{task.label}\0{task.passage}\0".encode(errors="surrogatepass"))
    if task.passage is None:
        made.update(_file_hash(task.path).encode())
    return made.hexdigest()[:32]


def _file_hash(path: str) -> str:
    """A digest of a file's bytes; empty for none, and for one that cannot be read, which its row will say."""
    try:
        with open(path, "rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def marked_twins(rows: Sequence[Row]) -> dict[str, str]:
    """For every run whose decisions another run made before it, that other one's name."""
    first: dict[tuple[str, str, str], Row] = {}
    twins: dict[str, str] = {}
    for row in rows:
        if not row.counts:
            continue
        known = first.setdefault((row.level, row.difficulty, row.decisions), row)
        if known is not row:
            twins[row.source] = known.name
            twins.setdefault(known.source, row.name)
    return twins
