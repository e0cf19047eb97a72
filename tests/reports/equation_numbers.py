"""Numbers that an equation's code uses, its own and those of the functions and constants it names."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Any

# Nothing, one, the mean over three buyers, and what keeps divisors from being nothing: not told in equations.
UNTOLD = frozenset({0.0, 1.0, 3.0, 1e-9, 1e-6})
# `in_force` and the rate that means "no cap" are told once for all equations.
_TOLD_ONCE = frozenset({"has_cap", "NO_CAP_T_PER_YEAR"})


def numbers_in_code(function: Callable[..., Any]) -> set[float]:
    """Every number that the function computes with; places in arrays are none."""
    found: set[float] = set()
    seen: set[str] = set()
    waiting: list[Any] = [function]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, FunctionType):
            if thing.__qualname__ not in seen and thing.__module__ != "game.economy.exact":
                seen.add(thing.__qualname__)
                tree = ast.parse(textwrap.dedent(inspect.getsource(thing)))
                for part in _arithmetic(tree):
                    if isinstance(part, ast.Constant) and isinstance(part.value, int | float):
                        found.add(abs(float(part.value)))
                    elif isinstance(part, ast.Name) and part.id not in _TOLD_ONCE:
                        waiting.append(thing.__globals__.get(part.id))
        elif isinstance(thing, dict):
            waiting.extend(thing.values())
        elif isinstance(thing, tuple):
            waiting.extend(thing)
        elif isinstance(thing, int | float):
            found.add(abs(float(thing)))
    return found


def _arithmetic(tree: ast.AST) -> Iterator[ast.AST]:
    """All parts of a tree but subscripts' places and named arguments (axis=1)."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.keyword):
            continue
        if isinstance(child, ast.Subscript):
            yield child.value
            yield from _arithmetic(child.value)
            continue
        yield child
        yield from _arithmetic(child)


def numbers_in_text(text: str) -> set[float]:
    """Every number that stands by itself, not those inside names; 600,000 is one, and a power is none."""
    told = re.findall(r"(?<![\w.,^])\d+(?:,\d{3})*(?:\.\d+)?(?:e-?\d+)?(?!\w)", text)
    return {float(number.replace(",", "")) for number in told}
