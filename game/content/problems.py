"""What the schema finds wrong, in words: every problem at once, each with file, line, field and what is allowed."""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from game.content.toml_positions import Positions
from game.faults import Problem, did_you_mean, short, visible

Place = tuple[str | int, ...]

MAXIMUM_ITEMS: Final = 5000
LARGEST_INTEGER: Final = 2**53

_WANTED: Final = {
    "string_type": "a text in quotes",
    "float_type": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "list_type": "an array",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
}


def field_name(place: Sequence[str | int]) -> str:
    """A place as people write it: levers[2].title.en, items counted from 1."""
    name = ""
    for part in place:
        if isinstance(part, int):
            name += f"[{part + 1}]"
        else:
            name += f".{part}" if name else part
    return name


def problem_at(
    path: str, positions: Positions, place: Sequence[str | int], code: str, what: str, got: str = "", expected: str = ""
) -> Problem:
    """A problem of one field with the line it stands on."""
    line, column = positions.find(place)
    return Problem(path, code, what, line, column, field_name(place), got, expected)


def value_problems(path: str, positions: Positions, parsed: Mapping[str, Any]) -> list[Problem]:
    """What no field may hold whatever its type: control characters, endless integers, NaN, arrays beyond measure."""
    found: list[Problem] = []

    def report(place: Place, code: str, what: str, got: str = "", expected: str = "") -> None:
        found.append(problem_at(path, positions, place, code, what, got, expected))

    def look(place: Place, value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                _look_at_text((*place, key), key, report)
                look((*place, key), inner)
        elif isinstance(value, list):
            if len(value) > MAXIMUM_ITEMS:
                report(place, "E7006", "has too many items", str(len(value)), f"at most {MAXIMUM_ITEMS}")
                return
            for number, inner in enumerate(value):
                look((*place, number), inner)
        elif isinstance(value, str):
            _look_at_text(place, value, report)
        elif isinstance(value, float) and not math.isfinite(value):
            report(place, "E3006", "must be finite", short(value), "a number")
        elif isinstance(value, int) and abs(value) > LARGEST_INTEGER:
            report(place, "E7007", "is too large an integer", expected="at most 2 to the power of 53")

    look((), parsed)
    return found


def _look_at_text(place: Place, text: str, report: Any) -> None:
    for character in text:
        if (ord(character) < 32 and character not in "\n\t") or 127 <= ord(character) < 160:
            report(place, "E3011", "contains a control character", visible(repr(character)), "printable text")
            return


def schema_problems(path: str, positions: Positions, model: type[BaseModel], error: ValidationError) -> list[Problem]:
    """The schema's findings in order of their lines. Never raises."""
    found: list[Problem] = []
    for detail in error.errors(include_url=False):
        try:
            found.append(_translated(path, positions, model, detail))
        except Exception:  # the reporter must not hide what it reports
            found.append(Problem(path, "E3000", visible(str(detail.get("msg", "is not valid")))))
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def _translated(path: str, positions: Positions, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    place = tuple(part for part in detail["loc"] if part != "[key]")
    kind, context = detail["type"], detail.get("ctx", {})
    got = short(detail["input"])
    if kind == "extra_forbidden":
        known = _fields_of(model, place[:-1])
        hint = did_you_mean(str(place[-1]), known) or f"one of {_listed(known)}"
        return problem_at(path, positions, place, "E3003", "unknown key", expected=hint)
    if kind == "missing":
        what = f"key {place[-1]} is missing"
        meaning = _fields_of(model, place[:-1]).get(str(place[-1]), "")
        return problem_at(path, positions, place[:-1], "E3004", what, expected=meaning)
    if kind in _WANTED:
        return problem_at(path, positions, place, "E3005", "has the wrong type", got, _WANTED[kind])
    if kind == "finite_number":
        return problem_at(path, positions, place, "E3006", "must be finite", got, "a number")
    if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
        return problem_at(path, positions, place, "E3007", "is out of range", got, _bounds(context))
    if kind == "literal_error":
        return problem_at(path, positions, place, "E3014", "is not allowed here", got, str(context.get("expected", "")))
    if kind == "string_pattern_mismatch":
        return problem_at(path, positions, place, "E3009", "has the wrong form", got, str(context.get("pattern", "")))
    if kind in ("string_too_long", "string_too_short"):
        length = f"{len(str(detail['input']))} characters"
        what = "is too long" if kind.endswith("long") else "is empty"
        bound = context.get("max_length", context.get("min_length"))
        wanted = f"at most {bound} characters" if kind.endswith("long") else "a text"
        return problem_at(path, positions, place, "E3010", what, length, wanted)
    if kind in ("too_long", "too_short"):
        wanted = f"at most {context['max_length']}" if kind == "too_long" else f"at least {context['min_length']}"
        code = "E7006" if kind == "too_long" else "E3012"
        return problem_at(
            path,
            positions,
            place,
            code,
            f"has too {'many' if kind == 'too_long' else 'few'} items",
            str(context.get("actual_length", "")),
            wanted,
        )
    if kind == "value_error":
        what, _, expected = str(context.get("error", detail["msg"])).partition("; expected ")
        code, _, rest = what.partition(" ")
        code, what = (code, rest) if code.startswith("E3") else ("E3008", what)
        return problem_at(path, positions, place, code, what, got, expected)
    return problem_at(path, positions, place, "E3000", visible(detail["msg"]), got)


def _bounds(context: Mapping[str, Any]) -> str:
    words = {"ge": "at least", "le": "at most", "gt": "more than", "lt": "less than"}
    return " and ".join(f"{words[key]} {short(value)}" for key, value in context.items() if key in words)


def _listed(names: Iterable[str], limit: int = 12) -> str:
    names = sorted(names)
    return ", ".join(names[:limit]) + (", ..." if len(names) > limit else "")


def _fields_of(model: type[BaseModel], place: Sequence[str | int]) -> dict[str, str]:
    """Keys allowed at a place and their meanings."""
    current: Any = model
    for part in place:
        if isinstance(part, str) and _is_model(current):
            names = {(field.alias or name): field.annotation for name, field in current.model_fields.items()}
            current = _without_optional(names.get(part))
        else:
            arguments = typing.get_args(current)
            current = _without_optional(arguments[-1]) if arguments else None
    if not _is_model(current):
        return {}
    return {(field.alias or name): field.description or "" for name, field in current.model_fields.items()}


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _without_optional(annotation: Any) -> Any:
    if typing.get_origin(annotation) is typing.Annotated:
        return _without_optional(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in (types.UnionType, typing.Union):
        return next((a for a in typing.get_args(annotation) if a is not type(None)), None)
    return annotation
