"""Luck or skill in words and bars: how often your decisions beat history's over many worlds, and which hung on luck."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from game.analysis.attribution import HEADLINES
from game.analysis.luck import WORLDS, DecisionLuck, Luck, luck, quantile
from game.language import month_text, number, percent, phrase
from game.session import Session
from game.views import sentences
from game.views.why import figure_title, signed

__all__ = ["WORLDS", "Luck", "luck"]

BARS: Final = 24
SURE: Final = 0.9  # share of worlds from which on an effect no longer hangs on luck
LITTLE: Final = 0.5  # points; where the worlds differ by less there is no luck to speak of

Verdict = Literal["good", "bad", "luck"]


@dataclass(frozen=True, slots=True)
class Bars:
    """How many worlds gave how many points: yours and history's over the same bars, and where you really stood."""

    name: str
    title: str
    low: float
    high: float
    yours: tuple[int, ...]
    history: tuple[int, ...]
    lived: float
    sentence: str  # how often you beat history
    standing: str  # what the lived world was like for you


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision and what it did over the worlds."""

    date: str
    words: str
    mean: str
    ends: str  # what four in five worlds lie between
    helped: str
    verdict: Verdict
    verdict_text: str


@dataclass(frozen=True, slots=True)
class LuckView:
    """All of it for one finished game."""

    bars: tuple[Bars, ...]
    decisions: tuple[DecisionLine, ...]
    note: str  # what the worlds differ in, and what is held


def luck_view(session: Session, made: Luck, language: str) -> LuckView:
    """What the worlds say."""
    note = phrase("luck.note", language, worlds=number(made.worlds, 0, language))
    if made.lost:
        note = phrase("format.run_on", language, first=note, second=phrase("luck.lost", language, n=made.lost))
    return LuckView(
        tuple(_bars(made, name, language) for name in HEADLINES),
        tuple(_decision(session, one, language) for one in made.decisions if len(one.effects)),
        note,
    )


def _bars(made: Luck, name: str, language: str) -> Bars:
    place = HEADLINES.index(name)
    mine, theirs = made.yours[place], made.history[place]
    low = min(float(mine.min()), float(theirs.min()), made.lived[place])
    high = max(float(mine.max()), float(theirs.max()), made.lived[place])
    if high - low < 1.0:  # next to nothing differs: a point is as narrow as bars shall be
        low, high = low - 0.5, high + 0.5
    counts = []
    for line in (mine, theirs):
        held = [0] * BARS
        for value in line.tolist():
            held[min(int((value - low) / (high - low) * BARS), BARS - 1)] += 1
        counts.append(tuple(held))
    title = figure_title(name, language)
    return Bars(
        name,
        title,
        low,
        high,
        counts[0],
        counts[1],
        made.lived[place],
        _beat(made, name, title, language),
        _standing(made, name, language),
    )


def _beat(made: Luck, name: str, title: str, language: str) -> str:
    """How often yours came out above history's in the same world."""
    better, worse = made.better(name), made.worse(name)
    values = {"title": title, "worlds": number(made.worlds, 0, language)}
    if better + worse < 0.005:
        return phrase("luck.same", language, **values)
    values |= {"better": _share(better, language), "worse": _share(worse, language)}
    return phrase("luck.beat", language, **values)


def _share(share: float, language: str) -> str:
    """A share of the worlds; neither all nor none while it is not."""
    if 0.0 < share < 0.005:
        return percent(share, 1, language)
    return percent(share, 1 if 0.995 <= share < 1.0 else 0, language)


def _standing(made: Luck, name: str, language: str) -> str:
    """Whether the world as it was treated these decisions well."""
    place = HEADLINES.index(name)
    rank, mine = made.rank(name), made.yours[place]
    low, high = quantile(mine, 0.1), quantile(mine, 0.9)
    values = {
        "points": number(made.lived[place], 1, language),
        "low": number(low, 1, language),
        "high": number(high, 1, language),
        "rank": _share(rank, language),
    }
    if high - low < LITTLE:
        return phrase("luck.usual", language, **values)
    kind = "lucky" if rank >= SURE else "unlucky" if rank <= 1.0 - SURE else "usual"
    return phrase(f"luck.{kind}", language, **values)


def _decision(session: Session, one: DecisionLuck, language: str) -> DecisionLine:
    made = one.decision
    lever = session.level.lever(made.lever)
    words = phrase(
        "turning.move",
        language,
        lever=lever.title.in_language(language),
        before=sentences.setting(lever, made.before, language),
        after=sentences.setting(lever, made.value, language),
    )
    verdict: Verdict = "good" if one.helped >= SURE else "bad" if one.helped <= 1.0 - SURE else "luck"
    mean = sum(one.effects.tolist()) / len(one.effects)
    low, high = one.tenths()
    ends = phrase("luck.ends", language, low=_points(low, language), high=_points(high, language))
    return DecisionLine(
        month_text(made.month, language),
        words,
        _points(mean, language),
        ends,
        _share(one.helped, language),
        verdict,
        phrase(f"luck.verdict.{verdict}", language),
    )


def _points(value: float, language: str) -> str:
    return signed(float(f"{value:.1f}") + 0.0, 1, language)
