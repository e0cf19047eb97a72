"""One hand-in scored: its commands played again, its figures, what it moved and chose. Runs in a process of its own."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

from game import paths
from game.analysis.evidence import load_engine
from game.analysis.foresight import calibration, judge
from game.content.load import find_level, load_level
from game.desk import give, header_of, replay, same_world, take_over
from game.economy.dimensions import month_label
from game.faults import ExitCode, Fault, Problem
from game.hand_in import HandIn, at_difficulty, ends_in, hand_ins, same_level
from game.reports.curves import sampled
from game.reports.run_files import ending
from game.rules.commands import Announce, Choose, EndTurn, SetLever, Withdraw
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session, baseline
from game.storage.capsule import opened_capsule
from game.storage.capsule_text import Passage
from game.storage.journal import Header, Journal, line_of, parse_journal

# What the overlays show, sampled at the ends of quarters.
CURVES: Final = (
    "export_price_usd_per_t",
    "china_exports_t",
    "china_mining_share",
    "china_processing_share",
    "leverage_index",
    "china_black_supply_t",
)


@dataclass(frozen=True, slots=True)
class Task:
    """One hand-in on its way to a worker: a file, or the capsule that stood in one."""

    place: int
    source: str  # the file below the folder, and for a capsule among others its line
    path: str = ""
    label: str = ""
    passage: tuple[int, int, str] | None = None  # line, version, letters


@dataclass(frozen=True, slots=True)
class Held:
    """How a lever stood over a run: orders given, and the ordered setting by month."""

    orders: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Move:
    """A lever ordered elsewhere, by an order, an announcement that came into force, or a card."""

    month: int
    lever: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Row:
    """What became of a hand-in; everything but the first lines is empty when it could not be replayed."""

    source: str
    name: str
    exit: int = 0
    problem: Problem | None = None
    level: str = ""
    difficulty: str = ""
    month: str = ""
    finished: bool = False
    rewinds: int = 0
    ironman: bool = False
    decisions: str = ""  # digest of the commands: two runs with one are one run
    scores: dict[str, float] = field(default_factory=dict)  # overall, share, price, leverage
    parts: dict[str, float] = field(default_factory=dict)
    ending: str = ""
    claimed: float | None = None  # the overall score that the hand-in says it has
    curves: dict[str, list[float]] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()  # by month
    chosen: dict[str, str] = field(default_factory=dict)  # card -> option
    foresight: dict[str, float] = field(default_factory=dict)  # see `_foresight`; empty where none came due

    @property
    def counts(self) -> bool:
        """Whether the recomputed score may stand in a table."""
        return bool(self.scores)


def to_line(row: Row) -> str:
    return json.dumps(asdict(row), ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def from_line(line: str) -> Row:
    """Raises ValueError, TypeError or KeyError for what is no row."""
    raw: dict[str, Any] = json.loads(line)
    raw["problem"] = Problem(**raw["problem"]) if raw["problem"] else None
    raw["held"] = {name: Held(**held) for name, held in raw["held"].items()}
    raw["moves"] = tuple(Move(**move) for move in raw["moves"])
    return Row(**raw)


@dataclass(frozen=True, slots=True)
class _Seat:
    """A level with its engine and what a hand-in of it must name; files are read once for a whole class."""

    level: Level
    engine: Engine
    header: Header

    def begin(self) -> Session:
        return Session(self.level, self.engine, marking=False)


@cache
def _seat(name: str, difficulty: str, level_file: str) -> _Seat:
    level = load_level(Path(level_file)) if level_file else load_level(find_level(name))
    level = at_difficulty(level, difficulty)
    engine = load_engine(level)
    return _Seat(level, engine, header_of(Session(level, engine)))


def _seat_for(name: str, difficulty: str, level_file: str) -> _Seat:
    """The seat of the level that a hand-in names, which must be the class's where there is one."""
    seat = _seat("" if level_file else name, difficulty, level_file)
    if seat.level.id != name:
        raise Fault([Problem(name, "E3038", "is not the level of this class", got=name[:64], expected=seat.level.id)])
    return seat


def scored(task: Task, level_file: str = "") -> Row:
    """Play a hand-in again and score it; what is wrong with it stands in the row. Raises only what is a bug of ours."""
    own = own_name(task.source)
    try:
        handed = _handed(task)
        session, difference, claimed, name = _replayed(handed, level_file)
    except Fault as fault:
        return refused(task.source, task.label or own, fault)
    differs = Problem(task.source, "E5001", f"does not reproduce: {difference}") if difference else None
    code = ExitCode.REPLAY if difference else ExitCode.OK
    return _row(Row(task.source, task.label or name or own, int(code), differs), session, claimed)


def own_name(source: str) -> str:
    """What a hand-in is called that names nobody: its path without the suffix, and its line."""
    file, _, line = source.rpartition(":")
    if not file or not line.isdecimal():
        file, line = source, ""
    stem = file.removesuffix(Path(file).suffix)
    return f"{stem}:{line}" if line else stem


def refused(source: str, name: str, fault: Fault) -> Row:
    """The row of what could not be replayed, with its first problem under the name of the hand-in."""
    return Row(source, name, int(fault.exit_code), replace(fault.problems[0], path=source))


def _handed(task: Task) -> HandIn:
    if task.passage is not None:
        line, version, letters = task.passage
        return HandIn(task.source, task.label, passage=Passage(task.label, line, version, letters))
    return hand_ins(Path(task.path))[0]


def _replayed(handed: HandIn, level_file: str) -> tuple[Session, str, float | None, str]:
    """The run, what differs, the claimed score and the name in it; months are hashed only where something differs."""
    if handed.passage is None:
        journal = parse_journal(handed.source, handed.journal)
        seat = _seat_for(journal.header.level, journal.header.difficulty, level_file)
        same_world(journal.header, seat.header)
        claimed = journal.score.overall if journal.score is not None else None
        session = seat.begin()
        take_over(session, journal.header)
        if _ends_alike(journal, session):
            return session, "", claimed, ""
        found = replay(journal, seat.level)
        return found.session, found.difference, claimed, ""
    capsule = opened_capsule(handed.passage, handed.source)
    seat = _seat_for(capsule.head.level, capsule.head.difficulty, level_file)
    same_level(capsule.head, seat.header)
    session = seat.begin()
    session.rewinds, session.ironman = capsule.head.rewinds, bool(capsule.head.ironman)
    for place, command in enumerate(capsule.commands(session.level)):
        give(session, command, place, handed.source)
    difference = "" if ends_in(capsule.head, session) else "state hash at the end"
    return session, difference, None, capsule.head.name


def _ends_alike(journal: Journal, session: Session) -> bool:
    """Play a journal's commands; whether its last mark and its score are what they come to."""
    last = max((place for place, marks in enumerate(journal.marks) if marks), default=-1)
    alike = True
    for place, command in enumerate(journal.commands):
        give(session, command, place, "journal")
        if isinstance(command, EndTurn) and not journal.marks[place]:
            alike = False
        if place == last:
            alike = alike and journal.marks[place][-1].state == session.state.digest()
    if journal.score is None or not alike:
        return alike
    exact = abs(journal.score.overall - session.true_score().overall) <= 1e-9
    return exact and session.finished and journal.score.state == session.state.digest()


def _row(row: Row, session: Session, claimed: float | None) -> Row:
    score, level = session.true_score(), session.level
    return replace(
        row,
        level=level.id,
        difficulty=level.difficulty.id,
        month=month_label(min(session.state.month, level.end)),
        finished=session.finished,
        rewinds=session.rewinds,
        ironman=session.ironman,
        decisions=_decisions(session),
        scores={"overall": score.overall, **{line.name: line.points for line in score.headlines()}},
        parts={part.name: part.points for line in score.headlines() for part in line.parts},
        ending=ending(session, score),
        claimed=claimed,
        curves={name: sampled(session.recording.columns.get(name, [])) for name in CURVES},
        held=held(session),
        moves=moves(session),
        foresight=_foresight(session),
        chosen={command.card: command.option for command in session.commands if isinstance(command, Choose)},
    )


def _foresight(session: Session) -> dict[str, float]:
    """Predicted directions that came due and count, how many were right, their Brier score and the calibration."""
    made = calibration(judge(session))
    if made.cost is None or made.points is None:
        return {}
    return {"directions": made.directions, "right": made.right, "brier": made.cost, "calibration": made.points}


def history_row(level_id: str, difficulty: str, level_file: str = "") -> tuple[Level, Row]:
    """A level and history's own run of it, as a row to compare with.

    Raises Fault when the level cannot be read.
    """
    level = _seat("" if level_file else level_id, difficulty, level_file).level
    return level, _row(Row("history", "history"), history_session(level), None)


def history_session(level: Level) -> Session:
    """History's own run of a level, to its end."""
    session = Session(level, load_engine(level), marking=False)
    for place, command in enumerate(baseline(session.level, session.engine).commands):
        give(session, command, place, "history")
    return session


def _decisions(session: Session) -> str:
    """What tells runs apart: commands alone, whatever file they came in."""
    told = json.dumps([line_of(command) for command in session.commands], separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def held(session: Session) -> dict[str, Held]:
    """Every lever's ordered setting over the months played: orders, mean, lowest and highest."""
    level, start = session.level, session.level.start
    months = max(min(session.state.month, level.end + 1) - start, 1)
    orders = Counter(command.lever for command in session.commands if isinstance(command, SetLever | Announce))
    return {
        lever_id: _stood(level.opening[lever_id], rows, start, months, orders[lever_id])
        for lever_id, rows in _changes(session).items()
    }


def moves(session: Session) -> tuple[Move, ...]:
    """Where levers were ordered to other settings, by month; several orders of one month count as the last."""
    found = []
    for lever_id, rows in _changes(session).items():
        stood = session.level.opening[lever_id]
        for month, value in sorted(dict(sorted(rows, key=lambda row: row[0])).items()):
            if value != stood and month <= session.level.end:
                found.append(Move(month, lever_id, stood, value))
                stood = value
    return tuple(sorted(found, key=lambda move: (move.month, move.lever)))


def _changes(session: Session) -> dict[str, list[tuple[int, float]]]:
    """Each lever's settings and the months they hold from, in the order in which they were given."""
    changes: dict[str, list[tuple[int, float]]] = {lever.id: [] for lever in session.level.levers}
    for place, command in enumerate(session.commands):
        month = session.month_of(place)
        if isinstance(command, SetLever):
            changes[command.lever].append((month, command.value))
        elif isinstance(command, Announce):
            changes[command.lever].append((command.month, command.value))
        elif isinstance(command, Withdraw):
            changes[command.lever] = [row for row in changes[command.lever] if row[0] <= month]
        elif isinstance(command, Choose):
            option = next(one for one in session.level.card(command.card).options if one.id == command.option)
            for lever_id, value in option.levers.items():
                changes[lever_id].append((month, value))
    return changes


def _stood(opening: float, changes: list[tuple[int, float]], start: int, months: int, orders: int) -> Held:
    """Mean, lowest and highest of a setting that changes at some months."""
    total, now, since = 0.0, opening, start
    low = high = None
    for month, value in [*sorted(changes, key=lambda change: change[0]), (start + months, opening)]:
        until = min(max(month, since), start + months)
        if until > since:
            total += now * (until - since)
            low = now if low is None else min(low, now)
            high = now if high is None else max(high, now)
        now, since = value, until
    return Held(orders, total / months, opening if low is None else low, opening if high is None else high)


def shipped_version() -> str:
    """What a remembered row depends on besides its hand-in: levels, parameters and worlds as they are now."""
    made = hashlib.sha256()
    for folder in (paths.levels_folder(), paths.economy_folder()):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".toml", ".csv") and path.is_file():
                made.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return made.hexdigest()
