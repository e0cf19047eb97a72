"""What is found after every crash: the last save that was said to be written, or one that came after it."""

from __future__ import annotations

import errno
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from game.faults import Fault
from game.storage import saves
from game.storage.atomic import sweep
from game.storage.journal import Header, to_bytes
from game.trials.saves.model_disk import ModelDisk, Plan, PowerLossError

ERRORS: Final = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)
_FOLDER: Final = Path("saves")
_ROUNDS: Final = 4  # autosaves one after the other: past the number of generations
_LONG_WRITE: Final = 200  # bytes that a disk takes at once in the trials of short writes


@dataclass(slots=True)
class Outcome:
    """How many crashes were tried and in which a save was lost."""

    tried: int = 0
    lost: list[str] = field(default_factory=list)

    def add(self, other: Outcome) -> None:
        self.tried += other.tried
        self.lost += other.lost


def content_of(number: int) -> bytes:
    """A small journal that says which save it is."""
    header = Header(
        journal="lanthanide-journal",
        format=2,
        game="trial",
        level="campaign",
        level_hash="0" * 64,
        rules="1",
        parameters="default",
        parameters_hash="0" * 64,
        world="history",
        world_hash="0" * 64,
        name=f"save {number}",
        month="1985-01",
    )
    return to_bytes(header, [{"do": "end_turn"}] * (number + 1))


def _number(name: str) -> int:
    return int(name.removeprefix("save "))


def _autosaves(disk: ModelDisk, rounds: int) -> int:
    """Autosave so many times; the number of the last one that was said to be written, -1 for none."""
    acknowledged = -1
    for number in range(rounds):
        try:
            saves.autosave(_FOLDER, content_of(number), disk)
            acknowledged = number
        except Fault:
            continue
        except PowerLossError:
            return acknowledged
    return acknowledged


def found_after(files: dict[str, bytes], folder: Path) -> int:
    """The number of the save that the game would load from these files, -1 for none."""
    for left in folder.iterdir():
        left.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    sweep(folder)
    try:
        journal, _ = saves.load_newest(folder)
    except Fault:
        return -1
    return _number(journal.header.name)


def calls_of_a_run(longest_write: int = 1 << 30) -> list[str]:
    """The calls of some autosaves on a disk that works."""
    disk = ModelDisk(Plan(longest_write=longest_write))
    _autosaves(disk, _ROUNDS)
    return disk.calls


def power_losses(scratch: Path, byte_step: int = 1) -> Outcome:
    """Power goes before every call and after every byte of every write, and the medium is found in every state.

    The process alone being killed there is the state in which all arrived.
    """
    outcome = Outcome()
    calls = calls_of_a_run()
    for place, call in enumerate([*calls, "end"]):
        size = int(call.split()[1]) if call.startswith("write") else 0
        for last_bytes in range(0, size + 1, byte_step) if size else (-1,):
            disk = ModelDisk(Plan(last_call=place, last_bytes=last_bytes))
            acknowledged = _autosaves(disk, _ROUNDS)
            where = f"power lost at call {place} ({call}), {last_bytes} bytes"
            _look(outcome, (disk.as_killed(),), acknowledged, f"{where}, killed", scratch)
            # The bytes of an unsynced write are cut or gone in these states anyway: a few places are enough.
            if last_bytes <= 0 or last_bytes % 97 == 0:
                _look(outcome, disk.after_power_loss(), acknowledged, where, scratch)
    return outcome


def failing_calls(scratch: Path, errors: Sequence[int] = ERRORS) -> Outcome:
    """Every call fails once with every error, on a disk that takes much and on one that takes little at once."""
    outcome = Outcome()
    for longest in (1 << 30, _LONG_WRITE):
        for place, call in enumerate(calls_of_a_run(longest)):
            for error in errors:
                disk = ModelDisk(Plan(failing_call=place, error=error, longest_write=longest))
                acknowledged = _autosaves(disk, _ROUNDS)
                where = f"call {place} ({call}) fails with {errno.errorcode[error]}"
                _look(outcome, (disk.as_killed(),), acknowledged, where, scratch)
    return outcome


def _look(outcome: Outcome, states: Iterable[dict[str, bytes]], least: int, where: str, scratch: Path) -> None:
    """Load from each of the states; none may hold less than what was said to be written."""
    seen: set[tuple[tuple[str, bytes], ...]] = set()
    for files in states:
        key = tuple(sorted(files.items()))
        if key in seen:
            continue
        seen.add(key)
        outcome.tried += 1
        found = found_after(files, scratch)
        if found < least:
            outcome.lost.append(f"{where}: found save {found}, but {least} was said to be written; {sorted(files)}")


_CHILD: Final = """
import sys
from pathlib import Path
from game.storage import saves
from game.trials.saves.crash import content_of
number = int(sys.argv[2])
while True:
    saves.autosave(Path(sys.argv[1]), content_of(number))
    print(number, flush=True)
    number += 1
"""


def real_kills(count: int, progress: Callable[[int], None] | None = None) -> Outcome:
    """A real process that autosaves without end is killed without warning at odd moments, on this machine's disk."""
    outcome = Outcome()
    with tempfile.TemporaryDirectory(prefix="lanthanide-kills-") as name:
        folder = Path(name)
        number = 0
        for kill in range(count):
            arguments = [sys.executable, "-c", _CHILD, name, str(number)]
            child = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
            assert child.stdout is not None
            said = int(child.stdout.readline())
            time.sleep(secrets.randbelow(40) / 1000.0)
            child.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
            rest = child.stdout.read().split("\n")
            said = max([said, *(int(line) for line in rest[:-1] if line)])
            child.wait()
            outcome.tried += 1
            sweep(folder)
            journal, _ = saves.load_newest(folder)
            number = _number(journal.header.name)
            if number < said:
                outcome.lost.append(f"kill {kill}: found save {number}, but {said} was said to be written")
            if any(one.name.startswith(".writing") for one in folder.iterdir()):
                outcome.lost.append(f"kill {kill}: a temporary file is left")
            if progress is not None:
                progress(kill + 1)
    return outcome
