"""The registry of rules: which reducer plays a level or a journal, chosen by the rules id in its header.

Until 1.0 only the current rules are here. From 1.0 on each released version is frozen under its id beside the current
one: a copy of the modules it names, and one more line below; nothing else chooses rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from game.economy.blocks import Array
from game.rules import history_player, opening, score, turn
from game.rules.commands import Command, Verdict
from game.rules.events import Event
from game.rules.game_state import Engine, GameState
from game.rules.level import Level

Start = Callable[[Level, Engine], tuple[GameState, tuple[Event, ...]]]
Check = Callable[[Level, GameState, Command], Verdict]
Applied = tuple[GameState, tuple[Event, ...]]


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of the rules."""

    id: str
    start: Start
    check: Check
    apply: Callable[[Level, GameState, Command, Engine, turn.Seen | None], Applied]
    score: Callable[[Array, Array], score.Score]
    play_history: Callable[[Level, GameState, history_player.Give], Iterator[tuple[Command, GameState]]]


CURRENT: Final = "1"
EDITIONS: Final[Mapping[str, Edition]] = {
    "1": Edition("1", opening.start_game, turn.check, turn.apply, score.score, history_player.play_history),
}


def edition(rules: str) -> Edition:
    """The rules of an id.

    Raises KeyError for rules that are not here.
    """
    return EDITIONS[rules]
