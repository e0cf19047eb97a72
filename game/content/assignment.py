"""A level's own file; a small one that extends another level is laid over it key by key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from game import paths
from game.content.forms import identifier
from game.content.schema import ASSIGNED, LevelFile
from game.content.source import MAXIMUM_BYTES, Source, as_model, parse_table
from game.faults import Fault, did_you_mean, short
from game.reading import read_bytes


def level_of(path: Path, content: bytes) -> tuple[Source, LevelFile, Path]:
    """A level file's bytes as its model, one that extends another with what that one says; and whose includes count.

    Raises Fault with every problem of the file, or of the level it extends.
    """
    source, parsed = parse_table(str(path), content)
    origin = path
    if "extends" in parsed:
        parsed, origin = _laid_over(source, parsed, path)
    return source, as_model(source, parsed, LevelFile), origin


def _laid_over(source: Source, parsed: dict[str, Any], path: Path) -> tuple[dict[str, Any], Path]:
    problems = []
    for key in parsed:
        if key not in ASSIGNED:
            hint = did_you_mean(key, ASSIGNED) or f"one of {', '.join(sorted(ASSIGNED))}"
            problems.append(source.problem((key,), "E3003", "unknown key", expected=hint))
    if "id" not in parsed:
        problems.append(source.problem((), "E3004", "key id is missing", expected="an id of its own"))
    found, base = _extended(source, parsed["extends"], path)
    if problems:
        raise Fault(problems)
    own = {key: value for key, value in parsed.items() if key != "extends"}
    rows = own.get("access")
    if isinstance(rows, list):
        own["access"] = [*rows, *_not_named(base.get("access", []), rows)]
    kept = {key: value for key, value in base.items() if key not in ("par", "kind", "order")}
    return {"kind": "lesson", **kept, **own}, found


def _not_named(rows: list[dict[str, Any]], own: list[Any]) -> list[dict[str, Any]]:
    """The rows of the level without the levers that the assignment's own rows name."""
    lists = [row["levers"] for row in own if isinstance(row, dict) and isinstance(row.get("levers"), list)]
    named = [lever for levers in lists for lever in levers]
    left = [{**row, "levers": [lever for lever in row["levers"] if lever not in named]} for row in rows]
    return [row for row in left if row["levers"]]


def _extended(source: Source, name: Any, path: Path) -> tuple[Path, dict[str, Any]]:
    """File and table of the level that is extended: of the same folder, else of the shipped ones."""
    where = ("extends",)
    wanted = "the id of a level that extends no other"
    if not isinstance(name, str) or not identifier(name):
        raise Fault([source.problem(where, "E3063", "is no level", short(name), wanted)])
    places = [folder / f"{name}.toml" for folder in (path.parent, paths.levels_folder())]
    found = next((place for place in places if place.is_file() and place.resolve() != path.resolve()), None)
    if found is None:
        raise Fault([source.problem(where, "E3063", "is no level", name, wanted)])
    base_source, base = parse_table(str(found), read_bytes(found, MAXIMUM_BYTES))
    if "extends" in base:
        raise Fault([source.problem(where, "E3063", "extends another level itself", name, wanted)])
    as_model(base_source, base, LevelFile)
    return found, base
