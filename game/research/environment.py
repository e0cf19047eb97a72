"""A level as a Gymnasium environment: what Beijing could see in, orders and answers out. Needs the extra `gym`.

    import gymnasium
    import game.research.environment
    world = gymnasium.make("Lanthanide-v0", level="quota-years")

An episode is a level; a step is what is done until the clock next stops, at a turn's end or at a card.

Observation, Box float32 of shape (observations,), named by `observation_names`:
  figures      every figure of `game.FIGURES` as it is known (the truth at the end), as x / (|x| + its mean size in
               history's run): -1 to 1
  levers       where each lever stands as ordered, as a share of its range: 0 to 1
  approvals    of the six constituencies, political capital: 0 to 1
  score        share, price and leverage to date over 200, the part of the level that is over: 0 to 1
  open cards   1 for each card that waits for an answer

Action, Dict:
  levers  Box float32 (levers,): where each lever should stand, as a share of its range. Moved as far as the political
          capital goes, in the order of the level's levers; within half a step of where it stands it is held.
  cards   MultiDiscrete: the option for each card of the level; only those that are open count.
  moves   MultiDiscrete (3,): exchanges in a duel with its opponent, places in `game.analysis.plans.MOVES`, 0 for none.
`action_mask()` goes into `action_space.sample(mask=...)`; `lever_mask()` says which levers may be moved at all.

Reward: the change of the overall score to date (as far as it is known; the true one at the end), from 100 on, so that
an episode's rewards sum to the final overall score minus 100.

Chance: none, and `reset(seed=...)` changes nothing, unless `chance=True` is asked for. Then each episode has a world of
its own from the level's start on, as a seeded sandbox has: that of the seed, and without one the next of its stream.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from io import StringIO
from typing import Any, ClassVar

import gymnasium
import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from game.analysis.plans import MOST_MOVES, MOVES, moves_made, orders_towards
from game.content.engine import engine_of
from game.content.load import find_level, load_level
from game.economy.indicators import FIGURES
from game.rules import duel_moves
from game.rules.commands import Choose, EndTurn
from game.rules.level import CONSTITUENCIES, Level, Lever
from game.rules.score import HIGHEST
from game.session import Session, baseline
from game.text.situation import status_lines

Observed = NDArray[np.float32]
Said = dict[str, Any]

_START = 100.0  # the score to date before the first month
_HALF = 0.5 + 1e-3  # of a step: a share in float32 that means "as it stands" must not move a lever


class LeverEnvironment(gymnasium.Env[Observed, Said]):
    """One level of the game; see the module for observation, action, reward and chance."""

    metadata: ClassVar[Said] = {"render_modes": ["ansi"], "render_fps": 1}

    def __init__(
        self,
        level: str = "quota-years",
        difficulty: str = "normal",
        chance: bool = False,
        render_mode: str | None = None,
    ) -> None:
        """`level` is an id or a file. Raises Fault for one that cannot be read, ValueError for other arguments."""
        if render_mode not in (None, "ansi"):
            raise ValueError(f"render_mode {render_mode!r} is unknown; expected None or 'ansi'")
        try:
            self.level: Level = load_level(find_level(level)).at_difficulty(difficulty)
        except KeyError as error:
            raise ValueError(f"difficulty {difficulty!r} is unknown; expected easy, normal or hard") from error
        self.render_mode = render_mode
        self.chance = chance
        self._sizes = self._typical_sizes()
        self._score = _START
        self._refused = 0
        self.session = Session(self.level, engine_of(self.level), marking=False)
        bounds = [-1.0] * len(FIGURES) + [0.0] * (len(self.observation_names) - len(FIGURES))
        self.observation_space = spaces.Box(np.array(bounds, dtype=np.float32), np.float32(1.0), dtype=np.float32)
        answers = {"cards": spaces.MultiDiscrete([len(card.options) for card in self.level.cards])}
        self.action_space = spaces.Dict(
            {
                "levers": spaces.Box(0.0, 1.0, (len(self.level.levers),), np.float32),
                **(answers if self.level.cards else {}),
                "moves": spaces.MultiDiscrete([len(MOVES)] * MOST_MOVES),
            }
        )

    @property
    def observation_names(self) -> tuple[str, ...]:
        """What each number of an observation is."""
        return (
            *FIGURES,
            *(f"lever.{lever.id}" for lever in self.level.levers),
            *(f"approval.{name}" for name in CONSTITUENCIES),
            "political_capital",
            *("score.share", "score.price", "score.leverage", "time"),
            *(f"card.{card.id}" for card in self.level.cards),
        )

    def reset(self, *, seed: int | None = None, options: Said | None = None) -> tuple[Observed, Said]:
        """A new episode; the first observation and what `step` tells with one. `options` has no effect."""
        super().reset(seed=seed)
        level = self.level
        if self.chance:
            level = replace(level, seed=int(self.np_random.integers(2**32)))
        self.session = Session(level, engine_of(level), marking=False)
        self._score = _START
        self._refused = 0
        return self._observed(), self._told()

    def step(self, action: Mapping[str, Any]) -> tuple[Observed, float, bool, bool, Said]:
        """Answers, orders and exchanges, then time until the clock stops: observation, reward, over, False, told.

        What is told: `month` (from 1985-01 as 0), `score`, `action_mask`, `lever_mask`, and `refused`, how many
        orders and answers of the step were not to be had in full. Raises RuntimeError after the end of an episode.
        """
        session = self.session
        if session.finished:
            raise RuntimeError("the episode is over; call reset()")
        self._refused = 0
        self._answer(action.get("cards", ()))
        if not session.state.caretaker:
            wanted = np.asarray(action["levers"], dtype=np.float64)
            aims = [self._setting(lever, float(share)) for lever, share in zip(self.level.levers, wanted, strict=True)]
            for order in orders_towards(session, np.array(aims)):
                session.submit(order)
            self._refused += sum(
                abs(session.state.settings[lever.id] - aim) > 1e-9
                for lever, aim in zip(self.level.levers, aims, strict=True)
            )
            for exchange in moves_made(session, np.asarray(action["moves"], dtype=np.int64)):
                session.submit(exchange)
        session.submit(EndTurn())
        before, self._score = self._score, session.score().overall
        return self._observed(), self._score - before, session.finished, False, self._told()

    def render(self) -> str | None:
        """The situation in words, as the transcript tells it, in render mode "ansi"."""
        if self.render_mode is None:
            return None
        out = StringIO()
        for line in status_lines(self.session, "en"):
            print(line, file=out)
        return out.getvalue()

    def action_mask(self) -> Said:
        """For `action_space.sample(mask=...)`: options of open cards that can be paid, moves of a duel that is on."""
        session = self.session
        waiting = {card.id for card in session.open_cards()}
        cards = tuple(
            np.array(
                [
                    session.check(Choose(card.id, option.id)).allowed if card.id in waiting else place == 0
                    for place, option in enumerate(card.options)
                ],
                dtype=np.int8,
            )
            for card in self.level.cards
        )
        month = session.state.month
        on = any(rule.start <= month <= rule.end for rule in duel_moves.of_licences(self.level))
        moves = np.array([1, *([int(on)] * (len(MOVES) - 1))], dtype=np.int8)
        answers = {"cards": cards} if self.level.cards else {}
        return {"levers": None, **answers, "moves": (moves,) * MOST_MOVES}

    def lever_mask(self) -> NDArray[np.bool_]:
        """Which levers may be moved now, (levers,)."""
        state = self.session.state
        return np.array(
            [
                not (state.ended or state.caretaker)
                and self.level.closed(lever.id, state.month) is None
                and lever.conceivable_from <= state.month
                for lever in self.level.levers
            ]
        )

    def _typical_sizes(self) -> NDArray[np.float64]:
        """The mean size of each figure in history's run of the level as it was known, (figures,)."""
        level = self.level
        books = baseline(level, engine_of(level)).books
        known = [books.series(name, level.knowledge == "now") for name in FIGURES]
        sizes = np.array([float(np.abs(series).mean()) if len(series) else 0.0 for series in known])
        return np.where(sizes > 0.0, sizes, 1.0)

    def _observed(self) -> Observed:
        session, state, level = self.session, self.session.state, self.level
        figures = np.array([session.figures.get(name, 0.0) for name in FIGURES])
        live = session.score()
        waiting = {card.id for card in session.open_cards()}
        rest = [
            *(_share(lever, state.settings[lever.id]) for lever in level.levers),
            *(state.approvals[name] / 100.0 for name in CONSTITUENCIES),
            state.capital / 100.0,
            *(line.points / HIGHEST for line in live.headlines()),
            (state.month - level.start) / (level.end + 1 - level.start),
            *(float(card.id in waiting) for card in level.cards),
        ]
        bounded = figures / (np.abs(figures) + self._sizes)
        observed: Observed = np.clip(np.concatenate([bounded, rest]), -1.0, 1.0).astype(np.float32)
        return observed

    def _told(self) -> Said:
        return {
            "month": self.session.state.month,
            "score": self._score,
            "refused": int(self._refused),
            "action_mask": self.action_mask(),
            "lever_mask": self.lever_mask(),
        }

    def _answer(self, options: Any) -> None:
        """Open cards as the action says; the stated default where that cannot be paid."""
        places = {card.id: place for place, card in enumerate(self.level.cards)}
        for card in self.session.open_cards():
            choice = Choose(card.id, card.options[int(options[places[card.id]])].id)
            if not self.session.check(choice).allowed:
                self._refused += 1
                choice = Choose(card.id, card.default)
            self.session.submit(choice)

    def _setting(self, lever: Lever, share: float) -> float:
        """What a share of a lever's range means: a position, or the nearest step; as it stands where that is near."""
        now = self.session.state.settings[lever.id]
        span = lever.maximum - lever.minimum
        value = lever.minimum + min(max(share, 0.0), 1.0) * span
        if lever.choices:
            return min((choice.value for choice in lever.choices), key=lambda one: abs(one - value))
        if abs(value - now) <= _HALF * lever.step:
            return now
        return min(
            max(lever.minimum + round((value - lever.minimum) / lever.step) * lever.step, lever.minimum), lever.maximum
        )


def _share(lever: Lever, value: float) -> float:
    span = lever.maximum - lever.minimum
    return (value - lever.minimum) / span if span > 0.0 else 0.0


gymnasium.register("Lanthanide-v0", entry_point=LeverEnvironment)
