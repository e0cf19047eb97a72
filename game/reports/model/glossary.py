"""The glossary as Markdown: every quantity with unit, axes and meaning, what writes it and what reads it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import Field, fields
from typing import Any, Final

from game.economy.dimensions import BUYERS, DEPOSITS, PRODUCTS, RIVALS
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import WorldMonth
from game.kernels.structure import Equation, Structure

_AXES: Final[Mapping[tuple[str, ...], str]] = {
    DEPOSITS: "deposit",
    PRODUCTS: "product",
    RIVALS: "rival",
    BUYERS: "buyer",
}
_DECLARED = re.compile(r"^    (\w+): Array(?:  # (.*))?$")


def glossary(structure: Structure) -> str:
    """The whole file."""
    readers = _readers(structure)
    lines = [
        "# Glossary of the economy engine",
        "",
        "Written by `lanthanide model`; do not edit. Units: t REO, USD nominal, months, shares 0-1. Axes: "
        + "; ".join(f"{name} = {', '.join(axis)}" for axis, name in _AXES.items())
        + ".",
        "",
    ]
    stocks, flows, policy = State.declared(), Flows.declared(), fields(Policy)
    lines += _table("State", "Stocks and memories at the start of a month.", stocks, structure.stocks, readers["state"])
    lines += _table("Flows", "In the order they are first written.", flows, structure.flows, readers["flows"])
    lines += _table("Parameters", "Values in assets/economy.", Parameters.declared(), (), readers["parameters"])
    lines += _table("Policy", "What Beijing ordered, phased in, and shocks of events.", policy, (), readers["policy"])
    lines += _world_table(readers["world"])
    return "\n".join(lines)


def _readers(structure: Structure) -> Mapping[str, Mapping[str, list[str]]]:
    """For each kind of quantity: name -> steps and updates that read it, in order."""
    found: dict[str, dict[str, list[str]]] = {kind: {} for kind in ("parameters", "state", "flows", "policy", "world")}
    for equation in (*structure.flows, *structure.stocks):
        for kind, names in found.items():
            for name in getattr(equation, kind):
                steps = names.setdefault(name, [])
                if equation.step not in steps:
                    steps.append(equation.step)
    return found


def _head(title: str, words: str, columns: Iterable[str]) -> list[str]:
    columns = list(columns)
    return [f"## {title}", "", words, "", f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|"]


def _table(
    title: str,
    words: str,
    declared: Iterable[Field[Any]],
    written: tuple[Equation, ...],
    readers: Mapping[str, list[str]],
) -> list[str]:
    writers: dict[str, list[str]] = {}
    for equation in written:
        writers.setdefault(equation.name, []).append(equation.step)
    columns = ["name", "unit", "axes", "meaning", *(["written by"] if written else []), "read by"]
    lines = _head(title, words, columns)
    for item in declared:
        axes = ", ".join(_AXES.get(axis, "/".join(axis)) for axis in item.metadata["axes"])
        cells = [f"`{item.name}`", item.metadata["unit"], axes, item.metadata["meaning"]]
        if written:
            cells.append(", ".join(writers.get(item.name, [])))
        lines.append(f"| {' | '.join([*cells, _read_by(readers, item.name)])} |")
    return [*lines, ""]


def _world_table(readers: Mapping[str, list[str]]) -> list[str]:
    """The world's units and meanings are the comments beside its fields."""
    lines = _head("WorldMonth", "What comes from outside: assets/economy/world.csv.", ("name", "meaning", "read by"))
    for line in inspect.getsource(WorldMonth).splitlines():
        found = _DECLARED.match(line)
        if found:
            name, comment = found.group(1), found.group(2) or ""
            lines.append(f"| `{name}` | {comment} | {_read_by(readers, name)} |")
    return [*lines, ""]


def _read_by(readers: Mapping[str, list[str]], name: str) -> str:
    return ", ".join(readers.get(name, ["opening state, reports"]))
