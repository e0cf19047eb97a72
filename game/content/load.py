"""Level files in, `Level` out: includes joined, names checked against each other, all problems at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from game import paths
from game.content.assignment import read_level
from game.content.build import built
from game.content.checks import Checks
from game.content.schema import LevelFile, Parts, SharedFile
from game.content.source import Source, read_toml
from game.economy.dimensions import parse_month
from game.faults import Fault, Problem, did_you_mean
from game.rules.editions import EDITIONS
from game.rules.level import Level


@dataclass(frozen=True, slots=True)
class Listed:
    """One level file of a folder: a level, or what is wrong with it."""

    path: Path
    level: Level | None
    problems: tuple[Problem, ...]


def find_level(name: str) -> Path:
    """The file of a level given by id or by path.

    Raises Fault (exit 6) for an unknown id.
    """
    path = Path(name)
    if path.suffix == ".toml" or len(path.parts) > 1:
        return path
    found = paths.levels_folder() / f"{name}.toml"
    if not found.is_file():
        known = [one.stem for one in paths.levels_folder().glob("*.toml")]
        hint = did_you_mean(name, known) or ", ".join(sorted(known))
        raise Fault([Problem(name[:80], "E6004", "is no level", expected=hint)])
    return found


@dataclass(slots=True)
class Shelf:
    """Files that several levels share, read once while a folder is listed."""

    included: dict[Path, tuple[Source, SharedFile] | Fault] = field(default_factory=dict)
    levels: dict[Path, Level | Fault] = field(default_factory=dict)

    def include(self, path: Path) -> tuple[Source, SharedFile]:
        """An included file.

        Raises Fault with every problem of it, each time anew.
        """
        if path not in self.included:
            try:
                self.included[path] = read_toml(path, SharedFile)
            except Fault as fault:
                self.included[path] = fault
        found = self.included[path]
        if isinstance(found, Fault):
            raise Fault(found.problems)
        return found

    def level(self, path: Path) -> Level:
        """A level of the folder.

        Raises Fault with its problems, each time anew.
        """
        if path not in self.levels:
            # A past that leads back to its own beginning finds this.
            self.levels[path] = Fault([Problem(str(path), "E3063", "leads up to itself")])
            try:
                self.levels[path] = _loaded(path, self)
            except Fault as fault:
                self.levels[path] = fault
        found = self.levels[path]
        if isinstance(found, Fault):
            raise Fault(found.problems)
        return found


def list_levels(folder: Path | None = None, shelf: Shelf | None = None) -> tuple[Listed, ...]:
    """All levels of a folder in order of file name; a broken one never stops the others."""
    shelf = shelf or Shelf()
    found = []
    for path in sorted((folder or paths.levels_folder()).glob("*.toml")):
        try:
            found.append(Listed(path, shelf.level(path), ()))
        except Fault as fault:
            found.append(Listed(path, None, fault.problems))
    return tuple(found)


def load_level(path: Path, shelf: Shelf | None = None) -> Level:
    """A level with everything it includes.

    Raises Fault with all problems of the level's file or, if that one is sound, of its includes and cross checks.
    """
    return (shelf or Shelf()).level(path)


def _loaded(path: Path, shelf: Shelf) -> Level:
    source, file, folder = read_level(path)
    parts: list[tuple[Source, Parts]] = [(source, file)]
    problems: list[Problem] = []
    for place, name in enumerate(file.include):
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            problems.append(source.problem(("include", place), "E3050", "leads outside the folder of the level", name))
            continue
        included_files = _included(folder / name)
        if not included_files:
            problems.append(source.problem(("include", place), "E3060", "names a folder without .toml files", name))
        for included in included_files:
            try:
                parts.append(shelf.include(included))
            except Fault as fault:
                problems += fault.problems
    if problems:
        raise Fault(problems)
    if file.rules not in EDITIONS:
        here = f"rules {', '.join(EDITIONS)}"
        raise Fault([source.problem(("rules",), "E4020", "needs other rules", file.rules, here)])
    checks = Checks(source, file, parts)
    checks.run()
    if checks.problems:
        raise Fault(checks.problems)
    past = _past(source, file, path, shelf)
    return built(file, [part for _, part in parts], _content_hash(parts, past), past)


def _included(path: Path) -> list[Path]:
    """A file, or the files of a folder in order of name."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


def _past(source: Source, file: LevelFile, path: Path, shelf: Shelf) -> Level | None:
    """The level whose history leads up to this one: of the same folder, else of the shipped ones.

    Raises Fault when there is none that does.
    """
    start = parse_month(file.start)
    if start == 0:
        return None
    where = ("past",)
    if file.past is None:
        raise Fault([source.problem(where, "E3063", "is needed by a level that starts after 1985-01")])
    places = [folder / f"{file.past}.toml" for folder in (path.parent, paths.levels_folder())]
    found = next((place for place in places if place.is_file()), None)
    if found is None or found == path:
        raise Fault([source.problem(where, "E3063", "is no level", file.past, "the id of another level")])
    past = shelf.level(found)
    if past.start != 0 or past.end + 1 < start:
        wanted = f"a level from 1985-01 to the month before {file.start} or later"
        raise Fault([source.problem(where, "E3063", "does not lead up to `start`", file.past, wanted)])
    return past


def _content_hash(parts: list[tuple[Source, Parts]], past: Level | None) -> str:
    """SHA-256 of the parsed content in canonical form: the same for other line ends, comments or key orders.

    Left out are a level's par, for the journal that earns it names this hash; and what moves nothing: whether
    predictions are wanted, time may be turned back and history is marked, what is to be handed in, and the difficulty,
    which every journal names.
    """
    excluded = {"par", "predictions", "rewind", "difficulty", "hints", "hand_in"}
    canonical: list[Any] = [part.model_dump(mode="json", by_alias=True, exclude=excluded) for _, part in parts]
    canonical.append(past.content_hash if past is not None else "")
    text = json.dumps(canonical, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
