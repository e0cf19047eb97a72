"""Level files in, `Level` out: includes joined, names checked against each other, all problems at once.

Parsing and checking a level costs a tenth of a second, and windows, class tables and films ask for the same ones again
and again: what the same bytes made before is kept, so that a file that changed on disk is always read anew.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from game import paths
from game.content.assignment import level_of
from game.content.build import built
from game.content.checks import Checks
from game.content.schema import LevelFile, Parts, SharedFile
from game.content.source import MAXIMUM_BYTES, Source, parse_toml
from game.economy.dimensions import parse_month
from game.faults import Fault, Problem, did_you_mean
from game.reading import read_bytes
from game.rules.editions import EDITIONS
from game.rules.level import Level

_MOST_KEPT: Final = 256  # files or levels; the oldest go first

Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Made:
    """What a file gave, and the SHA-256 of all bytes that went into it."""

    level: Level
    digest: str


@dataclass(frozen=True, slots=True)
class Included:
    """A parsed file that levels share, and the SHA-256 of its bytes."""

    source: Source
    file: SharedFile
    digest: str


# By the bytes they were made of; an included file also by its name, which its problems tell.
_LEVELS: dict[str, Level] = {}
_INCLUDED: dict[tuple[str, str], Included] = {}


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

    included: dict[Path, Included | Fault] = field(default_factory=dict)
    levels: dict[Path, Made | Fault] = field(default_factory=dict)

    def include(self, path: Path) -> Included:
        """An included file.

        Raises Fault with every problem of it, each time anew.
        """
        if path not in self.included:
            try:
                self.included[path] = _include(path)
            except Fault as fault:
                self.included[path] = fault
        return _sound(self.included[path])

    def level(self, path: Path) -> Made:
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
        return _sound(self.levels[path])


def _sound(found: Kept | Fault) -> Kept:
    if isinstance(found, Fault):
        raise Fault(found.problems)
    return found


def _remember(kept: dict[Any, Kept], key: object, made: Kept) -> Kept:
    while len(kept) >= _MOST_KEPT:
        del kept[next(iter(kept))]
    kept[key] = made
    return made


def _include(path: Path) -> Included:
    content = read_bytes(path, MAXIMUM_BYTES)
    key = str(path), hashlib.sha256(content).hexdigest()
    return _INCLUDED.get(key) or _remember(_INCLUDED, key, Included(*parse_toml(key[0], content, SharedFile), key[1]))


def list_levels(folder: Path | None = None, shelf: Shelf | None = None) -> tuple[Listed, ...]:
    """All levels of a folder in order of file name; a broken one never stops the others."""
    shelf = shelf or Shelf()
    found = []
    for path in sorted((folder or paths.levels_folder()).glob("*.toml")):
        try:
            found.append(Listed(path, shelf.level(path).level, ()))
        except Fault as fault:
            found.append(Listed(path, None, fault.problems))
    return tuple(found)


def load_level(path: Path, shelf: Shelf | None = None) -> Level:
    """A level with everything it includes.

    Raises Fault with all problems of the level's file or, if that one is sound, of its includes and cross checks.
    """
    return (shelf or Shelf()).level(path).level


def _loaded(path: Path, shelf: Shelf) -> Made:
    content = read_bytes(path, MAXIMUM_BYTES)
    source, file, origin = level_of(path, content)
    folder = origin.parent
    included: list[Included] = []
    problems: list[Problem] = []
    for place, name in enumerate(file.include):
        if not (folder / name).resolve().is_relative_to(folder.resolve()):
            problems.append(source.problem(("include", place), "E3050", "leads outside the folder of the level", name))
            continue
        included_files = _included(folder / name)
        if not included_files:
            problems.append(source.problem(("include", place), "E3060", "names a folder without .toml files", name))
        for one in included_files:
            try:
                included.append(shelf.include(one))
            except Fault as fault:
                problems += fault.problems
    if problems:
        raise Fault(problems)
    if file.rules not in EDITIONS:
        here = f"rules {', '.join(EDITIONS)}"
        raise Fault([source.problem(("rules",), "E4020", "needs other rules", file.rules, here)])
    parts: list[tuple[Source, Parts]] = [(source, file), *((one.source, one.file) for one in included)]
    try:
        past = _past(source, file, path, shelf)
    except Fault as fault:
        raise Fault([*_problems(source, file, parts), *fault.problems]) from fault
    made_of = [content, *([read_bytes(origin, MAXIMUM_BYTES)] if origin != path else [])]
    digests = [*(hashlib.sha256(one).hexdigest() for one in made_of), "", *(one.digest for one in included)]
    digest = hashlib.sha256("|".join((*digests, past.digest if past else "")).encode()).hexdigest()
    return Made(_LEVELS.get(digest) or _remember(_LEVELS, digest, _checked(source, file, parts, past)), digest)


def _problems(source: Source, file: LevelFile, parts: list[tuple[Source, Parts]]) -> list[Problem]:
    checks = Checks(source, file, parts)
    checks.run()
    return checks.problems


def _checked(source: Source, file: LevelFile, parts: list[tuple[Source, Parts]], past: Made | None) -> Level:
    problems = _problems(source, file, parts)
    if problems:
        raise Fault(problems)
    before = past.level if past is not None else None
    return built(file, [part for _, part in parts], _content_hash(parts, before), before)


def _included(path: Path) -> list[Path]:
    """A file, or the files of a folder in order of name."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


def _past(source: Source, file: LevelFile, path: Path, shelf: Shelf) -> Made | None:
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
    if past.level.start != 0 or past.level.end + 1 < start:
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
