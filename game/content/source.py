"""One TOML file from outside: read within limits, parsed, checked against its model, with the place of every key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from game.content import toml_positions
from game.content.problems import problem_at, schema_problems, value_problems
from game.content.toml_positions import Positions
from game.content.toml_scan import oversize_problem
from game.faults import Fault, Problem, did_you_mean, short, visible
from game.reading import check_lines, decode, read_bytes

MAXIMUM_BYTES: Final = 256 * 1024

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Source:
    """A parsed file that can say where each of its fields stands."""

    path: str
    positions: Positions

    def problem(
        self, place: Sequence[str | int], code: str, what: str, got: object = None, expected: str = ""
    ) -> Problem:
        return problem_at(self.path, self.positions, place, code, what, "" if got is None else short(got), expected)

    def unknown(self, place: Sequence[str | int], name: str, known: Sequence[str]) -> tuple[Problem, ...]:
        """The problem with a name that is none of the known ones, with the likeliest of them; nothing else."""
        if name in known:
            return ()
        hint = did_you_mean(name, known)
        return (
            self.problem(place, "E3053", "is not known", name, f"a known name; {hint}" if hint else "a known name"),
        )


def read_toml(path: Path, model: type[Model]) -> tuple[Source, Model]:
    """A file as its model.

    Raises Fault with every problem of the file.
    """
    return parse_toml(str(path), read_bytes(path, MAXIMUM_BYTES), model)


def parse_toml(name: str, content: bytes, model: type[Model]) -> tuple[Source, Model]:
    """Bytes of a file called `name` as its model.

    Raises Fault with every problem of the file.
    """
    source, parsed = parse_table(name, content)
    return source, as_model(source, parsed, model)


def as_model(source: Source, parsed: dict[str, Any], model: type[Model]) -> Model:
    """What was parsed of a file as its model.

    Raises Fault with every problem of its form.
    """
    try:
        return model.model_validate(parsed)
    except ValidationError as error:
        raise Fault(schema_problems(source.path, source.positions, model, error)) from error


def parse_table(name: str, content: bytes) -> tuple[Source, dict[str, Any]]:
    """Bytes of a file called `name` as a table, before anything looks at its form.

    Raises Fault with every problem of the file.
    """
    if len(content) > MAXIMUM_BYTES:
        problem = Problem(name, "E7002", "is too large", got=f"{len(content)} bytes", expected=f"{MAXIMUM_BYTES} bytes")
        raise Fault([problem])
    text = decode(name, content)
    _refuse_other_kinds(name, text)
    check_lines(name, text)
    too_deep = oversize_problem(name, text)
    if too_deep is not None:
        raise Fault([too_deep])
    parsed = _parsed(name, text)
    source = Source(name, toml_positions.index(text))
    problems = value_problems(name, source.positions, parsed)
    if problems:
        raise Fault(problems)
    version = parsed.get("schema")
    if isinstance(version, int) and not isinstance(version, bool) and version != 1:
        newer = "a newer version of the game" if version > 1 else "schema = 1"
        raise Fault([source.problem(("schema",), "E4001", "level format is not supported", version, newer)])
    return source, parsed


def _refuse_other_kinds(name: str, text: str) -> None:
    start = text.lstrip()[:64].lower()
    kinds = {"{": "JSON", "<": "HTML or XML", "---": "YAML", "%pdf": "PDF", "pk\x03\x04": "a zip archive"}
    for mark, kind in kinds.items():
        if start.startswith(mark):
            what = f"is not a level (starts like {kind})"
            raise Fault([Problem(name, "E3020", what, 1, 1, got=short(text[:16]), expected="TOML")])


def _parsed(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Fault([_syntax_problem(name, text, str(error))]) from error
    except ValueError as error:  # integers of more digits than Python converts
        raise Fault([Problem(name, "E7007", "holds an integer of too many digits")]) from error
    except RecursionError as error:
        raise Fault([Problem(name, "E7004", "is nested too deeply")]) from error


def _syntax_problem(name: str, text: str, message: str) -> Problem:
    """The parser's message with line, column and the line itself."""
    found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    what = message[: found.start()] if found else message
    lines = text.rstrip("\n").split("\n")
    line, column = (int(found[1]), int(found[2])) if found and found[1] else (len(lines), len(lines[-1]) + 1)
    quoted = lines[line - 1].strip() if line <= len(lines) else ""
    what = visible(what[:1].lower() + what[1:])
    if "overwrite" in what or "twice" in what or "redefine" in what:
        what = f"a key or table stands twice ({what})"
    return Problem(name, "E3001", what, line, column, got=short(quoted), expected=_hint(quoted, what))


def _hint(line: str, what: str) -> str:
    if re.match(r"^\s*//", line) or line.startswith("/*"):
        return "comments to start with #"
    if re.match(r"^[^=#]*:\s", line) and "=" not in line:
        return 'key = value with "=", not ":"'
    if re.search(r"=\s*(True|False|yes|no|None|null)\b", line):
        return "true or false in small letters"
    if "control" in what.lower() or "illegal character" in what.lower():
        return "printable text on one line, or three quotes around several lines"
    return "valid TOML"
