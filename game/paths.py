"""Where files are: the only module that knows folders, in a checkout and in an installed wheel."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import platformdirs

APPLICATION: Final = "lanthanide"
HOME_VARIABLE: Final = "LANTHANIDE_HOME"  # when set, everything personal lives under this folder

_PACKAGE: Final = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder that ships with the game: inside the package once installed, beside it in a checkout."""
    inside = _PACKAGE / f"_{name}"
    return inside if inside.is_dir() else _PACKAGE.parent / name


def assets_folder() -> Path:
    return _shipped("assets")


def levels_folder() -> Path:
    return _shipped("levels")


def par_file(level_id: str, folder: Path | None = None) -> Path:
    """The journal that earns a level's par."""
    return (folder or levels_folder() / "par") / f"{level_id}.journal"


def economy_folder() -> Path:
    """Calibrated parameters, the exogenous world, targets and reference series."""
    return assets_folder() / "economy"


def behaviour_file() -> Path:
    """The behaviour checks of a checkout; they belong to the tests and do not ship."""
    return _PACKAGE.parent / "tests" / "behaviour" / "checks.toml"


def fonts_folder() -> Path:
    return assets_folder() / "fonts"


def locale_folder() -> Path:
    """Message catalogues, one folder a language."""
    return assets_folder() / "locale"


def maps_folder() -> Path:
    """Outlines of provinces and land, and how deposits are spread over provinces."""
    return assets_folder() / "maps"


def icons_folder() -> Path:
    return assets_folder() / "icons"


def codex_folder() -> Path:
    """Articles of the codex, one folder a language."""
    return assets_folder() / "codex"


def lectures_folder() -> Path:
    """Lectures for the presenter, one file each."""
    return assets_folder() / "lectures"


def lesson_folder() -> Path:
    """Lesson plan, worksheet, answers, rubric, reading and role cards, one folder a language."""
    return assets_folder() / "lesson"


def parameters_file(parameters_id: str = "default") -> Path:
    """File of a parameter set; `default` is parameters.toml."""
    name = "parameters.toml" if parameters_id == "default" else f"parameters-{parameters_id}.toml"
    return economy_folder() / name


def ensemble_file(parameters: Path) -> Path:
    """The parameter sets that fit about equally well, beside their parameter file: parameters.toml -> ensemble.csv."""
    return parameters.with_name(parameters.name.replace("parameters", "ensemble", 1)).with_suffix(".csv")


def world_file(world_id: str = "history") -> Path:
    """File of an exogenous world; `history` is world.csv."""
    return economy_folder() / ("world.csv" if world_id == "history" else f"world-{world_id}.csv")


@dataclass(frozen=True, slots=True)
class PersonalFolders:
    """Writable folders, or None for each that no place on this machine offers (play then stays in memory)."""

    saves: Path | None
    settings: Path | None
    reports: Path | None
    notice: str  # message id of what to tell the player, empty when all is as usual


@cache
def personal_folders() -> PersonalFolders:
    """Folders for saves, settings and reports, made on first use.

    Tries LANTHANIDE_HOME, the platform's usual places, then the temporary folder; never raises.
    """
    wanted = os.environ.get(HOME_VARIABLE, "")
    if wanted:
        found = _under(Path(wanted), Path(wanted))
        if found is not None:
            return found
    usual = _usual_places()
    found = _under(*usual) if usual is not None else None
    if found is not None:
        return found
    try:
        spare = Path(tempfile.gettempdir()) / f"{APPLICATION}-{_user_number()}"
    except OSError:
        spare = None
    found = _under(spare, spare, "storage.temporary_folder") if spare is not None else None
    return found or PersonalFolders(None, None, None, "storage.memory_only")


def _usual_places() -> tuple[Path, Path] | None:
    try:
        folders = platformdirs.PlatformDirs(APPLICATION, appauthor=False)
        return Path(folders.user_data_dir), Path(folders.user_config_dir)
    except (OSError, RuntimeError, KeyError):  # no home folder can be found
        return None


def _under(own: Path, config: Path, notice: str = "") -> PersonalFolders | None:
    saves, settings, reports = own / "saves", config, own / "reports"
    if all(_writable(folder) for folder in (saves, settings, reports)):
        return PersonalFolders(saves, settings, reports, notice)
    return None


def _writable(folder: Path) -> bool:
    """Whether a file can really be made there: permission bits lie on network shares and read-only disks."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except (OSError, ValueError):
        return False


def _user_number() -> str:
    getuid = getattr(os, "getuid", None)
    return str(getuid()) if getuid is not None else "user"
