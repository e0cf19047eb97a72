"""A disk in memory that forgets: what was not synced may be there, half there or gone when the power comes back.

The model is meaner than most file systems: names and contents are kept apart, nothing unsynced survives for sure, and
of what does not survive any part may be there.
"""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

# Names that are on their way to the medium: each may have arrived or not, so 2 to this power states are looked at.
_MOST_PENDING: Final = 10


class PowerLossError(BaseException):
    """The machine stops; nobody catches this."""


@dataclass(slots=True)
class _File:
    now: bytes = b""
    kept: bytes = b""  # what lies on the medium for sure


@dataclass(slots=True)
class _Naming:
    """A change of names that is not yet on the medium: `name` points to `file`, or to nothing."""

    names: tuple[tuple[str, _File | None], ...]


@dataclass(slots=True)
class Plan:
    """What is to happen: the call (counted from 0) that fails and with which error, or before which power goes."""

    failing_call: int = -1
    error: int = 0
    last_call: int = -1
    last_bytes: int = -1  # of the write that is the last call: so many bytes still arrive
    longest_write: int = 1 << 30  # more is written in several calls


@dataclass(slots=True)
class ModelDisk:
    """One folder of files."""

    plan: Plan = field(default_factory=Plan)
    calls: list[str] = field(default_factory=list)
    _now: dict[str, _File] = field(default_factory=dict)
    _kept: dict[str, _File] = field(default_factory=dict)
    _pending: list[_Naming] = field(default_factory=list)
    _open: dict[int, _File] = field(default_factory=dict)
    _handles: Iterator[int] = field(default_factory=itertools.count)

    def make_folder(self, folder: Path) -> None:
        self._call("make_folder")

    def is_folder(self, path: Path) -> bool:
        return False

    def is_file(self, path: Path) -> bool:
        self._call("is_file")
        return path.name in self._now

    def create(self, path: Path) -> int:
        self._call("create")
        if path.name in self._now:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        made = _File()
        self._rename(((path.name, made),))
        handle = next(self._handles)
        self._open[handle] = made
        return handle

    def write(self, handle: int, content: memoryview) -> int:
        whole = bytes(content[: self.plan.longest_write])
        if len(self.calls) == self.plan.last_call and self.plan.last_bytes >= 0:
            self._open[handle].now += whole[: self.plan.last_bytes]
        self._call("write", len(whole))
        self._open[handle].now += whole
        return len(whole)

    def sync(self, handle: int) -> None:
        self._call("sync")
        self._open[handle].kept = self._open[handle].now

    def close(self, handle: int) -> None:
        self._call("close")
        self._open.pop(handle, None)

    def read(self, path: Path) -> bytes:
        self._call("read")
        if path.name not in self._now:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return self._now[path.name].now

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace")
        self._rename(((target.name, self._now[source.name]), (source.name, None)))

    def remove(self, path: Path) -> None:
        self._call("remove")
        if path.name in self._now:
            self._rename(((path.name, None),))

    def sync_folder(self, folder: Path) -> None:
        self._call("sync_folder")
        self._kept = dict(self._now)
        self._pending.clear()

    def _call(self, name: str, size: int = 0) -> None:
        place = len(self.calls)
        if place == self.plan.last_call:
            raise PowerLossError
        self.calls.append(f"{name} {size}" if size else name)
        if place == self.plan.failing_call:
            raise OSError(self.plan.error, os.strerror(self.plan.error))

    def _rename(self, names: tuple[tuple[str, _File | None], ...]) -> None:
        _apply(self._now, names)
        self._pending.append(_Naming(names))

    def as_killed(self) -> dict[str, bytes]:
        """The files after the process alone was killed: the system goes on and loses nothing it was given."""
        return {name: one.now for name, one in self._now.items()}

    def after_power_loss(self) -> Iterator[dict[str, bytes]]:
        """Every state in which the medium may be found: any of the pending names arrived, unsynced bytes whole, cut,
        or as zeros."""
        pending = self._pending[-_MOST_PENDING:]
        for arrived in itertools.product((False, True), repeat=len(pending)):
            names = dict(self._kept)
            for naming, is_there in zip(pending, arrived, strict=True):
                if is_there:
                    _apply(names, naming.names)
            for damage in ("kept", "whole", "cut", "zeros"):
                yield {name: _found(one, damage) for name, one in names.items()}


def _apply(names: dict[str, _File], changes: tuple[tuple[str, _File | None], ...]) -> None:
    for name, file in changes:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def _found(file: _File, damage: str) -> bytes:
    if damage == "kept" or file.now == file.kept:
        return file.kept
    if damage == "whole":
        return file.now
    if damage == "cut":
        return file.now[: len(file.now) // 2]
    return b"\0" * len(file.now)
