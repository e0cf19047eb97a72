"""`lanthanide kit --out DIR`: a folder for a USB stick: wheels, start scripts, handouts; installs without a network."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from game import __version__, paths
from game.faults import ExitCode, Fault, Problem, io_problem
from game.language import LANGUAGES
from game.reports.lesson import write_lesson

_SHELL: Final = """\
#!/bin/sh
# Installs Lanthanide from this folder, without a network, into your home folder; then starts it.
set -e
here=$(cd "$(dirname "$0")" && pwd)
room="${LANTHANIDE_ROOM:-$HOME/.lanthanide-kit}"
python="${PYTHON:-python3}"
if [ ! -x "$room/bin/lanthanide" ]; then
    "$python" -m venv "$room"
    "$room/bin/python" -m pip install --quiet --no-index --find-links "$here/wheels" lanthanide
fi
exec "$room/bin/lanthanide" "$@"
"""
_BATCH: Final = """\
@echo off
rem Installs Lanthanide from this folder, without a network, into your user folder; then starts it.
set "ROOM=%LOCALAPPDATA%\\lanthanide-kit"
if not exist "%ROOM%\\Scripts\\lanthanide.exe" (
    py -3 -m venv "%ROOM%" || python -m venv "%ROOM%" || exit /b 1
    "%ROOM%\\Scripts\\python.exe" -m pip install --quiet --no-index --find-links "%~dp0wheels" lanthanide || exit /b 1
)
"%ROOM%\\Scripts\\lanthanide.exe" %*
"""
_ABOUT: Final = """\
# Lanthanide {version}, without a network
# Lanthanide {version}，无需网络

start.sh (Linux, macOS) or start.bat (Windows) installs the game from `wheels` into your own folder at the first start
and starts it. Python {python} must be there{platform}. `start.sh demo` begins a lecture, `start.sh play LEVEL --text`
plays as text.
首次运行 start.sh（Linux、macOS）或 start.bat（Windows）会从 wheels 安装到个人文件夹并启动游戏。
需要已安装 Python {python}{platform}。

`handouts`: lesson plan, worksheet, answers, rubric, reading and role cards, both languages, as PDF and Markdown.
handouts：教案、学习单、答案、评分标准、阅读材料和角色卡，中英文，PDF与Markdown。

`levels`: levels and assignments; README.md there says how to write one. Hand-ins: put journals and capsules into one
folder, then `start.sh class FOLDER`.
levels：关卡与作业，其中README.md说明如何编写。收作业：把日志和运行码放进一个文件夹，运行 start.sh class 文件夹。

To take it away: delete ~/.lanthanide-kit (Windows: %LOCALAPPDATA%\\lanthanide-kit).
卸载：删除 ~/.lanthanide-kit（Windows：%LOCALAPPDATA%\\lanthanide-kit）。
"""


def build(out: Path, pip: Sequence[str], source: str) -> Path:
    """Write the kit into a folder that does not exist or is empty; `pip` are its options for another platform.

    Raises Fault: 6 when the disk or pip refuses.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Fault([Problem(str(out), "E6006", "exists already", expected="an empty folder or none")])
    try:
        wheels = out / "wheels"
        wheels.mkdir(parents=True)
        _pip(["wheel", "--quiet", "--wheel-dir", str(wheels), "--no-deps", source])
        own = next(wheels.glob("lanthanide-*.whl"))
        tested = Path(source) / "constraints.txt"
        pinned = ["--constraint", str(tested)] if tested.is_file() else []
        _pip(["download", "--quiet", "--only-binary=:all:", "--dest", str(wheels), *pinned, *pip, str(own)])
        for language in LANGUAGES:
            write_lesson(out / "handouts" / language, language)
        shutil.copytree(paths.levels_folder(), out / "levels", ignore=shutil.ignore_patterns("par"))
        shutil.copytree(paths.lectures_folder(), out / "lectures")
        (out / "start.sh").write_text(_SHELL, encoding="utf-8", newline="\n")
        (out / "start.sh").chmod(0o755)
        (out / "start.bat").write_text(_BATCH.replace("\n", "\r\n"), encoding="utf-8", newline="")
        named = dict(zip(pip[::2], pip[1::2], strict=True))
        platform = f" ({named['--platform']})" if "--platform" in named else ""
        python = named.get("--python-version", ".".join(map(str, sys.version_info[:2])))
        about = _ABOUT.format(version=__version__, python=python, platform=platform)
        (out / "README.txt").write_text(about, encoding="utf-8")
    except OSError as error:
        raise Fault([io_problem(out, error, "cannot be written")]) from error
    return out


def _pip(arguments: Sequence[str]) -> None:
    """Run pip; what it has to say goes to standard error."""
    done = subprocess.run([sys.executable, "-m", "pip", *arguments], stdout=sys.stderr, check=False)
    if done.returncode:
        raise Fault([Problem("pip", "E6005", f"failed at {arguments[0]}", got=f"code {done.returncode}")])


def main(arguments: Sequence[str]) -> int:
    """Build the kit for this machine's platform, or for one named to pip."""
    parser = argparse.ArgumentParser(prog="lanthanide kit", description="A folder for a USB stick.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write, new or empty")
    parser.add_argument("--platform", default="", help="pip's name of another platform, such as win_amd64")
    parser.add_argument(
        "--python", default="", metavar="VERSION", help="Python there, such as 3.12 (default: this one)"
    )
    parser.add_argument("--source", default="", help="a checkout or wheel of the game (default: this checkout)")
    options = parser.parse_args(list(arguments))
    chosen = [*(["--platform", options.platform] if options.platform else [])]
    chosen += ["--python-version", options.python] if options.python else []
    checkout = Path(paths.__file__).resolve().parent.parent
    source = options.source or (
        str(checkout) if (checkout / "pyproject.toml").is_file() else f"lanthanide=={__version__}"
    )
    print(build(options.out, chosen, source))
    return int(ExitCode.OK)
