"""Turning points and Beijing's choices beside yours, in words: what the model says, not what would have happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.analysis.attribution import HEADLINES
from game.analysis.turning import HistoryChoice, TurningPoint, choices, top, turning_points
from game.language import month_text, phrase
from game.session import Session
from game.views import sentences
from game.views.why import figure_title, signed

__all__ = ["choices", "turning_points"]

_OVERALL = HEADLINES.index("overall")


@dataclass(frozen=True, slots=True)
class Moved:
    """One decision among those that moved a headline most."""

    month: int
    date: str
    words: str  # the lever and where it went
    points: float
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A big move of history, what you had, and the gap it opened by today."""

    month: int
    date: str
    title: str
    history: str
    yours: str
    same: bool
    gap: float  # of the overall score; positive where yours did better
    text: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Turning:
    """The three largest decisions of each headline."""

    name: str
    title: str
    moved: tuple[Moved, ...]


def turning_view(session: Session, found: Sequence[TurningPoint], language: str) -> tuple[Turning, ...]:
    """For each headline the decisions that moved it most."""
    return tuple(
        Turning(
            name,
            figure_title(name, language),
            tuple(_moved(session, one, HEADLINES.index(name), language) for one in top(found, name)),
        )
        for name in HEADLINES[:_OVERALL]
    )


def _moved(session: Session, one: TurningPoint, place: int, language: str) -> Moved:
    made = one.decision
    lever = session.level.lever(made.lever)
    words = phrase(
        "turning.move",
        language,
        lever=lever.title.in_language(language),
        before=sentences.setting(lever, made.before, language),
        after=sentences.setting(lever, made.value, language),
    )
    points = one.effects[place]
    return Moved(made.month, month_text(made.month, language), words, points, _points(points, language))


def choices_view(session: Session, found: Sequence[HistoryChoice], language: str) -> tuple[Choice, ...]:
    """History's big moves by date."""
    return tuple(_choice(session, one, language) for one in found)


def _choice(session: Session, one: HistoryChoice, language: str) -> Choice:
    lever = session.level.lever(one.lever)
    title = lever.title.in_language(language)
    settings = {
        name: sentences.setting(lever, value, language)
        for name, value in (("before", one.before), ("after", one.value), ("yours", one.yours))
    }
    gap = one.gaps[_OVERALL]
    date = month_text(one.month, language)
    parts = [
        phrase("why.named", language, cause=figure_title(name, language), n=_points(one.gaps[place], language))
        for place, name in enumerate(HEADLINES)
    ]
    values = {"month": date, "lever": title, **settings, "gaps": phrase("why.joined", language).join(parts)}
    sentence = phrase("turning.same" if one.same else "turning.choice", language, **values)
    return Choice(
        one.month, date, title, settings["after"], settings["yours"], one.same, gap, _points(gap, language), sentence
    )


def _points(value: float, language: str) -> str:
    digits = 1 if abs(value) >= 0.05 else 2
    return signed(float(f"{value:.{digits}f}") + 0.0, digits, language)
