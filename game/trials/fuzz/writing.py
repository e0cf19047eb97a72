"""Trees of plain values as TOML and JSON text; what a careful writer would refuse is written as it stands."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


class Raw(str):
    """Text that goes into a file as it is, where a value should stand."""

    __slots__ = ()


def as_json(value: Any) -> str:
    """One value on one line; NaN, endless integers and twin keys (`Twins`) included."""
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, Twins):
        return "{" + ",".join(f"{json.dumps(name)}:{as_json(inner)}" for name, inner in value.pairs) + "}"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{json.dumps(str(name))}:{as_json(inner)}" for name, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(as_json(inner) for inner in value) + "]"
    if isinstance(value, int) and not isinstance(value, bool):
        return _integer(value)
    return json.dumps(value)


class Twins:
    """A table whose keys may stand twice."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        self.pairs = pairs


def _integer(value: int) -> str:
    # Python will not print integers of more than 4,300 digits in tens.
    return str(value) if value.bit_length() < 10_000 else hex(value)


def as_toml(tree: Mapping[str, Any]) -> str:
    """A file: plain keys first, then tables and arrays of tables below their headers."""
    lines: list[str] = []
    _table(lines, (), tree)
    return "\n".join(lines) + "\n"


def _table(lines: list[str], path: tuple[str, ...], table: Mapping[str, Any]) -> None:
    later: list[tuple[str, Any]] = []
    for name, value in table.items():
        if value is None:  # TOML has no word for nothing
            continue
        rows = isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)
        if rows or (isinstance(value, Mapping) and not path):
            later.append((name, value))
        elif isinstance(value, Twins):
            lines += [f"{_key(inner)} = {_inline(one)}" for inner, one in value.pairs]
        else:
            lines.append(f"{_key(name)} = {_inline(value)}")
    for name, value in later:
        header = ".".join(_key(part) for part in (*path, name))
        if isinstance(value, Mapping):
            lines.append(f"[{header}]")
            _table(lines, (*path, name), value)
        else:
            for one in value:
                lines.append(f"[[{header}]]")
                _table(lines, (*path, name), one)


def _key(name: str) -> str:
    plain = name.replace("-", "").replace("_", "")
    return name if plain.isascii() and plain.isalnum() else json.dumps(name, ensure_ascii=False)


def _inline(value: Any) -> str:
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, Twins):
        return "{ " + ", ".join(f"{_key(name)} = {_inline(inner)}" for name, inner in value.pairs) + " }"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(str(name))} = {_inline(inner)}" for name, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inline(inner) for inner in value) + "]"
    return '"' + str(value) + '"'
