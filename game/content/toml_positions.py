"""Where each key and array item of a TOML text stands, so that an error can name its line.

The standard parser keeps no positions. This walk over text that it has accepted records them; it checks nothing.
"""

from __future__ import annotations

import contextlib
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Final

Place = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_SPACE: Final = re.compile(r"[ \t]*")
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_TEXT: Final = re.compile(
    r'"""(?P<long>(?:\\.|[^\\])*?"{0,2})"""' r"|'''.*?'{3,5}" r'|"(?:\\.|[^"\\\n])*"' r"|'[^'\n]*'", re.DOTALL
)
_SCALAR: Final = re.compile(r"[^,\]}\n#]*")


class Positions:
    """Line and column by place; a place is the path of keys and item numbers from the top of the file."""

    def __init__(self, offsets: Mapping[Place, int], text: str) -> None:
        self._offsets = offsets
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def find(self, place: Sequence[str | int]) -> tuple[int, int]:
        """Line and column of the place or of the nearest thing that holds it; line 1 for the file itself."""
        wanted = tuple(place)
        while wanted and wanted not in self._offsets:
            wanted = wanted[:-1]
        offset = self._offsets.get(wanted, 0)
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1


def index(text: str) -> Positions:
    """Positions of everything in a TOML text; what cannot be followed is left out. Never raises."""
    walk = _Walk(text)
    # An incomplete index still names the nearest line.
    with contextlib.suppress(IndexError, ValueError, RecursionError):
        walk.file()
    return Positions(walk.offsets, text)


class _Walk:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.offsets: dict[Place, int] = {}
        self.items: dict[Place, int] = {}  # arrays of tables and how many tables each has so far

    def file(self) -> None:
        table: Place = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self.header(2)
            elif self.text[self.at] == "[":
                table = self.header(1)
            else:
                self.pair(table)
            self.skip(_BLANK)

    def skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        if found is None:
            raise ValueError(self.at)
        self.at = found.end()
        return found.group()

    def header(self, brackets: int) -> Place:
        start = self.at
        self.at += brackets
        keys = self.key()
        self.at += brackets
        table: Place = ()
        for number, key in enumerate(keys):
            table = (*table, key)
            last = number == len(keys) - 1
            if last and brackets == 2:
                self.items[table] = self.items.get(table, 0) + 1
                self.offsets.setdefault(table, start)
            if table in self.items:
                table = (*table, self.items[table] - 1)
        self.offsets.setdefault(table, start)
        return table

    def key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self.skip(_SPACE)
            if self.text[self.at] in "\"'":
                parts.append(self.skip(_TEXT)[1:-1])
            else:
                parts.append(self.skip(_BARE_KEY))
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return parts
            self.at += 1

    def pair(self, table: Place) -> None:
        start = self.at
        place = table
        for part in self.key():
            place = (*place, part)
            self.offsets.setdefault(place, start)
        if self.text[self.at] != "=":
            raise ValueError(self.at)
        self.at += 1
        self.skip(_SPACE)
        self.value(place)

    def value(self, place: Place) -> None:
        first = self.text[self.at]
        if first == "[":
            self.array(place)
        elif first == "{":
            self.inline_table(place)
        elif first in "\"'":
            self.skip(_TEXT)
        else:
            self.skip(_SCALAR)

    def array(self, place: Place) -> None:
        self.at += 1
        number = 0
        while True:
            self.skip(_BLANK)
            if self.text[self.at] == "]":
                self.at += 1
                return
            self.offsets[(*place, number)] = self.at
            self.value((*place, number))
            number += 1
            self.skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1

    def inline_table(self, place: Place) -> None:
        self.at += 1
        while True:
            self.skip(_BLANK)
            if self.text[self.at] == "}":
                self.at += 1
                return
            self.pair(place)
            self.skip(_BLANK)
            if self.text[self.at] == ",":
                self.at += 1
