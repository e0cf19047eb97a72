"""How anything wrong with a file, an argument or the machine is named: exit codes and one-line problems."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

SHOWN_PROBLEMS: Final = 20
SHOWN_VALUE_CHARACTERS: Final = 80
SHOWN_INTEGER_DIGITS: Final = 40
SHOWN_LINE_CHARACTERS: Final = 800


class ExitCode(IntEnum):
    """What the command returns to the shell."""

    OK = 0
    INTERNAL = 1
    USAGE = 2
    INVALID = 3
    VERSION = 4
    REPLAY = 5
    IO = 6
    LIMIT = 7
    INTEGRITY = 8
    LOCKED = 9
    INTERRUPTED = 130


# A batch ends with the gravest code of its files; first is gravest.
SEVERITY: Final = (
    ExitCode.INTERNAL,
    ExitCode.IO,
    ExitCode.INTEGRITY,
    ExitCode.LIMIT,
    ExitCode.VERSION,
    ExitCode.REPLAY,
    ExitCode.INVALID,
    ExitCode.OK,
)


def gravest(codes: Iterable[ExitCode]) -> ExitCode:
    """The code a batch ends with; OK for an empty batch."""
    seen = set(codes)
    for code in SEVERITY:
        if code in seen:
            return code
    return next(iter(seen), ExitCode.OK)


def visible(text: str, limit: int = SHOWN_VALUE_CHARACTERS) -> str:
    """The text on one line with control, format and unpaired surrogate characters escaped, cut at `limit`."""
    shown = "".join(
        character
        if character == " " or unicodedata.category(character)[0] not in "CZ"
        else character.encode("unicode_escape").decode("ascii")
        for character in text[: limit + 1]
    )
    return shown if len(shown) <= limit else shown[: limit - 3] + "..."


def short(value: object) -> str:
    """A value as an error message may show it: one line, at most 80 characters, no endless integer.

    Never raises.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        # Printing an integer of thousands of digits raises or takes minutes, so its size is judged by its bits.
        return str(value) if value.bit_length() <= 3 * SHOWN_INTEGER_DIGITS else "an integer of more than 36 digits"
    if isinstance(value, str):
        return '"' + visible(value, SHOWN_VALUE_CHARACTERS - 2) + '"'
    if isinstance(value, dict):
        return f"a table of {len(value)} keys"
    if isinstance(value, list | tuple):
        return f"an array of {len(value)} items"
    try:
        return visible(repr(value))
    except Exception:
        return f"a value of type {type(value).__name__}"


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """A hint with the nearest known name, or an empty text."""
    near = difflib.get_close_matches(wrong[:64], list(known), n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, with its place; line and column count from 1 and are 0 when there is none."""

    path: str
    code: str  # E and four digits; the first is the exit code
    what: str
    line: int = 0
    column: int = 0
    field: str = ""
    got: str = ""
    expected: str = ""

    @property
    def exit_code(self) -> ExitCode:
        return ExitCode(int(self.code[1]))

    def __str__(self) -> str:
        place = visible(self.path, 400)
        if self.line:
            place += f":{self.line}:{max(self.column, 1)}"
        field = f" {visible(self.field)}:" if self.field else ""
        got = f", got {self.got}" if self.got else ""
        expected = f"; expected {self.expected}" if self.expected else ""
        # One line, whatever a parser's message quoted.
        return f"{place}:{field} {visible(self.what + got + expected, SHOWN_LINE_CHARACTERS)} [{self.code}]"


class Fault(Exception):
    """Something from outside that cannot be used; carries every problem found, the gravest exit code first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in self.problems[:3]))

    @property
    def exit_code(self) -> ExitCode:
        return gravest(problem.exit_code for problem in self.problems)

    def lines(self) -> list[str]:
        """The problems as lines to print: at most 20 and how many more there are."""
        shown = [str(problem) for problem in self.problems[:SHOWN_PROBLEMS]]
        rest = len(self.problems) - len(shown)
        return [*shown, f"and {rest} more"] if rest > 0 else shown


def io_problem(path: str | os.PathLike[str], error: OSError, doing: str) -> Problem:
    """A problem of the operating system in its own words, e.g. `doing` = "cannot read"."""
    reason = error.strerror or type(error).__name__
    return Problem(os.fspath(path), "E6001", f"{doing}: {reason}")
