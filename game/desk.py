"""The desk between a running game and the disk: new games, saves, journals and their checks."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

from game import __version__, paths
from game.analysis.evidence import load_engine
from game.analysis.outcome import outcome
from game.branches import Known, resumed
from game.content.engine import parameters_of, world_of
from game.content.load import Listed, find_level, list_levels, load_level
from game.economy.dimensions import month_label, parse_month
from game.economy.guard import EngineError, OutOfBoundsError
from game.faults import Fault, Problem
from game.language import phrase
from game.rules.commands import Command
from game.rules.level import Level
from game.rules.turn import RefusedError
from game.session import Lineage, Mark, Session, baseline
from game.storage import results, saves, settings, trees
from game.storage.atomic import sweep, write_whole
from game.storage.journal import FORMAT, Header, Journal, MarkLine, TurnLine, line_of, read_journal, to_bytes
from game.storage.lock import Lock
from game.told import told, wording


def new_session(level: Level) -> Session:
    """A fresh game of a level."""
    return Session(level, load_engine(level))


def named_session(level: Level) -> Session:
    """A fresh game with an id of its own, which all its futures will carry."""
    session = new_session(level)
    session.lineage = Lineage(secrets.token_hex(8))
    return session


def header_of(session: Session, name: str = "") -> Header:
    level, lineage = session.level, session.lineage
    return Header(
        journal="lanthanide-journal",
        format=FORMAT,
        game=__version__,
        level=level.id,
        level_hash=level.content_hash,
        rules=level.rules,
        parameters=level.parameters,
        parameters_hash=parameters_of(level.parameters).digest,
        world=level.world,
        world_hash=world_of(level.world).digest,
        difficulty=level.difficulty.id,
        name=name,
        month=month_label(min(session.state.month, level.end)),
        rewinds=session.rewinds,
        ironman=session.ironman,
        game_id=lineage.game,
        branch=lineage.branch,
        title=lineage.title,
        parent=lineage.parent,
        left=month_label(lineage.left) if lineage.parent else "",
        seen=month_label(session.seen) if session.seen else "",
    )


def lineage_of(header: Header) -> Lineage:
    """Which future of which game a journal says it is.

    Raises Fault (exit 3) for a month that is none.
    """
    return Lineage(header.game_id, header.branch, header.title, header.parent, _month(header, "left"))


def _month(header: Header, field: str) -> int:
    text = getattr(header, field)
    try:
        return parse_month(text) if text else 0
    except ValueError as error:
        raise Fault([Problem(header.level, "E3033", "is no month", 1, 1, field, text)]) from error


def journal_bytes(session: Session, name: str = "") -> bytes:
    """The game as a journal; marks and score are recomputed by whoever verifies it."""
    lines: list[dict[str, Any]] = []
    for command, marks in zip(session.commands, session.marks, strict=True):
        lines.append(line_of(command))
        lines += marks
    if session.finished:
        lines.append({"do": "score", "overall": session.true_score().overall, "state": session.state.digest()})
    return to_bytes(header_of(session, name), lines)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a replay found; `difference` is empty when the journal reproduces."""

    session: Session
    difference: str
    claimed: float | None


def replay(
    journal: Journal, level: Level | None = None, watch: Callable[[int, int], None] | None = None
) -> Verification:
    """Play a journal's commands again and compare the mark of every month.

    Raises Fault: 4 when level, rules, parameters or world are not those of the header, 3 at a refused command.
    """
    level = level or load_level(find_level(journal.header.level))
    session = new_session(level.at_difficulty(journal.header.difficulty))
    same_world(journal.header, header_of(session))
    take_over(session, journal.header)
    difference = ""
    seen = _month(journal.header, "seen")
    for place, command in enumerate(journal.commands):
        give(session, command, place)
        if watch is not None:
            watch(place + 1, len(journal.commands))
        difference = difference or _mark_difference(journal.marks[place], session.last_marks, place + 1)
    session.seen = seen  # only now: what was predicted before was predicted under what was known then
    claimed = journal.score.overall if journal.score is not None else None
    if journal.score is not None and not difference:
        if not session.finished:
            difference = "the journal claims a score but the game is not over"
        elif journal.score.state != session.state.digest():
            difference = "state hash at the end"
        elif abs(journal.score.overall - session.true_score().overall) > 1e-9:
            difference = f"score: recorded {journal.score.overall:.6f}, recomputed {session.true_score().overall:.6f}"
    return Verification(session, difference, claimed)


def take_over(session: Session, header: Header) -> None:
    """What a journal says of the person's ways with time, which no replay can show."""
    session.rewinds, session.ironman, session.lineage = header.rewinds, header.ironman, lineage_of(header)


def _mark_difference(recorded: Sequence[MarkLine | TurnLine], made: Sequence[Mark], place: int) -> str:
    """Where recorded marks first say otherwise than the replay, and in what; empty when they agree."""
    for claim, mark in zip_longest(recorded, made):
        if mark is None:
            return f"first difference after command {place}, {claim.month}: a mark more than months were lived through"
        where = f"first difference in {mark['month']} (after command {place})"
        if claim is None or claim.do != mark["do"]:
            return f"{where}: the {mark['do']} mark is missing"
        for name, value in mark.items():
            claimed = getattr(claim, name)
            if claimed != value:
                what = "state hash" if name == "state" else f"{name}, recorded {claimed}, recomputed {value}"
                return f"{where}: {what}"
    return ""


def give(session: Session, command: Command, place: int, source: str = "journal") -> None:
    """Give a recorded command; its place counts from 0.

    Raises Fault: exit 3 when the rules or the engine refuse it.
    """
    try:
        session.submit(command)
    except RefusedError as refused:
        what = f"command {place + 1} is refused: {refused.verdict.reason}"
        raise Fault([Problem(source, "E3040", what, got=type(command).__name__)]) from refused
    except EngineError as error:
        raise engine_fault(error) from error


def engine_fault(error: EngineError) -> Fault:
    """What the engine refused (E3060) or the run that left its bounds (E3061), as every other fault is told."""
    code = "E3061" if isinstance(error, OutOfBoundsError) else "E3060"
    what = "left its bounds" if isinstance(error, OutOfBoundsError) else "is outside what the engine can work with"
    return Fault([Problem(error.where, code, what, 0, 0, error.quantity, repr(error.value), error.allowed)])


def same_world(made: Header, here: Header) -> None:
    """Raises Fault (exit 4) when a journal was made with another level, rules, parameters or world."""
    for field in ("rules", "difficulty", "level_hash", "parameters_hash", "world_hash"):
        if getattr(made, field) != getattr(here, field):
            what = f"was made with another version of the {field.removesuffix('_hash')}"
            got, expected = getattr(made, field)[:12], getattr(here, field)[:12]
            raise Fault([Problem(made.level, "E4021", what, got=got, expected=expected)])


class Desk:
    """What the window asks for: levels, saves, settings. Every disk trouble comes back as a text, never as a crash."""

    def __init__(self) -> None:
        self.folders = paths.personal_folders()
        if self.folders.saves is not None:
            sweep(self.folders.saves)
        self.settings_path = self.folders.settings / "settings.json" if self.folders.settings else None
        self.settings, self.notice = (
            settings.read_settings(self.settings_path) if self.settings_path else (settings.Settings(), "")
        )
        self._lock: Lock | None = None
        if not self.notice and self.folders.notice:
            self.notice = phrase(self.folders.notice, self.settings.language)

    def claim(self) -> None:
        """Be the one that saves by itself; where another window of the game already is, say so and leave its saves."""
        if self.folders.saves is None:
            return
        self._lock = Lock(self.folders.saves)
        if not self._lock.held:
            self.notice = self.notice or phrase("storage.in_use", self.settings.language)

    def release(self) -> None:
        """Let another window save by itself."""
        if self._lock is not None:
            self._lock.release()

    def levels(self) -> tuple[Listed, ...]:
        return list_levels()

    def level(self, name: str) -> Level:
        """A level by id or path.

        Raises Fault when it cannot be read.
        """
        return load_level(find_level(name))

    def price_curve(self) -> tuple[float, ...]:
        """Monthly export prices of history's campaign, for the title; empty when the campaign cannot be read."""
        try:
            level = load_level(find_level("campaign"))
        except Fault:
            return ()
        return tuple(baseline(level, load_engine(level)).recording.columns["export_price_usd_per_t"])

    def start(self, level: Level) -> Session:
        return named_session(level)

    @property
    def owns_saves(self) -> bool:
        """Whether this window is the one that writes by itself."""
        return self._lock is None or self._lock.held

    def saves(self) -> tuple[saves.Saved, ...]:
        return saves.list_saves(self.folders.saves) if self.folders.saves else ()

    def save(self, session: Session, name: str) -> str:
        """Save under a name; the problem as a text, or empty."""
        return self.guarded(lambda folder: saves.write_save(folder, name, journal_bytes(session, name)))

    def autosave(self, session: Session) -> str:
        """Save as the newest of this player's games; the problem as a text, or empty."""
        if not self.owns_saves:
            return phrase("storage.in_use")
        content = journal_bytes(session, saves.AUTOSAVE)

        def write(folder: Path) -> None:
            saves.autosave(folder, content)
            lineage = session.lineage
            if lineage.parent or trees.list_branches(folder, lineage.game):
                trees.write_branch(folder, lineage.game, lineage.branch, content)

        return self.guarded(write)

    def autosave_turn(self, session: Session) -> str:
        """The save of every turn, unless the person does without it; leaving always saves."""
        return self.autosave(session) if self.settings.autosave else ""

    def keep_page(self, name: str, text: str) -> tuple[str, str]:
        """Write a page among the reports; where it is, and the problem as a text, one of them empty."""
        if self.folders.reports is None:
            return "", phrase("storage.memory_only")
        try:
            write_whole(self.folders.reports / name, text.encode("utf-8"))
        except Fault as fault:
            return "", told(fault)
        return str(self.folders.reports / name), ""

    def delete(self, path: Path) -> str:
        """Delete a save; the problem as a text, or empty."""
        return self.guarded(lambda _: saves.delete_save(path))

    def gauges(self, path: Path) -> tuple[tuple[float, float, float], ...]:
        """Share, price and leverage after each turn of a journal, as it claims them."""
        return saves.gauges_of(path)

    def best(self) -> dict[str, results.Result]:
        """The best result of each level so far."""
        return results.read_results(self.folders.saves) if self.folders.saves else {}

    def keep_result(self, session: Session) -> str:
        """Keep a finished run's journal as the last of its level, and the best if it is; the problem, or empty."""
        score = session.true_score()
        ending, badges = outcome(session)
        made = results.Result(
            overall=score.overall,
            share=score.share.points,
            price=score.price.points,
            leverage=score.leverage.points,
            medal=score.medal,  # type: ignore[arg-type]
            difficulty=session.level.difficulty.id,
            ending=ending.id,
            badges=tuple(badge.id for badge in badges),
        )

        def write(folder: Path) -> None:
            content = journal_bytes(session, saves.LAST + session.level.id)
            saves.write_save(folder, saves.LAST + session.level.id, content)
            known = results.read_results(folder)
            before = known.get(session.level.id)
            best = made if before is None or made.overall > before.overall else before
            if best is made:
                saves.write_save(folder, saves.BEST + session.level.id, content)
            earlier = before.badges if before is not None else ()
            kept = best.model_copy(update={"badges": tuple(dict.fromkeys((*earlier, *made.badges)))})
            results.write_results(folder, {**known, session.level.id: kept})

        return self.guarded(write)

    def verify(self, path: Path) -> Verification:
        """A journal played again.

        Raises Fault when it cannot be read or was made with another level or engine.
        """
        return replay(read_journal(path))

    def guarded(self, write: Callable[[Path], object]) -> str:
        """Do something in the folder of saves; the problem as a text, or empty."""
        if self.folders.saves is None:
            return phrase("storage.memory_only")
        try:
            write(self.folders.saves)
        except Fault as fault:
            return told(fault)
        return ""

    def load(self, path: Path) -> Session:
        """A saved game to go on with, replayed; one that other saves of the same game are ahead of turned time back.

        Raises Fault when it cannot be read or does not reproduce.
        """
        session = self.film(path)
        return resumed(session, self._known(session))

    def film(self, path: Path) -> Session:
        """A journal to look at, replayed.

        Raises Fault when it cannot be read or does not reproduce.
        """
        return _sound(replay(read_journal(path)))

    def _known(self, session: Session) -> list[Known]:
        """The saves of the same game by their headers; the furthest ahead in its branch is kept among the futures."""
        folder, mine = self.folders.saves, session.lineage
        if folder is None or not mine.game:
            return []
        found: list[Known] = []
        ahead: tuple[int, Path] | None = None
        listed = [*self.saves(), *(saved for saved, _ in trees.list_branches(folder, mine.game))]
        for saved in listed:
            if saved.header is None or saved.header.game_id != mine.game or not saved.header.month:
                continue
            with contextlib.suppress(Fault, ValueError):
                one = Known(lineage_of(saved.header), parse_month(saved.header.month), saved.header.rewinds)
                found.append(one)
                further = one.lineage.branch == mine.branch and one.month > session.state.month
                if further and one.month > (ahead[0] if ahead else 0):
                    ahead = one.month, saved.path
        if ahead is not None and self.owns_saves:
            path = ahead[1]
            self.guarded(lambda folder: trees.write_branch(folder, mine.game, mine.branch, path.read_bytes()))
        return found

    def load_newest(self) -> tuple[Session, str]:
        if self.folders.saves is None:
            raise Fault([Problem("saves", "E6003", "there is no folder for saves")])
        journal, notice = saves.load_newest(self.folders.saves)
        session = _sound(replay(journal))
        return resumed(session, self._known(session)), wording(notice)

    def keep_settings(self, changes: dict[str, Any]) -> str:
        """Change settings and write them; the problem as a text, or empty."""
        self.settings = settings.Settings.model_validate({**self.settings.model_dump(), **changes})
        if self.settings_path is None:
            return phrase("storage.no_settings")
        try:
            settings.write_settings(self.settings_path, self.settings)
        except Fault as fault:
            return told(fault)
        return ""


def _sound(verified: Verification) -> Session:
    if verified.difference:
        raise Fault([Problem("save", "E5001", f"does not reproduce: {verified.difference}")])
    return verified.session
