"""A look at TOML text before the parser: nesting and dotted keys, which can make parsers run on and on."""

from __future__ import annotations

import re
from typing import Final

from game.faults import Problem

MAXIMUM_DEPTH: Final = 16
MAXIMUM_KEY_PARTS: Final = 8

# A string, a comment, or one character of structure; whatever lies between is names and numbers.
_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[\]{}=,.\n]",
    re.DOTALL,
)


def oversize_problem(path: str, text: str) -> Problem | None:
    """What makes the text too deep to be parsed, or None; works on any text, valid TOML or not."""
    depth = dots = 0
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth = max(depth - 1, 0)
        if mark == ".":
            dots += 1
        elif mark[0] not in "\"'":
            dots = 0
        if depth > MAXIMUM_DEPTH:
            return _at(path, text, token.start(), "E7004", f"is nested deeper than {MAXIMUM_DEPTH}")
        if dots >= MAXIMUM_KEY_PARTS:
            return _at(path, text, token.start(), "E7005", f"a key has more than {MAXIMUM_KEY_PARTS} dotted parts")
    return None


def _at(path: str, text: str, offset: int, code: str, what: str) -> Problem:
    line, column = line_and_column(text, offset)
    return Problem(path, code, what, line, column)


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line and column of a character, both counted from 1."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, start) + 1, offset - start + 1
