"""What the six constituencies say of a turn: one true sentence each, from the figure they look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from game.language import number, percent, phrase
from game.rules.commands import EndTurn
from game.session import Session
from game.views.advisers import Claim, counsel
from game.views.turn_report import turn_start

_LEAST_SALIENCE = 0.25


@dataclass(frozen=True, slots=True)
class Voice:
    """One constituency after the turn."""

    id: str
    name: str
    approval: float
    change: float
    words: str


class _Figures:
    """Figures now and where the turn began."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._place = max(turn_start(session) - session.level.start - 1, 0)

    def now(self, name: str) -> float:
        line = self._session.series(name)
        return float(line[-1]) if len(line) else 0.0

    def before(self, name: str) -> float:
        line = self._session.series(name)
        return float(line[min(self._place, len(line) - 1)]) if len(line) else 0.0

    def change(self, name: str) -> float:
        """Relative change over the turn."""
        old = self.before(name)
        return self.now(name) / old - 1.0 if abs(old) > 1e-9 else 0.0


class Saying(Protocol):
    """A message filled with shares, which are told as percentages, and tonnes (`t`)."""

    def __call__(self, message: str, /, **values: float) -> str: ...


def _told(language: str, message: str, /, **values: float) -> str:
    words = {name: percent(value, 0, language) for name, value in values.items() if name != "t"}
    return phrase(message, language, **words, t=number(values.get("t", 0.0), 0, language))


def _provinces(f: _Figures, say: Saying) -> str:
    change = f.change("china_recorded_mine_output_t")
    if abs(change) <= 0.01:
        return say("voice.provinces.same")
    return say("voice.provinces.up" if change > 0.0 else "voice.provinces.down", n=abs(change))


def _commerce(f: _Figures, say: Saying) -> str:
    change, bite = f.change("china_exports_t"), f.now("quota_bite")
    if bite > 0.1:
        return say("voice.commerce.quota", n=bite)
    if abs(change) <= 0.01:
        return say("voice.commerce.same")
    return say("voice.commerce.up" if change > 0.0 else "voice.commerce.down", n=abs(change))


def _industry(f: _Figures, say: Saying) -> str:
    margin = f.now("mine_margin")
    return say("voice.industry.loses" if margin < 0.0 else "voice.industry.earns", n=abs(margin))


def _environment(f: _Figures, say: Saying) -> str:
    change, anger = f.change("pollution_index"), f.now("anger")
    if abs(change) <= 0.01:
        return say("voice.environment.same", anger=anger)
    return say("voice.environment.up" if change > 0.0 else "voice.environment.down", n=abs(change), anger=anger)


def _planners(f: _Figures, say: Saying) -> str:
    return say("voice.planners", n=f.now("controllability"), t=12.0 * f.now("china_black_supply_t"))


def _foreign(f: _Figures, say: Saying) -> str:
    fear, case = f.now("fear"), f.now("trade_case")
    if case > 0.3:
        return say("voice.foreign.case", n=fear)
    return say("voice.foreign.fear" if fear > 0.3 else "voice.foreign.calm", n=fear)


_VOICES: dict[str, Callable[[_Figures, Saying], str]] = {
    "provinces": _provinces,
    "commerce": _commerce,
    "industry": _industry,
    "environment": _environment,
    "planners": _planners,
    "foreign": _foreign,
}


def voices(session: Session, language: str) -> tuple[Voice, ...]:
    """All six; their change is over the last turn."""
    figures = _Figures(session)
    told = counsel(session)
    before = session.state.approvals
    for place in range(len(session.commands) - 1, -1, -1):
        if isinstance(session.commands[place], EndTurn):
            before = session.approvals_before(place)
            break
    return tuple(
        Voice(
            name,
            phrase(f"constituency.short.{name}", language),
            value,
            value - before[name],
            _words(told.get(name), _VOICES[name], figures, language),
        )
        for name, value in session.state.approvals.items()
    )


def _words(claim: Claim | None, voice: Callable[[_Figures, Saying], str], figures: _Figures, language: str) -> str:
    """An adviser's most telling claim; what the last turn did where there is nothing worth one."""
    if claim is not None and claim.salience >= _LEAST_SALIENCE:
        return claim.words(language)
    return voice(figures, partial(_told, language))


def gauge_changes(session: Session) -> tuple[tuple[str, float | None, float | None], ...]:
    """Share, price and leverage before and after the last turn, as far as they may be shown; None: not comparable."""
    before = session.score(turn_start(session) - session.level.start).headlines()
    return tuple(
        (now.name, old.points if old.compared else None, now.points if now.compared else None)
        for old, now in zip(before, session.score().headlines(), strict=True)
    )
