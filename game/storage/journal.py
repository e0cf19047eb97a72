"""A journal: one text file that is a save, a replay and a hand-in at once.

Line 1 is the header, then one JSON object a line: commands in order; after each end of turn a `mark` with the
full-state hash of every month lived through and a `turn` with the hash at its end and the headline figures to date; a
score when the game is over. The last line carries the SHA-256 of all before it. Marks and score are claims that a
replay checks.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from game.faults import Fault, Problem, short
from game.reading import decode, read_bytes
from game.rules.commands import (
    Announce,
    Choose,
    Command,
    Direction,
    DuelMove,
    EndTurn,
    Exchange,
    Predict,
    SetLever,
    Sketch,
    Withdraw,
)
from game.rules.difficulty import DifficultyId

FORMAT: Final = 3
# 1 had one mark a turn and another form of the state hash; 2 knew no branches, which is all that it lacks.
READABLE: Final = (2, 3)
MAGIC: Final = "lanthanide-journal"
MAXIMUM_BYTES: Final = 2 * 1024 * 1024
MAXIMUM_LINE: Final = 4096
MAXIMUM_LINES: Final = 20_000
LONGEST_TITLE: Final = 40

Name = Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[a-z0-9_-]+$")]
Finite = Annotated[float, Field(ge=-1e9, le=1e9)]


class Line(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, validate_default=True)


class Header(Line):
    """What a journal was made with; ids and hashes must match for a replay to count."""

    journal: Literal["lanthanide-journal"]
    format: int = Field(ge=1, le=1000)
    game: str = Field(max_length=32)
    level: Name
    level_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    rules: str = Field(max_length=16)
    parameters: Name
    parameters_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    world: Name
    world_hash: str = Field(pattern=r"^[0-9a-f]{64}$")
    difficulty: DifficultyId = "normal"
    name: str = Field(default="", max_length=64)
    month: str = Field(default="", max_length=7)
    rewinds: int = Field(default=0, ge=0, le=1_000_000)  # how often time was turned back
    ironman: bool = False  # whether the player forswore turning it back
    game_id: str = Field(default="", max_length=32, pattern=r"^[0-9a-f]*$")  # the same for all futures of one game
    branch: int = Field(default=1, ge=1, le=9999)
    title: str = Field(default="", max_length=LONGEST_TITLE)  # of the branch
    parent: int = Field(default=0, ge=0, le=9999)
    left: str = Field(default="", max_length=7)  # month in which it left its parent
    seen: str = Field(default="", max_length=7)  # first month that no other future of the game lived through


class SetLine(Line):
    do: Literal["set"]
    lever: Name
    value: Finite


class AnnounceLine(Line):
    do: Literal["announce"]
    lever: Name
    value: Finite
    month: int = Field(ge=0, le=1200)


class WithdrawLine(Line):
    do: Literal["withdraw"]
    lever: Name


class ChooseLine(Line):
    do: Literal["choose"]
    card: Name
    option: Name


class ExchangeLine(Line):
    do: Literal["exchange"]
    duel: Name
    move: DuelMove


class PredictLine(Line):
    do: Literal["predict"]
    figure: Name
    direction: Direction
    confidence: int = Field(ge=0, le=100)
    years: int = Field(ge=0, le=100)
    seen: int = Field(default=0, ge=0, le=1200)


class SketchLine(Line):
    do: Literal["sketch"]
    figure: Name
    values: list[Finite] = Field(max_length=100)
    seen: int = Field(default=0, ge=0, le=1200)


class EndTurnLine(Line):
    do: Literal["end_turn"]


class MarkLine(Line):
    do: Literal["mark"]
    month: str = Field(pattern=r"^\d{4}-\d{2}$")
    state: str = Field(pattern=r"^[0-9a-f]{64}$")


class TurnLine(Line):
    do: Literal["turn"]
    month: str = Field(pattern=r"^\d{4}-\d{2}$")
    state: str = Field(pattern=r"^[0-9a-f]{64}$")
    share: Finite
    price: Finite
    leverage: Finite


class ScoreLine(Line):
    do: Literal["score"]
    overall: Finite
    state: str = Field(pattern=r"^[0-9a-f]{64}$")


AnyLine = Annotated[
    SetLine
    | AnnounceLine
    | WithdrawLine
    | ChooseLine
    | ExchangeLine
    | PredictLine
    | SketchLine
    | EndTurnLine
    | MarkLine
    | TurnLine
    | ScoreLine,
    Field(discriminator="do"),
]
_LINES: Final[TypeAdapter[Any]] = TypeAdapter(AnyLine)


@dataclass(frozen=True, slots=True)
class Journal:
    """A parsed journal; `marks` holds for each command the marks that follow it."""

    header: Header
    commands: tuple[Command, ...]
    marks: tuple[tuple[MarkLine | TurnLine, ...], ...]
    score: ScoreLine | None


_WORDS: Final = {
    SetLever: "set",
    Announce: "announce",
    Withdraw: "withdraw",
    Choose: "choose",
    Exchange: "exchange",
    Predict: "predict",
    Sketch: "sketch",
    EndTurn: "end_turn",
}


def line_of(command: Command) -> dict[str, Any]:
    """A command as the journal writes it."""
    return {"do": _WORDS[type(command)], **asdict(command)}


def command_of(line: Line) -> Command | None:
    """The command a line stands for, or None for marks and scores."""
    match line:
        case SetLine():
            return SetLever(line.lever, line.value + 0.0)
        case AnnounceLine():
            return Announce(line.lever, line.value + 0.0, line.month)
        case WithdrawLine():
            return Withdraw(line.lever)
        case ChooseLine():
            return Choose(line.card, line.option)
        case ExchangeLine():
            return Exchange(line.duel, line.move)
        case PredictLine():
            return Predict(line.figure, line.direction, line.confidence, line.years, line.seen)
        case SketchLine():
            return Sketch(line.figure, tuple(value + 0.0 for value in line.values), line.seen)
        case EndTurnLine():
            return EndTurn()
    return None


def to_bytes(header: Header, lines: Iterable[dict[str, Any]]) -> bytes:
    body = "".join(_json(line) + "\n" for line in (header.model_dump(), *lines)).encode()
    return body + _json({"sha256": hashlib.sha256(body).hexdigest()}).encode() + b"\n"


def _json(line: dict[str, Any]) -> str:
    return json.dumps(line, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def read_journal(path: Path) -> Journal:
    """A journal from a file.

    Raises Fault: 6 unreadable, 7 too large, 8 damaged or empty, 4 of another format, 3 a bad line.
    """
    return parse_journal(str(path), read_bytes(path, MAXIMUM_BYTES))


def parse_journal(name: str, content: bytes) -> Journal:
    """A journal from bytes; see `read_journal` for what is raised."""
    body = _sound_body(name, content)
    lines = decode(name, body).split("\n")
    lines = lines[:-1] if lines and lines[-1] == "" else lines
    if len(lines) > MAXIMUM_LINES:
        raise Fault([Problem(name, "E7010", "has too many lines", got=str(len(lines)), expected=str(MAXIMUM_LINES))])
    header = _header(name, lines[0])
    commands: list[Command] = []
    marks: list[list[MarkLine | TurnLine]] = []
    score: ScoreLine | None = None
    problems: list[Problem] = []
    for number, text in enumerate(lines[1:], start=2):
        twice = twin_key(text)
        if twice:
            problems.append(Problem(name, "E3034", "has a key twice", number, 1, got=short(twice)))
            continue
        try:
            line = _LINES.validate_json(text)
        except ValidationError as error:
            problems += _line_problems(name, number, error)
            continue
        command = command_of(line)
        if score is not None:
            problems.append(Problem(name, "E3032", "stands after the score", number, 1))
        elif command is not None:
            commands.append(command)
            marks.append([])
        elif isinstance(line, MarkLine | TurnLine):
            if commands and isinstance(commands[-1], EndTurn):
                marks[-1].append(line)
            else:
                problems.append(Problem(name, "E3035", "stands where no time has passed", number, 1, got=line.do))
        else:
            score = line
    if problems:
        raise Fault(problems)
    return Journal(header, tuple(commands), tuple(tuple(lines) for lines in marks), score)


def _sound_body(name: str, content: bytes) -> bytes:
    """The bytes before the checksum line, after holding them against it."""
    if not content:
        raise Fault([Problem(name, "E8001", "is empty", expected="a journal")])
    if not content.strip(b"\0 \t\r\n"):
        raise Fault([Problem(name, "E8002", "contains no data (possibly an interrupted write)")])
    beginning = b'{"journal":"' + MAGIC.encode()
    if MAGIC.encode() not in content[:200] and beginning.startswith(content[: len(beginning)]):
        raise Fault([Problem(name, "E8003", f"is cut off after {len(content)} bytes", expected="a whole journal")])
    if MAGIC.encode() not in content[:200] and b'"sha256":"' in content[-120:]:
        raise Fault([Problem(name, "E8004", "was changed or damaged at its start")])
    if MAGIC.encode() not in content[:200]:
        raise Fault([Problem(name, "E3030", "is not a journal", got=short(content[:16]), expected=MAGIC)])
    if any(len(line) > MAXIMUM_LINE for line in content.split(b"\n")):
        raise Fault([Problem(name, "E7011", "has a line that is too long", expected=f"{MAXIMUM_LINE} bytes")])
    content = content.replace(b"\r\n", b"\n")
    body, mark, trailer = content.rpartition(b'{"sha256":"')
    if not mark or not trailer.endswith(b'"}\n'):
        what = f"is cut off or has something after its end ({len(content)} bytes)"
        raise Fault([Problem(name, "E8003", what, expected="a checksum as the last line")])
    if trailer[:-3].decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
        raise Fault([Problem(name, "E8004", "was changed or damaged: its checksum does not fit")])
    return body


def twin_key(text: str) -> str:
    """The first key that stands twice in an object of a JSON text; empty when none does or it cannot be read."""
    found: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        found.extend(name for place, name in enumerate(names) if name in names[:place])
        return dict(pairs)

    try:
        json.loads(text, object_pairs_hook=look)
    except (ValueError, RecursionError):
        return ""
    return found[0] if found else ""


def _header(name: str, text: str) -> Header:
    if twin_key(text):
        raise Fault([Problem(name, "E3034", "has a key twice", 1, 1, got=short(twin_key(text)))])
    try:
        raw = json.loads(text)
        version = raw.get("format") if isinstance(raw, dict) else None
        if isinstance(version, int) and version not in READABLE:
            newer = version > FORMAT
            what = "is of a newer journal format" if newer else "is of an older journal format that is no longer read"
            problem = Problem(name, "E4010", what, 1, 1, "format", short(version), str(FORMAT))
            raise Fault([problem])
        return Header.model_validate_json(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Fault([Problem(name, "E3031", "has no readable header", 1, 1)]) from error
    except ValidationError as error:
        raise Fault(_line_problems(name, 1, error)) from error


def _line_problems(name: str, number: int, error: ValidationError) -> list[Problem]:
    return [
        Problem(
            name,
            "E3033",
            detail["msg"][:120],
            number,
            1,
            ".".join(str(part) for part in detail["loc"]),
            short(detail["input"]),
        )
        for detail in error.errors()[:3]
    ]
