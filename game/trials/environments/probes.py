"""The same short jobs under each environment; what they print must not depend on it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_PATIENCE_SECONDS: Final = 300.0
# A job in the engine, one in the rules as text, one in the window; each prints the same everywhere.
JOBS: Final[Mapping[str, tuple[str, ...]]] = {
    "run": ("run", "quota-years", "--policy", "none", "--json"),
    "text": ("play", "quota-years", "--text", "--language", "zh_CN"),
    "window": ("monkey", "--events", "30", "--jobs", "1"),
}
_TYPED: Final = "status\nend\nquit\n"


@dataclass(frozen=True, slots=True)
class Environment:
    """What is different: variables (None: taken away), switches of Python, and where the code lies."""

    name: str
    variables: Mapping[str, str | None] = field(default_factory=dict)
    switches: tuple[str, ...] = ()
    moved: str = ""  # folder below the scratch folder that holds a copy of the code
    read_only_home: bool = False


ENVIRONMENTS: Final = (
    Environment("plain"),
    Environment("optimised", switches=("-O",)),
    Environment("optimised twice", switches=("-OO",)),
    Environment("warnings are errors", switches=("-W", "error")),
    Environment("development mode", switches=("-X", "dev")),
    Environment("another hash seed", {"PYTHONHASHSEED": "12345"}),
    Environment("locale C", {"LC_ALL": "C", "LANG": "C"}),
    Environment("Turkish locale", {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    Environment("German locale", {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}),
    Environment("another time zone", {"TZ": "Asia/Kathmandu"}),
    Environment("ASCII output", {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}),
    Environment("Windows code page output", {"PYTHONIOENCODING": "cp1252"}),
    Environment("no HOME", {"HOME": None, "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None, "LANTHANIDE_HOME": None}),
    Environment("HOME that is not there", {"HOME": "/proc/nowhere", "LANTHANIDE_HOME": None}),
    Environment("HOME that is a file", {"HOME": os.devnull, "LANTHANIDE_HOME": None}),
    Environment("own home that cannot be made", {"LANTHANIDE_HOME": "/proc/nothing/here"}),
    Environment("no sound device", {"SDL_AUDIODRIVER": "nonesuch"}),
    Environment("no display", {"DISPLAY": None, "WAYLAND_DISPLAY": None}),
    Environment("one thread", {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}),
    Environment("path with spaces and Chinese", moved="a path 有空格"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a job did in an environment; `wrong` is empty when it did what it does everywhere."""

    environment: str
    job: str
    seconds: float
    wrong: str


def run_job(environment: Environment, job: str, scratch: Path) -> tuple[str, str, int, float]:
    """Output, errors, exit code and seconds of a job in an environment."""
    variables: dict[str, str] = {
        **os.environ,
        "LANTHANIDE_HOME": str(scratch / f"home-{environment.name}-{job}"),
        "SDL_VIDEODRIVER": "dummy",
        "SDL_AUDIODRIVER": "dummy",
        "PYTHONPATH": str(_root(environment, scratch)),
        "TMPDIR": str(scratch),
    }
    for name, value in environment.variables.items():
        if value is None:
            variables.pop(name, None)
        else:
            variables[name] = value
    start = time.monotonic()
    ended = subprocess.run(
        [sys.executable, *environment.switches, "-m", "game", *JOBS[job]],
        env=variables,
        cwd=scratch,
        input=_TYPED.encode(),
        capture_output=True,
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    return _plain(ended.stdout), ended.stderr.decode("utf-8", "replace"), ended.returncode, time.monotonic() - start


def _plain(output: bytes) -> str:
    """Output without what an encoding could not say and what depends on the clock."""
    text = output.decode("utf-8", "replace").replace("\r\n", "\n")
    lines = (
        line for line in text.split("\n") if "pygame" not in line and " ms " not in line and " events in " not in line
    )
    return "".join(character for character in "\n".join(lines) if character.isascii() and character != "?")


def _root(environment: Environment, scratch: Path) -> Path:
    """Where the code of an environment lies."""
    here = Path(__file__).resolve().parents[3]
    if not environment.moved:
        return here
    moved = scratch / environment.moved
    if not moved.is_dir():
        for name in ("game", "assets", "levels"):
            ignored = shutil.ignore_patterns("__pycache__", "screenshots")
            shutil.copytree(here / name, moved / name, ignore=ignored)
    return moved


def probe(environment: Environment, job: str, scratch: Path, plain: str) -> Found:
    """Hold a job in an environment against what it prints in a plain one."""
    output, errors, code, seconds = run_job(environment, job, scratch)
    wrong = ""
    if "Traceback" in errors:
        wrong = "a traceback: " + errors.strip().split("\n")[-1]
    elif code != 0:
        wrong = f"exit code {code}: {errors.strip()[-200:]}"
    elif output != plain:
        wrong = f"prints otherwise: {_first_difference(plain, output)}"
    return Found(environment.name, job, seconds, wrong)


def _first_difference(one: str, other: str) -> str:
    for before, after in zip(one.split("\n"), other.split("\n"), strict=False):
        if before != after:
            return f"{before[:80]!r} became {after[:80]!r}"
    return "more or fewer lines"
