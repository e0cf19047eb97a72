"""Saves: unfinished journals in one folder, named by the player or by autosave, older generations kept."""

from __future__ import annotations

import contextlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from game.faults import ExitCode, Fault, Problem
from game.storage.atomic import write_whole
from game.storage.disk import THIS_DISK, Disk
from game.storage.journal import Header, Journal, parse_journal, read_journal

SUFFIX = ".journal"
AUTOSAVE = "autosave"
NEWER = "of-a-newer-game"
GENERATIONS = 2  # older autosaves kept beside the newest
_HEADER_BYTES = 1024
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
MOST_LISTED = 5000
BEST, LAST = "best-", "last-"  # finished runs, kept by level
_MAXIMUM_PEEKED = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Saved:
    """One entry of the list: the header, or why it cannot be read."""

    path: Path
    header: Header | None
    problem: str
    written: float = 0.0  # seconds since the epoch, 0 where the disk does not say


def save_path(folder: Path, name: str) -> Path:
    """The file of a save.

    Raises Fault (exit 2) for a name that could leave the folder or that some system reserves.
    """
    if not _NAME.fullmatch(name) or name in _RESERVED:
        expected = "small letters, digits, - and _, at most 64, no reserved name"
        raise Fault([Problem(name[:80], "E2002", "is no name for a save", expected=expected)])
    return folder / f"{name}{SUFFIX}"


def write_save(folder: Path, name: str, content: bytes, disk: Disk = THIS_DISK) -> Path:
    """Write a save under a name and return where it is: where a folder stands in the way, under the next free name.

    Raises Fault: exit 2 for a name that no file may have, 6 when the disk refuses; an older save is then intact.
    """
    path = save_path(folder, name)
    number = 2
    while disk.is_folder(path):
        path = save_path(folder, f"{name[:60]}-{number}")
        number += 1
    write_whole(path, content, disk)
    return path


def autosave(folder: Path, content: bytes, disk: Disk = THIS_DISK) -> Path:
    """Write the newest autosave; the ones before move one generation back.

    Raises Fault (exit 6) when the disk refuses; older generations are then intact.
    """
    newest = folder / f"{AUTOSAVE}{SUFFIX}"
    for age in range(GENERATIONS, 0, -1):
        younger = folder / (f"{AUTOSAVE}-{age - 1}{SUFFIX}" if age > 1 else f"{AUTOSAVE}{SUFFIX}")
        older = folder / f"{AUTOSAVE}-{age}{SUFFIX}"
        with contextlib.suppress(OSError):
            if disk.is_file(younger):
                _grow_older(disk, younger, older)
    write_whole(newest, content, disk)
    return newest


def _grow_older(disk: Disk, younger: Path, older: Path) -> None:
    """Copy a save one generation back: it stays in place until its successor is whole; a damaged one replaces nothing.

    One that only a newer game can read is put aside instead, or this game would write over it.
    """
    content = disk.read(younger)
    try:
        parse_journal(str(younger), content)
        write_whole(older, content, disk)
    except Fault as fault:
        if fault.exit_code == ExitCode.VERSION:
            disk.replace(younger, younger.with_name(f"{AUTOSAVE}-{NEWER}{SUFFIX}"))


def load_newest(folder: Path) -> tuple[Journal, str]:
    """The newest autosave that can be read and a notice when it is not the newest.

    Raises the newest one's Fault when none can be read; a bad file is kept as .bad.
    """
    first: Fault | None = None
    for age in range(GENERATIONS + 1):
        path = folder / (f"{AUTOSAVE}-{age}{SUFFIX}" if age else f"{AUTOSAVE}{SUFFIX}")
        if not path.exists():
            continue
        try:
            return read_journal(path), "" if first is None else f"{path.name} was used: the newest could not be read"
        except Fault as fault:
            first = first or fault
            with contextlib.suppress(OSError):
                os.replace(path, path.with_suffix(".bad"))
    raise first or Fault([Problem(str(folder), "E6003", "holds no autosave")])


def list_saves(folder: Path) -> tuple[Saved, ...]:
    """All saves in order of their names; reads at most 1 KB of each. Never raises."""
    found = []
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob(f"*{SUFFIX}"))[:MOST_LISTED]:
            found.append(listed(path))
    return tuple(found)


def listed(path: Path) -> Saved:
    """One save by its header; never raises."""
    try:
        written = path.stat().st_mtime
        with path.open("rb") as stream:
            first = stream.readline(_HEADER_BYTES)
        return Saved(path, Header.model_validate_json(first), "", written)
    except (OSError, ValueError, json.JSONDecodeError) as error:
        return Saved(path, None, str(error).splitlines()[0][:120])


def gauges_of(path: Path) -> tuple[tuple[float, float, float], ...]:
    """Share, price and leverage after each turn as a journal claims them, for its thumbnail. Never raises."""
    found = []
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        if path.stat().st_size > _MAXIMUM_PEEKED:
            return ()
        for line in path.read_bytes().split(b"\n"):
            if b'"do":"turn"' in line:
                mark = json.loads(line)
                found.append((float(mark["share"]), float(mark["price"]), float(mark["leverage"])))
    return tuple(one for one in found if all(value - value == 0.0 for value in one))


def delete_save(path: Path) -> None:
    """Raises Fault (exit 6) when the disk refuses."""
    try:
        path.unlink()
    except OSError as error:
        raise Fault([Problem(str(path), "E6005", f"could not be deleted: {error.strerror or error}")]) from error
