"""`lanthanide defects`: small defects put into economy, rules and storage of a checkout: do the tests notice?"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from typing import Final

from game.faults import ExitCode, Fault, Problem
from game.trials.defects.seeding import Defect, chosen

PACKAGES: Final = ("game/economy", "game/rules", "game/storage")
LEAST_CAUGHT: Final = 0.95
# The quickest and the sharpest first, for most defects end there; after them the rest of what speaks of the package.
TESTS: Final = {
    "game/economy": (
        "tests/golden/test_equations.py",
        "tests/economy",
        "tests/golden/test_history.py",
        "tests/behaviour",
        "tests/exactness",
    ),
    "game/rules": (
        "tests/golden/test_play.py",
        "tests/rules",
        "tests/golden/test_history.py",
        "tests/properties",
        "tests/content",
        "tests/views",
        "tests/levels",
        "tests/lectures",
    ),
    "game/storage": (
        "tests/storage/test_coder.py",
        "tests/storage/test_lines.py",
        "tests/storage/test_sizes.py",
        "tests/storage",
        "tests/trials/test_crash.py",
        "tests/test_commands.py",
    ),
}
JUDGED: Final = "tests/trials/survivors.toml"
_COPIED: Final = ("game", "assets", "levels", "tests", "pyproject.toml", "README.md", "constraints.txt", "CHANGELOG.md")
_PATIENCE_SECONDS: Final = 900


def main(argv: Sequence[str]) -> int:
    """Try each defect in a copy of the checkout; 1 when too few are caught."""
    parser = argparse.ArgumentParser(prog="lanthanide defects", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--package", action="append", choices=PACKAGES, default=None)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args(argv)
    root = Path(__file__).resolve().parents[3]
    if not (root / "tests").is_dir():
        raise Fault([Problem(str(root), "E6002", "holds no tests", expected="a checkout of the project")])
    defects = chosen(root, tuple(options.package or PACKAGES), options.count, options.seed)
    judged = judgements(root)
    start, caught, survivors = time.monotonic(), 0, []
    with tempfile.TemporaryDirectory(prefix="lanthanide-defects-") as scratch:
        for number, (defect, by) in enumerate(_tried(root, Path(scratch), defects, options.jobs), 1):
            caught += bool(by)
            if not by:
                survivors.append(defect)
            left = (time.monotonic() - start) / number * (len(defects) - number)
            print(f"{number}/{len(defects)} {defect}: {by or 'SURVIVES'}  ({left / 60:.0f} min left)", flush=True)
    known = [one for one in survivors if str(one).replace(f":{one.line}:", ":", 1) in judged]
    print(f"{caught} of {len(defects)} caught, {caught / len(defects):.1%} (at least {LEAST_CAUGHT:.0%})")
    for one in survivors:
        print(f"  {one}  {'judged' if one in known else 'not judged'}")
    return int(ExitCode.OK if caught >= LEAST_CAUGHT * len(defects) else ExitCode.INTERNAL)


def judgements(root: Path) -> dict[str, str]:
    """Defects that survived and why that is right: `file:column: before -> after` to the reason."""
    file = root / JUDGED
    return dict(tomllib.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _tried(root: Path, scratch: Path, defects: Sequence[Defect], jobs: int) -> Iterator[tuple[Defect, str]]:
    """Each defect with the test that caught it, in order; a copy of the checkout for each job.

    Raises Fault (exit 3) for tests that fail without a defect, which would seem to catch every one.
    """
    copies: Queue[Path] = Queue()
    for number in range(max(jobs, 1)):
        copies.put(_copied(root, scratch / f"copy-{number}"))

    def sound(tests: str) -> str:
        with _one_of(copies) as copy:
            return _failing(copy, tests)

    def one(defect: Defect) -> tuple[Defect, str]:
        with _one_of(copies) as copy:
            return defect, caught_by(copy, defect)

    with ThreadPoolExecutor(max(jobs, 1)) as pool:
        for failing in pool.map(sound, dict.fromkeys(tests for several in TESTS.values() for tests in several)):
            if failing:
                raise Fault([Problem(failing, "E3001", "fails without any defect", expected="tests that pass")])
        yield from pool.map(one, defects)


@contextlib.contextmanager
def _one_of(copies: Queue[Path]) -> Iterator[Path]:
    copy = copies.get()
    try:
        yield copy
    finally:
        copies.put(copy)


def _copied(root: Path, copy: Path) -> Path:
    copy.mkdir(parents=True)
    for name in _COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "screenshots"))
        elif source.is_file():
            shutil.copy(source, copy / name)
    return copy


def caught_by(copy: Path, defect: Defect) -> str:
    """The first test that fails with the defect in place; empty when none does."""
    path = copy / defect.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(defect.put(sound), encoding="utf-8")
    try:
        for tests in TESTS["/".join(defect.file.split("/")[:2])]:
            told = _failing(copy, tests)
            if told:
                return told
    finally:
        path.write_text(sound, encoding="utf-8")
    return ""


def _failing(copy: Path, tests: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "SDL_VIDEODRIVER": "dummy"}
    arguments = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", tests]
    try:
        ended = subprocess.run(
            arguments, cwd=copy, env=environment, capture_output=True, text=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"{tests} (hangs)"
    if ended.returncode == 0:
        return ""
    lines = [line for line in ended.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return lines[0].removeprefix("FAILED ").split(" - ")[0] if lines else f"{tests} (cannot be loaded)"
