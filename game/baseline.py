"""History's own run of a level, the opponent in every score; and the recorder that every run writes its books with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.books import Books, Recording
from game.economy.blocks import Array
from game.economy.dimensions import month_label
from game.rules.commands import Command
from game.rules.editions import edition
from game.rules.events import Event
from game.rules.game_state import Engine, GameState
from game.rules.level import Level

# What a journal says after time has moved and a replay must reproduce: the full-state hash of each month lived through
# (`mark`), then that of the turn's end with the headline figures to date (`turn`).
Mark = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Baseline:
    """History's own run of a level: the opponent in every score."""

    books: Books
    tally: Array
    commands: tuple[Command, ...]
    opening: GameState
    final: GameState

    @property
    def recording(self) -> Recording:
        """The true figures."""
        return self.books.true


_BASELINES: dict[tuple[str, ...], Baseline] = {}
_KEPT = 8  # a run of the whole campaign takes some 2 MB and 1,500 objects


class Recorder:
    """Watches months go by inside a turn: `turn.apply` runs several, each is recorded and, if wanted, marked."""

    def __init__(self, level: Level, engine: Engine, books: Books, marking: bool = False) -> None:
        self.level = level
        self.engine = engine
        self.books = books
        self.rules = edition(level.rules)
        self.marking = marking
        self.marks: list[Mark] = []  # of the last command

    def apply(self, state: GameState, command: Command) -> tuple[GameState, tuple[Event, ...]]:
        self.marks = []
        return self.rules.apply(self.level, state, command, self.engine, self._seen)

    def _seen(self, state: GameState, row: Array) -> None:
        self.books.append(self.level, state, row)
        if self.marking:
            self.marks.append({"do": "mark", "month": month_label(state.month - 1), "state": state.digest()})


def baseline(level: Level, engine: Engine) -> Baseline:
    """History's run of a level, computed once per level and parameters."""
    for _ in playing_baseline(level, engine):
        pass
    return _BASELINES[_baseline_key(level, engine)]


def _baseline_key(level: Level, engine: Engine) -> tuple[str, ...]:
    return level.content_hash, str(level.end), level.difficulty.id, level.knowledge, engine.key


def playing_baseline(level: Level, engine: Engine) -> Iterator[None]:
    """The same in steps of a command each, so that a window can play it within its frames."""
    key = _baseline_key(level, engine)
    if key not in _BASELINES:
        books = Books()
        recorder = Recorder(level, engine, books)
        opening, _ = recorder.rules.start(level, engine)
        state = opening
        commands = []
        for command, after in recorder.rules.play_history(level, opening, recorder.apply):
            commands.append(command)
            state = after
            yield
        _BASELINES[key] = Baseline(books, state.tally, tuple(commands), opening, state)
        while len(_BASELINES) > _KEPT:  # many parameter sets, one after the other, must not fill the memory
            _BASELINES.pop(next(iter(_BASELINES)))
