"""The steps of a tutorial: which one a game stands at, and when it is done; nothing here changes the game."""

from __future__ import annotations

from collections.abc import Sequence

from game.rules.commands import Announce, Choose, Command, EndTurn, Exchange, SetLever, Withdraw
from game.rules.game_state import GameState
from game.rules.level import Level
from game.rules.staging import Done

_DEEDS: dict[str, type] = {
    "set": SetLever,
    "announce": Announce,
    "withdraw": Withdraw,
    "choose": Choose,
    "exchange": Exchange,
    "end_turn": EndTurn,
}


def done(what: Done, state: GameState, deeds: Sequence[Command]) -> bool:
    """Whether all parts of a step's condition hold; `deeds` are the commands given since the step began."""
    if what.deed is not None and not any(_is_deed(what, deed) for deed in deeds):
        return False
    if what.lever is not None and what.deed is None and what.at_least is None and what.at_most is None:
        return any(getattr(deed, "lever", None) == what.lever for deed in deeds)
    value = state.settings[what.lever] if what.lever is not None else 0.0
    if what.at_least is not None and value < what.at_least - 1e-9:
        return False
    if what.at_most is not None and value > what.at_most + 1e-9:
        return False
    if what.month is not None and state.month < what.month:
        return False
    return what.card is None or any(card == what.card for card, _ in state.answered)


def _is_deed(what: Done, command: Command) -> bool:
    if not isinstance(command, _DEEDS[what.deed or "set"]):
        return False
    return what.lever is None or getattr(command, "lever", what.lever) == what.lever


class Lesson:
    """Where a player stands in a level's steps; a step that needs no deed waits for a word, any may be skipped."""

    def __init__(self, level: Level, step: int = 0, given: int = 0) -> None:
        self.steps = level.about.steps
        self.step = min(max(step, 0), len(self.steps))
        self._given = given  # commands of the game when the step began

    @property
    def over(self) -> bool:
        return self.step >= len(self.steps)

    def follow(self, state: GameState, commands: Sequence[Command]) -> bool:
        """Go on past every step that is done; True when it did."""
        before = self.step
        while not self.over:
            what = self.steps[self.step].done
            if what is None or not done(what, state, commands[min(self._given, len(commands)) :]):
                break
            self.go_on(commands)
        return self.step != before

    def go_on(self, commands: Sequence[Command]) -> None:
        """To the next step, done or not."""
        self.step += 1
        self._given = len(commands)

    def go_back(self, commands: Sequence[Command]) -> None:
        """To the step before, to read it again."""
        self.step = max(self.step - 1, 0)
        self._given = len(commands)
