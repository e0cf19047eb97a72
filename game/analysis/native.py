"""The month compiled by the machine's own C compiler, where there is one: for long searches and for the bench."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from game.economy.blocks import Array
from game.economy.quantities import Parameters, State
from game.kernels.c_source import WIDTH, source
from game.kernels.course import Course, begin
from game.kernels.program import ROWS, program

# Contraction would fuse a * b + c into one rounding, which other machines do not do. Error numbers and traps, which
# nobody reads, would make every square root a call that saves all vector registers.
_EXACT = ("-ffp-contract=off", "-fno-fast-math", "-fno-math-errno", "-fno-trapping-math")
_FLAGS = ("-O3", "-march=native", *_EXACT, "-Wno-psabi", "-shared", "-fPIC")
_COMPILE_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class NativeMonths:
    """A compiled program; bits equal the other forms'."""

    names: tuple[str, ...]
    _run: Any

    def run(self, parameters: Array, state: Array, policies: Array, world: Array) -> tuple[Array, Array]:
        """All months on all lanes: (last state (rows, B), figures (months, names, B)).

        Parameters and state have shape (rows, B); policies (months, fields) for all lanes or (months, fields, B);
        world (months, rows).
        """
        lanes, months = parameters.shape[1], len(policies)
        per_lane = policies.ndim == 3
        _check("parameters", parameters, (ROWS["parameters"], lanes))
        _check("state", state, (ROWS["state"], lanes))
        _check("policies", policies, (months, ROWS["policy"], lanes) if per_lane else (months, ROWS["policy"]))
        _check("world", world, (months, ROWS["world"]))
        padded = -(-lanes // WIDTH) * WIDTH
        rows = _padded(parameters, padded)
        stocks = _padded(state, padded).copy()  # the run changes them
        steps = _padded(policies, padded) if per_lane else np.ascontiguousarray(policies, dtype=np.float64)
        told = np.empty((months, len(self.names), padded))
        self._run(padded, months, int(per_lane), rows, stocks, steps, np.ascontiguousarray(world), told)
        return stocks[:, :lanes], told[:, :, :lanes]


class NativeCourse:
    """Campaigns under way in the C form month by month, where a month's policy waits for the figures of the last.

    A `kernels.course.Course`.
    """

    def __init__(self, months: NativeMonths, parameters: Parameters, state: State) -> None:
        self.names = months.names
        self._months = months
        self._parameters, self._rows = parameters.block(), state.block()

    def advance(self, policy: Array, world: Array) -> Array:
        """One month on; policy (fields, B), world (rows,). Returns the figures (names, B)."""
        self._rows, told = self._months.run(self._parameters, self._rows, policy[None], world[None])
        figures: Array = told[0]
        return figures

    @property
    def state(self) -> State:
        return State.from_block(self._rows)


def course_of(parameters: Parameters, state: State, compiled: bool) -> Course:
    """A course in the C form where asked for and possible, else in whichever form is fastest without."""
    months = native_months() if compiled else None
    return begin(parameters, state) if months is None else NativeCourse(months, parameters, state)


def _check(name: str, block: Array, shape: tuple[int, ...]) -> None:
    """C looks at no shape: refuse here what would read beyond the end of an array."""
    if block.shape != shape:
        raise ValueError(f"{name} have shape {block.shape} instead of {shape}")


def _padded(block: Array, lanes: int) -> Array:
    """The block with its last lane repeated up to a number of lanes."""
    missing = lanes - block.shape[-1]
    wide = np.concatenate([block, np.repeat(block[..., -1:], missing, axis=-1)], axis=-1) if missing else block
    return np.ascontiguousarray(wide, dtype=np.float64)


def compiler() -> str | None:
    """The machine's C compiler, if it has one."""
    return shutil.which("gcc") or shutil.which("clang") or shutil.which("cc")


@lru_cache(maxsize=8)
def native_months(names: tuple[str, ...] | None = None) -> NativeMonths | None:
    """The program for some figures (all by default) compiled; None where there is no compiler or it fails."""
    found = compiler()
    if found is None:
        return None
    made = program(names)
    with tempfile.TemporaryDirectory(prefix="lanthanide-", ignore_cleanup_errors=True) as folder:
        text, library = Path(folder) / "month.c", Path(folder) / "month.so"
        text.write_text(source(made), encoding="ascii")
        command: Sequence[str] = (found, *_FLAGS, "-o", str(library), str(text))
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_COMPILE_SECONDS)
            run = ctypes.CDLL(str(library)).run
        except (OSError, subprocess.SubprocessError):
            return None
    block = np.ctypeslib.ndpointer(np.float64, flags="C_CONTIGUOUS")
    run.argtypes = [ctypes.c_int64, ctypes.c_int64, ctypes.c_int, *[block] * 5]
    run.restype = None
    return NativeMonths(made.names, run)
