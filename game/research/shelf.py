"""A sweep's folder: parts with what is done so far, each written whole, and the tables once all is done."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from game.faults import Fault, Problem, io_problem
from game.reading import read_bytes
from game.research.outcomes import Outcome, from_line
from game.storage.atomic import sweep as remove_left_over
from game.storage.atomic import write_whole
from game.storage.lock import Lock

_MARK: Final = "sweep.json"
_FORMAT: Final = 1
_PARTS: Final = "parts"
_MOST_BYTES: Final = 256 * 1024 * 1024


class Shelf:
    """The folder of one sweep; one process may hold it at a time."""

    def __init__(self, folder: Path) -> None:
        """Raises Fault for a folder that holds something else, another version's sweep, or is in use."""
        self.folder = folder
        self._parts = folder / _PARTS
        try:
            if folder.exists() and any(folder.iterdir()) and not (folder / _MARK).is_file():
                raise Fault([Problem(str(folder), "E2007", "holds something else", expected="a new folder")])
            self._parts.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Fault([io_problem(str(folder), error, "cannot be used")]) from error
        self._refuse_other_formats()
        self._lock = Lock(folder)
        if not self._lock.held:
            raise Fault([Problem(str(folder), "E9001", "is in use by another sweep")])
        remove_left_over(self._parts)
        self._next = max([int(path.stem[5:]) for path in self._part_files()], default=0) + 1

    def close(self) -> None:
        """Give the folder back."""
        self._lock.release()

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _part_files(self) -> list[Path]:
        return sorted(path for path in self._parts.glob("part-*.jsonl") if path.stem[5:].isdigit())

    def _refuse_other_formats(self) -> None:
        mark = self.folder / _MARK
        if not mark.exists():
            write_whole(mark, json.dumps({"sweep": "lanthanide-sweep", "format": _FORMAT}).encode() + b"\n")
            return
        try:
            found = json.loads(read_bytes(mark, 4096))
        except ValueError as error:
            raise Fault([Problem(str(mark), "E8007", "is not readable", expected="a sweep's mark")]) from error
        if not isinstance(found, dict) or found.get("format") != _FORMAT:
            raise Fault([Problem(str(mark), "E4011", "is of another format", expected=f"format {_FORMAT}")])

    def done(self) -> dict[str, Outcome]:
        """What earlier goes have finished, by key; the runs of a part that cannot be read are made again."""
        found: dict[str, Outcome] = {}
        for path in self._part_files():
            try:
                for line in read_bytes(path, _MOST_BYTES).decode("ascii").splitlines():
                    outcome = from_line(line)
                    found[outcome.key] = outcome
            except (ValueError, TypeError, KeyError, Fault):
                print(f"{path}: cannot be read; its runs are made again", file=sys.stderr)
        return found

    def keep(self, outcomes: Sequence[Outcome]) -> None:
        """Write outcomes as a part of their own.

        Raises Fault (exit 6) when the disk refuses.
        """
        if outcomes:
            lines = "".join(outcome.line() + "\n" for outcome in outcomes)
            write_whole(self._parts / f"part-{self._next:06d}.jsonl", lines.encode("ascii"))
            self._next += 1

    def write(self, name: str, content: bytes) -> Path:
        """A file of the folder, whole or not at all.

        Raises Fault (exit 6) when the disk refuses.
        """
        write_whole(self.folder / name, content)
        return self.folder / name
