"""The matrix: the same work under everything that could move a bit, each cell in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

SAME: Final = "same"
SKIPPED: Final = "skipped"

# numpy by pip requirement; an empty requirement is the interpreter that runs the matrix.
HERE: Final = ""
OLD_AND_NEW: Final = ("numpy==1.26.*", "numpy==2.0.*", "numpy")
_NEEDED: Final = ("pydantic>=2.7,<3", "platformdirs>=4")
_INSTALL_SECONDS: Final = 600
_MOVED: Final = "; np.exp differs here"
# What a cell varies must not come in from outside.
_CLEARED: Final = (
    "PYTHONHASHSEED", "PYTHONOPTIMIZE", "PYTHONPATH", "NPY_DISABLE_CPU_FEATURES", "NPY_ENABLE_CPU_FEATURES",
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "PIP_CONSTRAINT", "VIRTUAL_ENV",
)  # fmt: skip
_WIDEST: Final = ("AVX512", "X86_V4")  # prefixes of what masking the widest vectors takes away


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the table: what is varied, and the part of the workload that is run under it."""

    name: str
    part: str = "run"
    numpy: str = HERE
    options: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # of the interpreter
    environment: Mapping[str, str] = field(default_factory=dict)
    mask: str = ""  # "all" or "widest": processor features forbidden to numpy


@dataclass(frozen=True, slots=True)
class Result:
    """How a cell ended; `verdict` is SAME, SKIPPED or what is wrong, `digest` is empty unless it ran to its end."""

    cell: Cell
    digest: str
    verdict: str
    note: str  # numpy, python, and what was masked, or why the cell was skipped
    control: str = ""  # digest of numpy's own exp, which the engine does not use

    @property
    def failed(self) -> bool:
        return self.verdict not in (SAME, SKIPPED)


def threads(count: int) -> dict[str, str]:
    return dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(count))


def whole_matrix(lanes: int) -> tuple[Cell, ...]:
    """Every cell; the first is what all cells of the same part are held against."""
    numpies = []
    for wanted in OLD_AND_NEW:
        name = wanted.replace("==", " ") if wanted != "numpy" else "numpy newest"
        numpies += [Cell(name, numpy=wanted), Cell(f"{name}, features masked", numpy=wanted, mask="all")]
    return (
        Cell("as is"),
        *(Cell(f"hash seed {seed}", environment={"PYTHONHASHSEED": seed}) for seed in ("0", "1", "random")),
        *(Cell(f"threads {count}", environment=threads(count)) for count in (1, 2)),
        Cell("python -O", flags=("-O",)),
        Cell("features masked", mask="all"),
        Cell("widest vectors masked", mask="widest"),
        *numpies,
        Cell(f"each of {lanes:,} lanes alone, permuted", "lanes", options=("--lanes", str(lanes))),
        Cell("saved and loaded at every turn", "saves"),
    )


def quick_matrix() -> tuple[Cell, ...]:
    """What CI runs: this interpreter only, variations together, a part of the lanes and of the turns."""
    lanes = ("--lanes", "8")
    masked = {"PYTHONHASHSEED": "random", **threads(2)}
    return (
        Cell("hash seed 0", options=lanes, environment={"PYTHONHASHSEED": "0"}),
        Cell(
            "hash seed 1, one thread, -O",
            options=lanes,
            flags=("-O",),
            environment={"PYTHONHASHSEED": "1", **threads(1)},
        ),
        Cell("random hash seed, two threads, masked", options=lanes, environment=masked, mask="all"),
        Cell("each of 48 lanes alone, permuted", "lanes", options=("--lanes", "48", "--whole", "2")),
        Cell("saved and loaded at every 15th turn", "saves", options=("--every", "15")),
    )


class Bench:
    """Interpreters to run cells in: this one, and fresh environments with other versions of numpy, made on demand."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, Path | str] = {HERE: Path(sys.executable)}
        # The package alone on the path, so that an installed game does not bring its own numpy along.
        self.house = folder / "house"
        self.house.mkdir()
        package = Path(__file__).resolve().parent.parent
        try:
            (self.house / package.name).symlink_to(package, target_is_directory=True)
        except OSError:  # no links on this file system
            shutil.copytree(package, self.house / package.name)

    def prepare(self, numpy: str) -> None:
        """Make the environment of a requirement; a failure is kept as its reason."""
        if numpy in self.made:
            return
        place = self.folder / numpy.replace("=", "").replace("*", "x")
        pip = [str(python_of(place)), "-m", "pip", "install", "-q", "--only-binary", ":all:", "--no-input"]
        for command in ([sys.executable, "-m", "venv", str(place)], [*pip, numpy, *_NEEDED]):
            try:
                done = subprocess.run(
                    command, env=clean({}), capture_output=True, text=True, check=False, timeout=_INSTALL_SECONDS
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                self.made[numpy] = f"{type(error).__name__}: {error}"[:120]
                return
            if done.returncode:
                errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or ["no reason given"]
                self.made[numpy] = errors[-1].removeprefix("ERROR: ")[:120]
                return
        self.made[numpy] = python_of(place)

    def run(self, cell: Cell, progress: Callable[[int, int], None]) -> Result:
        """Run a cell to its end; never raises for what happens inside it."""
        python = self.made[cell.numpy]
        if isinstance(python, str):
            return Result(cell, "", SKIPPED, python)
        masked: list[str] = []
        environment = dict(cell.environment)
        if cell.mask:
            told, error = self._talk(python, (), clean(environment), ("features",), progress)
            if told is None:
                return Result(cell, "", f"failed: {error}", "")
            masked = [name for name in told["features"] if cell.mask == "all" or name.startswith(_WIDEST)]
            if not masked:
                return Result(cell, "", SKIPPED, f"numpy {told['numpy']} has nothing to mask on this processor")
            environment["NPY_DISABLE_CPU_FEATURES"] = " ".join(masked)
        told, error = self._talk(python, cell.flags, clean(environment), (cell.part, *cell.options), progress)
        if told is None:
            return Result(cell, "", f"failed: {error}", "")
        note = f"numpy {told['numpy']}, python {told['python']}"
        still = [name for name in masked if name in told["features"]]
        if still:
            # numpy renamed its features in 2.4 and ignores names it does not know: a mask must be seen to work.
            return Result(cell, told["digest"], f"mask did not take effect: {', '.join(still)}", note, told["control"])
        note += f", off: {' '.join(masked)}" if masked else ""
        return Result(cell, told["digest"], told["difference"] or SAME, note, told["control"])

    def _talk(
        self,
        python: Path,
        flags: tuple[str, ...],
        environment: dict[str, str],
        arguments: tuple[str, ...],
        progress: Callable[[int, int], None],
    ) -> tuple[dict[str, Any] | None, str]:
        """What the workload says at its end, or None and why it did not get there."""
        command = [str(python), *flags, "-m", "game.exactness.workload", *arguments]
        environment["PYTHONPATH"] = str(self.house)
        last: dict[str, Any] | None = None
        with (
            tempfile.TemporaryFile("w+", dir=self.folder) as errors,
            subprocess.Popen(
                command, env=environment, cwd=self.folder, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as process,
        ):
            assert process.stdout is not None
            for line in process.stdout:
                try:
                    said = json.loads(line)
                except ValueError:  # somebody else's word, a warning perhaps
                    continue
                if "of" in said:
                    progress(said["done"], said["of"])
                else:
                    last = said
            process.wait()
            errors.seek(0)
            why = (errors.read().strip().splitlines() or ["no word"])[-1][:160]
        return (last, "") if process.returncode == 0 and last is not None else (None, why)


def python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def clean(changes: Mapping[str, str]) -> dict[str, str]:
    """This process's environment without what cells vary, and with some changes."""
    kept = {name: value for name, value in os.environ.items() if name not in _CLEARED}
    return {**kept, **changes}


def compared(results: list[Result]) -> list[Result]:
    """Results with the verdict over cells: all that ran the same part with the same options have one digest.

    A note says where numpy's own exp has other bits than in the first cell: there a slip would have shown.
    """
    first: dict[tuple[str, tuple[str, ...]], str] = {}
    judged = []
    for result in results:
        work = (result.cell.part, result.cell.options)
        verdict = result.verdict
        if result.digest and verdict == SAME and first.setdefault(work, result.digest) != result.digest:
            verdict = f"differs from the first: {first[work][:12]}"
        moved = result.control and result.control != next(one.control for one in results if one.control)
        note = result.note + (_MOVED if moved and _MOVED not in result.note else "")
        judged.append(Result(result.cell, result.digest, verdict, note, result.control))
    return judged


@contextmanager
def bench() -> Iterator[Bench]:
    with tempfile.TemporaryDirectory(prefix="lanthanide-exact-") as folder:
        yield Bench(Path(folder))


def run_matrix(
    cells: tuple[Cell, ...],
    jobs: int,
    progress: Callable[[Cell, int, int], None],
    told: Callable[[Result], None],
) -> list[Result]:
    """Run all cells, some at a time; `told` hears each result in the order of the table."""
    results: list[Result] = []
    with bench() as interpreters, ThreadPoolExecutor(max(jobs, 1)) as pool:
        for wanted in dict.fromkeys(cell.numpy for cell in cells):
            interpreters.prepare(wanted)
        running: list[Future[Result]] = [
            pool.submit(interpreters.run, cell, lambda done, of, cell=cell: progress(cell, done, of))  # type: ignore[misc]
            for cell in cells
        ]
        for one in running:
            results.append(one.result())
            results = compared(results)
            told(results[-1])
    return results
